//! The block structure of markdown, as far as it decides whether a line can carry a marker: which lines are
//! code, and which lie inside a comment that began on an earlier line.
//!
//! The rules are those of the `CommonMark` specification for block quotes, list items, fences, indented code and
//! comments, but for one: text that goes on with a list item's paragraph without its indentation ends the item
//! here. Other raw HTML is not told from text: a comment inside it is a comment all the same.

/// Deeper nesting of quotes and lists is read as text, so that a line costs a bounded amount of work.
const DEEPEST: usize = 100;
/// From this indentation on, a line is code, or goes on with the paragraph above.
const CODE_INDENT: usize = 4;

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A comment on this line is a block of its own.
    Open,
    /// In a code block, or one of its fences, or indented like one.
    Code,
    /// In a comment that began on an earlier line.
    Comment,
}

/// The blocks that are open after the lines read so far.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    containers: Vec<Container>,
    leaf: Option<Leaf>,
}

/// A block that holds other blocks.
#[derive(Debug, Clone, Copy)]
enum Container {
    Quote,
    /// A list item. Its lines are indented by at least so many columns.
    Item(usize),
}

/// A block that swallows lines whatever they hold.
#[derive(Debug, Clone, Copy)]
enum Leaf {
    Fence { mark: char, length: usize },
    Comment,
}

impl Blocks {
    /// Takes the next line, without its line end, and says where it stands.
    pub(super) fn next(&mut self, line: &str) -> Place {
        let mut rest = Rest::new(line);
        let kept = self.containers.iter().take_while(|container| rest.stays_in(**container)).count();
        if kept < self.containers.len() {
            self.containers.truncate(kept);
            self.leaf = None;
        }
        if let Some(leaf) = self.leaf {
            if leaf.ends_on(&rest) {
                self.leaf = None;
            }
            return leaf.place();
        }
        while self.containers.len() < DEEPEST {
            let Some(container) = rest.enter() else { break };
            self.containers.push(container);
        }
        if !rest.is_blank() && rest.indent() >= CODE_INDENT {
            return Place::Code;
        }
        self.leaf = Leaf::begun_by(rest.text.trim_start_matches([' ', '\t']));
        match self.leaf {
            Some(Leaf::Fence { .. }) => Place::Code,
            Some(Leaf::Comment) | None => Place::Open,
        }
    }
}

impl Leaf {
    /// The block that a line begins and does not end.
    fn begun_by(text: &str) -> Option<Self> {
        if text.starts_with("<!--") && !text.contains("-->") {
            return Some(Self::Comment);
        }
        let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = text.trim_start_matches(mark);
        let length = text.len() - info.len();
        let is_fence = length >= 3 && !(mark == '`' && info.contains('`'));
        is_fence.then_some(Self::Fence { mark, length })
    }

    fn ends_on(self, rest: &Rest<'_>) -> bool {
        let text = rest.text.trim_matches([' ', '\t']);
        match self {
            Self::Fence { mark, length } => {
                rest.indent() < CODE_INDENT
                    && text.len() >= length
                    && text.chars().all(|character| character == mark)
            }
            Self::Comment => text.contains("-->"),
        }
    }

    fn place(self) -> Place {
        match self {
            Self::Fence { .. } => Place::Code,
            Self::Comment => Place::Comment,
        }
    }
}

/// What is left of a line after the signs of the blocks around it. Tabs reach to the next fourth column.
#[derive(Debug, Clone, Copy)]
struct Rest<'a> {
    text: &'a str,
    column: usize,
    /// Columns of a tab that was entered, but is not used up.
    owed: usize,
}

impl<'a> Rest<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, column: 0, owed: 0 }
    }

    fn is_blank(&self) -> bool {
        self.text.trim_start_matches([' ', '\t']).is_empty()
    }

    /// The columns of white space at its start.
    fn indent(&self) -> usize {
        let mut column = self.column;
        for byte in self.text.bytes() {
            match byte {
                b' ' => column += 1,
                b'\t' => column = next_stop(column),
                _ => break,
            }
        }
        column - self.column + self.owed
    }

    /// Takes so many columns of white space away, or as many as there are.
    fn skip(&mut self, mut columns: usize) {
        while columns > 0 {
            if self.owed > 0 {
                self.owed -= 1;
            } else if self.take(' ') {
            } else if let Some(text) = self.text.strip_prefix('\t') {
                let stop = next_stop(self.column);
                *self = Self { text, column: stop, owed: stop - self.column - 1 };
            } else {
                return;
            }
            columns -= 1;
        }
    }

    /// Takes one character of one column away, if it comes next.
    fn take(&mut self, wanted: char) -> bool {
        let Some(text) = self.text.strip_prefix(wanted) else { return false };
        self.text = text;
        self.column += 1;
        true
    }

    /// Whether the line belongs to a container that was open before it; then its sign is taken away.
    fn stays_in(&mut self, container: Container) -> bool {
        match container {
            Container::Quote => self.enter_quote(),
            Container::Item(_) if self.is_blank() => true,
            Container::Item(width) => {
                let belongs = self.indent() >= width;
                if belongs {
                    self.skip(width);
                }
                belongs
            }
        }
    }

    /// The container that begins here, if one does; then its sign is taken away.
    fn enter(&mut self) -> Option<Container> {
        if self.enter_quote() {
            return Some(Container::Quote);
        }
        self.enter_item().map(Container::Item)
    }

    fn enter_quote(&mut self) -> bool {
        let indent = self.indent();
        let mut inside = *self;
        inside.skip(indent);
        if indent >= CODE_INDENT || !inside.take('>') {
            return false;
        }
        inside.skip(1);
        *self = inside;
        true
    }

    /// The width of the list item that begins here.
    fn enter_item(&mut self) -> Option<usize> {
        let indent = self.indent();
        let mut inside = *self;
        inside.skip(indent);
        if indent >= CODE_INDENT || is_thematic_break(inside.text) {
            return None;
        }
        let sign = bullet_length(inside.text)?;
        inside.text = inside.text.get(sign..)?;
        inside.column += sign;
        let gap = inside.indent();
        if gap == 0 && !inside.is_blank() {
            return None;
        }
        // More than four columns are one, and indented code; so are none, when the item begins empty.
        let gap = if gap > CODE_INDENT || inside.is_blank() { 1 } else { gap };
        inside.skip(gap);
        *self = inside;
        Some(indent + sign + gap)
    }
}

fn next_stop(column: usize) -> usize {
    column + 4 - column % 4
}

/// The length of `-`, `+`, `*`, `1.` or `1)` at the start of a text.
fn bullet_length(text: &str) -> Option<usize> {
    if text.starts_with(['-', '+', '*']) {
        return Some(1);
    }
    let after = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let digits = text.len() - after.len();
    ((1..=9).contains(&digits) && after.starts_with(['.', ')'])).then_some(digits + 1)
}

fn is_thematic_break(text: &str) -> bool {
    let mut marks = text.chars().filter(|character| !matches!(character, ' ' | '\t'));
    let Some(first @ ('-' | '*' | '_')) = marks.next() else { return false };
    let mut others = 0;
    marks.all(|mark| {
        others += 1;
        mark == first
    }) && others >= 2
}
