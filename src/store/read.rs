//! The bytes of a file: bounded, and never from something that could block.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Result;

use super::failure::{folder, irregular, refused};
use super::goal::{Goal, existing, resolve};
use crate::diagnostic::Failure;
use crate::text::position;

/// The largest file that is read, in bytes: 64 MiB, some three times a plan of 100,000 issues.
pub const LARGEST_PLAN: u64 = 64 * 1024 * 1024;

/// Reads the whole plan. Needs no lock: a plan is replaced whole.
///
/// Fails when the file is missing, a folder, no regular file, not readable, or larger than 64 MiB.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let target = existing(path)?;
    let goal = Goal { path, target: &target };
    contents(path, &open(goal)?)
}

/// Reads a text file, such as a template or a report that was generated before; `None` when there is none.
///
/// Fails like [`read`], and when the file is not UTF-8.
pub fn read_text(path: &Path) -> Result<Option<String>> {
    let Some(target) = resolve(path)? else { return Ok(None) };
    let bytes = contents(path, &open(Goal { path, target: &target })?)?;
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let valid = error.as_bytes().get(..end).unwrap_or_default();
        let place = position(&String::from_utf8_lossy(valid), end);
        let (line, column) = (place.line, place.column);
        Failure::new(format!("`{}` is not UTF-8 text: see line {line}, column {column}", path.display()))
            .hint("save it as UTF-8")
            .into()
    })
}

/// Whether there is a folder at a path.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The names of the files in a folder, in no order; none when there is no such folder.
pub fn file_names(folder: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(refused(error, "list", folder)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| refused(error, "list", folder))?;
        // A name that is no Unicode is no name of ours.
        names.extend(entry.file_name().into_string().ok());
    }
    Ok(names)
}

/// Opens for reading.
pub(super) fn open(goal: Goal<'_>) -> Result<File> {
    regular(goal, "read")?;
    File::open(goal.target).map_err(|error| refused(error, "read", goal.path))
}

/// The metadata of a regular file; anything else is refused before it is opened, as opening a pipe can block.
pub(super) fn regular(goal: Goal<'_>, deed: &str) -> Result<Metadata> {
    let metadata = fs::metadata(goal.target).map_err(|error| refused(error, deed, goal.path))?;
    if metadata.is_dir() {
        return Err(folder(goal.path).into());
    }
    if !metadata.is_file() {
        return Err(irregular(goal.path).into());
    }
    Ok(metadata)
}

/// Reads an open file to its end, unless that is too far.
pub(super) fn contents(path: &Path, file: &File) -> Result<Vec<u8>> {
    let failed = |error| refused(error, "read", path);
    let length = file.metadata().map_err(failed)?.len();
    if length > LARGEST_PLAN {
        return Err(too_large(path).into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // The file may grow while it is read.
    file.take(LARGEST_PLAN + 1).read_to_end(&mut bytes).map_err(failed)?;
    if exceeds_limit(&bytes) { Err(too_large(path).into()) } else { Ok(bytes) }
}

/// Whether this is more than would be read again.
pub(super) fn exceeds_limit(bytes: &[u8]) -> bool {
    u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST_PLAN)
}

/// The refusal of such a file.
pub(super) fn too_large(path: &Path) -> Failure {
    let limit = LARGEST_PLAN / (1024 * 1024);
    Failure::new(format!("`{}` is larger than {limit} MiB, the most that is read", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(path: &Path) -> String {
        read(path).unwrap_err().downcast::<Failure>().unwrap().message
    }

    #[test]
    fn the_bytes_come_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        fs::write(&path, b"\xEF\xBB\xBF{}\r\n\xFF").unwrap();
        assert_eq!(read(&path).unwrap(), b"\xEF\xBB\xBF{}\r\n\xFF");
    }

    #[test]
    fn what_is_no_file_is_told_by_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        assert_eq!(message(&path), format!("`{}` does not exist", path.display()));
        assert_eq!(message(folder.path()), format!("`{}` is a folder", folder.path().display()));
        fs::write(&path, "{}").unwrap();
        let below = path.join("plan.json");
        assert!(message(&below).ends_with("a part of its path is a file, not a folder"));
    }

    #[test]
    fn a_larger_file_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        File::create(&path).unwrap().set_len(LARGEST_PLAN + 1).unwrap();
        assert_eq!(
            message(&path),
            format!("`{}` is larger than 64 MiB, the most that is read", path.display())
        );
    }

    #[test]
    fn text_is_optional_and_has_to_be_utf_8() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        assert_eq!(read_text(&path).unwrap(), None);
        fs::write(&path, "# Rückblick\n").unwrap();
        assert_eq!(read_text(&path).unwrap().as_deref(), Some("# Rückblick\n"));
        fs::write(&path, b"# R\xFC").unwrap();
        let error = read_text(&path).unwrap_err().to_string();
        assert_eq!(error, format!("`{}` is not UTF-8 text: see line 1, column 4", path.display()));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_and_a_pipe_are_refused_without_opening_them() {
        assert_eq!(message(Path::new("/dev/null")), "`/dev/null` is not a regular file");
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("plan.json");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        // Where there is no such command, the device has to do.
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(message(&pipe), format!("`{}` is not a regular file", pipe.display()));
        }
    }
}
