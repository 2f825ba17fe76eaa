//! What a field accepts, in words: for the schema's descriptions, for help texts, for messages.

use crate::plan::choice::Choice;
use crate::plan::read::names;
use crate::plan::shape::Shape;
use crate::plan::value::status::Day;

/// What a field of this shape accepts, as a plain phrase without a full stop: ``a date, `YYYY-MM-DD` ``.
pub fn describe(shape: Shape) -> String {
    let phrase = match shape {
        Shape::Choice(choices) => return format!("one of {}", names(choices)),
        Shape::Days => return format!("an array of {}", names(Day::NAMES)),
        Shape::Id => "a unique name without white space, such as `FEAT-041`",
        Shape::Text => "a line of text",
        Shape::Prose => "text, or an array of its lines",
        Shape::Boolean => "`true` or `false`",
        Shape::Count => "a whole number from 0",
        Shape::Percent => "a number from 0 to 100",
        Shape::Hours => "hours: a number from 0, `[low, high]`, `[low, likely, high]`, `1-2h`, `30m` or `2d`",
        Shape::Duration => "a number of hours above 0, at most 24",
        Shape::Date => "a date, `YYYY-MM-DD`",
        Shape::When => "a date, `YYYY-MM-DD`, a label such as `Week 3` or `Week 3-4`, or words",
        Shape::Person => "a name, such as `@tools-lead`",
        Shape::People => "an array of names, such as `@tools-lead`",
        Shape::Reference => "the id of an item",
        Shape::Scope => "an array of ids, `*` for everything, or words",
        Shape::Dependencies => "an array of ids, or of objects with `id`, `type` and `lag` in hours",
        Shape::Blockers => "an array of ids, or of words with white space for something outside the plan",
        Shape::Labels => "an array of words",
        Shape::Lines => "an array of lines",
        Shape::Checklist => "an array of texts, or of objects with `text`, `done`, `kind` and `path`",
        Shape::Demand => "an object that maps an owner or pool to a whole number of units",
        Shape::Dates => "an array of dates, `YYYY-MM-DD`",
        Shape::Amount => "a number, or text that is shown and not computed with",
        Shape::Target => "a number, a text or `[low, high]`",
        Shape::History => "an array of objects with `week` or `date` and a `value`",
        Shape::Extra => "an object",
    };
    phrase.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::value::status::Direction;

    #[test]
    fn a_choice_names_its_values() {
        assert_eq!(describe(Shape::Choice(Direction::NAMES)), "one of `up`, `down`");
    }
}
