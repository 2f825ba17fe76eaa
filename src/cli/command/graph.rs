//! `tracker graph`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::format::Format;
use crate::cli::shell::Shell;
use crate::diagnostic::Failure;
use crate::render::{self, Templates};
use crate::schedule;
use crate::state::State;
use crate::text;
use crate::view::graph::{self, By, Drawing, Request, Subject};

/// Draw what waits for what
///
/// Reads the plan and draws its dependencies: as trees, below each item what waits for it; or as a diagram, in which
/// arrows beside a longer path are left out. What is critical by the high estimates is marked, when there are estimates:
/// by the day of the plan's last stamp unless `--as-of` gives another, so that the same plan is drawn the same on every
/// day. Writes nothing. A circle is drawn too, without a critical path, and told on standard error.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker graph --to FEAT-054\n  tracker graph --by batch --format mermaid\n  tracker graph --format svg > graph.svg"
)]
pub struct Args {
    /// Only this item and what comes after it
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completion::ids))]
    from: Option<String>,
    /// Only this item and what comes before it
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(completion::ids))]
    to: Option<String>,
    /// Only so many steps away from these; without them, from what waits for nothing
    #[arg(long, value_name = "N")]
    depth: Option<usize>,
    /// Draw batches, or owners, and how many dependencies lead from one to another
    #[arg(long, value_enum)]
    by: Option<Group>,
    /// The form [default: tree, without colour when the output is no terminal]
    #[arg(long, value_enum)]
    format: Option<Form>,
}

/// By what nodes are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Group {
    /// A node for each batch
    Batch,
    /// A node for each owner; `--from` and `--to` then name owners
    Owner,
}

/// The forms of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Trees for eyes, with colour where it is wanted
    #[value(alias = "terminal")]
    Tree,
    /// The same without colour
    Text,
    /// The same in markdown
    Markdown,
    /// A diagram that GitHub draws inside of a code block
    Mermaid,
    /// A diagram for Graphviz
    Dot,
    /// A picture
    Svg,
    /// JSON for scripts
    Json,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let request = Request {
        from: args.from.clone(),
        to: args.to.clone(),
        depth: args.depth,
        by: args.by.map(|by| match by {
            Group::Batch => By::Batch,
            Group::Owner => By::Owner,
        }),
    };
    // What is written to a file must not depend on the clock.
    let day = shell.asked_day()?;
    shell.with_state(|state, _| {
        let (output, circles) = schedule::outlook(state, day, |outlook| {
            // What has a schedule has no circle.
            let circles = if matches!(outlook, Ok(Some(_))) { Vec::new() } else { graph::circles(state) };
            let schedule = outlook.unwrap_or_else(|failure| {
                if circles.is_empty() {
                    shell.warn(&format!("the critical path is not marked: {failure}"));
                }
                None
            });
            (output(args, shell, Subject { state, schedule }, &request), circles)
        });
        let output = output?;
        for circle in circles {
            shell.warn(&format!("these wait for one another: {circle}"));
        }
        match output {
            Some(output) => shell.print(&output)?,
            None => shell.warn("nothing waits for anything"),
        }
        Ok(Answer::Yes)
    })
}

/// The graph's text; nothing when there is nothing to draw.
fn output(
    args: &Args,
    shell: &Shell,
    subject: Subject<'_, '_>,
    request: &Request,
) -> anyhow::Result<Option<String>> {
    let format = match args.format {
        None => shell.format(None, Format::Text),
        Some(Form::Tree) => Format::Terminal,
        Some(Form::Text) => Format::Text,
        Some(Form::Markdown) => Format::Markdown,
        Some(Form::Json) => {
            return Ok(Some(crate::cli::shell::json_text(&graph::json(subject, request)?)?));
        }
        Some(form) => return diagram(shell, form, &graph::drawing(subject, request)?, subject.state),
    };
    let trees = graph::trees(subject, request)?;
    let medium = shell.medium(format, false).filter(|_| !trees.is_empty());
    medium.map(|medium| render::render("command/graph", medium, &trees, &Templates::built_in())).transpose()
}

fn diagram(
    shell: &Shell,
    form: Form,
    drawing: &Drawing,
    state: &State<'_>,
) -> anyhow::Result<Option<String>> {
    if drawing.nodes.is_empty() {
        return Ok(None);
    }
    let title = state.plan.header.title.as_deref().unwrap_or("Dependencies");
    Ok(Some(match form {
        Form::Dot => render::dot::dot(drawing),
        Form::Svg if drawing.nodes.len() > render::svg::MOST_NODES => return Err(too_large(drawing).into()),
        Form::Svg => render::svg::graph(drawing, title),
        _ => {
            let chart = graph::chart(drawing);
            if chart.hidden() > 0 {
                let hidden = text::plural(chart.hidden(), "arrow");
                shell.warn(&format!(
                    "{hidden} not drawn, GitHub draws no more; `--by batch` or `--from ID` draws less"
                ));
            }
            render::mermaid::mermaid(&chart)?
        }
    }))
}

fn too_large(drawing: &Drawing) -> Failure {
    let (count, most) = (drawing.nodes.len(), render::svg::MOST_NODES);
    Failure::new(format!("the picture would have {count} nodes, more than {most}"))
        .hint("draw less of it with `--from ID`, `--to ID` and `--depth N`, or `--by batch`")
}
