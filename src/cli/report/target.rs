//! The file that a report is, or into which it is written.

use std::path::{Path, PathBuf};

use super::Delivery;
use crate::cli::format::Format;
use crate::cli::shell::PlanFile;
use crate::diagnostic::Failure;
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
        let whole = delivery.output.clone().map(|path| Self { path, part: Part::Whole });
        let part =
            || delivery.into.clone().map(|path| Self { path, part: Part::Between(delivery.slot.clone()) });
        whole.or_else(part)
    }

    /// The target of a declared report; its path starts at the plan's folder.
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
        Ok(Self { path: folder.join(path.as_ref()), part })
    }

    /// The file's name as messages show it.
    pub fn shown(&self) -> String {
        let path = self.path.strip_prefix(".").unwrap_or(&self.path);
        text::one_line(&path.to_string_lossy()).into_owned()
    }

    /// The form that the file's name asks for.
    pub fn format(&self) -> Format {
        Format::of_file(&self.path)
    }

    /// Refuses a file from which the report is made.
    pub fn refuse_sources(&self, plan: &PlanFile, template: Option<&Path>) -> Result<(), Failure> {
        let refusal = |what: &str| {
            Failure::new(format!("`{}` is {what}, from which the report is made", self.shown()))
                .hint("name another file")
        };
        if store::same_file(&self.path, &plan.path) {
            return Err(refusal("the plan"));
        }
        let templates = plan.folder().join(super::TEMPLATE_FOLDER);
        let is_template = template.is_some_and(|template| store::same_file(&self.path, template))
            || self.path.parent().is_some_and(|folder| store::same_file(folder, &templates));
        if is_template { Err(refusal("a template")) } else { Ok(()) }
    }

    /// Refuses a file, or a place between markers, that belongs to another of the declared reports. `entry` is the
    /// position of the one that is delivered; a report that the options deliver may go where one of its name goes.
    pub fn refuse_other_entries(
        &self,
        report: &str,
        entry: Option<usize>,
        reports: &[ReportEntry<'_>],
        folder: &Path,
    ) -> Result<(), Failure> {
        for other in reports {
            let Ok(target) = Self::of_entry(other, folder) else { continue };
            let same_report = other.report.as_deref() == Some(report);
            let own = entry.map_or(same_report, |entry| entry == other.position);
            let clash = match (&self.part, &target.part) {
                (Part::Whole, Part::Whole) => !own,
                (Part::Between(slot), Part::Between(taken)) => !own && same_report && slot == taken,
                _ => true,
            };
            if clash && store::same_file(&self.path, &target.path) {
                let message =
                    format!("`{}` is the target of entry {} of `reports`", self.shown(), other.position);
                return Err(Failure::new(message).hint("name another file, or change that entry in the plan"));
            }
        }
        Ok(())
    }

    /// The file's whole text once the report is in it.
    pub fn whole_text(&self, report: &str, content: &str) -> anyhow::Result<String> {
        let Part::Between(slot) = &self.part else { return Ok(content.to_owned()) };
        let missing = || {
            Failure::new(format!("there is no file `{}`", self.shown()))
                .hint("make it first, with the two markers where the report belongs")
        };
        let text = store::read_text(&self.path)?.ok_or_else(missing)?;
        let marker = Marker { report, slot: slot.as_deref() };
        marker::replace(&text, &marker, content).map_err(|failure| {
            let message = format!("{}: {}", self.shown(), failure.message);
            Failure { message, ..failure }.into()
        })
    }
}
