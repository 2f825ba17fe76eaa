//! A stretch of time as a bar: where it begins and ends in the whole, and how far it may slip.

/// Columns of a terminal for one of a bar.
const COLUMNS_OF_BAR: usize = 5;

const NARROWEST: usize = 10;
const WIDEST: usize = 60;

/// Keeps the place of the bar where a table wraps and trims blanks.
const BLANK: char = '\u{a0}';

/// A bar in a terminal of so many columns: from a start to a finish, and on to the latest finish, each a part of the
/// whole from 0 to 1. What takes no time is a mark.
pub(in crate::render) fn span([from, to, late]: [f64; 3], is_critical: bool, terminal: usize) -> String {
    let columns = (terminal / COLUMNS_OF_BAR).clamp(NARROWEST, WIDEST);
    // A mark at the very end stands in the last column.
    let first = column(from, columns).min(columns - 1);
    let mut bar: String = std::iter::repeat_n(BLANK, first).collect();
    if to <= from {
        bar.push('◇');
    } else {
        let last = column(to, columns).clamp(first + 1, columns);
        bar.extend(std::iter::repeat_n(if is_critical { '█' } else { '▒' }, last - first));
    }
    let end = column(late, columns);
    let slack = end.saturating_sub(bar.chars().count());
    bar.extend(std::iter::repeat_n('·', slack));
    bar
}

/// The column at which a part of the whole ends.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few columns"
)]
fn column(part: f64, columns: usize) -> usize {
    (part.clamp(0.0, 1.0) * columns as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::width;

    fn drawn(places: [f64; 3], is_critical: bool) -> String {
        span(places, is_critical, 50).replace(BLANK, " ")
    }

    #[test]
    fn a_bar_shows_work_slack_and_what_takes_no_time() {
        assert_eq!(drawn([0.0, 0.5, 0.5], true), "█████");
        assert_eq!(drawn([0.2, 0.5, 0.8], false), "  ▒▒▒···");
        assert_eq!(drawn([1.0, 1.0, 1.0], true), "         ◇");
        assert_eq!(drawn([0.5, 0.5, 0.7], false), "     ◇·");
        assert_eq!(drawn([0.99, 0.995, 1.0], false), "         ▒");
    }

    proptest! {
        #[test]
        fn a_bar_is_never_wider_than_its_place(places: [f64; 3], is_critical: bool, terminal in 0_usize..500) {
            let drawn = span(places, is_critical, terminal);
            prop_assert!((1..=(terminal / COLUMNS_OF_BAR).clamp(NARROWEST, WIDEST)).contains(&width(&drawn)));
        }
    }
}
