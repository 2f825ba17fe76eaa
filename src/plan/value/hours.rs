//! Estimates in hours: a number, a range of two or three, or text such as `1-2h`.

use std::fmt;

use crate::json::{Node, NodeKind};
use crate::plan::facet::Facet;
use crate::plan::read::{Reader, Scalar};
use crate::plan::shape::Shape;
use crate::text;

/// What a finding says an estimate must be.
const WANTED: &str = "hours: a number from 0, [low, high], [low, likely, high], or \"1-2h\", \"30m\", \"2d\"";

/// Hours of work: one figure, two or three.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Hours {
    /// At least.
    pub low: f64,
    /// Most likely, when the plan says so.
    pub likely: Option<f64>,
    /// At most.
    pub high: f64,
}

impl Hours {
    /// A single figure.
    pub fn exact(hours: f64) -> Option<Self> {
        Self::from_numbers(&[hours])
    }

    /// One, two or three figures in rising order, none negative.
    pub fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let (low, likely, high) = match *numbers {
            [hours] => (hours, Some(hours), hours),
            [low, high] => (low, None, high),
            [low, likely, high] => (low, Some(likely), high),
            _ => return None,
        };
        let middle = likely.unwrap_or(low);
        let rising = low >= 0.0 && low <= middle && middle <= high && high.is_finite();
        rising.then_some(Self { low, likely, high })
    }

    /// Reads `3h`, `1-2h`, `30m`, `2d`; a day has `hours_per_day`. Any dash stands between the two figures.
    pub fn parse(text: &str, hours_per_day: f64) -> Option<Self> {
        let Written { low, high, unit } = Written::parse(text)?;
        let factor = match unit {
            "m" => 1.0 / 60.0,
            "h" => 1.0,
            "d" => hours_per_day,
            _ => return None,
        };
        let hours = |figure: &str| Some(plain_number(figure)? * factor);
        match high {
            None => Self::exact(hours(low)?),
            Some(high) => Self::from_numbers(&[hours(low)?, hours(high)?]),
        }
    }

    /// No hours.
    pub const NONE: Self = Self { low: 0.0, likely: Some(0.0), high: 0.0 };

    /// A share of it: a part up to 1, or more.
    #[must_use]
    pub fn part(self, share: f64) -> Self {
        Self {
            low: self.low * share,
            likely: self.likely.map(|likely| likely * share),
            high: self.high * share,
        }
    }

    /// From least to most, to the hundredth, for places where more is too much: `3–4h`.
    pub fn range(self) -> String {
        let figure = |hours: f64| text::number((hours * 100.0).round() / 100.0);
        let (low, high) = (figure(self.low), figure(self.high));
        if low == high { format!("{high}h") } else { format!("{low}–{high}h") }
    }

    /// The figure that stands for the whole: the likely one, else the mean of low and high.
    pub fn weight(self) -> f64 {
        self.likely.unwrap_or(f64::midpoint(self.low, self.high))
    }
}

/// The hours of two pieces of work; the likely figure is known when it is known of both.
impl std::ops::Add for Hours {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let likely = self.likely.zip(other.likely).map(|(one, two)| one + two);
        Self { low: self.low + other.low, likely, high: self.high + other.high }
    }
}

/// `3h`, `1–2h`, `1–2–4h`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::number(self.low))?;
        if self.low < self.high {
            let likely = self.likely.filter(|likely| self.low < *likely && *likely < self.high);
            for figure in likely.into_iter().chain([self.high]) {
                write!(f, "–{}", text::number(figure))?;
            }
        }
        f.write_str("h")
    }
}

/// The parts of a text such as `1-2h`.
struct Written<'t> {
    low: &'t str,
    high: Option<&'t str>,
    unit: &'t str,
}

impl<'t> Written<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let (figures, unit) = split_unit(text.trim())?;
        Some(match figures.split_once(super::is_dash) {
            None => Self { low: figures.trim(), high: None, unit },
            Some((low, high)) => {
                // "1h-2h": the unit may stand behind both.
                let low = low.trim();
                Self { low: low.strip_suffix(unit).unwrap_or(low).trim(), high: Some(high.trim()), unit }
            }
        })
    }
}

/// Says what is wrong with a value that is no hours: often it is only the order of its figures.
fn refuse<'a>(node: Node<'a>, reader: &mut Reader<'a>) {
    match node.kind() {
        NodeKind::Number => reader.out_of_range(node, WANTED),
        NodeKind::Array => refuse_array(node, reader),
        NodeKind::String => {
            let text = node.as_str().unwrap_or_default();
            match Written::parse(&text) {
                Some(Written { low, high: Some(high), unit: unit @ ("m" | "h" | "d") })
                    if plain_number(low).zip(plain_number(high)).is_some_and(|(low, high)| low > high) =>
                {
                    reader.falling(node, [("low", low), ("high", high)], &format!("{high}-{low}{unit}"));
                }
                _ => reader.wrong_type(node, WANTED),
            }
        }
        _ => reader.wrong_type(node, WANTED),
    }
}

fn refuse_array<'a>(node: Node<'a>, reader: &mut Reader<'a>) {
    let numbers: Option<Vec<f64>> = node.children().map(Node::as_f64).collect();
    let names: &[&str] = match numbers.as_ref().map(Vec::len) {
        Some(2) => &["low", "high"],
        Some(3) => &["low", "likely", "high"],
        _ => return reader.wrong_type(node, WANTED),
    };
    let mut numbers = numbers.unwrap_or_default();
    if numbers.iter().any(|number| *number < 0.0) {
        return reader.out_of_range(node, WANTED);
    }
    let figures: Vec<(&str, String)> =
        names.iter().copied().zip(numbers.iter().map(|number| text::number(*number))).collect();
    let falls = numbers.windows(2).position(|pair| matches!(pair, [one, other] if one > other));
    numbers.sort_by(f64::total_cmp);
    let mended: Vec<String> = numbers.into_iter().map(text::number).collect();
    match falls.and_then(|place| Some((figures.get(place)?, figures.get(place + 1)?))) {
        Some(((low, one), (high, other))) => {
            reader.falling(node, [(low, one), (high, other)], &format!("[{}]", mended.join(", ")));
        }
        None => reader.wrong_type(node, WANTED),
    }
}

/// Splits `1-2h` into `1-2` and `h`.
fn split_unit(text: &str) -> Option<(&str, &str)> {
    let start = text.rfind(|c: char| !c.is_ascii_alphabetic())?;
    let start = start + text.get(start..)?.chars().next()?.len_utf8();
    let (figures, unit) = text.split_at_checked(start)?;
    Some((figures.trim_end(), unit))
}

/// A number written in digits with at most one point; no sign, no exponent, no `inf`.
pub fn plain_number(text: &str) -> Option<f64> {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (digits && plain).then(|| text.parse().ok()).flatten()
}

impl<'a> Scalar<'a> for Hours {
    const SHAPE: Shape = Shape::Hours;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let hours = match node.kind() {
            NodeKind::Number => node.as_f64().and_then(Self::exact),
            NodeKind::String => {
                let text = node.as_str()?;
                if text.is_empty() {
                    return None;
                }
                Self::parse(&text, reader.hours_per_day())
            }
            NodeKind::Array => {
                let mut numbers = node.children().map(Node::as_f64);
                match std::array::from_fn(|_| numbers.next()) {
                    [Some(Some(low)), Some(Some(high)), None, None] => Self::from_numbers(&[low, high]),
                    [Some(Some(low)), Some(Some(likely)), Some(Some(high)), None] => {
                        Self::from_numbers(&[low, likely, high])
                    }
                    _ => None,
                }
            }
            NodeKind::Null | NodeKind::Boolean | NodeKind::Object => None,
        };
        if hours.is_none() {
            refuse(node, reader);
        }
        hours
    }

    fn facet(&self) -> Facet<'_> {
        Facet::Figure(self.weight(), self.to_string().into())
    }
}

/// Hours of a working day: more than none, at most 24.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct Duration(pub f64);

impl Duration {
    /// Whether a day can have that many hours.
    pub fn is_allowed(hours: f64) -> bool {
        hours > 0.0 && hours <= 24.0
    }
}

impl<'a> Scalar<'a> for Duration {
    const SHAPE: Shape = Shape::Duration;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        const WANTED: &str = "a number of hours above 0, at most 24";
        let number = reader.number(node, WANTED)?;
        if !Self::is_allowed(number) {
            reader.out_of_range(node, WANTED);
            return None;
        }
        Some(Self(number))
    }

    fn facet(&self) -> Facet<'_> {
        Facet::Number(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str) -> Option<(f64, Option<f64>, f64)> {
        Hours::parse(text, 8.0).map(|hours| (hours.low, hours.likely, hours.high))
    }

    #[test]
    fn a_range_is_told_from_least_to_most_to_the_hundredth() {
        let range = |text: &str| Hours::parse(text, 8.0).map(Hours::range).unwrap_or_default();
        assert_eq!([range("25m"), range("1-2h"), range("2h")], ["0.42h", "1–2h", "2h"]);
        assert_eq!(Hours::from_numbers(&[1.0, 2.0, 4.0]).map(Hours::range).as_deref(), Some("1–4h"));
    }

    #[test]
    fn hours_together_have_a_likely_figure_when_each_has_one() {
        let hours = |figures: &[f64]| Hours::from_numbers(figures).unwrap();
        assert_eq!(hours(&[1.0, 2.0, 4.0]) + hours(&[3.0]), hours(&[4.0, 5.0, 7.0]));
        assert_eq!(hours(&[1.0, 2.0]) + hours(&[3.0]), hours(&[4.0, 5.0]));
        assert_eq!(hours(&[1.0, 2.0]) + Hours::NONE, hours(&[1.0, 2.0]));
    }

    #[test]
    fn hours_are_read_in_every_written_form() {
        assert_eq!(figures("3h"), Some((3.0, Some(3.0), 3.0)));
        assert_eq!(figures("1-2h"), Some((1.0, None, 2.0)));
        assert_eq!(figures("1–2h"), Some((1.0, None, 2.0)));
        assert_eq!(figures("1h - 2h"), Some((1.0, None, 2.0)));
        assert_eq!(figures("30m"), Some((0.5, Some(0.5), 0.5)));
        assert_eq!(figures("2d"), Some((16.0, Some(16.0), 16.0)));
        assert_eq!(figures("0.5h"), Some((0.5, Some(0.5), 0.5)));
    }

    #[test]
    fn anything_else_is_no_estimate() {
        for text in [
            "", "h", "3", "3 weeks", "-1h", "2-1h", "1-2-3h", "1e3h", "infh", "NaNh", "3hh", "2h h", "1..2h",
            "–h",
        ] {
            assert_eq!(figures(text), None, "{text:?}");
        }
        assert_eq!(Hours::from_numbers(&[2.0, 1.0]), None);
        assert_eq!(Hours::from_numbers(&[f64::NAN]), None);
        assert_eq!(Hours::from_numbers(&[]), None);
    }

    #[test]
    fn figures_in_the_wrong_order_are_told_from_what_is_no_estimate() {
        let told = |estimate: &str| {
            let plan = format!(r#"{{"issues": [{{"id": "A", "estimate": {estimate}}}]}}"#);
            let document = crate::json::Document::parse(plan.into()).unwrap();
            let problem = crate::plan::Plan::read(&document).unwrap().problems.remove(0);
            (problem.message, problem.hint.unwrap_or_default())
        };
        let low = |one: &str, high: &str, other: &str| {
            format!("the low figure of `estimate`, {one}, is greater than the {high} one, {other}")
        };
        assert_eq!(told("[5, 2]"), (low("5", "high", "2"), "write `[2, 5]`".to_owned()));
        assert_eq!(told("[3, 1, 2]"), (low("3", "likely", "1"), "write `[1, 2, 3]`".to_owned()));
        assert_eq!(told("[1, 3, 2]").1, "write `[1, 2, 3]`");
        assert_eq!(told(r#""5-2h""#), (low("5", "high", "2"), "write `2-5h`".to_owned()));
        assert!(told("[-1, 2]").0.starts_with("`estimate` is [-1, 2], but it must be hours"));
        for estimate in [r#""5-2 weeks""#, "[1, 2, 3, 4]", "[1, true]", "true", "[]"] {
            assert!(told(estimate).0.starts_with("`estimate` must be hours"), "{estimate}");
        }
    }

    #[test]
    fn the_weight_is_the_likely_figure_else_the_mean() {
        assert!((Hours::from_numbers(&[1.0, 2.0]).unwrap().weight() - 1.5).abs() < f64::EPSILON);
        assert!((Hours::from_numbers(&[1.0, 2.0, 6.0]).unwrap().weight() - 2.0).abs() < f64::EPSILON);
    }
}
