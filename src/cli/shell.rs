//! What every command needs: the plan, today, the terminal.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{ErrorKind, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::environment::Environment;
use super::failure::InvalidPlan;
use super::format::Format;
use super::progress::Waiting;
use super::{ColorChoice, Global, pager};
use crate::diagnostic::Failure;
use crate::graph::Graph;
use crate::json::{Document, SyntaxError};
use crate::plan::Plan;
use crate::plan::index::Index;
use crate::plan::value::date::Date;
use crate::render::diff::Reader;
use crate::render::{Label, Medium};
use crate::state::State;
use crate::store;
use crate::text;

/// The program's surroundings, as the commands see them.
#[derive(Debug)]
pub struct Shell {
    global: Global,
    environment: Environment,
    /// The sign that a large plan is worked on, until something is said.
    waiting: RefCell<Option<Waiting>>,
}

/// Bytes from which on a plan may take longer than a moment.
const LARGE: usize = 2 * 1024 * 1024;

/// A plan's file, read and found to be JSON.
#[derive(Debug)]
pub struct PlanFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its text with the places of all values.
    pub document: Document,
}

impl PlanFile {
    /// Its name as messages show it.
    pub fn shown(&self) -> String {
        text::one_line(&self.path.to_string_lossy()).into_owned()
    }

    /// The folder that it is in.
    pub fn folder(&self) -> &Path {
        folder_of(&self.path)
    }

    /// The plan in it.
    pub fn plan(&self) -> anyhow::Result<Plan<'_>> {
        Plan::read(&self.document).map_err(|diagnostics| {
            let (file, text) = (self.shown(), self.document.text().to_owned());
            InvalidPlan { file, text, diagnostics }.into()
        })
    }
}

impl Shell {
    /// The surroundings from the options that every command has, and the environment.
    pub fn new(global: Global, environment: Environment) -> Self {
        Self { global, environment, waiting: RefCell::new(None) }
    }

    /// The day that the command line asks for, if it does.
    pub fn asked_day(&self) -> anyhow::Result<Option<Date>> {
        self.global.as_of.as_deref().map(|text| day("--as-of", text)).transpose()
    }

    /// The day that the command line or the environment asks for, if one does.
    pub fn as_of(&self) -> anyhow::Result<Option<Date>> {
        let environment =
            || self.environment.as_of.as_deref().map(|text| day("TRACKER_AS_OF", text)).transpose();
        self.asked_day()?.map_or_else(environment, |day| Ok(Some(day)))
    }

    /// The day that was asked for, else today.
    pub fn today(&self) -> anyhow::Result<Date> {
        let clock = || Environment::clock().ok_or_else(|| Failure::new("the clock is beyond the year 9999"));
        Ok(self.as_of()?.map_or_else(clock, Ok)?)
    }

    /// How to look for the plan.
    pub fn search(&self) -> store::Search<'_> {
        store::Search {
            named: self.global.plan.as_deref(),
            environment: self.environment.plan_path.as_deref(),
            folder: Path::new("."),
        }
    }

    /// Reads the plan's file.
    fn read_plan(&self) -> anyhow::Result<PlanFile> {
        let path = store::locate(&self.search())?;
        let bytes = store::read(&path)?;
        let document = Document::parse(bytes).map_err(|error| invalid_syntax(&path, error))?;
        Ok(PlanFile { path, document })
    }

    /// Reads the plan and hands it on with everything that follows from it. Says on standard error, in one line, when
    /// the plan has errors; the rest is shown all the same.
    pub fn with_state<T>(
        &self,
        use_it: impl FnOnce(&State<'_>, &PlanFile) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        self.with_state_unwarned(|state, file| {
            let errors = crate::check::errors(state.plan, state.index, state.graph).len();
            if errors > 0 {
                let count = text::plural(errors, "error");
                self.warn(&format!("{} has {count}; `tracker check` lists them", file.shown()));
            }
            use_it(state, file)
        })
    }

    /// Reads the plan and hands it on with everything that follows from it.
    pub fn with_state_unwarned<T>(
        &self,
        use_it: impl FnOnce(&State<'_>, &PlanFile) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        // The process ends soon after: to give a large plan back piece by piece would only take time.
        let file = ManuallyDrop::new(self.read_plan()?);
        let plan = ManuallyDrop::new(file.plan()?);
        if self.errors_are_watched() && file.document.text().len() >= LARGE {
            self.waiting.replace(Some(Waiting::new("Working on a large plan")));
        }
        let index = ManuallyDrop::new(Index::new(&plan));
        let graph = ManuallyDrop::new(Graph::new(&plan, &index));
        let state = ManuallyDrop::new(State::new(&plan, &index, &graph));
        let answer = use_it(&state, &file);
        self.end_waiting();
        answer
    }

    /// Takes the sign away that a large plan is worked on: something else is to be seen now.
    pub fn end_waiting(&self) {
        self.waiting.take();
    }

    /// The form of an answer on standard output: what was asked for, else for eyes in a terminal, else `piped`. Text is
    /// for eyes too where colour is wanted in any case.
    pub fn format(&self, asked: Option<Format>, piped: Format) -> Format {
        let is_for_eyes = self.environment.terminal || piped == Format::Text && self.output_is_styled();
        asked.unwrap_or(if is_for_eyes { Format::Terminal } else { piped })
    }

    /// The medium of a form on standard output; nothing for JSON, which has none.
    pub fn medium(&self, format: Format, mentions: bool) -> Option<Medium> {
        let width = self.environment.width();
        match format {
            Format::Terminal => {
                Some(Medium::Terminal { width, styled: self.is_styled(self.environment.terminal) })
            }
            Format::Text => Some(Medium::Terminal { width, styled: false }),
            Format::Markdown => Some(Medium::Markdown { mentions }),
            Format::Json => None,
        }
    }

    /// Columns of the output.
    pub fn width(&self) -> usize {
        self.environment.width()
    }

    /// Whether standard output may be styled.
    pub fn output_is_styled(&self) -> bool {
        self.is_styled(self.environment.terminal)
    }

    /// Who reads a difference on standard output: what is neither seen nor coloured may be applied by a program.
    pub fn diff_reader(&self) -> Reader {
        let styled = self.output_is_styled();
        if styled || self.environment.terminal { Reader::Person { styled } } else { Reader::Program }
    }

    /// Whether standard error may be styled.
    pub fn errors_are_styled(&self) -> bool {
        self.is_styled(self.environment.error_terminal)
    }

    /// Whether somebody sees what is on standard error while it is written.
    pub fn errors_are_watched(&self) -> bool {
        self.environment.error_terminal
    }

    /// How many threads a long computation may share its work among.
    #[expect(clippy::unused_self, reason = "commands ask the shell, and the shell the environment")]
    pub fn threads(&self) -> usize {
        Environment::threads()
    }

    fn is_styled(&self, terminal: bool) -> bool {
        match self.global.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => self.environment.colour.unwrap_or(terminal),
        }
    }

    /// Prints to standard output; through the pager when it is longer than the terminal.
    pub fn print(&self, text: &str) -> anyhow::Result<()> {
        self.end_waiting();
        let long = self.environment.height().is_some_and(|height| text.lines().count() > height);
        if long
            && !self.global.no_pager
            && let Some(command) = &self.environment.pager
            && pager::page(command, &Environment::pager_defaults(), text)?
        {
            return Ok(());
        }
        let mut output = std::io::stdout().lock();
        match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
            // Who reads has seen enough, as `head` does; the answer, and with it the exit code, stays what it is.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written.context("cannot write to standard output"),
        }
    }

    /// Prints a value as JSON, with a line end.
    pub fn print_json(&self, value: &impl serde::Serialize) -> anyhow::Result<()> {
        self.print(&json_text(value)?)
    }

    /// Says something on standard error that is no failure.
    pub fn warn(&self, message: &str) {
        self.end_waiting();
        let label = Label::Warning.shown(self.errors_are_styled());
        super::failure::tell(&format!("{label}: {}", text::visible_lines(message)));
    }
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A day that an option or a variable names.
fn day(name: &str, text: &str) -> anyhow::Result<Date> {
    let wrong = || {
        Failure::new(format!("`{}` is not a date for {name}", text::one_line(text)))
            .hint("write a real day as YYYY-MM-DD, such as 2026-01-05")
    };
    Ok(Date::parse(text).ok_or_else(wrong)?)
}

/// A value as JSON text, with a line end.
pub fn json_text(value: &impl serde::Serialize) -> anyhow::Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    let mut escaped = String::with_capacity(text.len() + 1);
    // What acts or hides in a terminal is written as JSON writes control characters.
    for c in text.chars() {
        if c != '\n' && text::is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}")?;
            }
        } else {
            escaped.push(c);
        }
    }
    escaped.push('\n');
    Ok(escaped)
}

/// The failure of a text that is no JSON, with its place.
fn invalid_syntax(path: &Path, error: SyntaxError) -> anyhow::Error {
    let diagnostics = vec![crate::check::syntax(&error)];
    let file = text::one_line(&path.to_string_lossy()).into_owned();
    InvalidPlan { file, text: error.text, diagnostics }.into()
}
