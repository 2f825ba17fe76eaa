//! How something came out in all runs, and what can be read from that.

/// What two figures may differ in and still be the same: less than half a millisecond in hours, which are sums and products
/// of figures such as 0.1.
const SAME: f64 = 1e-7;

/// More stretches than anybody shows.
const MOST_BINS: usize = 1000;

/// Hours, or another figure, of all runs in rising order.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples(Vec<f64>);

/// A stretch of figures, and how many runs came out in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// What it begins behind.
    pub from: f64,
    /// Its last figure.
    pub to: f64,
    /// How many runs came out in it.
    pub runs: usize,
    /// How many runs came out in it or before.
    pub until: usize,
}

impl Samples {
    /// The figures of all runs, in any order.
    pub fn new(mut figures: Vec<f64>) -> Self {
        figures.sort_unstable_by(f64::total_cmp);
        Self(figures)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The least figure within which so many percent of the runs came out (the "nearest rank"): one that did occur. Zero
    /// without a run.
    pub fn percentile(&self, percent: u8) -> f64 {
        let rank = (self.0.len() * usize::from(percent.min(100))).div_ceil(100);
        self.0.get(rank.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// The part of the runs that came out within a figure, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a count of runs")]
    pub fn odds(&self, most: f64) -> f64 {
        let within = self.0.partition_point(|figure| *figure <= most + SAME);
        if self.0.is_empty() { 0.0 } else { within as f64 / self.0.len() as f64 }
    }

    /// The runs in stretches of the same width, whose ends are multiples of it, from the first to the last in which one came out.
    pub fn bins(&self, width: f64) -> Vec<Bin> {
        let (Some(least), Some(most)) = (self.0.first(), self.0.last()) else { return Vec::new() };
        // What ends a stretch belongs to it: by the evening of a day, not on the next.
        let first = (((least - SAME) / width).ceil() - 1.0).max(0.0);
        let mut bins = Vec::new();
        let mut before = 0;
        for number in 0_u32.. {
            let from = (first + f64::from(number)) * width;
            let to = from + width;
            let until = self.0.partition_point(|figure| *figure <= to + SAME);
            bins.push(Bin { from, to, runs: until - before, until });
            before = until;
            if to + SAME >= *most || bins.len() >= MOST_BINS {
                break;
            }
        }
        bins
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(figures: impl IntoIterator<Item = u32>) -> Samples {
        Samples::new(figures.into_iter().map(f64::from).collect())
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "figures that are exact")]
    fn a_percentile_is_a_figure_that_occurred() {
        let samples = of((1..=10).rev());
        assert_eq!(
            [0, 10, 50, 80, 95, 100].map(|percent| samples.percentile(percent)),
            [1.0, 1.0, 5.0, 8.0, 10.0, 10.0]
        );
        assert_eq!(of([7]).percentile(50), 7.0);
        assert_eq!(of([]).percentile(50), 0.0);
        assert_eq!([0.5, 5.0, 20.0].map(|most| samples.odds(most)), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn what_ends_a_stretch_belongs_to_it() {
        let runs = |figures: &[u32]| {
            let bins = of(figures.iter().copied()).bins(8.0);
            bins.iter().map(|bin| (bin.from, bin.to, bin.runs, bin.until)).collect::<Vec<_>>()
        };
        assert_eq!(
            runs(&[8, 9, 16, 32]),
            [(0.0, 8.0, 1, 1), (8.0, 16.0, 2, 3), (16.0, 24.0, 0, 3), (24.0, 32.0, 1, 4)]
        );
        assert_eq!(runs(&[0]), [(0.0, 8.0, 1, 1)]);
        assert_eq!(runs(&[]), []);
    }

    proptest! {
        #[test]
        fn percentiles_rise_and_hold_what_they_say(figures in proptest::collection::vec(0_u32..50, 1..60)) {
            let samples = of(figures);
            let percentiles: Vec<f64> = (0..=100).map(|percent| samples.percentile(percent)).collect();
            prop_assert!(percentiles.is_sorted());
            for (percent, figure) in (0_u8..=100).zip(percentiles) {
                prop_assert!(samples.odds(figure) * 100.0 >= f64::from(percent) - 1e-9);
            }
        }

        #[test]
        fn every_run_is_in_one_stretch(figures in proptest::collection::vec(0_u32..500, 1..60), width in 1_u32..40) {
            let samples = of(figures);
            let bins = samples.bins(f64::from(width));
            prop_assert_eq!(bins.iter().map(|bin| bin.runs).sum::<usize>(), samples.len());
            prop_assert!(bins.first().unwrap().runs > 0 && bins.last().unwrap().runs > 0);
            prop_assert_eq!(bins.last().unwrap().until, samples.len());
        }
    }
}
