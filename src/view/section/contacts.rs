//! Whom to ask, and who steps in.

use serde::Serialize;

use crate::plan::value::people::Person;
use crate::view::Viewpoint;
use crate::view::viewpoint::Rows;

/// Someone to ask.
#[derive(Debug, Serialize)]
pub struct Contact<'p> {
    /// What they do.
    pub role: Option<&'p str>,
    /// What they are called.
    pub name: &'p str,
    /// Who steps in.
    pub backup: Option<&'p str>,
}

/// The members of the team who have a role or somebody who steps in.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<Contact<'p>> {
    let team = view.state.plan.items.team.iter();
    let contacts: Vec<_> = team
        .filter_map(|member| {
            Some(Contact {
                role: member.role.as_deref(),
                name: member.name.as_deref().or(member.id.as_deref())?,
                backup: member.backup.as_ref().map(Person::name),
            })
        })
        .filter(|contact| contact.role.is_some() || contact.backup.is_some())
        .collect();
    view.rows_of(contacts.into_iter())
}
