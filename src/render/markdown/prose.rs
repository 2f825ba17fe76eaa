//! Prose of a plan: markdown that stays markdown, but for raw HTML, comments, our own markers and mentions.
//!
//! Without a parser of markdown one cannot know what a line means to one. So whatever could be read in two ways
//! is written in the one way that we have read it: fences go to the left margin and are always closed, and a
//! code span is closed in its line or its backticks are escaped. Formulas are not kept. Code that is not found to be code, in a list
//! or behind a quotation mark, may thereby show an entity; nothing passes that acts.

use super::escape::{cannot_be_code, closing_run, opens_tag, run_length, url_length};
use super::fence::Fence;
use crate::render::Place;
use crate::text::visible_lines;

/// The prose, for a place of its own between blank lines.
pub(in crate::render) fn prose(text: &str) -> String {
    let text = visible_lines(text);
    // GitHub's reader looks for a formula, `$…$`, before it looks for code, over several lines too.
    let has_formula = text.matches('$').count() > 1;
    let mut lines = Vec::new();
    let mut fence: Option<Fence> = None;
    for line in text.trim_end().lines() {
        if let Some(open) = fence {
            if open.is_closed_by(line) {
                lines.push(open.closing());
                fence = None;
            } else {
                let blanks = run_length(line, ' ').min(open.indent);
                lines.push(line.get(blanks..).unwrap_or_default().to_owned());
            }
        } else if let Some(open) = Fence::opened_by(line) {
            fence = Some(open);
            lines.push(line.trim().to_owned());
        } else {
            lines.push(inline(line, has_formula));
        }
    }
    if let Some(open) = fence {
        lines.push(open.closing());
    }
    lines.join("\n")
}

/// One line outside of code blocks.
fn inline(line: &str, has_formula: bool) -> String {
    let mut output = String::with_capacity(line.len() + 8);
    let mut rest = line;
    let mut before = None;
    while let Some(character) = rest.chars().next() {
        let after = rest.chars().nth(1);
        let (length, written) = match character {
            '\\' if after
                .is_some_and(|after| after.is_ascii_punctuation() && after != '<' && after != '@') =>
            {
                (2, None)
            }
            '`' => code_span(rest),
            'h' | 'H' | 'f' | 'F' | 'w' | 'W' if url_length(before, rest) > 0 => address(before, rest),
            '$' if has_formula => (1, Some("\\$".to_owned())),
            '<' if is_address(rest) => (1, None),
            '<' if opens_tag(after) => (1, Some("&lt;".to_owned())),
            '@' if after.is_some_and(char::is_alphanumeric) && !before.is_some_and(char::is_alphanumeric) => {
                (1, Some("@&#8203;".to_owned()))
            }
            _ => (character.len_utf8(), None),
        };
        let (done, remaining) = rest.split_at(length);
        output.push_str(written.as_deref().unwrap_or(done));
        before = done.chars().next_back();
        rest = remaining;
    }
    output
}

/// A code span that is closed in the line, as it is; else the backticks escaped.
fn code_span(text: &str) -> (usize, Option<String>) {
    let run = run_length(text, '`');
    let inner = text.get(run..).unwrap_or_default();
    match closing_run(inner, run) {
        Some(end) if !cannot_be_code(inner.get(..end).unwrap_or_default(), Place::Line) => {
            (run + end + run, None)
        }
        _ => (run, Some("\\`".repeat(run))),
    }
}

/// A web address, which a reader takes whole: a backtick in it opens no code, and an entity would change where
/// it leads to. What it leaves out, a `<`, must not open a tag.
fn address(before: Option<char>, text: &str) -> (usize, Option<String>) {
    let length = url_length(before, text);
    let address = text.get(..length).unwrap_or_default();
    (length, Some(address.replace('`', "%60").replace('@', "%40").replace('<', "%3C")))
}

/// Whether an address in angle brackets begins here, `<https://example.com>`.
fn is_address(text: &str) -> bool {
    let is_web = text.starts_with("<https://") || text.starts_with("<http://");
    let address = text.get(1..).and_then(|rest| rest.split_once('>')).map(|(address, _)| address);
    is_web
        && address.is_some_and(|address| !address.contains(|c: char| c.is_whitespace() || "<`@".contains(c)))
}
