//! Sets of names, such as statuses: read without regard to case, space, `-` and `_`, and by their synonyms;
//! written in one form.

use super::shape::ChoiceName;

/// A set of names. Made by the `choice!` macro.
pub trait Choice: Copy + Sized + 'static {
    /// The names in order, with their synonyms.
    const NAMES: &'static [ChoiceName];
    /// The values in the same order.
    const ALL: &'static [Self];

    /// The form that is written.
    fn name(self) -> &'static str;

    /// The value that a text names, if it names one.
    fn named(text: &str) -> Option<Self> {
        Self::ALL.get(position(Self::NAMES, text)?).copied()
    }
}

/// The place of the name that a text spells, among names that are known only as data.
pub fn position(names: &[ChoiceName], text: &str) -> Option<usize> {
    let exact = names.iter().position(|choice| choice.name == text);
    exact.or_else(|| names.iter().position(|choice| choice.matches(text)))
}

impl ChoiceName {
    /// Whether a text is this name or one of its synonyms, in any spelling.
    pub fn matches(&self, text: &str) -> bool {
        same_name(self.name, text) || self.synonyms.iter().any(|synonym| same_name(synonym, text))
    }
}

/// Whether two names differ at most in case, spaces, `-` and `_`.
fn same_name(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase)
}

/// Declares a set of names: the enum, its written forms, its synonyms and its doc comments in one place.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $( $(#[doc = $case_doc:literal])+ $case:ident $text:literal $([$($synonym:literal),* $(,)?])?, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub enum $name {
            $( $(#[doc = $case_doc])+ #[serde(rename = $text)] $case, )+
        }

        impl $crate::plan::choice::Choice for $name {
            const NAMES: &'static [$crate::plan::shape::ChoiceName] = &[
                $( $crate::plan::shape::ChoiceName {
                    name: $text,
                    synonyms: &[$($($synonym),*)?],
                    doc: concat!($($case_doc),+).trim_ascii(),
                }, )+
            ];
            const ALL: &'static [Self] = &[$(Self::$case),+];

            fn name(self) -> &'static str {
                match self { $(Self::$case => $text),+ }
            }
        }

        impl<'a> $crate::plan::read::Scalar<'a> for $name {
            const SHAPE: $crate::plan::shape::Shape =
                $crate::plan::shape::Shape::Choice(<Self as $crate::plan::choice::Choice>::NAMES);

            fn read(node: $crate::json::Node<'a>, reader: &mut $crate::plan::read::Reader<'a>) -> Option<Self> {
                reader.choice(node)
            }

            fn facet(&self) -> $crate::plan::facet::Facet<'_> {
                $crate::plan::facet::Facet::Choice(*self as usize, $crate::plan::choice::Choice::name(*self).into())
            }
        }
    };
}
pub(crate) use choice;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::value::status::{Level, Status};

    #[test]
    fn a_name_is_read_in_any_spelling_and_by_its_synonyms() {
        for text in ["in-progress", "In Progress", "IN_PROGRESS", "inprogress", "active"] {
            assert_eq!(Status::named(text), Some(Status::InProgress), "{text}");
        }
        assert_eq!(Status::named("READY"), Some(Status::Ready));
        assert_eq!(Level::named("HIGH"), Some(Level::High));
        assert_eq!(Status::named("donee"), None);
        assert_eq!(Status::named(""), None);
    }

    #[test]
    fn every_written_form_reads_as_itself_and_no_two_values_share_a_spelling() {
        for status in Status::ALL {
            assert_eq!(Status::named(status.name()), Some(*status));
        }
        for (place, choice) in Status::NAMES.iter().enumerate() {
            for spelling in choice.synonyms.iter().chain([&choice.name]) {
                let owners: Vec<_> = Status::NAMES.iter().filter(|other| other.matches(spelling)).collect();
                assert_eq!(owners.len(), 1, "{spelling} of value {place}");
            }
        }
    }
}
