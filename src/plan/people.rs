//! Who is who: the spellings in which a plan names one person.

use std::collections::{HashMap, HashSet};

use crate::plan::Plan;
use crate::plan::kind::Member;
use crate::plan::value::people::key;

/// The team of a plan by every name that its members have.
#[derive(Debug)]
pub struct People<'p> {
    team: &'p [Member<'p>],
    by_name: HashMap<String, usize>,
}

impl<'p> People<'p> {
    /// The people of a plan.
    pub fn new(plan: &'p Plan<'p>) -> Self {
        let mut by_name = HashMap::new();
        for (place, member) in plan.items.team.iter().enumerate() {
            for name in [member.id.as_deref(), member.name.as_deref()].into_iter().flatten() {
                by_name.entry(key(name)).or_insert(place);
            }
        }
        Self { team: &plan.items.team, by_name }
    }

    /// The team member of a name, and its place in the team.
    pub fn member(&self, name: &str) -> Option<(usize, &'p Member<'p>)> {
        let place = *self.by_name.get(&key(name))?;
        Some((place, self.team.get(place)?))
    }

    /// One spelling for all names of a person.
    pub fn key(&self, name: &str) -> String {
        let member =
            self.member(name).and_then(|(_, member)| member.id.as_deref().or(member.name.as_deref()));
        key(member.unwrap_or(name))
    }

    /// The people of these names, each in one spelling.
    pub fn keys(&self, names: &[&str]) -> HashSet<String> {
        names.iter().map(|name| self.key(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;

    #[test]
    fn id_and_name_of_a_member_are_one_person_in_any_spelling() {
        let plan = r#"{"team": [{"id": "devops-lead", "name": "DevOps Lead"}, {"name": "Ada"}]}"#;
        let document = Document::parse(plan.into()).unwrap();
        let plan = Plan::read(&document).unwrap();
        let people = People::new(&plan);
        for name in ["@devops-lead", "DevOps Lead", "Devops-Lead", "@devops lead"] {
            assert_eq!(people.key(name), "devops-lead", "{name}");
        }
        assert_eq!((people.key("@ADA"), people.key("@Bob")), ("ada".to_owned(), "bob".to_owned()));
        assert_eq!(people.member("Ada").map(|(place, _)| place), Some(1));
    }
}
