//! The page of a report: what the whole program says, and the sections that belong to the report.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

use serde::Serialize;

use super::request::Request;
use super::section::{self, Sections};
use super::summary::Summary;
use super::week::{Week, Window};
use super::{SCHEMA_VERSION, TABLE_ROWS, Viewpoint};
use crate::diagnostic::Failure;
use crate::plan::header::{Diagram, Header};
use crate::plan::kind::Section as ProseSection;
use crate::plan::value::date::Date;
use crate::schedule::Timetable;
use crate::state::State;
use crate::text;

/// Issues and batches of a plan beyond which its schedule is worked out only when it is asked for.
const MOST_PLANNED: usize = 20_000;

/// The context of a report's template, and its JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<'p> {
    /// The version of this JSON.
    pub schema_version: u32,
    /// The report's name.
    pub kind: &'p str,
    /// What the plan says of itself.
    pub program: Program<'p>,
    /// Whether `batches` is the only kind in the plan.
    pub only_batches: bool,
    /// The day on which it looks at the plan; `null` when none is known, or nothing on it depends on the day.
    pub as_of: Option<Date>,
    /// The label of the week that it is about; `null` when it is about none, or no week is known.
    pub label: Option<String>,
    /// The first and the last day of that week, when they are known.
    pub window: Option<Window>,
    /// The language of its diagrams; `null` when it has none.
    pub diagram: Option<Diagram>,
    /// Figures about the whole.
    pub summary: Summary,
    /// What stands below the title: goal, coordinator, status, day, progress.
    pub facts: Vec<Fact<'p>>,
    /// The names of the sections that are shown, in their order.
    pub sections: Vec<&'static str>,
    /// The plan's own prose for this report.
    pub prose: Vec<ProseBlock<'p>>,
    /// The sections.
    #[serde(flatten)]
    pub parts: Sections<'p>,
}

/// What a page says of the plan as a whole.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Program<'p> {
    /// What it is called.
    pub title: Option<&'p str>,
    /// What it is for.
    pub goal: Option<&'p str>,
    /// Its state, in words.
    pub status: Option<&'p str>,
    /// Who coordinates it.
    pub coordinator: Option<&'p str>,
    /// Its repository, `owner/name`.
    pub repository: Option<&'p str>,
    /// The first day of Week 1.
    pub start_date: Option<Date>,
}

impl<'p> Program<'p> {
    /// What a plan's header says, and what the report is to say instead.
    fn new(header: &'p Header<'p>, request: &'p Request) -> Self {
        let instead = |own: &'p Option<String>, plan: Option<&'p str>| own.as_deref().or(plan);
        Self {
            title: instead(&request.title, header.title.as_deref()),
            goal: header.goal.as_deref(),
            status: instead(&request.status, header.status.as_deref()),
            coordinator: instead(&request.coordinator, header.coordinator.as_deref()),
            repository: header.repository.as_deref(),
            start_date: header.start_date,
        }
    }
}

/// Something that is said of the whole.
#[derive(Debug, Serialize)]
pub struct Fact<'p> {
    /// What it is about.
    pub label: &'static str,
    /// What is said.
    pub text: Cow<'p, str>,
}

/// Prose that the plan gives for a report.
#[derive(Debug, Serialize)]
pub struct ProseBlock<'p> {
    /// Its heading.
    pub title: Option<&'p str>,
    /// The section before which it stands; `null` at the end.
    pub before: Option<&'static str>,
    /// Markdown.
    pub body: &'p str,
}

impl<'p> Page<'p> {
    /// The page of a report that has these sections; with every row when it is for JSON.
    ///
    /// # Errors
    /// When a section is asked for that the report does not have.
    pub fn new(
        state: &'p State<'p>,
        request: &'p Request,
        report: &'p str,
        names: &[&'static str],
        for_json: bool,
    ) -> Result<Self, Failure> {
        judge_sections(request, report, names)?;
        let plan = state.plan;
        let view = Viewpoint {
            state,
            rows: if request.all || for_json { usize::MAX } else { TABLE_ROWS },
            day: request.day(),
            week: Week::asked(request, plan.start()),
            diagram: request.diagram,
            timetable: timetable(state, request, for_json),
        };
        let parts = Sections::new(&view, names);
        let is_picked = |section: &str| {
            request.sections.is_empty() || request.sections.iter().any(|name| name == section)
        };
        let program = Program::new(&plan.header, request);
        let summary = Summary::new(state);
        let are_of_a_day = section::are_of_a_time(names) || parts.have_a_schedule();
        let as_of = view.day.filter(|_| are_of_a_day);
        let shown = names.iter().copied().filter(|name| parts.has(name) && is_picked(name));
        Ok(Self {
            schema_version: SCHEMA_VERSION,
            kind: report,
            facts: facts(&program, as_of, &summary),
            program,
            only_batches: plan.has_only_batches(),
            as_of,
            label: view.week.label.filter(|_| section::are_of_a_week(names)),
            window: view.week.window.filter(|_| section::are_of_a_week(names)),
            diagram: view.diagram,
            summary,
            sections: shown.collect(),
            prose: prose(&plan.items.sections, request, report, names),
            parts,
        })
    }
}

/// When what is left can be done, not yet worked out. Of a very large plan it never is, unless all is asked for or one of
/// the sections that tell of it: that would take as long as half of everything else.
fn timetable<'p>(
    state: &State<'p>,
    request: &Request,
    for_json: bool,
) -> Rc<OnceCell<Option<Timetable<'p>>>> {
    let count = state.plan.items.issues.len() + state.plan.items.batches.len();
    let is_asked_for = request.all || for_json || section::follow_the_schedule(&request.sections);
    Rc::new(if count > MOST_PLANNED && !is_asked_for { OnceCell::from(None) } else { OnceCell::new() })
}

impl Page<'_> {
    /// Whether prose of the plan stands before a section.
    pub fn has_prose(&self, section: &str) -> bool {
        self.prose.iter().any(|block| block.before == Some(section))
    }
}

fn facts<'p>(program: &Program<'p>, as_of: Option<Date>, summary: &Summary) -> Vec<Fact<'p>> {
    let said = |label, text: Option<&'p str>| text.map(|text| Fact { label, text: text.into() });
    let day = as_of.map(|day| Fact { label: "As of", text: day.to_string().into() });
    let progress = Fact { label: "Progress", text: summary.words().into() };
    [
        said("Goal", program.goal),
        said("Coordinator", program.coordinator),
        said("Status", program.status),
        day,
        Some(progress),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Judges the sections that are asked for by those that a report has.
///
/// # Errors
/// When it does not have one of them.
pub fn judge_sections(request: &Request, report: &str, names: &[&str]) -> Result<(), Failure> {
    let Some(unknown) = request.sections.iter().find(|name| !names.contains(&name.as_str())) else {
        return Ok(());
    };
    if names.is_empty() {
        let message = format!("`{}` has no sections to choose from", text::one_line(report));
        return Err(Failure::new(message).hint("without sections named, all of it is shown"));
    }
    let message = format!("`{}` has no section `{}`", text::one_line(report), text::one_line(unknown));
    Err(Failure::new(message).hint(text::suggestion(unknown, names.iter().copied())))
}

/// The prose that names the report, or no report at all; none when only some sections are asked for.
fn prose<'p>(
    sections: &'p [ProseSection<'p>],
    request: &Request,
    report: &str,
    names: &[&'static str],
) -> Vec<ProseBlock<'p>> {
    if !request.sections.is_empty() {
        return Vec::new();
    }
    let is_for_report = |section: &&ProseSection<'_>| {
        section.reports.is_empty() || section.reports.iter().any(|name| name.0 == report)
    };
    sections
        .iter()
        .filter(is_for_report)
        .filter_map(|section| {
            let before = section.before.as_deref();
            let place = names.iter().copied().find(|name| before == Some(*name));
            Some(ProseBlock {
                title: section.title.as_deref(),
                before: place,
                body: &section.body.as_ref()?.0,
            })
        })
        .collect()
}
