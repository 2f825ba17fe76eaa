//! Where the plan is. Looks for it; whether it can be read is `read`'s affair.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use super::failure::{folder_not_there, missing, shell_word};
use crate::diagnostic::Failure;

/// The name that a plan has when nobody says otherwise.
const PLAN_NAME: &str = "execution-plan.json";

/// Where to look for the plan.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The file that `--plan` names.
    pub named: Option<&'a Path>,
    /// The file that `EXECUTION_PLAN_PATH` names; an empty name counts as none.
    pub environment: Option<&'a Path>,
    /// The folder to start in, and to which relative names belong: that of `-C`, else `.`.
    ///
    /// Paths come back in its terms: from `.` they are `execution-plan.json` and `../execution-plan.json`, from an
    /// absolute folder they are absolute.
    pub folder: &'a Path,
}

impl Search<'_> {
    fn in_environment(&self) -> Option<PathBuf> {
        let path = self.environment.filter(|path| !path.as_os_str().is_empty())?;
        Some(inside(self.folder, path))
    }
}

/// Finds the plan: `--plan`, else `EXECUTION_PLAN_PATH`, else `execution-plan.json` in the folder or the nearest
/// one above it. The search ends with the git root, the folder that holds `.git`; outside a work tree, with the
/// root of the file system.
///
/// Fails when there is nothing at that place. A folder or a broken link counts as found: reading it says what is
/// wrong, where a plan further up would be a surprise.
pub fn locate(search: &Search<'_>) -> Result<PathBuf> {
    if let Some(named) = search.named {
        let path = inside(search.folder, named);
        return if is_there(&path) {
            Ok(path)
        } else {
            let hint = format!("tracker --plan {} init", shell_word(&path));
            Err(missing(&path).hint(hint).into())
        };
    }
    if let Some(path) = search.in_environment() {
        return if is_there(&path) {
            Ok(path)
        } else {
            let message = format!("`{}`, which EXECUTION_PLAN_PATH names, does not exist", path.display());
            let hint = "`tracker init` starts a plan there; `unset EXECUTION_PLAN_PATH` looks elsewhere";
            Err(Failure::new(message).hint(hint).into())
        };
    }
    nearest(search.folder)
}

/// Where a new plan goes: `--plan`, else `EXECUTION_PLAN_PATH`, else `execution-plan.json` in the folder itself.
pub fn destination(search: &Search<'_>) -> PathBuf {
    search
        .named
        .map(|named| inside(search.folder, named))
        .or_else(|| search.in_environment())
        .unwrap_or_else(|| inside(search.folder, Path::new(PLAN_NAME)))
}

/// The plan in `folder` or the nearest folder above it.
fn nearest(folder: &Path) -> Result<PathBuf> {
    // Links are resolved first: as for `git`, above a linked folder is what is above the folder itself.
    let start = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let start = fs::canonicalize(start).map_err(|error| folder_not_there(error, folder))?;
    if !start.is_dir() {
        return Err(Failure::new(format!("`{}` is not a folder", folder.display())).into());
    }
    let mut shown = folder.to_path_buf();
    let mut git_root = None;
    for place in start.ancestors() {
        if is_there(&place.join(PLAN_NAME)) {
            return Ok(inside(&shown, Path::new(PLAN_NAME)));
        }
        if is_there(&place.join(".git")) {
            git_root = Some(place);
            break;
        }
        if let Some(parent) = place.parent() {
            shown = above(&shown, parent);
        }
    }
    let looked = start.display();
    let message = match git_root {
        Some(root) if root == start => format!("no `{PLAN_NAME}` in `{looked}`, the git root"),
        Some(root) => format!(
            "no `{PLAN_NAME}` in `{looked}` or a folder above it, up to the git root `{}`",
            root.display()
        ),
        None => format!("no `{PLAN_NAME}` in `{looked}` or any folder above it"),
    };
    Err(Failure::new(message).hint("tracker init").into())
}

/// `path` as seen from where `folder` is seen.
fn inside(folder: &Path, path: &Path) -> PathBuf {
    if folder == Path::new(".") { path.to_path_buf() } else { folder.join(path) }
}

/// The folder above `shown`, in its terms. `parent` is where that really is.
fn above(shown: &Path, parent: &Path) -> PathBuf {
    if shown.is_absolute() {
        return parent.to_path_buf();
    }
    let linked = || fs::symlink_metadata(shown).is_ok_and(|found| found.is_symlink());
    match shown.components().next_back() {
        Some(Component::Normal(_)) if !linked() => shown.parent().unwrap_or(shown).to_path_buf(),
        Some(Component::Normal(_) | Component::ParentDir) => shown.join(".."),
        _ => PathBuf::from(".."),
    }
}

/// Whether a name is taken. What may not be examined counts as there, so that reading it tells why.
fn is_there(path: &Path) -> bool {
    !matches!(fs::symlink_metadata(path), Err(error)
        if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A git work tree with a folder in it, inside a folder that has a plan of its own.
    fn work_tree() -> (tempfile::TempDir, PathBuf) {
        let outside = tempfile::tempdir().unwrap();
        let root = outside.path().join("repository");
        fs::create_dir_all(root.join(".git")).unwrap();
        fs::create_dir_all(root.join("docs/deep")).unwrap();
        fs::write(outside.path().join(PLAN_NAME), "{}").unwrap();
        (outside, root)
    }

    fn from(folder: &Path) -> Search<'_> {
        Search { named: None, environment: None, folder }
    }

    fn failure(result: Result<PathBuf>) -> Failure {
        result.unwrap_err().downcast::<Failure>().unwrap()
    }

    #[test]
    fn the_nearest_plan_above_is_found() {
        let (_outside, root) = work_tree();
        fs::write(root.join(PLAN_NAME), "{}").unwrap();
        let found = locate(&from(&root.join("docs/deep"))).unwrap();
        assert_eq!(found, fs::canonicalize(&root).unwrap().join(PLAN_NAME));
        fs::write(root.join("docs").join(PLAN_NAME), "{}").unwrap();
        let nearer = locate(&from(&root.join("docs/deep"))).unwrap();
        assert_eq!(nearer, fs::canonicalize(&root).unwrap().join("docs").join(PLAN_NAME));
    }

    #[test]
    fn the_search_ends_at_the_git_root() {
        let (_outside, root) = work_tree();
        let failure = failure(locate(&from(&root.join("docs"))));
        let root = fs::canonicalize(&root).unwrap();
        assert_eq!(
            failure.message,
            format!(
                "no `execution-plan.json` in `{}` or a folder above it, up to the git root `{}`",
                root.join("docs").display(),
                root.display()
            )
        );
        assert_eq!(failure.hint.as_deref(), Some("tracker init"));
    }

    #[test]
    fn a_linked_work_tree_has_a_file_called_git_and_is_a_root_too() {
        let (_outside, root) = work_tree();
        fs::write(root.join("docs/.git"), "gitdir: elsewhere").unwrap();
        fs::write(root.join(PLAN_NAME), "{}").unwrap();
        let failure = failure(locate(&from(&root.join("docs"))));
        assert!(failure.message.ends_with("docs`, the git root"), "{}", failure.message);
    }

    #[test]
    fn outside_a_work_tree_every_folder_above_is_looked_at() {
        let (outside, root) = work_tree();
        fs::remove_dir(root.join(".git")).unwrap();
        let found = locate(&from(&root.join("docs/deep"))).unwrap();
        assert_eq!(found, fs::canonicalize(outside.path()).unwrap().join(PLAN_NAME));
    }

    #[test]
    fn a_named_plan_comes_before_the_environment_and_that_before_the_search() {
        let (_outside, root) = work_tree();
        for name in ["named.json", "environment.json", PLAN_NAME] {
            fs::write(root.join(name), "{}").unwrap();
        }
        let named = Some(Path::new("named.json"));
        let environment = Some(Path::new("environment.json"));
        let search = Search { named, environment, folder: &root };
        assert_eq!(locate(&search).unwrap(), root.join("named.json"));
        assert_eq!(locate(&Search { named: None, ..search }).unwrap(), root.join("environment.json"));
        let empty = Search { named: None, environment: Some(Path::new("")), folder: &root };
        assert_eq!(locate(&empty).unwrap(), root.join(PLAN_NAME));
        assert_eq!(destination(&search), root.join("named.json"));
        assert_eq!(destination(&empty), root.join(PLAN_NAME));
    }

    #[test]
    fn a_plan_that_is_named_but_missing_is_told_with_who_named_it() {
        let (_outside, root) = work_tree();
        let search = Search { named: Some(Path::new("my plan.json")), ..from(&root) };
        let named = failure(locate(&search));
        let path = root.join("my plan.json");
        assert_eq!(named.message, format!("`{}` does not exist", path.display()));
        assert_eq!(named.hint, Some(format!("tracker --plan '{}' init", path.display())));
        let search = Search { environment: Some(Path::new("plan.json")), ..from(&root) };
        let environment = failure(locate(&search));
        assert!(environment.message.ends_with("which EXECUTION_PLAN_PATH names, does not exist"));
    }

    #[test]
    fn a_folder_of_that_name_counts_as_found_rather_than_skipped() {
        let (_outside, root) = work_tree();
        fs::create_dir(root.join(PLAN_NAME)).unwrap();
        assert_eq!(locate(&from(&root)).unwrap(), root.join(PLAN_NAME));
    }

    #[test]
    fn a_start_that_is_no_folder_is_told() {
        let (_outside, root) = work_tree();
        let missing = failure(locate(&from(&root.join("nowhere"))));
        assert_eq!(missing.message, format!("folder `{}` does not exist", root.join("nowhere").display()));
        let file = root.join("docs/file");
        fs::write(&file, "").unwrap();
        assert_eq!(failure(locate(&from(&file))).message, format!("`{}` is not a folder", file.display()));
    }

    #[test]
    fn relative_paths_stay_relative_and_short() {
        // The current folder of a test is the crate's.
        let crate_root = Path::new("/crate");
        for (shown, up) in [(".", ".."), ("", ".."), ("..", "../.."), ("src/store", "src"), ("src", "")] {
            assert_eq!(above(Path::new(shown), crate_root), Path::new(up), "{shown}");
        }
        assert_eq!(above(Path::new("/crate/src"), crate_root), crate_root);
        assert_eq!(inside(Path::new("."), Path::new("plan.json")), Path::new("plan.json"));
        assert_eq!(inside(Path::new("docs"), Path::new("plan.json")), Path::new("docs/plan.json"));
        assert_eq!(inside(Path::new("docs"), Path::new("/plan.json")), Path::new("/plan.json"));
    }
}
