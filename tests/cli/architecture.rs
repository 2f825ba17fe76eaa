//! The shape of the source: which module may use which, and tables that list files

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the crate by tier; a module uses its own tier's ground and everything below. Tier 0 comes first.
const TIERS: [&[&str]; 6] = [
    &["span", "diagnostic", "json", "text"],
    &["plan"],
    &["graph", "state", "schedule", "forecast", "check", "edit", "schema"],
    &["view"],
    &["store", "render"],
    &["cli"],
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn tier(module: &str) -> usize {
    TIERS
        .iter()
        .position(|modules| modules.contains(&module))
        .unwrap_or_else(|| panic!("the module `{module}` is in no tier: add it to TIERS"))
}

/// The crate's modules, out of `lib.rs`.
fn modules() -> BTreeSet<String> {
    let library = fs::read_to_string(source().join("lib.rs")).unwrap();
    let names = library
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// Every Rust file of `src`, with the top module that it belongs to; not `main.rs` and `lib.rs`, which are above all.
fn files() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(source()).unwrap();
                let top = inside.components().next().unwrap().as_os_str().to_str().unwrap();
                let module = top.trim_end_matches(".rs");
                if !matches!(module, "main" | "lib") {
                    found.push((module.to_owned(), path));
                }
            }
        }
    }
    found
}

/// Whether a file holds tests only.
fn is_test(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_str().unwrap();
    name == "laws" || name.ends_with("tests") || path.components().any(|part| part.as_os_str() == "tests")
}

/// A file's text without its tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap()
}

/// The modules that a text names as `crate::module` or inside `crate::{…}`, without comments and tests.
fn uses(text: &str) -> BTreeSet<String> {
    let code: String =
        code(text).lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n");
    let mut names = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => names.extend(name(after)),
            Some(list) => names.extend(entries(list).iter().filter_map(|entry| name(entry))),
        }
    }
    names
}

/// The entries of a braced list at its own depth.
fn entries(list: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut depth = 0;
    for character in list.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => found.push(String::new()),
            _ if depth == 0 => found.last_mut().unwrap().push(character),
            _ => {}
        }
    }
    found
}

fn name(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end =
        text.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

#[test]
fn every_module_is_in_a_tier_and_every_tier_lists_modules() {
    let listed: BTreeSet<String> =
        TIERS.iter().flat_map(|tier| tier.iter()).map(|name| (*name).to_owned()).collect();
    assert_eq!(modules(), listed);
}

#[test]
fn no_arrow_between_modules_runs_up() {
    let known = modules();
    let mut wrong = Vec::new();
    for (module, path) in files() {
        if is_test(&path) {
            continue;
        }
        for used in uses(&fs::read_to_string(&path).unwrap()) {
            if known.contains(&used) && tier(&used) > tier(&module) {
                wrong.push(format!("{} uses `{used}`, which is above `{module}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_modules_form_no_circle() {
    let known = modules();
    let mut arrows: Vec<(String, String)> = Vec::new();
    for (module, path) in files().into_iter().filter(|(_, path)| !is_test(path)) {
        let used = uses(&fs::read_to_string(&path).unwrap());
        arrows.extend(
            used.into_iter()
                .filter(|used| known.contains(used) && *used != module)
                .map(|used| (module.clone(), used)),
        );
    }
    // Take away what nothing uses, until nothing is left or what is left goes round.
    while !arrows.is_empty() {
        let used: BTreeSet<String> = arrows.iter().map(|(_, to)| to.clone()).collect();
        let before = arrows.len();
        arrows.retain(|(from, _)| used.contains(from));
        assert!(arrows.len() < before, "a circle: {:?}", arrows.iter().collect::<BTreeSet<_>>());
    }
}

#[test]
fn the_finder_of_arrows_finds_them_in_every_form() {
    let text = "use crate::plan::Plan;\nuse crate::{\n    edit::{self, Change},\n    text,\n};\nfn f() -> crate::view::Row { }\n// crate::cli\n";
    let names: Vec<String> = uses(text).into_iter().collect();
    assert_eq!(names, ["edit", "plan", "text", "view"]);
}

#[test]
fn the_table_of_commands_lists_the_files_of_the_folder() {
    let folder = source().join("cli/command");
    let table = fs::read_to_string(folder.join("mod.rs")).unwrap();
    let (_, after) = table.split_once("\ncommands! {").unwrap();
    let lines = after.lines().map(str::trim).filter(|line| line.ends_with(',') && !line.starts_with('#'));
    let listed: BTreeSet<String> = lines.map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned());
    assert_eq!(files.filter(|name| name != "mod").collect::<BTreeSet<_>>(), listed);
}

#[test]
fn every_command_has_its_file_of_tests() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    for command in crate::help::commands(&crate::harness::Sandbox::empty()) {
        let file = format!("{}.rs", command.replace('-', "_"));
        assert!(tests.join(&file).exists(), "tests/cli/{file} is missing");
    }
}

#[test]
fn files_stay_readable() {
    let mut long = Vec::new();
    for (_, path) in files().into_iter().filter(|(_, path)| !is_test(path)) {
        let text = fs::read_to_string(&path).unwrap();
        let lines = code(&text).lines().count();
        let limit = if path.ends_with("mod.rs") { 220 } else { 420 };
        if lines > limit {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn only_the_shell_of_the_program_prints_or_ends_it() {
    for (module, path) in files().into_iter().filter(|(module, path)| module != "cli" && !is_test(path)) {
        let text = fs::read_to_string(&path).unwrap();
        let code = code(&text);
        for forbidden in ["println!", "eprintln!", "print!(", "process::exit", "io::stdout", "io::stderr"] {
            assert!(!code.contains(forbidden), "{module}: {} has {forbidden}", path.display());
        }
    }
}

#[test]
fn only_the_store_touches_files_and_only_the_environment_reads_the_environment() {
    for (module, path) in files().into_iter().filter(|(_, path)| !is_test(path)) {
        let text = fs::read_to_string(&path).unwrap();
        let code = code(&text);
        assert!(module == "store" || !code.contains("std::fs"), "{}", path.display());
        let environment = path.ends_with("cli/environment.rs") || path.ends_with("cli/pager.rs");
        for forbidden in ["std::env::", "Local::now", "Utc::now", "SystemTime"] {
            let store_clock = module == "store" && forbidden == "SystemTime";
            assert!(
                environment || store_clock || !code.contains(forbidden),
                "{} has {forbidden}",
                path.display()
            );
        }
    }
}
