//! Which texts a report's template is made of: built in, the team's own, or a file given for one run.
//!
//! Only what the report needs is loaded and parsed: its root, and what that extends or includes.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::Failure;

/// Before a template's name: the built-in one, even where the team has its own of that name.
pub(super) const BUILT_IN_PREFIX: &str = "built-in/";

/// More files than any report is made of; the template engine follows them recursively.
const MAX_FILES: usize = 100;

/// The folder of templates that lay out one section each, for any report to include.
const SECTION_FOLDER: &str = "section/";

/// The templates that come with the program, by name; made from the folder `templates/` by the build script.
pub const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// Gives the text of a team's template by its name, or nothing when there is none.
pub type Load<'a> = dyn Fn(&str) -> anyhow::Result<Option<String>> + 'a;

/// Gives the names of the files in the team's folder.
pub type Names<'a> = dyn Fn() -> anyhow::Result<Vec<String>> + 'a;

/// How much memory the process uses, in bytes, or nothing where that is not known.
pub type MemoryInUse<'a> = dyn Fn() -> Option<usize> + 'a;

/// Where templates come from, and what watches over those that are not our own.
pub struct Templates<'a> {
    folder: Option<(String, &'a Load<'a>)>,
    names: Option<&'a Names<'a>>,
    root: Option<(String, String)>,
    pub(super) memory: Option<&'a MemoryInUse<'a>>,
}

impl<'a> Templates<'a> {
    /// The built-in templates alone.
    pub fn built_in() -> Self {
        Self { folder: None, names: None, root: None, memory: None }
    }

    /// The team's templates before the built-in ones. `shown` is their folder as messages name it.
    pub fn in_folder(shown: impl Into<String>, load: &'a Load<'a>) -> Self {
        Self { folder: Some((shown.into(), load)), names: None, root: None, memory: None }
    }

    /// Asks this for the files of the team's folder, to list the reports.
    #[must_use]
    pub fn listed_by(mut self, names: &'a Names<'a>) -> Self {
        self.names = Some(names);
        self
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

    /// The root and everything that it needs, directly or not; nothing when there is no template of that name.
    pub(super) fn gather(&self, name: &str) -> anyhow::Result<Option<Sources>> {
        let root = match &self.root {
            Some((shown, text)) => Source::of_team(root_key(shown), shown.clone(), text),
            None => match self.find(name)? {
                Some(root) => root,
                None => return Ok(None),
            },
        };
        let mut sources = Sources { root: root.key.clone(), files: Vec::new() };
        let mut keys = HashSet::from([root.key.clone()]);
        let mut waiting = vec![(root, false)];
        while let Some((source, is_for_section)) = waiting.pop() {
            // Our own parts of sections, and what of our own they include, wait until it is known which are shown; the
            // team's that they include do not.
            let waits = source.is_built_in() && (is_for_section || section_of(&source.key).is_some());
            let names: Vec<&str> = references(&source.text).map(|(_, name)| name).collect();
            for name in names.into_iter().rev() {
                if self.folder.is_none() && section_of(name).is_some() {
                    continue;
                }
                // What is not found is left to the template engine: it knows the place.
                if let Some(found) = self.find(name)?
                    && keys.insert(found.key.clone())
                {
                    waiting.push((found, waits));
                }
            }
            if !waits {
                sources.files.push(source);
            }
            if sources.files.len() + waiting.len() > MAX_FILES {
                let message =
                    format!("`{}` is made of more than {MAX_FILES} templates", sources.root_shown());
                return Err(Failure::new(message).into());
            }
        }
        Ok(Some(sources))
    }

    /// All reports, by name: those that come with the program, and the team's own. A report of which no form can be read
    /// is left out.
    pub fn reports(&self) -> anyhow::Result<Vec<ReportSource>> {
        let own = self.names.map_or_else(|| Ok(Vec::new()), |names| names())?;
        let built_in = BUILT_IN.iter().map(|(name, _)| *name);
        let names: BTreeSet<&str> =
            built_in.chain(own.iter().map(String::as_str)).filter_map(report_name).collect();
        Ok(names.into_iter().filter_map(|name| self.report_source(name)).collect())
    }

    /// Where a report's template comes from, with the parts that it includes, and what it says of itself.
    fn report_source(&self, name: &str) -> Option<ReportSource> {
        let mut report = ReportSource { name: name.to_owned(), summary: String::new(), sources: Vec::new() };
        let mut is_there = false;
        for extension in ["md", "txt"] {
            let file = format!("{name}.{extension}");
            // A part that cannot be read is told of when the report is made.
            let found = self.gather(&file).or_else(|_| self.find(&file).map(|root| root.map(Sources::alone)));
            let Ok(Some(found)) = found else { continue };
            is_there = true;
            if report.summary.is_empty() {
                let comment = found.find(&found.root).and_then(|root| leading_comment(&root.text));
                comment.unwrap_or_default().clone_into(&mut report.summary);
            }
            for source in found.all().filter(|source| !source.is_built_in()) {
                if !report.sources.contains(&source.shown) {
                    report.sources.push(source.shown.clone());
                }
            }
        }
        is_there.then_some(report)
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
            return Ok(Some(Source::of_team(name.to_owned(), format!("{folder}/{name}"), &text)));
        }
        Ok(built_in(name))
    }
}

fn built_in(name: &str) -> Option<Source> {
    let place = BUILT_IN.binary_search_by_key(&name, |(name, _)| *name).ok()?;
    let (_, text) = BUILT_IN.get(place)?;
    let key = format!("{BUILT_IN_PREFIX}{name}");
    Some(Source { shown: key.clone(), key, text: Cow::Borrowed(text) })
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
fn references(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let opens_tag = |place: usize| text.get(..place).is_some_and(|before| before.ends_with('{'));
    let name_behind = |place: usize| {
        let tag = text.get(place + 1..)?;
        let tag = tag.strip_prefix('-').unwrap_or(tag).trim_start();
        let quoted = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include"))?.trim_start();
        let quote = quoted.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
        let (name, _) = quoted.strip_prefix(quote)?.split_once(quote)?;
        Some((text.len() - quoted.len(), name))
    };
    // One character is found faster than the two of `{%`.
    let places = text.match_indices('%').map(|(place, _)| place);
    places.filter(move |place| opens_tag(*place)).filter_map(name_behind)
}

/// A report, and where its layout comes from.
#[derive(Debug, serde::Serialize)]
pub struct ReportSource {
    /// Its name.
    pub name: String,
    /// What it shows, in a line.
    pub summary: String,
    /// The team's files that lay it out, the parts of sections too; none when all of it is built in.
    pub sources: Vec<String>,
}

/// The report that a file of templates is for.
fn report_name(file: &str) -> Option<&str> {
    let name = file.strip_suffix(".md").or_else(|| file.strip_suffix(".txt"))?;
    is_report_name(name).then_some(name)
}

/// Whether a report may have this name: no part `_head`, and nothing in a folder.
pub(super) fn is_report_name(name: &str) -> bool {
    is_file_name(name) && !name.contains('/') && !name.starts_with('_')
}

/// The comment at the head of a template, which says what its report shows.
fn leading_comment(text: &str) -> Option<&str> {
    let comment = text.trim_start().strip_prefix("{#")?;
    let (comment, _) = comment.split_once("#}")?;
    Some(comment.trim_matches(['-', ' ', '\n']))
}

/// A report without the blocks of some sections. Only blocks that include the part of their section and nothing else are
/// left out; in our own reports these are two lines, the plan's prose and the part.
fn without_blocks(text: &str, is_left_out: impl Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let section = lines.peek().and_then(|next| section_of_block(line, next));
        if section.is_some_and(&is_left_out) {
            lines.next();
        } else {
            kept.push_str(line);
        }
    }
    kept
}

/// The section of the block that these two lines are, when they are nothing but the plan's prose and the part.
fn section_of_block<'t>(first: &'t str, second: &str) -> Option<&'t str> {
    let (name, prose) = first.strip_prefix("{% block ")?.split_once(' ')?;
    let before = prose.strip_prefix("%}{{ prose | before(section=\"")?.strip_suffix("\") }}\n")?;
    let part = second.strip_prefix("{% include \"")?.strip_prefix(SECTION_FOLDER)?.strip_prefix(name)?;
    (before == name && part.ends_with("%}{% endblock %}\n")).then_some(name)
}

/// The section that a template lays out, by its name: `section/reviews.md`, `section/reviews-numbered.md`.
fn section_of(name: &str) -> Option<&str> {
    let (stem, _) =
        name.strip_prefix(BUILT_IN_PREFIX).unwrap_or(name).strip_prefix(SECTION_FOLDER)?.split_once('.')?;
    Some(stem.split_once('-').map_or(stem, |(section, _)| section))
}

/// The words of a text that may name variables: not members, not inside quotes; too many do no harm.
fn variables(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.split(move |c: char| !is_part(c) && !matches!(c, '.' | '"' | '\''))
        .filter(move |word| word.starts_with(is_part))
        .map(|word| word.split('.').next().unwrap_or(word))
}

/// One template.
pub(super) struct Source {
    /// Its name inside the template engine.
    pub(super) key: String,
    /// Its name in messages.
    pub(super) shown: String,
    /// Its text, with line feeds only.
    pub(super) text: Cow<'static, str>,
}

impl Source {
    /// Whether it comes with the program.
    fn is_built_in(&self) -> bool {
        self.key.starts_with(BUILT_IN_PREFIX)
    }

    /// One whose text comes from outside the program.
    fn of_team(key: String, shown: String, text: &str) -> Self {
        Self { key, shown, text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n").into() }
    }
}

/// The templates of one report.
pub(super) struct Sources {
    /// The key of the one to begin with.
    pub(super) root: String,
    files: Vec<Source>,
}

impl Sources {
    /// A template without what it includes.
    fn alone(root: Source) -> Self {
        Self { root: root.key.clone(), files: vec![root] }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// Whether no text comes from outside the program.
    pub(super) fn are_built_in(&self) -> bool {
        self.files.iter().all(Source::is_built_in)
    }

    /// The sections that the templates lay out, in their order: those whose part they include, and those that a text
    /// from outside the program names as a variable.
    pub(super) fn sections(&self, known: &[&'static str]) -> Vec<&'static str> {
        let mut found: Vec<&'static str> = Vec::new();
        let mut add = |name: &str| {
            let section = known.iter().copied().find(|section| *section == name);
            found.extend(section.filter(|section| !found.contains(section)));
        };
        for source in &self.files {
            for (_, name) in references(&source.text) {
                section_of(name).into_iter().for_each(&mut add);
            }
            if !source.is_built_in() {
                variables(&source.text).for_each(&mut add);
            }
        }
        found
    }

    /// Leaves out the blocks of some sections, where all is our own and the blocks do nothing but include their part.
    /// Start-up is what people feel, and most of it is the parsing of templates.
    pub(super) fn leave_out(&mut self, is_left_out: impl Fn(&str) -> bool) {
        if self.are_built_in()
            && let Some(root) = self.files.iter_mut().find(|source| source.key == self.root)
        {
            root.text = without_blocks(&root.text, is_left_out).into();
        }
    }

    /// Adds the parts of sections that come with the program; those that are not shown, the team's too, lose their text.
    pub(super) fn add_parts(&mut self, is_shown: impl Fn(&str) -> bool) {
        let is_hidden = |name: &str| section_of(name).is_some_and(|section| !is_shown(section));
        for source in self.files.iter_mut().filter(|source| is_hidden(&source.key)) {
            source.text = Cow::default();
        }
        let mut keys: HashSet<String> = self.files.iter().map(|source| source.key.clone()).collect();
        let mut place = 0;
        while let Some(source) = self.files.get(place) {
            let mut parts = Vec::new();
            for (_, name) in references(&source.text) {
                let plain = name.strip_prefix(BUILT_IN_PREFIX).unwrap_or(name);
                let Some(mut part) =
                    built_in(plain).filter(|part| !keys.contains(plain) && !keys.contains(&part.key))
                else {
                    continue;
                };
                if is_hidden(plain) {
                    part.text = Cow::default();
                }
                keys.insert(part.key.clone());
                parts.push(part);
            }
            self.files.extend(parts);
            place += 1;
        }
    }

    pub(super) fn find(&self, key: &str) -> Option<&Source> {
        self.files.iter().find(|source| source.key == key)
    }

    /// Where a message's template is named by another: the first `extends` or `include` of a name that stands in quotes
    /// in the message, with its place in that text.
    pub(super) fn reference(&self, message: &str) -> Option<(&Source, usize)> {
        let quoted: Vec<&str> = message.split(['\'', '"', '`']).skip(1).step_by(2).collect();
        self.files.iter().find_map(|source| {
            let (offset, _) = references(&source.text).find(|(_, name)| quoted.contains(name))?;
            Some((source, offset))
        })
    }

    /// The root's name in messages.
    pub(super) fn root_shown(&self) -> String {
        self.find(&self.root).map_or_else(|| self.root.clone(), |source| source.shown.clone())
    }
}

#[cfg(test)]
mod tests;
