//! The part of a file that is ours: what stands between two markers.
//!
//! A team keeps a report inside a README or an issue text of its own. Two comments say where, each on a line by
//! itself, and all the rest of the file is theirs and stays as it is, byte for byte:
//!
//! ```markdown
//! <!-- tracker:dashboard -->
//!
//! (the report)
//!
//! <!-- /tracker:dashboard -->
//! ```
//!
//! The blank lines belong to the report. Without them a table would be raw text where the markers stand in
//! other HTML, such as `<details>`, and in renderers that are less forgiving than GitHub's.
//!
//! Reading and writing the file is left to `store`; making the report harmless, to the templates' escaping.

mod block;

use crate::diagnostic::Failure;
use crate::text;

use block::{Blocks, Place};

/// Which markers: `<!-- tracker:NAME -->` and `<!-- /tracker:NAME -->`, with a slot `tracker:NAME#SLOT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker<'a> {
    /// The report's name.
    pub report: &'a str,
    /// Tells several places of one report apart.
    pub slot: Option<&'a str>,
}

/// The text with `content` between the markers, and nothing else changed.
///
/// Content gets a blank line around it, the line ends of the start marker's line, and its indentation, so that
/// markers in a list item keep the report in that item. Doing it again changes nothing.
///
/// Fails, naming lines of the text, when there is not exactly one start and after it one end, when other
/// markers stand between them or around them, and when the content holds markers, or leaves a code block or a
/// comment open, so that the place could not be found again. Markers in code and in longer comments are text.
pub fn replace(text: &str, marker: &Marker<'_>, content: &str) -> Result<String, Failure> {
    let name = marker.name()?;
    let tags = tags(text);
    let (start, end) = place(&tags, &name)?;
    let head = text.get(..start.end).unwrap_or_default();
    let tail = text.get(end.start..).unwrap_or_default();
    let inside = framed(content, start.indent, if head.ends_with("\r\n") { "\r\n" } else { "\n" });
    let result = [head, &inside, tail].concat();
    verify(&result, &name, head.len(), head.len() + inside.len())?;
    Ok(result)
}

impl Marker<'_> {
    fn name(&self) -> Result<String, Failure> {
        for part in [Some(self.report), self.slot].into_iter().flatten() {
            let is_plain =
                |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
            if part.is_empty() || !part.chars().all(is_plain) {
                return Err(Failure::new(format!("`{}` cannot stand in a marker", text::one_line(part)))
                    .hint("use letters, digits, `-`, `_` and `.`"));
            }
        }
        Ok(match self.slot {
            Some(slot) => format!("{}#{slot}", self.report),
            None => self.report.to_owned(),
        })
    }
}

/// A line that is a marker.
#[derive(Debug, Clone, Copy)]
struct Tag<'a> {
    side: Side,
    /// Report and slot, as the marker has them.
    name: &'a str,
    /// The number of the line, from 1.
    line: usize,
    /// Where the line starts.
    start: usize,
    /// Where the next line starts.
    end: usize,
    /// The white space before the marker.
    indent: &'a str,
    /// Markers count only in the open.
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

impl Tag<'_> {
    fn is_open(&self) -> bool {
        self.place == Place::Open
    }

    /// Why a marker that is not in the open does not count.
    fn reason(&self) -> String {
        match self.place {
            Place::Comment => format!("line {} is inside another comment", self.line),
            Place::Code | Place::Open => {
                format!("line {} is in a code block, or indented like one", self.line)
            }
        }
    }

    fn shown(&self) -> String {
        written(self.side, &text::visible(self.name))
    }
}

/// A marker as it is to be typed.
fn written(side: Side, name: &str) -> String {
    match side {
        Side::Start => format!("<!-- tracker:{name} -->"),
        Side::End => format!("<!-- /tracker:{name} -->"),
    }
}

/// All lines of a text that are markers, also those that do not count.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut blocks = Blocks::default();
    let mut tags = Vec::new();
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let end = start + line.len();
        // A byte order mark at the head of a file is no part of its first line.
        let line = if index == 0 { line.trim_start_matches('\u{feff}') } else { line };
        let line = line.trim_end_matches(['\n', '\r']);
        let place = blocks.next(line);
        if let Some((side, name)) = parse(line) {
            let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
            tags.push(Tag { side, name, line: index + 1, start, end, indent, place });
        }
        start = end;
    }
    tags
}

fn parse(line: &str) -> Option<(Side, &str)> {
    let blanks = [' ', '\t'];
    let comment = line.trim_matches(blanks).strip_prefix("<!--")?.strip_suffix("-->")?.trim_matches(blanks);
    let (side, word) = match comment.strip_prefix('/') {
        Some(word) => (Side::End, word),
        None => (Side::Start, comment),
    };
    let name = word.strip_prefix("tracker:")?;
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some((side, name))
}

/// The one start and the one end of a name.
fn place<'t, 'a>(tags: &'t [Tag<'a>], name: &str) -> Result<(&'t Tag<'a>, &'t Tag<'a>), Failure> {
    let of = |side| tags.iter().filter(move |tag| tag.is_open() && tag.name == name && tag.side == side);
    let starts: Vec<_> = of(Side::Start).collect();
    let ends: Vec<_> = of(Side::End).collect();
    match (starts.as_slice(), ends.as_slice()) {
        ([start], [end]) if start.line < end.line => {
            not_nested(tags, start, end)?;
            Ok((start, end))
        }
        ([start], [end]) => Err(swapped(start, end)),
        ([], []) => Err(absent(tags, name)),
        ([], ends) => Err(half(tags, ends, Side::Start, name)),
        (starts, []) => Err(half(tags, starts, Side::End, name)),
        (starts, ends) => Err(doubled(starts, ends, name)),
    }
}

/// What stands between markers is replaced, so no other marker may stand there, and the pair must not stand
/// between two others.
fn not_nested(tags: &[Tag<'_>], start: &Tag<'_>, end: &Tag<'_>) -> Result<(), Failure> {
    let others = || tags.iter().filter(|tag| tag.is_open() && tag.name != start.name);
    if let Some(inner) = others().find(|tag| (start.line..end.line).contains(&tag.line)) {
        return Err(Failure::new(format!(
            "line {} has `{}` between the markers of `tracker:{}`, lines {} and {}",
            inner.line,
            inner.shown(),
            start.name,
            start.line,
            end.line
        ))
        .hint("move it out from there: what stands between two markers is replaced"));
    }
    let before = others().filter(|tag| tag.side == Side::Start && tag.line < start.line);
    let closed = |tag: &Tag<'_>| {
        let mut ends = others().filter(|end| end.side == Side::End && end.name == tag.name);
        ends.find(|end| end.line > tag.line).filter(|outer| outer.line > end.line).map(|outer| outer.line)
    };
    for outer in before {
        if let Some(last) = closed(outer) {
            return Err(Failure::new(format!(
                "lines {} to {} with `tracker:{}` stand between the markers of `tracker:{}`, lines {} and {last}",
                start.line,
                end.line,
                start.name,
                text::visible(outer.name),
                outer.line,
            ))
            .hint("move them out from there: what stands between two markers is replaced"));
        }
    }
    Ok(())
}

fn absent(tags: &[Tag<'_>], name: &str) -> Failure {
    let lines = format!("\n{}\n{}", written(Side::Start, name), written(Side::End, name));
    match tags.iter().find(|tag| tag.name == name) {
        None => Failure::new(format!("there are no markers for `tracker:{name}`"))
            .hint(format!("put these two lines where the report belongs:{lines}")),
        Some(hidden) => {
            Failure::new(format!("the markers for `tracker:{name}` do not count: {}", hidden.reason()))
                .hint(format!("put these two lines where the report belongs, not indented:{lines}"))
        }
    }
}

/// One side is there, the other is not.
fn half(tags: &[Tag<'_>], found: &[&Tag<'_>], missing: Side, name: &str) -> Failure {
    let hidden = tags.iter().find(|tag| tag.name == name && tag.side == missing);
    let reason = hidden.map_or_else(String::new, |tag| format!(": {}", tag.reason()));
    let lines = lines(found);
    let (message, hint) = match missing {
        Side::Start => (
            format!("the report `tracker:{name}` ends on {lines}, but starts nowhere{reason}"),
            "put this line above it, where the report starts:",
        ),
        Side::End => (
            format!("the report `tracker:{name}` starts on {lines}, but ends nowhere{reason}"),
            "put this line below it, where the report ends:",
        ),
    };
    Failure::new(message).hint(format!("{hint}\n{}", written(missing, name)))
}

fn swapped(start: &Tag<'_>, end: &Tag<'_>) -> Failure {
    Failure::new(format!(
        "the report `tracker:{}` ends on line {}, before it starts on line {}",
        start.name, end.line, start.line
    ))
    .hint(format!(
        "line {} must be `{}`, and line {} `{}`",
        end.line,
        start.shown(),
        start.line,
        end.shown()
    ))
}

fn doubled(starts: &[&Tag<'_>], ends: &[&Tag<'_>], name: &str) -> Failure {
    let message =
        format!("the report `tracker:{name}` starts on {} and ends on {}", lines(starts), lines(ends));
    let hint = if name.contains('#') {
        format!("keep one `{}` and one `{}`", written(Side::Start, name), written(Side::End, name))
    } else {
        format!(
            "keep one `{}` and one `{}`, or name each place: `{}` with `--slot here`",
            written(Side::Start, name),
            written(Side::End, name),
            written(Side::Start, &format!("{name}#here")),
        )
    };
    Failure::new(message).hint(hint)
}

/// `line 3`, `lines 3 and 9`, `lines 3, 9 and 12`.
fn lines(tags: &[&Tag<'_>]) -> String {
    let numbers: Vec<_> = tags.iter().map(|tag| tag.line.to_string()).collect();
    match numbers.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("lines {} and {last}", first.join(", ")),
        numbers => format!("line {}", numbers.concat()),
    }
}

/// The content as it stands between the marker lines.
fn framed(content: &str, indent: &str, line_end: &str) -> String {
    let content = content.replace("\r\n", "\n").replace('\r', "\n");
    let is_blank = |line: &&str| line.trim().is_empty();
    let lines: Vec<_> = content.split('\n').skip_while(is_blank).collect();
    let count = lines.len() - lines.iter().rev().take_while(|line| is_blank(line)).count();
    if count == 0 {
        return String::new();
    }
    let mut framed = line_end.to_owned();
    for line in lines.into_iter().take(count) {
        if !line.is_empty() {
            framed.push_str(indent);
            framed.push_str(line);
        }
        framed.push_str(line_end);
    }
    framed.push_str(line_end);
    framed
}

/// The place must be found again the next time, with only our content in it.
fn verify(result: &str, name: &str, from: usize, to: usize) -> Result<(), Failure> {
    let tags = tags(result);
    let mut open = tags.iter().filter(|tag| tag.is_open());
    if let Some(inner) = open.clone().find(|tag| (from..to).contains(&tag.start)) {
        return Err(Failure::new(format!("the report itself has the marker `{}`", inner.shown()))
            .hint("take it out of the template, or show it in a code block"));
    }
    if open.any(|tag| tag.start == to) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the report leaves a code block or a comment open, which would swallow `{}`",
        written(Side::End, name)
    ))
    .hint("close it in the template"))
}

#[cfg(test)]
mod tests;
