//! Whether two names mean one file, and whether a file is still what it was.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What tells one file from another, and one state of it from the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    place: Place,
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { place: Place::of(metadata), length: metadata.len(), modified: metadata.modified().ok() }
    }
}

/// Device and inode: the file itself, whatever it is called.
#[cfg(unix)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) device: u64,
    pub(super) inode: u64,
}

#[cfg(unix)]
impl Place {
    pub(super) fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self { device: metadata.dev(), inode: metadata.ino() }
    }
}

/// Where the system does not tell, every file might be every other.
#[cfg(not(unix))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place;

#[cfg(not(unix))]
impl Place {
    pub(super) fn of(_: &Metadata) -> Self {
        Self
    }
}

/// Whether two paths lead to one file: through links, hard links and other spellings, and also when it does not
/// exist yet.
pub fn same_file(a: &Path, b: &Path) -> bool {
    #[cfg(unix)]
    if let (Ok(a), Ok(b)) = (fs::metadata(a), fs::metadata(b)) {
        return Place::of(&a) == Place::of(&b);
    }
    resolved(a) == resolved(b)
}

/// Whether a file lies in the repository that a folder belongs to, links and `..` followed; without a repository, in
/// the folder itself.
pub fn is_in_repository(folder: &Path, path: &Path) -> bool {
    let root = root_of(&resolved(folder));
    let target = resolved(path);
    // What does not exist yet cannot lead anywhere: a `..` behind it is refused.
    let climbs = target.components().any(|component| component == std::path::Component::ParentDir);
    !climbs && target.starts_with(root)
}

/// Whether a file lies in a folder of git's own, by its name or by where that leads. What git reads there, such as its
/// configuration and its hooks, makes it run commands.
pub fn is_in_git_folder(path: &Path) -> bool {
    // Some file systems take `.GIT` and `.git.` for the same name.
    let is_git = |name: &OsStr| {
        name.to_str().is_some_and(|name| name.trim_end_matches(['.', ' ']).eq_ignore_ascii_case(".git"))
    };
    [path, &resolved(path)].into_iter().any(|path| path.iter().any(is_git))
}

/// Whether a file lies in a folder, at any depth, links followed.
pub fn is_below(folder: &Path, path: &Path) -> bool {
    resolved(path).ancestors().any(|ancestor| same_file(ancestor, folder))
}

/// Whether the repository that a folder belongs to has something at a path, which begins at the folder or at the root.
pub fn repository_has(folder: &Path, path: &str) -> bool {
    let root = root_of(&resolved(folder));
    [folder.join(path), root.join(path)].iter().any(|path| path.exists() && is_in_repository(folder, path))
}

/// The root of the repository that a canonical folder belongs to, else the folder itself.
fn root_of(folder: &Path) -> PathBuf {
    folder.ancestors().find(|ancestor| ancestor.join(".git").exists()).unwrap_or(folder).to_path_buf()
}

/// The canonical path of what exists of `path`, followed by what does not.
fn resolved(path: &Path) -> PathBuf {
    for there in path.ancestors() {
        let probe = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        if let (Ok(found), Ok(rest)) = (fs::canonicalize(probe), path.strip_prefix(there)) {
            return if rest.as_os_str().is_empty() { found } else { found.join(rest) };
        }
    }
    path.to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_holds_what_is_below_its_root_and_nothing_that_leads_out() {
        let root = tempfile::tempdir().unwrap();
        let plans = root.path().join("repository/plans");
        fs::create_dir_all(&plans).unwrap();
        fs::create_dir(root.path().join("repository/.git")).unwrap();
        assert!(is_in_repository(&plans, &plans.join("a.md")));
        fs::write(root.path().join("repository/README.md"), "").unwrap();
        assert!(repository_has(&plans, "README.md") && repository_has(&plans, "../README.md"));
        assert!(!repository_has(&plans, "a.md") && !repository_has(&plans, "../.."));
        assert!(is_in_repository(&plans, &plans.join("../README.md")));
        assert!(!is_in_repository(&plans, &plans.join("../../elsewhere.md")));
        assert!(!is_in_repository(&plans, &plans.join("missing/../../../../elsewhere.md")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root.path(), plans.join("out")).unwrap();
            assert!(!is_in_repository(&plans, &plans.join("out/elsewhere.md")));
        }
    }

    #[test]
    fn what_git_keeps_for_itself_is_known_by_any_name() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        fs::create_dir(path(".git")).unwrap();
        for name in
            [".git/config", ".git", ".GIT/hooks/new", "vendor/.git/config", "docs/../.git/config", ".git./x"]
        {
            assert!(is_in_git_folder(&path(name)), "{name}");
        }
        for name in [".github/a.md", ".gitignore", "docs/git/a.md", "a.git/b.md"] {
            assert!(!is_in_git_folder(&path(name)), "{name}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(".git", path("docs")).unwrap();
            assert!(is_in_git_folder(&path("docs/new.md")));
        }
    }

    #[test]
    fn a_folder_holds_what_is_below_it_at_any_depth() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        fs::create_dir_all(path("templates/section")).unwrap();
        for name in
            ["templates/a.md", "templates/section/a.md", "templates/new/a.md", "templates/section/../a.md"]
        {
            assert!(is_below(&path("templates"), &path(name)), "{name}");
        }
        assert!(!is_below(&path("templates"), &path("a.md")));
        assert!(!is_below(&path("none"), &path("templates/a.md")));
    }

    #[test]
    fn other_spellings_and_links_of_a_file_are_that_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("docs")).unwrap();
        fs::write(path("plan.json"), "{}").unwrap();
        fs::write(path("other.json"), "{}").unwrap();
        fs::hard_link(path("plan.json"), path("hard.json")).unwrap();
        assert!(same_file(&path("plan.json"), &path("docs/../plan.json")));
        assert!(!same_file(&path("plan.json"), &path("other.json")));
        assert!(!same_file(&path("plan.json"), &path("missing.json")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("plan.json", path("link.json")).unwrap();
            assert!(same_file(&path("plan.json"), &path("link.json")));
            assert!(same_file(&path("plan.json"), &path("hard.json")));
        }
    }

    #[test]
    fn files_that_do_not_exist_yet_are_compared_by_where_they_would_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("docs")).unwrap();
        assert!(same_file(&path("new.md"), &path("docs/../new.md")));
        assert!(same_file(&path("none/new.md"), &path("docs/../none/new.md")));
        assert!(!same_file(&path("new.md"), &path("docs/new.md")));
        assert!(same_file(Path::new("new-report.md"), Path::new("./new-report.md")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("docs", path("linked")).unwrap();
            assert!(same_file(&path("docs/new.md"), &path("linked/new.md")));
        }
    }
}
