//! What a write keeps, and what it refuses.

use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use super::*;
use crate::diagnostic::Ending;

fn plan() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    fs::write(&path, "old").unwrap();
    (folder, path)
}

/// A text, with whether it is approved.
#[derive(Debug)]
struct Text(Option<Vec<u8>>, bool);

impl Revision for Text {
    fn text(&self) -> Option<&[u8]> {
        self.0.as_deref()
    }

    fn approve(&self) -> Result<()> {
        if self.1 { Ok(()) } else { Err(Failure::refusal("no").into()) }
    }
}

fn text(text: impl Into<Vec<u8>>) -> Text {
    Text(Some(text.into()), true)
}

fn set(new: &str) -> impl FnOnce(Vec<u8>) -> Result<Text> {
    move |_| Ok(text(new))
}

fn failure<T: std::fmt::Debug>(result: Result<T>) -> Failure {
    result.unwrap_err().downcast::<Failure>().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_change_sees_the_text_and_is_handed_back() {
    let (folder, path) = plan();
    let written = rewrite(&path, |old| Ok(text([old.as_slice(), b" and new"].concat()))).unwrap();
    assert_eq!(written.revision.text(), Some(b"old and new".as_slice()));
    assert!(written.outcome.confirmed().unwrap());
    assert_eq!(fs::read(&path).unwrap(), b"old and new");
    assert_eq!(names(folder.path()), ["plan.json"]);
}

#[test]
fn a_change_that_fails_or_changes_nothing_leaves_the_file_untouched() {
    let (_folder, path) = plan();
    let long_ago = SystemTime::UNIX_EPOCH;
    fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let before = Stamp::of(&fs::metadata(&path).unwrap());
    let none = rewrite(&path, |_| Ok(Text(None, true))).unwrap();
    assert!(!none.outcome.confirmed().unwrap());
    assert!(!write_file(&path, Some(b"old"), b"old").unwrap().confirmed().unwrap());
    let refused: Result<Written<Text>> = rewrite(&path, |_| Err(Failure::refusal("no").into()));
    assert_eq!(failure(refused).ending, Ending::No);
    assert_eq!(Stamp::of(&fs::metadata(&path).unwrap()), before);
}

#[test]
fn a_text_that_is_not_approved_leaves_no_trace_however_large_it_is() {
    let (folder, path) = plan();
    for length in [3, 8 << 20] {
        let refused = rewrite(&path, |_| Ok(Text(Some(vec![b' '; length]), false)));
        assert_eq!(failure(refused).ending, Ending::No);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["plan.json"]);
    }
    let _ = rewrite(&path, |_| Ok(text(vec![b' '; 8 << 20]))).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().len(), 8 << 20);
    assert_eq!(names(folder.path()), ["plan.json"]);
}

#[test]
fn no_update_of_many_writers_is_lost() {
    let (folder, path) = plan();
    fs::write(&path, "").unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                for turn in 0..25 {
                    let line = format!("{writer} {turn}\n");
                    let change = |old: Vec<u8>| Ok(text([old.as_slice(), line.as_bytes()].concat()));
                    let patience = Duration::from_secs(600);
                    rewrite_with(path, patience, Durability::SYSTEM, change).unwrap();
                }
            });
        }
    });
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 100);
    assert_eq!(names(folder.path()), ["plan.json"]);
}

#[test]
fn a_plan_that_another_process_holds_is_left_alone() {
    let (_folder, path) = plan();
    let _held = Lock::take(Goal { path: &path, target: &path }, Duration::ZERO).unwrap();
    let failure = failure(rewrite_with(&path, Duration::ZERO, Durability::SYSTEM, set("new")));
    assert!(failure.message.contains("is being written by another process"));
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn a_program_that_knows_no_lock_is_noticed_and_its_text_stays() {
    let (folder, path) = plan();
    let failure = failure(rewrite(&path, |_| {
        fs::write(&path, "by an editor").unwrap();
        Ok(text("new"))
    }));
    assert_eq!(
        failure.message,
        format!("`{}` was changed by another program in the meantime", path.display())
    );
    assert_eq!(fs::read(&path).unwrap(), b"by an editor");
    assert_eq!(names(folder.path()), ["plan.json"]);
}

#[test]
fn bytes_that_the_disk_does_not_confirm_never_take_the_place_of_the_old_ones() {
    let (folder, path) = plan();
    let broken = Durability { file: |_| Err(io::Error::other("input/output error")), ..Durability::SYSTEM };
    for new in ["new".to_owned(), "new".repeat(1 << 20)] {
        let error = rewrite_with(&path, PATIENCE, broken, set(&new)).unwrap_err();
        assert_eq!(error.root_cause().to_string(), "input/output error");
        assert_eq!(
            failure::<()>(Err(error)).message,
            format!("cannot write `{}`, which is left as it was", path.display())
        );
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["plan.json"]);
    }
}

#[test]
fn a_folder_that_the_disk_does_not_confirm_is_a_write_that_may_not_last() {
    let (_folder, path) = plan();
    let broken = Durability { folder: |_| Err(io::Error::other("input/output error")), ..Durability::SYSTEM };
    let written = rewrite_with(&path, PATIENCE, broken, set("new")).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(failure(written.outcome.confirmed()).ending, Ending::Unconfirmed);
}

#[test]
fn a_plan_that_would_be_too_large_to_read_again_is_not_written() {
    let (_folder, path) = plan();
    let large = usize::try_from(super::super::read::LARGEST_PLAN).unwrap() + 1;
    let result = rewrite(&path, |_| Ok(text(vec![b' '; large])));
    assert!(failure(result).message.contains("larger than 64 MiB"));
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn what_a_writer_that_died_left_behind_is_swept() {
    let (folder, path) = plan();
    for name in [".plan.json.1.0.tmp", ".plan.json.4711.3.tmp", ".other.json.1.0.tmp", ".plan.json.notes"] {
        fs::write(folder.path().join(name), "torn").unwrap();
    }
    let _ = rewrite(&path, set("new")).unwrap();
    assert_eq!(names(folder.path()), [".other.json.1.0.tmp", ".plan.json.notes", "plan.json"]);
}

#[test]
fn a_missing_plan_is_told_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    let failure = failure(rewrite(&path, set("new")));
    assert_eq!(failure.message, format!("`{}` does not exist", path.display()));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_generated_file_is_made_and_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("DASHBOARD.md");
    assert!(write_file(&path, None, b"one").unwrap().confirmed().unwrap());
    assert!(write_file(&path, Some(b"one"), b"two").unwrap().confirmed().unwrap());
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(names(folder.path()), ["DASHBOARD.md"]);
}

#[test]
fn what_somebody_saved_meanwhile_is_not_overwritten() {
    let (folder, path) = plan();
    for found in [None, Some(b"older".as_slice())] {
        let failure = failure(write_file(&path, found, b"new"));
        let told = format!("`{}` was changed by another program in the meantime", path.display());
        assert_eq!(failure.message, told);
    }
    assert_eq!(fs::read(&path).unwrap(), b"old");
    let gone = folder.path().join("gone.md");
    assert!(failure(write_file(&gone, Some(b"text"), b"new")).message.contains("was changed"));
    assert_eq!(names(folder.path()), ["plan.json"]);
}

#[test]
fn a_generated_file_needs_a_folder_and_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("my docs");
    let path = docs.join("DASHBOARD.md");
    let nowhere = failure(write_file(&path, None, b"text"));
    assert_eq!(
        nowhere.message,
        format!("cannot write `{}`: there is no folder `{}`", path.display(), docs.display())
    );
    assert_eq!(nowhere.hint, Some(format!("mkdir -p '{}'", docs.display())));
    let is_folder = failure(write_file(folder.path(), None, b"text"));
    assert_eq!(is_folder.message, format!("`{}` is a folder", folder.path().display()));
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(failure(write_file(&file.join("x.md"), None, b"")).message.contains("is a file, not a folder"));
}

#[test]
fn a_new_file_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    assert!(create_new(&path, b"first").unwrap().confirmed().unwrap());
    let failure = failure(create_new(&path, b"second"));
    assert_eq!(failure.message, format!("`{}` exists already, and is not overwritten", path.display()));
    assert_eq!(fs::read(&path).unwrap(), b"first");
    assert_eq!(names(folder.path()), ["plan.json"]);
}

#[test]
fn of_many_that_make_a_file_one_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    let made: Vec<bool> = std::thread::scope(|scope| {
        let makers: Vec<_> = (0..8).map(|_| scope.spawn(|| create_new(&path, b"plan").is_ok())).collect();
        makers.into_iter().map(|maker| maker.join().unwrap()).collect()
    });
    assert_eq!(made.iter().filter(|made| **made).count(), 1);
    assert_eq!(names(folder.path()), ["plan.json"]);
}

#[cfg(unix)]
mod unix {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn a_link_is_followed_and_stays_a_link() {
        let (folder, path) = plan();
        fs::create_dir(folder.path().join("docs")).unwrap();
        let link = folder.path().join("docs/link.json");
        symlink("../plan.json", &link).unwrap();
        let _ = rewrite(&link, set("new")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let _ = write_file(&link, Some(b"new"), b"newer").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names(&folder.path().join("docs")), ["link.json"]);
    }

    #[test]
    fn a_link_to_nothing_is_refused_by_every_way_to_write() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("plan.json");
        symlink("gone.json", &link).unwrap();
        let told = "is a symbolic link to `gone.json`, which cannot be reached";
        assert!(failure(rewrite(&link, set("new"))).message.ends_with(told));
        assert!(failure(write_file(&link, None, b"new")).message.ends_with(told));
        assert!(failure(create_new(&link, b"new")).message.contains("exists already"));
        assert_eq!(names(folder.path()), ["plan.json"]);
    }

    #[test]
    fn the_mode_is_kept() {
        let (_folder, path) = plan();
        for bits in [0o600, 0o640, 0o664, 0o755, 0o200 | 0o444] {
            fs::set_permissions(&path, Permissions::from_mode(bits)).unwrap();
            let _ = rewrite(&path, set(&format!("{bits:o}"))).unwrap();
            assert_eq!(mode(&path), bits);
        }
        let _ = write_file(&path, Some(&fs::read(&path).unwrap()), b"report").unwrap();
        assert_eq!(mode(&path), 0o644);
    }

    #[test]
    fn a_new_file_has_the_mode_that_any_program_would_give_it() {
        let (folder, path) = plan();
        let _ = write_file(&folder.path().join("report.md"), None, b"text").unwrap();
        let _ = create_new(&folder.path().join("new.json"), b"{}").unwrap();
        assert_eq!(mode(&folder.path().join("report.md")), mode(&path));
        assert_eq!(mode(&folder.path().join("new.json")), mode(&path));
    }

    #[test]
    fn the_superuser_keeps_the_owner() {
        let (_folder, path) = plan();
        if chown(&path, Some(4711), Some(4712)).is_err() {
            return; // Only the superuser can give a file away.
        }
        let _ = rewrite(&path, set("new")).unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (4711, 4712));
    }

    #[test]
    fn a_read_only_file_is_refused_unless_there_is_nothing_to_write() {
        let (folder, path) = plan();
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        let refused = failure(rewrite(&path, set("new")));
        assert_eq!(refused.message, format!("`{}` is read-only", path.display()));
        assert_eq!(refused.hint, Some(format!("chmod u+w {}", path.display())));
        assert_eq!(failure(write_file(&path, Some(b"old"), b"new")), refused);
        assert!(!write_file(&path, Some(b"old"), b"old").unwrap().confirmed().unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["plan.json"]);
    }

    #[test]
    fn a_file_with_hard_links_is_refused() {
        let (folder, path) = plan();
        fs::hard_link(&path, folder.path().join("second.json")).unwrap();
        let refused = failure(rewrite(&path, set("new")));
        assert_eq!(
            refused.message,
            format!("`{}` has 2 names (hard links); writing would part it from the others", path.display())
        );
        assert!(refused.hint.unwrap().starts_with("cp -p "));
        assert!(write_file(&path, Some(b"old"), b"new").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["plan.json", "second.json"]);
    }

    #[test]
    fn the_second_name_that_a_dying_init_leaves_is_swept_and_in_nobodys_way() {
        let (folder, path) = plan();
        fs::hard_link(&path, folder.path().join(".plan.json.1.0.tmp")).unwrap();
        let _ = rewrite(&path, set("new")).unwrap();
        assert_eq!(names(folder.path()), ["plan.json"]);
    }

    #[test]
    fn a_folder_without_write_permission_is_named() {
        let (folder, path) = plan();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o555)).unwrap();
        let result = rewrite(&path, set("new"));
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        // Nothing stops the superuser.
        if let Err(error) = result {
            let refused = failure::<()>(Err(error));
            let place = fs::canonicalize(folder.path()).unwrap();
            assert!(refused.message.contains(&format!("in folder `{}`", place.display())));
            assert_eq!(refused.hint, Some(format!("chmod u+w {}", place.display())));
            assert_eq!(fs::read(&path).unwrap(), b"old");
        }
    }

    #[test]
    fn a_device_is_not_replaced() {
        let told = "`/dev/null` is not a regular file";
        assert_eq!(failure(rewrite(Path::new("/dev/null"), set("new"))).message, told);
        assert_eq!(failure(write_file(Path::new("/dev/null"), None, b"new")).message, told);
    }
}
