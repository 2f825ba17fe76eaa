//! What is wrong, as values: findings about a plan, and failures of a request.
//!
//! Nothing here prints. The shell (`cli`) decides how a person, a script or a CI log is told.

use std::fmt;

use crate::span::Span;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The plan is structurally wrong: a reference to nothing, a cycle, a value of the wrong type.
    Error,
    /// The plan contradicts itself or the calendar, as the world can make it do.
    Warning,
    /// Worth knowing.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// One finding about a plan, with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the rule, such as `unknown-reference`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it stands in the plan's text.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// A few words under the caret.
    pub label: Option<String>,
    /// What to do next, preferably something that can be typed.
    pub hint: Option<String>,
    /// The item it is about, as a user would name it: its id, or `actions.3`.
    pub id: Option<String>,
    /// The field of that item, as the plan spells it.
    pub field: Option<&'static str>,
}

impl Diagnostic {
    /// A finding with the three things that every finding has.
    pub fn new(code: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self { code, severity, span, message: message.into(), label: None, hint: None, id: None, field: None }
    }

    /// Adds a few words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says which item it is about.
    #[must_use]
    pub fn about(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Says which field it is about.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
}

/// How a command ends, beside success. The numbers are the exit codes that scripts rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The command did its work and the answer is no.
    No = 1,
    /// The command could not do its work.
    Impossible = 2,
    /// The file is written, but something went wrong behind that: the system did not confirm that it would survive a
    /// power cut, or standard output did not take what changed.
    Unconfirmed = 3,
}

/// A request that failed for a reason that a person can act on. Travels inside `anyhow::Error` and is found
/// again by `downcast_ref`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do next, preferably something that can be typed.
    pub hint: Option<String>,
    /// How the command ends.
    pub ending: Ending,
}

impl Failure {
    /// A request that cannot be carried out.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, ending: Ending::Impossible }
    }

    /// A request that was understood and is answered with no.
    pub fn refusal(message: impl Into<String>) -> Self {
        Self { ending: Ending::No, ..Self::new(message) }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
