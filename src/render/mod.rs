//! From a view to the text of one medium, by a template.
//!
//! A view (any `Serialize` value with named members) is the template's whole context: a template lays out what
//! is there and computes nothing. This module owns what a template may do (filters, bounds, which files it is
//! made of), how text is made harmless for the medium, and the last pass over the output. It touches no file
//! and prints nothing: where a team's templates come from is a function that the caller gives.
//!
//! Drawings are no pages: [`svg`], [`dot`] and [`mermaid`] write them without a template.
//!
//! To add a medium: one variant of [`Medium`], one folder beside `markdown` and `terminal`.

mod bounds;
mod cell;
pub mod csv;
pub mod diagnostic;
pub mod diff;
pub mod dot;
mod failure;
mod filters;
pub mod icalendar;
mod label;
mod markdown;
pub mod marker;
pub mod mermaid;
pub mod svg;
mod table;
mod templates;
mod terminal;

use std::borrow::Cow;
use std::mem::ManuallyDrop;

use serde::Serialize;
use tera::{Context, EscapeFn, Kwargs, State, Tera, Value};

use self::bounds::{Limited, Limits};
use self::failure::misuse;
pub use self::label::Label;
use self::templates::Sources;
pub use self::templates::{BUILT_IN, Load, MemoryInUse, Names, ReportSource, Templates};
use crate::diagnostic::Failure;
use crate::text;

/// What the output is for: how text is escaped, how tables look, which template files are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A terminal, or plain text in a file when it is not styled.
    Terminal {
        /// Columns that tables and wrapped text may take.
        width: usize,
        /// Whether colours and bold print may be used.
        styled: bool,
    },
    /// Markdown as GitHub reads it.
    Markdown {
        /// Whether `@name` in a people field notifies. Everywhere else it never does.
        mentions: bool,
    },
}

/// Where a piece of text goes: decides what could be taken for markup there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Somewhere in a line, perhaps at its start.
    Line,
    /// A cell of a table.
    Cell,
}

impl Medium {
    /// The ending of the template files for this medium.
    fn extension(self) -> &'static str {
        match self {
            Self::Terminal { .. } => "txt",
            Self::Markdown { .. } => "md",
        }
    }

    fn escape_fn(self) -> EscapeFn {
        match self {
            Self::Terminal { .. } => terminal::write_escaped,
            Self::Markdown { .. } => markdown::write_escaped,
        }
    }

    /// A one-line text of the plan that shows as it was typed and does nothing else.
    fn text(self, text: &str, place: Place) -> Cow<'_, str> {
        match self {
            Self::Terminal { .. } => text::one_line(text),
            Self::Markdown { .. } => markdown::escape(text, place),
        }
    }

    /// The last pass over what the template wrote.
    fn finish(self, text: &str) -> String {
        match self {
            Self::Terminal { width, styled } => terminal::finish(text, styled, width),
            Self::Markdown { .. } => markdown::finish(text),
        }
    }
}

/// Renders a page by the template `NAME.EXTENSION`, or by the root that `templates` was given.
///
/// The output ends with one line feed, or is empty. A fault of a template is a [`Failure`] that names its
/// file, line and column. A template of a team that takes too much time or memory is one too; its thread then works on.
/// What the template engine holds stays in memory: the process should end soon.
pub fn render(
    name: &str,
    medium: Medium,
    context: &impl Serialize,
    templates: &Templates<'_>,
) -> anyhow::Result<String> {
    let layout = Layout::find(name, medium, templates)?;
    layout
        .ok_or_else(|| Failure::new(format!("there is no template `{}`", text::one_line(name))))?
        .render(context)
}

/// How a page is laid out: the templates of one name for a medium, found and not yet parsed.
pub struct Layout<'t> {
    name: String,
    medium: Medium,
    sources: Sources,
    templates: &'t Templates<'t>,
    limits: Limits,
}

impl<'t> Layout<'t> {
    /// The layout of a name.
    pub fn find(name: &str, medium: Medium, templates: &'t Templates<'t>) -> anyhow::Result<Option<Self>> {
        let sources = templates.gather(&format!("{name}.{}", medium.extension()))?;
        let layout =
            |sources| Self { name: name.to_owned(), medium, sources, templates, limits: bounds::LIMITS };
        Ok(sources.map(layout))
    }

    /// The layout of a report. What has no form for terminals is shown there as its markdown.
    pub fn of_report(
        name: &str,
        medium: Medium,
        templates: &'t Templates<'t>,
    ) -> anyhow::Result<Option<Self>> {
        if !templates::is_report_name(name) {
            return Ok(None);
        }
        match (Self::find(name, medium, templates)?, medium) {
            (None, Medium::Terminal { .. }) => {
                Self::find(name, Medium::Markdown { mentions: false }, templates)
            }
            (found, _) => Ok(found),
        }
    }

    /// Which of these sections it lays out, in their order.
    pub fn sections(&self, known: &[&'static str]) -> Vec<&'static str> {
        self.sources.sections(known)
    }

    /// Leaves out what lays out those of its sections that are not shown, and before which no prose stands.
    #[must_use]
    pub fn with_sections(mut self, known: &[&str], shown: &[&str], has_prose: impl Fn(&str) -> bool) -> Self {
        let is_hidden = |section: &str| known.contains(&section) && !shown.contains(&section);
        self.sources.leave_out(|section| is_hidden(section) && !has_prose(section));
        self.sources.add_parts(|section| !is_hidden(section));
        self
    }

    /// The page's text.
    pub fn render(self, context: &impl Serialize) -> anyhow::Result<String> {
        let Self { name, medium, mut sources, templates, limits } = self;
        sources.add_parts(|_| true);
        // Given back piece by piece, what the engine holds takes a tenth of a small report's time, and the process ends soon.
        let context = ManuallyDrop::new(Context::from_serialize(context)?);
        // To start a thread takes as long as a small report, and our own templates are shallow.
        if sources.are_built_in() {
            return lay_out(limits, &name, medium, &context, &sources);
        }
        let shown = sources.root_shown();
        let work = move || lay_out(limits, &name, medium, &context, &sources);
        bounds::watched(&shown, limits, templates.memory, work)?
    }
}

/// Everything of which a template decides how long it takes.
fn lay_out(
    limits: Limits,
    report: &str,
    medium: Medium,
    context: &Context,
    sources: &Sources,
) -> anyhow::Result<String> {
    let mut tera = ManuallyDrop::new(engine(medium)?);
    let mut output = Limited::new(limits.output);
    let result = tera
        .add_raw_templates(sources.all().map(|source| (&source.key, &source.text)))
        .and_then(|()| tera.render_to(&sources.root, context, &mut output));
    if output.is_exceeded() {
        return Err(bounds::too_long(&sources.root_shown(), limits.output).into());
    }
    result.map_err(|error| failure::describe(&error, sources, report))?;
    Ok(medium.finish(&String::from_utf8(output.into_bytes())?))
}

/// A template engine that knows this medium's filters and escapes everything, whatever a file's name.
fn engine(medium: Medium) -> anyhow::Result<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on([""]);
    tera.set_escape_fn(medium.escape_fn());
    tera.set_fallback_prefixes([templates::BUILT_IN_PREFIX])?;
    filters::register(&mut tera, medium);
    tera.register_function("range", bounds::range());
    tera.register_filter("join", |items: &[Value], arguments: Kwargs, state: &State<'_>| {
        bounds::join(items, &arguments, state)
    });
    Ok(tera)
}

#[cfg(test)]
mod tests;
