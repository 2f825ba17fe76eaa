//! The forms in which a command can answer.

use std::path::Path;

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For eyes, with colour where it is wanted
    Terminal,
    /// The same without colour
    Text,
    /// Markdown as GitHub reads it
    Markdown,
    /// JSON for scripts
    Json,
}

impl Format {
    /// The form that a file's name asks for; markdown when it asks for none that is known.
    pub fn of_file(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Self::Json,
            Some("txt") => Self::Text,
            _ => Self::Markdown,
        }
    }
}
