//! Percent done: see "Progress" of the plan format.

use super::State;
use crate::plan::value::hours::Hours;
use crate::plan::value::number::Percent;
use crate::plan::value::status::Status;

/// Something that counts towards a mean: its percent, and its weight when it has an estimate.
#[derive(Debug, Clone, Copy)]
struct Share {
    percent: f64,
    weight: Option<f64>,
}

impl State<'_> {
    /// Percent done of an issue.
    pub fn issue_progress(&self, place: usize) -> f64 {
        let issue = self.plan.items.issues.get(place);
        issue.map_or(0.0, |issue| own_progress(issue.status, issue.progress))
    }

    /// Percent done of a batch: the mean of its issues, cancelled ones left out; its own when it has none.
    pub fn batch_progress(&self, place: usize) -> f64 {
        let shares: Vec<Share> = self.issue_shares(place).collect();
        if shares.is_empty() { self.own_batch_progress(place) } else { mean(&shares) }
    }

    /// Percent done of the whole program: the mean over all issues and all batches without issues, each once.
    pub fn progress(&self) -> f64 {
        let issues = self.plan.items.issues.iter().filter(|issue| issue.status != Some(Status::Cancelled));
        let mut shares: Vec<Share> =
            issues.map(|issue| share(own_progress(issue.status, issue.progress), issue.estimate)).collect();
        for (place, batch) in self.plan.items.batches.iter().enumerate() {
            let counts =
                batch.status != Some(Status::Cancelled) && self.counted_issues(place).next().is_none();
            if counts {
                shares.push(share(self.own_batch_progress(place), batch.estimate));
            }
        }
        mean(&shares)
    }

    fn own_batch_progress(&self, place: usize) -> f64 {
        let batch = self.plan.items.batches.get(place);
        batch.map_or(0.0, |batch| own_progress(batch.status, batch.progress))
    }

    fn issue_shares(&self, batch: usize) -> impl Iterator<Item = Share> + '_ {
        self.counted_issues(batch)
            .map(|(_, issue)| share(own_progress(issue.status, issue.progress), issue.estimate))
    }
}

fn share(percent: f64, estimate: Option<Hours>) -> Share {
    Share { percent, weight: estimate.map(Hours::weight) }
}

/// 100 when done, else what is stored, else 0.
fn own_progress(status: Option<Status>, stored: Option<Percent>) -> f64 {
    match status {
        Some(Status::Done) => Percent::FULL.number(),
        _ => stored.unwrap_or(Percent::ZERO).number(),
    }
}

/// The mean, weighted when every share has a weight and the weights are more than nothing.
#[expect(clippy::cast_precision_loss, reason = "a count of items")]
fn mean(shares: &[Share]) -> f64 {
    let weights: Option<f64> = shares.iter().map(|share| share.weight).sum();
    let mean = match weights {
        Some(total) if total > 0.0 => {
            shares.iter().map(|share| share.percent * share.weight.unwrap_or_default()).sum::<f64>() / total
        }
        _ if shares.is_empty() => 0.0,
        _ => shares.iter().map(|share| share.percent).sum::<f64>() / shares.len() as f64,
    };
    mean.clamp(0.0, 100.0)
}
