//! Requests that cannot be carried out: each says what is wrong and what to type.

use super::{attempt, done, edit, lines, refused};
use crate::diagnostic::{Ending, Failure};

/// The request, what is said, and what to type.
const CASES: &[(&str, &str, &str)] = &[
    (
        "update FEAT-041 progress=150",
        "`progress` is 150, but it must be a number from 0 to 100",
        "write it as in `progress=50`",
    ),
    (
        "update FEAT-041 progress=-1",
        "`progress` is -1, but it must be a number from 0 to 100",
        "write it as in `progress=50`",
    ),
    (
        "update FEAT-041 progress=50abc",
        "`progress` must be a number from 0 to 100, not the text \"50abc\"",
        "write it as in `progress=50`",
    ),
    (
        "update FEAT-041 status=donee",
        "`status` is `donee`, which is none of its values",
        "did you mean `done`?",
    ),
    (
        "update FEAT-041 staus=done",
        "unknown field `staus` in `issues`",
        "did you mean `status`? `x:staus=VALUE` sets a key of your own",
    ),
    ("update FEAT-41 status=done", "no item `FEAT-41`", "did you mean `FEAT-041`?"),
    ("update zzz status=done", "no item `zzz`", "`tracker list` shows what there is"),
    (
        "update FEAT-041",
        "nothing to set on FEAT-041",
        "write KEY=VALUE behind it, such as `status=in-progress`",
    ),
    ("update FEAT-041 foo", "no item `foo`", "`tracker list` shows what there is"),
    ("update FEAT-041 FEAT-999 status=done", "no item `FEAT-999`", "`tracker list` shows what there is"),
    ("update FEAT-041 FEAT-42 status=done", "no item `FEAT-42`", "did you mean `FEAT-042`?"),
    ("update FEAT-041 staus", "no item `staus`", "to set a field write `status=VALUE`"),
    ("update FEAT-041 status", "no item `status`", "to set a field write `status=VALUE`"),
    (
        "update FEAT-041 feat-041 status=done",
        "`FEAT-041` and `feat-041` name the same item",
        "name each item once",
    ),
    ("update 79 FEAT-041 status=done", "`79` and `FEAT-041` name the same item", "name each item once"),
    ("update 79 79 status=done", "`79` is named twice", "name each item once"),
    ("update FEAT-041 status=done status=ready", "`status` is given twice", "give each field once"),
    ("update FEAT-041 progress+=1 progress+=1", "`progress` is given twice", "give each field once"),
    (
        "update status=done",
        "no item is named",
        "write the id first: `tracker update ID KEY=VALUE`; `plan` is the plan itself",
    ),
    (
        "update FEAT-041 id=FEAT-099",
        "`FEAT-041` gets another id by `rename`, which keeps what refers to it",
        "`tracker rename FEAT-041 FEAT-099`",
    ),
    ("update FEAT-041 batch=batch-9", "no item `batch-9`", "did you mean `batch-1`?"),
    ("update FEAT-043 dependencies+=FEAT-44", "no item `FEAT-44`", "did you mean `FEAT-041`?"),
    (
        "update FEAT-041 targetDate=2026-1-5",
        "`targetDate` is `2026-1-5`, which is not a date",
        "write a real day as YYYY-MM-DD, such as 2026-01-05",
    ),
    ("update FEAT-041 labels-=web", "`labels` has no entry `web`", "it has `core`, `cli`"),
    (
        "update milestone-1 goals.4=done",
        "there is no `goals.4`: `goals` has 3 entries",
        "`goals+=TEXT` adds one",
    ),
    (
        "update milestone-1 goals.3=done",
        "`goals.3` stands for `FEAT-041`, whose own status says whether it is done",
        "`tracker update FEAT-041 status=done`",
    ),
    (
        "update milestone-1 goals=done",
        "`done` would take the place of all entries of `goals`",
        "`goals.1=done` is about one of them",
    ),
    (
        "update plan calendar.hoursPerDay=6",
        "`calendar.hoursPerDay` is no key: what stands inside of `calendar` cannot be set alone",
        "change it in the plan's file, then `tracker check`",
    ),
    (
        "add member",
        "nothing is said about the new member",
        "write KEY=VALUE behind it: `tracker add member name=TEXT`",
    ),
    (
        "update FEAT-041 status.1=done",
        "`status` is no list, so there is no `status.1`",
        "write `status=VALUE`",
    ),
    ("update FEAT-041 estimate-=90m", "`estimate` would be less than 0", "`estimate=HOURS` sets it"),
    (
        "update FEAT-041 progress+=60",
        "`progress` is 110, but it must be a number from 0 to 100",
        "write it as in `progress=50`",
    ),
    (
        "update FEAT-041 progress+=x",
        "`x` is no number to count with",
        "write a number, such as `progress+=1`",
    ),
    ("update batch-1 owner+=@c", "`owner` cannot be changed with `+=`", "write `owners+=NAME`"),
    ("update FEAT-041 owner=@a,@b", "`owner` takes one name", "`owners=@a,@b`"),
    ("update FEAT-041 owner=a,b", "`owner` takes one name", "`owners=a,b`"),
    ("update batch-1 owner=a,_b", "`owner` takes one name", "`owners=a,b`"),
    ("update actions.1 owner=@a,@b", "`owner` takes one name", "write `owner=@a`"),
    (
        "update FEAT-041 owner=@a owners=@b",
        "an item has `owner` or `owners`, not both",
        "write `owners=@one,@two` for several",
    ),
    ("update FEAT-041 status=_", "the value of `status` is empty", "`status=` removes it"),
    (
        "update FEAT-041 x:status=1",
        "`status` is a field of the format, not a key of your own",
        "write `status=VALUE`",
    ),
    (
        "update plan metrics=1",
        "`metrics` is a key of the plan that `update` does not set",
        "`tracker metrics NAME=VALUE` sets a metric",
    ),
    (
        "update plan calendar=x",
        "`calendar` is a key of the plan that `update` does not set",
        "edit `calendar` in the file, then run `tracker check`",
    ),
    (
        "update plan issues=x",
        "`issues` is a key of the plan that `update` does not set",
        "`tracker add issues KEY=VALUE` adds an item",
    ),
    (
        "update FEAT-041 id=",
        "`FEAT-041` gets another id by `rename`, which keeps what refers to it",
        "`tracker rename FEAT-041 ID`",
    ),
    ("add isue title=X", "no kind `isue`", "did you mean `issue`?"),
    (
        "add issue feat-041 title=X",
        "`FEAT-041` is there already, in `issues`",
        "choose another id, or leave it out to have the next one",
    ),
    (
        "add issue",
        "nothing is said about the new issue",
        "write KEY=VALUE behind it: `tracker add issue title=TEXT`",
    ),
    ("rename FEAT-041 FEAT-042", "`FEAT-042` is there already, in `issues`", "choose another id"),
    (
        "metrics ciPasRate=1",
        "no metric `ciPasRate`",
        "did you mean `ciPassRate`? `x:ciPasRate=VALUE` sets a new metric of that name",
    ),
];

#[test]
fn every_bad_request_says_what_to_type() {
    for (line, message, hint) in CASES {
        assert_eq!(refused(line), ((*message).into(), (*hint).into(), Ending::Impossible), "{line}");
    }
}

/// A plan in which three items have one id, in two spellings of a number.
const TWINS: &str = r#"{
  "issues": [
    {"id": "A", "number": 7, "status": "odd"},
    {"id": "A", "dependencies": ["B"]},
    {"id": "B", "dependencies": ["A"], "owner": "A"}
  ],
  "team": [{"id": "A"}]
}
"#;

#[test]
fn an_id_of_several_items_names_none_of_them() {
    for line in ["update A status=done", "update B a status=done", "rename A C", "remove A"] {
        let failure = attempt(TWINS, &[edit(line).unwrap()], &[]).unwrap_err().downcast::<Failure>().unwrap();
        assert_eq!(
            failure.message.to_uppercase(),
            "`A` IS THE ID OF 3 ITEMS: `ISSUES.1` AT 3:5, `ISSUES.2` AT 4:5, `TEAM.1` AT 7:12"
        );
        assert_eq!(
            failure.hint.unwrap(),
            "name one by its kind and place; `tracker rename team.1 ID` gives the last an id of its own"
        );
    }
}

#[test]
fn items_with_one_id_are_told_apart_by_kind_and_place() {
    for (line, said) in [
        ("update issues.1 priority=P1", vec!["issues.1 priority: none → P1"]),
        ("update issues.2 priority=P1", vec!["issues.2 priority: none → P1"]),
        ("update 7 priority=P1", vec!["issues.1 priority: none → P1"]),
        ("rename issues.2 C", vec!["A id: A → C"]),
        ("rename issues.1 C", vec!["A id: A → C", "B dependencies: A → C"]),
        ("rename team.1 C", vec!["A id: A → C", "B owner: A → C"]),
        ("remove issues.1", vec!["issues.1 removed"]),
        (
            "remove team.1 issues.1 issues.2 --force",
            vec![
                "team.1 removed",
                "issues.1 removed",
                "issues.2 removed",
                "B owner: A → none",
                "B dependencies: A → []",
            ],
        ),
    ] {
        assert_eq!(lines(&done(TWINS, line)), said, "{line}");
    }
}
