//! What a template may use up.
//!
//! The output is limited, and so is what `range` counts. The template engine refuses include cycles and ends
//! recursive components itself. It has no hook in loops and in captured text (`{% set x %}…{% endset %}`), so
//! the time and memory of nested loops over the plan's own lists are not limited.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Context as _;
use tera::{Kwargs, State, TeraResult};

use super::misuse;
use crate::diagnostic::Failure;

/// A thousand times the longest text that GitHub takes for an issue.
pub(super) const MAX_OUTPUT: usize = 64 << 20;

/// What all calls of `range` in one report may count together.
const MAX_RANGE: usize = 100_000;

/// The template engine calls itself for each component (it stops at twenty inside each other) and each file, so
/// the deepest report is a thousand calls.
const STACK: usize = 256 << 20;

/// Runs something on a stack that holds the deepest recursion a template can ask for. Only what is used of it
/// costs memory.
pub(super) fn with_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .context("cannot start a thread for the template")?;
        worker.join().map_err(|_| anyhow::anyhow!("the template engine failed"))
    })
}

/// Collects output up to a limit.
pub(super) struct Limited {
    bytes: Vec<u8>,
    limit: usize,
    exceeded: bool,
}

impl Limited {
    pub(super) fn new(limit: usize) -> Self {
        Self { bytes: Vec::new(), limit, exceeded: false }
    }

    pub(super) fn is_exceeded(&self) -> bool {
        self.exceeded
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.limit - self.bytes.len() {
            self.exceeded = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Says that a template wrote more than it may.
pub(super) fn too_long(template: &str, limit: usize) -> Failure {
    let limit = match limit >> 20 {
        0 => format!("{limit} bytes"),
        mebibytes => format!("{mebibytes} MiB"),
    };
    Failure::new(format!("the template `{template}` writes more than {limit}"))
        .hint("look for a loop inside a loop in the template")
}

/// The function `range(end=…, start=…)`, with one budget for the whole report.
pub(super) fn range() -> impl Fn(Kwargs, &State<'_>) -> TeraResult<Vec<u64>> + Sync + Send + 'static {
    let left = AtomicUsize::new(MAX_RANGE);
    move |arguments, _| {
        let start = arguments.get::<u64>("start")?.unwrap_or(0);
        let end = arguments.must_get::<u64>("end")?;
        let length = usize::try_from(end.saturating_sub(start)).unwrap_or(usize::MAX);
        let taken = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(length));
        taken.map_err(|_| misuse(format!("`range` counts more than {MAX_RANGE} in this report")))?;
        Ok((start..end).collect())
    }
}
