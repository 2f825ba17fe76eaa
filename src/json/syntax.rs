//! What is wrong with a text that is no JSON, in words that name the thing found and what to do about it.

use std::fmt;
use std::string::FromUtf8Error;

use super::document::NodeKind;
use super::keys::Duplicate;
use super::scan::{self, Stop, Why};
use crate::span::Span;

/// Why a text could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The place in `text`.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// A few words under the caret.
    pub label: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
    /// Whether the text may be JSON, but nested deeper than is read.
    pub is_too_deep: bool,
    /// The text that was read, with replacement characters where it was no UTF-8.
    pub text: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

impl SyntaxError {
    /// Bytes that are no UTF-8.
    pub(super) fn not_utf8(error: FromUtf8Error) -> Self {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            let fault = Fault::new(Span::empty(0), "the file is UTF-16, and JSON is UTF-8");
            return fault
                .hint("save the file as UTF-8")
                .in_text(String::from_utf8_lossy(&bytes).into_owned());
        }
        let byte = bytes.get(at).copied().unwrap_or_default();
        // The lossy text is the same up to the first wrong byte.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let before = text.get(..at).unwrap_or_default();
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let message = format!("line {}, column {column} is not UTF-8", line(&text, at));
        Fault::new(Span::new(at, at + '\u{fffd}'.len_utf8()), message)
            .label(format!("the byte 0x{byte:02X}"))
            .hint("save the file as UTF-8")
            .in_text(text)
    }
}

/// A [`SyntaxError`] that has not been given its text yet.
#[derive(Debug)]
pub(super) struct Fault {
    span: Span,
    message: String,
    label: Option<String>,
    hint: Option<String>,
    is_too_deep: bool,
}

impl Fault {
    fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), label: None, hint: None, is_too_deep: false }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Completes the error. A text with conflict markers is wrong for that reason before all others.
    pub(super) fn in_text(self, text: String) -> SyntaxError {
        let Self { span, message, label, hint, is_too_deep } = conflict(&text).unwrap_or(self);
        SyntaxError { span, message, label, hint, is_too_deep, text }
    }

    pub(super) fn too_large() -> Self {
        Self::new(Span::empty(0), "the file is 4 GiB or larger").hint("divide it into several")
    }

    pub(super) fn byte_order_mark() -> Self {
        Self::new(Span::new(0, 3), "the file begins with a byte-order mark")
            .hint("save it as UTF-8 without a byte-order mark")
    }

    pub(super) fn empty(text: &str) -> Self {
        let message =
            if text.is_empty() { "the file is empty" } else { "the file holds nothing but white space" };
        Self::new(Span::empty(0), message).hint("the smallest object is `{}`")
    }

    pub(super) fn too_deep(at: usize, deepest: usize) -> Self {
        let message = format!("values are nested more than {deepest} deep");
        let fault = Self::new(Span::new(at, at + 1), message)
            .hint("write the plan flatter: nothing in it needs so many brackets");
        Self { is_too_deep: true, ..fault }
    }

    pub(super) fn out_of_range(span: Span) -> Self {
        Self::new(span, "the number is too large")
            .label("beyond the range of a double")
            .hint("write a smaller number, or put it in double quotes as a text")
    }

    pub(super) fn duplicate_key(text: &str, twins: &Duplicate) -> Self {
        let message = format!("the key {} appears twice in one object", quoted(&twins.key));
        Self::new(twins.second, message)
            .label(format!("the first is on line {}", line(text, twins.first.start)))
            .hint("remove or rename one of the two")
    }

    /// The text ends while something is open.
    pub(super) fn ends(text: &str, open: Option<(NodeKind, usize)>) -> Self {
        let end = scan::space_start(text.as_bytes(), text.len());
        let fault = |message| Self::new(Span::empty(end), message).label("the text ends here");
        let Some((kind, start)) = open else {
            return fault("the text ends too early".into()).hint("restore the file if it was cut off");
        };
        let message =
            format!("the text ends inside {} that began on line {}", kind.article(), line(text, start));
        let close = if kind == NodeKind::Object { '}' } else { ']' };
        fault(message).hint(format!("close it with `{close}`, or restore the file if it was cut off"))
    }

    /// Something that begins no value stands where a value belongs.
    pub(super) fn no_value(text: &str, at: usize) -> Self {
        let found = Found::at(text, at);
        let quotes = found.word.then(|| "a text stands in double quotes, `\"`".to_owned());
        let fault = Self::new(found.span, format!("{} where a value belongs", found.words));
        let any = || "write a value here, such as `\"text\"`, `5` or `null`".to_owned();
        fault.hint(found.hint.or(quotes).unwrap_or_else(any))
    }

    /// Something other than a string stands where a key belongs.
    pub(super) fn no_key(text: &str, at: usize) -> Self {
        let found = Found::at(text, at);
        if found.word {
            let word = found.span.of(text);
            return Self::new(found.span, format!("the key `{word}` has no quotes"))
                .hint(format!("write \"{word}\""));
        }
        let fault = Self::new(found.span, format!("{} where a key belongs", found.words));
        fault.hint(found.hint.unwrap_or_else(|| "keys are strings in double quotes".into()))
    }

    pub(super) fn no_colon(text: &str, key: Span, at: usize) -> Self {
        let found = Found::at(text, at);
        let message = format!("{} where the colon after the key {} belongs", found.words, key.of(text));
        let hint = found.hint.filter(|_| !found.word);
        Self::new(found.span, message).hint(hint.unwrap_or_else(|| "write `:` behind the key".into()))
    }

    /// A comma with nothing behind it.
    pub(super) fn stray_comma(text: &str, comma: usize, next: usize) -> Self {
        let fault = Self::new(Span::new(comma, comma + 1), "");
        match text.as_bytes().get(next) {
            Some(b'}') => Self { message: "a comma after the last member".into(), ..fault },
            Some(b']') => Self { message: "a comma after the last element".into(), ..fault },
            _ => Self { message: "two commas with nothing between".into(), ..fault },
        }
        .hint("remove the comma")
    }

    /// Neither a comma nor the closing bracket stands behind a child that ended at `end`.
    pub(super) fn no_separator(text: &str, end: usize, at: usize, kind: NodeKind, start: usize) -> Self {
        let close = if kind == NodeKind::Object { '}' } else { ']' };
        let opened = format!("{} that began on line {}", kind.article(), line(text, start));
        match text.as_bytes().get(at) {
            Some(wrong @ (b'}' | b']')) => {
                let message = format!("`{}` where {opened} ends", char::from(*wrong));
                Self::new(Span::new(at, at + 1), message).hint(format!("close it with `{close}`"))
            }
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9')
                if at > end || text.as_bytes().get(at) == Some(&b'"') =>
            {
                Self::new(Span::empty(end), "a comma is missing")
                    .label("between this value and the next")
                    .hint("write `,` behind this value")
            }
            _ => {
                let found = Found::at(text, at);
                // A word right behind a quote: that quote was meant to be text.
                let in_string = found.word && text.get(..at).is_some_and(|before| before.ends_with('"'));
                let hint = in_string.then(|| "a quote inside a string is written `\\\"`".to_owned());
                let either = || format!("write `,` or `{close}` before it, or remove it");
                let hint = hint.or(found.hint.filter(|_| !found.word)).unwrap_or_else(either);
                Self::new(found.span, format!("{} where `,` or `{close}` belongs", found.words))
                    .label(format!("in {opened}"))
                    .hint(hint)
            }
        }
    }

    /// Something stands behind the document, which ended at `end`.
    pub(super) fn trailing(text: &str, end: usize, at: usize) -> Self {
        let found = Found::at(text, at);
        let fault = Self::new(found.span, format!("{} after the end of the document", found.words));
        let label = format!("the document ended on line {}", line(text, end.saturating_sub(1)));
        let hint = found.hint.filter(|_| !found.word);
        fault.label(label).hint(hint.unwrap_or_else(|| "remove all that follows the document".into()))
    }

    /// The string that begins at `start` cannot be read beyond `stop`.
    pub(super) fn string(text: &str, start: usize, stop: &Stop) -> Self {
        let at = stop.at;
        let here = |length: usize| Span::new(at, at + length);
        match (&stop.why, text.as_bytes().get(at)) {
            (Why::End, _) => {
                let message =
                    format!("the text ends inside a string that began on line {}", line(text, start));
                Self::new(Span::new(start, start + 1), message)
                    .label("the string begins here")
                    .hint("close it with `\"`, or restore the file if it was cut off")
            }
            (Why::Control, Some(b'\n' | b'\r')) => {
                Self::new(Span::new(start, at), "the string does not end on its line")
                    .hint("close it with `\"`, or write a line break as `\\n`")
            }
            (Why::Control, Some(b'\t')) => Self::new(here(1), "a tab in a string").hint("write `\\t`"),
            (Why::Control, byte) => {
                let code = byte.copied().unwrap_or_default();
                Self::new(here(1), format!("the control character U+{code:04X} in a string"))
                    .hint(format!("write `\\u{code:04x}`, or remove it"))
            }
            (Why::Hexadecimal, _) => {
                Self::new(here(2), "`\\u` needs four hexadecimal digits").hint("as in `\\u00e9`")
            }
            (Why::Surrogate, _) => Self::new(here(6), "one half of a surrogate pair without the other")
                .hint("write the character itself, or both halves"),
            _ => {
                let shown = text.get(at + 1..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                Self::new(here(1 + shown.len_utf8()), format!("`\\{}` is no escape", shown.escape_debug()))
                    .hint("write a backslash as `\\\\`")
            }
        }
    }

    /// The number that begins at `start` cannot be read beyond `stop`.
    pub(super) fn number(text: &str, start: usize, stop: &Stop) -> Self {
        if stop.why == Why::LeadingZero {
            return Self::new(Span::new(start, stop.at + 1), "a number begins with a superfluous zero")
                .hint("remove the zero, or put quotes around the text");
        }
        if text.get(start..).is_some_and(|rest| rest.starts_with("-Infinity")) {
            return Self::no_value(text, start);
        }
        let end = stop.at.max(start + 1);
        Self::new(Span::new(start, end), "a number that is not complete")
            .label("a digit must follow")
            .hint("write it as in `-1`, `1.5` or `1e3`")
    }
}

/// What stands at a place where it does not belong.
struct Found {
    span: Span,
    /// With its article, to begin a message with.
    words: String,
    hint: Option<String>,
    /// Letters without quotes.
    word: bool,
}

impl Found {
    fn at(text: &str, at: usize) -> Self {
        let rest = text.get(at..).unwrap_or_default();
        let found = |length: usize, words: &str, hint: Option<&str>| Self {
            span: Span::new(at, at + length),
            words: words.into(),
            hint: hint.map(Into::into),
            word: false,
        };
        let line = rest.lines().next().unwrap_or_default();
        let Some(first) = rest.chars().next() else { return found(0, "the end of the text", None) };
        match first {
            '\'' | '‘' | '’' | '“' | '”' | '`' => {
                let words = match first {
                    '\'' => "a single quote",
                    '`' => "a backtick",
                    _ => "a typographic quote",
                };
                found(first.len_utf8(), words, Some("JSON strings stand in double quotes, `\"`"))
            }
            '#' => found(line.len(), "a comment", Some(NO_COMMENTS)),
            '/' if rest.starts_with("//") => found(line.len(), "a comment", Some(NO_COMMENTS)),
            '/' if rest.starts_with("/*") => found(2, "a comment", Some(NO_COMMENTS)),
            '"' => found(1, "a string", None),
            '0'..='9' => found(1, "a number", None),
            '+' | '.' if rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit()) => {
                found(1, &format!("`{first}`"), Some("a number begins with a digit or `-`"))
            }
            _ if is_word(first) => Self::word(rest, at),
            ',' => found(1, "a comma", None),
            _ => found(first.len_utf8(), &shown(first), None),
        }
    }

    fn word(rest: &str, at: usize) -> Self {
        let word = rest.split(|letter| !is_word(letter)).next().unwrap_or_default();
        let hint = match word.trim_start_matches('-').to_ascii_lowercase().as_str() {
            "nan" | "infinity" => Some("JSON has no such number: write `null`, or leave it out".into()),
            "none" | "nil" | "undefined" | "null" => Some("write `null`".into()),
            lower @ ("true" | "false") => Some(format!("write `{lower}`")),
            _ => None,
        };
        // A very long word would bury the message.
        let short: String = word.chars().take(40).collect();
        Self { span: Span::new(at, at + word.len()), words: format!("`{short}`"), hint, word: true }
    }
}

const NO_COMMENTS: &str = "JSON has no comments: remove it, or make it the value of a key such as `notes`";

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$' || letter == '-'
}

/// A character as a message shows it.
fn shown(character: char) -> String {
    if character.is_control() || character.is_whitespace() || ('\u{200b}'..='\u{feff}').contains(&character) {
        return format!("the character U+{:04X}", u32::from(character));
    }
    format!("`{character}`")
}

/// A key as a message shows it.
fn quoted(key: &str) -> String {
    serde_json::Value::from(key).to_string()
}

/// The number of the line on which a place stands, from 1.
fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The first marker that a merge left. No valid JSON has a line that begins like one.
fn conflict(text: &str) -> Option<Fault> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let side = content.starts_with("<<<<<<< ") || content.starts_with(">>>>>>> ");
        if side || content == "=======" {
            let fault = Fault::new(
                Span::new(start, start + content.len()),
                "the file has unresolved merge conflict markers",
            );
            return Some(fault.hint(
                "resolve them by hand or with `git mergetool`, or take one side with `git checkout --ours FILE`",
            ));
        }
        start += line.len();
    }
    None
}
