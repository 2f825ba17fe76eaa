//! How an edit gets into the plan: locked, checked, replaced whole, and told.

use std::mem::ManuallyDrop;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use super::Answer;
use super::completion;
use super::failure::{InvalidPlan, unprinted};
use super::format::Format;
use super::shell::Shell;
use crate::check;
use crate::diagnostic::{Diagnostic, Failure};
use crate::edit::{self, Change, Edit, Expectation, Prepared, Proposal, Rules, Unreadable};
use crate::graph::Graph;
use crate::plan::Plan;
use crate::plan::index::Index;
use crate::render::diff;
use crate::store::{self, Revision};
use crate::view::SCHEMA_VERSION;

/// Options that every write has.
#[derive(Debug, Args)]
pub struct Writing {
    /// Print the diff and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Refuse unless the item is as expected, such as `status=ready`; may be repeated
    #[arg(long = "expect", value_name = "KEY=VALUE")]
    #[arg(add = ArgValueCompleter::new(completion::expectations))]
    expectations: Vec<String>,
    /// The form of the answer
    #[arg(long, value_enum)]
    format: Option<Answering>,
}

/// How a write answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Answering {
    /// A line for each change
    Text,
    /// JSON for scripts
    Json,
}

impl Writing {
    /// The form of an answer that only shows: the one that was asked for, else as any other list.
    pub fn shown(&self, shell: &Shell) -> Format {
        match self.format {
            Some(Answering::Json) => Format::Json,
            Some(Answering::Text) => Format::Text,
            None => shell.format(None, Format::Text),
        }
    }
}

/// What a write changed, as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'c> {
    schema_version: u32,
    kind: &'static str,
    changes: &'c [Change],
    written: bool,
}

/// Makes edits in the plan, all or none, and tells what changed.
pub fn write(shell: &Shell, writing: &Writing, kind: &'static str, edits: &[Edit]) -> anyhow::Result<Answer> {
    let path = store::locate(&shell.search())?;
    let parsed = writing.expectations.iter().map(|text| Expectation::parse(text));
    let expectations: Vec<Expectation> = parsed.collect::<Result<_, Failure>>()?;
    let rules = Rules { today: shell.today()?, expectations: &expectations, findings: &errors };
    let unreadable = |error: anyhow::Error| match error.downcast::<Unreadable>() {
        Ok(Unreadable { diagnostics, text }) => {
            let file = crate::text::one_line(&path.to_string_lossy()).into_owned();
            InvalidPlan { file, text, diagnostics }.into()
        }
        Err(error) => error,
    };
    if writing.dry_run {
        let prepared = edit::prepare(store::read(&path)?, edits, &rules).map_err(unreadable)?;
        tell_doubts(shell, &prepared.doubts);
        return dry_run(shell, writing, kind, &prepared, &path.to_string_lossy());
    }
    let written = store::rewrite(&path, |bytes| edit::propose(bytes, edits, &rules).map_err(unreadable))?;
    tell_doubts(shell, &written.revision.doubts);
    let is_written = !matches!(written.outcome, store::Outcome::Unchanged);
    let told = tell(shell, writing, kind, &written.revision.changes, is_written);
    written.outcome.confirmed()?;
    told.map_err(|error| if is_written { unprinted(error, &path) } else { error })?;
    Ok(Answer::Yes)
}

fn tell_doubts(shell: &Shell, doubts: &[String]) {
    for doubt in doubts {
        shell.warn(doubt);
    }
}

impl Revision for Proposal<'_> {
    fn text(&self) -> Option<&[u8]> {
        self.text().map(str::as_bytes)
    }

    fn approve(&self) -> anyhow::Result<()> {
        self.judge()
    }
}

/// Everything structural that is wrong with a plan.
fn errors<'p>(plan: &'p Plan<'p>) -> Vec<Diagnostic> {
    // As everywhere here: the process ends soon.
    let index = ManuallyDrop::new(Index::new(plan));
    let graph = ManuallyDrop::new(Graph::new(plan, &index));
    check::errors(plan, &index, &graph)
}

fn dry_run(
    shell: &Shell,
    writing: &Writing,
    kind: &'static str,
    prepared: &Prepared,
    name: &str,
) -> anyhow::Result<Answer> {
    match writing.format {
        Some(Answering::Json) => tell(shell, writing, kind, &prepared.changes, false)?,
        _ if prepared.before == prepared.after => shell.warn("nothing would change"),
        _ => {
            shell.print(&diff::unified(
                &prepared.before,
                &prepared.after,
                name,
                name,
                shell.diff_reader(),
            ))?;
        }
    }
    Ok(Answer::Yes)
}

fn tell(
    shell: &Shell,
    writing: &Writing,
    kind: &'static str,
    changes: &[Change],
    written: bool,
) -> anyhow::Result<()> {
    match writing.format {
        Some(Answering::Json) => tell_script(shell, kind, changes, written),
        _ if changes.is_empty() => {
            shell.warn("nothing to change: everything is so already");
            Ok(())
        }
        _ => {
            let lines: Vec<String> = changes.iter().map(ToString::to_string).collect();
            shell.print(&(lines.join("\n") + "\n"))
        }
    }
}

/// Tells as JSON what a write changed, or would change.
pub fn tell_script(
    shell: &Shell,
    kind: &'static str,
    changes: &[Change],
    written: bool,
) -> anyhow::Result<()> {
    shell.print_json(&Report { schema_version: SCHEMA_VERSION, kind, changes, written })
}
