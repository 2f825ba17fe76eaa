//! Messages: lines of the communication log.

use super::kind;
use crate::plan::value::people::Person;
use crate::plan::value::status::MessageType;
use crate::plan::value::text::Text;

kind! {
    /// A line of the communication log.
    pub struct Message in "messages" one "message" pattern "message-#" titled subject {
        /// When it was sent.
        "time" time: Option<Text<'a>>,
        /// Who sent it.
        "from" from: Option<Person<'a>>,
        /// Who got it.
        "to" to: Option<Person<'a>>,
        /// What it is about.
        "subject" subject: Option<Text<'a>>,
        /// What it is.
        "type" kind: Option<MessageType>,
    }
}
