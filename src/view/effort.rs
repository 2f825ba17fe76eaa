//! Hours and times in words.

use crate::plan::value::hours::Hours;
use crate::plan::value::when::{Meaning, When};
use crate::text;

/// `30 minutes`, `1 hour`, `1–2 hours`: what takes less than an hour in minutes.
pub fn words(hours: Hours) -> String {
    let (factor, unit) = if hours.high < 1.0 { (60.0, "minute") } else { (1.0, "hour") };
    // Minutes are kept as parts of an hour, so that 25 of them are not quite 25.
    let figure = |hours: f64| text::number((hours * factor * 100.0).round() / 100.0);
    let (low, high) = (figure(hours.low), figure(hours.high));
    match (low.as_str(), high.as_str()) {
        ("1", "1") => format!("1 {unit}"),
        (low, high) if low == high => format!("{high} {unit}s"),
        (low, high) => format!("{low}–{high} {unit}s"),
    }
}

/// A time as the plan says it; a span of hours in words.
pub fn when(when: &When<'_>) -> String {
    match when.meaning {
        Meaning::Span(hours) => words(hours),
        _ => when.text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_an_hour_is_told_in_minutes() {
        let shown = |text: &str| Hours::parse(text, 8.0).map(words).unwrap_or_default();
        for (hours, expected) in [
            ("30m", "30 minutes"),
            ("25m", "25 minutes"),
            ("60m", "1 hour"),
            ("90m", "1.5 hours"),
            ("1-2h", "1–2 hours"),
            ("0.5-1h", "0.5–1 hours"),
            ("2d", "16 hours"),
            ("1m", "1 minute"),
        ] {
            assert_eq!(shown(hours), expected);
        }
    }

    #[test]
    fn only_a_span_of_hours_is_told_in_other_words() {
        let shown = |text: &str| when(&When::new(text.to_owned().into(), 8.0));
        assert_eq!([shown("30m"), shown("Week 3"), shown("soon")], ["30 minutes", "Week 3", "soon"]);
    }
}
