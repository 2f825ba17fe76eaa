//! A report's text in the form that is asked for.

use std::path::{Path, PathBuf};

use super::Delivery;
use crate::cli::format::Format;
use crate::cli::shell::{PlanFile, json_text};
use crate::diagnostic::Failure;
use crate::render::{self, Medium, Templates};
use crate::state::State;
use crate::store;
use crate::view::report::{Report, Request};

/// Where a team keeps its templates, beside the plan.
pub(super) const TEMPLATE_FOLDER: &str = ".tracker/templates";

/// Columns of a text file: the same on every machine.
const FILE_WIDTH: usize = 100;

/// Makes the text of reports.
pub struct Maker<'s> {
    state: &'s State<'s>,
    folder: PathBuf,
    template: Option<(String, String)>,
    format: Option<Format>,
    mentions: bool,
}

impl<'s> Maker<'s> {
    /// One that makes reports as the options of a command ask.
    pub(super) fn new(state: &'s State<'s>, file: &PlanFile, delivery: &Delivery) -> anyhow::Result<Self> {
        let maker = Self::plain(state, file);
        let template = match &delivery.template {
            Some(path) => Some((path.to_string_lossy().into_owned(), maker.template_text(path)?)),
            None => None,
        };
        Ok(Self { template, format: delivery.format, mentions: !delivery.no_mentions, ..maker })
    }

    /// One that makes reports in the forms that their files ask for.
    pub fn plain(state: &'s State<'s>, file: &PlanFile) -> Self {
        let folder = file.folder().join(TEMPLATE_FOLDER);
        // Messages name it as one would type it.
        let folder = folder.strip_prefix(".").map(Path::to_path_buf).unwrap_or(folder);
        Self { state, folder, template: None, format: None, mentions: true }
    }

    /// The text of the template that an option names. It must be there; perhaps it is among the team's own.
    fn template_text(&self, path: &Path) -> anyhow::Result<String> {
        if let Some(text) = store::read_text(path)? {
            return Ok(text);
        }
        let failure = Failure::new(format!("there is no template `{}`", path.display()));
        let own = path.file_name().map(|name| self.folder.join(name));
        Err(match own.filter(|own| store::read_text(own).is_ok_and(|text| text.is_some())) {
            Some(own) => failure.hint(format!("did you mean `--template {}`?", own.display())),
            None => {
                failure.hint("name a file that is there; without `--template` the report lays itself out")
            }
        }
        .into())
    }

    /// A report for a medium; JSON when there is none.
    pub(super) fn text(
        &self,
        report: &Report,
        request: &Request,
        medium: Option<Medium>,
    ) -> anyhow::Result<String> {
        let Some(medium) = medium else { return json_text(&report.page(self.state, request, true)?) };
        let load = |name: &str| store::read_text(&self.folder.join(name));
        let mut templates =
            Templates::in_folder(self.folder.to_string_lossy(), &load).measured_by(&store::memory_in_use);
        if let Some((shown, text)) = &self.template {
            templates = templates.with_root(shown.clone(), text.clone());
        }
        let page = report.page(self.state, request, false)?;
        render::render(report.name, medium, &page, &templates)
    }

    /// A report for a file whose name asks for a form.
    pub(super) fn text_for_file(
        &self,
        report: &Report,
        request: &Request,
        format: Format,
    ) -> anyhow::Result<String> {
        refuse_today(report, request)?;
        let medium = match self.format.unwrap_or(format) {
            Format::Terminal | Format::Text => Some(Medium::Terminal { width: FILE_WIDTH, styled: false }),
            Format::Markdown => Some(Medium::Markdown { mentions: self.mentions }),
            Format::Json => None,
        };
        self.text(report, request, medium)
    }
}

/// A file must depend on the plan and the options alone, never on the clock.
fn refuse_today(report: &Report, request: &Request) -> Result<(), Failure> {
    if report.of_a_week && request.label.is_none() && request.as_of.is_none() {
        let message = "a report of a week needs to know which week when it goes to a file, \
            since a file must not depend on the clock";
        return Err(Failure::new(message).hint(format!("tracker {} \"Week 3\" --output FILE", report.name)));
    }
    Ok(())
}
