//! A finding as a person reads it: the sentence, the place, the line with a caret, the hint.
//!
//! The line is laid out by `annotate-snippets`, which sees only a small window of the text: a plan may be one line of
//! many megabytes. What acts or hides in the plan's text is written out before, and the caret moves along.

use std::ops::Range;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, Style};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{self, Positions};

/// Lines before and behind the finding that are shown.
const LINES: usize = 2;
/// Bytes before and behind the finding that are shown at most.
const BYTES: usize = 160;
/// What stands for the rest of a line.
const CUT: char = '…';

/// A finding about a file, without a line feed at its end; `positions` are those of the file's text. It takes about
/// `width` columns.
pub fn diagnostic(
    finding: &Diagnostic,
    file: &str,
    positions: &Positions<'_>,
    width: usize,
    styled: bool,
) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let window = Window::new(positions.text(), finding.span.start, finding.span.end);
    let label = finding.label.as_deref().map(text::one_line);
    let caret = AnnotationKind::Primary.span(window.caret.clone());
    let caret = match &label {
        Some(label) => caret.label(label.as_ref()),
        None => caret,
    };
    let first_line = positions.of(window.start).line;
    let snippet = Snippet::source(window.text.as_str()).line_start(first_line).fold(false).annotation(caret);
    let title = level.primary_title(text::one_line(&finding.message)).id(finding.code);
    let mut group = title.element(snippet);
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.with_name(Some("hint")).message(text::one_line(hint)));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let report = renderer.term_width(width).render(&[group]);

    // The snippet begins in the middle of the file, so only we know the column.
    let last_line = first_line + window.text.matches('\n').count();
    let gutter = " ".repeat(last_line.to_string().len());
    let style = if styled { DEFAULT_LINE_NUM_STYLE } else { Style::new() };
    let place =
        format!("{gutter}{style}-->{style:#} {}:{}", text::visible(file), positions.of(finding.span.start));
    match report.split_once('\n') {
        Some((title, rest)) => format!("{title}\n{place}\n{rest}"),
        None => format!("{report}\n{place}"),
    }
}

/// A small piece of a text, fit to be shown.
struct Window {
    text: String,
    /// Where it begins in the whole text.
    start: usize,
    /// What the caret points at, in its own text.
    caret: Range<usize>,
}

impl Window {
    fn new(whole: &str, start: usize, end: usize) -> Self {
        let start = boundary(whole, start);
        // No farther: to look for the end of a line of many megabytes, for each of its findings, takes minutes.
        let rest = whole.get(start..boundary(whole, start + BYTES)).unwrap_or_default();
        // A caret under many lines says no more than one under the first.
        let line = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let end = boundary(whole, end.clamp(start, start + line));
        let from = Self::from(whole, start);
        let to = Self::to(whole, end);

        let mut shown = String::new();
        if !whole.get(..from).unwrap_or_default().ends_with('\n') && from > 0 {
            shown.push(CUT);
        }
        let piece = |range: Range<usize>| fit_to_show(whole.get(range).unwrap_or_default());
        shown.push_str(&piece(from..start));
        let caret = shown.len();
        shown.push_str(&piece(start..end));
        let caret = caret..shown.len();
        shown.push_str(&piece(end..to));
        if to < whole.len() && !whole.get(to..).unwrap_or_default().starts_with(['\r', '\n']) {
            shown.push(CUT);
        }
        Self { text: shown, start: from, caret }
    }

    /// The beginning of a window: of a line before, when that is near, else within the line itself.
    fn from(whole: &str, start: usize) -> usize {
        let nearest = boundary(whole, start.saturating_sub(BYTES));
        let before = whole.get(nearest..start).unwrap_or_default();
        let mut line_feeds = before.rmatch_indices('\n').map(|(at, _)| nearest + at + 1);
        match line_feeds.nth(LINES) {
            Some(line) => line,
            None if nearest == 0 => 0,
            None => before.find('\n').map_or(nearest, |at| nearest + at + 1),
        }
    }

    /// The end of a window, without the last line's end.
    fn to(whole: &str, end: usize) -> usize {
        let farthest = boundary(whole, end + BYTES);
        let behind = whole.get(end..farthest).unwrap_or_default();
        match behind.match_indices('\n').nth(LINES) {
            Some((line_feed, _)) => end + line_feed,
            None if farthest == whole.len() => farthest,
            None => behind.rfind('\n').map_or(farthest, |at| end + at),
        }
    }
}

/// The start of the character that a byte is in; the end for one behind it.
fn boundary(text: &str, offset: usize) -> usize {
    let mut boundary = offset.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    boundary
}

/// Lines of the plan without anything that acts or hides; a tab has no width of its own, so it becomes blanks.
fn fit_to_show(piece: &str) -> String {
    text::visible_lines(piece).replace('\t', "    ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::span::Span;

    fn shown(text: &str, span: Span) -> String {
        let finding = Diagnostic::new("wrong-type", Severity::Error, span, "`progress` must be a number")
            .label("here")
            .hint("tracker update A progress=50");
        diagnostic(&finding, "plan.json", &Positions::new(text), 100, false)
    }

    /// The place of a word in a text.
    fn span(text: &str, word: &str) -> Span {
        let start = text.find(word).unwrap();
        Span::new(start, start + word.len())
    }

    #[test]
    fn a_finding_shows_its_sentence_its_place_its_line_and_its_hint() {
        let text =
            "{\n  \"issues\": [\n    {\n      \"id\": \"A\",\n      \"progress\": \"50\"\n    }\n  ]\n}\n";
        insta::assert_snapshot!(shown(text, span(text, "\"50\"")), @r#"
        error[wrong-type]: `progress` must be a number
         --> plan.json:5:19
          |
        3 |     {
        4 |       "id": "A",
        5 |       "progress": "50"
          |                   ^^^^ here
        6 |     }
        7 |   ]
          |
          = hint: tracker update A progress=50
        "#);
    }

    #[test]
    fn a_long_line_is_cut_and_its_column_is_right() {
        let text = format!("[{}\"here\"{}]", "0, ".repeat(10_000), ", 0".repeat(10_000));
        insta::assert_snapshot!(shown(&text, span(&text, "\"here\"")), @r#"
        error[wrong-type]: `progress` must be a number
         --> plan.json:1:30002
          |
        1 | ...0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "here", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0...
          |                                           ^^^^^^ here
          |
          = hint: tracker update A progress=50
        "#);
    }

    #[test]
    fn many_findings_in_one_line_of_megabytes_are_shown_in_a_moment() {
        let text = format!("[{}0]", "0, ".repeat(3_000_000));
        let positions = Positions::new(&text);
        let start = std::time::Instant::now();
        for at in 0..500 {
            let finding = Diagnostic::new("wrong-type", Severity::Error, Span::empty(at * 10_000), "x");
            diagnostic(&finding, "plan.json", &positions, 100, false);
        }
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }

    #[test]
    fn what_acts_in_the_plan_is_written_out_and_the_caret_moves_along() {
        let text = "{\"a\": \"\u{1b}[31m\u{202e}\", \t\"progress\": \"x\"}";
        insta::assert_snapshot!(shown(text, span(text, "\"x\"")), @r#"
        error[wrong-type]: `progress` must be a number
         --> plan.json:1:30
          |
        1 | {"a": "\u{1b}[31m\u{202e}",     "progress": "x"}
          |                                             ^^^ here
          |
          = hint: tracker update A progress=50
        "#);
    }

    #[test]
    fn the_arrow_stands_over_the_bars_whatever_the_line() {
        let text = format!("{}x\n\n", "\n".repeat(8));
        insta::assert_snapshot!(shown(&text, span(&text, "x")), @r#"
        error[wrong-type]: `progress` must be a number
          --> plan.json:9:1
           |
         7 |
         8 |
         9 | x
           | ^ here
        10 |
           |
           = hint: tracker update A progress=50
        "#);
    }

    #[test]
    fn a_place_at_the_end_of_an_empty_text_is_shown_too() {
        insta::assert_snapshot!(shown("", Span::empty(0)), @r#"
        error[wrong-type]: `progress` must be a number
         --> plan.json:1:1
          |
        1 |
          | ^ here
          |
          = hint: tracker update A progress=50
        "#);
    }

    #[test]
    fn colours_come_only_when_asked_for() {
        let finding = Diagnostic::new("cycle", Severity::Note, Span::empty(0), "x");
        let positions = Positions::new("{}");
        assert!(!diagnostic(&finding, "f", &positions, 80, false).contains('\u{1b}'));
        assert!(diagnostic(&finding, "f", &positions, 80, true).contains('\u{1b}'));
    }

    proptest! {
        #[test]
        fn any_place_of_any_text_is_shown_without_letting_it_act(
            text in prop::collection::vec(prop_oneof![any::<char>(), Just('\n'), Just('\r'), Just('\t'), Just('🔴')], 0..400),
            start in 0usize..1000,
            length in 0usize..400,
        ) {
            let text: String = text.into_iter().collect();
            let shown = shown(&text, Span::new(start, start + length));
            prop_assert!(!shown.contains(|c| text::is_hidden(c) && c != '\n'), "{shown:?}");
        }
    }
}
