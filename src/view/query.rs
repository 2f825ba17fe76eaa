//! Which items a list shows: conditions on their fields, and the fields that follow from others.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::reference;
use crate::diagnostic::Failure;
use crate::plan::facet::Facet;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::shape::Shape;
use crate::plan::value::date::Date;
use crate::plan::value::hours::{Hours, plain_number};
use crate::plan::value::when::When;
use crate::state::{ShownStatus, State};
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
    /// The place of the value in the set of names that the field takes.
    rank: Option<usize>,
    /// Whether the field holds times, of which only those with a place on the calendar come before or after others.
    is_time: bool,
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
            Some((key, operator, value)) if !key.trim().is_empty() => Ok(Self {
                key: key.trim().to_owned(),
                operator,
                value: value.trim().to_owned(),
                ..Self::equal("", "")
            }),
            _ => Err(Failure::new(format!("`{}` is no condition", text::one_line(text)))
                .hint("write a field, one of = != < <= > >= ~, and a value, such as 'owner=@tools-lead'")),
        }
    }

    /// A condition that a field is a value.
    pub fn equal(key: &str, value: impl Into<String>) -> Self {
        Self {
            key: key.to_owned(),
            operator: Operator::Equal,
            value: value.into(),
            rank: None,
            is_time: false,
        }
    }

    /// Checks key and value against a kind, and brings the value into the form that is compared: the written form
    /// of a status, a number without its `%`, hours in any of their forms.
    pub fn resolve(self, state: &State<'_>, kind: Kind) -> Result<Self, Failure> {
        check_key(kind, &self.key)?;
        let Some(field) = kind.description().field(self.key.trim_start_matches("stored.")) else {
            return Ok(self);
        };
        let bad = |wanted: String| {
            Failure::new(format!("`{}` is compared with `{}`", self.key, text::one_line(&self.value)))
                .hint(wanted)
        };
        let mut rank = None;
        let value = match field.shape {
            _ if self.value.is_empty() || self.operator == Operator::Contains => self.value,
            Shape::Choice(names) => match names.iter().position(|name| name.matches(&self.value)) {
                Some(place) => {
                    rank = Some(place);
                    names.get(place).map_or(self.value, |name| name.name.to_owned())
                }
                None => {
                    return Err(bad(match crate::plan::read::nearest_choice(&self.value, names) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("use one of {}", crate::plan::read::names(names)),
                    }));
                }
            },
            Shape::Hours => {
                let hours = Hours::parse(&self.value, state.plan.hours_per_day()).map(Hours::weight);
                match hours.or_else(|| plain_number(&self.value)) {
                    Some(hours) => hours.to_string(),
                    None => return Err(bad("compare it with hours, such as 3, 30m or 2d".to_owned())),
                }
            }
            Shape::Percent | Shape::Count | Shape::Duration => {
                let figure = self.value.trim_end_matches(['%', 'h']);
                if figure.parse::<f64>().is_err() {
                    return Err(bad("compare it with a number".to_owned()));
                }
                figure.to_owned()
            }
            Shape::When if self.is_ordering() => {
                let start = state.plan.start();
                if When::new(Cow::Borrowed(&self.value), state.plan.hours_per_day()).due(start).is_none() {
                    return Err(bad(
                        "compare it with a date as YYYY-MM-DD, or with a week when the plan has `startDate`"
                            .to_owned(),
                    ));
                }
                self.value
            }
            Shape::Date if Date::parse(&self.value).is_none() => {
                return Err(bad("compare it with a date as YYYY-MM-DD".to_owned()));
            }
            _ => self.value,
        };
        Ok(Self { value, rank, is_time: matches!(field.shape, Shape::When), ..self })
    }

    const fn is_ordering(&self) -> bool {
        matches!(self.operator, Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast)
    }

    /// Whether an item meets it.
    pub fn holds(&self, state: &State<'_>, at: At) -> bool {
        let facet = facet(state, at, &self.key);
        match self.operator {
            Operator::Equal => self.is_equal(state, &facet),
            Operator::Unequal => !self.is_equal(state, &facet),
            Operator::Contains => facet.shown().to_lowercase().contains(&self.value.to_lowercase()),
            _ if facet.is_absent() => false,
            _ if self.is_time && !matches!(facet, Facet::Date(..)) => false,
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
            Facet::List(entries) => entries.iter().any(|entry| state.plan.same_person(entry, &self.value)),
            Facet::Text(text) => {
                state.plan.same_person(text, &self.value) || self.order(state, facet).is_eq()
            }
            Facet::Number(_) | Facet::Figure(..) | Facet::Choice(..) | Facet::Date(..) => {
                self.order(state, facet).is_eq()
            }
        }
    }

    fn order(&self, state: &State<'_>, facet: &Facet<'_>) -> Ordering {
        let start = state.plan.start();
        let day = |text: &str| When::new(Cow::Borrowed(text), state.plan.hours_per_day()).due(start);
        match facet {
            Facet::Number(number) | Facet::Figure(number, _) => {
                self.value.parse().map_or(Ordering::Less, |wanted: f64| number.total_cmp(&wanted))
            }
            Facet::Choice(place, _) => self.rank.map_or(Ordering::Less, |wanted| place.cmp(&wanted)),
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
        ("status", _) => state.shown_status(at).map_or(Facet::Absent, ShownStatus::facet),
        ("stored.status", _) => item.facet("status").unwrap_or(Facet::Absent),
        ("progress", Item::Batch(_)) => Facet::Number(state.batch_progress(at.index())),
        ("progress", Item::Issue(_)) => Facet::Number(state.issue_progress(at.index())),
        ("owner", _) => Facet::List(reference::owners(state, at).into_iter().map(Cow::Borrowed).collect()),
        ("label", _) => Facet::Text(item.label()),
        ("waitsFor", _) => names(reference::causes(state, at)),
        ("frees", _) => names(state.frees(at).into_iter().map(|at| reference::address(state, at)).collect()),
        _ => placed(state, key, item),
    }
}

/// A field as it stands; a time such as `Week 3` with its place on the calendar.
fn placed<'p>(state: &State<'p>, key: &str, item: Item<'p, 'p>) -> Facet<'p> {
    let facet = item.facet(key).unwrap_or(Facet::Absent);
    let is_time =
        item.kind().description().field(key).is_some_and(|field| matches!(field.shape, Shape::When));
    let Facet::Text(text) = facet else { return facet };
    let due = || When::new(Cow::Borrowed(&text), state.plan.hours_per_day()).due(state.plan.start());
    match if is_time { due() } else { None } {
        Some(day) => Facet::Date(day, text),
        None => Facet::Text(text),
    }
}
