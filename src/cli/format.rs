//! The forms in which a command can answer.

use std::path::Path;

use clap::ValueEnum;

use crate::diagnostic::Failure;
use crate::text;

/// Endings of file names, each with the form that it asks for. Not every command has every form.
const ENDINGS: [(&str, &str); 12] = [
    ("md", "markdown"),
    ("markdown", "markdown"),
    ("txt", "text"),
    ("json", "json"),
    ("html", "html"),
    ("htm", "html"),
    ("csv", "csv"),
    ("svg", "svg"),
    ("dot", "dot"),
    ("gv", "dot"),
    ("mmd", "mermaid"),
    ("mermaid", "mermaid"),
];

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
    /// The form that a file's name asks for; markdown when its ending means none.
    ///
    /// # Errors
    /// When the ending means a form that a report does not have.
    pub fn of_file(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let asked = ENDINGS.iter().find(|(known, _)| ending.as_deref() == Some(known));
        let Some((_, form)) = asked else { return Ok(Self::Markdown) };
        Self::from_str(form, false).map_err(|_| {
            let path = text::one_line(&path.strip_prefix(".").unwrap_or(path).to_string_lossy()).into_owned();
            Failure::new(format!("`{path}` asks for {form}, a form that a report does not have"))
                .hint("end the name of the file in `.md`, `.txt` or `.json`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_asks_for_a_form_in_any_case_and_an_unknown_one_for_markdown() {
        let form = |name: &str| Format::of_file(Path::new(name)).ok();
        for name in ["a.md", "README", "a.rst", "A.MD", ".json", "a.json.bak"] {
            assert_eq!(form(name), Some(Format::Markdown), "{name}");
        }
        assert_eq!(
            [form("a.json"), form("a.JSON"), form("a.b.txt")],
            [Format::Json, Format::Json, Format::Text].map(Some)
        );
        for name in ["a.html", "a.HTM", "a.svg", "a.csv", "a.dot", "a.mmd"] {
            assert_eq!(form(name), None, "{name}");
        }
    }
}
