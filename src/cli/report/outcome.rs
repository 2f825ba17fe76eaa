//! What files should hold, to be written or compared.

use std::path::PathBuf;

use crate::cli::Answer;
use crate::cli::shell::Shell;
use crate::render::diff;
use crate::{store, text};

/// Characters that a GitHub issue or comment takes.
const GITHUB_LIMIT: usize = 65_536;

/// What a file holds and what it should hold.
#[derive(Debug)]
pub struct Outcome {
    /// The file.
    pub path: PathBuf,
    /// Its name as messages show it.
    pub name: String,
    /// What it holds; nothing when it is not there.
    pub found: Option<String>,
    /// What it should hold.
    pub wanted: String,
    /// Whether the report is all of it.
    pub is_whole: bool,
}

impl Outcome {
    fn is_stale(&self) -> bool {
        self.found.as_ref() != Some(&self.wanted)
    }
}

/// Writes the files that are stale, all or none: when one cannot be written, those before it get back what they held.
pub fn write_all(shell: &Shell, outcomes: &[Outcome]) -> anyhow::Result<Answer> {
    let stale: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.is_stale()).collect();
    let mut unconfirmed = Ok(true);
    for (place, outcome) in stale.iter().enumerate() {
        if outcome.is_whole {
            warn_of_length(shell, &outcome.name, &outcome.wanted);
        }
        let found = outcome.found.as_deref().map(str::as_bytes);
        match store::write_file(&outcome.path, found, outcome.wanted.as_bytes()) {
            Ok(written) => unconfirmed = unconfirmed.and(written.confirmed()),
            Err(error) => {
                for done in stale.iter().take(place) {
                    take_back(shell, done);
                }
                return Err(error);
            }
        }
    }
    unconfirmed?;
    Ok(Answer::Yes)
}

/// Warns of markdown that GitHub does not take as an issue or a comment.
pub fn warn_of_length(shell: &Shell, name: &str, markdown: &str) {
    let length = markdown.chars().count();
    if length > GITHUB_LIMIT {
        shell.warn(&format!("{name} has {length} characters, and a GitHub issue takes {GITHUB_LIMIT}"));
    }
}

/// Gives a file back what it held before it was written.
fn take_back(shell: &Shell, outcome: &Outcome) {
    let result = match &outcome.found {
        Some(text) => {
            let written = Some(outcome.wanted.as_bytes());
            store::write_file(&outcome.path, written, text.as_bytes()).map(drop)
        }
        None => store::remove_file(&outcome.path),
    };
    if let Err(error) = result {
        shell.warn(&format!("{} stays as it was written: {error}", outcome.name));
    }
}

/// Compares the files with what they should hold, and prints what differs.
pub fn compare(shell: &Shell, outcomes: &[Outcome]) -> anyhow::Result<Answer> {
    let stale: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.is_stale()).collect();
    if stale.is_empty() {
        return Ok(Answer::Yes);
    }
    let styled = shell.output_is_styled();
    let difference = |outcome: &&Outcome| {
        let found = outcome.found.as_deref().unwrap_or_default();
        diff::unified(found, &outcome.wanted, &outcome.name, &outcome.name, diff::Reader::Person { styled })
    };
    shell.print(&stale.iter().map(difference).collect::<String>())?;
    let names: Vec<&str> = stale.iter().map(|outcome| outcome.name.as_str()).collect();
    shell.warn(&format!("{}: {}", text::plural(stale.len(), "stale file"), names.join(", ")));
    Ok(Answer::No)
}
