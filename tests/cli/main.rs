//! The program as its users meet it: every test runs the real binary in a folder of its own.
//!
//! One file per command, and files for what cuts across them; [`harness`] is what they share. The plans of `tests/plans`
//! are named for what they show. What a command answers is a snapshot: short ones stand in the test, whole pages in
//! `snapshots`. After a change that was meant, `cargo insta review` shows what differs; read it as a user would.

#![expect(clippy::too_many_lines, reason = "whole outputs stand in the tests")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where something is not as it was to be")]
#![expect(clippy::disallowed_methods, reason = "tests touch the world around the program")]

mod harness;

mod add;
mod architecture;
mod bad_input;
mod check;
mod completions;
mod concurrency;
mod contexts;
mod dashboard;
mod every_report;
mod finding_the_plan;
mod forecast;
mod graph;
mod help;
mod hostile_text;
mod init;
mod large;
mod laws;
mod list;
mod lossless;
mod man;
mod metrics;
mod next;
mod readme;
mod refusals;
mod remove;
mod rename;
mod render;
mod report;
mod schedule;
mod schema;
mod show;
mod targets;
mod templates;
mod update;
mod waits;
mod weekly;
mod what_if;
