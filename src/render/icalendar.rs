//! Days for calendars: all-day events as RFC 5545 has them.

use unicode_segmentation::UnicodeSegmentation;

use crate::plan::value::date::Date;
use crate::text::one_line;
use crate::view::schedule::Event;

/// Octets of a line before it is folded.
const LONGEST_LINE: usize = 75;

/// A calendar of events, as it stood on a day.
pub fn calendar(name: &str, events: &[Event], as_of: Date) -> String {
    let mut text = String::new();
    let mut line = |content: &str| fold(&mut text, content);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//execution-plan//tracker//EN");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}@tracker", escaped(&event.id)));
        line(&format!("DTSTAMP:{}T000000Z", basic(as_of)));
        line(&format!("DTSTART;VALUE=DATE:{}", basic(event.day)));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        // A deadline takes nobody's time.
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

/// `20251016`.
fn basic(day: Date) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        if matches!(character, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Adds a line, folded where it is longer than 75 octets: what follows begins with a blank.
fn fold(text: &mut String, line: &str) {
    let mut octets = 0;
    for grapheme in line.graphemes(true) {
        if octets > 0 && octets + grapheme.len() > LONGEST_LINE {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push_str(grapheme);
        octets += grapheme.len();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_has_events_of_one_day() {
        let day = |text| Date::parse(text).unwrap();
        let event = Event {
            id: "milestone-1".to_owned(),
            summary: format!("Week 1; done, \\o/\n{}", "é".repeat(60)),
            day: day("2025-10-17"),
        };
        let calendar = calendar("M1", &[event], day("2025-10-16"));
        assert!(calendar.split("\r\n").all(|line| line.len() <= LONGEST_LINE && !line.contains('\n')));
        insta::assert_snapshot!(calendar.replace("\r\n ", "").replace("\r\n", "\n"), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//execution-plan//tracker//EN
        X-WR-CALNAME:M1
        BEGIN:VEVENT
        UID:milestone-1@tracker
        DTSTAMP:20251016T000000Z
        DTSTART;VALUE=DATE:20251017
        SUMMARY:Week 1\; done\, \\o/ éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR
        ");
    }
}
