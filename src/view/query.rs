//! Which items a list shows: conditions on their fields, and the fields that follow from others.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::reference;
use crate::diagnostic::Failure;
use crate::plan::choice::Choice;
use crate::plan::facet::Facet;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::shape::Shape;
use crate::plan::value::date::Date;
use crate::plan::value::people;
use crate::plan::value::when::When;
use crate::state::State;
use crate::text;

/// Fields that follow from others, beside those that a kind has.
const DERIVED: [&str; 4] = ["label", "stored.status", "waitsFor", "frees"];

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Is, or has as an entry.
    Equal,
    /// Is not, nor has as an entry.
    Unequal,
    /// Comes before.
    Less,
    /// Comes before, or is.
    AtMost,
    /// Comes after.
    Greater,
    /// Comes after, or is.
    AtLeast,
    /// Contains, without regard to case.
    Contains,
}

/// The signs of the operators; longer ones first, so that `<=` is not read as `<`.
const OPERATORS: [(&str, Operator); 7] = [
    ("!=", Operator::Unequal),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("=", Operator::Equal),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("~", Operator::Contains),
];

/// A condition that an item meets or not, such as `owner=@tools-lead`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The field.
    pub key: String,
    /// How it is compared.
    pub operator: Operator,
    /// With what.
    pub value: String,
}

impl Condition {
    /// Reads `KEY OPERATOR VALUE`: the first operator divides the two.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let at = text.find(['=', '!', '<', '>', '~']);
        let parts = at.and_then(|at| text.split_at_checked(at)).and_then(|(key, rest)| {
            let (sign, operator) = OPERATORS.iter().find(|(sign, _)| rest.starts_with(sign))?;
            Some((key, *operator, rest.get(sign.len()..)?))
        });
        match parts {
            Some((key, operator, value)) if !key.trim().is_empty() => {
                Ok(Self { key: key.trim().to_owned(), operator, value: value.trim().to_owned() })
            }
            _ => Err(Failure::new(format!("`{}` is no condition", text::one_line(text)))
                .hint("write a field, one of = != < <= > >= ~, and a value, such as 'owner=@tools-lead'")),
        }
    }

    /// A condition that a field is a value.
    pub fn equal(key: &str, value: impl Into<String>) -> Self {
        Self { key: key.to_owned(), operator: Operator::Equal, value: value.into() }
    }

    /// Checks key and value against a kind, and brings the value into the form that is compared: the written form
    /// of a status, a number without its `%`.
    pub fn resolve(self, kind: Kind) -> Result<Self, Failure> {
        check_key(kind, &self.key)?;
        let Some(field) = kind.description().field(self.key.trim_start_matches("stored.")) else {
            return Ok(self);
        };
        let bad = |wanted: String| {
            Failure::new(format!("`{}` is compared with `{}`", self.key, text::one_line(&self.value)))
                .hint(wanted)
        };
        let value = match field.shape {
            _ if self.value.is_empty() || self.operator == Operator::Contains => self.value,
            Shape::Choice(names) => match names.iter().find(|name| name.matches(&self.value)) {
                Some(name) => name.name.to_owned(),
                None => {
                    return Err(bad(match crate::plan::read::nearest_choice(&self.value, names) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("use one of {}", crate::plan::read::names(names)),
                    }));
                }
            },
            Shape::Percent | Shape::Count | Shape::Hours | Shape::Duration => {
                let figure = self.value.trim_end_matches(['%', 'h']);
                if figure.parse::<f64>().is_err() {
                    return Err(bad("compare it with a number".to_owned()));
                }
                figure.to_owned()
            }
            Shape::Date if Date::parse(&self.value).is_none() => {
                return Err(bad("compare it with a date as YYYY-MM-DD".to_owned()));
            }
            _ => self.value,
        };
        Ok(Self { value, ..self })
    }

    /// Whether an item meets it.
    pub fn holds(&self, state: &State<'_>, at: At) -> bool {
        let facet = facet(state, at, &self.key);
        match self.operator {
            Operator::Equal => self.is_equal(state, &facet),
            Operator::Unequal => !self.is_equal(state, &facet),
            Operator::Contains => facet.shown().to_lowercase().contains(&self.value.to_lowercase()),
            _ if facet.is_absent() => false,
            Operator::Less => self.order(state, &facet).is_lt(),
            Operator::AtMost => self.order(state, &facet).is_le(),
            Operator::Greater => self.order(state, &facet).is_gt(),
            Operator::AtLeast => self.order(state, &facet).is_ge(),
        }
    }

    fn is_equal(&self, state: &State<'_>, facet: &Facet<'_>) -> bool {
        match facet {
            _ if self.value.is_empty() => facet.is_absent(),
            Facet::Absent => false,
            Facet::List(entries) => entries.iter().any(|entry| people::same(entry, &self.value)),
            Facet::Text(text) => people::same(text, &self.value) || self.order(state, facet).is_eq(),
            Facet::Number(_) | Facet::Date(..) => self.order(state, facet).is_eq(),
        }
    }

    fn order(&self, state: &State<'_>, facet: &Facet<'_>) -> Ordering {
        let start = state.plan.start();
        let day = |text: &str| When::new(Cow::Borrowed(text), state.plan.hours_per_day()).due(start);
        match facet {
            Facet::Number(number) => {
                self.value.parse().map_or(Ordering::Less, |wanted: f64| number.total_cmp(&wanted))
            }
            Facet::Date(date, _) => day(&self.value).map_or(Ordering::Less, |wanted| date.cmp(&wanted)),
            Facet::Text(text) => match (day(text), day(&self.value)) {
                (Some(found), Some(wanted)) => found.cmp(&wanted),
                _ => crate::plan::facet::natural_order(text, &self.value),
            },
            Facet::Absent | Facet::List(_) => crate::plan::facet::natural_order(&facet.shown(), &self.value),
        }
    }
}

/// Refuses a key that a kind does not have, with the nearest one that it has.
pub fn check_key(kind: Kind, key: &str) -> Result<(), Failure> {
    let description = kind.description();
    if description.field(key).is_some() || DERIVED.contains(&key) {
        return Ok(());
    }
    let known = description.fields.iter().map(|field| field.key).chain(DERIVED);
    let hint = text::suggestion(key, known);
    Err(Failure::new(format!("`{}` has no field `{}`", description.key, text::one_line(key))).hint(hint))
}

/// A field of an item as a list sees it: `status` and `progress` are those that are shown, `owner` is everyone who
/// answers for the item.
pub fn facet<'p>(state: &State<'p>, at: At, key: &str) -> Facet<'p> {
    let Some(item) = state.plan.item(at) else { return Facet::Absent };
    let names = |items: Vec<String>| Facet::List(items.into_iter().map(Cow::Owned).collect());
    match (key, item) {
        ("status", Item::Batch(_) | Item::Issue(_)) => {
            state.status(at).map_or(Facet::Absent, |status| Facet::text(status.name()))
        }
        ("stored.status", _) => item.facet("status").unwrap_or(Facet::Absent),
        ("progress", Item::Batch(_)) => Facet::Number(state.batch_progress(at.index())),
        ("progress", Item::Issue(_)) => Facet::Number(state.issue_progress(at.index())),
        ("owner", _) => Facet::List(reference::owners(state, at).into_iter().map(Cow::Borrowed).collect()),
        ("label", _) => Facet::Text(item.label()),
        ("waitsFor", _) => names(reference::causes(state, at)),
        ("frees", _) => names(state.frees(at).into_iter().map(|at| reference::address(state, at)).collect()),
        _ => item.facet(key).unwrap_or(Facet::Absent),
    }
}
