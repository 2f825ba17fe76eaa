//! Which texts a report's template is made of: built in, the team's own, or a file given for one run.
//!
//! Only what the report needs is loaded and parsed: its root, and what that extends or includes.

use std::collections::HashSet;

use crate::diagnostic::Failure;
use crate::text::nearest;

/// Before a template's name: the built-in one, even where the team has its own of that name.
pub(super) const BUILT_IN_PREFIX: &str = "built-in/";

/// More files than any report is made of; the template engine follows them recursively.
const MAX_FILES: usize = 50;

/// The templates that come with the program, by name. Parts of others start with `_`.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("_batch_table.md", include_str!("../../templates/_batch_table.md")),
    ("dashboard.md", include_str!("../../templates/dashboard.md")),
    ("dashboard.txt", include_str!("../../templates/dashboard.txt")),
    ("list.md", include_str!("../../templates/list.md")),
    ("list.txt", include_str!("../../templates/list.txt")),
    ("metrics.md", include_str!("../../templates/metrics.md")),
    ("metrics.txt", include_str!("../../templates/metrics.txt")),
    ("next.md", include_str!("../../templates/next.md")),
    ("next.txt", include_str!("../../templates/next.txt")),
    ("show.md", include_str!("../../templates/show.md")),
    ("show.txt", include_str!("../../templates/show.txt")),
    ("weekly.md", include_str!("../../templates/weekly.md")),
    ("weekly.txt", include_str!("../../templates/weekly.txt")),
];

/// Gives the text of a team's template by its name, or nothing when there is none.
pub type Load<'a> = dyn Fn(&str) -> anyhow::Result<Option<String>> + 'a;

/// How much memory the process uses, in bytes, or nothing where that is not known.
pub type MemoryInUse<'a> = dyn Fn() -> Option<usize> + 'a;

/// Where templates come from, and what watches over those that are not our own.
pub struct Templates<'a> {
    folder: Option<(String, &'a Load<'a>)>,
    root: Option<(String, String)>,
    pub(super) memory: Option<&'a MemoryInUse<'a>>,
}

impl<'a> Templates<'a> {
    /// The built-in templates alone.
    pub fn built_in() -> Self {
        Self { folder: None, root: None, memory: None }
    }

    /// The team's templates before the built-in ones. `shown` is their folder as messages name it.
    pub fn in_folder(shown: impl Into<String>, load: &'a Load<'a>) -> Self {
        Self { folder: Some((shown.into(), load)), root: None, memory: None }
    }

    /// Takes this text as the report's template, whatever the report. It may extend and include the others.
    #[must_use]
    pub fn with_root(mut self, shown: impl Into<String>, text: impl Into<String>) -> Self {
        self.root = Some((shown.into(), text.into()));
        self
    }

    /// Asks this again and again while a template that is not our own works, to end in a message before the memory
    /// is used up. Without it only the time is limited.
    #[must_use]
    pub fn measured_by(mut self, memory: &'a MemoryInUse<'a>) -> Self {
        self.memory = Some(memory);
        self
    }

    /// The root and everything that it needs, directly or not.
    pub(super) fn gather(&self, name: &str) -> anyhow::Result<Sources> {
        let root = match &self.root {
            Some((shown, text)) => Source::new(root_key(shown), shown.clone(), text),
            None => self.find(name)?.ok_or_else(|| unknown(name))?,
        };
        let mut sources = Sources { root: root.key.clone(), files: Vec::new() };
        let mut keys = HashSet::from([root.key.clone()]);
        let mut waiting = vec![root];
        while let Some(source) = waiting.pop() {
            for (_, name) in references(&source.text) {
                // What is not found is left to the template engine: it knows the place.
                if let Some(found) = self.find(&name)?
                    && keys.insert(found.key.clone())
                {
                    waiting.push(found);
                }
            }
            sources.files.push(source);
            if sources.files.len() + waiting.len() > MAX_FILES {
                let message =
                    format!("`{}` is made of more than {MAX_FILES} templates", sources.root_shown());
                return Err(Failure::new(message).into());
            }
        }
        Ok(sources)
    }

    /// The template that a name stands for: the team's, else the built-in one.
    fn find(&self, name: &str) -> anyhow::Result<Option<Source>> {
        if let Some(plain) = name.strip_prefix(BUILT_IN_PREFIX) {
            return Ok(built_in(plain));
        }
        if let Some((folder, load)) = &self.folder
            && is_file_name(name)
            && let Some(text) = load(name)?
        {
            return Ok(Some(Source::new(name.to_owned(), format!("{folder}/{name}"), &text)));
        }
        Ok(built_in(name))
    }
}

fn built_in(name: &str) -> Option<Source> {
    let (_, text) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name)?;
    let key = format!("{BUILT_IN_PREFIX}{name}");
    Some(Source::new(key.clone(), key, text))
}

/// Only files below the team's folder can be named, by a path that reads the same on every system.
fn is_file_name(name: &str) -> bool {
    let is_plain = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(is_plain))
}

/// The root's name inside the template engine. No template can be named so: a file `dashboard.md` given for
/// one run may extend the `dashboard.md` that it replaces.
fn root_key(shown: &str) -> String {
    format!("./{shown}")
}

/// The names after `{% extends` and `{% include` with their places in the text, in comments too: too much does no harm.
fn references(text: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    for (start, mark) in text.match_indices("{%") {
        let tag = text.get(start + mark.len()..).unwrap_or_default();
        let tag = tag.strip_prefix('-').unwrap_or(tag).trim_start();
        let Some(rest) = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include")) else {
            continue;
        };
        let rest = rest.trim_start();
        let Some(quote) = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`')) else {
            continue;
        };
        if let Some((name, _)) = rest.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            names.push((text.len() - rest.len(), name.to_owned()));
        }
    }
    names
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::new(format!("there is no template `{}`", crate::text::one_line(name)));
    let mut names: Vec<_> =
        BUILT_IN.iter().map(|(name, _)| *name).filter(|name| !name.starts_with('_')).collect();
    if let Some(near) = nearest(name, names.iter().copied()) {
        return failure.hint(format!("did you mean `{near}`?"));
    }
    names.sort_unstable();
    failure.hint(format!("built-in templates: {}", names.join(", ")))
}

/// One template.
pub(super) struct Source {
    /// Its name inside the template engine.
    pub(super) key: String,
    /// Its name in messages.
    pub(super) shown: String,
    /// Its text, with line feeds only.
    pub(super) text: String,
}

impl Source {
    fn new(key: String, shown: String, text: &str) -> Self {
        Self { key, shown, text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n") }
    }
}

/// The templates of one report.
pub(super) struct Sources {
    /// The key of the one to begin with.
    pub(super) root: String,
    files: Vec<Source>,
}

impl Sources {
    pub(super) fn all(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// Whether no text comes from outside the program.
    pub(super) fn are_built_in(&self) -> bool {
        self.files.iter().all(|source| source.key.starts_with(BUILT_IN_PREFIX))
    }

    pub(super) fn find(&self, key: &str) -> Option<&Source> {
        self.files.iter().find(|source| source.key == key)
    }

    /// Where a message's template is named by another: the first `extends` or `include` of a name that stands in quotes
    /// in the message, with its place in that text.
    pub(super) fn reference(&self, message: &str) -> Option<(&Source, usize)> {
        let quoted: Vec<&str> = message.split(['\'', '"', '`']).skip(1).step_by(2).collect();
        self.files.iter().find_map(|source| {
            let mut named = references(&source.text).into_iter();
            let (offset, _) = named.find(|(_, name)| quoted.contains(&name.as_str()))?;
            Some((source, offset))
        })
    }

    /// The root's name in messages.
    pub(super) fn root_shown(&self) -> String {
        self.find(&self.root).map_or_else(|| self.root.clone(), |source| source.shown.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_table_lists_the_files_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let files: BTreeSet<String> = folder
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "README.md")
            .collect();
        let listed: BTreeSet<String> = BUILT_IN.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(files, listed);
        assert_eq!(listed.len(), BUILT_IN.len(), "a name is listed twice");
    }

    #[test]
    fn references_are_found_however_they_are_written() {
        let text =
            r#"{% extends "a.md" %}{%- include 'parts/_b.md' -%} {%include `c`%} {% if x %} {% include x %}"#;
        let found: Vec<_> = references(text);
        assert_eq!(found, [(11, "a.md".into()), (32, "parts/_b.md".into()), (60, "c".into())]);
    }

    #[test]
    fn only_files_below_the_folder_can_be_named() {
        for name in ["../secret", "/etc/passwd", "a/../b", "a//b", "", ".hidden", "c:\\x", "a\nb"] {
            assert!(!is_file_name(name), "{name}");
        }
        for name in ["dashboard.md", "_part.md", "parts/head.md", "übersicht.md"] {
            assert!(is_file_name(name), "{name}");
        }
    }
}
