//! States as a page shows them: a sign and a word.

use serde::Serialize;

use crate::plan::value::status::{
    ActionStatus, BlockerStatus, CheckStatus, CheckpointStatus, DecisionStatus, DefectStatus, Level,
    MessageType, Priority, ProposalStatus, Rating, ReviewStatus, RiskStatus, Status,
};
use crate::state::ShownStatus;

/// A state with its sign, for each medium one: an emoji where a page is a document, a narrow mark in a terminal,
/// where emoji are of uncertain width. Neither the sign nor the colour is the only carrier of the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// Emoji and word: `🟡 In Progress`.
    pub text: &'static str,
    /// The mark that stands for the emoji in a terminal.
    pub mark: &'static str,
    /// The word.
    pub label: &'static str,
    /// The role that gives it its colour.
    pub role: &'static str,
}

/// A badge of these parts.
pub(super) const fn badge(
    text: &'static str,
    mark: &'static str,
    label: &'static str,
    role: &'static str,
) -> Badge {
    Badge { text, mark, label, role }
}

impl From<ShownStatus> for Badge {
    fn from(status: ShownStatus) -> Self {
        match status {
            ShownStatus::Work(status) => status.into(),
            ShownStatus::Blocker(status) => status.into(),
            ShownStatus::Defect(status) => status.into(),
            ShownStatus::Risk(status) => status.into(),
            ShownStatus::Decision(status) => status.into(),
            ShownStatus::Review(status) => status.into(),
            ShownStatus::Checkpoint(status) => status.into(),
            ShownStatus::Action(status) => status.into(),
            ShownStatus::Workstream(rating) => rating.into(),
            ShownStatus::Check(status) => status.into(),
            ShownStatus::Proposal(status) => status.into(),
        }
    }
}

impl From<Status> for Badge {
    fn from(status: Status) -> Self {
        match status {
            Status::NotStarted => badge("🔴 Not Started", "○", "Not Started", "waiting"),
            Status::Queued => badge("⚪ Queued", "◌", "Queued", "muted"),
            Status::Ready => badge("🟢 Ready", "◆", "Ready", "ready"),
            Status::InProgress => badge("🟡 In Progress", "◐", "In Progress", "active"),
            Status::Blocked => badge("🟥 Blocked", "✗", "Blocked", "blocked"),
            Status::Done => badge("✅ Done", "✓", "Done", "done"),
            Status::Cancelled => badge("🚫 Cancelled", "–", "Cancelled", "muted"),
        }
    }
}

impl From<CheckStatus> for Badge {
    fn from(status: CheckStatus) -> Self {
        match status {
            CheckStatus::Passing => badge("✅ Passing", "✓", "Passing", "done"),
            CheckStatus::Failing => badge("🔴 Failing", "✗", "Failing", "blocked"),
            CheckStatus::Pending => badge("⚪ Pending", "◌", "Pending", "muted"),
        }
    }
}

impl From<BlockerStatus> for Badge {
    fn from(status: BlockerStatus) -> Self {
        match status {
            BlockerStatus::Open => badge("🟥 Open", "✗", "Open", "blocked"),
            BlockerStatus::Resolved => badge("✅ Resolved", "✓", "Resolved", "done"),
        }
    }
}

impl From<ActionStatus> for Badge {
    fn from(status: ActionStatus) -> Self {
        match status {
            ActionStatus::Open => badge("⚪ Open", "○", "Open", "waiting"),
            ActionStatus::Done => badge("✅ Done", "✓", "Done", "done"),
        }
    }
}

impl From<Priority> for Badge {
    fn from(priority: Priority) -> Self {
        match priority {
            Priority::P0 => badge("🔴 P0", "▲", "P0", "late"),
            Priority::P1 => badge("🟠 P1", "▲", "P1", "warning"),
            Priority::P2 => badge("🟡 P2", "▪", "P2", "accent"),
            Priority::P3 => badge("⚪ P3", "▫", "P3", "muted"),
        }
    }
}

impl From<ReviewStatus> for Badge {
    fn from(status: ReviewStatus) -> Self {
        match status {
            ReviewStatus::Pending => badge("⏳ Pending", "◌", "Pending", "muted"),
            ReviewStatus::Scheduled => badge("📅 Scheduled", "◇", "Scheduled", "accent"),
            ReviewStatus::InProgress => badge("🟡 In Progress", "◐", "In Progress", "active"),
            ReviewStatus::Completed => badge("✅ Completed", "✓", "Completed", "done"),
            ReviewStatus::Cancelled => badge("🚫 Cancelled", "–", "Cancelled", "muted"),
        }
    }
}

impl From<CheckpointStatus> for Badge {
    fn from(status: CheckpointStatus) -> Self {
        match status {
            CheckpointStatus::Pending => badge("⏳ Pending", "◌", "Pending", "muted"),
            CheckpointStatus::InProgress => badge("🟡 In Progress", "◐", "In Progress", "active"),
            CheckpointStatus::Passed => badge("✅ Passed", "✓", "Passed", "done"),
            CheckpointStatus::Failed => badge("🔴 Failed", "✗", "Failed", "blocked"),
        }
    }
}

impl From<DecisionStatus> for Badge {
    fn from(status: DecisionStatus) -> Self {
        match status {
            DecisionStatus::Proposed => badge("⏳ Proposed", "◌", "Proposed", "waiting"),
            DecisionStatus::Accepted => badge("✅ Accepted", "✓", "Accepted", "done"),
            DecisionStatus::Superseded => badge("🚫 Superseded", "–", "Superseded", "muted"),
        }
    }
}

impl From<ProposalStatus> for Badge {
    fn from(status: ProposalStatus) -> Self {
        match status {
            ProposalStatus::Proposed => badge("⏳ Proposed", "◌", "Proposed", "waiting"),
            ProposalStatus::Approved => badge("✅ Approved", "✓", "Approved", "done"),
            ProposalStatus::Deferred => badge("❌ Deferred", "–", "Deferred", "warning"),
            ProposalStatus::Rejected => badge("🚫 Rejected", "✗", "Rejected", "muted"),
        }
    }
}

impl From<RiskStatus> for Badge {
    fn from(status: RiskStatus) -> Self {
        match status {
            RiskStatus::Active => badge("🟡 Active", "◐", "Active", "active"),
            RiskStatus::Triggered => badge("🔴 Triggered", "▲", "Triggered", "late"),
            RiskStatus::Mitigated => badge("✅ Mitigated", "✓", "Mitigated", "done"),
            RiskStatus::Closed => badge("⚪ Closed", "–", "Closed", "muted"),
        }
    }
}

impl From<Level> for Badge {
    fn from(level: Level) -> Self {
        match level {
            Level::Critical => badge("🔴 Critical", "▲", "Critical", "late"),
            Level::High => badge("🟠 High", "▲", "High", "warning"),
            Level::Medium => badge("🟡 Medium", "▪", "Medium", "accent"),
            Level::Low => badge("🟢 Low", "▫", "Low", "muted"),
        }
    }
}

impl From<Rating> for Badge {
    fn from(rating: Rating) -> Self {
        match rating {
            Rating::Red => badge("🔴 Red", "✗", "Red", "blocked"),
            Rating::Amber => badge("🟡 Amber", "◐", "Amber", "active"),
            Rating::Green => badge("🟢 Green", "◆", "Green", "ready"),
        }
    }
}

impl From<DefectStatus> for Badge {
    fn from(status: DefectStatus) -> Self {
        match status {
            DefectStatus::Open => badge("🔴 Open", "○", "Open", "blocked"),
            DefectStatus::InProgress => badge("🟡 In Progress", "◐", "In Progress", "active"),
            DefectStatus::Fixed => badge("🟢 Fixed", "◆", "Fixed", "ready"),
            DefectStatus::Validated => badge("✅ Validated", "✓", "Validated", "done"),
            DefectStatus::Closed => badge("✅ Closed", "✓", "Closed", "done"),
        }
    }
}

impl From<MessageType> for Badge {
    fn from(kind: MessageType) -> Self {
        match kind {
            MessageType::Request => badge("🙋 Request", "→", "Request", "accent"),
            MessageType::Question => badge("❓ Question", "?", "Question", "warning"),
            MessageType::Notification => badge("📣 Notification", "·", "Notification", "muted"),
            MessageType::Blocker => badge("🟥 Blocker", "✗", "Blocker", "blocked"),
        }
    }
}
