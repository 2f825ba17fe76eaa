//! Numbers in their ranges: counts, percent.

use crate::json::Node;
use crate::plan::facet::Facet;
use crate::plan::read::{Reader, Scalar};
use crate::plan::shape::Shape;

/// The largest whole number that every JSON reader keeps exactly (2⁵³ − 1, RFC 8259 section 6).
const LARGEST_COUNT: f64 = 9_007_199_254_740_991.0;

/// A whole number from zero, such as an issue's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Count(pub u64);

impl Count {
    /// The count that a number is, when it is whole and in range.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
    fn from_number(number: f64) -> Option<Self> {
        let fits = number.fract() == 0.0 && (0.0..=LARGEST_COUNT).contains(&number);
        fits.then_some(Self(number as u64))
    }
}

impl<'a> Scalar<'a> for Count {
    const SHAPE: Shape = Shape::Count;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let number = reader.number(node, "a whole number")?;
        let count = Self::from_number(number);
        if count.is_none() {
            reader.out_of_range(node, "a whole number from 0");
        }
        count
    }

    #[expect(clippy::cast_precision_loss, reason = "at most 2⁵³ − 1")]
    fn facet(&self) -> Facet<'_> {
        Facet::Number(self.0 as f64)
    }
}

/// A number from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, serde::Serialize)]
#[serde(transparent)]
pub struct Percent(f64);

impl Percent {
    /// Nothing done.
    pub const ZERO: Self = Self(0.0);
    /// All done.
    pub const FULL: Self = Self(100.0);

    /// The number as percent, when it is in range.
    pub fn new(number: f64) -> Option<Self> {
        (0.0..=100.0).contains(&number).then_some(Self(number))
    }

    /// The number, 0 to 100.
    pub const fn number(self) -> f64 {
        self.0
    }
}

impl<'a> Scalar<'a> for Percent {
    const SHAPE: Shape = Shape::Percent;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let number = reader.number(node, "a number from 0 to 100")?;
        let percent = Self::new(number);
        if percent.is_none() {
            reader.out_of_range(node, "a number from 0 to 100");
        }
        percent
    }

    fn facet(&self) -> Facet<'_> {
        Facet::Number(self.0)
    }
}
