//! Tables for spreadsheets: comma-separated values as RFC 4180 has them.

use std::borrow::Cow;

use crate::text::one_line;
use crate::view::schedule::{Cell, Sheet};

/// A table with a line of headings, each line ended by a carriage return and a line feed.
pub fn table(sheet: &Sheet) -> String {
    let headings = sheet.headings.join(",");
    let rows = sheet.rows.iter().map(|row| row.iter().map(written).collect::<Vec<_>>().join(","));
    std::iter::once(headings).chain(rows).flat_map(|line| [line, "\r\n".to_owned()]).collect()
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Figure(figure) => figure.clone(),
        Cell::Text(text) => quoted(&inert(&one_line(text))),
    }
}

/// A text that no spreadsheet takes for a formula (OWASP, "CSV injection"): an apostrophe stands before what would begin
/// one, also behind blanks, which some drop.
fn inert(text: &str) -> Cow<'_, str> {
    if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', ';', '\r', '\n', '\t']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(text: &str) -> String {
        let sheet = Sheet { headings: &["a"], rows: vec![vec![Cell::Text(text.to_owned())]] };
        table(&sheet).split_once("\r\n").unwrap().1.to_owned()
    }

    #[test]
    fn a_table_has_headings_and_rows() {
        let row = vec![Cell::Text("a, \"b\"".to_owned()), Cell::Figure("-0.5".to_owned()), Cell::Empty];
        let sheet = Sheet { headings: &["x", "y", "z"], rows: vec![row] };
        assert_eq!(table(&sheet), "x,y,z\r\n\"a, \"\"b\"\"\",-0.5,\r\n");
    }

    #[test]
    fn a_text_is_no_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"] {
            assert_eq!(one(text), format!("'{text}\r\n"));
        }
        assert_eq!(one(" =1"), "' =1\r\n");
        assert_eq!(one("a=1"), "a=1\r\n");
    }

    proptest! {
        #[test]
        fn a_cell_stays_one_cell(text in "[ -~\n\r\t]{0,30}") {
            let line = one(&text);
            let cell = line.strip_suffix("\r\n").unwrap();
            match cell.strip_prefix('"') {
                None => prop_assert!(!cell.contains(['"', ',', '\r', '\n'])),
                Some(rest) => {
                    let inside = rest.strip_suffix('"').unwrap();
                    prop_assert!(!inside.replace("\"\"", "").contains('"'));
                }
            }
        }
    }
}
