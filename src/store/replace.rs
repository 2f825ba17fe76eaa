//! Putting a new file in the place of an old one, so that whenever the power fails there is the old or the new.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use anyhow::Result;

use super::failure::{refused, unconfirmed};
use super::goal::Goal;
use super::identity::Stamp;
use super::temporary::Temporary;
use crate::diagnostic::Failure;

/// How the system is asked to keep what was written. A value, so that tests can let it fail.
#[derive(Debug, Clone, Copy)]
pub(super) struct Durability {
    /// Keeps a file's bytes.
    pub(super) file: fn(&File) -> io::Result<()>,
    /// Keeps a folder's names.
    pub(super) folder: fn(&Path) -> io::Result<()>,
}

impl Durability {
    /// The real thing.
    pub(super) const SYSTEM: Self = Self { file: File::sync_all, folder: sync_folder };
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file; the system keeps its names in a journal.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// How a write ended.
#[derive(Debug)]
#[must_use = "a write that is not confirmed ends a command with exit code 3"]
pub enum Outcome {
    /// There was nothing to write; the file was not touched.
    Unchanged,
    /// The new text is in place and would survive a power cut.
    Durable,
    /// The new text is in place, but the system did not confirm that it would survive a power cut. Holds the
    /// failure that ends the command, with exit code 3, once it has told what it did.
    Unconfirmed(anyhow::Error),
}

impl Outcome {
    /// Asks the system to keep the folder's names, after one of them has changed.
    pub(super) fn of(goal: Goal<'_>, durability: Durability) -> Self {
        match (durability.folder)(goal.folder()) {
            Ok(()) => Self::Durable,
            Err(error) => Self::Unconfirmed(unconfirmed(error, goal.path)),
        }
    }

    /// Whether the file was written, or the failure of a write that is not confirmed.
    pub fn confirmed(self) -> Result<bool> {
        match self {
            Self::Unchanged => Ok(false),
            Self::Durable => Ok(true),
            Self::Unconfirmed(error) => Err(error),
        }
    }
}

/// From this size on, writing takes longer than to start a thread for it.
const LARGE: usize = 1 << 20;

/// Puts `bytes` at the goal: a temporary file beside it, with the mode and owner of the file that is there,
/// renamed over it. With `expected`, only if that file is still in that state; and only if `approve` does not fail.
///
/// Any failure leaves the file as it was and the folder clean. A failed `fsync` is never repeated: the system may
/// have dropped what it could not write, and would then report success.
pub(super) fn replace(
    goal: Goal<'_>,
    bytes: &[u8],
    expected: Option<&Stamp>,
    durability: Durability,
    approve: impl FnOnce() -> Result<()>,
) -> Result<Outcome> {
    let temporary = if bytes.len() < LARGE {
        approve()?;
        temporary(goal, bytes, durability)?
    } else {
        thread::scope(|scope| {
            let write = || temporary(goal, bytes, durability);
            let writer = thread::Builder::new().spawn_scoped(scope, write);
            let writer = writer.map_err(|error| refused(error, "write", goal.path))?;
            // What is refused is told as that, whatever the disk says; the file goes when the thread's result does.
            approve()?;
            writer.join().unwrap_or_else(|panic| resume_unwind(panic))
        })?
    };
    if let Some(expected) = expected
        && fs::metadata(goal.target).map(|now| Stamp::of(&now)).ok().as_ref() != Some(expected)
    {
        return Err(changed(goal));
    }
    temporary.rename()?;
    Ok(Outcome::of(goal, durability))
}

/// That a file is not what it was when the new text was made.
pub(super) fn changed(goal: Goal<'_>) -> anyhow::Error {
    let message = format!("`{}` was changed by another program in the meantime", goal.path.display());
    Failure::new(message).hint("run the command again").into()
}

/// A temporary file that holds the bytes, kept by the system.
fn temporary<'a>(goal: Goal<'a>, bytes: &[u8], durability: Durability) -> Result<Temporary<'a>> {
    let present = match fs::metadata(goal.target) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(refused(error, "write", goal.path)),
    };
    let mut temporary = Temporary::create(goal, present.as_ref())?;
    temporary.fill(bytes, durability)?;
    Ok(temporary)
}
