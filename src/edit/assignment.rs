//! The grammar of an edit: which words are ids, which set a field, and what those say.
//!
//! Whether a field exists and what its value may be is for [`field`](super::field) and [`value`](super::value).

use std::fmt;

use crate::diagnostic::Failure;
use crate::text;

/// What an assignment does with the value that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=` puts another in its place, or removes it.
    Set,
    /// `+=` adds to it.
    Add,
    /// `-=` takes from it.
    Subtract,
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Set => "=",
            Self::Add => "+=",
            Self::Subtract => "-=",
        })
    }
}

/// What an assignment sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A field of the format, or what was meant as one.
    Field(String),
    /// A key of the team's own, written `x:NAME`.
    Own(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Own(name) => write!(f, "x:{name}"),
        }
    }
}

/// One `KEY=VALUE`, `KEY.NUMBER=VALUE`, `KEY+=VALUE` or `KEY-=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// What it sets.
    pub key: Key,
    /// Which entry of a list, from 1.
    pub place: Option<usize>,
    /// What it does.
    pub operator: Operator,
    /// Everything behind the operator, as it was typed.
    pub value: String,
}

/// The left side, as it was typed: `goals.2`.
impl fmt::Display for Assignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.key.fmt(f)?;
        self.place.map_or(Ok(()), |place| write!(f, ".{place}"))
    }
}

impl Assignment {
    /// Reads an argument that has a `=`; nothing when it has none, and so is an id.
    ///
    /// # Errors
    /// When what stands before the operator cannot be a key.
    pub fn parse(word: &str) -> Result<Option<Self>, Failure> {
        let Some((left, value)) = word.split_once('=') else { return Ok(None) };
        let (left, operator) = match (left.strip_suffix('+'), left.strip_suffix('-')) {
            (Some(left), _) => (left, Operator::Add),
            (_, Some(left)) => (left, Operator::Subtract),
            _ => (left, Operator::Set),
        };
        let value = value.to_owned();
        if let Some(name) = left.strip_prefix("x:").filter(|name| !name.is_empty()) {
            return Ok(Some(Self { key: Key::Own(name.to_owned()), place: None, operator, value }));
        }
        let (key, place) = match left.split_once('.') {
            Some((key, place)) => (key, Some(entry_place(key, place)?)),
            None => (left, None),
        };
        if !is_key(key) {
            return Err(no_key(word, left));
        }
        Ok(Some(Self { key: Key::Field(key.to_owned()), place, operator, value }))
    }
}

/// Whether a text may be a key. Wider than the grammar by `_`, so that `target_date` is told its right spelling.
fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn entry_place(key: &str, place: &str) -> Result<usize, Failure> {
    let number = place.bytes().all(|byte| byte.is_ascii_digit()).then(|| place.parse().ok()).flatten();
    number.filter(|number| *number > 0).ok_or_else(|| {
        let (key, place) = (text::one_line(key), text::one_line(place));
        if place.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Failure::new(format!(
                "`{key}.{place}` is no key: what stands inside of `{key}` cannot be set alone"
            ))
            .hint("change it in the plan's file, then `tracker check`");
        }
        Failure::new(format!("`{place}` is no entry of `{key}`"))
            .hint(format!("entries are counted from 1: `{key}.1=VALUE`"))
    })
}

fn no_key(word: &str, left: &str) -> Failure {
    let word = text::one_line(word);
    let message = match text::one_line(left) {
        left if left.is_empty() => format!("`{}` has no key before the `=`", text::shorten(&word, 60)),
        left => format!("`{}` is no key", text::shorten(&left, 60)),
    };
    Failure::new(message)
        .hint("write KEY=VALUE, such as `status=done`; `x:NAME=VALUE` sets a key of your own")
}

/// The words of an edit, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The words without `=`, in their order.
    pub ids: Vec<String>,
    /// The others, in their order.
    pub assignments: Vec<Assignment>,
}

impl Words {
    /// Tells ids from assignments.
    ///
    /// # Errors
    /// When an assignment cannot be read.
    pub fn read(words: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, Failure> {
        let mut sorted = Self::default();
        for word in words {
            match Assignment::parse(word.as_ref())? {
                Some(assignment) => sorted.assignments.push(assignment),
                None => sorted.ids.push(word.as_ref().to_owned()),
            }
        }
        Ok(sorted)
    }

    /// Reads a line, which is split into words as a POSIX shell does it, but without expansion: `\`, `'…'` and `"…"` quote,
    /// and `#` at the beginning of a word begins a comment.
    ///
    /// # Errors
    /// When a quote is not closed, or an assignment cannot be read.
    pub fn split(line: &str) -> Result<Self, Failure> {
        let words = shlex::split(line).ok_or_else(|| {
            let line = text::one_line(line);
            let message = if line.ends_with('\\') {
                format!("`{}` ends with a `\\` that quotes nothing", text::shorten(&line, 60))
            } else {
                format!("a quote is not closed in `{}`", text::shorten(&line, 60))
            };
            Failure::new(message).hint("quote words with spaces: `title=\"a b\"`; `\\'` is a quote itself")
        })?;
        Self::read(words)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(word: &str) -> (String, Option<usize>, Operator, String) {
        let assignment = Assignment::parse(word).unwrap().unwrap();
        (assignment.key.to_string(), assignment.place, assignment.operator, assignment.value)
    }

    #[test]
    fn the_value_is_all_that_follows_the_first_operator() {
        assert_eq!(read("notes=b=c"), ("notes".into(), None, Operator::Set, "b=c".into()));
        assert_eq!(read("notes=a+=b"), ("notes".into(), None, Operator::Set, "a+=b".into()));
        assert_eq!(read("notes+=-x"), ("notes".into(), None, Operator::Add, "-x".into()));
        assert_eq!(read("progress-=5"), ("progress".into(), None, Operator::Subtract, "5".into()));
        assert_eq!(read("notes=-"), ("notes".into(), None, Operator::Set, "-".into()));
        assert_eq!(read("title=\"two\nlines\" 🔴").3, "\"two\nlines\" 🔴");
        assert_eq!(read("owner=").3, "");
    }

    #[test]
    fn a_number_behind_a_point_is_the_place_of_an_entry() {
        assert_eq!(read("goals.2=done"), ("goals".into(), Some(2), Operator::Set, "done".into()));
        for (word, message) in [
            ("goals.0=x", "`0` is no entry of `goals`"),
            ("goals.=x", "`` is no entry of `goals`"),
            ("goals.+1=x", "`+1` is no entry of `goals`"),
            ("goals.99999999999999999999=x", "`99999999999999999999` is no entry of `goals`"),
        ] {
            assert_eq!(Assignment::parse(word).unwrap_err().message, message);
        }
    }

    #[test]
    fn an_own_key_is_whatever_stands_before_the_operator() {
        assert_eq!(read("x:jira_key=ABC-1").0, "x:jira_key");
        assert_eq!(read("x:a.b c+=1"), ("x:a.b c".into(), None, Operator::Add, "1".into()));
    }

    #[test]
    fn what_cannot_be_a_key_says_how_to_write_one() {
        for (word, message) in [
            ("=done", "`=done` has no key before the `=`"),
            ("+=done", "`+=done` has no key before the `=`"),
            ("x:=1", "`x:` is no key"),
            ("two words=1", "`two words` is no key"),
            ("9lives=1", "`9lives` is no key"),
        ] {
            let failure = Assignment::parse(word).unwrap_err();
            assert_eq!(failure.message, message);
            assert!(failure.hint.unwrap().starts_with("write KEY=VALUE"));
        }
    }

    #[test]
    fn a_word_without_an_equals_sign_is_an_id() {
        let words = Words::read(["FEAT-041", "status=done", "#79", "-x"]).unwrap();
        assert_eq!(words.ids, ["FEAT-041", "#79", "-x"]);
        assert_eq!(words.assignments.len(), 1);
    }

    fn split(line: &str) -> Vec<String> {
        let words = Words::split(line).unwrap();
        let values = words.assignments.iter().map(|one| format!("{one}{}{}", one.operator, one.value));
        words.ids.iter().cloned().chain(values).collect()
    }

    #[test]
    fn a_line_is_split_as_a_shell_does_it_without_expansion() {
        assert_eq!(split(r#"A-1 title="a b" notes='it'\''s'"#), ["A-1", "title=a b", "notes=it's"]);
        assert_eq!(split(r"  A-1  owner=a\ b$HOME`x`*~ "), ["A-1", "owner=a b$HOME`x`*~"]);
        assert_eq!(split("A-1 status=done # since Monday"), ["A-1", "status=done"]);
        assert_eq!(split("79 dependencies+=#80 '#81'"), ["79", "#81", "dependencies+=#80"]);
        assert!(split("").is_empty() && split("#79 status=done").is_empty());
        for (line, message) in [
            ("A title='b", "a quote is not closed in `A title='b`"),
            ("A title=\"b", "a quote is not closed in `A title=\"b`"),
            ("A title=b\\", "`A title=b\\` ends with a `\\` that quotes nothing"),
        ] {
            assert_eq!(Words::split(line).unwrap_err().message, message);
        }
    }

    proptest! {
        #[test]
        fn what_is_quoted_comes_out_as_it_was(value in "[^\0]{0,20}") {
            let word = format!("notes={value}");
            let line = format!("A-1 {}", shlex::try_quote(&word).unwrap());
            prop_assert_eq!(split(&line), ["A-1".to_owned(), word]);
        }

        #[test]
        fn no_word_is_lost(key in "[A-Za-z][A-Za-z0-9-]{0,8}[A-Za-z0-9]", value in any::<String>()) {
            let (read_key, place, operator, read_value) = read(&format!("{key}={value}"));
            prop_assert_eq!((read_key, place, operator, read_value), (key, None, Operator::Set, value));
        }

        #[test]
        fn any_word_is_read_or_refused(word in any::<String>()) {
            let _ = Assignment::parse(&word);
        }
    }
}
