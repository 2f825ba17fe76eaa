//! The whole way of a write, but for the disk: read, expect, edit, read the result back, refuse new errors.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::mem::ManuallyDrop;

use super::base::Base;
use super::change::{Change, ID};
use super::owner::LESS_NESTED;
use super::{Edit, Expectation, Planned, expectation};
use crate::check;
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::json::{Document, Splice, SyntaxError};
use crate::plan::Plan;
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;
use crate::text;

/// The code of items that wait for one another.
const CIRCLE: &str = "cycle";
/// How many errors a refusal shows before it counts the rest.
const SHOWN: usize = 10;

/// What an edit is measured by.
#[derive(Clone, Copy)]
pub struct Rules<'r> {
    /// Today.
    pub today: Date,
    /// What the items must be for the edit to be made.
    pub expectations: &'r [Expectation],
    /// Everything that is wrong with a plan. Only errors count here.
    pub findings: &'r dyn for<'p> Fn(&'p Plan<'p>) -> Vec<Diagnostic>,
}

/// A file's text before and after some edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The text as it is.
    pub before: String,
    /// The text as it should become; the same when nothing changes.
    pub after: String,
    /// What differs, for people.
    pub changes: Vec<Change>,
    /// What is done, and perhaps not meant.
    pub doubts: Vec<String>,
}

/// A file that is no plan: no JSON, or not of the form that a command could work with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, with its places in `text`; never nothing.
    pub diagnostics: Vec<Diagnostic>,
    /// The text that was read.
    pub text: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.diagnostics.first().map_or("the file is no plan", |problem| &problem.message))
    }
}

impl std::error::Error for Unreadable {}

impl From<SyntaxError> for Unreadable {
    fn from(error: SyntaxError) -> Self {
        let diagnostics = vec![check::syntax(&error)];
        Self { diagnostics, text: error.text }
    }
}

/// Says which of several edits a failure is about. Found by `downcast_ref`; the failure itself is below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InEdit(
    /// Its place, from 1.
    pub usize,
);

impl fmt::Display for InEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "edit {} cannot be made", self.0)
    }
}

/// What edits come to, before the result has been judged: that can be done while it is being written.
pub struct Proposal<'r> {
    before: Document,
    after: Option<Document>,
    /// What differs, for people.
    pub changes: Vec<Change>,
    /// What was done as asked, and may not be what was meant.
    pub doubts: Vec<String>,
    rules: Rules<'r>,
}

/// Works out the text after some edits, all or none, and judges it.
///
/// # Errors
/// Those of [`propose`] and of [`Proposal::judge`].
pub fn prepare(bytes: Vec<u8>, edits: &[Edit], rules: &Rules<'_>) -> anyhow::Result<Prepared> {
    let proposal = propose(bytes, edits, rules)?;
    proposal.judge()?;
    let Proposal { before, after, changes, doubts, .. } = proposal;
    let before = before.into_text();
    let after = after.map_or_else(|| before.clone(), Document::into_text);
    Ok(Prepared { before, after, changes, doubts })
}

/// Works out the text after some edits, all or none. Keeps memory until the process ends, as much as a plan takes.
///
/// # Errors
/// - [`Unreadable`] when the bytes are no plan
/// - [`Failure`] when an edit is wrong or an expectation is not met; with [`InEdit`] above it when there are several edits
///   and one of them is wrong
pub fn propose<'r>(bytes: Vec<u8>, edits: &[Edit], rules: &Rules<'r>) -> anyhow::Result<Proposal<'r>> {
    let before = Document::parse(bytes).map_err(Unreadable::from)?;
    // A command ends soon after its edits: to give large plans back piece by piece takes a sixth of its time.
    let plan = ManuallyDrop::new(read(&before)?);
    let Revised { document: after, changes, doubts } =
        revise(&before, &plan, edits, rules.today, rules.expectations)?;
    Ok(Proposal { before, after, changes, doubts, rules: *rules })
}

impl Proposal<'_> {
    /// The text that should come in the place of the one that there is; nothing when they are the same.
    pub fn text(&self) -> Option<&str> {
        let after = self.after.as_ref().map(Document::text);
        after.filter(|after| *after != self.before.text())
    }

    /// Reads the result as a plan, and refuses it when it has an error that was not there before. Keeps memory until the
    /// process ends, as much as a plan takes.
    ///
    /// # Errors
    /// A [`Failure`] of ending [`No`](crate::diagnostic::Ending::No).
    pub fn judge(&self) -> anyhow::Result<()> {
        let Some(document) = &self.after else { return Ok(()) };
        let result = ManuallyDrop::new(result(document)?);
        let errors = errors_of(&result, &self.rules);
        // What was wrong before matters only when something is wrong now.
        if errors.is_empty() {
            return Ok(());
        }
        let before = ManuallyDrop::new(read(&self.before)?);
        let known = errors_of(&before, &self.rules);
        Ok(refuse_new(
            &Judged { plan: &before, errors: known },
            Judged { plan: &result, errors },
            &self.changes,
        )?)
    }
}

/// What edits come to.
#[derive(Debug, Default)]
pub struct Revised {
    /// The text after them; nothing when there is nothing to change in it.
    pub document: Option<Document>,
    /// What differs, for people.
    pub changes: Vec<Change>,
    /// What is done, and perhaps not meant.
    pub doubts: Vec<String>,
}

/// Makes edits in a copy of a plan that was read from `original`, one after the other. What comes out is not judged.
///
/// # Errors
/// Those of [`propose`], but for a plan that cannot be read.
pub fn revise(
    original: &Document,
    plan: &Plan<'_>,
    edits: &[Edit],
    today: Date,
    expectations: &[Expectation],
) -> anyhow::Result<Revised> {
    let base = ManuallyDrop::new(Base::new(original, plan, today));
    expectation::judge(&base, edits, expectations)?;
    let mut edited = Revised::default();
    for (index, edit) in edits.iter().enumerate() {
        let planned = match &edited.document {
            None => edit.plan_from(&base),
            Some(document) => edit.plan(document, &read(document)?, today),
        };
        let Planned { splices, changes, doubts } = planned.map_err(|failure| {
            let failure = anyhow::Error::from(failure);
            if edits.len() > 1 { failure.context(InEdit(index + 1)) } else { failure }
        })?;
        edited.changes.extend(changes);
        edited.doubts.extend(doubts);
        if !splices.is_empty() {
            edited.document = Some(revised(edited.document.as_ref().unwrap_or(original), &splices)?);
        }
    }
    Ok(edited)
}

fn read(document: &Document) -> Result<Plan<'_>, Unreadable> {
    Plan::read(document).map_err(|diagnostics| Unreadable { diagnostics, text: document.text().to_owned() })
}

/// The result must be JSON, whatever the edit was.
fn revised(document: &Document, splices: &[Splice]) -> Result<Document, Failure> {
    document.revised(splices).map_err(|error| {
        if error.is_too_deep {
            return Failure::refusal(format!("this would make the plan wrong: {}", error.message))
                .hint(LESS_NESTED);
        }
        Failure::new(format!("the edit would leave a file that is no JSON: {error}"))
            .hint("nothing is written; please report this edit")
    })
}

fn errors_of(plan: &Plan<'_>, rules: &Rules<'_>) -> Vec<Diagnostic> {
    let mut errors = (rules.findings)(plan);
    errors.retain(|finding| finding.severity == Severity::Error);
    errors
}

/// Reads what edits made of a plan.
///
/// # Errors
/// A [`Failure`] of ending [`No`](crate::diagnostic::Ending::No) when it is no plan any more.
pub fn result(document: &Document) -> Result<Plan<'_>, Failure> {
    Plan::read(document).map_err(|problems| refused(&problems))
}

/// A plan with its errors.
pub struct Judged<'p> {
    /// The plan.
    pub plan: &'p Plan<'p>,
    /// Its errors.
    pub errors: Vec<Diagnostic>,
}

/// Refuses edits after which a plan has an error that it did not have before.
///
/// # Errors
/// A [`Failure`] of ending [`No`](crate::diagnostic::Ending::No).
pub fn refuse_new(before: &Judged<'_>, after: Judged<'_>, changes: &[Change]) -> Result<(), Failure> {
    let renamed: Vec<(&str, &str)> = changes
        .iter()
        .filter(|change| change.field == ID)
        .filter_map(|change| Some((change.from.as_deref()?, change.to.as_deref()?)))
        .collect();
    let is_circle = |finding: &Diagnostic| finding.code == CIRCLE;
    let (circles, errors): (Vec<_>, Vec<_>) = after.errors.into_iter().partition(is_circle);
    let mut new = new_ones(&before.errors, errors, &renamed);
    // Which way round a circle is shown depends on all its edges, also on one that is taken away.
    if !circles.is_empty() {
        new.extend(check::added_circles(before.plan, after.plan, &renamed));
    }
    if new.is_empty() { Ok(()) } else { Err(refused(&new)) }
}

/// The errors that were not there before, each taken as often as it stands.
fn new_ones(before: &[Diagnostic], after: Vec<Diagnostic>, renamed: &[(&str, &str)]) -> Vec<Diagnostic> {
    let mut known: HashMap<Identity, usize> = HashMap::new();
    for finding in before {
        let (own, renamed) = (Identity::of(finding, &[]), Identity::of(finding, renamed));
        // Of two items with one id only one is renamed; the other's errors stay as they are.
        if own != renamed {
            *known.entry(own).or_default() += 1;
        }
        *known.entry(renamed).or_default() += 1;
    }
    let mut is_new = |finding: &Diagnostic| match known.get_mut(&Identity::of(finding, &[])) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    after.into_iter().filter(|finding| is_new(finding)).collect()
}

/// What makes an error the same before and after an edit, wherever it stands in the text.
#[derive(PartialEq, Eq, Hash)]
struct Identity {
    code: &'static str,
    id: Option<String>,
    field: Option<&'static str>,
    message: String,
}

impl Identity {
    /// Of an item without id, whose place may change, the kind counts. Renamed items go by their new ids.
    fn of(finding: &Diagnostic, renamed: &[(&str, &str)]) -> Self {
        let mut message = finding.message.clone();
        if let Some(place) = finding.id.as_deref().filter(|id| without_place(id) != *id) {
            message = message.replace(place, without_place(place));
        }
        let mut id = finding.id.as_deref().map(|id| without_place(id).to_owned());
        for (old, new) in renamed {
            message = with_word_replaced(&message, old, new);
            id = id.map(|id| if id == *old { (*new).to_owned() } else { id });
        }
        Self { code: finding.code, id, field: finding.field, message }
    }
}

/// `actions` for `actions.3`.
fn without_place(id: &str) -> &str {
    match id.rsplit_once('.') {
        Some((kind, place)) if Kind::of_key(kind).is_some() && place.parse::<usize>().is_ok() => kind,
        _ => id,
    }
}

/// The text with an id in the place of another, where that stands as a whole word.
fn with_word_replaced(text: &str, old: &str, new: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@');
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for (start, found) in text.match_indices(old).filter(|(_, found)| !found.is_empty()) {
        let (before, after) = text.split_at(start);
        let after = after.get(found.len()..).unwrap_or_default();
        result.push_str(text.get(at..start).unwrap_or_default());
        let is_whole = !before.ends_with(is_word) && !after.starts_with(is_word);
        result.push_str(if is_whole { new } else { found });
        at = start + found.len();
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// That the result would be wrong, with everything that would be wrong about it. What mends a plan with such an error is
/// no hint: the error is not in the file.
fn refused(problems: &[Diagnostic]) -> Failure {
    let mut message = "this would make the plan wrong".to_owned();
    // Writing to a `String` cannot fail.
    for problem in problems.iter().take(SHOWN) {
        let about =
            problem.id.as_deref().map(text::one_line).filter(|id| !problem.message.contains(id.as_ref()));
        let about = about.map(|id| format!("{id}: ")).unwrap_or_default();
        let told = text::one_line(&problem.message);
        let _ = write!(message, "\n  {}[{}]: {about}{told}", problem.severity, problem.code);
    }
    if problems.len() > SHOWN {
        let _ = write!(message, "\n  … and {}", text::plural(problems.len() - SHOWN, "more error"));
    }
    let failure = Failure::refusal(message);
    let Some(first) = problems.first() else { return failure };
    let advice = first.hint.as_ref().filter(|_| first.code == CIRCLE).map(|hint| format!("{hint}; "));
    failure.hint(format!("{}`tracker check --explain {}` tells more", advice.unwrap_or_default(), first.code))
}
