//! The sets of names that kinds use for their state, weight and type, and what a state is where the plan gives none.

use crate::plan::choice::choice;

choice! {
    /// Where a batch or an issue stands, as the plan's text claims.
    pub enum Status {
        /// Claims nothing.
        NotStarted "not-started" ["todo", "to do", "open", "new", "pending", "planned", "backlog"],
        /// Waits for its turn.
        Queued "queued" ["waiting", "scheduled", "later"],
        /// Can be started.
        Ready "ready" ["unblocked"],
        /// Is being worked on.
        InProgress "in-progress" ["active", "started", "doing", "wip", "ongoing", "underway"],
        /// Is held up.
        Blocked "blocked" ["stuck", "on hold"],
        /// Is finished.
        Done "done" ["complete", "completed", "closed", "finished", "resolved"],
        /// Will not be done.
        Cancelled "cancelled" ["canceled", "dropped", "abandoned", "wontfix"],
    }
}

choice! {
    /// What comes first: P0 before P3. Also the severity of blockers and defects.
    pub enum Priority {
        /// Blocks all work.
        P0 "P0" ["critical", "urgent"],
        /// High.
        P1 "P1" ["high"],
        /// Medium.
        P2 "P2" ["medium", "normal"],
        /// Low.
        P3 "P3" ["low"],
    }
}

choice! {
    /// How likely or how bad something is.
    pub enum Level {
        /// Low.
        Low "low" ["minor"],
        /// Medium.
        Medium "medium" ["moderate", "med"],
        /// High.
        High "high" ["major"],
        /// Critical.
        Critical "critical" ["severe"],
    }
}

choice! {
    /// Whether something that stood in the way still does.
    pub enum BlockerStatus {
        /// It does.
        Open "open" ["active", "blocking"],
        /// It does no more.
        Resolved "resolved" ["closed", "done", "fixed"],
    }
}

choice! {
    /// Where a defect stands.
    pub enum DefectStatus {
        /// Found, not started.
        Open "open" ["new"],
        /// Being worked on.
        InProgress "in-progress" ["active", "started"],
        /// A fix is in place.
        Fixed "fixed" ["resolved"],
        /// The fix is confirmed.
        Validated "validated" ["verified"],
        /// Nothing is left to do.
        Closed "closed" ["done"],
    }
}

choice! {
    /// Where a risk stands.
    pub enum RiskStatus {
        /// It may happen; a mitigation is in place.
        Active "active" ["open", "identified"],
        /// It has happened.
        Triggered "triggered" ["occurred"],
        /// It was avoided.
        Mitigated "mitigated" ["avoided"],
        /// It no longer applies.
        Closed "closed" ["done"],
    }
}

choice! {
    /// Where a decision stands.
    pub enum DecisionStatus {
        /// Not agreed yet.
        Proposed "proposed" ["open", "draft"],
        /// Agreed.
        Accepted "accepted" ["approved", "agreed"],
        /// Replaced by a later one.
        Superseded "superseded" ["replaced"],
    }
}

choice! {
    /// Where a review session stands.
    pub enum ReviewStatus {
        /// Not scheduled yet.
        Pending "pending" ["open", "todo"],
        /// Has a time.
        Scheduled "scheduled" ["planned"],
        /// Is being held.
        InProgress "in-progress" ["active", "started"],
        /// Was held.
        Completed "completed" ["complete", "done", "held"],
        /// Will not be held.
        Cancelled "cancelled" ["canceled"],
    }
}

choice! {
    /// Where a checkpoint stands.
    pub enum CheckpointStatus {
        /// Not reached.
        Pending "pending" ["open", "todo"],
        /// Being validated.
        InProgress "in-progress" ["active", "started"],
        /// Its criteria are met.
        Passed "passed" ["pass", "done", "met"],
        /// Its criteria are not met.
        Failed "failed" ["fail"],
    }
}

choice! {
    /// Whether an action item is done.
    pub enum ActionStatus {
        /// Not yet.
        Open "open" ["todo", "pending", "in progress"],
        /// It is.
        Done "done" ["complete", "completed", "closed"],
    }
}

choice! {
    /// When an action item is wanted.
    pub enum Horizon {
        /// Today.
        Immediate "immediate" ["today", "now"],
        /// Before the week ends.
        ThisWeek "this-week" ["week"],
        /// All the time.
        Ongoing "ongoing" ["continuous"],
    }
}

choice! {
    /// How a workstream is doing.
    pub enum Rating {
        /// Needs help.
        Red "red" ["off track"],
        /// Needs attention.
        Amber "amber" ["yellow", "at risk"],
        /// On track.
        Green "green" ["on track"],
    }
}

choice! {
    /// What a CI or quality check says.
    pub enum CheckStatus {
        /// It passes.
        Passing "passing" ["pass", "passed", "green", "success"],
        /// It fails.
        Failing "failing" ["fail", "failed", "red"],
        /// It has not run.
        Pending "pending" ["queued", "waiting"],
    }
}

choice! {
    /// What became of a proposal.
    pub enum ProposalStatus {
        /// Not decided.
        Proposed "proposed" ["open", "pending"],
        /// Accepted.
        Approved "approved" ["accepted", "approve"],
        /// Put off.
        Deferred "deferred" ["defer", "postponed"],
        /// Turned down.
        Rejected "rejected" ["declined"],
    }
}

choice! {
    /// What a message is.
    pub enum MessageType {
        /// Asks for something.
        Request "request",
        /// Asks for clarification.
        Question "question",
        /// Tells.
        Notification "notification" ["update", "info"],
        /// Escalates a blocker.
        Blocker "blocker" ["escalation"],
    }
}

choice! {
    /// How an edge of the dependency graph ties two items: "A waits for B".
    pub enum DependencyType {
        /// A starts when B has finished.
        FinishToStart "finish-to-start" ["FS"],
        /// A starts when B has started.
        StartToStart "start-to-start" ["SS"],
        /// A finishes when B has finished.
        FinishToFinish "finish-to-finish" ["FF"],
        /// A finishes when B has started.
        StartToFinish "start-to-finish" ["SF"],
    }
}

impl DependencyType {
    /// Whether it is the start of A that waits.
    pub const fn holds_start(self) -> bool {
        matches!(self, Self::FinishToStart | Self::StartToStart)
    }

    /// Whether it is the finish of B that is waited for.
    pub const fn follows_finish(self) -> bool {
        matches!(self, Self::FinishToStart | Self::FinishToFinish)
    }
}

choice! {
    /// Which way a metric should move.
    pub enum Direction {
        /// Higher is better.
        Up "up" ["higher", "increase"],
        /// Lower is better.
        Down "down" ["lower", "decrease"],
    }
}

choice! {
    /// A day of the working week.
    pub enum Day {
        /// Monday.
        Monday "mon" ["monday"],
        /// Tuesday.
        Tuesday "tue" ["tuesday"],
        /// Wednesday.
        Wednesday "wed" ["wednesday"],
        /// Thursday.
        Thursday "thu" ["thursday"],
        /// Friday.
        Friday "fri" ["friday"],
        /// Saturday.
        Saturday "sat" ["saturday"],
        /// Sunday.
        Sunday "sun" ["sunday"],
    }
}

/// Declares what an item's status means where the plan gives none: nothing is claimed, so nothing has happened yet.
macro_rules! unsaid {
    ( $( $name:ident::$case:ident, )+ ) => {
        $( impl Default for $name {
            fn default() -> Self {
                Self::$case
            }
        } )+
    };
}

unsaid! {
    Status::NotStarted,
    BlockerStatus::Open,
    DefectStatus::Open,
    RiskStatus::Active,
    ReviewStatus::Pending,
    CheckpointStatus::Pending,
    ActionStatus::Open,
    CheckStatus::Pending,
    ProposalStatus::Proposed,
}
