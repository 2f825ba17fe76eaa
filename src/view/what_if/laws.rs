//! What holds of a comparison, whatever the plan: checked over generated ones, and on the days and hours of small ones.

use proptest::prelude::*;

use super::{Outlook, Page, Wanted};
use crate::edit::{self, Edit, Words};
use crate::graph::Graph;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::index::Index;
use crate::plan::value::date::Date;
use crate::schedule::Figure;
use crate::state::State;

fn today() -> Date {
    Date::parse("2025-10-20").unwrap()
}

/// A plan's text after edits.
fn edited(plan: &str, edits: &[&str]) -> String {
    let document = Document::parse(plan.into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let update = |edit: &&str| {
        let Words { ids, assignments } = Words::split(edit).unwrap();
        Edit::Update { ids, assignments }
    };
    let edits: Vec<Edit> = edits.iter().map(update).collect();
    let revised = edit::revise(&document, &plan, &edits, today(), &[]).unwrap();
    revised.document.unwrap_or_else(|| Document::parse(document.text().into()).unwrap()).into_text()
}

/// What a page tells of a step from one text of a plan to another.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    /// The items that move, by how many hours their start or finish does, in the order of their names.
    moves: Vec<(String, f64)>,
    whole: f64,
    lengths: (f64, f64),
    statuses: usize,
    joined: Vec<String>,
    left: Vec<String>,
    is_sorted: bool,
}

fn told(before: &str, after: &str, figure: Figure) -> Told {
    let documents = [before, after].map(|text| Document::parse(text.into()).unwrap());
    let plans = [&documents[0], &documents[1]].map(|document| Plan::read(document).unwrap());
    let indexes = [&plans[0], &plans[1]].map(Index::new);
    let graphs = [0, 1].map(|side| Graph::new(&plans[side], &indexes[side]));
    let states = [0, 1].map(|side| State::new(&plans[side], &indexes[side], &graphs[side]));
    let wanted = Wanted { figure, levelling: None, rows: usize::MAX };
    let [before, after] =
        [&states[0], &states[1]].map(|state| Outlook::new(state, today(), wanted, &|_, _| ()));
    let page = Page::new(&before, &after, Vec::new(), today(), wanted).unwrap();
    let distances: Vec<f64> =
        page.items.iter().filter_map(|item| item.shift).map(|shift| shift.hours.abs()).collect();
    let mut moves: Vec<(String, f64)> = page
        .items
        .iter()
        .chain(&page.batches)
        .map(|item| (item.id.clone(), item.shift.map_or(f64::NAN, |shift| shift.hours)))
        .collect();
    moves.sort_by(|one, other| one.0.cmp(&other.0));
    Told {
        moves,
        whole: page.shift.unwrap().hours,
        lengths: (page.length.before.unwrap().high, page.length.after.unwrap().high),
        statuses: page.statuses.len(),
        joined: page.critical_path.joined,
        left: page.critical_path.left,
        is_sorted: distances.windows(2).all(|pair| pair[0] >= pair[1] - 1e-6),
    }
}

/// Issues with estimates and links to earlier ones, half of them in batches one after the other. The links hold starts:
/// with links to a finish, the longer work begins earlier, and what waits for its start too.
fn plan() -> impl Strategy<Value = String> {
    let link = (
        any::<prop::sample::Index>(),
        prop::sample::select(vec!["finish-to-start", "start-to-start"]),
        -3_i32..6,
    );
    let issue = (1_u32..20, 0_u32..9, prop::collection::vec(link, 0..3), any::<bool>());
    prop::collection::vec(issue, 1..9).prop_map(|issues| {
        let count = issues.len();
        let issues = issues.into_iter().enumerate().map(|(place, (low, more, links, in_batch))| {
            let links = links.into_iter().filter(|_| place > 0).map(|(to, kind, lag)| {
                format!(r#"{{"id": "I{}", "type": "{kind}", "lag": {lag}}}"#, to.index(place))
            });
            let links = links.collect::<Vec<_>>().join(",");
            // An issue of the first batch never waits for one of the second.
            let batch = if place * 2 < count { "one" } else { "two" };
            let batch = if in_batch { format!(r#", "batch": "{batch}""#) } else { String::new() };
            format!(r#"{{"id": "I{place}", "title": "T", "estimate": [{low}, {}], "dependencies": [{links}]{batch}}}"#, low + more)
        });
        let issues = issues.collect::<Vec<_>>().join(",");
        format!(r#"{{"startDate": "2025-10-20", "batches": [{{"id": "one"}}, {{"id": "two", "dependencies": ["one"]}}], "issues": [{issues}]}}"#)
    })
}

fn figure() -> impl Strategy<Value = Figure> {
    prop::sample::select(vec![Figure::Low, Figure::Likely, Figure::High])
}

/// The place of one of the issues of a plan that [`plan`] made.
fn chosen(plan: &str, which: prop::sample::Index) -> usize {
    which.index(plan.matches(r#""title""#).count())
}

proptest! {
    #[test]
    fn an_edit_and_its_inverse_move_the_same_items_the_other_way(
        plan in plan(), which in any::<prop::sample::Index>(), by in 1_u32..30, figure in figure(),
    ) {
        let id = chosen(&plan, which);
        let longer = edited(&plan, &[&format!("I{id} estimate+={by}")]);
        let back = edited(&longer, &[&format!("I{id} estimate-={by}")]);
        let (there, again) = (told(&plan, &longer, figure), told(&longer, &back, figure));
        prop_assert_eq!(there.moves.len(), again.moves.len());
        for (one, other) in there.moves.iter().zip(&again.moves) {
            prop_assert!(one.0 == other.0 && (one.1 + other.1).abs() < 1e-6, "{:?} {:?}", one, other);
        }
        prop_assert!((there.whole + again.whole).abs() < 1e-6);
        prop_assert_eq!((&there.joined, &there.left), (&again.left, &again.joined));
    }

    #[test]
    fn a_longer_estimate_moves_nothing_forward_and_never_makes_the_whole_shorter(
        plan in plan(), which in any::<prop::sample::Index>(), by in 1_u32..30, figure in figure(),
    ) {
        let id = format!("I{}", chosen(&plan, which));
        let told = told(&plan, &edited(&plan, &[&format!("{id} estimate+={by}")]), figure);
        prop_assert!(told.lengths.1 >= told.lengths.0 && told.whole >= 0.0 && told.whole <= f64::from(by) + 1e-6);
        prop_assert!(told.moves.iter().all(|(_, hours)| *hours > 0.0), "{:?}", told);
        prop_assert!(told.moves.iter().any(|(moved, hours)| *moved == id && (hours - f64::from(by)).abs() < 1e-6));
        prop_assert!(told.is_sorted);
    }

    #[test]
    fn a_title_moves_nothing(plan in plan(), which in any::<prop::sample::Index>(), title in "[a-z ]{1,9}") {
        let id = chosen(&plan, which);
        let told = told(&plan, &edited(&plan, &[&format!("I{id} 'title={title}'")]), Figure::High);
        let nothing = Told {
            moves: Vec::new(), whole: 0.0, lengths: (told.lengths.0, told.lengths.0), statuses: 0,
            joined: Vec::new(), left: Vec::new(), is_sorted: true,
        };
        prop_assert_eq!(told, nothing);
    }

    #[test]
    fn a_later_start_moves_everything_by_the_same_hours(plan in plan(), days in 1_i64..60) {
        let start = today().plus_days(days).unwrap();
        let told = told(&plan, &edited(&plan, &[&format!("plan startDate={start}")]), Figure::High);
        let weekdays = (0..days).filter(|ahead| ahead % 7 < 5).count();
        let hours = f64::from(u32::try_from(weekdays).unwrap()) * 8.0;
        prop_assert!(told.moves.iter().all(|(_, by)| (by - hours).abs() < 1e-6), "{:?}", told);
        prop_assert!((told.whole - hours).abs() < 1e-6 && (told.lengths.0 - told.lengths.1).abs() < 1e-6);
    }
}
