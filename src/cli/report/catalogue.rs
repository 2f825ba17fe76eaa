//! Which reports there are, and the built-in templates for a team to start from.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::maker::{team_template, team_templates, template_folder};
use crate::cli::Answer;
use crate::cli::format::Format;
use crate::cli::shell::{Shell, folder_of};
use crate::diagnostic::Failure;
use crate::render::{self, BUILT_IN, ReportSource, Templates};
use crate::view::{SCHEMA_VERSION, section};
use crate::{store, text};

/// The list of reports as a page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Catalogue {
    schema_version: u32,
    kind: &'static str,
    reports: Vec<ReportSource>,
}

/// Lists all reports, and where each comes from.
pub fn list(shell: &Shell, format: Option<Format>) -> anyhow::Result<Answer> {
    let reports = reports_in(&folder(shell)?)?;
    let page = Catalogue { schema_version: SCHEMA_VERSION, kind: "reports", reports };
    match shell.medium(shell.format(format, Format::Text), false) {
        None => shell.print_json(&page)?,
        Some(medium) => {
            shell.print(&render::render("command/reports", medium, &page, &Templates::built_in())?)?;
        }
    }
    Ok(Answer::Yes)
}

/// All reports for a plan in this folder.
pub fn reports_beside(folder: &Path) -> anyhow::Result<Vec<ReportSource>> {
    reports_in(&template_folder(folder))
}

fn reports_in(folder: &Path) -> anyhow::Result<Vec<ReportSource>> {
    let load = |name: &str| team_template(folder, name);
    let names = || store::file_names(folder);
    team_templates(folder, &load, &names).reports()
}

/// Writes the built-in templates of a report, or of some of its sections, into the team's folder.
///
/// # Errors
/// When there are none, or when the team has one of these files.
pub fn eject(shell: &Shell, report: &str, sections: &[String]) -> anyhow::Result<Answer> {
    let folder = folder(shell)?;
    let stems: Vec<String> = match sections {
        [] => vec![report.to_owned()],
        _ => sections.iter().map(|section| format!("section/{section}")).collect(),
    };
    let mut files = Vec::new();
    for stem in &stems {
        let of_stem =
            |name: &str| name.strip_prefix(stem.as_str()).is_some_and(|rest| rest.starts_with(['.', '-']));
        let count = files.len();
        files.extend(
            BUILT_IN.iter().filter(|(name, _)| of_stem(name)).map(|(name, text)| (folder.join(name), *text)),
        );
        if files.len() == count {
            return Err(not_built_in(stem).into());
        }
    }
    for (path, _) in &files {
        if store::read_text(path)?.is_some() {
            let message = format!("`{}` is there already", text::one_line(&path.to_string_lossy()));
            return Err(Failure::new(message).hint("edit it, or remove it to start again").into());
        }
    }
    for (path, text) in &files {
        store::create_folder_of(path)?;
        store::create_new(path, text.as_bytes())?.confirmed()?;
        shell.print(&format!("{}\n", text::one_line(&path.to_string_lossy())))?;
    }
    Ok(Answer::Yes)
}

/// The team's folder beside the plan; where there is no plan, beside where one would be.
fn folder(shell: &Shell) -> anyhow::Result<PathBuf> {
    match store::locate(&shell.search()) {
        Ok(plan) => Ok(template_folder(folder_of(&plan))),
        Err(_) if shell.search().named.is_none() => Ok(template_folder(Path::new("."))),
        Err(error) => Err(error),
    }
}

fn not_built_in(stem: &str) -> Failure {
    let failure = Failure::new(format!("there is no built-in template `{}`", text::one_line(stem)));
    match stem.strip_prefix("section/") {
        Some(name) => failure.hint(text::suggestion(name, section::NAMES.iter().copied())),
        None => failure.hint("`tracker report --list` names them all"),
    }
}
