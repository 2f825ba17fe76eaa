//! The stages of `tracker dashboard`, each on its own, then those of `graph`, `next` and `schedule`, in one process: `cargo bench -p tracker-benches --bench library`.
#![expect(clippy::unwrap_used, reason = "a generated plan is a good one, and a benchmark has nobody to tell")]

use divan::{Bencher, counter::BytesCount};
use tracker::check;
use tracker::forecast::{Drawing, Model, simulate};
use tracker::graph::Graph;
use tracker::graph::network::Network;
use tracker::graph::reduction::telling_arrows;
use tracker::json::Document;
use tracker::plan::Plan;
use tracker::plan::index::Index;
use tracker::plan::value::date::Date;
use tracker::plan::value::hours::Hours;
use tracker::render::{self, Medium, Templates};
use tracker::schedule::{Activities, Figure};
use tracker::state::State;
use tracker::view::page::Page;
use tracker::view::request::Request;
use tracker::view::{graph as drawn, next};
use tracker_benches::{plan_of_batches, plan_of_issues, plan_of_open_issues};

const ISSUES: [usize; 4] = [0, 1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// A plan of so many issues; none means five batches.
fn text(issues: usize) -> String {
    if issues == 0 { plan_of_batches(5) } else { plan_of_issues(issues) }
}

fn document(issues: usize) -> Document {
    Document::parse(text(issues).into_bytes()).unwrap()
}

#[divan::bench(args = ISSUES)]
fn parse(bencher: Bencher<'_, '_>, issues: usize) {
    let text = text(issues);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone().into_bytes())
        .bench_values(|bytes| Document::parse(bytes).unwrap());
}

#[divan::bench(args = ISSUES)]
fn read(bencher: Bencher<'_, '_>, issues: usize) {
    let document = document(issues);
    bencher.bench(|| Plan::read(&document).unwrap());
}

#[divan::bench(args = ISSUES)]
fn graph(bencher: Bencher<'_, '_>, issues: usize) {
    let document = document(issues);
    let plan = Plan::read(&document).unwrap();
    bencher.bench(|| Graph::new(&plan, &Index::new(&plan)));
}

#[divan::bench(args = ISSUES)]
fn errors(bencher: Bencher<'_, '_>, issues: usize) {
    with_state(issues, |state| {
        bencher.bench_local(|| check::errors(state.plan, state.index, state.graph));
    });
}

#[divan::bench(args = ISSUES)]
fn state(bencher: Bencher<'_, '_>, issues: usize) {
    with_state(issues, |state| {
        bencher.bench_local(|| State::new(state.plan, state.index, state.graph));
    });
}

#[divan::bench(args = ISSUES)]
fn view(bencher: Bencher<'_, '_>, issues: usize) {
    let request = Request::default();
    with_state(issues, |state| {
        bencher.bench_local(|| page(state, &request));
    });
}

#[divan::bench(args = ISSUES)]
fn markdown(bencher: Bencher<'_, '_>, issues: usize) {
    let request = Request::default();
    with_state(issues, |state| {
        let page = page(state, &request);
        let medium = Medium::Markdown { mentions: true };
        bencher.bench_local(|| render::render("dashboard", medium, &page, &Templates::built_in()).unwrap());
    });
}

/// Ten thousand runs of a plan of 500 issues that are left, with three figures each, by the number of threads.
#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn forecast(bencher: Bencher<'_, '_>, threads: usize) {
    // A third is done.
    with_state(750, |state| {
        let activities = Activities::new(state, Date::parse("2026-02-02").unwrap()).unwrap();
        let three = |hours: Hours| Hours { likely: Some(f64::midpoint(hours.low, hours.high)), ..hours };
        let hours: Vec<Hours> = activities.hours().map(three).collect();
        let model = Model::new(&hours, activities.links()).unwrap();
        let drawing = Drawing { runs: 10_000, seed: 1, threads };
        bencher.bench_local(|| simulate(&model, &[], drawing, &|_| ()));
    });
}

/// Issues of plans in which nothing is begun, with three dependencies each.
const OPEN: [usize; 3] = [1_000, 10_000, 100_000];

/// What must come before what, and an order in which all can be done.
#[divan::bench(args = OPEN)]
fn network_and_order(bencher: Bencher<'_, '_>, issues: usize) {
    with_open(issues, |state| {
        bencher.bench_local(|| Network::new(state.graph, state.plan).order().unwrap().len());
    });
}

/// Which arrows of a drawing say something new; of a very large one only which come twice.
#[divan::bench(args = OPEN)]
fn reduction(bencher: Bencher<'_, '_>, issues: usize) {
    with_open(issues, |state| {
        let network = Network::new(state.graph, state.plan);
        let arrows: Vec<(usize, usize)> = network
            .ids()
            .flat_map(|to| network.predecessors(to).iter().map(move |link| (link.node.index(), to.index())))
            .collect();
        bencher.bench_local(|| telling_arrows(network.len(), &arrows));
    });
}

/// What is left, and the critical path through it by the high estimates.
#[divan::bench(args = OPEN)]
fn critical_path(bencher: Bencher<'_, '_>, issues: usize) {
    with_open(issues, |state| {
        bencher.bench_local(|| {
            let activities = Activities::new(state, Date::FIRST).unwrap();
            activities.schedule(Figure::High).unwrap().critical_path().len()
        });
    });
}

/// Everything that can be started, by what it unblocks and by its slack.
#[divan::bench(args = ISSUES)]
fn ranks(bencher: Bencher<'_, '_>, issues: usize) {
    with_state(issues, |state| bencher.bench_local(|| next::order(state, None)));
}

/// Nodes and arrows, without what a reader knows already.
#[divan::bench(args = OPEN)]
fn drawing(bencher: Bencher<'_, '_>, issues: usize) {
    let request = drawn::Request::default();
    with_open(issues, |state| {
        let subject = drawn::Subject { state, schedule: None };
        bencher.bench_local(|| drawn::drawing(subject, &request).unwrap().arrows.len());
    });
}

/// The sections of a dashboard.
const SECTIONS: &[&str] = &["batches", "issues", "progress"];

fn page<'p>(state: &'p State<'p>, request: &'p Request) -> Page<'p> {
    Page::new(state, request, "dashboard", SECTIONS, false).unwrap()
}

fn with_state(issues: usize, use_it: impl FnOnce(&State<'_>)) {
    with_state_of(text(issues), use_it);
}

fn with_open(issues: usize, use_it: impl FnOnce(&State<'_>)) {
    with_state_of(plan_of_open_issues(issues), use_it);
}

fn with_state_of(text: String, use_it: impl FnOnce(&State<'_>)) {
    let document = Document::parse(text.into_bytes()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let index = Index::new(&plan);
    let graph = Graph::new(&plan, &index);
    use_it(&State::new(&plan, &index, &graph));
}
