//! The reports that the plan itself keeps in step.

use std::path::{Path, PathBuf};

use super::maker::Maker;
use super::outcome::Outcome;
use super::target::Target;
use crate::cli::shell::PlanFile;
use crate::diagnostic::Failure;
use crate::plan::header::ReportEntry;
use crate::state::State;
use crate::store;
use crate::view::request::Request;

/// Which of the declared reports.
#[derive(Debug, Clone, Copy)]
pub enum Selection<'r> {
    /// All of them.
    All,
    /// Those of one report.
    Of(&'r str),
}

/// What the files of the declared reports should hold, each file once.
///
/// # Errors
/// When an entry is wrong, or its file lies outside the plan's repository.
pub fn declared(
    state: &State<'_>,
    file: &PlanFile,
    maker: &Maker<'_>,
    selection: Selection<'_>,
) -> anyhow::Result<Vec<Outcome>> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut whole: Vec<PathBuf> = Vec::new();
    for entry in &state.plan.reports {
        let report = report_of(entry)?;
        if matches!(selection, Selection::Of(wanted) if wanted != report) {
            continue;
        }
        let target = Target::of_entry(entry, file.folder())?;
        target.refuse_sources(file, None)?;
        let is_same = |path: &Path| store::same_file(path, &target.path);
        let known = outcomes.iter_mut().find(|outcome| is_same(&outcome.path));
        if known.is_some() && (target.is_whole() || whole.iter().any(|path| is_same(path))) {
            let message = format!("two entries of `reports` write `{}`", target.shown());
            let hint = "give each its own `output`, or its own `slot` of one file";
            return Err(Failure::new(message).hint(hint).into());
        }
        let content = maker
            .text_for_file(report, &Request::of_entry(entry), target.format())
            .map_err(|error| of_entry(entry, error))?;
        if let Some(outcome) = known {
            outcome.wanted = target.with_content(Some(&outcome.wanted), report, &content)?;
        } else {
            let found = target.read()?;
            let wanted = target.with_content(found.as_deref(), report, &content)?;
            let (name, is_whole) = (target.shown(), target.is_whole());
            outcomes.push(Outcome { name, path: target.path.clone(), found, wanted, is_whole });
        }
        if target.is_whole() {
            whole.push(target.path);
        }
    }
    Ok(outcomes)
}

/// The report that an entry names.
fn report_of<'p>(entry: &'p ReportEntry<'_>) -> Result<&'p str, Failure> {
    entry.report.as_deref().ok_or_else(|| {
        let message = format!("entry {} of `reports` in the plan names no report", entry.position);
        Failure::new(message).hint("write \"report\": \"dashboard\"; `tracker report` lists them all")
    })
}

/// Says of which entry a failure is.
fn of_entry(entry: &ReportEntry<'_>, error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<Failure>() {
        Ok(failure) => {
            let message = format!("entry {} of `reports` in the plan: {}", entry.position, failure.message);
            Failure { message, ..failure }.into()
        }
        Err(error) => error,
    }
}
