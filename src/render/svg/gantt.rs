//! A Gantt chart: a row for each thing, bars along an axis of days or hours.

use super::{begin, end, escaped, line};
use crate::text::{one_line, shorten, width};
use crate::view::schedule::{Bar, Diamond, Gantt};

/// Rows up to which a chart can be read at all.
pub const MOST_ROWS: usize = 2_000;

const MARGIN: f64 = 16.0;
const ROW: f64 = 24.0;
const BAR: f64 = 14.0;
const PLOT: f64 = 820.0;

/// The heading, the summary, and the labels of the axis.
const HEAD: f64 = 78.0;

/// Rows from which on the axis is labelled below, too.
const LONG: usize = 25;

/// Columns of text that a label may have, and the width of one.
const COLUMNS: usize = 46;
const COLUMN: f64 = 7.0;

/// A chart as an SVG document.
pub fn gantt(gantt: &Gantt, title: &str) -> String {
    let chart = Chart::new(gantt);
    let notes = gantt.notes.len() + 1;
    let height = chart.bottom + 26.0 + 20.0 * units(notes) + MARGIN;
    let mut text = begin(chart.left + PLOT + 2.0 * MARGIN, height, title);
    let heading = escaped(&shorten(&one_line(title), 110));
    line(&mut text, format_args!("<text class=\"heading\" x=\"{MARGIN}\" y=\"28\">{heading}</text>"));
    line(&mut text, format_args!("<text x=\"{MARGIN}\" y=\"48\">{}</text>", escaped(&gantt.summary)));
    chart.add_ground(&mut text, gantt);
    for (row, bar) in gantt.bars.iter().enumerate() {
        chart.add_bar(&mut text, row, bar);
    }
    for (row, milestone) in (gantt.bars.len()..).zip(&gantt.milestones) {
        chart.add_milestone(&mut text, row, milestone);
    }
    if let Some(now) = gantt.now {
        let x = chart.x(now);
        line(&mut text, format_args!("<path class=\"now\" d=\"M{x:.1} {HEAD}V{:.1}\"/>", chart.bottom));
    }
    add_legend(&mut text, gantt, height - MARGIN - 20.0 * units(notes - 1) - 6.0);
    for (place, note) in gantt.notes.iter().rev().enumerate() {
        let y = height - MARGIN - 20.0 * units(place);
        line(
            &mut text,
            format_args!("<text class=\"small\" x=\"{MARGIN}\" y=\"{y:.1}\">{}</text>", escaped(note)),
        );
    }
    end(&mut text);
    text
}

/// Where things stand.
struct Chart {
    /// Where the axis begins.
    left: f64,
    /// Where the rows end.
    bottom: f64,
}

impl Chart {
    fn new(gantt: &Gantt) -> Self {
        let labels = gantt.bars.iter().map(|bar| &bar.label);
        let labels = labels.chain(gantt.milestones.iter().map(|milestone| &milestone.label));
        let columns = labels.map(|label| width(&one_line(label))).max().unwrap_or_default().min(COLUMNS);
        let rows = gantt.bars.len() + gantt.milestones.len();
        // Two more for the mark of what is critical.
        Self { left: MARGIN + units(columns + 3) * COLUMN, bottom: HEAD + units(rows.max(1)) * ROW }
    }

    fn x(&self, part: f64) -> f64 {
        self.left + part * PLOT
    }

    /// Days without work, stripes, the grid and its labels.
    fn add_ground(&self, text: &mut String, gantt: &Gantt) {
        let height = self.bottom - HEAD;
        for row in (0..gantt.bars.len() + gantt.milestones.len()).filter(|row| row % 2 == 1) {
            let (y, width) = (HEAD + units(row) * ROW, self.left + PLOT);
            line(
                text,
                format_args!(
                    "<rect class=\"stripe\" x=\"{MARGIN}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{ROW}\"/>",
                    width - MARGIN
                ),
            );
        }
        for (from, to) in &gantt.pauses {
            let (x, width) = (self.x(*from), (to - from) * PLOT);
            line(
                text,
                format_args!(
                    "<rect class=\"pause\" x=\"{x:.1}\" y=\"{HEAD}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
                ),
            );
        }
        let is_long = gantt.bars.len() > LONG;
        let rows = [Some(HEAD - 8.0), is_long.then_some(self.bottom + 14.0)];
        for tick in &gantt.ticks {
            let x = self.x(tick.at);
            line(
                text,
                format_args!("<path class=\"grid\" d=\"M{x:.1} {:.1}V{:.1}\"/>", HEAD - 4.0, self.bottom),
            );
            for y in rows.into_iter().flatten() {
                let label = escaped(&tick.label);
                line(
                    text,
                    format_args!(
                        "<text class=\"small\" text-anchor=\"middle\" x=\"{x:.1}\" y=\"{y:.1}\">{label}</text>"
                    ),
                );
            }
        }
    }

    fn add_bar(&self, text: &mut String, row: usize, bar: &Bar) {
        line(text, format_args!("<g><title>{}</title>", escaped(&bar.told)));
        add_label(text, row, &bar.label, bar.critical);
        let y = HEAD + units(row) * ROW + (ROW - BAR) / 2.0;
        let (from, to, late) = (self.x(bar.from), self.x(bar.to), self.x(bar.late));
        let critical = if bar.critical { " critical" } else { "" };
        if late > to + 1.0 {
            let (y, height) = (y + 3.0, BAR - 6.0);
            line(
                text,
                format_args!(
                    "<rect class=\"slack\" x=\"{to:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height}\"/>",
                    late - to
                ),
            );
        }
        if bar.from >= bar.to {
            add_diamond(text, to, y + BAR / 2.0, &format!("bar{critical}"));
        } else {
            // However short, it can be seen.
            let width = (to - from).max(2.0);
            line(
                text,
                format_args!(
                    "<rect class=\"bar{critical}\" x=\"{from:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{BAR}\" rx=\"2\"/>"
                ),
            );
            if bar.done > 0.0 {
                let (y, width) = (y + 4.0, width * bar.done.min(1.0));
                line(
                    text,
                    format_args!(
                        "<rect class=\"part\" x=\"{from:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\"/>",
                        BAR - 8.0
                    ),
                );
            }
        }
        if bar.is_cut {
            let y = y + BAR / 2.0;
            line(text, format_args!("<path class=\"tip\" d=\"M{:.1} {y:.1}l8 -5v10z\"/>", self.left - 10.0));
        }
        text.push_str("</g>\n");
    }

    fn add_milestone(&self, text: &mut String, row: usize, milestone: &Diamond) {
        line(text, format_args!("<g><title>{}</title>", escaped(&milestone.told)));
        add_label(text, row, &milestone.label, false);
        let class = if milestone.done { "milestone" } else { "milestone open" };
        add_diamond(text, self.x(milestone.at), HEAD + units(row) * ROW + ROW / 2.0, class);
        text.push_str("</g>\n");
    }
}

fn add_label(text: &mut String, row: usize, label: &str, is_critical: bool) {
    let y = HEAD + units(row) * ROW + 16.0;
    if is_critical {
        line(text, format_args!("<text class=\"mark\" x=\"{MARGIN}\" y=\"{y:.1}\">●</text>"));
    }
    let label = escaped(&shorten(&one_line(label), COLUMNS));
    line(text, format_args!("<text x=\"{:.1}\" y=\"{y:.1}\">{label}</text>", MARGIN + 14.0));
}

/// What the shapes mean, those that there are.
fn add_legend(text: &mut String, gantt: &Gantt, y: f64) {
    let any = |is: fn(&Bar) -> bool| gantt.bars.iter().any(is);
    let has_open = gantt.milestones.iter().any(|milestone| !milestone.done);
    let has_reached = gantt.milestones.iter().any(|milestone| milestone.done);
    let (middle, top) = (y - 4.0, y - 11.0);
    let mut x = MARGIN;
    let mut entry = |is_there: bool, words: &str, draw: &dyn Fn(f64, &mut String)| {
        if is_there {
            line(text, format_args!("<g class=\"legend\">"));
            draw(x, text);
            line(text, format_args!("<text x=\"{:.1}\" y=\"{y:.1}\">{words}</text></g>", x + 36.0));
            x += 50.0 + units(width(words)) * COLUMN;
        }
    };
    let bar = |class: &'static str| {
        move |x: f64, text: &mut String| {
            line(
                text,
                format_args!(
                    "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"28\" height=\"{BAR}\" rx=\"2\"/>"
                ),
            );
        }
    };
    entry(any(|bar| !bar.critical && bar.from < bar.to), "left to do", &bar("bar"));
    entry(any(|bar| bar.critical), "● critical: any slip makes the whole longer", &bar("bar critical"));
    entry(any(|bar| bar.done > 0.0 && bar.from < bar.to), "done part", &|x, text| {
        bar("bar")(x, text);
        line(
            text,
            format_args!(
                "<rect class=\"part\" x=\"{x:.1}\" y=\"{:.1}\" width=\"16\" height=\"{:.1}\"/>",
                top + 4.0,
                BAR - 8.0
            ),
        );
    });
    entry(any(|bar| bar.late > bar.to), "slack", &|x, text| {
        line(
            text,
            format_args!(
                "<rect class=\"slack\" x=\"{x:.1}\" y=\"{:.1}\" width=\"28\" height=\"{:.1}\"/>",
                top + 3.0,
                BAR - 6.0
            ),
        );
    });
    entry(any(|bar| bar.from >= bar.to), "takes no time", &|x, text| {
        add_diamond(text, x + 14.0, middle, "bar");
    });
    entry(has_open, "milestone", &|x, text| add_diamond(text, x + 14.0, middle, "milestone open"));
    entry(has_reached, "milestone, reached", &|x, text| add_diamond(text, x + 14.0, middle, "milestone"));
    entry(gantt.now.is_some(), "now", &|x, text| {
        line(text, format_args!("<path class=\"now\" d=\"M{:.1} {top:.1}v{BAR}\"/>", x + 14.0));
    });
}

fn add_diamond(text: &mut String, x: f64, y: f64, class: &str) {
    line(text, format_args!("<path class=\"{class}\" d=\"M{x:.1} {:.1}l7 7 -7 7 -7 -7z\"/>", y - 7.0));
}

/// A count as a number of pixels or columns.
fn units(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn bar()(
            label in "\\PC{0,12}|[\u{0}-\u{20}<>&\"'\\]\u{fffe}\u{ffff}]{0,12}",
            mut places in [0.0..=1.0f64, 0.0..=1.0f64, 0.0..=1.0f64],
            done in 0.0..=1.0f64,
            critical: bool,
        ) -> Bar {
            places.sort_by(f64::total_cmp);
            let [from, to, late] = places;
            Bar { told: label.clone(), label, from, to, late, done, critical, is_cut: critical }
        }
    }

    proptest! {
        #[test]
        fn every_chart_is_well_formed_and_has_the_titles_of_its_bars(bars in prop::collection::vec(bar(), 0..8)) {
            let count = bars.len();
            let milestones = bars.iter().map(|bar| Diamond { label: bar.label.clone(), told: bar.told.clone(), at: bar.to, done: bar.critical });
            let chart = Gantt {
                summary: "<all>".to_owned(), ticks: Vec::new(), pauses: vec![(0.1, 0.2)], now: Some(0.5), milestones: milestones.collect(), bars, notes: vec!["&".to_owned()],
            };
            let text = gantt(&chart, "a <title>");
            let document = roxmltree::Document::parse(&text).unwrap();
            let groups = document.descendants().filter(|node| node.has_tag_name("g") && !node.has_attribute("class"));
            prop_assert!(groups.clone().all(|group| group.first_element_child().unwrap().has_tag_name("title")));
            prop_assert_eq!(groups.count(), 2 * count);
            for shape in document.descendants().filter(|node| node.has_tag_name("rect")) {
                let number = |name: &str| shape.attribute(name).unwrap_or("0").parse::<f64>().unwrap();
                let width = document.root_element().attribute("width").unwrap().parse::<f64>().unwrap();
                prop_assert!(number("width") >= 0.0 && number("x") + number("width") <= width + 0.1);
            }
        }
    }
}
