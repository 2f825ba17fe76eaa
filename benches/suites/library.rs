//! The stages of `tracker dashboard`, each on its own, in one process: `cargo bench -p tracker-benches --bench library`.
#![expect(clippy::unwrap_used, reason = "a generated plan is a good one, and a benchmark has nobody to tell")]

use divan::{Bencher, counter::BytesCount};
use tracker::check;
use tracker::forecast::{Drawing, Model, simulate};
use tracker::graph::Graph;
use tracker::json::Document;
use tracker::plan::Plan;
use tracker::plan::index::Index;
use tracker::plan::value::date::Date;
use tracker::plan::value::hours::Hours;
use tracker::render::{self, Medium, Templates};
use tracker::schedule::Activities;
use tracker::state::State;
use tracker::view::page::Page;
use tracker::view::request::Request;
use tracker_benches::{plan_of_batches, plan_of_issues};

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

/// The sections of a dashboard.
const SECTIONS: &[&str] = &["batches", "issues", "progress"];

fn page<'p>(state: &'p State<'p>, request: &'p Request) -> Page<'p> {
    Page::new(state, request, "dashboard", SECTIONS, false).unwrap()
}

fn with_state(issues: usize, use_it: impl FnOnce(&State<'_>)) {
    let document = document(issues);
    let plan = Plan::read(&document).unwrap();
    let index = Index::new(&plan);
    let graph = Graph::new(&plan, &index);
    use_it(&State::new(&plan, &index, &graph));
}
