//! How a report gets to the terminal, into a file, or is compared with one.

mod request;
mod target;

pub use request::Request;
use target::Target;

use std::path::PathBuf;

use clap::Args;

use super::Answer;
use super::format::Format;
use super::shell::{PlanFile, Shell};
use crate::diagnostic::Failure;
use crate::render::{self, Medium, Templates, diff};
use crate::state::State;
use crate::{store, text};

/// Where a team keeps its templates, beside the plan.
const TEMPLATE_FOLDER: &str = ".tracker/templates";

/// Characters that a GitHub issue or comment takes.
const GITHUB_LIMIT: usize = 65_536;

/// Where a report goes and in which form.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Delivery {
    /// The form [default: terminal, or markdown when the output is no terminal]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write the whole file
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    pub output: Option<PathBuf>,
    /// Write between `<!-- tracker:NAME -->` and `<!-- /tracker:NAME -->` of the file; the rest stays
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
    /// Which markers of the file: `tracker:NAME#SLOT`
    #[arg(long, requires = "into")]
    pub slot: Option<String>,
    /// Write nothing: compare, print a diff, and end with 1 when the file is stale
    #[arg(long)]
    pub check: bool,
    /// Lay the report out by this template instead of its own
    #[arg(long, value_name = "FILE", conflicts_with = "context")]
    pub template: Option<PathBuf>,
    /// Print the JSON that the template gets
    #[arg(long, conflicts_with_all = ["output", "into", "check"])]
    pub context: bool,
    /// Show only these sections
    #[arg(long = "section", value_name = "NAME", num_args = 1.., value_delimiter = ',')]
    pub sections: Vec<String>,
    /// Show every row of every table
    #[arg(long)]
    pub all: bool,
    /// Let no name notify anybody when the report is pasted on GitHub
    #[arg(long)]
    pub no_mentions: bool,
}

/// Makes a report and delivers it as asked. `request` says what the report is about.
pub fn deliver(shell: &Shell, delivery: &Delivery, request: Request) -> anyhow::Result<Answer> {
    shell.with_state(|state, file| {
        let request = Request {
            sections: delivery.sections.clone(),
            all: delivery.all,
            as_of: shell.as_of()?,
            ..request
        };
        let target = Target::of_options(delivery);
        match (target, delivery.check) {
            (Some(target), check) => {
                target.refuse_sources(file, delivery.template.as_deref())?;
                let mut maker = Maker::new(shell, state, file, delivery)?;
                let text = maker.text_for(&request, &target)?;
                if check { compare(shell, &[(target, text)]) } else { write(shell, &target, &text) }
            }
            (None, true) => {
                let declared = declared(shell, state, file, delivery, request.report)?;
                compare(shell, &declared)
            }
            (None, false) => {
                print(shell, state, file, delivery, &request)?;
                Ok(Answer::Yes)
            }
        }
    })
}

/// The reports of that name that the plan declares, with what they should hold.
fn declared(
    shell: &Shell,
    state: &State<'_>,
    file: &PlanFile,
    delivery: &Delivery,
    report: &'static str,
) -> anyhow::Result<Vec<(Target, String)>> {
    let entries = state.plan.reports.iter().filter(|entry| entry.report.as_deref() == Some(report));
    let mut declared = Vec::new();
    for entry in entries {
        let target = Target::of_entry(entry, file.folder())?;
        target.refuse_sources(file, None)?;
        let mut maker = Maker::new(shell, state, file, delivery)?;
        let text = maker.text_for(&Request::of_entry(report, entry), &target)?;
        declared.push((target, text));
    }
    if declared.is_empty() {
        let failure = Failure::new(format!("the plan declares no `{report}` to check")).hint(
            "name the file with `--output FILE` or `--into FILE`, or list it under `reports` in the plan",
        );
        return Err(failure.into());
    }
    Ok(declared)
}

/// Prints a report to standard output.
fn print(
    shell: &Shell,
    state: &State<'_>,
    file: &PlanFile,
    delivery: &Delivery,
    request: &Request,
) -> anyhow::Result<()> {
    let format = shell.format(delivery.format, Format::Markdown);
    if delivery.context {
        return shell.print_json(&request.page(shell, state, false)?);
    }
    let maker = Maker::new(shell, state, file, delivery)?;
    let text = match shell.medium(format, !delivery.no_mentions) {
        Some(medium) => maker.render(request, medium)?,
        None => super::shell::json_text(&request.page(shell, state, true)?)?,
    };
    shell.print(&text)
}

/// Writes a report into its target.
fn write(shell: &Shell, target: &Target, text: &str) -> anyhow::Result<Answer> {
    if text.chars().count() > GITHUB_LIMIT {
        shell.warn(&format!(
            "{} has more than the {GITHUB_LIMIT} characters that a GitHub issue takes",
            target.shown()
        ));
    }
    store::write_file(&target.path, text.as_bytes())?.confirmed()?;
    Ok(Answer::Yes)
}

/// Compares reports with their files and prints what differs.
fn compare(shell: &Shell, targets: &[(Target, String)]) -> anyhow::Result<Answer> {
    let mut stale = Vec::new();
    let mut differences = String::new();
    for (target, wanted) in targets {
        let found = store::read_text(&target.path)?.unwrap_or_default();
        if found != *wanted {
            let name = target.shown();
            differences.push_str(&diff::unified(&found, wanted, &name, &name, shell.output_is_styled()));
            stale.push(name);
        }
    }
    if stale.is_empty() {
        return Ok(Answer::Yes);
    }
    shell.print(&differences)?;
    shell.warn(&format!("{}: {}", text::plural(stale.len(), "stale file"), stale.join(", ")));
    Ok(Answer::No)
}

/// Makes the text of reports.
struct Maker<'s> {
    shell: &'s Shell,
    state: &'s State<'s>,
    folder: PathBuf,
    template: Option<(String, String)>,
    format: Option<Format>,
    mentions: bool,
}

impl<'s> Maker<'s> {
    fn new(
        shell: &'s Shell,
        state: &'s State<'s>,
        file: &PlanFile,
        delivery: &Delivery,
    ) -> anyhow::Result<Self> {
        let template = match &delivery.template {
            Some(path) => Some((path.to_string_lossy().into_owned(), required_text(path)?)),
            None => None,
        };
        Ok(Self {
            shell,
            state,
            folder: file.folder().join(TEMPLATE_FOLDER),
            template,
            format: delivery.format,
            mentions: !delivery.no_mentions,
        })
    }

    fn render(&self, request: &Request, medium: Medium) -> anyhow::Result<String> {
        let load = |name: &str| store::read_text(&self.folder.join(name));
        let mut templates = Templates::in_folder(self.folder.to_string_lossy(), &load);
        if let Some((shown, text)) = &self.template {
            templates = templates.with_root(shown.clone(), text.clone());
        }
        let page = request.page(self.shell, self.state, false)?;
        if let Some(part) = page.sole_part(medium) {
            templates = templates.with_part(part);
        }
        render::render(request.report, medium, &page, &templates)
    }

    /// What a target should hold.
    fn text_for(&mut self, request: &Request, target: &Target) -> anyhow::Result<String> {
        request.refuse_today()?;
        let format = self.format.unwrap_or_else(|| target.format());
        let text = match format {
            // A file has no terminal: its width is fixed, so that every machine writes the same bytes.
            Format::Terminal | Format::Text => {
                self.render(request, Medium::Terminal { width: 100, styled: false })?
            }
            Format::Markdown => self.render(request, Medium::Markdown { mentions: self.mentions })?,
            Format::Json => super::shell::json_text(&request.page(self.shell, self.state, true)?)?,
        };
        target.whole_text(request.report, &text)
    }
}

/// The text of a file that must be there.
fn required_text(path: &std::path::Path) -> anyhow::Result<String> {
    let missing = || Failure::new(format!("there is no template `{}`", path.display()));
    Ok(store::read_text(path)?.ok_or_else(missing)?)
}
