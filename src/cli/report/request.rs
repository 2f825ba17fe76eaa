//! What a report is about, and the page that follows.

use serde::Serialize;

use crate::cli::shell::Shell;
use crate::diagnostic::Failure;
use crate::plan::header::ReportEntry;
use crate::plan::value::date::Date;
use crate::render::Medium;
use crate::state::State;
use crate::text;
use crate::view::dashboard::{self, Dashboard, SECTIONS};
use crate::view::weekly::{Week, Weekly, weekly};
use crate::view::{Program, TABLE_ROWS, Viewpoint};

/// The page of a report: the context of its template, and its JSON.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Page<'p> {
    /// The program's state.
    Dashboard(Box<Dashboard<'p>>),
    /// A week.
    Weekly(Box<Weekly<'p>>),
}

impl Page<'_> {
    /// The part of the report's template that suffices for a page that shows nothing else.
    pub fn sole_part(&self, medium: Medium) -> Option<&'static str> {
        match (self, medium) {
            (Self::Dashboard(page), Medium::Markdown { .. }) if page.is_batch_table() => Some("_batch_table.md"),
            _ => None,
        }
    }
}

/// A report that is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The report's name.
    pub report: &'static str,
    /// The label of a weekly report.
    pub label: Option<String>,
    /// The sections to show; all when empty.
    pub sections: Vec<String>,
    /// The day on which it looks at the plan, when one was given.
    pub as_of: Option<Date>,
    /// Whether its tables show every row.
    pub all: bool,
    /// A title, coordinator and status of its own.
    pub program: OwnProgram,
}

/// What a declared report says of the program instead of what the plan says.
#[derive(Debug, Clone, Default)]
pub struct OwnProgram {
    title: Option<String>,
    coordinator: Option<String>,
    status: Option<String>,
}

impl OwnProgram {
    fn overrule<'p>(&'p self, program: &mut Program<'p>) {
        program.title = self.title.as_deref().or(program.title);
        program.coordinator = self.coordinator.as_deref().or(program.coordinator);
        program.status = self.status.as_deref().or(program.status);
    }
}

impl Request {
    /// A report by its name.
    pub fn named(report: &'static str) -> Self {
        Self { report, ..Self::default() }
    }

    /// A report as the plan declares it.
    pub fn of_entry(report: &'static str, entry: &ReportEntry<'_>) -> Self {
        Self {
            report,
            label: entry.label.as_deref().map(str::to_owned),
            sections: entry.sections.iter().map(|section| section.0.to_string()).collect(),
            as_of: entry.as_of,
            all: entry.all == Some(true),
            program: OwnProgram {
                title: entry.title.as_deref().map(str::to_owned),
                coordinator: entry.coordinator.as_deref().map(str::to_owned),
                status: entry.status.as_deref().map(str::to_owned),
            },
        }
    }

    /// A file must depend on the plan and the options alone, never on the clock.
    pub fn refuse_today(&self) -> Result<(), Failure> {
        if self.report == "weekly" && self.label.is_none() && self.as_of.is_none() {
            return Err(Failure::new(
                "a weekly report in a file needs a week, since a file must not depend on the clock",
            )
            .hint("tracker weekly \"Week 3\" --output FILE"));
        }
        Ok(())
    }

    /// The report's page; with every row when it is for JSON.
    pub fn page<'p>(
        &'p self,
        shell: &Shell,
        state: &'p State<'p>,
        for_json: bool,
    ) -> anyhow::Result<Page<'p>> {
        let rows = if self.all || for_json { usize::MAX } else { TABLE_ROWS };
        let view = Viewpoint { state, today: self.as_of, rows };
        let start = state.plan.start();
        if self.report == "weekly" {
            let week = match (&self.label, self.as_of) {
                (Some(label), _) => Week::labelled(label, start),
                (None, Some(day)) => Week::of_today(day, start),
                (None, None) => Week::of_today(shell.today()?, start),
            };
            let mut page = weekly(view, &week);
            self.program.overrule(&mut page.program);
            return Ok(Page::Weekly(Box::new(page)));
        }
        refuse_unknown_sections(&self.sections)?;
        let mut page = dashboard::dashboard(view, &self.sections);
        self.program.overrule(&mut page.program);
        Ok(Page::Dashboard(Box::new(page)))
    }
}

fn refuse_unknown_sections(picked: &[String]) -> Result<(), Failure> {
    let Some(unknown) = picked.iter().find(|name| !SECTIONS.contains(&name.as_str())) else { return Ok(()) };
    let hint = match text::nearest(unknown, SECTIONS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", SECTIONS.join(", ")),
    };
    Err(Failure::new(format!("the dashboard has no section `{}`", text::one_line(unknown))).hint(hint))
}
