//! The table of reports, and what a report is asked for.
//!
//! To add a report: a file with its page, `SECTIONS` and a function `page`, a line in the table, and its templates.

use serde::Serialize;

use super::{TABLE_ROWS, Viewpoint};
use crate::diagnostic::Failure;
use crate::plan::header::ReportEntry;
use crate::plan::value::date::Date;
use crate::state::State;
use crate::text;

/// What a report is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The label of a weekly report.
    pub label: Option<String>,
    /// The sections to show; all when empty.
    pub sections: Vec<String>,
    /// The day on which it looks at the plan, when one was given.
    pub as_of: Option<Date>,
    /// Today, for what is shown once and kept in no file.
    pub today: Option<Date>,
    /// Whether its tables show every row.
    pub all: bool,
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
            label: owned(entry.label.as_deref()),
            sections: entry.sections.iter().map(|section| section.0.to_string()).collect(),
            as_of: entry.as_of,
            today: None,
            all: entry.all == Some(true),
            title: owned(entry.title.as_deref()),
            coordinator: owned(entry.coordinator.as_deref()),
            status: owned(entry.status.as_deref()),
        }
    }
}

/// A report that the program knows.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// Its name, as on the command line and in the names of its templates.
    pub name: &'static str,
    /// The sections that it may have, in their order; none when it cannot show a part of itself.
    pub sections: &'static [&'static str],
    /// Whether it is about a certain week, and so needs to know which.
    pub of_a_week: bool,
    make: for<'p> fn(Viewpoint<'p>, &'p Request) -> Page<'p>,
}

/// Declares the table of reports, and the page that any of them makes.
macro_rules! reports {
    ( $( $name:literal $module:ident::$page:ident $(of_a_week: $of_a_week:literal)?, )+ ) => {
        /// The page of a report: the context of its template, and its JSON.
        #[derive(Debug, Serialize)]
        #[serde(untagged)]
        pub enum Page<'p> {
            $(
                #[doc = concat!("See [`", stringify!($page), "`](super::", stringify!($module), ").")]
                $page(Box<super::$module::$page<'p>>),
            )+
        }

        /// All reports.
        pub const REPORTS: &[Report] = &[
            $( Report {
                name: $name,
                sections: super::$module::SECTIONS,
                of_a_week: false $(|| $of_a_week)?,
                make: |view, request| Page::$page(Box::new(super::$module::page(view, request))),
            }, )+
        ];
    };
}

reports! {
    "dashboard" dashboard::Dashboard,
    "weekly" weekly::Weekly of_a_week: true,
}

impl Report {
    /// The report of a name.
    ///
    /// # Errors
    /// When there is none, with the nearest one.
    pub fn named(name: &str) -> Result<&'static Self, Failure> {
        let names = || REPORTS.iter().map(|report| report.name);
        REPORTS.iter().find(|report| report.name == name).ok_or_else(|| {
            let failure = Failure::new(format!("there is no report `{}`", text::one_line(name)));
            failure.hint(text::suggestion(name, names()))
        })
    }

    /// The report's page; with every row when it is for JSON.
    ///
    /// # Errors
    /// When a section is asked for that the report does not have.
    pub fn page<'p>(
        &self,
        state: &'p State<'p>,
        request: &'p Request,
        for_json: bool,
    ) -> Result<Page<'p>, Failure> {
        if let Some(unknown) = request.sections.iter().find(|name| !self.sections.contains(&name.as_str())) {
            let message = format!("`{}` has no section `{}`", self.name, text::one_line(unknown));
            let hint = if self.sections.is_empty() {
                "it is shown as a whole".to_owned()
            } else {
                text::suggestion(unknown, self.sections.iter().copied())
            };
            return Err(Failure::new(message).hint(hint));
        }
        let rows = if request.all || for_json { usize::MAX } else { TABLE_ROWS };
        Ok((self.make)(Viewpoint { state, rows }, request))
    }
}
