//! What a report is asked for, on the command line or by an entry of the plan's `reports`.

use crate::plan::header::{Diagram, ReportEntry};
use crate::plan::value::date::Date;
use crate::plan::value::week::WeekLabel;

/// What a report is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The label of the week that it is about.
    pub label: Option<String>,
    /// The sections to show; all when empty.
    pub sections: Vec<String>,
    /// The day on which it looks at the plan, when one was given.
    pub as_of: Option<Date>,
    /// Today, for what is shown once and kept in no file.
    pub today: Option<Date>,
    /// Whether its tables show every row.
    pub all: bool,
    /// The language of its diagrams; without one it has none.
    pub diagram: Option<Diagram>,
    /// A title of its own.
    pub title: Option<String>,
    /// A coordinator of its own.
    pub coordinator: Option<String>,
    /// A status of its own.
    pub status: Option<String>,
}

impl Request {
    /// A report as the plan declares it.
    pub fn of_entry(entry: &ReportEntry<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self {
            label: entry.label.as_deref().map(week),
            sections: entry.sections.iter().map(|section| section.0.to_string()).collect(),
            as_of: entry.as_of,
            today: None,
            all: entry.all == Some(true),
            diagram: entry.diagram,
            title: owned(entry.title.as_deref()),
            coordinator: owned(entry.coordinator.as_deref()),
            status: owned(entry.status.as_deref()),
        }
    }

    /// The day on which it looks at the plan, when one is known: what depends on it is in a file only when it was
    /// given.
    pub fn day(&self) -> Option<Date> {
        self.as_of.or(self.today)
    }
}

/// A label as reports write it; one that means no week is kept as it stands.
fn week(label: &str) -> String {
    WeekLabel::read(label).map_or_else(|_| label.to_owned(), |label| label.to_string())
}
