//! Links by group, those of the issues first.

use serde::Serialize;

use super::{Section, grouped};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind, Link};
use crate::state::State;
use crate::view::{Viewpoint, reference};

/// What the links of the issues are listed under.
const ISSUES: &str = "Issues";

/// Links by group.
#[derive(Debug, Serialize)]
pub struct Links<'p> {
    /// The groups: the issues, then the plan's own in the order in which they first occur.
    pub groups: Vec<LinkGroup<'p>>,
    /// How many links are not shown.
    pub hidden: usize,
}

/// The links of one group.
#[derive(Debug, Serialize)]
pub struct LinkGroup<'p> {
    /// What they are listed under; `null` for links without a group.
    pub label: Option<&'p str>,
    /// The links.
    pub rows: Vec<LinkRow<'p>>,
}

/// A link.
#[derive(Debug, Serialize)]
pub struct LinkRow<'p> {
    /// What it is called.
    pub title: String,
    /// What it is called, and what is there.
    pub label: String,
    /// Where it leads.
    pub url: Option<String>,
    /// What is there, when the title does not say it.
    pub about: Option<&'p str>,
}

impl Section for Links<'_> {
    fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Links<'p> {
    let items = &view.state.plan.items;
    let issues = (0..items.issues.len()).filter_map(|place| of_issue(view.state, place));
    let own = items.links.iter().map(|link| (link.group.as_deref(), own(link)));
    let mut all: Vec<(Option<&str>, LinkRow<'_>)> =
        issues.map(|row| (Some(ISSUES), row)).chain(own).collect();
    let hidden = view.truncate(&mut all);
    let groups = grouped(all).into_iter().map(|(label, rows)| LinkGroup { label, rows }).collect();
    Links { groups, hidden }
}

/// The page of an issue, when it has one.
fn of_issue<'p>(state: &State<'p>, place: usize) -> Option<LinkRow<'p>> {
    let issue = state.plan.items.issues.get(place)?;
    let url = reference::issue_url(state, issue)?;
    let at = At::new(Kind::Issue, place);
    Some(LinkRow {
        title: reference::name(state, at),
        label: reference::label(state, at),
        url: Some(url),
        // Without an id, the title is the name already.
        about: issue.id.as_ref().and_then(|_| reference::short_title(issue)),
    })
}

fn own<'p>(link: &'p Link<'p>) -> LinkRow<'p> {
    let title = Item::Link(link).label().into_owned();
    LinkRow { label: title.clone(), title, url: link.url.as_deref().map(str::to_owned), about: None }
}
