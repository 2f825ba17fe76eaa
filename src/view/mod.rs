//! What a page shows, with every number and label computed. A view is `Serialize`: the JSON output and the
//! template's context are the same value. Laying it out is for `render`.

pub mod check;
