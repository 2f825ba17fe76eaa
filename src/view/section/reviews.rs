//! Design-review sessions as cards.

use serde::Serialize;

use crate::plan::index::At;
use crate::plan::kind::{Item, Kind, Review};
use crate::plan::value::hours::Hours;
use crate::plan::value::people::Person;
use crate::plan::value::status::ReviewStatus;
use crate::state::State;
use crate::view::badge::Badge;
use crate::view::entry::{Entry, entries};
use crate::view::viewpoint::Rows;
use crate::view::{Viewpoint, effort, reference};

/// A design-review session.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewCard<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// `Session 1: Workflow-Plugin Interface`.
    pub label: String,
    /// Where it stands.
    pub status: ReviewStatus,
    /// The status with its sign.
    pub badge: Badge,
    /// Who takes part.
    pub participants: Vec<&'p str>,
    /// When it is held, as the plan says it.
    pub scheduled: Option<&'p str>,
    /// When it is held, with what it still waits for: `After Session 1`, `2025-10-17, after Session 1`.
    pub scheduled_text: Option<String>,
    /// What it still waits for.
    pub waits_for: Vec<String>,
    /// How long it takes, in hours.
    pub duration: Option<Hours>,
    /// How long it takes, in words.
    pub duration_text: Option<String>,
    /// What it is for.
    pub goal: Option<&'p str>,
    /// The decisions that it must bring.
    pub questions: Vec<Entry>,
    /// How many of them are taken.
    pub questions_done: usize,
    /// What it leaves behind.
    pub deliverables: Vec<Entry>,
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<ReviewCard<'p>> {
    let reviews = &view.state.plan.items.reviews;
    let shown = view.of_cards().open_first(Kind::Review);
    shown.filter_map(|place| Some(card(view.state, place, reviews.get(place)?)))
}

fn card<'p>(state: &State<'p>, place: usize, review: &'p Review<'p>) -> ReviewCard<'p> {
    let status = review.status.unwrap_or_default();
    let scheduled = review.scheduled.as_ref().map(|when| when.text.as_ref());
    let waits_for = reference::causes(state, At::new(Kind::Review, place));
    let questions = entries(state, &review.questions);
    ReviewCard {
        id: review.id.as_deref(),
        label: Item::Review(review).label().into_owned(),
        status,
        badge: status.into(),
        participants: review.participants.iter().map(Person::name).collect(),
        scheduled,
        scheduled_text: time(scheduled, &waits_for),
        waits_for,
        duration: review.duration,
        duration_text: review.duration.map(effort::words),
        goal: review.goal.as_deref(),
        questions_done: questions.iter().filter(|question| question.done).count(),
        questions,
        deliverables: entries(state, &review.deliverables),
    }
}

/// When a session is held, by its own words and by what must come before it.
fn time(scheduled: Option<&str>, waits_for: &[String]) -> Option<String> {
    let before = waits_for.join(", ");
    match (scheduled, waits_for) {
        (scheduled, []) => scheduled.map(str::to_owned),
        (Some(scheduled), _) => Some(format!("{scheduled}, after {before}")),
        (None, _) => Some(format!("After {before}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_comes_when_it_says_and_after_what_it_waits_for() {
        let waits = ["Session 1".to_owned(), "B-1".to_owned()];
        assert_eq!(time(None, &waits).as_deref(), Some("After Session 1, B-1"));
        assert_eq!(time(Some("2025-10-17"), &waits[..1]).as_deref(), Some("2025-10-17, after Session 1"));
        assert_eq!(time(Some("2025-10-17"), &[]).as_deref(), Some("2025-10-17"));
        assert_eq!(time(None, &[]), None);
    }
}
