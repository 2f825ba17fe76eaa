//! A column of a table that a view makes, in the words of the filter `table`.

use serde::Serialize;

/// A column.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// The place of its cell in a row.
    pub value: String,
    /// At which side its texts stand.
    pub align: &'static str,
    /// How its cells are shown.
    #[serde(rename = "as")]
    pub show: &'static str,
    /// What stands for nothing.
    pub empty: &'static str,
}
