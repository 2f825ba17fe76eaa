//! The guide to templates says what each report gets: made out of the doc comments of the pages, and held against real ones

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::every_report::reports;
use crate::harness::Sandbox;

const BEGIN: &str = "<!-- contexts -->\n";
const END: &str = "<!-- /contexts -->\n";

/// Structures that are members of many others, and are described once.
const SHARED: [(&str, &str, &str); 5] = [
    ("ActionRow", "action", "actions"),
    ("Badge", "badge", "badges"),
    ("Counts", "table of counts", "tables of counts"),
    ("Entry", "checklist entry", "checklist entries"),
    ("MetricRow", "metric", "metrics"),
];

/// The pages of commands, which are no reports.
const COMMANDS: [&str; 9] =
    ["check", "forecast", "graph", "list", "next", "schedule", "show", "waits", "what_if"];

/// A structure of a page, as its source has it.
#[derive(Default)]
struct Structure {
    members: Vec<Member>,
}

struct Member {
    name: String,
    doc: String,
    shape: String,
    is_flat: bool,
}

/// Everything that pages are made of.
struct Source {
    structures: BTreeMap<String, Structure>,
    /// The sections in the order of their table: name, doc, shape.
    sections: Vec<Member>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

/// `MetricRow` of `super::metric::MetricRow<'p>`.
fn name_of(shape: &str) -> &str {
    shape.rsplit("::").next().unwrap().split('<').next().unwrap()
}

impl Source {
    fn read() -> Self {
        let mut source = Self { structures: BTreeMap::new(), sections: Vec::new() };
        let mut waiting = vec![root().join("src/view")];
        while let Some(path) = waiting.pop() {
            if COMMANDS.iter().any(|name| path.file_stem().is_some_and(|stem| stem == *name)) {
                continue;
            }
            if path.is_dir() {
                waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else {
                source.add(&fs::read_to_string(path).unwrap());
            }
        }
        let table = fs::read_to_string(root().join("src/view/section/mod.rs")).unwrap();
        let table = table.split("\nsections! {\n").nth(1).unwrap().split("\n}").next().unwrap();
        source.sections = members(table.lines(), false, ';');
        source
    }

    /// Adds the structures of a file that are written out as JSON.
    fn add(&mut self, text: &str) {
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for part in code.split("#[derive(").skip(1) {
            let (derived, rest) = part.split_once(")]\n").unwrap();
            let Some((head, body)) = rest.split_once(" {\n") else { continue };
            let Some((_, name)) = head.rsplit_once("struct ") else { continue };
            if derived.contains("Serialize") && !name.contains('(') {
                let name = name.split('<').next().unwrap().to_owned();
                let body = body.split("\n}").next().unwrap();
                let members = members(body.lines(), head.contains("camelCase"), ',');
                let known = self.structures.insert(name.clone(), Structure { members });
                assert!(known.is_none(), "two structures are called {name}");
            }
        }
    }

    /// What a type is called in the guide, and the structure that is described below it.
    fn shape(&self, shape: &str) -> (String, Option<&Structure>) {
        let shape = shape.trim().trim_start_matches("&'p ").trim_start_matches("&'static ");
        let inner =
            |name: &str| Some(shape.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>')?.to_owned());
        if let Some(inner) = inner("Option") {
            let (words, below) = self.shape(&inner);
            return (format!("{words} or null"), below);
        }
        if let Some(inner) = inner("Vec") {
            let (words, below) = self.shape(&inner);
            let several = SHARED
                .iter()
                .find(|(_, one, _)| words == *one)
                .map_or(words.as_str(), |(_, _, several)| several);
            return (format!("list of {several}").replace("list of map", "list of maps"), below);
        }
        if let Some(inner) = inner("Rows") {
            let (_, below) = self.shape(&inner);
            return ("map: `hidden` (number), and `rows`, a list of maps".to_owned(), below);
        }
        let name = name_of(shape);
        if let Some((_, words, _)) = SHARED.iter().find(|(known, ..)| *known == name) {
            return ((*words).to_owned(), None);
        }
        let words = match name {
            "String" | "str" | "Cow" | "Status" | "Priority" | "Level" | "Horizon" | "Rating"
            | "MessageType" | "Direction" | "Diagram" | "Topic" | "Standing" | "Need" => "text",
            name if name.ends_with("Status") => "text",
            "usize" | "u32" | "u64" | "f64" => "number",
            "bool" => "true or false",
            "Date" => "date",
            "Hours" => "`{low, likely, high}`",
            "Amount" => "number or text",
            "Target" => "number, text or `[low, high]`",
            name => match self.structures.get(name) {
                Some(structure) => return ("map".to_owned(), Some(structure)),
                None => panic!("what is `{shape}` in the guide to templates?"),
            },
        };
        (words.to_owned(), None)
    }

    fn describe(&self, members: &[Member], depth: usize, guide: &mut String) {
        for member in members {
            if member.is_flat {
                self.describe(&self.structures[name_of(&member.shape)].members, depth, guide);
                continue;
            }
            let (words, below) = self.shape(&member.shape);
            let indent = "  ".repeat(depth);
            writeln!(guide, "{indent}- `{}`: {words}. {}", member.name, member.doc).unwrap();
            if let Some(below) = below {
                self.describe(&below.members, depth + 1, guide);
            }
        }
    }

    fn guide(&self) -> String {
        let mut guide = String::from("\n### On every page\n\n");
        let page = &self.structures["Page"].members;
        let own: Vec<_> = page.iter().filter(|member| !member.is_flat).collect();
        for member in own {
            self.describe(std::slice::from_ref(member), 0, &mut guide);
        }
        guide.push_str("\n### Sections\n\n");
        self.describe(&self.sections, 0, &mut guide);
        guide.push_str("\n### Parts of many\n");
        for (name, words, _) in SHARED {
            let article = if words.starts_with('a') { "An" } else { "A" };
            writeln!(guide, "\n{article} {words}:\n").unwrap();
            self.describe(&self.structures[name].members, 0, &mut guide);
        }
        guide.push('\n');
        guide
    }
}

/// The members of a structure's body, or of the table of sections.
fn members<'t>(lines: impl Iterator<Item = &'t str>, is_camel: bool, end: char) -> Vec<Member> {
    let mut members = Vec::new();
    let (mut doc, mut attributes) = (String::new(), String::new());
    for line in lines.map(str::trim) {
        if let Some(words) = line.strip_prefix("/// ") {
            doc.push_str(if doc.is_empty() { "" } else { " " });
            doc.push_str(words);
        } else if line.starts_with("#[") {
            attributes.push_str(line);
        } else if let Some((name, shape)) = line.trim_start_matches("pub ").split_once(": ") {
            let renamed = attributes.split("rename = \"").nth(1).and_then(|rest| rest.split('"').next());
            let name =
                renamed.map_or_else(|| if is_camel { camel(name) } else { name.to_owned() }, str::to_owned);
            let shape = shape.trim_end_matches(end).split(", of a ").next().unwrap().to_owned();
            if !attributes.contains("serde(skip)") {
                members.push(Member { name, doc, shape, is_flat: attributes.contains("flatten") });
            }
            (doc, attributes) = (String::new(), String::new());
        }
    }
    members
}

#[test]
fn the_guide_to_templates_says_what_every_report_gets() {
    let path = root().join("templates/README.md");
    let guide = fs::read_to_string(&path).unwrap();
    let (before, rest) = guide.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    let expected = Source::read().guide();
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        fs::write(&path, [before, BEGIN, &expected, END, after].concat()).unwrap();
        return;
    }
    assert!(
        written == expected,
        "templates/README.md is stale: UPDATE_GUIDE=1 cargo test --test cli contexts"
    );
}

#[test]
fn what_a_report_gets_is_what_the_guide_says() {
    let source = Source::read();
    let mut page: Vec<&Member> =
        source.structures["Page"].members.iter().filter(|member| !member.is_flat).collect();
    page.extend(&source.sections);
    for example in ["m1", "sprint4", "framework"] {
        let plan = root().join("examples").join(example).join("execution-plan.json");
        let sandbox = Sandbox::holding(fs::read(plan).unwrap());
        for report in reports() {
            let context = sandbox.run(&format!("report {report} --context --as-of 2025-10-16")).json();
            for (key, value) in context.as_object().unwrap() {
                let member = page.iter().find(|member| member.name == *key);
                let member = member.unwrap_or_else(|| panic!("`{key}` of {report} is not in the guide"));
                source.check(&member.shape, value, &format!("{report}: {key}"));
            }
        }
    }
}

impl Source {
    /// Holds a value against the type that the guide gives for it.
    fn check(&self, shape: &str, value: &Value, place: &str) {
        let shape = shape.trim().trim_start_matches("&'p ").trim_start_matches("&'static ");
        let inner =
            |name: &str| Some(shape.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>')?.to_owned());
        if let Some(inner) = inner("Option") {
            if !value.is_null() {
                self.check(&inner, value, place);
            }
            return;
        }
        if let Some(inner) = inner("Rows") {
            assert!(value["hidden"].is_u64(), "{place}");
            return self.check(&format!("Vec<{inner}>"), &value["rows"], place);
        }
        if let Some(inner) = inner("Vec") {
            let list = value.as_array().unwrap_or_else(|| panic!("{place} is no list: {value}"));
            return list.iter().for_each(|entry| self.check(&inner, entry, place));
        }
        if let Some(structure) = self.structures.get(name_of(shape)) {
            return self.check_members(structure, value, place);
        }
        let (words, _) = self.shape(shape);
        let fits = match words.as_str() {
            "text" | "date" => value.is_string(),
            "number" => value.is_number(),
            "true or false" => value.is_boolean(),
            "number or text" => value.is_number() || value.is_string(),
            _ => true,
        };
        assert!(fits, "{place} is not {words}: {value}");
    }

    fn check_members(&self, structure: &Structure, value: &Value, place: &str) {
        let members = value.as_object().unwrap_or_else(|| panic!("{place} is no map: {value}"));
        let known = self.flat(structure);
        for (key, value) in members {
            let member = known.iter().find(|member| member.name == *key);
            let member = member.unwrap_or_else(|| panic!("`{key}` of {place} is not in the guide"));
            self.check(&member.shape, value, &format!("{place}.{key}"));
        }
        assert_eq!(members.len(), known.len(), "{place} has not all that the guide says: {value}");
    }

    /// The members of a structure, with those of its flat ones.
    fn flat<'s>(&'s self, structure: &'s Structure) -> Vec<&'s Member> {
        let mut members = Vec::new();
        for member in &structure.members {
            if member.is_flat {
                members.extend(self.flat(&self.structures[name_of(&member.shape)]));
            } else {
                members.push(member);
            }
        }
        members
    }
}
