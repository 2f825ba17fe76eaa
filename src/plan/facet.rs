//! A field's value seen from outside its type: to be compared, sorted, listed or expected.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::value::date::Date;
use crate::text;

/// A field's value as text, number, date or list.
#[derive(Debug, Clone, PartialEq)]
pub enum Facet<'p> {
    /// Nothing is known.
    Absent,
    /// Words.
    Text(Cow<'p, str>),
    /// One of a set of names, with its place in the set.
    Choice(usize, Cow<'p, str>),
    /// A number, such as percent or hours.
    Number(f64),
    /// A number that is shown in words of its own, such as `1–2h`.
    Figure(f64, Cow<'p, str>),
    /// A day, with the words that the plan uses for it (`Week 3`).
    Date(Date, Cow<'p, str>),
    /// Several entries.
    List(Vec<Cow<'p, str>>),
}

impl<'p> Facet<'p> {
    /// Words, or nothing when there are none.
    pub fn text(text: impl Into<Cow<'p, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Whether nothing is known.
    pub fn is_absent(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Text(text) => text.is_empty(),
            Self::List(entries) => entries.is_empty(),
            Self::Number(_) | Self::Figure(..) | Self::Date(..) | Self::Choice(..) => false,
        }
    }

    /// The value as a person reads it; empty when nothing is known.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Absent => Cow::Borrowed(""),
            Self::Text(text) | Self::Figure(_, text) | Self::Date(_, text) | Self::Choice(_, text) => {
                Cow::Borrowed(text)
            }
            Self::Number(number) => Cow::Owned(text::number(*number)),
            Self::List(entries) => Cow::Owned(entries.join(", ")),
        }
    }

    /// The order for sorting: what is absent comes last; numbers by size, dates by day, names in the order of their set,
    /// words by their letters, and runs of digits in words by size, so that `FEAT-9` comes before `FEAT-10`.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            _ if self.is_absent() || other.is_absent() => self.is_absent().cmp(&other.is_absent()),
            (Self::Number(one) | Self::Figure(one, _), Self::Number(two) | Self::Figure(two, _)) => {
                one.total_cmp(two)
            }
            (Self::Date(one, _), Self::Date(two, _)) => one.cmp(two),
            (Self::Choice(one, _), Self::Choice(two, _)) => one.cmp(two),
            _ if self.class() == other.class() => natural_order(&self.shown(), &other.shown()),
            _ => self.class().cmp(&other.class()),
        }
    }

    /// What sorts before what when two values are of different sorts: what has a place on the calendar before words.
    const fn class(&self) -> u8 {
        match self {
            Self::Date(..) => 0,
            Self::Number(_) | Self::Figure(..) => 1,
            Self::Choice(..) => 2,
            Self::Text(_) | Self::List(_) | Self::Absent => 3,
        }
    }
}

/// Compares words by letters without regard to case, and runs of digits by their size.
pub fn natural_order(one: &str, two: &str) -> Ordering {
    let (mut left, mut right) = (one, two);
    while let (Some(a), Some(b)) = (left.chars().next(), right.chars().next()) {
        let order = if a.is_ascii_digit() && b.is_ascii_digit() {
            let (first, second) = (take_digits(&mut left), take_digits(&mut right));
            first.len().cmp(&second.len()).then_with(|| first.cmp(second))
        } else {
            left = left.get(a.len_utf8()..).unwrap_or_default();
            right = right.get(b.len_utf8()..).unwrap_or_default();
            a.to_lowercase().cmp(b.to_lowercase())
        };
        if order.is_ne() {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(two))
}

/// Takes the leading run of digits off a text, without its leading zeros.
fn take_digits<'t>(text: &mut &'t str) -> &'t str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_in_words_are_ordered_by_size() {
        assert_eq!(natural_order("FEAT-9", "FEAT-10"), Ordering::Less);
        assert_eq!(natural_order("feat-2", "FEAT-2"), Ordering::Greater);
        assert_eq!(natural_order("2.10", "2.9"), Ordering::Greater);
        assert_eq!(natural_order("a", "a"), Ordering::Equal);
    }

    #[test]
    fn what_is_absent_comes_last() {
        assert_eq!(Facet::Absent.compare(&Facet::Number(1.0)), Ordering::Greater);
        assert_eq!(Facet::Number(1.0).compare(&Facet::Text("".into())), Ordering::Less);
    }
}
