//! The forms that values take in a plan, each read once into a type: see the table "Values" of the plan format.

pub mod checklist;
pub mod date;
pub mod dependency;
pub mod hours;
pub mod number;
pub mod people;
pub mod status;
pub mod text;
pub mod week;
pub mod when;

/// Whether a character stands between the two ends of a range: hyphen, the dashes of Unicode, minus.
pub(crate) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
