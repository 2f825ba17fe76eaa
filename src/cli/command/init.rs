//! `tracker init`

use crate::cli::Answer;
use crate::cli::failure::unprinted;
use crate::cli::shell::Shell;
use crate::cli::write::{Answering, tell_script};
use crate::diagnostic::Failure;
use crate::edit::Change;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::value::date::Date;
use crate::render::diff;
use crate::store;

const KIND: &str = "init";

/// Write a starter plan
///
/// Writes a small plan that passes `check`, to be filled with your own work: `execution-plan.json` in this folder, or the
/// file that `--plan` names. Never overwrites a file, so that there is nothing to `--expect`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker init\n  tracker init --plan plans/platform.json --dry-run")]
pub struct Args {
    /// Print the diff and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The form of the answer
    #[arg(long, value_enum)]
    format: Option<Answering>,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let path = store::destination(&shell.search());
    let plan = starter(shell.today()?);
    if args.dry_run {
        store::judge_new(&path)?;
        if let Some(Answering::Json) = args.format {
            tell_script(shell, KIND, &added(&plan)?, false)?;
        } else {
            let name = path.to_string_lossy();
            shell.print(&diff::unified("", &plan, "/dev/null", &name, shell.diff_reader()))?;
        }
        return Ok(Answer::Yes);
    }
    let outcome = store::create_new(&path, plan.as_bytes())?;
    let told = match args.format {
        Some(Answering::Json) => tell_script(shell, KIND, &added(&plan)?, true),
        _ => shell.print(&format!("{} written; `tracker dashboard` shows it\n", path.display())),
    };
    outcome.confirmed()?;
    told.map_err(|error| unprinted(error, &path))?;
    Ok(Answer::Yes)
}

/// The items of a new plan, as the changes that they are.
fn added(plan: &str) -> anyhow::Result<Vec<Change>> {
    let document = Document::parse(plan.into())?;
    let plan = Plan::read(&document).map_err(|problems| {
        let messages: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
        Failure::new(messages.join("; "))
    })?;
    let change = |id: String| Change { field: "id".into(), from: None, to: Some(id.clone()), id };
    Ok(plan.all_items().map(|(_, item)| change(item.address())).collect())
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
