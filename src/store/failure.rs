//! What the file system refuses, in words that a person can act on.
//!
//! Every function makes an error whose top is a [`Failure`] and whose cause is what the system said. Paths are
//! shown as the user gave them, never as they were resolved.

use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::Error;

use crate::diagnostic::{Ending, Failure};
use crate::text;

/// Puts the system's words under ours.
pub(super) fn because(error: io::Error, failure: Failure) -> Error {
    Error::new(error).context(failure)
}

/// The plan, or another file that has to be there, is not.
pub(super) fn missing(path: &Path) -> Failure {
    Failure::new(format!("`{}` does not exist", path.display()))
}

/// Opening or examining a file failed. `deed` is what was to be done with it: `read` or `write`.
pub(super) fn refused(error: io::Error, deed: &str, path: &Path) -> Error {
    let shown = path.display();
    let failure = match error.kind() {
        ErrorKind::NotFound => return missing(path).into(),
        ErrorKind::IsADirectory => return folder(path).into(),
        ErrorKind::NotADirectory => {
            Failure::new(format!("cannot {deed} `{shown}`: a part of its path is a file, not a folder"))
        }
        ErrorKind::PermissionDenied => Failure::new(format!("no permission to {deed} `{shown}`"))
            .hint(format!("`ls -l {}` shows who may", shell_word(path))),
        ErrorKind::ReadOnlyFilesystem => {
            Failure::new(format!("cannot {deed} `{shown}`: its file system is mounted read-only"))
        }
        _ => Failure::new(format!("cannot {deed} `{shown}`")),
    };
    because(error, failure)
}

/// The folder to look in is not there, or may not be looked into.
pub(super) fn folder_not_there(error: io::Error, folder: &Path) -> Error {
    if error.kind() == ErrorKind::NotFound {
        return Failure::new(format!("folder `{}` does not exist", folder.display())).into();
    }
    refused(error, "look into", folder)
}

/// A folder stands where a file is meant.
pub(super) fn folder(path: &Path) -> Failure {
    Failure::new(format!("`{}` is a folder", path.display()))
        .hint(format!("name a file in it, such as `{}`", path.join("FILE").display()))
}

/// A device, a pipe or a socket stands where a file is meant.
pub(super) fn irregular(path: &Path) -> Failure {
    Failure::new(format!("`{}` is not a regular file", path.display()))
}

/// A file cannot be put into `folder`, which `path` needs.
pub(super) fn folder_refused(error: io::Error, folder: &Path, path: &Path) -> Error {
    let (shown, place) = (path.display(), folder.display());
    let failure = match error.kind() {
        ErrorKind::NotFound => Failure::new(format!("cannot write `{shown}`: there is no folder `{place}`"))
            .hint(format!("mkdir -p {}", shell_word(folder))),
        ErrorKind::NotADirectory => {
            Failure::new(format!("cannot write `{shown}`: `{place}` is a file, not a folder"))
        }
        ErrorKind::PermissionDenied => Failure::new(format!(
            "cannot write `{shown}`: no permission to create a file in folder `{place}`, where the new text \
             is put before it takes the old one's place"
        ))
        .hint(format!("chmod u+w {}", shell_word(folder))),
        ErrorKind::ReadOnlyFilesystem => {
            Failure::new(format!("cannot write `{shown}`: folder `{place}` is on a read-only file system"))
        }
        _ => unwritten(&error, folder, path),
    };
    because(error, failure)
}

/// The new text could not be stored; the file is what it was.
pub(super) fn unwritten(error: &io::Error, folder: &Path, path: &Path) -> Failure {
    let failure = Failure::new(format!("cannot write `{}`, which is left as it was", path.display()));
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            failure.hint(format!("df -h {}", shell_word(folder)))
        }
        _ => failure,
    }
}

/// The new text is in place, but the system did not promise to keep it.
pub(super) fn unconfirmed(error: io::Error, path: &Path) -> Error {
    let failure = Failure {
        ending: Ending::Unconfirmed,
        ..Failure::new(format!(
            "`{}` is written, but the system did not confirm that it would survive a power cut",
            path.display()
        ))
    };
    because(error, failure.hint("`sync` asks the system again; the file already holds the new text"))
}

/// The path as one word of a shell command, quoted when it has to be.
pub(super) fn shell_word(path: &Path) -> String {
    let mut word = path.to_string_lossy().into_owned();
    if word.starts_with('-') {
        word.insert_str(0, "./"); // no option
    }
    text::typed(&word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_hint_can_be_typed() {
        for (path, word) in [
            ("docs/plan.json", "docs/plan.json"),
            ("my plan.json", "'my plan.json'"),
            ("it's.json", r"'it'\''s.json'"),
            ("-x", "./-x"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(Path::new(path)), word);
        }
    }

    #[test]
    fn the_failure_and_the_words_of_the_system_both_travel_in_one_error() {
        let error = refused(io::Error::from(ErrorKind::PermissionDenied), "read", Path::new("plan.json"));
        assert_eq!(error.to_string(), "no permission to read `plan.json`");
        assert_eq!(error.downcast_ref::<Failure>().map(|failure| failure.ending), Some(Ending::Impossible));
        assert_eq!(error.root_cause().to_string(), "permission denied");
    }

    #[test]
    fn a_full_disk_is_told_with_a_command_that_shows_it() {
        let error = io::Error::from(ErrorKind::StorageFull);
        let failure = unwritten(&error, Path::new("docs"), Path::new("docs/plan.json"));
        assert_eq!(failure.message, "cannot write `docs/plan.json`, which is left as it was");
        assert_eq!(failure.hint.as_deref(), Some("df -h docs"));
    }
}
