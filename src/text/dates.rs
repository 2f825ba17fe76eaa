//! Dates that stand in a text, for places with little room.

use chrono::{Datelike, NaiveDate};

/// The years of the dates in a text.
pub fn years(text: &str) -> impl Iterator<Item = i32> {
    text.split(' ').filter_map(date).map(|date| date.year())
}

/// The text with its dates as people say them in the year that they are in, `Oct 21`; nothing when there are none.
pub fn short_dates(text: &str) -> Option<String> {
    years(text).next()?;
    let short =
        |word| date(word).map_or_else(|| word.to_owned(), |date| date.format("%b\u{a0}%-d").to_string());
    Some(text.split(' ').map(short).collect::<Vec<_>>().join(" "))
}

fn date(word: &str) -> Option<NaiveDate> {
    // Other spellings are somebody's words.
    NaiveDate::parse_from_str(word, "%Y-%m-%d").ok().filter(|_| word.len() == 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_lose_their_year_and_everything_else_stays() {
        assert_eq!(short_dates("2025-10-01").as_deref(), Some("Oct\u{a0}1"));
        assert_eq!(
            short_dates("2025-10-28 – 2026-01-29 or so").as_deref(),
            Some("Oct\u{a0}28 – Jan\u{a0}29 or so")
        );
        assert_eq!(short_dates("Week 2–3"), None);
        assert_eq!(short_dates("2025-1-5 2025-13-01"), None);
    }

    #[test]
    fn the_years_are_those_of_the_dates() {
        assert_eq!(years("2025-10-28 → 2026-01-29 or 2027").collect::<Vec<_>>(), [2025, 2026]);
    }
}
