//! The fences of code blocks.

/// The line that opens a code block, as what closes it must match it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Fence {
    mark: char,
    length: usize,
    /// The blanks before it, which are taken from each line inside.
    pub(super) indent: usize,
}

impl Fence {
    /// The fence that a line opens at the left margin, up to three blanks from it.
    pub(in crate::render) fn opened_by(line: &str) -> Option<Self> {
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = text.trim_start_matches(mark);
        let length = text.len() - info.len();
        let is_fence = indent <= 3 && length >= 3 && !(mark == '`' && info.contains('`'));
        is_fence.then_some(Self { mark, length, indent })
    }

    /// Whether a line ends the code block.
    pub(in crate::render) fn is_closed_by(self, line: &str) -> bool {
        let text = line.trim_end_matches([' ', '\t']);
        Self::opened_by(text).is_some_and(|other| {
            other.mark == self.mark
                && other.length >= self.length
                && text.ends_with(self.mark)
                && text.trim_start_matches(' ').chars().all(|character| character == self.mark)
        })
    }

    /// The line that closes it.
    pub(super) fn closing(self) -> String {
        self.mark.to_string().repeat(self.length)
    }
}
