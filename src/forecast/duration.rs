//! How long one activity takes: what an estimate says of it, as a distribution.
//!
//! - Three figures are a PERT distribution: a beta distribution between the outer two with its mode at the middle one
//!   and its mean at (low + 4·likely + high) / 6 (D. G. Malcolm, J. H. Roseboom, C. E. Clark and W. Fazar, "Application of
//!   a technique for research and development program evaluation", Operations Research 7, 1959).
//! - Two figures say where it ends and nothing of what lies between: uniform, which is what assumes the least (the
//!   distribution of the greatest entropy on an interval: E. T. Jaynes, "Information theory and statistical mechanics",
//!   Physical Review 106, 1957). To put a mode into the middle would make the odds better than anybody has said.
//! - One figure is certain.
//!
//! Durations are whole milliseconds, as those of the schedule are.

use rand::Rng;
use rand_distr::{Distribution, Pert, Uniform};

use crate::plan::value::hours::Hours;
use crate::schedule::ticks;

/// How long an activity takes, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Duration {
    /// What is certain.
    Fixed(f64),
    /// Anything between two figures alike.
    Uniform(Uniform<f64>),
    /// Most likely near a third figure between them.
    Pert(Pert<f64>),
}

impl Duration {
    /// What an estimate says.
    pub(super) fn new(hours: Hours) -> Self {
        let (low, high) = (ticks(hours.low).max(0.0), ticks(hours.high).max(0.0));
        // Neither refuses figures in their order; if one did, the highest would be certain.
        let found = match hours.likely {
            _ if low >= high => None,
            Some(likely) => {
                Pert::new(low, high).with_mode(ticks(likely).clamp(low, high)).ok().map(Self::Pert)
            }
            None => Uniform::new_inclusive(low, high).ok().map(Self::Uniform),
        };
        found.unwrap_or(Self::Fixed(high))
    }

    /// How long it takes this time.
    pub(super) fn sample(&self, random: &mut impl Rng) -> f64 {
        match self {
            Self::Fixed(ticks) => *ticks,
            Self::Uniform(uniform) => uniform.sample(random).round(),
            Self::Pert(pert) => pert.sample(random).round(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand_pcg::Pcg64Dxsm;

    use super::*;
    use crate::schedule::hours;

    const SAMPLES: u32 = 4000;

    fn samples(figures: &[f64], seed: u64) -> Vec<f64> {
        let duration = Duration::new(Hours::from_numbers(figures).unwrap());
        let mut random = Pcg64Dxsm::seed_from_u64(seed);
        (0..SAMPLES).map(|_| hours(duration.sample(&mut random))).collect()
    }

    /// The mean of samples, and five times its standard error by a standard deviation of the distribution: a law that
    /// holds but for one seed in a million.
    fn assert_mean(samples: &[f64], mean: f64, deviation: f64) {
        let found = samples.iter().sum::<f64>() / f64::from(SAMPLES);
        let tolerance = 5.0 * deviation / f64::from(SAMPLES).sqrt() + 1e-6;
        assert!((found - mean).abs() <= tolerance, "{found} is not {mean} ± {tolerance}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_mean_of_three_figures_is_that_of_pert(
            mut figures in proptest::collection::vec(0_u32..400, 3),
            seed: u64,
        ) {
            figures.sort_unstable();
            let [low, likely, high] = [0, 1, 2].map(|place: usize| f64::from(figures[place]) / 4.0);
            let mean = (low + 4.0 * likely + high) / 6.0;
            // The variance of a beta distribution whose parameters add up to six.
            let deviation = ((mean - low) * (high - mean) / 7.0).sqrt();
            let samples = samples(&[low, likely, high], seed);
            prop_assert!(samples.iter().all(|hours| (low..=high).contains(hours)));
            assert_mean(&samples, mean, deviation);
        }

        #[test]
        fn two_figures_are_uniform(low in 0_u32..400, width in 1_u32..400, seed: u64) {
            let (low, width) = (f64::from(low) / 4.0, f64::from(width) / 4.0);
            let samples = samples(&[low, low + width], seed);
            prop_assert!(samples.iter().all(|hours| (low..=low + width).contains(hours)));
            assert_mean(&samples, low + width / 2.0, width / 12.0_f64.sqrt());
            // As many in each quarter.
            for quarter in [0.25, 0.5, 0.75] {
                let below = samples.iter().filter(|hours| **hours <= low + width * quarter).count();
                #[expect(clippy::cast_precision_loss, reason = "some thousands")]
                let share = below as f64 / f64::from(SAMPLES);
                prop_assert!((share - quarter).abs() < 0.05, "{share}");
            }
        }
    }

    #[test]
    fn a_single_figure_is_certain_however_it_is_written() {
        for figures in [&[3.5][..], &[3.5, 3.5], &[3.5, 3.5, 3.5]] {
            assert!(samples(figures, 7).iter().all(|hours| (hours - 3.5).abs() < 1e-12));
        }
        assert!(samples(&[0.0], 7).iter().all(|hours| *hours <= 0.0));
    }

    #[test]
    fn the_likely_figure_may_be_one_of_the_others() {
        for figures in [[1.0, 1.0, 4.0], [1.0, 4.0, 4.0]] {
            assert!(samples(&figures, 7).iter().all(|hours| (1.0..=4.0).contains(hours)));
        }
    }
}
