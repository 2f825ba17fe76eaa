//! Text that was read in the wrong encoding on its way into the plan.
//!
//! UTF-8 that a program took for Windows-1252 leaves tell-tale pairs: `Ã©` for `é`, `â€™` for `’`, `ðŸ` for an emoji. The
//! bytes of such a run, in Windows-1252, are valid UTF-8, which no ordinary text is
//! (<https://www.unicode.org/faq/utf_bom.html>, WHATWG Encoding, index windows-1252).

use super::sink::{Sink, shown};
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::json::{Node, NodeKind};
use crate::text::one_line;

pub(super) const BROKEN_TEXT: Rule = Rule {
    code: "broken-text",
    severity: Severity::Warning,
    summary: "a text was read in the wrong encoding",
    explanation: "The text holds U+FFFD, which stands for bytes that could not be read, or UTF-8 that was taken for \
        Windows-1252 (`Ã©` for `é`, `â€™` for `’`). It was broken before it came into the plan; write it anew.",
    example: r#"{"issues": [{"id": "A", "title": "RÃ©sumÃ© parser"}]}"#,
    check: Check::Claims(broken_text),
};

fn broken_text(subject: &Subject<'_>, sink: &mut Sink) {
    let root = subject.structure.plan.root;
    // Nearly every plan is free of it, and one look at the whole text says so.
    let text = root.document().text();
    if !text.contains("\\u") && !is_suspicious(text) {
        return;
    }
    let mut waiting: Vec<Node<'_>> = vec![root];
    while let Some(node) = waiting.pop() {
        if node.kind() != NodeKind::String {
            waiting.extend(node.children());
            continue;
        }
        let Some(text) = node.as_str() else { continue };
        if text.contains('\u{fffd}') {
            let message = format!("`{}` holds U+FFFD, where bytes could not be read", shown(&text));
            sink.push(sink.at(node.span(), message).hint("write the text anew"));
        } else if let Some(repaired) = repaired(&text) {
            let message = format!("`{}` was read in the wrong encoding", shown(&text));
            let hint = format!("it was probably `{}`", shown(&one_line(&repaired)));
            sink.push(sink.at(node.span(), message).hint(hint));
        }
    }
}

/// The first characters of what UTF-8 looks like in Windows-1252.
const LEADS: [char; 4] = ['Ã', 'Â', 'â', 'ð'];

fn is_suspicious(text: &str) -> bool {
    text.contains('\u{fffd}') || text.contains(LEADS)
}

/// The text as it was before, when some of it is UTF-8 taken for Windows-1252.
fn repaired(text: &str) -> Option<String> {
    let mut output = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(character) = rest.chars().next() {
        let sequence = if LEADS.contains(&character) { decoded(rest) } else { None };
        let (length, repaired) = match sequence {
            Some((length, original)) => (length, original),
            None => (character.len_utf8(), character),
        };
        found |= sequence.is_some();
        output.push(repaired);
        rest = rest.get(length..).unwrap_or_default();
    }
    found.then_some(output)
}

/// The character whose UTF-8 a text begins with in Windows-1252, and how many bytes of the text that takes.
fn decoded(text: &str) -> Option<(usize, char)> {
    let lead = text.chars().next().and_then(byte)?;
    let count = match lead {
        0xC2 | 0xC3 => 2,
        0xE2 => 3,
        0xF0 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = text.chars().take(count).map_while(byte).collect();
    let length = text.chars().take(count).map(char::len_utf8).sum();
    let original = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    (bytes.len() == count).then_some((length, original))
}

/// The byte of a character in Windows-1252; the five that it leaves free stand for themselves.
fn byte(character: char) -> Option<u8> {
    /// What the bytes from 0x80 to 0x9F stand for.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let place = HIGH.iter().position(|known| *known == character);
    match place {
        Some(place) => u8::try_from(0x80 + place).ok(),
        None => u8::try_from(u32::from(character)).ok().filter(|byte| !(0x80..0xA0).contains(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_for_another_encoding_is_known_again() {
        assert_eq!(repaired("RÃ©sumÃ©").as_deref(), Some("Résumé"));
        assert_eq!(repaired("donâ€™t").as_deref(), Some("don’t"));
        assert_eq!(repaired("ðŸš€ go").as_deref(), Some("🚀 go"));
        assert_eq!(repaired("Week 3â€“4").as_deref(), Some("Week 3–4"));
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in
            ["", "Résumé", "«CAFÉ»", "NÃO", "Ângela", "â la carte", "Ã", "100 €", "日本語", "São Paulo"]
        {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
