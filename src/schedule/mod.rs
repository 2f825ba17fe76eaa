//! When the work of a plan can be done: the critical path over its estimates, in hours and on the calendar.
//!
//! - `critical_path`: the method itself, over plain numbers
//! - `calendar`: hours of work as days
//!
//! How many things an owner does at once is not considered here.

mod calendar;
mod critical_path;
#[cfg(test)]
mod laws;

pub use calendar::WorkTime;
pub use critical_path::{Circular, CriticalPath, Link, Times};
