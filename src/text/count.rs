//! Numbers as reports write them.

/// A count with its noun: `1 issue`, `3 issues`, `2 batches`, `0 dependencies`.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        return format!("1 {noun}");
    }
    let stem = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match stem {
        Some(stem) => format!("{count} {stem}ies"),
        None if ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end)) => format!("{count} {noun}es"),
        None => format!("{count} {noun}s"),
    }
}

/// A number in the fewest digits: `3`, `0.5`, `1234567`. Fifteen digits are kept, so that the sum of `0.1` and
/// `0.2` is `0.3`. From 10²¹ on, where zeros say nothing, it is written like `1e21`.
pub fn number(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded == 0.0 {
        "0".to_owned()
    } else if rounded.is_finite() && rounded.abs() >= 1e21 {
        format!("{rounded:e}")
    } else {
        rounded.to_string()
    }
}

/// A percentage with one decimal, `.0` dropped. What is not complete never reads `100%`, and what has begun
/// never reads `0%`.
pub fn percent(value: f64) -> String {
    let tenths = (value * 10.0).round();
    let tenths = if value < 100.0 && tenths >= 1000.0 {
        999.0
    } else if value > 0.0 && tenths <= 0.0 {
        1.0
    } else {
        tenths
    };
    format!("{}%", number(tenths / 10.0))
}

/// A bar for a percentage. Only 0 has no filled place and only 100 no empty one, if there is more than one.
pub fn bar(percent: f64, columns: u16) -> String {
    let share = (percent / 100.0).clamp(0.0, 1.0);
    let full = (0..columns).filter(|&place| (f64::from(place) + 0.5) / f64::from(columns) <= share).count();
    let columns = usize::from(columns);
    let is_between = share > 0.0 && share < 1.0;
    let full = if is_between && columns > 1 { full.clamp(1, columns - 1) } else { full };
    format!("{}{}", "█".repeat(full), "░".repeat(columns - full))
}

/// A bar that is so long, of at most so many columns, for a part from 0 to 1: nothing for nothing, else at least a mark.
pub fn length(part: f64, columns: u16) -> String {
    const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
    let eighths = (f64::from(columns) * 8.0 * part.clamp(0.0, 1.0)).round();
    if part <= 0.0 || columns == 0 {
        return String::new();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few columns")]
    let eighths = (eighths as usize).max(1);
    let rest = (eighths % 8).checked_sub(1).and_then(|last| EIGHTHS.get(last));
    std::iter::repeat_n('█', eighths / 8).chain(rest.copied()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nouns_follow_their_count() {
        assert_eq!(plural(1, "issue"), "1 issue");
        assert_eq!(plural(3, "issue"), "3 issues");
        assert_eq!(plural(0, "batch"), "0 batches");
        assert_eq!(plural(2, "dependency"), "2 dependencies");
        assert_eq!(plural(2, "day"), "2 days");
    }

    #[test]
    fn numbers_have_no_digits_that_say_nothing() {
        for (value, shown) in [
            (3.0, "3"),
            (0.5, "0.5"),
            (-2.25, "-2.25"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (1e6, "1000000"),
            (1e-7, "0.0000001"),
            (1e20, "100000000000000000000"),
            (1e300, "1e300"),
        ] {
            assert_eq!(number(value), shown);
        }
    }

    #[test]
    fn percentages_claim_neither_too_much_nor_too_little() {
        for (value, shown) in [
            (0.0, "0%"),
            (0.01, "0.1%"),
            (33.333, "33.3%"),
            (50.0, "50%"),
            (99.97, "99.9%"),
            (100.0, "100%"),
            (120.0, "120%"),
        ] {
            assert_eq!(percent(value), shown);
        }
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        assert_eq!(bar(0.0, 4), "░░░░");
        assert_eq!(bar(0.5, 4), "█░░░");
        assert_eq!(bar(50.0, 4), "██░░");
        assert_eq!(bar(99.9, 4), "███░");
        assert_eq!(bar(100.0, 4), "████");
        assert_eq!(bar(f64::NAN, 4), "░░░░");
    }

    #[test]
    fn a_length_is_told_to_the_eighth_of_a_column() {
        let shown = [0.0, 0.001, 0.5, 0.52, 0.75, 1.0, 7.0].map(|part| length(part, 4));
        assert_eq!(shown, ["", "▏", "██", "██▏", "███", "████", "████"]);
        assert_eq!((length(f64::NAN, 4).as_str(), length(1.0, 0).as_str()), ("▏", ""));
    }

    proptest! {
        #[test]
        fn only_what_is_complete_reads_100(value in 0.0f64..100.0) {
            prop_assert_ne!(percent(value), "100%");
            prop_assert_eq!(percent(value) == "0%", value <= 0.0);
        }

        #[test]
        fn a_number_reads_back(value in -1e6f64..1e6) {
            let back: f64 = number(value).parse().unwrap();
            prop_assert!((back - value).abs() <= value.abs() * 1e-14);
        }
    }
}
