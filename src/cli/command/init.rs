//! `tracker init`

use crate::cli::Answer;
use crate::cli::failure::unprinted;
use crate::cli::shell::Shell;
use crate::plan::value::date::Date;
use crate::store;

/// Write a starter plan
///
/// Writes a small plan that passes `check`, to be filled with your own work: `execution-plan.json` in this folder, or the
/// file that `--plan` names. Never overwrites a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker init\n  tracker init --plan plans/platform.json")]
pub struct Args {}

pub(super) fn run(_: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let path = store::destination(&shell.search());
    let outcome = store::create_new(&path, starter(shell.today()?).as_bytes())?;
    let told = shell.print(&format!("{} written; `tracker dashboard` shows it\n", path.display()));
    outcome.confirmed()?;
    told.map_err(|error| unprinted(error, &path))?;
    Ok(Answer::Yes)
}

/// A plan that shows what a plan is: two batches, three issues, one dependency.
fn starter(start: Date) -> String {
    format!(
        r#"{{
  "schemaVersion": 1,
  "title": "My program",
  "goal": "What will be different when this is done",
  "startDate": "{start}",
  "batches": [
    {{ "id": "batch-1", "name": "Foundation", "priority": "P1", "targetDate": "Week 1–2" }},
    {{ "id": "batch-2", "name": "Integration", "priority": "P2", "targetDate": "Week 3–4", "dependencies": ["batch-1"] }}
  ],
  "issues": [
    {{ "id": "TASK-1", "title": "Agree on the interfaces", "batch": "batch-1", "estimate": "2-4h" }},
    {{ "id": "TASK-2", "title": "Build the first version", "batch": "batch-1", "dependencies": ["TASK-1"] }},
    {{ "id": "TASK-3", "title": "Connect the parts", "batch": "batch-2", "dependencies": ["TASK-2"] }}
  ],
  "metrics": {{}}
}}
"#
    )
}
