//! Files: finding the plan, reading it, holding its lock, and replacing it whole or not at all.
//!
//! This is the one room that touches files. It prints nothing, knows nothing of JSON or plans, and reads neither
//! the environment nor the time of day: what a caller found there is an argument. What goes wrong is a
//! [`Failure`](crate::diagnostic::Failure) inside `anyhow`, with the system's own words as its cause.
//!
//! | file | for |
//! | --- | --- |
//! | `locate` | where the plan is, and where a new one goes |
//! | `read` | the bytes of a file, bounded, never from a device |
//! | `write` | the three ways to write: [`rewrite`] the plan, [`write_file`], [`create_new`] |
//! | `lock` | one writer at a time |
//! | `replace`, `temporary`, `permission` | a new file in the place of the old, with its mode and owner |
//! | `memory` | how much the process uses, as the system's file says |
//! | `goal`, `identity` | what a path leads to; whether two names, or two moments, mean one file |
//! | `failure` | the words for what the system refuses |
//!
//! **How a plan is rewritten.** Lock the file that the path leads to, read it, let the caller change the text,
//! write a temporary file beside it with the same mode and owner, `fsync` it, rename it over the plan, `fsync` the
//! folder. A large file is written while the caller still judges the text; it takes the plan's place only after both. A
//! reader needs no lock: it sees the old file or the new one. Extended attributes and access control
//! lists are not carried over.
#![expect(clippy::disallowed_methods, reason = "this is the room that touches files")]

mod failure;
mod goal;
mod identity;
mod locate;
mod lock;
mod memory;
mod permission;
mod read;
mod replace;
mod temporary;
mod write;

pub use identity::{is_below, is_in_git_folder, is_in_repository, repository_has, same_file};
pub use locate::{Search, destination, locate};
pub use memory::memory_in_use;
pub use read::{file_names, is_folder, read, read_text};
pub use replace::Outcome;
pub use write::{
    Revision, Written, create_folder_of, create_new, judge_new, remove_file, rewrite, write_file,
};
