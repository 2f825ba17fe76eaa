//! What the plan says of itself: its title, its start, its calendar, the reports that it keeps in step.

use std::borrow::Cow;

use super::choice::{Choice, choice};
use super::read::{Entry, Reader};
use super::record::record;
use super::shape::Shape;
use super::value::date::Date;
use super::value::hours::Duration;
use super::value::status::Day;
use super::value::text::{Extra, Label, Prose, Text};
use crate::json::Node;

/// Hours of a working day when the calendar does not say.
pub const DEFAULT_HOURS_PER_DAY: f64 = 8.0;

record! {
    /// What the plan says of itself.
    pub struct Header {
        /// The version of the format; 1 when absent.
        "schemaVersion" schema_version: Option<super::value::number::Count>,
        /// What the program of work is called.
        "title" title: Option<Text<'a>>,
        /// What it is for.
        "goal" goal: Option<Text<'a>>,
        /// Its state, in words.
        "status" status: Option<Text<'a>>,
        /// Who coordinates it.
        "coordinator" coordinator: Option<Text<'a>>,
        /// Its repository, `owner/name`, for links such as `#79`.
        "repository" repository: Option<Text<'a>>,
        /// The first day of Week 1.
        "startDate" start_date: Option<Date>,
        /// Prose for whoever reads the plan.
        "notes" notes: Option<Prose<'a>>,
        /// The team's own fields.
        "extra" extra: Option<Extra<'a>>,
    }
}

record! {
    /// When work is done.
    pub struct Calendar {
        /// The working days of a week; Monday to Friday when absent.
        "workDays" work_days: Vec<Day>,
        /// Hours of a working day; 8 when absent.
        "hoursPerDay" hours_per_day: Option<Duration>,
        /// Days without work.
        "holidays" holidays: Vec<Date>,
    }
}

choice! {
    /// The language of diagrams in a report.
    pub enum Diagram {
        /// Mermaid, which GitHub draws.
        Mermaid "mermaid",
    }
}

record! {
    /// A report that `tracker render` keeps in step with the plan.
    pub struct ReportEntry {
        /// The report's name.
        "report" report: Option<Text<'a>>,
        /// The file that it is.
        "output" output: Option<Text<'a>>,
        /// The file into which it is written, between markers.
        "into" into: Option<Text<'a>>,
        /// Which of the markers of that file.
        "slot" slot: Option<Text<'a>>,
        /// The label of a weekly report.
        "label" label: Option<Text<'a>>,
        /// The sections that it shows; all when absent.
        "sections" sections: Vec<Label<'a>>,
        /// The day on which it looks at the plan.
        "asOf" as_of: Option<Date>,
        /// Whether its tables show every row.
        "all" all: Option<bool>,
        /// The language of its diagrams; without one it has none.
        "diagram" diagram: Option<Diagram>,
        /// A title of its own.
        "title" title: Option<Text<'a>>,
        /// A coordinator of its own.
        "coordinator" coordinator: Option<Text<'a>>,
        /// A status of its own.
        "status" status: Option<Text<'a>>,
    }
}

impl<'a> Entry<'a> for Day {
    const SHAPE: Shape = Shape::Days;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.choice(node)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name())
    }
}
