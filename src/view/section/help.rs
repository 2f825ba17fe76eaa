//! Help needed: what nobody answers for, and what is badly in the way without a day by which it will be gone.

use serde::Serialize;

use super::{Section, blockers};
use crate::plan::index::At;
use crate::plan::kind::{BlockerRecord, Item, Kind};
use crate::plan::value::status::Priority;
use crate::state::State;
use crate::view::badge::Badge;
use crate::view::{Viewpoint, reference};

/// What needs somebody's help.
#[derive(Debug, Serialize)]
pub struct Help<'p> {
    /// The open blockers of severity P0 and P1, then the issues.
    pub rows: Vec<Ask<'p>>,
    /// How many are not shown.
    pub hidden: usize,
}

/// Something that lacks what it needs to go on.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ask<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub label: String,
    /// How much it holds up, for a blocker.
    pub severity: Option<Priority>,
    /// The severity with its sign.
    pub badge: Option<Badge>,
    /// What it lacks.
    pub needs: Vec<Need>,
    /// What it lacks, in words.
    pub needs_text: String,
}

/// What an item lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// Somebody who answers for it.
    Owner,
    /// A day by which it will be gone.
    Eta,
}

impl Section for Help<'_> {
    fn is_empty(&self) -> bool {
        false
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Help<'p> {
    let state = view.state;
    let blockers = blockers::open(state).into_iter().filter_map(of_blocker);
    let mut rows: Vec<Ask<'p>> = blockers.chain(unowned(state)).collect();
    Help { hidden: view.truncate(&mut rows), rows }
}

fn of_blocker<'p>(record: &'p BlockerRecord<'p>) -> Option<Ask<'p>> {
    let severity = record.severity.filter(|severity| matches!(severity, Priority::P0 | Priority::P1))?;
    let owner = reference::blocker_owners(record).is_empty().then_some(Need::Owner);
    let eta = record.eta.is_none().then_some(Need::Eta);
    let needs: Vec<Need> = owner.into_iter().chain(eta).collect();
    (!needs.is_empty()).then(|| Ask {
        id: record.id.as_deref(),
        label: Item::BlockerRecord(record).label().into_owned(),
        severity: Some(severity),
        badge: Some(severity.into()),
        needs_text: in_words(&needs),
        needs,
    })
}

/// The issues that are not finished and have no owner.
fn unowned<'p>(state: &'p State<'p>) -> impl Iterator<Item = Ask<'p>> {
    let issues = state.plan.items.issues.iter().enumerate();
    let unowned = issues.filter(|(place, issue)| {
        reference::issue_owners(issue).is_empty() && !state.is_satisfied(At::new(Kind::Issue, *place))
    });
    unowned.map(|(_, issue)| {
        let needs = vec![Need::Owner];
        Ask {
            id: issue.id.as_deref(),
            label: issue.label().into_owned(),
            severity: None,
            badge: None,
            needs_text: in_words(&needs),
            needs,
        }
    })
}

fn in_words(needs: &[Need]) -> String {
    let words: Vec<&str> = needs
        .iter()
        .map(|need| match need {
            Need::Owner => "an owner",
            Need::Eta => "an ETA",
        })
        .collect();
    words.join(" and ")
}
