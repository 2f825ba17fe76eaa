//! The one place that reads environment variables, the clock and the terminal's size.
#![expect(clippy::disallowed_methods, reason = "this is the place that reads the environment")]

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use crate::diagnostic::Failure;
use crate::plan::value::date::Date;

/// Columns of an output whose width is not known.
const DEFAULT_WIDTH: usize = 100;

/// No table is laid out for less than this, whatever the terminal says.
const LEAST_WIDTH: usize = 20;

/// What the process was started with, beside its arguments.
#[derive(Debug)]
pub struct Environment {
    /// `EXECUTION_PLAN_PATH`.
    pub plan_path: Option<PathBuf>,
    /// `TRACKER_AS_OF`.
    pub as_of: Option<String>,
    /// `TRACKER_PAGER`, else `PAGER`.
    pub pager: Option<String>,
    /// Whether the environment wants colour (`CLICOLOR_FORCE`), refuses it (`NO_COLOR`, `CLICOLOR=0`, a dumb terminal),
    /// or says nothing.
    pub colour: Option<bool>,
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// Whether standard error is a terminal.
    pub error_terminal: bool,
    /// Columns and lines of the terminal, of which some tell none, when standard output is one.
    size: Option<(usize, usize)>,
    columns: Option<usize>,
}

impl Environment {
    /// Reads it, and goes to some folders first, to each from the one before.
    pub fn read(folders: &[PathBuf]) -> anyhow::Result<Self> {
        for folder in folders {
            std::env::set_current_dir(folder).map_err(|error| {
                let failure = Failure::new(format!("cannot go to `{}`", folder.display()));
                anyhow::Error::new(error).context(failure.hint("name a folder behind `-C`"))
            })?;
        }
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let terminal = std::io::stdout().is_terminal();
        let size = if terminal { terminal_size::terminal_size() } else { None };
        let as_of = std::env::var_os("TRACKER_AS_OF").filter(|value| !value.is_empty());
        Ok(Self {
            plan_path: std::env::var_os("EXECUTION_PLAN_PATH").map(PathBuf::from),
            // What is no text is no day either, and is refused as one.
            as_of: as_of.map(|value| value.to_string_lossy().into_owned()),
            pager: text("TRACKER_PAGER").or_else(|| text("PAGER")),
            colour: colour(&text),
            terminal,
            error_terminal: std::io::stderr().is_terminal(),
            size: size.map(|(width, height)| (usize::from(width.0), usize::from(height.0))),
            columns: text("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0),
        })
    }

    /// Columns of the output: the terminal's, else `COLUMNS`, else 100.
    pub fn width(&self) -> usize {
        let terminal = self.size.map(|(width, _)| width).filter(|columns| *columns > 0);
        terminal.or(self.columns).unwrap_or(DEFAULT_WIDTH).max(LEAST_WIDTH)
    }

    /// Lines of the terminal, when standard output is one.
    pub fn height(&self) -> Option<usize> {
        self.size.map(|(_, height)| height)
    }

    /// What pagers are told unless the user has told them something: as git does, quit when the text fits, keep
    /// colours, leave the text on the screen.
    pub fn pager_defaults() -> Vec<(&'static str, &'static str)> {
        let defaults = [("LESS", "FRX"), ("LV", "-c")];
        defaults.into_iter().filter(|(name, _)| std::env::var_os(name).is_none()).collect()
    }

    /// The arguments of the process, its name first.
    pub fn arguments() -> Vec<OsString> {
        std::env::args_os().collect()
    }

    /// The words of the command that is being typed, while a shell asks for completions: behind a `--`.
    pub fn typed_words() -> Vec<String> {
        let words = Self::arguments().into_iter().map(|word| word.to_string_lossy().into_owned());
        words.skip_while(|word| word != "--").skip(1).collect()
    }

    /// How many threads a long computation may share its work among.
    pub fn threads() -> usize {
        std::thread::available_parallelism().map_or(1, usize::from)
    }

    /// Today's date here.
    pub fn clock() -> Option<Date> {
        Date::from_calendar(chrono::Local::now().date_naive())
    }
}

/// What the variables say of colour: see <https://no-color.org> and <https://bixense.com/clicolors>.
fn colour(text: &impl Fn(&str) -> Option<String>) -> Option<bool> {
    if text("NO_COLOR").is_some() {
        return Some(false);
    }
    if text("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return Some(true);
    }
    let refused =
        text("CLICOLOR").is_some_and(|value| value == "0") || text("TERM").is_some_and(|term| term == "dumb");
    refused.then_some(false)
}
