//! When something is wanted: a date, a label such as `Week 3–4`, or words.

use super::date::Date;
use super::hours::{Hours, plain_number};
use super::text::Text;
use crate::json::Node;
use crate::plan::facet::Facet;
use crate::plan::read::{Reader, Scalar};
use crate::plan::shape::Shape;

/// A time as the plan writes it, with what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct When<'a> {
    /// As the plan writes it.
    pub text: Text<'a>,
    /// What it means.
    pub meaning: Meaning,
}

/// What the text of a [`When`] means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning {
    /// A day of the calendar.
    Date(Date),
    /// Weeks from the plan's start, the first and the last, from 1.
    Weeks(u32, u32),
    /// Days from the plan's start, the first and the last, from 1.
    Days(u32, u32),
    /// Hours from the plan's start.
    HoursFromStart(f64, f64),
    /// Hours from now on.
    Span(Hours),
    /// Words that have no place on the calendar.
    Words,
}

impl<'a> When<'a> {
    /// Understands a text; every text is allowed.
    pub fn new(text: Text<'a>, hours_per_day: f64) -> Self {
        let meaning = Meaning::parse(&text, hours_per_day);
        Self { text, meaning }
    }

    /// The first and the last day on the calendar, counted from the plan's start: Week N is its days 7N−6 to 7N.
    pub fn days(&self, start: Option<Date>) -> Option<(Date, Date)> {
        let from_start = |first: u32, last: u32| {
            let start = start?;
            Some((start.plus_days(i64::from(first) - 1)?, start.plus_days(i64::from(last) - 1)?))
        };
        match self.meaning {
            Meaning::Date(date) => Some((date, date)),
            Meaning::Weeks(first, last) => {
                from_start(first.checked_mul(7)?.checked_sub(6)?, last.checked_mul(7)?)
            }
            Meaning::Days(first, last) => from_start(first, last),
            Meaning::HoursFromStart(..) | Meaning::Span(_) | Meaning::Words => None,
        }
    }

    /// The last day on the calendar, by which it is wanted.
    pub fn due(&self, start: Option<Date>) -> Option<Date> {
        self.days(start).map(|(_, last)| last)
    }
}

impl Meaning {
    fn parse(text: &str, hours_per_day: f64) -> Self {
        if let Some(date) = Date::parse(text) {
            return Self::Date(date);
        }
        let text = text.trim();
        if let Some((first, last)) = labelled(text, "week") {
            return whole(first, last).map_or(Self::Words, |(first, last)| Self::Weeks(first, last));
        }
        if let Some((first, last)) = labelled(text, "day") {
            return whole(first, last).map_or(Self::Words, |(first, last)| Self::Days(first, last));
        }
        if let Some((first, last)) = labelled(text, "hour") {
            return Self::HoursFromStart(first, last);
        }
        Hours::parse(text, hours_per_day).map_or(Self::Words, Self::Span)
    }
}

/// Reads `Week 3`, `Weeks 3–4`, `Week 3 - Week 4` for the word `week`.
fn labelled(text: &str, word: &str) -> Option<(f64, f64)> {
    let figures = strip_word(text, word)?;
    let mut parts = figures.splitn(2, super::is_dash).map(str::trim);
    let first = plain_number(parts.next()?)?;
    let last = match parts.next() {
        Some(part) => plain_number(strip_word(part, word).unwrap_or(part))?,
        None => first,
    };
    (first <= last).then_some((first, last))
}

/// What follows a word, in any case, singular or plural, when white space or a digit does.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    if !start.eq_ignore_ascii_case(word) {
        return None;
    }
    let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
    let figures = rest.trim_start();
    figures.starts_with(|c: char| c.is_ascii_digit()).then_some(figures)
}

/// Both figures as whole numbers from 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
fn whole(first: f64, last: f64) -> Option<(u32, u32)> {
    let fits = |figure: f64| figure.fract() == 0.0 && (1.0..=1e6).contains(&figure);
    (fits(first) && fits(last)).then_some((first as u32, last as u32))
}

impl serde::Serialize for When<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'a> Scalar<'a> for When<'a> {
    const SHAPE: Shape = Shape::When;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let text = reader.string(node, "a text such as \"2025-10-16\" or \"Week 3\"")?;
        if text.is_empty() {
            return None;
        }
        let when = Self::new(text, reader.hours_per_day());
        if when.meaning == Meaning::Words && looks_like_a_date(&when.text) {
            reader.invalid_date(node, &when.text);
        }
        Some(when)
    }

    fn facet(&self) -> Facet<'_> {
        match self.meaning {
            Meaning::Date(date) => Facet::Date(date, self.text.as_ref().into()),
            _ => Facet::text(self.text.as_ref()),
        }
    }
}

/// Whether words were surely meant as a date, such as `2026-1-5` or `2026-02-30`.
pub(super) fn looks_like_a_date(text: &str) -> bool {
    let parts: Vec<_> = text.trim().split(['-', '/', '.']).collect();
    parts.len() == 3
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && parts.iter().any(|part| part.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(text: &str) -> Meaning {
        When::new(text.into(), 8.0).meaning
    }

    #[test]
    fn labels_are_read_with_any_dash_and_case() {
        assert_eq!(meaning("Week 3"), Meaning::Weeks(3, 3));
        for text in ["Week 3–4", "week 3-4", "Weeks 3 — 4", "WEEK 3 - Week 4", "Week3-4"] {
            assert_eq!(meaning(text), Meaning::Weeks(3, 4), "{text}");
        }
        assert_eq!(meaning("Day 2"), Meaning::Days(2, 2));
        assert_eq!(meaning("Hour 11–12"), Meaning::HoursFromStart(11.0, 12.0));
        assert_eq!(meaning("30m"), Meaning::Span(Hours::exact(0.5).unwrap()));
    }

    #[test]
    fn other_text_is_words() {
        for text in [
            "soon",
            "Week",
            "Week 0",
            "Week 4-3",
            "Week three",
            "Weekend 3",
            "2025-10-16 EOD",
            "Week 99999999",
        ] {
            assert_eq!(meaning(text), Meaning::Words, "{text}");
        }
    }

    #[test]
    fn week_n_is_days_7n_minus_6_to_7n_from_the_start() {
        let start = Date::parse("2025-10-06");
        let days = |text: &str| {
            let (first, last) = When::new(text.to_owned().into(), 8.0).days(start).unwrap();
            (first.to_string(), last.to_string())
        };
        assert_eq!(days("Week 1"), ("2025-10-06".into(), "2025-10-12".into()));
        assert_eq!(days("Week 3–4"), ("2025-10-20".into(), "2025-11-02".into()));
        assert_eq!(days("Day 2"), ("2025-10-07".into(), "2025-10-07".into()));
        assert_eq!(When::new("Week 1".into(), 8.0).due(None), None);
    }

    #[test]
    fn a_misspelt_date_is_told_from_words() {
        assert!(
            looks_like_a_date("2026-1-5") && looks_like_a_date("5.1.2026") && looks_like_a_date("2026-02-30")
        );
        assert!(!looks_like_a_date("2026-01") && !looks_like_a_date("v1.2.3") && !looks_like_a_date("soon"));
    }
}
