//! The temporary file beside a file, which will take its place.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::failure::{because, folder_refused, unwritten};
use super::goal::Goal;
use super::permission::{dress, has_one_name};
use super::replace::Durability;
use crate::diagnostic::Failure;

/// A file beside the goal that will become it. Removed when dropped before that.
#[derive(Debug)]
pub(super) struct Temporary<'a> {
    goal: Goal<'a>,
    path: PathBuf,
    file: File,
    renamed: bool,
}

impl<'a> Temporary<'a> {
    /// Makes an empty file, with mode and owner of the file that is there: what is secret is never readable to
    /// others, not even for a moment.
    pub(super) fn create(goal: Goal<'a>, present: Option<&Metadata>) -> Result<Self> {
        let Some(name) = goal.target.file_name() else {
            return Err(Failure::new(format!("`{}` does not name a file", goal.path.display())).into());
        };
        if let Some(present) = present {
            has_one_name(goal.path, present)?;
        }
        let (path, file) = create_beside(goal.folder(), name, present.is_some())
            .map_err(|error| folder_refused(error, goal.shown_folder(), goal.path))?;
        let temporary = Self { goal, path, file, renamed: false };
        if let Some(present) = present {
            dress(goal, &temporary.file, present)?;
        }
        Ok(temporary)
    }

    /// Writes the bytes and has the system keep them.
    pub(super) fn fill(&mut self, bytes: &[u8], durability: Durability) -> Result<()> {
        let written = self.file.write_all(bytes).and_then(|()| (durability.file)(&self.file));
        written.map_err(|error| self.failed(error))
    }

    /// Takes the goal's place.
    pub(super) fn rename(mut self) -> Result<()> {
        fs::rename(&self.path, self.goal.target).map_err(|error| self.failed(error))?;
        self.renamed = true;
        Ok(())
    }

    /// Takes the goal's place if it is empty; whether it was.
    pub(super) fn rename_if_free(self) -> Result<bool> {
        let target = self.goal.target;
        match fs::hard_link(&self.path, target) {
            // The first name goes when `self` is dropped.
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            // A file system without hard links: take the name with an empty file first.
            Err(_) => match OpenOptions::new().write(true).create_new(true).open(target) {
                Ok(_) => self.rename().map(|()| true).inspect_err(|_| drop(fs::remove_file(target))),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(self.failed(error)),
            },
        }
    }

    fn failed(&self, error: io::Error) -> anyhow::Error {
        let failure = unwritten(&error, self.goal.folder(), self.goal.path);
        because(error, failure)
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if !self.renamed {
            // What of a plan cannot be removed is swept by the next writer.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes `.NAME.PID.N.tmp`, which must not exist. A private one is nobody else's to read.
fn create_beside(
    folder: &Path,
    name: &OsStr,
    #[cfg_attr(not(unix), expect(unused_variables))] private: bool,
) -> io::Result<(PathBuf, File)> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut number = 0_u16;
    loop {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.{number}.tmp", std::process::id()));
        let path = folder.join(hidden);
        match options.open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < u16::MAX => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Whether `name` is what [`create_beside`] calls a temporary file of `plan`.
fn is_temporary_of(plan: &OsStr, name: &OsStr) -> bool {
    let numbers = (name.as_encoded_bytes().strip_prefix(b"."))
        .and_then(|rest| rest.strip_prefix(plan.as_encoded_bytes()))
        .and_then(|rest| rest.strip_prefix(b"."))
        .and_then(|rest| rest.strip_suffix(b".tmp"));
    let is_number = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    numbers.is_some_and(|numbers| {
        let mut parts = numbers.split(|byte| *byte == b'.');
        parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number) && parts.next().is_none()
    })
}

/// Removes what writers that died left behind. Only for who holds the plan's lock: then no other writer has a
/// temporary file of this plan.
pub(super) fn sweep(goal: Goal<'_>) {
    let Some(plan) = goal.target.file_name() else { return };
    // Litter is no reason to fail.
    let Ok(entries) = fs::read_dir(goal.folder()) else { return };
    for entry in entries.flatten() {
        if is_temporary_of(plan, &entry.file_name()) && entry.file_type().is_ok_and(|found| found.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_temporary_files_of_that_plan_are_recognised() {
        let plan = OsStr::new("plan.json");
        for name in [".plan.json.1.0.tmp", ".plan.json.4711.12.tmp"] {
            assert!(is_temporary_of(plan, OsStr::new(name)), "{name}");
        }
        for name in [
            "plan.json",
            ".plan.json.tmp",
            ".plan.json.1.tmp",
            ".plan.json.1.0.0.tmp",
            ".plan.json.1.x.tmp",
            ".plan.json..0.tmp",
            ".plan.json.1.0.tmp~",
            "plan.json.1.0.tmp",
            ".other.json.1.0.tmp",
            ".old.plan.json.1.0.tmp",
        ] {
            assert!(!is_temporary_of(plan, OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn a_temporary_file_goes_when_it_does_not_take_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("plan.json");
        let goal = Goal { path: &target, target: &target };
        let first = Temporary::create(goal, None).unwrap();
        let second = Temporary::create(goal, None).unwrap();
        assert_ne!(first.path, second.path);
        assert!(is_temporary_of(OsStr::new("plan.json"), first.path.file_name().unwrap()));
        drop((first, second));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
