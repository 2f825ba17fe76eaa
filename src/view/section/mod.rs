//! Sections: what the parts of reports show, one file each.
//!
//! To add one: a file here with a function `section`, a line in the table, and the parts `templates/section/NAME.md` and
//! `NAME.txt`. Any report shows it by including its part.

mod actions;
mod batches;
mod blockers;
mod checkpoints;
mod checks;
mod completed;
mod completion;
mod contacts;
mod criticalpath;
mod crosslinks;
mod current;
mod decisions;
mod defects;
mod deliverables;
mod due;
mod figures;
pub(super) mod flow;
mod goals;
mod group;
mod handoffs;
mod help;
mod immediate;
mod issues;
mod links;
mod load;
mod messages;
mod metrics;
mod milestones;
mod nextsteps;
mod obstacles;
mod ongoing;
mod overview;
mod owners;
mod phases;
mod presence;
mod progress;
mod proposals;
mod quality;
mod reviews;
mod risks;
mod standup;
mod targets;
mod time;
mod upcoming;
mod wins;
mod workstreams;

use serde::Serialize;

pub use self::presence::Section;

use self::group::grouped;
use super::Viewpoint;
use super::viewpoint::Rows;

/// Declares the table of sections: their names, what they are, and how they are made.
macro_rules! sections {
    ( $( $(#[doc = $doc:literal])+ $name:ident: $type:ty $(, of a $time:ident)? $(, by the $schedule:ident)?; )+ ) => {
        /// The names of all sections.
        pub const NAMES: &[&str] = &[ $( stringify!($name) ),+ ];

        /// The sections that are about a certain `week`, or look at a certain `day`.
        const OF_A_TIME: &[(&str, &str)] = &[ $( $( (stringify!($name), stringify!($time)), )? )+ ];

        /// The sections that follow from the `schedule`: where there is one, they look at a certain day too.
        const BY_THE: &[(&str, &str)] = &[ $( $( (stringify!($name), stringify!($schedule)), )? )+ ];

        /// The sections of a page; those that belong to its report are there, also when the plan has nothing for them.
        #[derive(Debug, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Sections<'p> {
            $( $(#[doc = $doc])+ #[serde(skip_serializing_if = "Option::is_none")] pub $name: Option<$type>, )+
        }

        impl<'p> Sections<'p> {
            /// The sections of these names.
            pub fn new(view: &Viewpoint<'p>, names: &[&str]) -> Self {
                Self { $( $name: names.contains(&stringify!($name)).then(|| $name::section(view)), )+ }
            }

            /// Whether a section is there and the plan has something for it to show.
            pub fn has(&self, name: &str) -> bool {
                match name {
                    $( stringify!($name) => self.$name.as_ref().is_some_and(|section| !Section::is_empty(section)), )+
                    _ => false,
                }
            }
        }
    };
}

sections! {
    /// Open blocker records, the most severe first.
    blockers: Rows<blockers::BlockerCard<'p>>;
    /// The batches.
    batches: Vec<super::row::BatchRow<'p>>;
    /// The issues by batch.
    issues: issues::Issues<'p>;
    /// How far the issues are, and how much of everything else is done.
    progress: progress::Progress;
    /// The plan's metrics by group.
    metrics: metrics::SuccessMetrics<'p>;
    /// CI and quality checks.
    checks: checks::Checks<'p>;
    /// Weeks and milestones.
    milestones: Rows<milestones::MilestoneCard<'p>>;
    /// Action items by horizon; those without one by group.
    actions: Vec<actions::ActionGroup<'p>>;
    /// Design-review sessions.
    reviews: Rows<reviews::ReviewCard<'p>>;
    /// Who waits for whom, as trees by batch.
    flow: flow::Flow<'p>;
    /// What decides how long everything takes.
    criticalpath: criticalpath::CriticalPath<'p>, by the schedule;
    /// What is planned to finish after its target.
    targets: targets::Targets<'p>, by the schedule;
    /// How much work everybody has left.
    load: load::Load<'p>, by the schedule;
    /// Every dependency, with whether it leads somewhere.
    crosslinks: Rows<crosslinks::Crosslink>;
    /// Risks.
    risks: risks::Risks<'p>;
    /// The decision log.
    decisions: Rows<decisions::DecisionRow<'p>>;
    /// The alignment matrix.
    workstreams: Rows<workstreams::WorkstreamRow<'p>>;
    /// Proposed next steps.
    proposals: Rows<proposals::ProposalRow<'p>>;
    /// What must hold before the whole is complete.
    completion: Rows<completion::Gate<'p>>;
    /// What stands in the way now, and what is to be done at once.
    immediate: immediate::Immediate<'p>;
    /// The actions of the next 48 hours.
    upcoming: Rows<upcoming::UpcomingAction<'p>>, of a day;
    /// Links by group.
    links: links::Links<'p>;
    /// What is worked on now.
    current: current::Current;
    /// What was completed in the week.
    completed: completed::Completed, of a week;
    /// What is in progress.
    ongoing: ongoing::Ongoing<'p>, of a week;
    /// What is in the way, and what is held up.
    obstacles: obstacles::Obstacles<'p>, of a day;
    /// The metrics of the week.
    figures: Rows<figures::Figure<'p>>, of a week;
    /// The goals of the week after.
    goals: goals::Goals, of a week;
    /// Where the whole stands, at a glance.
    overview: overview::Overview;
    /// Who has which work.
    owners: owners::Owners<'p>;
    /// Batches as cards, with all that belongs to each.
    phases: phases::Phases<'p>;
    /// Bugs found on the way.
    defects: defects::Defects<'p>;
    /// The communication log.
    messages: messages::Messages<'p>;
    /// Gates, and what must hold at each.
    checkpoints: checkpoints::Checkpoints<'p>, of a day;
    /// What the work leaves behind, by kind.
    deliverables: deliverables::Deliverables;
    /// Hours planned and worked.
    time: time::Time<'p>;
    /// Metrics against what they should reach.
    quality: quality::Quality<'p>;
    /// Whom to ask, and who steps in.
    contacts: Rows<contacts::Contact<'p>>;
    /// What is to be done now and this week.
    nextsteps: nextsteps::NextSteps<'p>, of a day;
    /// What nobody answers for or nobody can date.
    help: help::Help<'p>;
    /// What is worth celebrating in the week.
    wins: wins::Wins, of a week;
    /// What everybody has done, does, waits for and does next.
    standup: standup::Standup<'p>, of a day;
    /// What somebody waits for and somebody else has.
    handoffs: handoffs::Handoffs<'p>;
    /// What is due by the end of the week after.
    due: due::Due<'p>, of a week;
}

/// Whether one of these sections follows from the schedule.
pub fn follow_the_schedule(names: &[String]) -> bool {
    BY_THE.iter().any(|(name, _)| names.iter().any(|asked| asked == name))
}

impl Sections<'_> {
    /// Whether something is there that follows from the schedule, and so changes with the day on which it is made.
    pub fn have_a_schedule(&self) -> bool {
        BY_THE.iter().any(|(name, _)| self.has(name))
    }
}

/// Whether one of the sections is about a certain week, and so needs to know which.
pub fn are_of_a_week(names: &[&str]) -> bool {
    OF_A_TIME.iter().any(|(name, time)| *time == "week" && names.contains(name))
}

/// Whether one of the sections changes with the day on which it is made.
pub fn are_of_a_time(names: &[&str]) -> bool {
    OF_A_TIME.iter().any(|(name, _)| names.contains(name))
}

#[cfg(test)]
mod tests;
