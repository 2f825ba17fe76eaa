//! The findings about a plan: the value that scripts read, and the annotations that GitHub shows at the lines.

use std::fmt::Write;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Positions;

/// The findings about a plan with their counts.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check<'f> {
    /// The version of this form.
    pub schema_version: u32,
    /// Which view it is: `check`.
    pub kind: &'static str,
    /// What was found, in the order of the file.
    pub findings: Vec<Finding<'f>>,
    /// How many of them are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// How many are notes.
    pub notes: usize,
}

/// One finding with its place.
#[derive(Debug, Serialize)]
pub struct Finding<'f> {
    /// The stable name of the rule.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The plan's file, as the user named it.
    pub file: &'f str,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// The item that it is about.
    pub id: Option<&'f str>,
    /// The field of that item.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub message: &'f str,
    /// What to do next.
    pub hint: Option<&'f str>,
}

impl<'f> Check<'f> {
    /// The view of findings about a file; `positions` are those of its text.
    pub fn new(findings: &'f [Diagnostic], file: &'f str, positions: &Positions<'_>) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            schema_version: 1,
            kind: "check",
            findings: findings.iter().map(|finding| Finding::new(finding, file, positions)).collect(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }

    /// The findings as GitHub's workflow commands, a line each; in the log of a workflow they become annotations of
    /// the file.
    pub fn annotations(&self) -> String {
        let mut lines = String::new();
        for finding in &self.findings {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let hint = finding.hint.map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
            // Writing to a `String` cannot fail.
            let _ = writeln!(
                lines,
                "::{command} file={},line={},col={},title={}::{}",
                escaped_property(finding.file),
                finding.line,
                finding.column,
                escaped_property(finding.code),
                escaped(&format!("{}{hint}", finding.message)),
            );
        }
        lines
    }
}

impl<'f> Finding<'f> {
    fn new(finding: &'f Diagnostic, file: &'f str, positions: &Positions<'_>) -> Self {
        let position = positions.of(finding.span.start);
        Self {
            code: finding.code,
            severity: finding.severity,
            file,
            line: position.line,
            column: position.column,
            id: finding.id.as_deref(),
            field: finding.field,
            message: &finding.message,
            hint: finding.hint.as_deref(),
        }
    }
}

/// A workflow command's message: what would end the line is written in percent.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A workflow command's property: what would end the property too.
fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn finding() -> Diagnostic {
        Diagnostic::new("cycle", Severity::Error, Span::new(2, 3), "100% of A, B: a circle\nof two")
    }

    #[test]
    fn the_json_has_every_member_and_null_for_what_is_not_known() {
        let findings = [finding(), finding().about("A").field("dependencies").hint("tracker show A")];
        let positions = Positions::new("{\n\"");
        let view = serde_json::to_string(&Check::new(&findings, "plan.json", &positions)).unwrap();
        let message = r#""message":"100% of A, B: a circle\nof two""#;
        let place = r#""code":"cycle","severity":"error","file":"plan.json","line":2,"column":1"#;
        assert_eq!(
            view,
            format!(
                r#"{{"schemaVersion":1,"kind":"check","findings":[{{{place},"id":null,"field":null,{message},"hint":null}},{{{place},"id":"A","field":"dependencies",{message},"hint":"tracker show A"}}],"errors":2,"warnings":0,"notes":0}}"#
            )
        );
    }

    #[test]
    fn an_annotation_is_one_line_whatever_the_plan_holds() {
        let note = Diagnostic { severity: Severity::Note, ..finding() }.hint("do it");
        let findings = [finding(), note];
        let view = Check::new(&findings, "a,b:c.json", &Positions::new("{}\n"));
        assert_eq!(
            view.annotations(),
            "::error file=a%2Cb%3Ac.json,line=1,col=3,title=cycle::100%25 of A, B: a circle%0Aof two\n\
             ::notice file=a%2Cb%3Ac.json,line=1,col=3,title=cycle::100%25 of A, B: a circle%0Aof two%0Ahint: do it\n"
        );
    }
}
