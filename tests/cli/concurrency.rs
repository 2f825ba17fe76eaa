//! Many writers at once

use std::thread;

use crate::harness::Sandbox;

const WRITERS: usize = 4;
const UPDATES: usize = 25;

#[test]
fn every_update_that_was_acknowledged_is_in_the_plan() {
    let sandbox = Sandbox::holding(r#"{"issues": [{"id": "T-1", "title": "All want it", "labels": []}]}"#);
    let acknowledged: usize = thread::scope(|scope| {
        let writers = (0..WRITERS).map(|writer| {
            let sandbox = &sandbox;
            scope.spawn(move || {
                (0..UPDATES)
                    .filter(|round| sandbox.run(&format!("update T-1 labels+=w{writer}-{round}")).code == 0)
                    .count()
            })
        });
        writers.collect::<Vec<_>>().into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    assert_eq!(acknowledged, WRITERS * UPDATES);
    let item = sandbox.run("show T-1 --format json").json()["item"].clone();
    let mut labels: Vec<&str> =
        item["labels"].as_array().unwrap().iter().map(|label| label.as_str().unwrap()).collect();
    labels.sort_unstable();
    labels.dedup();
    assert_eq!(labels.len(), WRITERS * UPDATES);
}

#[test]
fn of_many_that_expect_the_same_one_wins() {
    let sandbox = Sandbox::holding(r#"{"issues": [{"id": "T-1", "title": "One owner"}]}"#);
    let codes: Vec<i32> = thread::scope(|scope| {
        let claims = (0..WRITERS).map(|writer| {
            let sandbox = &sandbox;
            scope.spawn(move || sandbox.run(&format!("update T-1 owner=w{writer} --expect owner=")).code)
        });
        claims.collect::<Vec<_>>().into_iter().map(|claim| claim.join().unwrap()).collect()
    });
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 1).count(), WRITERS - 1, "{codes:?}");
}
