//! Whole processes, as users feel them: `cargo bench -p tracker-benches --bench commands`.
//!
//! A command and its yardstick run in turn, so that what else the machine does meets both. Times are medians; a ratio
//! is the median of the ratios of the pairs.
//!
//! Both are copies, as an installation makes them: a file that a linker just wrote lies in memory in small pieces, and
//! Linux takes longer to map it, the longer the larger it is. Both are built as cargo does by default; for `tracker`
//! that is with the C library inside, where the system allows (see its `build.rs`).
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark makes its own files and prints what it measured"
)]

use std::fs;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tracker_benches::{issue_id, plan_of_batches, plan_of_issues, plan_of_open_issues};

/// Issues of the large plan.
const MANY: usize = 100_000;

/// Pairs that are run for a small plan, and for the large one.
const PAIRS: usize = 300;
const LARGE_PAIRS: usize = 25;

/// Runs before the first that counts.
const WARM_UP: usize = 2;

fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plans");
    fs::create_dir_all(&folder)?;
    let small = plan_in(&folder, "batches.json", &plan_of_batches(5))?;
    let large = plan_in(&folder, "issues.json", &plan_of_issues(MANY))?;
    let open = plan_in(&folder, "open.json", &plan_of_open_issues(MANY))?;
    let tracker = installed(&folder, &tracker()?)?;
    let empty = installed(&folder, Path::new(env!("CARGO_BIN_EXE_empty")))?;
    let baseline = installed(&folder, Path::new(env!("CARGO_BIN_EXE_baseline")))?;

    let on = |plan: &Path, words: &[&str]| {
        let mut command = Command::new(&tracker);
        command.arg("--plan").arg(plan).args(words);
        command
    };
    let nothing = |_| {
        let mut command = Command::new(&empty);
        command.arg("nothing");
        command
    };
    let read = |plan: &Path| {
        let mut command = Command::new(&baseline);
        command.arg(plan);
        command
    };
    let bare = |_| read(&large);
    let issue = issue_id(MANY / 2);
    // Each time another value, so that each time there is something to write.
    let update = |turn| on(&large, &["update", &issue, &format!("priority=P{}", turn % 2)]);

    print_row(&["", "time", "yardstick", "time", "ratio", "goal"].map(str::to_owned));
    let start =
        Comparison { what: "tracker --version", yardstick: "empty program", pairs: PAIRS, goal: None };
    start.run(|_| on(&small, &["--version"]), nothing)?;
    let small_page = Comparison { what: "dashboard, 5 batches", goal: Some(1.5), ..start };
    small_page.run(|_| on(&small, &["dashboard"]), nothing)?;
    let large_page = Comparison {
        what: "dashboard, 100,000 issues",
        yardstick: "bare serde_json read",
        pairs: LARGE_PAIRS,
        goal: Some(2.0),
    };
    large_page.run(|_| on(&large, &["dashboard"]), bare)?;
    let write = Comparison { what: "update of a field there", goal: Some(3.0), ..large_page };
    write.run(update, bare)?;
    // 100,000 issues of which nothing is begun, with 300,000 dependencies.
    for (what, words) in [
        ("next, all open", ["next", "--limit", "10"].as_slice()),
        ("schedule, all open", &["schedule"]),
        ("graph, all open", &["graph"]),
        ("graph in DOT, all open", &["graph", "--format", "dot"]),
        ("show, all open", &["show", &issue]),
        ("waits, all open", &["waits"]),
    ] {
        let row = Comparison { what, goal: None, ..large_page };
        row.run(|_| on(&open, words), |_| read(&open))?;
    }
    Ok(())
}

/// Writes a plan for the commands to read.
fn plan_in(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    fs::write(&path, text)?;
    Ok(path)
}

/// Copies a program to where it is measured.
fn installed(folder: &Path, program: &Path) -> Result<PathBuf> {
    let name = program.file_name().context("cargo names no executable")?;
    let copy = folder.join(name);
    fs::copy(program, &copy).with_context(|| format!("cannot copy {}", program.display()))?;
    Ok(copy)
}

/// Builds the program as it is released; where cargo put it.
fn tracker() -> Result<PathBuf> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["build", "--release", "--bin", "tracker", "--message-format", "json-render-diagnostics"])
        .args(["--manifest-path", manifest])
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "cannot build `tracker`");
    let messages = output.stdout.lines().map_while(Result::ok);
    let mut messages = messages.filter_map(|line| serde_json::from_str::<serde_json::Value>(&line).ok());
    let executable = messages.find_map(|message| message.get("executable")?.as_str().map(PathBuf::from));
    executable.context("cargo names no executable")
}

/// A command, and what it is measured by.
#[derive(Clone, Copy)]
struct Comparison {
    what: &'static str,
    yardstick: &'static str,
    pairs: usize,
    /// The ratio that it should not exceed.
    goal: Option<f64>,
}

impl Comparison {
    /// Runs both in turn and prints a row of the table.
    fn run(
        self,
        mut command: impl FnMut(usize) -> Command,
        mut yardstick: impl FnMut(usize) -> Command,
    ) -> Result<()> {
        let mut pairs = Vec::with_capacity(self.pairs);
        for turn in 0..WARM_UP + self.pairs {
            let pair = (time(&mut command(turn))?, time(&mut yardstick(turn))?);
            if turn >= WARM_UP {
                pairs.push(pair);
            }
        }
        let own = median(pairs.iter().map(|(own, _)| *own));
        let other = median(pairs.iter().map(|(_, other)| *other));
        let ratio = median(pairs.iter().map(|(own, other)| own / other));
        print_row(&[
            self.what.to_owned(),
            shown(own),
            self.yardstick.to_owned(),
            shown(other),
            format!("{ratio:.2}"),
            self.goal.map_or_else(String::new, |goal| format!("{goal:.1}")),
        ]);
        Ok(())
    }
}

/// Seconds that a process takes, from its start to its end.
fn time(command: &mut Command) -> Result<f64> {
    // Nothing of the surroundings may steer the program, and cargo's search path for libraries is not a user's.
    for variable in ["EXECUTION_PLAN_PATH", "TRACKER_AS_OF", "TRACKER_PAGER", "PAGER", "LD_LIBRARY_PATH"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let elapsed = start.elapsed();
    ensure!(status.success(), "{command:?} ends with {status}");
    Ok(elapsed.as_secs_f64())
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Milliseconds, with three digits that count.
fn shown(seconds: f64) -> String {
    let time = Duration::from_secs_f64(seconds);
    format!("{time:.2?}")
}

fn print_row(cells: &[String; 6]) {
    let [what, own, yardstick, other, ratio, goal] = cells;
    println!("{what:<26} {own:>9}   {yardstick:<20} {other:>9}   {ratio:>5}   {goal:>4}");
}
