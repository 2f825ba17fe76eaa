//! `tracker list`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::format::Format;
use crate::cli::shell::Shell;
use crate::diagnostic::Failure;
use crate::edit::kind_named;
use crate::render::{self, Templates};
use crate::view::list::{self, Query};
use crate::view::query::Condition;

/// List items of a kind
///
/// Reads the plan and lists the items of a kind that meet every condition. `status` and `progress` are those that are
/// shown; `stored.status` is the text in the file. Writes nothing. An empty list is no failure.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker list --status blocked\n  tracker list issues --where 'owner=@tools-lead' --sort priority"
)]
pub struct Args {
    /// The kind: `issues`, `batches`, `risks` …
    #[arg(default_value = "issues", add = ArgValueCompleter::new(completion::kinds))]
    kind: String,
    /// Only where FIELD is (`=`), is not (`!=`), is less or more than (`<` `<=` `>` `>=`), or contains (`~`) a value
    #[arg(long = "where", value_name = "FIELD=VALUE")]
    conditions: Vec<String>,
    /// Only with this status
    #[arg(long, add = ArgValueCompleter::new(completion::statuses))]
    status: Option<String>,
    /// Only of this owner
    #[arg(long, add = ArgValueCompleter::new(completion::owners))]
    owner: Option<String>,
    /// Only of this batch
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completion::batches))]
    batch: Option<String>,
    /// Sort by a field; `-FIELD` from last to first
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
    /// The fields to show
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',')]
    columns: Vec<String>,
    /// At most this many rows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// The form [default: terminal, or text when the output is no terminal]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let query = query(args)?;
    let format = shell.format(args.format, Format::Text);
    shell.with_state(|state, _| {
        if let Some(batch) = &args.batch {
            state.index.require(batch)?;
        }
        let items = list::find(state, &query)?;
        match shell.medium(format, false) {
            None => shell.print_json(&list::json(state, query.kind, &items))?,
            Some(medium) => {
                let table = list::table(state, &query, &items)?;
                if !items.is_empty() {
                    shell.print(&render::render("command/list", medium, &table, &Templates::built_in())?)?;
                }
            }
        }
        Ok(Answer::Yes)
    })
}

fn query(args: &Args) -> Result<Query, Failure> {
    let kind = kind_named(&args.kind)?;
    let mut conditions: Vec<Condition> =
        args.conditions.iter().map(|text| Condition::parse(text)).collect::<Result<_, _>>()?;
    let shorthands = [("status", &args.status), ("owner", &args.owner), ("batch", &args.batch)];
    conditions.extend(
        shorthands.into_iter().filter_map(|(key, value)| Some(Condition::equal(key, value.clone()?))),
    );
    let sort = args.sort.as_deref().map(|sort| match sort.strip_prefix('-') {
        Some(key) => (key.to_owned(), true),
        None => (sort.to_owned(), false),
    });
    Ok(Query { kind, conditions, sort, columns: args.columns.clone(), limit: args.limit })
}
