//! Text as people see it: how wide it stands, where it may be cut, which characters must not act, and the
//! small words around numbers.
//!
//! Nothing here knows plans, markdown or colours: escaping for a medium belongs to `render`.

mod count;
mod dates;
mod layout;
mod lead;
mod nearest;
mod position;
mod typed;
mod visible;

pub use count::{bar, length, number, percent, plural};
pub use dates::{short_dates, years};
pub use layout::{Align, pad, shorten, width, wrap};
pub use lead::lead;
pub use nearest::{nearest, suggestion};
pub use position::{Position, Positions, position};
pub use typed::typed;
pub use visible::{is_hidden, one_line, visible, visible_controls, visible_lines};
