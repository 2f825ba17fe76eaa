//! A report's text in the form that is asked for.

use std::path::{Path, PathBuf};

use super::Delivery;
use super::target::Target;
use crate::cli::format::Format;
use crate::cli::shell::{PlanFile, json_text};
use crate::diagnostic::Failure;
use crate::render::{Layout, Load, Medium, Names, Templates};
use crate::state::State;
use crate::view::page::Page;
use crate::view::request::Request;
use crate::view::section;
use crate::{store, text};

/// Where a team keeps its templates, beside the plan.
pub(super) const TEMPLATE_FOLDER: &str = ".tracker/templates";

/// Text in a file has the same columns on every machine.
const IN_TEXT_FILES: Medium = Medium::Terminal { width: 100, styled: false };

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
        Self { state, folder: template_folder(file.folder()), template: None, format: None, mentions: true }
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
        report: &str,
        request: &Request,
        medium: Option<Medium>,
    ) -> anyhow::Result<String> {
        self.with_layout(report, medium, |layout| {
            let names = layout.sections(section::NAMES);
            let page = Page::new(self.state, request, report, &names, medium.is_none())?;
            if medium.is_none() {
                json_text(&page)
            } else {
                layout.with_sections(&names, &page.sections, |section| page.has_prose(section)).render(&page)
            }
        })
    }

    /// The JSON that a report's template gets.
    pub(super) fn context(&self, report: &str, request: &Request) -> anyhow::Result<String> {
        self.with_layout(report, None, |layout| {
            let names = layout.sections(section::NAMES);
            json_text(&Page::new(self.state, request, report, &names, false)?)
        })
    }

    /// The form of a report in a file: the one that was asked for, else the one that the file's name asks for.
    pub(super) fn form_of(&self, target: &Target) -> Result<Format, Failure> {
        self.format.map_or_else(|| target.format(), Ok)
    }

    /// A report for a file in a form.
    pub(super) fn text_for_file(
        &self,
        report: &str,
        request: &Request,
        format: Format,
    ) -> anyhow::Result<String> {
        self.text(report, request, self.medium_of_file(format))
    }

    /// The sections that a report has in a file in a form.
    pub(super) fn sections(&self, report: &str, format: Format) -> anyhow::Result<Vec<&'static str>> {
        self.with_layout(report, self.medium_of_file(format), |layout| Ok(layout.sections(section::NAMES)))
    }

    /// Whether a report in a file would depend on the clock: it is about a week, and nothing says which.
    pub(super) fn lacks_week(&self, report: &str, request: &Request, format: Format) -> anyhow::Result<bool> {
        if request.label.is_some() || request.as_of.is_some() {
            return Ok(false);
        }
        Ok(section::are_of_a_week(&self.sections(report, format)?))
    }

    fn medium_of_file(&self, format: Format) -> Option<Medium> {
        match format {
            Format::Terminal | Format::Text => Some(IN_TEXT_FILES),
            Format::Markdown => Some(Medium::Markdown { mentions: self.mentions }),
            Format::Json => None,
        }
    }

    /// Finds how a report is laid out; as markdown when it is for no medium and has that form.
    fn with_layout<T>(
        &self,
        report: &str,
        medium: Option<Medium>,
        use_it: impl FnOnce(Layout<'_>) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let load = |name: &str| team_template(&self.folder, name);
        let names = || store::file_names(&self.folder);
        let mut templates = team_templates(&self.folder, &load, &names);
        if let Some((shown, text)) = &self.template {
            templates = templates.with_root(shown.clone(), text.clone());
        }
        let markdown = Medium::Markdown { mentions: self.mentions };
        if let Some(layout) = Layout::of_report(report, medium.unwrap_or(markdown), &templates)? {
            return use_it(layout);
        }
        match Layout::of_report(report, IN_TEXT_FILES, &templates)? {
            Some(layout) if medium.is_none() => use_it(layout),
            Some(_) => Err(no_markdown(report).into()),
            None => Err(unknown(report, &templates)?.into()),
        }
    }
}

/// Where the team keeps its templates, beside a plan in this folder, as messages name it.
pub(super) fn template_folder(folder: &Path) -> PathBuf {
    let folder = folder.join(TEMPLATE_FOLDER);
    folder.strip_prefix(".").map(Path::to_path_buf).unwrap_or(folder)
}

/// The team's templates before the built-in ones.
pub(super) fn team_templates<'a>(folder: &Path, load: &'a Load<'a>, names: &'a Names<'a>) -> Templates<'a> {
    // Most plans have no such folder, and a report is made of many parts: one look is quicker than one for each.
    let templates = if store::is_folder(folder) {
        Templates::in_folder(folder.to_string_lossy(), load)
    } else {
        Templates::built_in()
    };
    templates.listed_by(names).measured_by(&store::memory_in_use)
}

/// The text of a team's template, if there is one.
pub(super) fn team_template(folder: &Path, name: &str) -> anyhow::Result<Option<String>> {
    let path = folder.join(name);
    store::read_text(&path).map_err(|error| {
        if !store::is_folder(&path) {
            return error;
        }
        let path = path.to_string_lossy();
        let (shown, old, new) = (text::one_line(&path), text::typed(&path), format!("{path}.old"));
        Failure::new(format!("`{shown}` is a folder, where a template belongs"))
            .hint(format!("remove it or give it another name: mv {old} {}", text::typed(&new)))
            .into()
    })
}

/// The failure of a report that there is not.
fn unknown(report: &str, templates: &Templates<'_>) -> anyhow::Result<Failure> {
    let reports = templates.reports()?;
    let hint = text::suggestion(report, reports.iter().map(|report| report.name.as_str()));
    Ok(Failure::new(format!("there is no report `{}`", text::one_line(report))).hint(hint))
}

/// The failure of a report that has a text form alone.
fn no_markdown(report: &str) -> Failure {
    let message = format!("the report `{report}` has no markdown form, only `{report}.txt`");
    Failure::new(message).hint("`--format text` shows it; a file whose name ends in `.txt` gets it too")
}

/// A file must depend on the plan and the options alone, never on the clock.
pub(super) fn no_week(hint: impl Into<String>) -> Failure {
    let message = "a report of a week needs to know which week when it goes to a file, \
        since a file must not depend on the clock";
    Failure::new(message).hint(hint)
}
