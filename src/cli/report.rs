//! How a report gets to the terminal, into a file, or is compared with one.
//!
//! - `catalogue`: which reports there are, and the built-in templates to start from
//! - `maker`: a report's text in the form that is asked for
//! - `target`: the file that it is, or into which it is written
//! - `outcome`: what files should hold, to be written or compared
//! - `declared`: the reports that the plan itself keeps in step

mod catalogue;
mod declared;
mod maker;
mod outcome;
mod target;

pub use catalogue::{eject, list, reports_beside};
pub use declared::{Selection, declared, refusals};
pub use maker::Maker;
use maker::no_week;
use outcome::{Outcome, warn_of_length};
pub use outcome::{compare, write_all};
use target::{Target, is_standard_output};

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap_complete::engine::ArgValueCompleter;

use super::Answer;
use super::completion;
use super::format::Format;
use super::shell::Shell;
use crate::diagnostic::Failure;
use crate::plan::choice::Choice;
use crate::plan::header::Diagram;
use crate::plan::value::week::WeekLabel;
use crate::view::request::Request;

/// Where a report goes and in which form.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Delivery {
    /// The form [default: terminal, or markdown when the output is no terminal]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Write the whole file; `-` is standard output
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
    #[arg(add = ArgValueCompleter::new(completion::sections))]
    pub sections: Vec<String>,
    /// Show every row of every table
    #[arg(long)]
    pub all: bool,
    /// Draw the dependency flow and the schedule too, in this language
    #[arg(long, value_name = "LANGUAGE", value_parser = diagram())]
    pub diagram: Option<Diagram>,
    /// Let no name notify anybody when the report is pasted on GitHub
    #[arg(long)]
    pub no_mentions: bool,
}

/// Reads a language of diagrams by the name that the plan uses too.
fn diagram() -> impl TypedValueParser<Value = Diagram> {
    let names = Diagram::NAMES.iter().map(|choice| choice.name);
    PossibleValuesParser::new(names)
        .try_map(|name| Diagram::named(&name).ok_or_else(|| format!("`{name}` is no language of diagrams")))
}

/// Makes a report and delivers it as asked. `label` is the week that a report of a week is about.
pub fn deliver(
    shell: &Shell,
    delivery: &Delivery,
    report: &str,
    label: Option<&str>,
) -> anyhow::Result<Answer> {
    shell.with_state(|state, file| {
        let mut request = Request {
            label: label.map(WeekLabel::read).transpose()?.map(|label| label.to_string()),
            sections: delivery.sections.clone(),
            all: delivery.all,
            diagram: delivery.diagram,
            as_of: shell.as_of()?,
            ..Request::default()
        };
        let maker = Maker::new(state, file, delivery)?;
        let is_printed = delivery.output.as_deref().is_some_and(is_standard_output);
        match (Target::of_options(delivery), delivery.check) {
            (Some(target), check) => {
                // What the environment says must not reach a file that others make again.
                request.as_of = shell.asked_day()?;
                target.refuse_sources(file, delivery.template.as_deref())?;
                target.refuse_entries(report, state.plan, file.folder())?;
                let format = maker.form_of(&target).map_err(or_asked)?;
                refuse_unused_template(delivery, format)?;
                if maker.lacks_week(report, &request, format)? {
                    let command = if report == "weekly" { "" } else { "report " };
                    return Err(no_week(format!("tracker {command}{report} \"Week 3\" --output FILE")).into());
                }
                let found = target.read()?;
                let content = maker.text_for_file(report, &request, format)?;
                let wanted = target.with_content(found.as_deref(), report, &content)?;
                let (name, is_whole) = (target.shown(), target.is_whole());
                let outcomes = [Outcome { name, path: target.path, found, wanted, is_whole }];
                if check { compare(shell, &outcomes) } else { write_all(shell, &outcomes) }
            }
            (None, true) if is_printed => Err(nothing_to_compare().into()),
            (None, true) => {
                refuse_own_wishes(delivery, label)?;
                let outcomes = declared(state, file, &maker, Selection::Of(report), shell.asked_day()?)?;
                if outcomes.is_empty() {
                    return Err(nothing_declared(report).into());
                }
                compare(shell, &outcomes)
            }
            (None, false) if delivery.context => {
                request.today = Some(shell.today()?);
                shell.print(&maker.context(report, &request)?)?;
                Ok(Answer::Yes)
            }
            (None, false) => {
                request.today = Some(shell.today()?);
                // What was sent to standard output by name is what a file would hold, whoever reads it.
                let asked = delivery.format.or(is_printed.then_some(Format::Markdown));
                let format = shell.format(asked, Format::Markdown);
                refuse_unused_template(delivery, format)?;
                let text = maker.text(report, &request, shell.medium(format, !delivery.no_mentions))?;
                if format == Format::Markdown {
                    warn_of_length(shell, "this report", &text);
                }
                shell.print(&text)?;
                Ok(Answer::Yes)
            }
        }
    })
}

/// The plan says what a declared report shows; a wish of the command line would make it look stale.
fn refuse_own_wishes(delivery: &Delivery, label: Option<&str>) -> Result<(), Failure> {
    let has_wishes =
        label.is_some() || delivery.all || delivery.template.is_some() || delivery.diagram.is_some();
    if delivery.sections.is_empty() && !has_wishes {
        return Ok(());
    }
    Err(Failure::new("`--check` without a file compares the reports as the plan declares them")
        .hint("name the file with `--output FILE` or `--into FILE`"))
}

/// A form that a file's name asks for in vain can still be another that is asked for.
fn or_asked(failure: Failure) -> Failure {
    let hint = failure.hint.as_deref().unwrap_or_default();
    let hint = format!("{hint}, or write markdown into it with `--format markdown`");
    failure.hint(hint)
}

/// JSON is what a template gets, not what it lays out.
fn refuse_unused_template(delivery: &Delivery, format: Format) -> Result<(), Failure> {
    if delivery.template.is_none() || format != Format::Json {
        return Ok(());
    }
    Err(Failure::new("`--template` lays out no JSON: that is what a template gets")
        .hint("leave `--template` out, or write another form, as with `--format markdown`"))
}

fn nothing_to_compare() -> Failure {
    Failure::new("`--check` compares a report with a file, and `-` is standard output")
        .hint("name the file with `--output FILE` or `--into FILE`")
}

fn nothing_declared(report: &str) -> Failure {
    Failure::new(format!("the plan declares no `{report}` to check"))
        .hint("name the file with `--output FILE` or `--into FILE`, or list it under `reports` in the plan")
}
