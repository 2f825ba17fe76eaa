//! What a piece of text is, and how a terminal shows that.

use std::fmt::Write;

use anstyle::{AnsiColor, Reset, Style};

/// The one table of styles. Only the sixteen basic colours, which every theme, light or dark, makes readable.
const ROLES: [(&str, Style); 10] = [
    ("heading", Style::new().bold()),
    ("late", AnsiColor::Red.on_default().bold()),
    ("blocked", AnsiColor::Red.on_default()),
    ("warning", AnsiColor::Yellow.on_default()),
    ("active", AnsiColor::Yellow.on_default()),
    ("ready", AnsiColor::Green.on_default()),
    ("done", AnsiColor::Green.on_default().dimmed()),
    ("waiting", Style::new().dimmed()),
    ("muted", Style::new().dimmed()),
    ("accent", AnsiColor::Cyan.on_default()),
];

/// What a text is: a heading, late, blocked. Templates name roles, never colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Role(Style);

impl Role {
    /// Headings of sections and columns.
    pub(super) const HEADING: Self = Self(ROLES[0].1);
    /// What is there to be overlooked.
    pub(super) const MUTED: Self = Self(ROLES[8].1);

    /// The role of a name.
    pub(in crate::render) fn find(name: &str) -> Option<Self> {
        ROLES.iter().find(|(role, _)| *role == name).map(|(_, style)| Self(*style))
    }

    /// The names of all roles.
    pub(in crate::render) fn names() -> impl Iterator<Item = &'static str> {
        ROLES.iter().map(|(name, _)| *name)
    }

    /// The text in this role's style, each line by itself. What is styled inside keeps its own style.
    pub(super) fn paint(self, text: &str) -> String {
        let open = self.0.render().to_string();
        let reset = Reset.render().to_string();
        let mut painted = String::with_capacity(text.len() + 16);
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                painted.push('\n');
            }
            if !line.is_empty() {
                let line = line.replace(&reset, &format!("{reset}{open}"));
                // Writing to a `String` cannot fail.
                let _ = write!(painted, "{open}{line}{reset}");
            }
        }
        painted
    }

    /// Every sequence that [`paint`](Self::paint) writes, longer ones before those that begin them.
    pub(super) fn sequences() -> Vec<String> {
        let mut sequences: Vec<String> = ROLES.iter().map(|(_, style)| style.render().to_string()).collect();
        sequences.push(Reset.render().to_string());
        sequences.sort_by_key(|sequence| std::cmp::Reverse(sequence.len()));
        sequences
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_roles_are_those_of_the_table() {
        assert_eq!(Role::find("heading"), Some(Role::HEADING));
        assert_eq!(Role::find("muted"), Some(Role::MUTED));
        assert_eq!(Role::find("red"), None);
    }

    #[test]
    fn a_style_inside_a_style_does_not_end_the_outer_one() {
        let inner = Role::MUTED.paint("b");
        let outer = Role::HEADING.paint(&format!("a{inner}c"));
        assert_eq!(outer, "\u{1b}[1ma\u{1b}[2mb\u{1b}[0m\u{1b}[1mc\u{1b}[0m");
    }

    #[test]
    fn lines_are_painted_one_by_one() {
        assert_eq!(Role::HEADING.paint("a\n\nb"), "\u{1b}[1ma\u{1b}[0m\n\n\u{1b}[1mb\u{1b}[0m");
    }
}
