//! The codes of what reading a plan finds. The findings are made where the values are read.

use super::{Check, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::SyntaxError;

/// A text that is no JSON, as a finding. Its place is one in the error's own text.
pub fn syntax(error: &SyntaxError) -> Diagnostic {
    let mut finding =
        Diagnostic::new(INVALID_JSON.code, INVALID_JSON.severity, error.span, error.message.clone());
    finding.label.clone_from(&error.label);
    finding.hint.clone_from(&error.hint);
    finding
}

pub(super) const INVALID_JSON: Rule = Rule {
    code: "invalid-json",
    severity: Severity::Error,
    summary: "the file is not JSON",
    explanation: "The plan is one JSON object (RFC 8259) in UTF-8, without comments and without a comma behind the \
        last entry, and no key stands twice in one object. Nothing can be shown until it is mended; the finding \
        points at the first place where reading failed, and the mistake is there or just before it.",
    example: r#"{"issues": [{"id": "FEAT-041",}]}"#,
    check: Check::Reading,
};

pub(super) const SCHEMA_VERSION: Rule = Rule {
    code: "schema-version",
    severity: Severity::Error,
    summary: "the plan is of a later format than this tracker reads",
    explanation: "`schemaVersion` says in which version of the format a plan is written; absent means 1. A later \
        version may mean things that this tracker would get wrong, so it refuses. Use a newer tracker.",
    example: r#"{"schemaVersion": 2, "issues": [{"id": "FEAT-041"}]}"#,
    check: Check::Reading,
};

pub(super) const WRONG_TYPE: Rule = Rule {
    code: "wrong-type",
    severity: Severity::Error,
    summary: "a value is of another type than its field wants",
    explanation: "The field reads as absent until it is mended. The message says what the field holds; \
        `tracker schema` prints it for all fields. Often it is a number in quotes, or one text where an array of texts \
        belongs.",
    example: r#"{"issues": [{"id": "FEAT-041", "progress": "50"}]}"#,
    check: Check::Reading,
};

pub(super) const UNKNOWN_VALUE: Rule = Rule {
    code: "unknown-value",
    severity: Severity::Error,
    summary: "a value is none of the names that its field allows",
    explanation: "A field such as `status` or `priority` holds one of a few names. They are read without regard to \
        case, space, `-` and `_`, and with common synonyms (`todo`, `In Progress`, `complete`). This value is none of \
        them, so it reads as absent. Write the name that the hint suggests.",
    example: r#"{"issues": [{"id": "FEAT-041", "status": "donee"}]}"#,
    check: Check::Reading,
};

pub(super) const OUT_OF_RANGE: Rule = Rule {
    code: "out-of-range",
    severity: Severity::Error,
    summary: "a number lies beyond what its field allows",
    explanation: "A percentage lies between 0 and 100, hours and counts are not negative, counts are whole, and \
        the figures of a range rise from low to high. The field reads as absent until it is mended.",
    example: r#"{"issues": [{"id": "FEAT-041", "progress": 150}]}"#,
    check: Check::Reading,
};

pub(super) const INVALID_DATE: Rule = Rule {
    code: "invalid-date",
    severity: Severity::Error,
    summary: "a date is no day of the calendar in the form YYYY-MM-DD",
    explanation: "Dates have exactly ten characters, so that they sort as text and every reader agrees on them: \
        `2026-01-05`, not `2026-1-5` or `5.1.2026`. The day must exist.",
    example: r#"{"issues": [{"id": "FEAT-041", "started": "2026-02-30"}]}"#,
    check: Check::Reading,
};

pub(super) const INVALID_ID: Rule = Rule {
    code: "invalid-id",
    severity: Severity::Error,
    summary: "an id is empty, reserved, or cannot be typed on a command line",
    explanation: "An id begins with a letter, a digit, `_` or `@`, and holds no white space, `=`, `,` or `#`; `plan` is \
        reserved for the plan itself. An id that is merely hard to type is a warning and works; one that is empty, \
        reserved, or holds white space or a control character is an error and reads as absent. \
        `tracker rename OLD NEW` changes an id and all references to it.",
    example: r#"{"issues": [{"id": "FEAT 041"}]}"#,
    check: Check::Reading,
};

#[cfg(test)]
mod tests {
    use crate::check::tests::hints;

    #[test]
    fn a_value_of_the_wrong_form_is_answered_with_a_right_one_of_its_field() {
        for (plan, hint) in [
            (
                r#"{"issues": [{"id": "A", "progress": 150}]}"#,
                "write it as in `tracker update A progress=50`",
            ),
            (
                r#"{"issues": [{"id": "A", "progress": "50abc"}]}"#,
                "write it as in `tracker update A progress=50`",
            ),
            (r#"{"issues": [{"id": "A", "progress": "50"}]}"#, "write 50 without the quotes"),
            (
                r#"{"issues": [{"id": "a'b", "title": 5}]}"#,
                r"write it as in `tracker update 'a'\''b' title=TEXT`",
            ),
            (
                r#"{"issues": [{"id": "A", "status": 5}]}"#,
                "write it as in `tracker update A status=not-started`",
            ),
            (
                r#"{"issues": [{"id": "A"}], "actions": [{}, {"owner": []}]}"#,
                "write it as in `tracker update actions.2 owner=@one`",
            ),
            (r#"{"issues": [{"id": "A"}], "title": 5}"#, "write it as in `tracker update plan title=TEXT`"),
            (r#"{"issues": [{"id": "A"}, 1]}"#, r#"remove it, or write an object as in `{"id": "ISSUE-2"}`"#),
            (
                r#"{"issues": [{"id": "A"}], "calendar": {"hoursPerDay": 25}}"#,
                r#"write it as in `"hoursPerDay": 8`"#,
            ),
            (
                r#"{"issues": [{"id": "A"}], "calendar": 5}"#,
                r#"write it as in `"calendar": {"workDays": ["mon", "tue"]}`"#,
            ),
            (
                r#"{"issues": [{"id": "A"}], "metrics": {"coverage": true}}"#,
                r#"write it as in `"metrics": {"coverage": 87}`"#,
            ),
            (
                r#"{"issues": [{"id": "A"}], "metrics": {"coverage": {"target": [1]}}}"#,
                r#"write it as in `"target": 90`"#,
            ),
        ] {
            assert_eq!(hints(plan).first().map(String::as_str), Some(hint), "{plan}");
        }
    }
}
