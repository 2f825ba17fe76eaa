//! The file that a report is, or into which it is written.

use std::path::{Path, PathBuf};

use super::Delivery;
use crate::cli::format::Format;
use crate::cli::shell::PlanFile;
use crate::diagnostic::Failure;
use crate::plan::Plan;
use crate::plan::header::ReportEntry;
use crate::render::marker::{self, Marker};
use crate::{store, text};

/// Where a report goes.
#[derive(Debug, Clone)]
pub struct Target {
    /// The file.
    pub path: PathBuf,
    part: Part,
}

/// Whether a path stands for standard output, as nearly everywhere on a command line.
pub fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How much of the file the report is.
#[derive(Debug, Clone)]
enum Part {
    /// All of it.
    Whole,
    /// What stands between the markers; of this slot, when one is named.
    Between(Option<String>),
}

impl Target {
    /// The target that the options name, if they name one.
    pub fn of_options(delivery: &Delivery) -> Option<Self> {
        let whole = delivery
            .output
            .clone()
            .filter(|path| !is_standard_output(path))
            .map(|path| Self { path, part: Part::Whole });
        let part =
            || delivery.into.clone().map(|path| Self { path, part: Part::Between(delivery.slot.clone()) });
        whole.or_else(part)
    }

    /// The target of a declared report. Its path starts at the plan's folder and stays inside the plan's repository:
    /// a plan comes from anywhere, and must not write elsewhere.
    pub fn of_entry(entry: &ReportEntry<'_>, folder: &Path) -> Result<Self, Failure> {
        let number = entry.position;
        let slot = entry.slot.as_deref().map(str::to_owned);
        let (path, part) = match (&entry.output, &entry.into) {
            (Some(path), None) => (path, Part::Whole),
            (None, Some(path)) => (path, Part::Between(slot)),
            _ => {
                return Err(Failure::new(format!(
                    "entry {number} of `reports` needs either `output` or `into`"
                ))
                .hint("write \"output\": \"docs/DASHBOARD.md\" for a whole file"));
            }
        };
        let target = Self { path: folder.join(path.as_ref()), part };
        if Path::new(path.as_ref()).is_absolute() || !store::is_in_repository(folder, &target.path) {
            let message = format!(
                "entry {number} of `reports` writes `{}`, outside the plan's repository",
                target.shown()
            );
            return Err(Failure::new(message).hint("name a file of the repository, from the plan's folder"));
        }
        Ok(target)
    }

    /// The file's name as messages show it.
    pub fn shown(&self) -> String {
        let path = self.path.strip_prefix(".").unwrap_or(&self.path);
        text::one_line(&path.to_string_lossy()).into_owned()
    }

    /// The form that the file's name asks for.
    pub fn format(&self) -> Result<Format, Failure> {
        Format::of_file(&self.path)
    }

    /// Refuses a file from which the report is made, and the folders that git keeps for itself.
    pub fn refuse_sources(&self, plan: &PlanFile, template: Option<&Path>) -> Result<(), Failure> {
        if store::is_in_git_folder(&self.path) {
            let message = format!("`{}` lies in git's own folder", self.shown());
            return Err(Failure::new(message).hint("name a file outside `.git`"));
        }
        let refusal = |what: &str| {
            Failure::new(format!("`{}` is {what}, from which the report is made", self.shown()))
                .hint("name another file")
        };
        if store::same_file(&self.path, &plan.path) {
            return Err(refusal("the plan"));
        }
        let templates = plan.folder().join(super::maker::TEMPLATE_FOLDER);
        let is_template = template.is_some_and(|template| store::same_file(&self.path, template))
            || store::is_below(&templates, &self.path);
        if is_template { Err(refusal("a template")) } else { Ok(()) }
    }

    /// Refuses a file that a declared report writes: to one of the same name it may go, into a file with markers of
    /// others too, but nothing else may be lost.
    pub fn refuse_entries(&self, report: &str, plan: &Plan<'_>, folder: &Path) -> Result<(), Failure> {
        for entry in &plan.reports {
            let Ok(other) = Self::of_entry(entry, folder) else { continue };
            let is_lost = match (self.is_whole(), other.is_whole()) {
                (true, true) => entry.report.as_deref() != Some(report),
                (false, false) => false,
                _ => true,
            };
            if is_lost && store::same_file(&self.path, &other.path) {
                let message =
                    format!("`{}` is the target of entry {} of `reports`", self.shown(), entry.position);
                return Err(Failure::new(message).hint("name another file, or change that entry in the plan"));
            }
        }
        Ok(())
    }

    /// What the file holds; nothing when it is not there.
    pub fn read(&self) -> anyhow::Result<Option<String>> {
        store::read_text(&self.path)
    }

    /// Whether the report is the whole file.
    pub const fn is_whole(&self) -> bool {
        matches!(self.part, Part::Whole)
    }

    /// The file's whole text once the report is in it; `found` is what it holds.
    pub fn with_content(&self, found: Option<&str>, report: &str, content: &str) -> Result<String, Failure> {
        let Part::Between(slot) = &self.part else { return Ok(content.to_owned()) };
        let missing = || {
            Failure::new(format!("there is no file `{}`", self.shown()))
                .hint("make it first, with the two markers where the report belongs")
        };
        let marker = Marker { report, slot: slot.as_deref() };
        marker::replace(found.ok_or_else(missing)?, &marker, content).map_err(|failure| {
            let message = format!("{}: {}", self.shown(), failure.message);
            Failure { message, ..failure }
        })
    }
}
