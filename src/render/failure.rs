//! A template's fault, as a message that shows the place.

use tera::ErrorKind;

use super::filters;
use super::templates::{Source, Sources};
use crate::diagnostic::Failure;
use crate::text::{nearest, shorten, visible, width};

/// Longer lines are cut around the fault.
const MAX_LINE: usize = 100;

/// Longer messages are cut: they may quote any value, or be a template's own.
const MAX_MESSAGE: usize = 1000;

/// A fault in how a template uses a filter, on its way through the template engine.
pub(super) fn misuse(message: impl Into<String>) -> tera::Error {
    tera::Error::message(message.into())
}

/// What the template engine says is wrong, where, and what to do next.
pub(super) fn describe(error: &tera::Error, sources: &Sources, report: &str) -> Failure {
    let context_hint = || format!("`tracker report {report} --context` prints what the template gets");
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(fault) | ErrorKind::RenderingError(fault) => {
            let place = Place { line: fault.span().start_line, column: fault.span().start_col + 1 };
            (fault.message().to_owned(), Some((fault.filename().to_owned(), place)))
        }
        _ => first_report(&error.to_string()),
    };
    let (message, available) = split_available(&message);
    let message = lower_first(&shorten(message, MAX_MESSAGE));
    let hint = match name_in(&message) {
        Some(name) if !available.is_empty() => nearest(name, available),
        Some(name) if message.starts_with("unknown filter") => nearest(name, filters::NAMES),
        _ => None,
    }
    .map_or_else(context_hint, |near| format!("did you mean `{near}`?"));

    let told = place.and_then(|(key, place)| Some((sources.find(&key)?, place)));
    let place = told.or_else(|| {
        let (source, offset) = sources.reference(&message)?;
        Some((source, Place::of(&source.text, offset)))
    });
    let message = match place {
        Some((source, place)) => with_place(&message, source, place),
        None => format!("template `{}`: {}", sources.root_shown(), visible(&message)),
    };
    Failure::new(message).hint(hint)
}

/// A place in a template, from 1, the column in characters.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    column: usize,
}

impl Place {
    /// The place of a byte of the text.
    fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }
}

/// The message with its place before it, and the line with a caret below it.
fn with_place(message: &str, source: &Source, Place { line, column }: Place) -> String {
    let text = source.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let (before, after) = window(text, column.saturating_sub(1));
    let caret = " ".repeat(width(&before));
    let gutter = " ".repeat(line.to_string().len());
    let message = visible(message);
    format!(
        "{}:{line}:{column}: {message}\n{gutter} |\n{line} | {before}{after}\n{gutter} | {caret}^",
        source.shown
    )
}

/// The line before and from a character on, made harmless and cut to what fits a screen.
fn window(line: &str, column: usize) -> (String, String) {
    let before: Vec<char> = line.chars().take(column).collect();
    let start = before.len().saturating_sub(MAX_LINE / 2);
    let before: String = before.into_iter().skip(start).collect();
    let mut after: String = line.chars().skip(column).take(MAX_LINE - before.chars().count()).collect();
    if line.chars().count() > start + before.chars().count() + after.chars().count() {
        after.push('…');
    }
    let ellipsis = if start > 0 { "…" } else { "" };
    (format!("{ellipsis}{}", visible(&before)), visible(&after).into_owned())
}

/// Faults found while templates are added come as one text of reports: message, then `--> file:line:column`.
fn first_report(text: &str) -> (String, Option<(String, Place)>) {
    let report = text.strip_prefix("error: ").unwrap_or(text);
    let Some((message, rest)) = report.split_once('\n') else {
        return (report.to_owned(), None);
    };
    let place = rest.lines().next().and_then(|line| {
        let mut parts = line.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        Some((parts.next()?.to_owned(), Place { line, column }))
    });
    (message.to_owned(), place)
}

/// The sentence, and the names that the template engine lists after it.
fn split_available(message: &str) -> (&str, Vec<&str>) {
    let message = message.trim_end_matches('.');
    for mark in [". Available variables: ", ". Available fields: "] {
        if let Some((sentence, names)) = message.split_once(mark) {
            return (sentence, names.split(", ").collect());
        }
    }
    (message, Vec::new())
}

fn name_in(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

fn lower_first(message: &str) -> String {
    let mut characters = message.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}
