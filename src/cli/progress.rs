//! How far a long computation is: a bar on standard error, for whoever waits in front of a terminal.
//!
//! It appears only when the computation takes longer than a moment, and is gone when it ends: nothing of it stays between
//! the lines of the answer.

use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::shell::Shell;

/// What takes no longer needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that is shown when it is needed; any thread may move it.
#[derive(Debug)]
pub struct Progress {
    /// Nothing when nobody watches.
    bar: Option<ProgressBar>,
    started: Instant,
    shown: Once,
}

impl Progress {
    /// The progress of something that has so many steps.
    pub fn new(shell: &Shell, what: &'static str, steps: usize) -> Self {
        let bar = shell.errors_are_watched().then(|| {
            let steps = u64::try_from(steps).unwrap_or(u64::MAX);
            let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
            let style = ProgressStyle::with_template("{msg} {bar:30} {percent}%, {eta} left");
            bar.with_message(what)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("█░"))
        });
        Self { bar, started: Instant::now(), shown: Once::new() }
    }

    /// That so many more steps are done.
    pub fn advance(&self, steps: usize) {
        if let Some(bar) = &self.bar {
            bar.inc(u64::try_from(steps).unwrap_or(u64::MAX));
            self.show(bar);
        }
    }

    /// That so many steps are done, of how many at most.
    pub fn reach(&self, done: u32, most: u32) {
        if let Some(bar) = &self.bar {
            bar.set_length(u64::from(most));
            bar.set_position(u64::from(done));
            self.show(bar);
        }
    }

    fn show(&self, bar: &ProgressBar) {
        if self.started.elapsed() >= PATIENCE {
            self.shown.call_once(|| bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
