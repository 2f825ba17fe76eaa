//! How far a long computation is: a bar on standard error, for whoever waits in front of a terminal.
//!
//! It appears only when the computation takes longer than a moment, and is gone when it ends: nothing of it stays between
//! the lines of the answer.

use std::sync::Once;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::shell::Shell;

/// What takes no longer needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often a sign that something is at work moves.
const BEAT: Duration = Duration::from_millis(120);

/// A sign that something is at work of which nobody knows how far it is. It appears when that takes longer than a moment, and
/// is gone when this is dropped.
#[derive(Debug)]
pub struct Waiting {
    /// That it is dropped ends the thread.
    end: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Waiting {
    /// Begins to wait.
    pub fn new(what: &'static str) -> Self {
        let (end, ended) = mpsc::channel();
        let show = move || {
            let is_over = |time| ended.recv_timeout(time) != Err(RecvTimeoutError::Timeout);
            if is_over(PATIENCE) {
                return;
            }
            let sign = ProgressBar::new_spinner().with_message(what);
            while !is_over(BEAT) {
                sign.tick();
            }
            sign.finish_and_clear();
        };
        // Where there is no thread to be had, there is no sign.
        Self { end: Some(end), thread: thread::Builder::new().spawn(show).ok() }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.end.take());
        // What comes next on the terminal must find the sign gone. Its thread cannot panic.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

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
        shell.end_waiting();
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
