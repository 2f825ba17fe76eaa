//! Whose a file is and who may write it, kept when it is replaced; where that cannot be had, the refusal.

use std::fs::{File, Metadata, OpenOptions};
#[cfg(unix)]
use std::io;
use std::path::Path;

use anyhow::Result;

#[cfg(unix)]
use super::failure::because;
use super::failure::{refused, shell_word};
use super::goal::Goal;
use super::read::regular;
use crate::diagnostic::Failure;

/// Opens a file that is about to be replaced. Nothing is written through this; but who may not write *into* a
/// file must not replace it either, even where the folder's permissions would allow it.
pub(super) fn open_for_writing(goal: Goal<'_>) -> Result<File> {
    let metadata = regular(goal, "write")?;
    // The superuser may write everything; that a file is read-only is still somebody's wish.
    if metadata.permissions().readonly() {
        let failure = Failure::new(format!("`{}` is read-only", goal.path.display()));
        return Err(failure.hint(format!("chmod u+w {}", shell_word(goal.path))).into());
    }
    OpenOptions::new()
        .read(true)
        .write(true)
        .open(goal.target)
        .map_err(|error| refused(error, "write", goal.path))
}

/// Refuses a file with more than one name: the new file would have this name alone, the others the old text.
#[cfg(unix)]
pub(super) fn has_one_name(path: &Path, present: &Metadata) -> Result<()> {
    use std::os::unix::fs::MetadataExt as _;

    let names = present.nlink();
    if names <= 1 {
        return Ok(());
    }
    let message =
        format!("`{}` has {names} names (hard links); writing would part it from the others", path.display());
    let word = shell_word(path);
    let copy = shell_word(Path::new(&format!("{}.copy", path.display())));
    Err(Failure::new(message).hint(format!("cp -p {word} {copy} && mv {copy} {word}")).into())
}

#[cfg(not(unix))]
pub(super) fn has_one_name(_: &Path, _: &Metadata) -> Result<()> {
    Ok(())
}

/// Gives the temporary file the owner, group and mode of the file that it is to replace.
#[cfg(unix)]
pub(super) fn dress(goal: Goal<'_>, file: &File, present: &Metadata) -> Result<()> {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};

    let failed = |error| refused(error, "write", goal.path);
    let own = file.metadata().map_err(failed)?;
    let owner = (own.uid() != present.uid()).then(|| present.uid());
    let group = (own.gid() != present.gid()).then(|| present.gid());
    if owner.is_some() || group.is_some() {
        // The superuser may give files away, and everybody may choose among their own groups.
        fchown(file, owner, group).map_err(|error| foreign(error, goal.path, owner.is_some()))?;
    }
    // After the owner, as a change of owner clears bits of the mode.
    let mode = present.mode() & 0o7777;
    let now = file.metadata().map_err(failed)?.mode() & 0o7777;
    // Some file systems know no modes and refuse even this question.
    if now != mode {
        file.set_permissions(Permissions::from_mode(mode)).map_err(failed)?;
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn dress(_: Goal<'_>, _: &File, _: &Metadata) -> Result<()> {
    Ok(())
}

#[cfg(unix)]
fn foreign(error: io::Error, path: &Path, owner: bool) -> anyhow::Error {
    let (whose, hint) = if owner {
        ("another user", format!("sudo chown \"$USER\" {}", shell_word(path)))
    } else {
        ("a group that you are not in", format!("chgrp \"$(id -g)\" {}", shell_word(path)))
    };
    let message = format!("`{}` belongs to {whose}; the file that replaces it would not", path.display());
    because(error, Failure::new(message).hint(hint))
}
