//! Prose of a plan for reading in a terminal: its markdown stays as it is written, and its lines are filled.
//!
//! Only as much of markdown is known as it takes to see which lines belong together. Code and tables keep their lines.

use crate::render::markdown::Fence;
use crate::text::{visible_lines, wrap};

/// Less than this is not filled; the last pass over the output breaks what is too wide.
const NARROWEST: usize = 20;

/// The prose in lines of about `columns`.
pub(in crate::render) fn prose(text: &str, columns: usize) -> String {
    let text = visible_lines(text).replace('\t', "    ");
    let mut blocks: Vec<Block> = Vec::new();
    let mut fence: Option<Fence> = None;
    for line in text.trim_end().lines() {
        let opened = Fence::opened_by(line);
        if fence.is_some() || opened.is_some() {
            let is_closed = fence.is_some_and(|fence| fence.is_closed_by(line));
            fence = if is_closed { None } else { fence.or(opened) };
            blocks.push(Block::fixed(line));
            continue;
        }
        match blocks.last_mut().filter(|block| block.is_open) {
            Some(block) if continues(line) => block.push(line),
            before => {
                let is_code = before.is_none() && blanks(line) >= 4;
                blocks.push(if is_code { Block::fixed(line) } else { Block::new(line) });
            }
        }
    }
    blocks.iter().map(|block| block.filled(columns)).collect::<Vec<_>>().join("\n")
}

/// Lines that are filled together: a paragraph, or one in a list.
struct Block {
    /// The blanks and the sign of a list before the first line.
    head: String,
    /// What is filled; of a block that keeps its line, that line.
    text: String,
    is_open: bool,
    is_fixed: bool,
}

impl Block {
    fn fixed(line: &str) -> Self {
        Self { head: String::new(), text: line.to_owned(), is_open: false, is_fixed: true }
    }

    fn new(line: &str) -> Self {
        let text = line.trim_start();
        if text.is_empty() || text.starts_with(['#', '|']) {
            return Self::fixed(line);
        }
        let (head, text) = line.split_at(blanks(line) + sign(text));
        let mut block = Self { head: head.to_owned(), text: String::new(), is_open: true, is_fixed: false };
        block.push(text);
        block
    }

    fn push(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        // Two blanks or a backslash at a line's end keep that end.
        let is_kept = line.ends_with("  ") || line.ends_with('\\');
        self.text.push_str(line.trim());
        if is_kept {
            self.text.push('\n');
        }
    }

    fn filled(&self, columns: usize) -> String {
        if self.is_fixed {
            return self.text.clone();
        }
        let hanging = " ".repeat(self.head.len());
        let lines = wrap(&self.text, columns.saturating_sub(hanging.len()).max(NARROWEST));
        self.head.clone() + &lines.join(&format!("\n{hanging}"))
    }
}

/// Whether a line goes on with the paragraph before it.
fn continues(line: &str) -> bool {
    let text = line.trim_start();
    // A line of signs makes a heading of what stands before it, or is a rule.
    let is_rule = text.chars().all(|character| matches!(character, '-' | '=' | '*' | '_' | ' '));
    !is_rule && sign(text) == 0 && !text.starts_with(['#', '|', '>'])
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// How long the sign of a list or a quotation is at the start of a text, with the blank behind it.
fn sign(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    let marks: &[&str] = if digits == 0 { &["- ", "* ", "+ ", "> "] } else { &[". ", ") "] };
    if marks.iter().any(|mark| rest.starts_with(mark)) { digits + 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_lines_of_a_paragraph_are_filled() {
        assert_eq!(prose("one two\nthree four\n\nfive", 20), "one two three four\n\nfive");
        assert_eq!(prose("one two three four five six", 20), "one two three four\nfive six");
        assert_eq!(prose("one  \ntwo\\\nthree", 20), "one\ntwo\\\nthree");
    }

    #[test]
    fn further_lines_of_an_entry_stand_behind_its_sign() {
        let text = "- one two three four five\n  six\n10. seven eight nine ten eleven\n   - nested\n> said";
        assert_eq!(
            prose(text, 24),
            "- one two three four\n  five six\n10. seven eight nine ten\n    eleven\n   - nested\n> said"
        );
    }

    #[test]
    fn headings_tables_and_code_keep_their_lines() {
        let text = "# A heading\ntext\n\n| a | b |\n| - | - |\n\n```\nlet x;\n\n  y\n```\n\n    code\n    more\nTitle\n---";
        assert_eq!(prose(text, 30), text);
    }

    proptest! {
        #[test]
        fn nothing_but_spaces_is_lost(text in "[-a-c 1.#>|`~\n\\\\]{0,80}", columns in 0_usize..60) {
            let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&prose(&text, columns)), visible(&text));
        }
    }
}
