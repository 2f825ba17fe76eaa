//! From bytes to the tape: a loop over the text, with the open containers on a stack of its own.

use super::document::{NodeKind, Record};
use super::keys::{self, Key};
use super::scan;
use super::syntax::{Fault, SyntaxError};
use crate::span::Span;

/// How deep values may be nested: as deep as `serde_json` reads them.
const DEEPEST: usize = 127;

/// Shorter numbers without an exponent are always within the range of a double.
const SURELY_IN_RANGE: usize = 300;

/// Makes text of a file's bytes.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, SyntaxError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Fault::too_large().in_text(String::new()));
    }
    let text = String::from_utf8(bytes).map_err(SyntaxError::not_utf8)?;
    if text.starts_with('\u{feff}') {
        return Err(Fault::byte_order_mark().in_text(text));
    }
    Ok(text)
}

/// Reads a text into the tape of its values.
pub(super) fn parse(text: &str) -> Result<Vec<Record>, Fault> {
    value(text, 0)
}

/// Reads the text of a value that stands in so many containers. All places count from that text's start.
pub(super) fn value(text: &str, depth: usize) -> Result<Vec<Record>, Fault> {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        depth,
        at: 0,
        // A guess that fits plans; pages that are never written cost nothing.
        tape: Vec::with_capacity(text.len() / 10 + 1),
        open: Vec::new(),
        keys: Vec::new(),
    };
    parser.document()?;
    Ok(parser.tape)
}

/// The state of the reading. `at` never passes the end of the text.
struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// How many containers are around the text.
    depth: usize,
    at: usize,
    tape: Vec<Record>,
    open: Vec<Open>,
    /// The keys of all open objects, the innermost last.
    keys: Vec<Key>,
}

/// A container whose end has not been read yet.
#[derive(Clone, Copy)]
struct Open {
    record: usize,
    kind: NodeKind,
    start: usize,
    /// How many keys belong to the containers around it.
    keys: usize,
}

/// The key in front of a value, if it is a member.
#[derive(Clone, Copy)]
struct Before {
    key: u32,
    escaped: bool,
}

impl Before {
    const NOTHING: Self = Self { key: Record::NO_KEY, escaped: false };
}

impl Parser<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        self.skip_space();
        if self.peek().is_none() {
            return Err(Fault::empty(self.text));
        }
        let mut before = Before::NOTHING;
        loop {
            if self.value(before)? {
                before = self.first_child()?;
                continue;
            }
            match self.behind_value()? {
                Some(next) => before = next,
                None => return Ok(()),
            }
        }
    }

    /// Reads a value, or opens it: true when it is a container with something in it.
    fn value(&mut self, before: Before) -> Result<bool, Fault> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                let (end, escaped) = scan::string_end(self.bytes, start)
                    .map_err(|stop| Fault::string(self.text, start, &stop))?;
                self.push(NodeKind::String, before, end);
                if let Some(record) = self.tape.last_mut() {
                    record.escaped = escaped;
                }
            }
            Some(b'-' | b'0'..=b'9') => self.number(before)?,
            Some(b'{') => return self.open(NodeKind::Object, b'}', before),
            Some(b'[') => return self.open(NodeKind::Array, b']', before),
            Some(b't') => self.word("true", NodeKind::Boolean, before)?,
            Some(b'f') => self.word("false", NodeKind::Boolean, before)?,
            Some(b'n') => self.word("null", NodeKind::Null, before)?,
            Some(_) => return Err(Fault::no_value(self.text, start)),
            None => return Err(self.ends()),
        }
        Ok(false)
    }

    fn number(&mut self, before: Before) -> Result<(), Fault> {
        let start = self.at;
        let (end, exponent) =
            scan::number_end(self.bytes, start).map_err(|stop| Fault::number(self.text, start, &stop))?;
        if exponent || end - start > SURELY_IN_RANGE {
            let span = Span::new(start, end);
            let raw = span.of(self.text);
            // Both must hold it: the standard library is exact, `serde_json` rounds on the way.
            let exact = raw.parse::<f64>().is_ok_and(f64::is_finite);
            if !exact || serde_json::from_str::<f64>(raw).is_err() {
                return Err(Fault::out_of_range(span));
            }
        }
        self.push(NodeKind::Number, before, end);
        Ok(())
    }

    fn word(&mut self, word: &str, kind: NodeKind, before: Before) -> Result<(), Fault> {
        let end = self.at + word.len();
        if self.bytes.get(self.at..end) != Some(word.as_bytes()) {
            return Err(Fault::no_value(self.text, self.at));
        }
        self.push(kind, before, end);
        Ok(())
    }

    /// Opens a container and steps to its first child; an empty one is closed at once.
    fn open(&mut self, kind: NodeKind, close: u8, before: Before) -> Result<bool, Fault> {
        let start = self.at;
        if self.depth + self.open.len() >= DEEPEST {
            return Err(Fault::too_deep(start, DEEPEST));
        }
        self.open.push(Open { record: self.tape.len(), kind, start, keys: self.keys.len() });
        self.push(kind, before, start + 1);
        self.skip_space();
        if self.peek() != Some(close) {
            return Ok(true);
        }
        self.close();
        Ok(false)
    }

    /// Ends the innermost container at the bracket that stands here.
    fn close(&mut self) {
        self.at += 1;
        let next = offset(self.tape.len());
        if let Some(open) = self.open.pop()
            && let Some(record) = self.tape.get_mut(open.record)
        {
            record.end = offset(self.at);
            record.next = next;
        }
    }

    /// Reads what stands in front of the first value of a container that is not empty.
    fn first_child(&mut self) -> Result<Before, Fault> {
        match self.open.last().map(|open| open.kind) {
            Some(NodeKind::Object) => self.key(),
            _ => Ok(Before::NOTHING),
        }
    }

    /// Closes what ends here, up to the next value's beginning; nothing when the document ends.
    fn behind_value(&mut self) -> Result<Option<Before>, Fault> {
        loop {
            let end = self.at;
            self.skip_space();
            let Some(open) = self.open.last().copied() else {
                return if self.peek().is_none() {
                    Ok(None)
                } else {
                    Err(Fault::trailing(self.text, end, self.at))
                };
            };
            match (self.peek(), open.kind) {
                (Some(b','), kind) => {
                    let comma = self.at;
                    self.at += 1;
                    self.skip_space();
                    if let Some(b'}' | b']' | b',') = self.peek() {
                        return Err(Fault::stray_comma(self.text, comma, self.at));
                    }
                    return if kind == NodeKind::Object {
                        self.key().map(Some)
                    } else {
                        Ok(Some(Before::NOTHING))
                    };
                }
                (Some(b'}'), NodeKind::Object) => {
                    let own = self.keys.get(open.keys..).unwrap_or_default();
                    if let Some(twins) = keys::duplicate(self.text, own) {
                        return Err(Fault::duplicate_key(self.text, &twins));
                    }
                    self.keys.truncate(open.keys);
                    self.close();
                }
                (Some(b']'), NodeKind::Array) => self.close(),
                (Some(_), kind) => {
                    return Err(Fault::no_separator(self.text, end, self.at, kind, open.start));
                }
                (None, _) => return Err(self.ends()),
            }
        }
    }

    /// Reads a key and its colon, up to the value.
    fn key(&mut self) -> Result<Before, Fault> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {}
            Some(_) => return Err(Fault::no_key(self.text, start)),
            None => return Err(self.ends()),
        }
        let (end, escaped) =
            scan::string_end(self.bytes, start).map_err(|stop| Fault::string(self.text, start, &stop))?;
        self.keys.push(Key::new(self.text, Span::new(start, end), escaped));
        self.at = end;
        self.skip_space();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => return Err(Fault::no_colon(self.text, Span::new(start, end), self.at)),
            None => return Err(self.ends()),
        }
        self.skip_space();
        Ok(Before { key: offset(start), escaped })
    }

    /// Writes the record of a value that begins here, and steps behind it.
    fn push(&mut self, kind: NodeKind, before: Before, end: usize) {
        self.tape.push(Record {
            start: offset(self.at),
            end: offset(end),
            key: before.key,
            next: offset(self.tape.len() + 1),
            kind,
            escaped: false,
            key_escaped: before.escaped,
        });
        self.at = end;
    }

    fn ends(&self) -> Fault {
        Fault::ends(self.text, self.open.last().map(|open| (open.kind, open.start)))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        self.at = scan::space_end(self.bytes, self.at);
    }
}

/// A place in the text or on the tape. Never saturates: `decode` refuses what is too large.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
