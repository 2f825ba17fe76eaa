//! The three ways to write: the plan, a generated file, a new plan.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::failure::{folder, folder_refused, refused, shell_word};
use super::goal::{Goal, existing, resolve};
use super::identity::Stamp;
use super::lock::{Lock, PATIENCE};
use super::permission::open_for_writing;
use super::read::{contents, exceeds_limit, open, too_large};
use super::replace::{Durability, Outcome, changed, replace};
use super::temporary::{Temporary, sweep};
use crate::diagnostic::Failure;

/// What a change makes of the plan.
pub trait Revision {
    /// The new text. None leaves the file alone.
    fn text(&self) -> Option<&[u8]>;

    /// Fails when the text must not become the plan after all. Asked while a large text is on its way to the disk, so
    /// that neither waits for the other.
    fn approve(&self) -> Result<()>;
}

/// A change that was made.
#[derive(Debug)]
pub struct Written<R> {
    /// What the change came to.
    pub revision: R,
    /// Whether the file was written, and how surely.
    pub outcome: Outcome,
}

/// Changes the plan: takes its lock, reads it, lets `change` make the new text, and puts that in its place.
///
/// Fails, and leaves the file as it was, when `change` fails, when its text is not approved, when another process holds
/// the lock for ten seconds, when another program changed the file in the meantime, and where a file cannot be replaced
/// whole with its owner and mode: a read-only file, one with hard links, one of another user, a folder without write
/// permission.
pub fn rewrite<R: Revision>(path: &Path, change: impl FnOnce(Vec<u8>) -> Result<R>) -> Result<Written<R>> {
    rewrite_with(path, PATIENCE, Durability::SYSTEM, change)
}

fn rewrite_with<R: Revision>(
    path: &Path,
    patience: Duration,
    durability: Durability,
    change: impl FnOnce(Vec<u8>) -> Result<R>,
) -> Result<Written<R>> {
    let target = existing(path)?;
    let goal = Goal { path, target: &target };
    let lock = Lock::take(goal, patience)?;
    let metadata = lock.plan.metadata().map_err(|error| refused(error, "read", path))?;
    let revision = change(contents(path, &lock.plan)?)?;
    let Some(text) = revision.text() else {
        revision.approve()?;
        return Ok(Written { revision, outcome: Outcome::Unchanged });
    };
    if exceeds_limit(text) {
        return Err(too_large(path).into());
    }
    sweep(goal);
    let outcome = replace(goal, text, Some(&Stamp::of(&metadata)), durability, || revision.approve())?;
    Ok(Written { revision, outcome })
}

/// Removes a generated file that should not have come to be.
pub fn remove_file(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(|error| refused(error, "remove", path))
}

/// Makes the folder that a new file is to be in, and those above it.
pub fn create_folder_of(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| refused(error, "make", folder))
}

/// Writes a generated file, whole or not at all; leaves it alone when it holds these bytes already. `found` is what it held
/// when these were made: a person may have saved it since, and their text is not lost. Links are followed, mode and owner
/// kept.
///
/// Fails, and leaves the file as it was, under the same conditions as [`rewrite`], but takes no lock: what two
/// processes generate from one plan is the same.
pub fn write_file(path: &Path, found: Option<&[u8]>, bytes: &[u8]) -> Result<Outcome> {
    let Some(target) = resolve(path)? else {
        let goal = Goal { path, target: path };
        return if found.is_some() { Err(changed(goal)) } else { fill_new(goal, bytes) };
    };
    let goal = Goal { path, target: &target };
    let present = open(goal)?;
    let metadata = present.metadata().map_err(|error| refused(error, "read", path))?;
    let now = contents(path, &present)?;
    if now == bytes {
        return Ok(Outcome::Unchanged);
    }
    if found != Some(&now) {
        return Err(changed(goal));
    }
    open_for_writing(goal)?;
    replace(goal, bytes, Some(&Stamp::of(&metadata)), Durability::SYSTEM, || Ok(()))
}

/// Fills a file that is not there yet.
fn fill_new(goal: Goal<'_>, bytes: &[u8]) -> Result<Outcome> {
    let mut temporary = Temporary::create(goal, None)?;
    temporary.fill(bytes, Durability::SYSTEM)?;
    if !temporary.rename_if_free()? {
        return Err(changed(goal));
    }
    Ok(Outcome::of(goal, Durability::SYSTEM))
}

/// Makes a new file, whole or not at all. Never overwrites, not even a broken link.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<Outcome> {
    judge_new(path)?;
    let goal = Goal { path, target: path };
    let mut temporary = Temporary::create(goal, None)?;
    temporary.fill(bytes, Durability::SYSTEM)?;
    if !temporary.rename_if_free()? {
        return Err(taken(path).into());
    }
    Ok(Outcome::of(goal, Durability::SYSTEM))
}

/// Refuses a path where something stands already, or that is in no folder.
pub fn judge_new(path: &Path) -> Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(folder(path).into()),
        Ok(_) => Err(taken(path).into()),
        Err(_) => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let found = folder.map_or(Ok(()), |folder| {
                fs::metadata(folder).map(drop).map_err(|error| folder_refused(error, folder, path))
            });
            Ok(found?)
        }
    }
}

fn taken(path: &Path) -> Failure {
    Failure::new(format!("`{}` exists already, and is not overwritten", path.display()))
        .hint(format!("tracker --plan {} check", shell_word(path)))
}

#[cfg(test)]
mod tests;
