//! The plan's `reports`: entries that `tracker render` could not follow.

use std::collections::HashMap;

use super::sink::{Sink, opening, shown};
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::plan::header::ReportEntry;

pub(super) const WRONG_REPORT: Rule = Rule {
    code: "wrong-report",
    severity: Severity::Warning,
    summary: "an entry of `reports` cannot be followed",
    explanation: "`tracker render` writes what `reports` declares: each entry names a `report`, and either the file that it \
        is (`output`) or the file into which it goes (`into`, between markers). Two entries may share a file only between \
        markers of their own, and a path stays inside the plan's repository.",
    example: r#"{"issues": [{"id": "A"}], "reports": [{"report": "dashboard"}]}"#,
    check: Check::Claims(wrong_report),
};

fn wrong_report(subject: &Subject<'_>, sink: &mut Sink) {
    let mut targets: HashMap<(String, Part<'_>), u64> = HashMap::new();
    for (entry, position) in subject.structure.plan.reports.iter().zip(1..) {
        let faults = [no_report(entry), no_file(entry), outside(entry)];
        let shared = part(entry).and_then(|part| Some((path(entry)?, targets.insert(part, position)?)));
        let shared = shared.map(|(path, other)| Fault {
            member: "output",
            message: format!("writes `{}`, as entry {other} does", shown(path)),
            hint: "give each its own `output`, or its own `slot` of one file",
        });
        for fault in faults.into_iter().chain([shared]).flatten() {
            let span = entry.node.get(fault.member).map_or_else(|| opening(entry.node), Node::span);
            let message = format!("entry {position} of `reports` {}", fault.message);
            sink.push(sink.at(span, message).about("plan").field("reports").hint(fault.hint));
        }
    }
}

/// What is wrong with an entry, and at which of its members.
struct Fault {
    member: &'static str,
    message: String,
    hint: &'static str,
}

/// Which part of a file an entry writes: all of it, or what is between the markers of a report and a slot.
type Part<'p> = Option<(&'p str, &'p str)>;

/// The file of an entry and the part of it, when it names one file.
fn part<'p>(entry: &'p ReportEntry<'_>) -> Option<(String, Part<'p>)> {
    let path = path(entry)?;
    let between = (entry.report.as_deref().unwrap_or_default(), entry.slot.as_deref().unwrap_or_default());
    let file = path.strip_prefix("./").unwrap_or(path).to_owned();
    Some((file, entry.into.is_some().then_some(between)))
}

/// The file of an entry, when it names one.
fn path<'p>(entry: &'p ReportEntry<'_>) -> Option<&'p str> {
    match (entry.output.as_deref(), entry.into.as_deref()) {
        (Some(path), None) | (None, Some(path)) => Some(path),
        _ => None,
    }
}

fn no_report(entry: &ReportEntry<'_>) -> Option<Fault> {
    let message = "names no report".to_owned();
    let hint = "`tracker report` lists them all";
    entry.report.as_deref().is_none_or(str::is_empty).then_some(Fault { member: "report", message, hint })
}

fn no_file(entry: &ReportEntry<'_>) -> Option<Fault> {
    let (member, message, hint) = match (&entry.output, &entry.into) {
        (None, None) => ("output", "has no file", r#"write "output": "docs/DASHBOARD.md" for a whole file"#),
        (Some(_), Some(_)) => ("into", "has both `output` and `into`", "remove one of the two"),
        _ => return None,
    };
    Some(Fault { member, message: message.to_owned(), hint })
}

fn outside(entry: &ReportEntry<'_>) -> Option<Fault> {
    let path = path(entry).filter(|path| leaves_repository(path))?;
    let member = if entry.output.is_some() { "output" } else { "into" };
    let message = format!("writes `{}`, outside the repository", shown(path));
    Some(Fault { member, message, hint: "name a file of the repository, from the plan's folder" })
}

/// Whether a path is absolute or leads above where it begins. The plan may lie in a folder of its repository, so what
/// goes up a step is left to `render`, which sees the folders.
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
            {"report": "weekly", "into": "R.md", "slot": "two"}]}"#;
        assert_eq!(
            found(plan),
            [
                "wrong-report reports: entry 1 of `reports` names no report",
                "wrong-report reports: entry 2 of `reports` writes `./a.md`, as entry 1 does",
                "wrong-report reports: entry 3 of `reports` has both `output` and `into`",
                "wrong-report reports: entry 4 of `reports` writes `/etc/x`, outside the repository",
                "wrong-report reports: entry 7 of `reports` writes `R.md`, as entry 6 does",
            ]
        );
    }
}
