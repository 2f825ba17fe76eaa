//! Sections: what the parts of reports show, one file each.
//!
//! To add one: a file here with a function `section`, a line in the table, and the parts `templates/section/NAME.md` and
//! `NAME.txt`. Any report shows it by including its part.

mod actions;
mod batches;
mod blockers;
mod checks;
mod completed;
mod current;
mod due;
mod figures;
mod goals;
mod handoffs;
mod help;
mod issues;
mod metrics;
mod milestones;
mod obstacles;
mod ongoing;
mod progress;
mod standup;
mod wins;

use serde::Serialize;

use super::Viewpoint;

/// Something that a report shows as a whole or not at all.
pub trait Section: Serialize {
    /// Whether the plan has nothing for it to show. What is about a week is never empty: where the plan knows nothing,
    /// a person writes.
    fn is_empty(&self) -> bool;
}

impl<T: Serialize> Section for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

/// Declares the table of sections: their names, what they are, and how they are made.
macro_rules! sections {
    ( $( $(#[doc = $doc:literal])+ $name:ident: $type:ty $(, of a $time:ident)?; )+ ) => {
        /// The names of all sections.
        pub const NAMES: &[&str] = &[ $( stringify!($name) ),+ ];

        /// The sections that are about a certain `week`, or look at a certain `day`.
        const OF_A_TIME: &[(&str, &str)] = &[ $( $( (stringify!($name), stringify!($time)), )? )+ ];

        /// The sections of a page; those that belong to its report are there, also when the plan has nothing for them.
        #[derive(Debug, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Sections<'p> {
            $( $(#[doc = $doc])+ #[serde(skip_serializing_if = "Option::is_none")] pub $name: Option<$type>, )+
        }

        impl<'p> Sections<'p> {
            /// The sections of these names.
            pub fn new(view: &Viewpoint<'p>, names: &[&str]) -> Self {
                Self { $( $name: names.contains(&stringify!($name)).then(|| $name::section(view)), )+ }
            }

            /// Whether a section is there and the plan has something for it to show.
            pub fn has(&self, name: &str) -> bool {
                match name {
                    $( stringify!($name) => self.$name.as_ref().is_some_and(|section| !Section::is_empty(section)), )+
                    _ => false,
                }
            }
        }
    };
}

sections! {
    /// Open blocker records, the most severe first.
    blockers: Vec<blockers::BlockerCard<'p>>;
    /// The batches.
    batches: Vec<super::row::BatchRow<'p>>;
    /// The issues by batch.
    issues: issues::Issues<'p>;
    /// How many issues have which effective status.
    progress: progress::Progress;
    /// The plan's metrics.
    metrics: Vec<super::metric::MetricRow<'p>>;
    /// CI and quality checks.
    checks: checks::Checks<'p>;
    /// Weeks and milestones.
    milestones: Vec<milestones::MilestoneCard<'p>>;
    /// Action items by horizon.
    actions: Vec<actions::ActionGroup<'p>>;
    /// What is worked on now.
    current: current::Current;
    /// What was completed in the week.
    completed: completed::Completed, of a week;
    /// What is in progress.
    ongoing: ongoing::Ongoing<'p>;
    /// What is in the way, and what is held up.
    obstacles: obstacles::Obstacles<'p>, of a day;
    /// The metrics of the week.
    figures: Vec<figures::Figure<'p>>, of a week;
    /// The goals of the week after.
    goals: goals::Goals, of a week;
    /// What nobody answers for or nobody can date.
    help: help::Help<'p>;
    /// What is worth celebrating in the week.
    wins: wins::Wins, of a week;
    /// What everybody has done, does, waits for and does next.
    standup: standup::Standup<'p>, of a day;
    /// What somebody waits for and somebody else has.
    handoffs: handoffs::Handoffs<'p>;
    /// What is due by the end of the week after.
    due: due::Due<'p>, of a week;
}

/// Whether one of the sections is about a certain week, and so needs to know which.
pub fn are_of_a_week(names: &[&str]) -> bool {
    OF_A_TIME.iter().any(|(name, time)| *time == "week" && names.contains(name))
}

/// Whether one of the sections changes with the day on which it is made.
pub fn are_of_a_time(names: &[&str]) -> bool {
    OF_A_TIME.iter().any(|(name, _)| names.contains(name))
}
