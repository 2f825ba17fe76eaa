//! The reports that the plan itself keeps in step.

use std::path::{Path, PathBuf};

use super::maker::{Maker, no_week};
use super::outcome::Outcome;
use super::target::Target;
use crate::check::Refusal;
use crate::cli::format::Format;
use crate::cli::shell::PlanFile;
use crate::diagnostic::Failure;
use crate::plan::header::ReportEntry;
use crate::plan::value::date::Date;
use crate::state::State;
use crate::store;
use crate::view::page;
use crate::view::request::Request;

/// Which of the declared reports.
#[derive(Debug, Clone, Copy)]
pub enum Selection<'r> {
    /// All of them.
    All,
    /// Those of one report.
    Of(&'r str),
}

/// What the files of the declared reports should hold, each file once. An entry without a day of its own looks at the
/// plan on the day that the command asks for, if it does.
///
/// # Errors
/// When an entry is wrong, or its file lies outside the plan's repository.
pub fn declared(
    state: &State<'_>,
    file: &PlanFile,
    maker: &Maker<'_>,
    selection: Selection<'_>,
    day: Option<Date>,
) -> anyhow::Result<Vec<Outcome>> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut whole: Vec<PathBuf> = Vec::new();
    for entry in &state.plan.reports {
        let report = report_of(entry)?;
        if matches!(selection, Selection::Of(wanted) if wanted != report) {
            continue;
        }
        let target = Target::of_entry(entry, file.folder())?;
        target.refuse_sources(file, None).map_err(|failure| of_entry(entry, failure.into()))?;
        let is_same = |path: &Path| store::same_file(path, &target.path);
        let known = outcomes.iter_mut().find(|outcome| is_same(&outcome.path));
        if known.is_some() && (target.is_whole() || whole.iter().any(|path| is_same(path))) {
            let message = format!("two entries of `reports` write `{}`", target.shown());
            let hint = "give each its own `output`, or its own `slot` of one file";
            return Err(Failure::new(message).hint(hint).into());
        }
        let request = request(entry, day);
        let format = maker.form_of(&target).map_err(|failure| of_entry(entry, failure.into()))?;
        let content = judge_week(maker, report, &request, format)
            .and_then(|()| maker.text_for_file(report, &request, format))
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

/// The entries of `reports` that cannot be made into files, and why. What an entry itself shows to be wrong, a missing
/// report or file, is for the rules of `check`.
pub fn refusals(state: &State<'_>, file: &PlanFile) -> Vec<Refusal> {
    let maker = Maker::plain(state, file);
    let refusal = |entry| {
        let (member, error) = refused(entry, file, &maker)?;
        let error = of_entry(entry, error);
        let hint = error.downcast_ref::<Failure>().and_then(|failure| failure.hint.clone());
        Some(Refusal { entry: entry.position, member, message: error.to_string(), hint })
    };
    state.plan.reports.iter().filter_map(refusal).collect()
}

/// What is wrong with an entry, and in which of its members.
fn refused(
    entry: &ReportEntry<'_>,
    file: &PlanFile,
    maker: &Maker<'_>,
) -> Option<(&'static str, anyhow::Error)> {
    let report = report_of(entry).ok()?;
    let member = if entry.output.is_some() { "output" } else { "into" };
    let target = match Target::of_entry(entry, file.folder()) {
        Ok(target) => target,
        Err(failure) => return Some((member, failure.into())),
    };
    if let Err(failure) = target.refuse_sources(file, None) {
        return Some((member, failure.into()));
    }
    let format = match maker.form_of(&target) {
        Ok(format) => format,
        Err(failure) => return Some((member, failure.into())),
    };
    let request = Request::of_entry(entry);
    let names = match maker.sections(report, format) {
        Ok(names) => names,
        Err(error) => return Some(("report", error)),
    };
    if let Err(failure) = page::judge_sections(&request, report, &names) {
        return Some(("sections", failure.into()));
    }
    judge_week(maker, report, &request, format).err().map(|error| ("report", error))
}

/// What an entry asks for.
fn request(entry: &ReportEntry<'_>, day: Option<Date>) -> Request {
    let request = Request::of_entry(entry);
    Request { as_of: request.as_of.or(day), ..request }
}

fn judge_week(maker: &Maker<'_>, report: &str, request: &Request, format: Format) -> anyhow::Result<()> {
    if maker.lacks_week(report, request, format)? {
        return Err(no_week(r#"write "label": "Week 3" or "asOf": "2026-01-16" in the entry"#).into());
    }
    Ok(())
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
        // A target that lies outside says so itself.
        Ok(failure) if failure.message.starts_with("entry ") => failure.into(),
        Ok(failure) => {
            let message = format!("entry {} of `reports` in the plan: {}", entry.position, failure.message);
            Failure { message, ..failure }.into()
        }
        Err(error) => error,
    }
}
