//! What a template of a team may use up. The built-in ones are held to the same output.
//!
//! | what | how it is limited |
//! | --- | --- |
//! | output | [`Limited`] counts what is written |
//! | counting | [`range`] has one budget for the whole report |
//! | one step | of the engine's own filters only `join` can ask for memory out of all proportion to what is there; [`join`] stands in for it |
//! | time, memory | [`watched`]: the template works on a thread of its own, and the caller looks at it again and again |
//! | depth | the template engine refuses include cycles and ends recursive components; the thread's stack is larger than the memory limit |
//!
//! The template engine has no hook in loops and in captured text (`{% set x %}…{% endset %}`), and no thread can be
//! ended from outside. So a template that exceeds a limit is left to itself, which lasts as long as the process. Where
//! the system does not tell how much memory is in use, only the time is limited.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::Context as _;
use tera::{Kwargs, State, StringInput, TeraResult, Value};

use super::misuse;
use super::templates::MemoryInUse;
use crate::diagnostic::Failure;

/// What a report may use up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes that its templates write.
    pub(super) output: usize,
    /// How long a team's template works. All rows of 100,000 issues take less than one second.
    pub(super) time: Duration,
    /// Bytes by which the process grows while a team's template works. All rows of 100,000 issues take some 30 MiB.
    pub(super) memory: usize,
}

/// What every report may use up. The output is a thousand times the longest text that GitHub takes for an issue.
pub(super) const LIMITS: Limits =
    Limits { output: 64 << 20, time: Duration::from_secs(30), memory: 1024 << 20 };

/// What all calls of `range` in one report may count together.
const MAX_RANGE: usize = 100_000;

/// The pause between two looks at a template: a fast machine can fill some 50 MiB in it.
const PAUSE: Duration = Duration::from_millis(5);

/// The template engine calls itself for each component, each file, and each level of a nested value, also to drop it.
/// Only what is used of the stack costs memory, and that counts as memory in use: the limit is always reached before
/// the end of the stack.
const STACK: usize = (1024 + 128) << 20;

/// What mostly makes a report endless.
const LOOPS: &str = "look for a loop inside a loop in the template";

/// Does the work of a template on a thread of its own, and fails when that takes too long, or when the memory in use
/// grows too much meanwhile. The thread is then left to itself.
pub(super) fn watched<T: Send + 'static>(
    template: &str,
    limits: Limits,
    memory: Option<&MemoryInUse<'_>>,
    work: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<T> {
    let in_use = || memory.and_then(|memory| memory());
    let before = in_use();
    let (sender, receiver) = mpsc::channel();
    // Nobody listens any more when a limit was exceeded.
    let deed = move || drop(sender.send(work()));
    let refused = || {
        Failure::new("cannot start a thread for the template")
            .hint("it needs more than 1 GiB of address space, but uses little of it")
    };
    thread::Builder::new().stack_size(STACK).spawn(deed).with_context(refused)?;
    // The pauses are counted rather than the clock read: a process that is stopped and goes on has used no time.
    let mut waited = Duration::ZERO;
    while waited < limits.time {
        match receiver.recv_timeout(PAUSE) {
            Ok(done) => return Ok(done),
            Err(RecvTimeoutError::Disconnected) => anyhow::bail!("the template engine failed"),
            Err(RecvTimeoutError::Timeout) => waited += PAUSE,
        }
        let grown = in_use().zip(before).map(|(now, before)| now.saturating_sub(before));
        if grown.is_some_and(|grown| grown > limits.memory) {
            let most = amount(limits.memory);
            return Err(Failure::new(format!("the template `{template}` needs more than {most} of memory"))
                .hint("look for a text or a list that grows in a loop of the template")
                .into());
        }
    }
    let most = limits.time.as_secs();
    Err(Failure::new(format!("the template `{template}` takes longer than {most} seconds"))
        .hint(LOOPS)
        .into())
}

/// Bytes, for a message.
fn amount(bytes: usize) -> String {
    match (bytes >> 30, bytes >> 20) {
        (0, 0) => format!("{bytes} bytes"),
        (0, mebibytes) => format!("{mebibytes} MiB"),
        (gibibytes, _) => format!("{gibibytes} GiB"),
    }
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
    let most = amount(limit);
    Failure::new(format!("the template `{template}` writes more than {most}")).hint(LOOPS)
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

/// The filter `join(sep=…)`. The engine's own asks for its whole result at once: a long text between many items is
/// more than any system can give, and ends the process.
pub(super) fn join(items: &[Value], arguments: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let separator = arguments.get::<StringInput<'_>>("sep")?;
    let is_markup = state.autoescaping_enabled()
        && (items.iter().any(|item| item.is_string() && item.is_safe())
            || separator.as_ref().is_some_and(StringInput::is_safe));
    let separator = match &separator {
        None => Cow::Borrowed(""),
        Some(separator) if is_markup => separator.rendered(state)?,
        Some(separator) => Cow::Borrowed(separator.as_str()),
    };
    let mut joined = String::new();
    let mut between = "";
    for item in items {
        let piece = match item {
            item if item.is_undefined() => String::new(),
            item if is_markup => state.escape_if_needed(item)?,
            item => item.to_string(),
        };
        if joined.len() + between.len() + piece.len() > LIMITS.output {
            let most = amount(LIMITS.output);
            return Err(misuse(format!("`join` makes more than {most}")));
        }
        joined.push_str(between);
        joined.push_str(&piece);
        between = &separator;
    }
    Ok(if is_markup { Value::safe_string(&joined) } else { Value::from(joined) })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::mpsc::Receiver;

    use super::*;

    /// Work that does not end before the sender is dropped.
    fn endless(until: Receiver<()>) -> impl FnOnce() + Send {
        move || {
            // That the sender is gone is what is waited for.
            let _ = until.recv();
        }
    }

    fn message(result: anyhow::Result<()>) -> String {
        result.unwrap_err().downcast::<Failure>().expect("a limit is a Failure").message
    }

    #[test]
    fn work_within_the_limits_gives_its_result() {
        assert_eq!(watched("t", LIMITS, Some(&|| Some(1)), || 7).unwrap(), 7);
        assert_eq!(watched("t", LIMITS, None, || 7).unwrap(), 7);
    }

    #[test]
    fn work_that_takes_too_long_is_left() {
        let (_sender, until) = mpsc::channel();
        let limits = Limits { time: PAUSE, ..LIMITS };
        let told = message(watched("t", limits, None, endless(until)));
        assert_eq!(told, "the template `t` takes longer than 0 seconds");
    }

    #[test]
    fn work_that_needs_too_much_memory_is_left() {
        let (_sender, until) = mpsc::channel();
        let in_use = Cell::new(0);
        let memory = || {
            in_use.set(in_use.get() + (400 << 20));
            Some(in_use.get())
        };
        let told = message(watched("t", LIMITS, Some(&memory), endless(until)));
        assert_eq!(told, "the template `t` needs more than 1 GiB of memory");
        // The first look is what the process had before.
        assert_eq!(in_use.get(), 4 * (400 << 20));
    }

    #[test]
    fn memory_that_is_not_known_has_no_limit() {
        let (_sender, until) = mpsc::channel();
        let limits = Limits { time: PAUSE, memory: 0, ..LIMITS };
        let told = message(watched("t", limits, Some(&|| None), endless(until)));
        assert_eq!(told, "the template `t` takes longer than 0 seconds");
    }

    #[test]
    fn work_that_breaks_off_is_an_error() {
        let broken: anyhow::Result<()> = watched("t", LIMITS, None, || panic!("a fault of the engine"));
        assert_eq!(broken.unwrap_err().to_string(), "the template engine failed");
    }

    #[test]
    fn amounts_are_told_in_the_largest_unit() {
        assert_eq!(amount(999), "999 bytes");
        assert_eq!(amount(64 << 20), "64 MiB");
        assert_eq!(amount(1 << 30), "1 GiB");
    }
}
