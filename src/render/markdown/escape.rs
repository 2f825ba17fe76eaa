//! One-line texts of a plan in markdown: they show as they were typed, and closed code spans stay code.
//!
//! A backslash or an entity is written only where a character would act, so that ordinary text keeps its bytes:
//! `snake_case`, `C++`, `80%`, `a < b`. Web addresses stay links, `#79` stays a reference. `@name` gets a
//! zero-width space behind the `@`, and `:tada:` one behind its first colon, written as an entity so that it can be seen
//! in the file: GitHub looks for names after it has read the entities, so an entity for the `@` itself would not do.

use std::borrow::Cow;
use std::collections::HashMap;

use super::percent_encode;
use crate::render::Place;
use crate::text::one_line;

/// Every character that the scanner has a rule for.
const ACTIVE: [char; 17] =
    ['`', '\\', '|', '<', '&', '*', '_', '~', '[', ']', '$', '@', ':', '.', ')', '#', '>'];

/// The text with everything that would act in a place made inert.
pub(in crate::render) fn escape(text: &str, place: Place) -> Cow<'_, str> {
    let text = one_line(text);
    let starts_plain = text.starts_with(|first: char| first.is_alphanumeric() && !first.is_ascii_digit());
    let is_plain = (place == Place::Cell || starts_plain) && !text.contains(ACTIVE);
    match (place, text) {
        (Place::Line, text) if is_plain || text.is_empty() => text,
        (Place::Cell, Cow::Borrowed(text)) if is_plain => Cow::Borrowed(text.trim()),
        (Place::Cell, text) => Cow::Owned(Scanner::new(text.trim(), place).run()),
        (Place::Line, text) => Cow::Owned(Scanner::new(&text, place).run()),
    }
}

/// The text with nothing left to act, not even code spans.
pub(super) fn escape_code(text: &str, place: Place) -> String {
    let mut scanner = Scanner::new(text, place);
    scanner.last_runs.clear();
    scanner.run()
}

/// Whether a text must not stand in a code span, where nothing can be escaped: our own marker would be found
/// there again, and a backslash before a pipe would end the cell.
pub(super) fn cannot_be_code(text: &str, place: Place) -> bool {
    (text.contains("<!--") && text.contains("tracker:"))
        || (place == Place::Cell && (text.contains("\\|") || text.ends_with('\\')))
}

struct Scanner<'t> {
    text: &'t str,
    place: Place,
    /// Where the next character stands.
    at: usize,
    output: String,
    /// Where the last run of backticks of each length begins.
    last_runs: HashMap<usize, usize>,
    /// The character at the start that would open a block.
    opener: Option<usize>,
    has_formula: bool,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str, place: Place) -> Self {
        let mut scanner = Self {
            text,
            place,
            at: 0,
            output: String::with_capacity(text.len() + 8),
            last_runs: last_backtick_runs(text),
            opener: None,
            has_formula: text.matches('$').count() > 1,
        };
        if place == Place::Line {
            scanner.opener = block_opener(text);
            let blanks = text.len() - text.trim_start_matches(' ').len();
            if blanks > 1 {
                // Four blanks would make code of it.
                scanner.at = blanks - 1;
            }
        }
        scanner
    }

    fn run(mut self) -> String {
        while let Some(character) = self.rest().chars().next() {
            if self.opener == Some(self.at) {
                self.output.push('\\');
                self.copy(character.len_utf8());
            } else {
                self.step(character);
            }
        }
        self.output
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at).unwrap_or_default().chars().next_back()
    }

    /// Writes the next bytes as they are.
    fn copy(&mut self, length: usize) {
        self.output.push_str(self.rest().get(..length).unwrap_or_default());
        self.at += length.max(1);
    }

    /// Writes something instead of the next bytes.
    fn replace(&mut self, length: usize, by: &str) {
        self.output.push_str(by);
        self.at += length;
    }

    fn step(&mut self, character: char) {
        let after = self.rest().chars().nth(1);
        match character {
            '`' => self.backticks(),
            '\\' if after.is_none_or(|after| after.is_ascii_punctuation()) => self.replace(1, "\\\\"),
            '|' => self.replace(1, "\\|"),
            '[' => self.replace(1, "\\["),
            ']' => self.replace(1, "\\]"),
            '$' if self.has_formula => self.replace(1, "\\$"),
            '<' if opens_tag(after) => {
                self.replace(1, "&lt;");
            }
            '&' if is_entity(self.rest()) => self.replace(1, "&amp;"),
            ':' if is_emoji_code(self.rest()) => self.replace(1, ":&#8203;"),
            '@' if self.would_mention(after) => self.replace(1, "@&#8203;"),
            '*' | '_' | '~' => self.delimiters(character),
            _ if self.url_length() > 0 => self.url(),
            _ => self.copy(character.len_utf8()),
        }
    }

    /// A closed code span stays as it is; other backticks are escaped, lest they close one further on.
    fn backticks(&mut self) {
        let run = run_length(self.rest(), '`');
        if self.last_runs.get(&run).is_some_and(|&last| last > self.at) {
            let inner = self.rest().get(run..).unwrap_or_default();
            if let Some(end) = closing_run(inner, run) {
                let content = inner.get(..end).unwrap_or_default();
                if !cannot_be_code(content, self.place) {
                    let span = self.rest().get(..run + end + run).unwrap_or_default();
                    match self.place {
                        Place::Line => self.output.push_str(span),
                        Place::Cell => self.output.push_str(&span.replace('|', "\\|")),
                    }
                    self.at += span.len();
                    return;
                }
            }
        }
        self.replace(run, &"\\`".repeat(run));
    }

    /// Emphasis and strikethrough, where a run of marks could open or close it.
    fn delimiters(&mut self, mark: char) {
        let run = run_length(self.rest(), mark);
        let before = self.before();
        let after = self.rest().get(run..).unwrap_or_default().chars().next();
        let is_space = |side: Option<char>| side.is_some_and(char::is_whitespace);
        let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        // Three at the start of a line would open a code block or be a rule.
        let is_inert = (run < 3 && is_space(before) && is_space(after))
            || match mark {
                '_' => is_word(before) && is_word(after),
                // `~2h`: it can open, but every one that could close it is escaped.
                '~' => run == 1 && (before.is_none() || is_space(before)) && is_word(after),
                _ => false,
            };
        if is_inert {
            self.copy(run);
        } else {
            self.replace(run, &format!("\\{mark}").repeat(run));
        }
    }

    fn would_mention(&self, after: Option<char>) -> bool {
        after.is_some_and(char::is_alphanumeric) && !self.before().is_some_and(char::is_alphanumeric)
    }

    /// The length of the web address that begins here, or 0.
    fn url_length(&self) -> usize {
        url_length(self.before(), self.rest())
    }

    /// Inside an address nothing can be escaped; what could act is percent-encoded, which means the same.
    fn url(&mut self) {
        let url = self.rest().get(..self.url_length()).unwrap_or_default();
        let mut before = None;
        let mut characters = url.char_indices().peekable();
        while let Some((index, character)) = characters.next() {
            let after = characters.peek().map(|(_, after)| *after);
            let is_inside =
                before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
            match character {
                '|' | '`' | '*' | '[' | ']' | '\\' | '@' | '<' => percent_encode(character, &mut self.output),
                '_' | '~' if !is_inside => percent_encode(character, &mut self.output),
                '&' if is_entity(url.get(index..).unwrap_or_default()) => self.output.push_str("&amp;"),
                '$' if self.has_formula => percent_encode(character, &mut self.output),
                _ => self.output.push(character),
            }
            before = Some(character);
        }
        self.at += url.len();
    }
}

/// What at the start of a line would open a block: the place of the character to escape.
fn block_opener(text: &str) -> Option<usize> {
    let trimmed = text.trim_start_matches(' ');
    let start = text.len() - trimmed.len();
    let first = trimmed.chars().next()?;
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let rest = trimmed.get(first.len_utf8()..).unwrap_or_default();
    // Rules, underlines of headings, delimiter rows of tables.
    let is_rule = trimmed.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '+' | ':' | ' '));
    match first {
        '-' | '+' | '*' | '=' | ':' | '_' if is_rule => Some(start),
        '-' | '+' | '*' if ends_word(rest) => Some(start),
        '>' => Some(start),
        '#' => {
            let level = run_length(trimmed, '#');
            (level <= 6 && ends_word(trimmed.get(level..).unwrap_or_default())).then_some(start)
        }
        '0'..='9' => {
            let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
            let rest = trimmed.get(digits..).unwrap_or_default();
            let is_item = rest.starts_with(['.', ')']) && ends_word(rest.get(1..).unwrap_or_default());
            (digits <= 9 && is_item).then_some(start + digits)
        }
        _ => None,
    }
}

/// The length of the web address that a text begins with, or 0. GitHub's reader takes everything up to a blank
/// or `<` for it before it looks for code spans or emphasis; a `<` that is written as an entity ends none. What is taken
/// here for an address and is none does no harm, so this asks for less than GitHub does.
pub(super) fn url_length(before: Option<char>, text: &str) -> usize {
    let starts =
        |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if before.is_some_and(|before| before.is_ascii_alphabetic())
        || !["http://", "https://", "ftp://", "www."].iter().any(|scheme| starts(scheme))
    {
        return 0;
    }
    text.find(' ').unwrap_or(text.len())
}

/// Whether a text begins with something of the form of an entity: `&amp;`, `&#60;`, `&#x3c;`.
fn is_entity(text: &str) -> bool {
    let Some((name, _)) = text.strip_prefix('&').and_then(|rest| rest.split_once(';')) else {
        return false;
    };
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a text begins with what GitHub may take for an emoji: `:tada:`, `:+1:`, `:100:`.
fn is_emoji_code(text: &str) -> bool {
    let Some((name, _)) = text.strip_prefix(':').and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    let is_named =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'-');
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    name.bytes().all(is_named) && (!is_number || matches!(name, "100" | "1234"))
}

/// Whether `<` before this character begins a tag or a comment; at the end of the text it might.
pub(super) fn opens_tag(after: Option<char>) -> bool {
    after.is_none_or(|after| after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'))
}

pub(super) fn run_length(text: &str, mark: char) -> usize {
    text.len() - text.trim_start_matches(mark).len()
}

/// Where a run of exactly this many backticks begins.
pub(super) fn closing_run(text: &str, length: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('`') {
        let run = run_length(text.get(at + found..)?, '`');
        if run == length {
            return Some(at + found);
        }
        at += found + run;
    }
    None
}

/// The start of the last run of backticks of each length: without one further on, a span cannot be closed.
fn last_backtick_runs(text: &str) -> HashMap<usize, usize> {
    let mut runs = HashMap::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('`')) {
        let run = run_length(text.get(at + found..).unwrap_or_default(), '`');
        runs.insert(run, at + found);
        at += found + run;
    }
    runs
}
