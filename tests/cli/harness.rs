//! A folder with a plan, the program run in it, and its answer as one text.

use std::fmt;
use std::fs;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Today, unless a test says otherwise: the third Tuesday of October 2025, in week 1 of the fixture plans.
pub const TODAY: &str = "2025-10-21";

/// The plan's name in every sandbox.
pub const PLAN: &str = "execution-plan.json";

/// A folder of its own for one test, with nothing of the machine in reach.
pub struct Sandbox {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

impl Sandbox {
    /// A folder without a plan.
    pub fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        // No plan above the folder is found.
        fs::create_dir(folder.path().join(".git")).unwrap();
        Self { folder, variables: Vec::new() }
    }

    /// A folder with one of the plans of `tests/plans`.
    pub fn with(plan: &str) -> Self {
        Self::holding(&fixture(plan))
    }

    /// A folder with a plan of this text.
    pub fn holding(plan: impl AsRef<[u8]>) -> Self {
        let sandbox = Self::empty();
        sandbox.write(PLAN, plan);
        sandbox
    }

    /// With one more environment variable.
    pub fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// With an output of this many columns.
    pub fn columns(self, columns: usize) -> Self {
        self.variable("COLUMNS", &columns.to_string())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The plan's text as it stands now.
    pub fn plan(&self) -> String {
        self.read(PLAN)
    }

    /// Runs `tracker` with arguments as they are typed: words between spaces; quotes keep spaces and line ends.
    pub fn run(&self, line: &str) -> Answer {
        self.run_words(&words(line))
    }

    /// Runs `tracker` with these arguments.
    pub fn run_words(&self, arguments: &[impl AsRef<str>]) -> Answer {
        let output = self.command(arguments).output().unwrap();
        Answer {
            stdout: self.without_machine(output.stdout),
            stderr: self.without_machine(output.stderr),
            code: output.status.code().unwrap(),
        }
    }

    /// The command, to be started by the test itself.
    pub fn command(&self, arguments: &[impl AsRef<str>]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tracker"));
        command.args(arguments.iter().map(AsRef::as_ref)).current_dir(self.folder.path());
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.folder.path()).env("COLUMNS", "100").env("TRACKER_AS_OF", TODAY);
        for (name, value) in [("GIT_AUTHOR_NAME", "Ada"), ("GIT_COMMITTER_NAME", "Ada")] {
            command.env(name, value);
        }
        for (name, value) in
            [("GIT_AUTHOR_EMAIL", "ada@example.org"), ("GIT_COMMITTER_EMAIL", "ada@example.org")]
        {
            command.env(name, value);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Output in which the sandbox's own path is `[SANDBOX]`.
    fn without_machine(&self, output: Vec<u8>) -> String {
        let text = String::from_utf8(output).unwrap();
        let path = fs::canonicalize(self.folder.path()).unwrap();
        let text = text.replace(path.to_str().unwrap(), "[SANDBOX]");
        text.replace(self.folder.path().to_str().unwrap(), "[SANDBOX]")
    }
}

/// What the program answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Answer {
    /// Standard output of a run that was to succeed.
    pub fn output(self) -> String {
        assert_eq!(self.code, 0, "{self}");
        self.stdout
    }

    /// Standard output, read as JSON; whatever the exit code is, unless the command could not do its work.
    pub fn json(&self) -> serde_json::Value {
        assert!(self.code < 2, "{self}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }

    /// What was told of a run that could not do its work: exit 2, and nothing on standard output.
    pub fn failure(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (2, ""), "{self}");
        self.stderr
    }
}

/// The exit code, standard output and standard error in one text. An empty one is left out.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "exit {}", self.code)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                writeln!(f, "--- {name}\n{}", text.trim_end_matches('\n'))?;
                if !text.ends_with('\n') {
                    writeln!(f, "(no line end)")?;
                }
            }
        }
        Ok(())
    }
}

/// The text of one of the plans of `tests/plans`.
pub fn fixture(name: &str) -> String {
    fs::read_to_string(plans().join(format!("{name}.json"))).unwrap()
}

/// The names of all plans of `tests/plans`, in order.
pub fn fixtures() -> Vec<String> {
    let files = fs::read_dir(plans()).unwrap().map(|file| file.unwrap().path());
    let mut names: Vec<String> =
        files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn plans() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans")
}

/// A line's words, with `'…'` and `"…"` as in a shell.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in line.chars() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    assert_eq!(quote, None, "a quote is open in `{line}`");
    words.extend(word);
    words
}

/// The lines that differ between two texts, in the form of a diff without its places.
pub fn difference(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let changes = diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    changes
        .map(|change| format!("{}{}\n", change.tag(), change.value().trim_end_matches(['\r', '\n'])))
        .collect()
}

/// A terminal of this size that was sent a text.
pub fn terminal(lines: u16, columns: u16, text: &str) -> vt100::Parser {
    let size = |number| NonZeroU16::new(number).unwrap();
    let mut terminal = vt100::Parser::new(size(lines), size(columns), 0);
    terminal.process(text.replace('\n', "\r\n").as_bytes());
    terminal
}
