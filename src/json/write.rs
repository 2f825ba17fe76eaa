//! New values as text, written the way their neighbours are.

use serde_json::Value;

use super::document::{Node, NodeKind};
use super::family;
use super::style::{self, Style};

/// Writes values into one document.
pub(super) struct Writer<'d> {
    pub(super) text: &'d str,
    pub(super) style: Style,
}

/// A new member, with a key, or a new element, without.
#[derive(Debug, Clone)]
pub(super) struct Item<'v> {
    pub(super) key: Option<&'v str>,
    pub(super) value: &'v Value,
    /// The value's own text, where it has one that it keeps.
    pub(super) text: Option<&'v str>,
    /// Whether the colon of a member is spaced in the other way than those around it.
    pub(super) apart: bool,
}

impl<'v> Item<'v> {
    /// A new member, with a key, or a new element.
    pub(super) const fn new(key: Option<&'v str>, value: &'v Value) -> Self {
        Self { key, value, text: None, apart: false }
    }
}

/// Where a new value comes to stand.
#[derive(Clone)]
pub(super) struct Setting<'s, 'd> {
    /// The indentation of its line.
    pub(super) indent: &'s str,
    /// Whether everything around it stands on one line.
    pub(super) on_one_line: bool,
    /// Values that it should look like, the likeliest first. Those of another kind do not count.
    pub(super) models: &'s [Node<'d>],
}

/// How one container is laid out.
struct Shape {
    open: String,
    comma: String,
    close: String,
    colon: String,
    indent: String,
    on_one_line: bool,
}

impl Shape {
    /// The shape in which children come into a container that held nothing but this space, so that [`space_left`]
    /// finds it again. A line break as a person leaves it stands around children that are indented by a step, with an
    /// empty line behind them; any other one around children that are indented as it is. Blanks stand on both sides; but
    /// behind the children alone where such are usual, so that `[]` would get them too.
    fn around(self, space: &str, setting: &Setting<'_, '_>, style: &Style) -> Self {
        let close = space.to_owned();
        let Some(own) = style::indentation(space) else {
            let usual = self.open == space;
            let comma = if self.comma.contains('\n') { style.comma.clone() } else { self.comma };
            let open = if usual { String::new() } else { close.clone() };
            return Self { open, comma, close, indent: setting.indent.to_owned(), on_one_line: true, ..self };
        };
        let line_end = space.strip_suffix(own).unwrap_or_default();
        if !is_line_end(line_end) || own != setting.indent {
            let (comma, indent) = (format!(",{space}"), own.to_owned());
            return Self { open: close.clone(), comma, close, indent, on_one_line: false, ..self };
        }
        let is_stepped = self.indent.len() > own.len();
        let indent = if is_stepped { self.indent } else { format!("{own}{}", style.indent) };
        let open = format!("{line_end}{indent}");
        Self {
            comma: format!(",{open}"),
            open,
            close: format!("{line_end}{close}"),
            indent,
            on_one_line: false,
            ..self
        }
    }
}

fn is_line_end(space: &str) -> bool {
    matches!(space, "\n" | "\r\n")
}

/// The space that stays in a container from which all children go, by what stood before the first and behind the
/// last, and by what would stand before the first if `[]` were filled. Nothing stays of a layout in which `[]` is
/// filled.
pub(super) fn space_left<'t>(open: &str, close: &'t str, usual: &str, indent: &str) -> &'t str {
    if !close.contains('\n') {
        let is_kept = open.is_empty() || (open == close && open != usual);
        return if is_kept { close } else { "" };
    }
    if open == close {
        return close;
    }
    let is_broken = |line_end: &str| {
        let is_stepped = open.strip_prefix(line_end).and_then(|open| open.strip_prefix(indent));
        is_stepped.is_some_and(|step| !step.is_empty()) && close == format!("{line_end}{line_end}{indent}")
    };
    let line_end = ["\n", "\r\n"].into_iter().find(|line_end| is_broken(line_end));
    line_end.and_then(|line_end| close.get(line_end.len()..)).unwrap_or_default()
}

impl<'d> Writer<'d> {
    /// Appends a value.
    pub(super) fn value(&self, out: &mut String, value: &Value, setting: &Setting<'_, 'd>) {
        match value {
            Value::Array(elements) => {
                let items: Vec<_> = elements.iter().map(|value| Item::new(None, value)).collect();
                self.container(out, NodeKind::Array, &items, setting);
            }
            Value::Object(members) => {
                let items: Vec<_> = members.iter().map(|(key, value)| Item::new(Some(key), value)).collect();
                self.container(out, NodeKind::Object, &items, setting);
            }
            scalar => out.push_str(&scalar.to_string()),
        }
    }

    /// Appends an object or array of these items.
    pub(super) fn container(
        &self,
        out: &mut String,
        kind: NodeKind,
        items: &[Item<'_>],
        setting: &Setting<'_, 'd>,
    ) {
        let (open, close) = if kind == NodeKind::Object { ('{', '}') } else { ('[', ']') };
        out.push(open);
        if !items.is_empty() {
            self.inside(out, kind, items, setting, "");
        }
        out.push(close);
    }

    /// Appends what stands between the brackets of an object or array that held nothing but `space`.
    pub(super) fn inside(
        &self,
        out: &mut String,
        kind: NodeKind,
        items: &[Item<'_>],
        setting: &Setting<'_, 'd>,
        space: &str,
    ) {
        let flat = items.iter().all(|item| is_scalar(item.value));
        let models = comparable(kind, flat, setting.models);
        let mut shape = self.shape(kind, flat, &models, setting);
        if !space.is_empty() {
            shape = shape.around(space, setting, &self.style);
        }
        for (place, item) in items.iter().enumerate() {
            out.push_str(if place == 0 { &shape.open } else { &shape.comma });
            let models = match item.key {
                Some(key) => family::members(&models, key),
                None => family::elements(&models),
            };
            let inside = Setting { indent: &shape.indent, on_one_line: shape.on_one_line, models: &models };
            self.item(out, item, &shape.colon, &inside);
        }
        out.push_str(&shape.close);
    }

    /// Appends a member with its key, or an element.
    pub(super) fn item(&self, out: &mut String, item: &Item<'_>, colon: &str, setting: &Setting<'_, 'd>) {
        if let Some(key) = item.key {
            out.push_str(&Value::from(key).to_string());
            out.push_str(if item.apart { style::apart(colon) } else { colon });
        }
        match item.text {
            Some(text) => out.push_str(text),
            None => self.value(out, item.value, setting),
        }
    }

    /// What would stand before the first child if an empty container without space were filled.
    pub(super) fn usual_open(&self, kind: NodeKind, flat: bool, setting: &Setting<'_, 'd>) -> String {
        self.shape(kind, flat, &comparable(kind, flat, setting.models), setting).open
    }

    fn shape(&self, kind: NodeKind, flat: bool, models: &[Node<'d>], setting: &Setting<'_, 'd>) -> Shape {
        let model = models.first().copied();
        let model_gap = model.and_then(|model| style::gap(self.text, model));
        let on_one_line = setting.on_one_line
            || model_gap.map_or_else(|| self.style.on_one_line(kind, flat), |gap| !gap.contains('\n'));
        let colon =
            model.and_then(|model| model.children().next()).and_then(|first| style::colon(self.text, first));
        let colon = colon.unwrap_or(&self.style.colon).to_owned();
        if !on_one_line {
            let step = model.and_then(|model| style::step(self.text, model)).unwrap_or(&self.style.indent);
            let indent = format!("{}{step}", setting.indent);
            let open = format!("{}{indent}", self.style.line_end);
            let close = format!("{}{}", self.style.line_end, setting.indent);
            return Shape { comma: format!(",{open}"), open, close, colon, indent, on_one_line };
        }
        let unbroken = |part: Option<&'d str>| part.filter(|part| !part.contains('\n'));
        let open = unbroken(model_gap).unwrap_or_else(|| self.style.padding(kind));
        let close = unbroken(model.map(|model| style::tail(self.text, model))).unwrap_or(open);
        // Space at the end alone would be taken for what stood in an empty container: see `space_left`.
        let close = if open.is_empty() { "" } else { close };
        let comma = unbroken(model.and_then(|model| style::first_separator(self.text, model)));
        Shape {
            open: open.into(),
            comma: comma.unwrap_or(&self.style.comma).into(),
            close: close.into(),
            colon,
            indent: setting.indent.into(),
            // `[{` on one line, and its members on others: the children go on as they like.
            on_one_line: setting.on_one_line || !model.is_some_and(|model| model.raw().contains('\n')),
        }
    }
}

/// The models that count: a list of words says nothing about a table of objects, nor the other way round.
fn comparable<'d>(kind: NodeKind, flat: bool, models: &[Node<'d>]) -> Vec<Node<'d>> {
    let counts = |model: &&Node<'d>| {
        let comparable = kind == NodeKind::Object || style::only_scalars(**model) == flat;
        model.kind() == kind && !model.is_empty() && comparable
    };
    models.iter().filter(counts).copied().collect()
}

/// Whether a value is neither an object nor an array.
pub(super) fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// Whether a value is an object or array of scalars only.
pub(super) fn is_flat(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.iter().all(is_scalar),
        Value::Object(members) => members.values().all(is_scalar),
        _ => false,
    }
}
