//! The options by which a schedule is levelled.

use crate::view::schedule::Levelling;

/// Options of commands that can level a schedule.
#[derive(Debug, clap::Args)]
pub struct LevellingOptions {
    /// Let nobody do more at once than their capacity allows
    #[arg(long)]
    level: bool,
    /// Schedules that are tried at most to find a short one [default: as many as take a moment, at most 5000]
    #[arg(long, value_name = "N", requires = "level", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    effort: Option<u32>,
    /// What chance is drawn from in that search; the same seed gives the same schedule
    #[arg(long, value_name = "N", requires = "level", default_value_t = 1)]
    seed: u64,
}

impl LevellingOptions {
    /// How to level; nothing when it is not wanted.
    pub fn levelling(&self) -> Option<Levelling> {
        self.level.then_some(Levelling { schedules: self.effort, seed: self.seed })
    }
}
