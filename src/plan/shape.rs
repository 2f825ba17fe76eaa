//! What a field can hold, as data: the one description from which the JSON Schema, the reading of `key=value`
//! arguments, suggestions and the reference page are made. The structs of `plan::kind` fill it in.

/// A field of a kind: its key in the plan, what it is for, what it holds.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key, as the plan spells it.
    pub key: &'static str,
    /// What it is for: the doc comment of the struct's field.
    pub doc: &'static str,
    /// What it holds.
    pub shape: Shape,
}

/// One name of a set of names.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceName {
    /// The form that is written.
    pub name: &'static str,
    /// Other spellings that are read.
    pub synonyms: &'static [&'static str],
    /// What it means.
    pub doc: &'static str,
}

/// What a field holds. The forms are those of the plan format's table of values.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// The name by which an item is addressed.
    Id,
    /// One line of text.
    Text,
    /// Text, or an array of its lines.
    Prose,
    /// `true` or `false`.
    Boolean,
    /// A whole number from zero.
    Count,
    /// A number from 0 to 100.
    Percent,
    /// Hours: a number, a range, or `"1-2h"`.
    Hours,
    /// Hours of a working day: above 0, at most 24.
    Duration,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A date, a week label, or words.
    When,
    /// One of some names.
    Choice(&'static [ChoiceName]),
    /// One person or agent.
    Person,
    /// Several people.
    People,
    /// The id of an item.
    Reference,
    /// Ids of items, `*`, or words.
    Scope,
    /// Ids, or objects with a type and a lag.
    Dependencies,
    /// Ids, or words for something outside the plan.
    Blockers,
    /// Short words.
    Labels,
    /// Lines of text, such as commands.
    Lines,
    /// Entries that are open or done.
    Checklist,
    /// A map from an owner or pool to units.
    Demand,
    /// Days of the week.
    Days,
    /// Calendar dates.
    Dates,
    /// A number, or text that is shown and not computed with.
    Amount,
    /// A number, a text, or `[low, high]`.
    Target,
    /// Past values of a metric.
    History,
    /// An object for the team's own fields.
    Extra,
}

impl Shape {
    /// Whether its entries, or its value, name items by id.
    pub const fn refers(self) -> bool {
        matches!(self, Self::Reference | Self::Scope | Self::Dependencies | Self::Blockers | Self::Checklist)
    }

    /// A value that a field can have, as one types it behind `KEY=`.
    pub fn sample(self) -> &'static str {
        match self {
            Self::Percent => "50",
            Self::Count | Self::Amount => "3",
            Self::Target => "90",
            Self::Duration => "8",
            Self::Hours => "1-2h",
            Self::Boolean => "true",
            Self::Date | Self::Dates => "2026-01-05",
            Self::When => "'Week 3'",
            Self::Person => "@one",
            Self::People => "@one,@two",
            Self::Labels => "one,two",
            Self::Days => "mon,tue",
            Self::Id | Self::Reference | Self::Scope | Self::Dependencies | Self::Blockers => "ID",
            Self::Choice(names) => names.first().map_or("TEXT", |choice| choice.name),
            Self::Text | Self::Prose | Self::Lines | Self::Checklist => "TEXT",
            Self::Demand => "'{\"NAME\": 1}'",
            Self::Extra => "'{\"NAME\": \"VALUE\"}'",
            Self::History => "'[{\"week\": \"Week 3\", \"value\": 1}]'",
        }
    }

    /// The same as it stands in the file, for what no command writes: the members of `calendar`, `reports` and `metrics`.
    pub fn sample_in_file(self) -> &'static str {
        match self {
            Self::Percent | Self::Count | Self::Amount | Self::Target | Self::Duration | Self::Boolean => {
                self.sample()
            }
            Self::Hours => "[1, 2]",
            Self::Date => "\"2026-01-05\"",
            Self::Dates => "[\"2026-01-05\"]",
            Self::When => "\"Week 3\"",
            Self::Days => "[\"mon\", \"tue\"]",
            Self::Choice(_) | Self::Text | Self::Prose | Self::Id | Self::Person | Self::Reference => {
                "\"TEXT\""
            }
            Self::Demand => "{\"NAME\": 1}",
            Self::Extra => "{\"NAME\": \"VALUE\"}",
            Self::History => "[{\"week\": \"Week 3\", \"value\": 1}]",
            // The others are [lists](Self::is_list).
            _ => "[\"TEXT\"]",
        }
    }

    /// Whether it is a list of entries.
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Self::People
                | Self::Scope
                | Self::Dependencies
                | Self::Blockers
                | Self::Labels
                | Self::Lines
                | Self::Checklist
                | Self::Days
                | Self::Dates
                | Self::History
        )
    }
}

/// A kind as data.
#[derive(Debug, Clone, Copy)]
pub struct KindDescription {
    /// The top-level key under which its items stand.
    pub key: &'static str,
    /// What one of them is called.
    pub one: &'static str,
    /// The key of the field that names one of them, beside its id.
    pub title: &'static str,
    /// The form of a new id, `#` for the number, when no item shows one.
    pub pattern: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields in the order in which they are written.
    pub fields: &'static [Field],
}

impl KindDescription {
    /// The field of that key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}
