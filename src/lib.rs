//! `tracker` keeps a program of work in one JSON file and derives every status document from it. The plan is the
//! source; reports are build artefacts.
//!
//! # The rooms
//!
//! Each tier may use those below it; a test reads the sources and fails on an arrow that runs up.
//!
//! | tier | modules | may never |
//! | --- | --- | --- |
//! | 5 shell | [`cli`] | reason about plans |
//! | 4 edges | [`store`] (files), [`render`] (templates, media, diffs, markers) | print, exit |
//! | 3 pages | [`view`] | touch files, format for one medium |
//! | 2 reasoning | [`graph`], [`state`], [`schedule`], [`forecast`], [`check`], [`edit`], [`schema`] | do I/O, ask the time |
//! | 1 model | [`plan`] | change text, know templates |
//! | 0 ground | [`json`], [`text`], [`diagnostic`], [`span`] | know what a batch is |
//!
//! Five ideas hold it together:
//!
//! 1. **The file is text.** It is never serialised again. An edit is a set of [splices](json::Splice) into the text,
//!    found through a parse that knows the place of every value.
//! 2. **The model is a typed view of the text**, read-only. What the types do not know stays in the text.
//! 3. **Reasoning is pure functions** over the model. No I/O, no clock.
//! 4. **A page is what a report shows**, every number and label computed. It is `Serialize`: the context of the template
//!    and the JSON output are one value. A template only lays out.
//! 5. **Edges meet the world**, return values and print nothing. Only `cli` prints and decides the exit code.
//!
//! # One command from end to end
//!
//! `tracker dashboard`: [`cli`] reads the arguments and the environment, [`store::locate`] finds the plan,
//! [`store::read`] its bytes. [`json::Document::parse`] makes them a text with places, [`plan::Plan::read`] typed items
//! with every problem collected. [`plan::index::Index`] finds items by id, [`graph::Graph`] ties them together,
//! [`state::State`] says what each is in effect. [`render::Layout`] finds `templates/dashboard.txt` or `.md` and
//! the sections that it includes, [`view::page::Page`] is made of these, and the layout writes it.
//!
//! `tracker update`: [`edit::Words`] reads the arguments, and under the lock of [`store::rewrite`] the pure
//! [`edit::propose`] parses the text, plans the splices and applies them. While a large result is being written,
//! [`edit::Proposal::judge`] reads it back and refuses it when it has an error that was not there before; only then it
//! takes the plan's place.
//!
//! # To add …
//!
//! - **a kind**: a file in `src/plan/kind/` and a line in the table of its `mod.rs`. Its struct is the only place that
//!   knows its fields: reading, JSON, schema, `update`, `add` and suggestions follow. The compiler then asks when one is
//!   finished (`src/state/standing.rs`).
//! - **a field**: a line with a doc comment in the struct of its kind.
//! - **a rule of `check`**: a constant beside its function in a file of `src/check/`, and a line in
//!   [`check::RULES`].
//! - **a command**: a file in `src/cli/command/` and a line in the table of its `mod.rs`.
//! - **a report**: a file in `templates/`, which includes the sections that it shows. A team's own is a file in its folder.
//! - **a section** of reports: a file and a line in the table of [`view::section`], and its parts in `templates/section/`.
//! - **a medium**: a variant of [`render::Medium`] and a folder beside `render/markdown`.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod edit;
pub mod forecast;
pub mod graph;
pub mod json;
pub mod plan;
pub mod render;
pub mod schedule;
pub mod schema;
pub mod span;
pub mod state;
pub mod store;
pub mod text;
pub mod view;
