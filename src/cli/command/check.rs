//! `tracker check`

use std::collections::HashSet;

use clap_complete::engine::ArgValueCompleter;

use crate::check::{self, RULES, Subject};
use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::report;
use crate::cli::shell::Shell;
use crate::diagnostic::{Diagnostic, Failure};
use crate::text::{self, Positions};
use crate::view;
use crate::{render, store};

/// Find what contradicts itself
///
/// Reads the plan and lists its findings: errors, warnings and notes, each with its place and what to type next. Writes
/// nothing. Ends with 1 when there are errors; with `--strict` also when there are warnings.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker check --strict\n  tracker check --explain cycle")]
pub struct Args {
    /// Let warnings count
    #[arg(long)]
    strict: bool,
    /// Explain a rule instead of checking
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(completion::rules))]
    explain: Option<String>,
    /// The form of the findings
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
}

/// The forms of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For people, with the lines of the plan
    Text,
    /// JSON for scripts
    Json,
    /// Annotations that GitHub shows at the lines
    Github,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    if let Some(code) = &args.explain {
        return explain(shell, code);
    }
    let today = shell.today()?;
    shell.with_state_unwarned(|state, file| {
        let paths = check::deliverable_paths(state.plan);
        let missing: HashSet<&str> =
            paths.filter(|path| !store::repository_has(file.folder(), path)).collect();
        let refusals = report::refusals(state, file);
        let subject = Subject::new(state, Some(today)).missing_files(&missing).refused_reports(&refusals);
        let findings = check::findings(&subject);
        let positions = Positions::new(file.document.text());
        let name = file.shown();
        let page = view::check::Check::new(&findings, &name, &positions);
        match args.format {
            Form::Json => shell.print_json(&page)?,
            Form::Github => shell.print(&page.annotations())?,
            Form::Text => {
                let mut output = listed(shell, &findings, &name, &positions);
                output.push_str(&summary(&page, &name));
                shell.print(&output)?;
            }
        }
        let no = page.errors > 0 || (args.strict && page.warnings > 0);
        Ok(if no { Answer::No } else { Answer::Yes })
    })
}

fn listed(shell: &Shell, findings: &[Diagnostic], name: &str, positions: &Positions<'_>) -> String {
    let (width, styled) = (shell.width(), shell.output_is_styled());
    let one = |finding| render::diagnostic::diagnostic(finding, name, positions, width, styled) + "\n\n";
    findings.iter().map(one).collect()
}

fn summary(page: &view::check::Check<'_>, name: &str) -> String {
    let counts = [(page.errors, "error"), (page.warnings, "warning"), (page.notes, "note")];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| text::plural(count, noun))
        .collect();
    if counts.is_empty() {
        format!("{name}: no findings\n")
    } else {
        format!("{name}: {}\n", counts.join(", "))
    }
}

fn explain(shell: &Shell, code: &str) -> anyhow::Result<Answer> {
    let rule = check::rule(code).ok_or_else(|| {
        let hint = text::suggestion(code, RULES.iter().map(|rule| rule.code));
        Failure::new(format!("there is no rule `{}`", text::one_line(code))).hint(hint)
    })?;
    let explanation = text::wrap(rule.explanation, shell.width()).join("\n");
    shell.print(&format!(
        "{}[{}]: {}\n\n{explanation}\n\nFor example, in this plan:\n\n  {}\n",
        rule.severity, rule.code, rule.summary, rule.example
    ))?;
    Ok(Answer::Yes)
}
