//! What a path leads to, links followed.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::failure::{because, irregular, missing, refused};
use crate::diagnostic::Failure;

/// A file: what to call it, and where it really is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal<'a> {
    /// As the user gave it, for messages.
    pub(super) path: &'a Path,
    /// With links followed.
    pub(super) target: &'a Path,
}

impl Goal<'_> {
    /// The folder that holds it.
    pub(super) fn folder(&self) -> &Path {
        parent(self.target)
    }

    /// The same for messages: as the user gave it, unless a link leads to another.
    pub(super) fn shown_folder(&self) -> &Path {
        let is_link = fs::symlink_metadata(self.path).is_ok_and(|found| found.is_symlink());
        if is_link { self.folder() } else { parent(self.path) }
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file that `path` leads to, links followed; `None` when there is none.
pub(super) fn resolve(path: &Path) -> Result<Option<PathBuf>> {
    let error = match fs::canonicalize(path) {
        Ok(target) => return Ok(Some(target)),
        Err(error) => error,
    };
    match fs::read_link(path) {
        // A pipe of a shell: its link leads to a name that is none, and opening it may block.
        Ok(_) if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) => {
            Err(irregular(path).hint("put what it gives into a file, and name that").into())
        }
        // Making the file that a link was meant for would be a guess.
        Ok(goal) => {
            let message = format!(
                "`{}` is a symbolic link to `{}`, which cannot be reached",
                path.display(),
                goal.display()
            );
            Err(because(error, Failure::new(message)))
        }
        Err(_) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(_) => Err(refused(error, "reach", path)),
    }
}

/// The file that `path` leads to, which has to be there.
pub(super) fn existing(path: &Path) -> Result<PathBuf> {
    resolve(path)?.ok_or_else(|| missing(path).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_is_in_the_current_folder() {
        let path = Path::new("plan.json");
        assert_eq!(Goal { path, target: path }.folder(), Path::new("."));
    }

    #[test]
    fn nothing_is_no_failure_until_the_file_has_to_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none/plan.json");
        assert_eq!(resolve(&path).unwrap(), None);
        assert_eq!(existing(&path).unwrap_err().to_string(), format!("`{}` does not exist", path.display()));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_told_with_where_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("plan.json");
        std::os::unix::fs::symlink("gone.json", &link).unwrap();
        assert_eq!(
            resolve(&link).unwrap_err().to_string(),
            format!("`{}` is a symbolic link to `gone.json`, which cannot be reached", link.display())
        );
    }
}
