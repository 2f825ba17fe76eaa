//! Whose fields an object has: those of a kind, or those of the plan itself.

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::header::Header;
use crate::plan::kind::Kind;
use crate::plan::shape::{Field, Shape};
use crate::text;

/// Top-level keys that are neither a kind nor a field, with the way to change them.
const OTHER_TOP_LEVEL: [(&str, &str); 3] = [
    ("metrics", "`tracker metrics NAME=VALUE` sets a metric"),
    ("calendar", "edit `calendar` in the file, then run `tracker check`"),
    ("reports", "edit `reports` in the file, then run `tracker check`"),
];

/// What to do about a value that is nested too deep.
pub(super) const LESS_NESTED: &str = "write the value with fewer arrays and objects inside of one another";

/// The plan itself, or an item of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The plan itself.
    Plan,
    /// An item.
    Kind(Kind),
}

impl Owner {
    /// Its fields, in the order in which they are written.
    pub(super) const fn fields(self) -> &'static [Field] {
        match self {
            Self::Plan => Header::FIELDS,
            Self::Kind(kind) => kind.description().fields,
        }
    }

    /// The field of exactly that key.
    pub(super) fn get(self, key: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// The key of the field that a word seems to stand for.
    pub(super) fn meant_key(self, word: &str) -> Option<&'static str> {
        self.get(word).map(|field| field.key).or_else(|| nearest_key(word, self.fields()))
    }

    /// The field that a person calls so.
    ///
    /// # Errors
    /// When there is none, with the nearest that there is.
    pub(super) fn field(self, key: &str) -> Result<&'static Field, Failure> {
        self.get(key).ok_or_else(|| self.unknown_field(key))
    }

    fn unknown_field(self, key: &str) -> Failure {
        let place = match self {
            Self::Plan => "the plan".to_owned(),
            Self::Kind(kind) => format!("`{}`", kind.description().key),
        };
        if let Some(hint) = self.reserved(key) {
            return Failure::new(format!("`{key}` is a key of the plan that `update` does not set"))
                .hint(hint);
        }
        let failure = Failure::new(format!("unknown field `{key}` in {place}"));
        let own = format!("`x:{key}=VALUE` sets a key of your own");
        if let Some(near) = nearest_key(key, self.fields()) {
            return failure.hint(format!("did you mean `{near}`? {own}"));
        }
        let keys: Vec<_> = self.fields().iter().map(|field| format!("`{}`", field.key)).collect();
        failure.hint(format!("the fields are {}; {own}", keys.join(", ")))
    }

    /// How to change what stands under a key that is no field but has a meaning, if it has one.
    fn reserved(self, key: &str) -> Option<String> {
        if self != Self::Plan {
            return None;
        }
        let other = OTHER_TOP_LEVEL.iter().find(|(name, _)| *name == key).map(|(_, hint)| (*hint).to_owned());
        other.or_else(|| Kind::of_key(key).map(|_| format!("`tracker add {key} KEY=VALUE` adds an item")))
    }

    /// Refuses a key of the team's own that the format knows.
    pub(super) fn judge_own_key(self, key: &str) -> Result<(), Failure> {
        let shown = text::one_line(key);
        if self.get(key).is_some() {
            let message = format!("`{shown}` is a field of the format, not a key of your own");
            return Err(Failure::new(message).hint(format!("write `{shown}=VALUE`")));
        }
        match self.reserved(key) {
            Some(hint) => {
                Err(Failure::new(format!("`{shown}` has a meaning of its own in the plan")).hint(hint))
            }
            None => Ok(()),
        }
    }

    /// How a hint begins the command that sets a field of its only item.
    fn command(self) -> String {
        match self {
            Self::Plan => "tracker update plan ".to_owned(),
            Self::Kind(kind) => format!("tracker update {}.1 ", kind.description().key),
        }
    }

    /// Reads a value as the plan would, so that an argument is refused for exactly what would be found wrong with
    /// the value in the file.
    pub(super) fn judge(self, field: &Field, value: &Value) -> Result<(), Failure> {
        let object = Value::Object(Map::from_iter([(field.key.to_owned(), value.clone())]));
        let plan = match self {
            Self::Plan => object,
            Self::Kind(kind) => Value::Object(Map::from_iter([(
                kind.description().key.to_owned(),
                Value::from(vec![object]),
            )])),
        };
        let document = Document::parse(plan.to_string().into_bytes()).map_err(|error| {
            let failure = Failure::new(format!("`{}` cannot be written: {error}", field.key));
            if error.is_too_deep { failure.hint(LESS_NESTED) } else { failure }
        })?;
        let refused = |message: String, hint: Option<String>| Failure { hint, ..Failure::new(message) };
        let unusable = |problems: Vec<Diagnostic>| match problems.into_iter().next() {
            Some(problem) => refused(problem.message, problem.hint),
            None => Failure::new(format!("`{}` cannot be written", field.key)),
        };
        let plan = Plan::read(&document).map_err(unusable)?;
        if let Some(problem) = plan.problems.iter().find(|problem| problem.severity == Severity::Error) {
            // The value stands in a plan of its own; its item is named by the command that is being typed.
            let hint = problem.hint.as_deref().map(|hint| hint.replace(&self.command(), ""));
            return Err(refused(problem.message.clone(), hint));
        }
        let facet = match self {
            Self::Plan => plan.header.facet(field.key),
            Self::Kind(kind) => plan.items.get(kind, 0).and_then(|item| item.facet(field.key)),
        };
        let may_be_empty = matches!(field.shape, Shape::Text | Shape::Prose) || field.shape.is_list();
        if !may_be_empty && facet.is_none_or(|facet| facet.is_absent()) {
            let key = field.key;
            return Err(
                Failure::new(format!("the value of `{key}` is empty")).hint(format!("`{key}=` removes it"))
            );
        }
        Ok(())
    }
}

/// The key that a misspelt one stands for: the same letters, else the nearest.
fn nearest_key(key: &str, fields: &'static [Field]) -> Option<&'static str> {
    let letters = |text: &str| text.replace(['-', '_'], "").to_lowercase();
    let wanted = letters(key);
    let same = fields.iter().map(|field| field.key).find(|known| letters(known) == wanted);
    same.or_else(|| text::nearest(key, fields.iter().map(|field| field.key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(owner: Owner, key: &str) -> String {
        owner.field(key).unwrap_err().hint.unwrap()
    }

    #[test]
    fn a_misspelt_field_is_told_the_nearest() {
        let issue = Owner::Kind(Kind::Issue);
        assert_eq!(issue.field("staus").unwrap_err().message, "unknown field `staus` in `issues`");
        assert_eq!(hint(issue, "staus"), "did you mean `status`? `x:staus=VALUE` sets a key of your own");
        for key in ["target-date", "target_date", "targetdate", "TargetDate"] {
            assert!(hint(issue, key).starts_with("did you mean `targetDate`?"), "{key}");
        }
        assert!(hint(Owner::Kind(Kind::Link), "zzz").starts_with("the fields are `id`, `title`, `url`"));
    }

    #[test]
    fn what_the_plan_holds_beside_its_fields_has_a_way_of_its_own() {
        assert_eq!(hint(Owner::Plan, "metrics"), "`tracker metrics NAME=VALUE` sets a metric");
        assert_eq!(hint(Owner::Plan, "issues"), "`tracker add issues KEY=VALUE` adds an item");
        assert!(Owner::Plan.judge_own_key("calendar").is_err());
        assert!(Owner::Kind(Kind::Issue).judge_own_key("status").is_err());
        assert!(Owner::Kind(Kind::Issue).judge_own_key("sprint").is_ok());
    }
}
