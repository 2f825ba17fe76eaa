//! The program as its users meet it: every test runs the real binary in a folder of its own.
//!
//! One file per command, and files for what cuts across them; [`harness`] is what they share.

mod harness;

mod add;
mod architecture;
mod bad_input;
mod check;
mod completions;
mod concurrency;
mod dashboard;
mod finding_the_plan;
mod help;
mod hostile_text;
mod init;
mod laws;
mod list;
mod man;
mod metrics;
mod next;
mod remove;
mod rename;
mod schema;
mod show;
mod targets;
mod templates;
mod update;
mod weekly;
