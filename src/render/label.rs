//! The word that begins a message on standard error.

use anstyle::{AnsiColor, Style};

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Something could not be done.
    Error,
    /// Something was done, and is worth a look.
    Warning,
    /// What can be typed next.
    Hint,
}

impl Label {
    /// The word, in its colour where that is wanted.
    pub fn shown(self, styled: bool) -> String {
        let (word, colour) = match self {
            Self::Error => ("error", AnsiColor::Red),
            Self::Warning => ("warning", AnsiColor::Yellow),
            Self::Hint => ("hint", AnsiColor::Cyan),
        };
        if !styled {
            return word.to_owned();
        }
        let style = Style::new().bold().fg_color(Some(colour.into()));
        format!("{style}{word}{style:#}")
    }
}
