//! How a failure is told, and which exit code it is.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;

use crate::diagnostic::{Ending, Failure};
use crate::render::Label;
use crate::{render, text};

/// Columns of a finding on standard error.
const WIDTH: usize = 100;

/// A plan, or values of it, that a command cannot work with, with the places where they stand.
#[derive(Debug)]
pub struct InvalidPlan {
    /// The file as messages name it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What is wrong; never nothing.
    pub diagnostics: Vec<crate::diagnostic::Diagnostic>,
}

impl std::fmt::Display for InvalidPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.diagnostics.first().map_or("the file is no plan", |problem| &problem.message))
    }
}

impl std::error::Error for InvalidPlan {}

/// Tells what is wrong with the arguments; help and version go to standard output and are no failure.
pub fn usage(error: &clap::Error) -> ExitCode {
    // When even standard error is closed, nothing can be told.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(Ending::Impossible as u8),
    }
}

/// Tells a failure: what is wrong, its cause, and what to type next.
pub fn report(error: &anyhow::Error, styled: bool) -> ExitCode {
    let failure = error.downcast_ref::<Failure>();
    if let Some(invalid) = error.downcast_ref::<InvalidPlan>() {
        let positions = text::Positions::new(&invalid.text);
        let told = invalid.diagnostics.iter().map(|diagnostic| {
            render::diagnostic::diagnostic(diagnostic, &invalid.file, &positions, WIDTH, styled)
        });
        tell(&told.collect::<Vec<_>>().join("\n\n"));
        return ExitCode::from(failure.map_or(Ending::Impossible, |failure| failure.ending) as u8);
    }
    tell(&format!("{}: {}", Label::Error.shown(styled), text::visible_lines(&error.to_string())));
    for cause in error.chain().skip(1) {
        tell(&format!("  caused by: {}", text::visible_lines(&cause.to_string())));
    }
    if let Some(words) = failure.and_then(|failure| failure.hint.as_deref()) {
        tell(&format!("{}: {}", Label::Hint.shown(styled), text::visible_lines(words)));
    }
    ExitCode::from(failure.map_or(Ending::Impossible, |failure| failure.ending) as u8)
}

/// That a file is written, and standard output took no word of it. Not to be told as if nothing was done: a script would
/// do it again.
pub fn unprinted(error: anyhow::Error, path: &Path) -> anyhow::Error {
    let path = path.display();
    let failure = Failure::new(format!("`{path}` is written, but what changed could not be printed"));
    error.context(Failure {
        ending: Ending::Unconfirmed,
        ..failure.hint("do not repeat the command: the file holds the change")
    })
}

/// Writes a line to standard error. When even that is closed, nothing can be told.
pub fn tell(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
