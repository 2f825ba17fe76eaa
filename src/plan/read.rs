//! Reading values out of the text, collecting every problem and stopping at none.
//!
//! A bad value reads as absent and leaves a [`Diagnostic`]; what it means for a command is for others to decide.

use std::borrow::Cow;

use super::choice::Choice;
use super::facet::Facet;
use super::header::{Calendar, Header, ReportEntry};
use super::kind::Kind;
use super::metric::{HistoryEntry, MetricRecord};
use super::shape::{ChoiceName, Field, Shape};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{Document, Node, NodeKind};
use crate::text;

/// A value that a field may hold once.
pub trait Scalar<'a>: Sized {
    /// What it looks like in the plan.
    const SHAPE: Shape;

    /// Reads it; a bad value leaves a finding and reads as absent.
    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self>;

    /// The value as others compare and list it.
    fn facet(&self) -> Facet<'_>;
}

/// A value that stands in a list.
pub trait Entry<'a>: Sized {
    /// What the list looks like in the plan.
    const SHAPE: Shape;

    /// Reads one entry; a bad one leaves a finding and is left out.
    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self>;

    /// The entry as text.
    fn text(&self) -> Cow<'_, str>;
}

/// What the field of a kind's struct can be: `Option` of a scalar, or a list.
pub trait FieldValue<'a>: Default {
    /// What it looks like in the plan.
    const SHAPE: Shape;

    /// Reads it; the node is never `null`.
    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Self;

    /// The value as others compare and list it.
    fn facet(&self) -> Facet<'_>;
}

impl<'a, T: Scalar<'a>> FieldValue<'a> for Option<T> {
    const SHAPE: Shape = T::SHAPE;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Self {
        T::read(node, reader)
    }

    fn facet(&self) -> Facet<'_> {
        self.as_ref().map_or(Facet::Absent, Scalar::facet)
    }
}

impl<'a, T: Entry<'a>> FieldValue<'a> for Vec<T> {
    const SHAPE: Shape = T::SHAPE;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Self {
        if node.kind() != NodeKind::Array {
            reader.wrong_type(node, "an array");
            return Self::new();
        }
        // Room for all and no more: a large plan has hundreds of thousands of short lists.
        let mut list = Self::with_capacity(node.len());
        list.extend(
            node.children().filter(|entry| !entry.is_null()).filter_map(|entry| T::read(entry, reader)),
        );
        list
    }

    fn facet(&self) -> Facet<'_> {
        Facet::List(self.iter().map(Entry::text).collect())
    }
}

/// What is being read, for the findings to name.
#[derive(Debug, Default)]
struct Subject<'a> {
    /// The item's id, when it has one.
    id: Option<Cow<'a, str>>,
    /// Its kind's key and its place from 1.
    place: Option<(&'static str, usize)>,
    field: Option<&'static str>,
}

/// Reads values and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader<'a> {
    problems: Vec<Diagnostic>,
    subject: Subject<'a>,
    hours_per_day: f64,
}

impl<'a> Reader<'a> {
    /// A reader for a plan whose working day has that many hours.
    pub fn new(hours_per_day: f64) -> Self {
        Self { problems: Vec::new(), subject: Subject::default(), hours_per_day }
    }

    /// Hours of a working day, for estimates such as `2d`.
    pub const fn hours_per_day(&self) -> f64 {
        self.hours_per_day
    }

    /// What was found wrong, in the order of reading.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.problems
    }

    /// What follows is read for this item.
    pub fn item(&mut self, kind: &'static str, position: usize, id: Option<Cow<'a, str>>) {
        self.subject = Subject { id, place: Some((kind, position)), field: None };
    }

    /// What follows is read for the plan itself.
    pub fn top_level(&mut self) {
        self.subject = Subject { id: Some("plan".into()), place: None, field: None };
    }

    /// What follows is read for this field.
    pub fn field(&mut self, key: &'static str) {
        self.subject.field = Some(key);
    }

    /// Adds a finding about what is being read.
    pub fn problem(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.id = match (&self.subject.id, self.subject.place) {
            (Some(id), _) => Some(id.clone().into_owned()),
            (None, Some((kind, position))) => Some(format!("{kind}.{position}")),
            (None, None) => None,
        };
        diagnostic.field = self.subject.field;
        if diagnostic.hint.is_none() {
            diagnostic.hint = self.example(diagnostic.id.as_deref());
        }
        self.problems.push(diagnostic);
    }

    /// How a good value of what is being read is written: as a command where one can write it, else as the plan has it.
    fn example(&self, id: Option<&str>) -> Option<String> {
        let key = self.subject.field?;
        let of = |fields: &'static [Field]| fields.iter().find(|field| field.key == key);
        let command = |field: &Field| {
            let id = text::typed(id.unwrap_or("ID"));
            format!("write it as in `tracker update {id} {key}={}`", field.shape.sample())
        };
        let in_file = |value: &str| format!("write it as in `\"{key}\": {value}`");
        match (key, self.subject.place) {
            ("metrics", _) => Some(in_file("{\"coverage\": 87}")),
            ("calendar", None) => Some(in_file("{\"workDays\": [\"mon\", \"tue\"]}")),
            ("reports", _) => Some(in_file("[{\"report\": \"dashboard\", \"output\": \"DASHBOARD.md\"}]")),
            (_, Some((list, position))) => match Kind::of_key(list).map(Kind::description) {
                Some(kind) if key == list => {
                    let id = kind.pattern.replace('#', &position.to_string());
                    Some(format!("remove it, or write an object as in `{{\"id\": \"{id}\"}}`"))
                }
                Some(kind) => kind.field(key).map(command),
                None => of(ReportEntry::FIELDS).map(|field| in_file(field.shape.sample_in_file())),
            },
            (_, None) if id.is_some_and(|id| id.starts_with("metrics.")) => {
                let field = of(MetricRecord::FIELDS).or_else(|| of(HistoryEntry::FIELDS));
                field.map(|field| in_file(field.shape.sample_in_file()))
            }
            (_, None) => of(Header::FIELDS)
                .map(command)
                .or_else(|| of(Calendar::FIELDS).map(|field| in_file(field.shape.sample_in_file()))),
        }
    }

    /// The value is of another type than the field wants.
    pub fn wrong_type(&mut self, node: Node<'a>, wanted: &str) {
        let field = self.subject.field.unwrap_or("this value");
        let message = format!("`{field}` must be {wanted}, not {}", described(node));
        let mut problem = Diagnostic::new("wrong-type", Severity::Error, node.span(), message);
        if let Some(number) = quoted_number(node).filter(|_| wanted.contains("number")) {
            problem = problem.hint(format!("write {number} without the quotes"));
        }
        self.problem(problem);
    }

    /// The top-level value under a kind's key is no array.
    pub fn no_list(&mut self, node: Node<'a>, key: &'static str) {
        self.field(key);
        let message = format!("`{key}` must be an array of objects, not {}", described(node));
        self.problem(
            Diagnostic::new("wrong-type", Severity::Error, node.span(), message)
                .hint(format!("write `\"{key}\": []` for none")),
        );
    }

    /// An object in the list under a top-level key, or a finding that names its place.
    pub fn element(&mut self, node: Node<'a>, key: &'static str, position: usize) -> Option<Node<'a>> {
        if node.kind() == NodeKind::Object {
            return Some(node);
        }
        self.field(key);
        let message = format!("`{key}.{position}` must be an object, not {}", described(node));
        self.problem(Diagnostic::new("wrong-type", Severity::Error, node.span(), message));
        None
    }

    /// Of two figures of a range the one that should be less is greater.
    pub fn falling(&mut self, node: Node<'a>, figures: [(&str, &str); 2], mended: &str) {
        let field = self.subject.field.unwrap_or("this value");
        let [(low, one), (high, other)] = figures;
        let message =
            format!("the {low} figure of `{field}`, {one}, is greater than the {high} one, {other}");
        self.problem(
            Diagnostic::new("out-of-range", Severity::Error, node.span(), message)
                .hint(format!("write `{mended}`")),
        );
    }

    /// The value is a number beyond what the field allows.
    pub fn out_of_range(&mut self, node: Node<'a>, wanted: &str) {
        let field = self.subject.field.unwrap_or("this value");
        let found = text::shorten(&text::one_line(node.raw()), 40).into_owned();
        let message = format!("`{field}` is {found}, but it must be {wanted}");
        self.problem(Diagnostic::new("out-of-range", Severity::Error, node.span(), message));
    }

    /// The text is not a date of the format.
    pub fn invalid_date(&mut self, node: Node<'a>, found: &str) {
        let field = self.subject.field.unwrap_or("this value");
        let message = format!("`{field}` is `{}`, which is not a date", text::one_line(found));
        let diagnostic = Diagnostic::new("invalid-date", Severity::Error, node.span(), message)
            .hint("write a real day as YYYY-MM-DD, such as 2026-01-05");
        self.problem(diagnostic);
    }

    /// What follows is read for this metric.
    pub fn metric(&mut self, name: &str) {
        self.subject =
            Subject { id: Some(format!("metrics.{name}").into()), place: None, field: Some("metrics") };
    }

    /// An object under a key, or a finding.
    pub fn object(&mut self, node: Node<'a>, key: &'static str) -> Option<Node<'a>> {
        if node.kind() == NodeKind::Object {
            return Some(node);
        }
        self.field(key);
        self.wrong_type(node, "an object");
        None
    }

    /// A string, or a finding that says what was wanted.
    pub fn string(&mut self, node: Node<'a>, wanted: &str) -> Option<Cow<'a, str>> {
        let text = node.as_str();
        if text.is_none() {
            self.wrong_type(node, wanted);
        }
        text
    }

    /// A number, or a finding that says what was wanted.
    pub fn number(&mut self, node: Node<'a>, wanted: &str) -> Option<f64> {
        let number = node.as_f64();
        if number.is_none() {
            self.wrong_type(node, wanted);
        }
        number
    }

    /// One of a set of names, or a finding that suggests the nearest. Empty text claims nothing.
    pub fn choice<T: Choice>(&mut self, node: Node<'a>) -> Option<T> {
        let text = self.string(node, "a text")?;
        if text.is_empty() {
            return None;
        }
        let value = T::named(&text);
        if value.is_none() {
            let field = self.subject.field.unwrap_or("this value");
            let message = format!("`{field}` is `{}`, which is none of its values", text::one_line(&text));
            let hint = match nearest_choice(&text, T::NAMES) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("use one of {}", names(T::NAMES)),
            };
            self.problem(Diagnostic::new("unknown-value", Severity::Error, node.span(), message).hint(hint));
        }
        value
    }
}

/// The written form nearest to a misspelt name, looking at synonyms too.
pub fn nearest_choice(text: &str, names: &[ChoiceName]) -> Option<&'static str> {
    let spellings = names.iter().flat_map(|choice| choice.synonyms.iter().chain([&choice.name]).copied());
    let spelling = text::nearest(text, spellings)?;
    names.iter().find(|choice| choice.matches(spelling)).map(|choice| choice.name)
}

/// The written forms, for a message.
pub fn names(names: &[ChoiceName]) -> String {
    names.iter().map(|choice| format!("`{}`", choice.name)).collect::<Vec<_>>().join(", ")
}

/// The number that a text would be without its quotes.
fn quoted_number(node: Node<'_>) -> Option<Cow<'_, str>> {
    let text = node.as_str()?;
    let is_number = Document::parse(text.as_bytes().to_vec())
        .is_ok_and(|document| document.root().kind() == NodeKind::Number);
    is_number.then_some(text)
}

/// What a value is, for a message: its type, and the value itself when that is short.
fn described(node: Node<'_>) -> String {
    let raw = node.raw();
    let kind = match node.kind() {
        NodeKind::Null => return "null".to_owned(),
        NodeKind::Boolean => "the boolean",
        NodeKind::Number => "the number",
        NodeKind::String => "the text",
        NodeKind::Array => return "an array".to_owned(),
        NodeKind::Object => return "an object".to_owned(),
    };
    format!("{kind} {}", text::shorten(&text::one_line(raw), 40))
}
