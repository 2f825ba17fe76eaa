//! The lexical grammar of RFC 8259: white space, strings, numbers.

use std::borrow::Cow;

/// A one in each of eight bytes.
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// What ends a number or a string before its time, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) at: usize,
    pub(super) why: Why,
}

/// Why a number or a string is not one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The text ended first.
    End,
    /// A control character, which JSON wants escaped.
    Control,
    /// A backslash in front of something that it does not escape.
    Escape,
    /// A `\u` without four hexadecimal digits.
    Hexadecimal,
    /// One half of a UTF-16 surrogate pair without the other.
    Surrogate,
    /// Something other than the digit that must follow.
    Digit,
    /// A zero in front of other digits.
    LeadingZero,
}

/// The first byte at or behind `at` that is no white space.
pub(super) fn space_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at = match bytes.get(at) {
            // Behind it mostly stands an indentation, and that is most of all white space.
            Some(b'\n') => spaces_end(bytes, at + 1),
            Some(b' ' | b'\t' | b'\r') => at + 1,
            _ => return at,
        }
    }
}

/// The first byte at or behind `at` that is no space, or an earlier one near the end of the text.
fn spaces_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let spaces = leading_spaces(u64::from_le_bytes(*chunk));
        at += spaces;
        if spaces < 8 {
            break;
        }
    }
    at
}

/// How many of eight bytes, from the first on, are spaces.
const fn leading_spaces(word: u64) -> usize {
    (word ^ (ONES * b' ' as u64)).trailing_zeros() as usize / 8
}

/// The first byte in front of `at` behind which there is only white space.
pub(super) fn space_start(bytes: &[u8], mut at: usize) -> usize {
    while at > 0 && matches!(bytes.get(at - 1), Some(b' ' | b'\n' | b'\t' | b'\r')) {
        at -= 1;
    }
    at
}

/// Reads the string whose opening quote stands at `start`: where it ends, and whether it has escapes.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Result<(usize, bool), Stop> {
    let mut at = start + 1;
    let mut escaped = false;
    loop {
        at = plain_end(bytes, at);
        match bytes.get(at) {
            Some(b'"') => return Ok((at + 1, escaped)),
            Some(b'\\') => {
                escaped = true;
                at = escape_end(bytes, at)?;
            }
            Some(_) => return Err(Stop { at, why: Why::Control }),
            None => return Err(Stop { at, why: Why::End }),
        }
    }
}

/// The next byte that is not plain text of a string: a quote, a backslash or a control character.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let found = special(u64::from_le_bytes(*chunk));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&byte| byte != b'"' && byte != b'\\' && byte >= 0x20) {
        at += 1;
    }
    at
}

/// Marks, in eight bytes at once, the top bit of the first byte that is a quote, a backslash or a control
/// character. Bytes above the first mark may be marked wrongly by the borrow of the subtraction.
const fn special(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let below = (quote.wrapping_sub(ONES) & !quote)
        | (backslash.wrapping_sub(ONES) & !backslash)
        | (word.wrapping_sub(ONES * 0x20) & !word);
    below & (ONES * 0x80)
}

/// Reads the escape whose backslash stands at `start`.
fn escape_end(bytes: &[u8], start: usize) -> Result<usize, Stop> {
    match bytes.get(start + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(start + 2),
        Some(b'u') => unicode_escape_end(bytes, start),
        Some(_) => Err(Stop { at: start, why: Why::Escape }),
        None => Err(Stop { at: start + 1, why: Why::End }),
    }
}

fn unicode_escape_end(bytes: &[u8], start: usize) -> Result<usize, Stop> {
    match code_unit(bytes, start)? {
        0xD800..=0xDBFF => {}
        0xDC00..=0xDFFF => return Err(Stop { at: start, why: Why::Surrogate }),
        _ => return Ok(start + 6),
    }
    let second = start + 6;
    if bytes.get(second..second + 2) != Some(b"\\u") {
        return Err(Stop { at: start, why: Why::Surrogate });
    }
    match code_unit(bytes, second)? {
        0xDC00..=0xDFFF => Ok(second + 6),
        _ => Err(Stop { at: start, why: Why::Surrogate }),
    }
}

/// The four hexadecimal digits of the `\u` at `start`.
fn code_unit(bytes: &[u8], start: usize) -> Result<u32, Stop> {
    let mut unit = 0;
    for at in start + 2..start + 6 {
        let byte = bytes.get(at).ok_or(Stop { at, why: Why::End })?;
        let digit = char::from(*byte).to_digit(16).ok_or(Stop { at: start, why: Why::Hexadecimal })?;
        unit = unit * 16 + digit;
    }
    Ok(unit)
}

/// Reads the number that begins at `start`: where it ends, and whether it is spelt with an exponent.
pub(super) fn number_end(bytes: &[u8], start: usize) -> Result<(usize, bool), Stop> {
    let integer = if bytes.get(start) == Some(&b'-') { start + 1 } else { start };
    let mut at = digits_end(bytes, integer)?;
    if bytes.get(integer) == Some(&b'0') && at > integer + 1 {
        return Err(Stop { at: integer, why: Why::LeadingZero });
    }
    if bytes.get(at) == Some(&b'.') {
        at = digits_end(bytes, at + 1)?;
    }
    if !matches!(bytes.get(at), Some(b'e' | b'E')) {
        return Ok((at, false));
    }
    at += 1;
    if let Some(b'+' | b'-') = bytes.get(at) {
        at += 1;
    }
    Ok((digits_end(bytes, at)?, true))
}

/// Reads at least one digit.
fn digits_end(bytes: &[u8], start: usize) -> Result<usize, Stop> {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    if at > start {
        return Ok(at);
    }
    Err(Stop { at, why: if at < bytes.len() { Why::Digit } else { Why::End } })
}

/// The text of a valid string, given with its quotes.
pub(super) fn decoded(raw: &str, escaped: bool) -> Cow<'_, str> {
    let plain = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    if escaped { Cow::Owned(unescaped(plain)) } else { Cow::Borrowed(plain) }
}

/// The text with the characters for which its escapes stand. Every plan's longer texts have some, so this is not left
/// to `serde_json`, which takes three times as long.
fn unescaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((plain, _)) = text.get(at..).and_then(|rest| rest.split_once('\\')) {
        let (character, end) = escape(text.as_bytes(), at + plain.len());
        result.push_str(plain);
        result.push(character);
        at = end;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// The character for which the escape stands whose backslash is at `start`, and the first byte behind the escape.
fn escape(bytes: &[u8], start: usize) -> (char, usize) {
    let character = match bytes.get(start + 1) {
        Some(b'u') => return unicode_escape(bytes, start),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        // A quote, a backslash, a slash.
        other => other.copied().map_or(char::REPLACEMENT_CHARACTER, char::from),
    };
    (character, start + 2)
}

fn unicode_escape(bytes: &[u8], start: usize) -> (char, usize) {
    let unit = |start| code_unit(bytes, start).unwrap_or_default();
    let (code, end) = match unit(start) {
        high @ 0xD800..=0xDBFF => {
            let low = unit(start + 6);
            (0x1_0000 + ((high - 0xD800) << 10 | low.wrapping_sub(0xDC00) & 0x3FF), start + 12)
        }
        code => (code, start + 6),
    };
    // The string was valid, so it is a character.
    (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), end)
}
