//! Plans of any size, the same at every run, and the plainest types that hold them.
//!
//! The types write the plans that are measured, and are what the baseline reads them into: owned, one field for each
//! member of the file, nothing else.

pub mod projects;

use serde::{Deserialize, Serialize};

/// Issues of one batch.
const BATCH_SIZE: usize = 50;

/// Issues that an issue may wait for stand at most so many places before it.
const REACH: usize = 40;

const OWNERS: [&str; 8] = [
    "@tools-lead",
    "@data-lead",
    "@platform",
    "@security",
    "@frontend",
    "@ml-lead",
    "@release-manager",
    "@quality",
];

const SUBJECTS: [&str; 8] = [
    "Plugin Loader",
    "Query Cache",
    "Audit Log",
    "Session Store",
    "Import Pipeline",
    "Rate Limiter",
    "Search Index",
    "Backup Rotation",
];

const NOTES: [&str; 4] = [
    "Follows the pattern of the loader; see the runbook before the first deployment.",
    "The team calls this \"the small one\", and has measured twice.",
    "Two parts:\n- the interface, with its tests\n- the migration of what is there",
    "Zurückgestellt, bis die Freigabe da ist – then an afternoon's work.",
];

/// A plan.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// What it is called.
    pub title: String,
    /// The first day of Week 1.
    pub start_date: String,
    /// Its batches.
    pub batches: Vec<Batch>,
    /// Its issues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
}

/// A batch of work.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// Its name for others.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What comes first.
    pub priority: String,
    /// Where it stands.
    pub status: String,
    /// Percent done.
    pub progress: f64,
    /// When it is wanted.
    pub target_date: String,
    /// What it waits for.
    pub blockers: Vec<String>,
    /// Who answers for it.
    pub owner: String,
    /// Prose.
    pub notes: String,
}

/// An issue.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Issue {
    /// Its name for others.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its number on the git host.
    pub number: u64,
    /// The batch that it belongs to.
    pub batch: String,
    /// Who answers for it.
    pub owner: String,
    /// Where it stands.
    pub status: String,
    /// What comes first.
    pub priority: String,
    /// What it waits for.
    pub dependencies: Vec<String>,
    /// Hours of work, from and to.
    pub estimate: [f64; 2],
    /// When it is wanted.
    pub target_date: String,
    /// The day on which work began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
    /// The day on which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<String>,
    /// Prose.
    pub notes: String,
}

/// The text of a plan of some batches without issues.
pub fn plan_of_batches(batches: usize) -> String {
    text(&plan(batches, 0))
}

/// The text of a plan of so many issues in batches of fifty. It has no errors: the first third is done, what follows
/// is in progress or waits, and an issue waits for earlier ones only.
pub fn plan_of_issues(issues: usize) -> String {
    text(&plan(issues.div_ceil(BATCH_SIZE), issues))
}

/// The text of a plan of so many issues in batches of fifty, nothing of which is begun: each but the first waits for three
/// earlier ones, so that a plan of 100,000 issues has 300,000 dependencies and a critical path through all of it.
pub fn plan_of_open_issues(issues: usize) -> String {
    let mut plan = plan(issues.div_ceil(BATCH_SIZE), issues);
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for (place, issue) in plan.issues.iter_mut().enumerate() {
        let mut before = Vec::new();
        while before.len() < place.min(3) {
            let one = place - 1 - dice.below(place.min(REACH));
            if !before.contains(&one) {
                before.push(one);
            }
        }
        before.sort_unstable();
        issue.dependencies = before.into_iter().map(issue_id).collect();
        "not-started".clone_into(&mut issue.status);
        (issue.started, issue.completed) = (None, None);
    }
    text(&plan)
}

/// The id of an issue by its place, from 0.
pub fn issue_id(place: usize) -> String {
    format!("ISSUE-{:06}", place + 1)
}

fn plan(batches: usize, issues: usize) -> Plan {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    Plan {
        title: "A generated program of work".to_owned(),
        start_date: "2026-01-05".to_owned(),
        batches: (0..batches).map(|place| batch(place, issues == 0)).collect(),
        issues: (0..issues).map(|place| issue(place, issues, &mut dice)).collect(),
    }
}

/// As people and their editors write it: a value in a line.
fn text(plan: &Plan) -> String {
    // Text, numbers and lists always have a JSON form.
    let mut text = serde_json::to_string_pretty(plan).unwrap_or_default();
    text.push('\n');
    text
}

fn batch(place: usize, alone: bool) -> Batch {
    let waits = alone && place > 0;
    Batch {
        id: format!("batch-{}", place + 1),
        name: pick(&SUBJECTS, place).to_owned(),
        priority: format!("P{}", place % 4),
        status: if waits { "queued" } else { "not-started" }.to_owned(),
        progress: 0.0,
        target_date: format!("Week {}–{}", 2 * place + 1, 2 * place + 2),
        blockers: if waits { vec![format!("batch-{place}")] } else { Vec::new() },
        owner: pick(&OWNERS, place).to_owned(),
        notes: "Emergency fixes, remediation, quality gates".to_owned(),
    }
}

fn issue(place: usize, count: usize, dice: &mut Dice) -> Issue {
    let done = place < count / 3;
    let begun = !done && place < count / 3 + 20;
    let status = if done {
        "done"
    } else if begun {
        "in-progress"
    } else {
        "not-started"
    };
    // What is in progress waits for nothing that is not done.
    let (first, last) = if begun {
        (count / 3 - (count / 3).min(REACH), count / 3)
    } else {
        (place.saturating_sub(REACH), place)
    };
    let mut dependencies: Vec<String> = (0..dice.below(7))
        .filter(|_| last > first)
        .map(|_| issue_id(first + dice.below(last - first)))
        .collect();
    dependencies.sort();
    dependencies.dedup();
    let low = dice.below(16) + 1;
    #[expect(clippy::cast_precision_loss, reason = "a few hours")]
    let estimate = [low as f64, (low + dice.below(8)) as f64];
    Issue {
        id: issue_id(place),
        title: format!("{}: step {}", pick(&SUBJECTS, dice.below(SUBJECTS.len())), place + 1),
        number: place as u64 + 1,
        batch: format!("batch-{}", place / BATCH_SIZE + 1),
        owner: pick(&OWNERS, dice.below(OWNERS.len())).to_owned(),
        status: status.to_owned(),
        priority: format!("P{}", dice.below(4)),
        dependencies,
        estimate,
        target_date: date(2027, dice),
        started: (done || begun).then(|| "2026-02-02".to_owned()),
        completed: done.then(|| date(2026, dice)),
        notes: pick(&NOTES, dice.below(NOTES.len())).to_owned(),
    }
}

/// A day of the year, not before March.
fn date(year: usize, dice: &mut Dice) -> String {
    format!("{year}-{:02}-{:02}", dice.below(10) + 3, dice.below(28) + 1)
}

fn pick(words: &[&'static str], place: usize) -> &'static str {
    words.get(place % words.len()).copied().unwrap_or_default()
}

/// Numbers that look random and are the same everywhere (xorshift64, G. Marsaglia, "Xorshift RNGs", 2003).
struct Dice(u64);

impl Dice {
    /// A number from 0 up to `end`, which is more than 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // The low bits suffice: nothing here has to be fair.
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }
}
