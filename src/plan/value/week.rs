//! Which week a person means who types its label, or that there is none of that name.

use std::fmt;

use super::date::Date;
use super::when::looks_like_a_date;
use crate::diagnostic::Failure;
use crate::text;

/// The label of a week in an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeekLabel {
    /// `Week 3`: counted from the plan's start.
    Number(u32),
    /// `2026-W03`: a week of ISO 8601.
    Iso {
        /// Its year.
        year: i32,
        /// Its number in the year.
        week: u32,
        /// Its Monday.
        monday: Date,
    },
    /// A day, whose week is meant.
    Day(Date),
    /// Words that a team has for its weeks, or several weeks.
    Words(String),
}

impl WeekLabel {
    /// Reads a label in any case and with leading zeros.
    ///
    /// # Errors
    /// When it is plainly meant as one week or day and there is none of that name: `Week 0`, `2026-W99`, `2026-02-30`.
    pub fn read(label: &str) -> Result<Self, Failure> {
        let label = label.trim();
        if label.is_empty() {
            return Err(Failure::new("the week has no label").hint("write it as in `Week 3`"));
        }
        if let Some(date) = Date::parse(label) {
            return Ok(Self::Day(date));
        }
        if looks_like_a_date(label) {
            return Err(Failure::new(format!("there is no day `{}`", shown(label)))
                .hint("write a real day as YYYY-MM-DD, such as 2026-01-05"));
        }
        if let Some((year, week)) = iso(label) {
            let monday = Date::iso_week(year, week).map(|(monday, _)| monday);
            return monday
                .map(|monday| Self::Iso { year, week, monday })
                .ok_or_else(|| no_iso_week(label, year));
        }
        match number(label) {
            Some(digits) => {
                let number = digits.parse().ok().filter(|number| (1..=LAST).contains(number));
                number.map(Self::Number).ok_or_else(|| no_week(label))
            }
            None => Ok(Self::Words(label.to_owned())),
        }
    }

    /// Its number from the plan's start: of a week of the calendar the one in which that begins.
    pub fn number(&self, start: Option<Date>) -> Option<u32> {
        let first = match self {
            Self::Number(number) => return Some(*number),
            Self::Iso { monday, .. } => *monday,
            Self::Day(date) => date.week()?.0,
            Self::Words(_) => return None,
        };
        let days = u32::try_from(first.days_since(start?)).ok()?;
        Some(days / 7 + 1)
    }
}

/// The label as reports and histories write it.
impl fmt::Display for WeekLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "Week {number}"),
            Self::Iso { year, week, .. } => write!(f, "{year:04}-W{week:02}"),
            Self::Day(date) => date.fmt(f),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// The highest number of a week, as for the plan's own labels.
const LAST: u32 = 1_000_000;

/// The digits of `Week 3`, `week 03`, `Week3`, also of a figure that no week has: `Week 0`, `Week 2.5`, `Week -1`.
fn number(label: &str) -> Option<&str> {
    let (word, rest) = label.split_at_checked("week".len())?;
    let figure = rest.trim_start();
    let is_figure = figure.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && figure.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b'.')
        && figure.bytes().any(|byte| byte.is_ascii_digit());
    (word.eq_ignore_ascii_case("week") && is_figure).then_some(figure)
}

/// Reads `2026-W03`, `2026-w3`, `2026W03`.
fn iso(label: &str) -> Option<(i32, u32)> {
    let (year, week) = label.split_once(['w', 'W'])?;
    let year = year.strip_suffix('-').unwrap_or(year);
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let both = is_number(year, 4..=4) && is_number(week, 1..=2);
    both.then(|| Some((year.parse().ok()?, week.parse().ok()?)))?
}

fn no_week(label: &str) -> Failure {
    Failure::new(format!("there is no `{}`", shown(label)))
        .hint("weeks are counted from the plan's start: the first is `Week 1`")
}

fn no_iso_week(label: &str, year: i32) -> Failure {
    let last = if Date::iso_week(year, 53).is_some() { 53 } else { 52 };
    Failure::new(format!("there is no week `{}`", shown(label)))
        .hint(format!("{year:04} has the weeks `{year:04}-W01` to `{year:04}-W{last}`"))
}

fn shown(label: &str) -> String {
    text::shorten(&text::one_line(label), 40).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_a_label_is_the_week_that_is_meant() {
        for (typed, label) in [
            ("Week 3", "Week 3"),
            ("week 3", "Week 3"),
            ("WEEK 03", "Week 3"),
            (" Week3 ", "Week 3"),
            ("2026-W03", "2026-W03"),
            ("2026-w03", "2026-W03"),
            ("2026-w3", "2026-W03"),
            ("2026W53", "2026-W53"),
            ("2026-01-14", "2026-01-14"),
            ("Week 3–4", "Week 3–4"),
            ("Weekend 3", "Weekend 3"),
            ("week of 3 May", "week of 3 May"),
            ("Sprint 4", "Sprint 4"),
            ("new", "new"),
        ] {
            assert_eq!(WeekLabel::read(typed).unwrap().to_string(), label, "{typed}");
        }
    }

    #[test]
    fn a_week_that_is_none_says_which_there_are() {
        let refused = |label: &str| {
            let failure = WeekLabel::read(label).unwrap_err();
            (failure.message, failure.hint.unwrap_or_default())
        };
        for label in ["Week 0", "week 00", "Week -1", "Week 2.5", "Week 99999999"] {
            assert_eq!(refused(label).0, format!("there is no `{label}`"));
        }
        let hint = "2025 has the weeks `2025-W01` to `2025-W52`".to_owned();
        assert_eq!(refused("2025-W53"), ("there is no week `2025-W53`".to_owned(), hint));
        assert_eq!(refused("2026-W99").1, "2026 has the weeks `2026-W01` to `2026-W53`");
        for label in ["2026-02-30", "2026-1-5", "5.1.2026"] {
            assert_eq!(refused(label).0, format!("there is no day `{label}`"));
        }
        assert_eq!(refused(" ").0, "the week has no label");
    }

    #[test]
    fn a_week_of_the_calendar_has_the_number_of_the_week_in_which_it_begins() {
        let start = Date::parse("2025-10-06");
        for (label, number) in
            [("Week 2", Some(2)), ("2025-W42", Some(2)), ("2025-10-16", Some(2)), ("2025-W40", None)]
        {
            assert_eq!(WeekLabel::read(label).unwrap().number(start), number, "{label}");
        }
        assert_eq!(WeekLabel::read("2025-W42").unwrap().number(None), None);
    }
}
