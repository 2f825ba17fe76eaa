//! The plan's `reports`: entries that `tracker render` could not follow.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::sink::{Sink, opening, shown};
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::plan::header::ReportEntry;
use crate::plan::value::week::WeekLabel;
use crate::span::Span;

pub(super) const WRONG_REPORT: Rule = Rule {
    code: "wrong-report",
    severity: Severity::Warning,
    summary: "an entry of `reports` cannot be followed",
    explanation: "`tracker render` writes what `reports` declares: each entry names a `report`, and either the file that it \
        is (`output`) or the file into which it goes (`into`, between markers). Two entries may share a file only between \
        markers of their own, and a path stays inside the plan's repository, away from the plan, its templates and git's own \
        folder. A report of a week has a `label`, or the day `asOf`.",
    example: r#"{"issues": [{"id": "A"}], "reports": [{"report": "dashboard"}]}"#,
    check: Check::Claims(wrong_report),
};

/// Why an entry of `reports` cannot be followed, as the files beside the plan tell: there is no such report, or its target
/// leads out of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The entry, from 1.
    pub entry: usize,
    /// The member of the entry that is to blame.
    pub member: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

fn wrong_report(subject: &Subject<'_>, sink: &mut Sink) {
    let mut targets = Targets::default();
    for entry in &subject.structure.plan.reports {
        let position = entry.position;
        let mut faults: Vec<Fault> = [no_report(entry), no_file(entry), outside(entry), wrong_label(entry)]
            .into_iter()
            .flatten()
            .collect();
        let refusal = subject.refused_reports.iter().find(|refusal| refusal.entry == position);
        if let Some(refusal) = refusal.filter(|_| faults.is_empty()) {
            let finding = sink.at(place(entry, refusal.member), refusal.message.as_str());
            let finding = finding.about("plan").field("reports");
            let hint =
                refusal.hint.as_deref().unwrap_or("mend what it names, then run `tracker render --check`");
            sink.push(finding.hint(hint));
        }
        faults.extend(targets.shared(entry));
        for fault in faults {
            let message = format!("entry {position} of `reports` {}", fault.message);
            let finding = sink.at(place(entry, fault.member), message);
            sink.push(finding.about("plan").field("reports").hint(fault.hint));
        }
    }
}

/// Where a member of an entry stands, else the entry.
fn place(entry: &ReportEntry<'_>, member: &str) -> Span {
    entry.node.get(member).map_or_else(|| opening(entry.node), Node::span)
}

/// What is wrong with an entry, and at which of its members.
struct Fault {
    member: &'static str,
    message: String,
    hint: Cow<'static, str>,
}

/// Which part of a file an entry writes: all of it, or what is between the markers of a report and a slot.
type Part<'p> = Option<(&'p str, &'p str)>;

/// The files that entries write, and which entry writes which part of each.
#[derive(Default)]
struct Targets<'p>(HashMap<String, BTreeMap<Part<'p>, usize>>);

impl<'p> Targets<'p> {
    /// Adds the target of an entry; its fault when an earlier one writes there.
    fn shared(&mut self, entry: &'p ReportEntry<'_>) -> Option<Fault> {
        let (member, path) = path(entry)?;
        let between =
            (entry.report.as_deref().unwrap_or_default(), entry.slot.as_deref().unwrap_or_default());
        let part = entry.into.is_some().then_some(between);
        let parts = self.0.entry(plain(path)).or_default();
        let other = match part {
            // All of a file can be shared with nobody.
            None => parts.values().next(),
            Some(_) => parts.get(&part).or_else(|| parts.get(&None)),
        };
        let other = other.copied();
        parts.insert(part, entry.position);
        other.map(|other| Fault {
            member,
            message: format!("writes `{}`, as entry {other} does", shown(path)),
            hint: "give each its own `output`, or its own `slot` of one file".into(),
        })
    }
}

/// A path without the steps that lead nowhere: `./docs/../a.md` is `a.md`.
fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// The member that names the file of an entry, and the file, when it names one.
fn path<'p>(entry: &'p ReportEntry<'_>) -> Option<(&'static str, &'p str)> {
    let (member, path) = match (entry.output.as_deref(), entry.into.as_deref()) {
        (Some(path), None) => ("output", path),
        (None, Some(path)) => ("into", path),
        _ => return None,
    };
    (!path.is_empty()).then_some((member, path))
}

fn no_report(entry: &ReportEntry<'_>) -> Option<Fault> {
    let message = "names no report".to_owned();
    let hint = "`tracker report` lists them all".into();
    entry.report.as_deref().is_none_or(str::is_empty).then_some(Fault { member: "report", message, hint })
}

fn no_file(entry: &ReportEntry<'_>) -> Option<Fault> {
    let name = r#"write "output": "docs/DASHBOARD.md" for a whole file"#;
    let (member, message, hint) = match (entry.output.as_deref(), entry.into.as_deref()) {
        (None, None) => ("output", "has no file", name),
        (Some(_), Some(_)) => ("into", "has both `output` and `into`", "remove one of the two"),
        (Some(""), None) => ("output", "has an empty `output`", name),
        (None, Some("")) => ("into", "has an empty `into`", name),
        _ => return None,
    };
    Some(Fault { member, message: message.to_owned(), hint: hint.into() })
}

fn outside(entry: &ReportEntry<'_>) -> Option<Fault> {
    let (member, path) = path(entry).filter(|(_, path)| leaves_repository(path))?;
    let message = format!("writes `{}`, outside the repository", shown(path));
    Some(Fault { member, message, hint: "name a file of the repository, from the plan's folder".into() })
}

fn wrong_label(entry: &ReportEntry<'_>) -> Option<Fault> {
    let failure = WeekLabel::read(entry.label.as_deref()?).err()?;
    let message = format!("has a label that is no week: {}", failure.message);
    let hint = failure.hint.map_or(Cow::Borrowed("write it as in `Week 3`"), Cow::Owned);
    Some(Fault { member: "label", message, hint })
}

/// Whether a path is absolute. The plan may lie in a folder of its repository, so only who sees the folders can tell where
/// `..` leads: see [`Refusal`].
fn leaves_repository(path: &str) -> bool {
    path.starts_with(['/', '\\', '~']) || path.get(1..3).is_some_and(|drive| drive == ":\\" || drive == ":/")
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found;

    #[test]
    fn every_entry_has_a_report_and_a_file_of_its_own() {
        let plan = r#"{"issues": [{"id": "A"}], "reports": [{"output": "a.md"}, {"report": "weekly", "output": "./a.md"},
            {"report": "weekly", "into": "b.md", "output": "c.md"}, {"report": "dashboard", "output": "/etc/x"},
            {"report": "dashboard", "into": "R.md"}, {"report": "weekly", "into": "R.md"}, {"report": "weekly", "into": "R.md"},
            {"report": "weekly", "into": "R.md", "slot": "two"}, {"report": "raid", "output": "docs/../R.md"},
            {"report": "raid", "output": ""}, {"report": "weekly", "output": "w.md", "label": "Week 0"}]}"#;
        assert_eq!(
            found(plan),
            [
                "wrong-report reports: entry 1 of `reports` names no report",
                "wrong-report reports: entry 2 of `reports` writes `./a.md`, as entry 1 does",
                "wrong-report reports: entry 3 of `reports` has both `output` and `into`",
                "wrong-report reports: entry 4 of `reports` writes `/etc/x`, outside the repository",
                "wrong-report reports: entry 7 of `reports` writes `R.md`, as entry 6 does",
                "wrong-report reports: entry 9 of `reports` writes `docs/../R.md`, as entry 5 does",
                "wrong-report reports: entry 10 of `reports` has an empty `output`",
                "wrong-report reports: entry 11 of `reports` has a label that is no week: there is no `Week 0`",
            ]
        );
    }
}
