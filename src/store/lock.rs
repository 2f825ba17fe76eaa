//! One writer at a time.
//!
//! The lock sits on the plan itself: the kernel frees it when its holder dies, and it leaves nothing behind. As
//! writers *replace* the file, whoever waited may at last hold the lock of a file that is no longer the plan.
//! So the lock counts only if the open file is still the one at the path. Programs that do not know this lock,
//! an editor or `git checkout`, are noticed by `write`, which looks again before it replaces.
//!
//! Elsewhere than on Unix a locked file cannot be replaced, so the lock sits on a file beside the plan.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::failure::because;
use super::goal::Goal;
use super::permission::open_for_writing;
use crate::diagnostic::Failure;

/// How long to wait for other writers.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// The pause between two attempts. It does not grow: whoever waits longest must not be the one who asks least.
const PAUSE: Duration = Duration::from_millis(5);

/// The right to replace a plan, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    /// The plan as it is now.
    pub(super) plan: File,
    #[cfg(not(unix))]
    _beside: File,
}

impl Lock {
    /// Waits for the lock, at most as long as `patience`.
    ///
    /// Fails when another process still holds it then, and when the file is not one that may be replaced.
    pub(super) fn take(goal: Goal<'_>, patience: Duration) -> Result<Self> {
        let start = Instant::now();
        loop {
            if let Some(lock) = Self::attempt(goal)? {
                return Ok(lock);
            }
            let left = patience.saturating_sub(start.elapsed());
            if left.is_zero() {
                return Err(held(goal.path, holder(goal.target)).into());
            }
            sleep(PAUSE.min(left));
        }
    }

    /// The lock, if it can be had at once.
    #[cfg(unix)]
    fn attempt(goal: Goal<'_>) -> Result<Option<Self>> {
        use super::identity::Place;
        use super::read::regular;

        // Opened for writing although nothing is written here: network file systems ask for it.
        let plan = open_for_writing(goal)?;
        if !locked(goal.path, &plan)? {
            return Ok(None);
        }
        let opened = plan.metadata().map_err(|error| unlockable(error, goal.path))?;
        let now = regular(goal, "write")?;
        Ok((Place::of(&opened) == Place::of(&now)).then_some(Self { plan }))
    }

    /// The lock, if it can be had at once.
    #[cfg(not(unix))]
    fn attempt(goal: Goal<'_>) -> Result<Option<Self>> {
        let mut name = std::ffi::OsString::from(".");
        name.push(goal.target.file_name().unwrap_or_default());
        name.push(".lock");
        let beside = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(goal.target.with_file_name(name))
            .map_err(|error| unlockable(error, goal.path))?;
        if !locked(goal.path, &beside)? {
            return Ok(None);
        }
        Ok(Some(Self { plan: open_for_writing(goal)?, _beside: beside }))
    }
}

/// Locks an open file, unless somebody else has.
fn locked(path: &Path, file: &File) -> Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(unlockable(error, path)),
    }
}

fn unlockable(error: std::io::Error, path: &Path) -> anyhow::Error {
    let failure = Failure::new(format!("cannot lock `{}`, so it is not written", path.display()));
    because(error, failure.hint("keep the plan on a file system that has file locks"))
}

fn held(path: &Path, holder: Option<u32>) -> Failure {
    let message = format!("`{}` is being written by another process", path.display());
    match holder {
        Some(pid) => Failure::new(format!("{message} (pid {pid})"))
            .hint(format!("try again; `ps -p {pid}` shows what that process is")),
        None => Failure::new(message).hint("try again when it has finished"),
    }
}

/// The process that holds the lock of a file, when the system tells.
#[cfg(target_os = "linux")]
fn holder(target: &Path) -> Option<u32> {
    use super::identity::Place;

    let place = Place::of(&std::fs::metadata(target).ok()?);
    holder_in(&std::fs::read_to_string("/proc/locks").ok()?, place)
}

#[cfg(not(target_os = "linux"))]
fn holder(_: &Path) -> Option<u32> {
    None
}

/// Reads the table of `/proc/locks`, as `proc_locks(5)` has it:
/// `1: FLOCK  ADVISORY  WRITE 708 00:13:16567 0 EOF`, with major and minor device in hexadecimal.
/// A line of a process that waits has `->` before `FLOCK`; a process of another container is 0 or less.
#[cfg(target_os = "linux")]
fn holder_in(locks: &str, place: super::identity::Place) -> Option<u32> {
    // How Linux packs the two numbers of a device into one: `makedev(3)`.
    let major = ((place.device >> 8) & 0xfff) | ((place.device >> 32) & 0xffff_f000);
    let minor = (place.device & 0xff) | ((place.device >> 12) & 0xffff_ff00);
    let file = format!("{major:02x}:{minor:02x}:{}", place.inode);
    locks.lines().find_map(|line| {
        let mut words = line.split_whitespace().skip(1);
        let (kind, pid, place) = (words.next()?, words.nth(2)?, words.next()?);
        let pid = pid.parse().ok().filter(|pid| *pid > 0)?;
        (kind == "FLOCK" && place == file).then_some(pid)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    fn plan() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        fs::write(&path, "{}").unwrap();
        (folder, path)
    }

    fn take(path: &Path) -> Result<Lock> {
        Lock::take(Goal { path, target: path }, Duration::ZERO)
    }

    #[test]
    fn a_lock_that_another_holds_is_told_with_its_process() {
        let (_folder, path) = plan();
        let first = take(&path).unwrap();
        let failure = take(&path).unwrap_err().downcast::<Failure>().unwrap();
        let message = format!("`{}` is being written by another process", path.display());
        // Not every file system lists its locks under the number that it shows.
        match holder(&path) {
            Some(pid) => {
                assert_eq!(pid, std::process::id());
                assert_eq!(failure.message, format!("{message} (pid {pid})"));
                assert_eq!(
                    failure.hint,
                    Some(format!("try again; `ps -p {pid}` shows what that process is"))
                );
            }
            None => assert_eq!(failure.message, message),
        }
        drop(first);
        take(&path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn the_lock_of_a_file_that_was_replaced_is_not_the_lock_of_the_plan() {
        let (folder, path) = plan();
        let old = take(&path).unwrap();
        let new = folder.path().join("new.json");
        fs::write(&new, "{}").unwrap();
        fs::rename(&new, &path).unwrap();
        take(&path).unwrap();
        drop(old);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_holder_is_found_by_device_and_inode_and_a_waiting_process_is_none() {
        use super::super::identity::Place;

        let locks = "\
            1: POSIX  ADVISORY  WRITE 11 fe:00:5324901 0 EOF\n\
            2: FLOCK  ADVISORY  WRITE 22 fe:00:77 0 EOF\n\
            3: FLOCK  ADVISORY  WRITE 33 fe:00:5324901 0 EOF\n\
            3: -> FLOCK  ADVISORY  WRITE 44 fe:00:5324901 0 EOF\n\
            4: FLOCK  ADVISORY  WRITE 0 08:01:9 0 EOF\n\
            5: FLOCK  ADVISORY  WRITE 55 103:12c:9 0 EOF\n\
            nonsense\n";
        let at = |device, inode| holder_in(locks, Place { device, inode });
        assert_eq!(at(0xfe00, 5_324_901), Some(33));
        assert_eq!(at(0xfe00, 78), None);
        assert_eq!(at(0x0801, 9), None);
        // Major 0x103, minor 0x12c.
        assert_eq!(at(0x0011_032c, 9), Some(55));
    }
}
