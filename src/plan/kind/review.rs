//! Reviews: design-review sessions.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::dependency::Dependency;
use crate::plan::value::hours::Hours;
use crate::plan::value::people::Person;
use crate::plan::value::status::ReviewStatus;
use crate::plan::value::text::Text;
use crate::plan::value::when::When;

kind! {
    /// A design-review session.
    pub struct Review in "reviews" one "review" pattern "review-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// Who takes part.
        "participants" participants: Vec<Person<'a>>,
        /// Where it stands.
        "status" status: Option<ReviewStatus>,
        /// When it is held.
        "scheduled" scheduled: Option<When<'a>>,
        /// How long it takes, in hours.
        "duration" duration: Option<Hours>,
        /// What it waits for.
        "dependencies" dependencies: Vec<Dependency<'a>>,
        /// What it is for.
        "goal" goal: Option<Text<'a>>,
        /// The decisions that it must bring.
        "questions" questions: Vec<ChecklistEntry<'a>>,
        /// What it leaves behind.
        "deliverables" deliverables: Vec<ChecklistEntry<'a>>,
    }
}
