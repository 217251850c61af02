//! Deadlines as an iCalendar file (RFC 5545): one all-day event each, with ids that stay the same
//! from one writing to the next, so that a calendar updates instead of doubling them.

use crate::filing::{Bound, Confidence, Deadline, DeadlineState};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Longest line in octets, without its end (RFC 5545, 3.1).
const FOLD_AT: usize = 75;

/// Returns the running deadlines of a case as an iCalendar file. `stamp` is when it was made.
pub fn icalendar(
    case_id: Uuid,
    title: &str,
    deadlines: &[Deadline],
    stamp: DateTime<Utc>,
) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Juntada//Prazos//PT-BR");
    line("CALSCALE", "GREGORIAN");
    let stamp = stamp.format("%Y%m%dT%H%M%SZ").to_string();
    for deadline in deadlines.iter().filter(|one| one.state == DeadlineState::Running) {
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}@{case_id}.juntada", deadline.id));
        line("DTSTAMP", &stamp);
        line("DTSTART;VALUE=DATE", &date(deadline.until));
        if let Some(next) = deadline.until.succ_opt() {
            line("DTEND;VALUE=DATE", &date(next));
        }
        let until = match deadline.bound {
            Bound::Consumer => "Faça até hoje",
            Bound::Company => "Último dia da empresa",
        };
        line("SUMMARY", &escape(&format!("{until}: {} ({title})", deadline.title)));
        let confirm = match deadline.confidence {
            Confidence::Confirmed => "",
            Confidence::Unconfirmed => " Confirme antes de contar com esta data.",
        };
        let about = format!("{}{confirm} Base: {}.", deadline.action, deadline.basis);
        line("DESCRIPTION", &escape(&about));
        line("TRANSP", "TRANSPARENT");
        line("BEGIN", "VALARM");
        line("ACTION", "DISPLAY");
        line("DESCRIPTION", &escape(&deadline.title));
        line("TRIGGER", "-P3D");
        line("END", "VALARM");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\r' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Appends a line, folded between characters, with its end.
fn fold(text: &mut String, line: &str) {
    let mut octets = 0;
    for character in line.chars() {
        if octets + character.len_utf8() > FOLD_AT {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(character);
        octets += character.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Day;

    fn deadline(state: DeadlineState) -> Deadline {
        Deadline {
            id: "recording-c1".to_owned(),
            bound: Bound::Consumer,
            title: "Pedir a gravação; com calma, sem pressa".to_owned(),
            action: "Peça a gravação com o número do protocolo. ".repeat(4),
            until: "2026-05-13".parse().unwrap(),
            state,
            from: Day::parse("2026-02-12").unwrap(),
            about: Some("c1".to_owned()),
            paused_by: None,
            basis: "Decreto 11.034/2022".to_owned(),
            source: "lido".to_owned(),
            read_on: "2026-11-21".to_owned(),
            confidence: Confidence::Unconfirmed,
        }
    }

    fn written(deadlines: &[Deadline]) -> String {
        icalendar(Uuid::nil(), "Caso", deadlines, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn lines_are_folded_between_characters_and_end_as_the_norm_says() {
        let text = written(&[deadline(DeadlineState::Running)]);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= FOLD_AT && !line.contains('\n'), "{line}");
        }
        let whole = text.replace("\r\n ", "");
        assert!(
            whole.contains("SUMMARY:Faça até hoje: Pedir a gravação\\; com calma\\, sem pressa")
        );
        assert!(whole.contains("DTSTART;VALUE=DATE:20260513\r\nDTEND;VALUE=DATE:20260514"));
        assert!(whole.contains("UID:recording-c1@00000000-0000-0000-0000-000000000000.juntada"));
        assert!(whole.contains("Confirme antes"));
    }

    #[test]
    fn what_is_settled_or_past_is_not_written() {
        let settled = [deadline(DeadlineState::Met), deadline(DeadlineState::Past)];
        assert!(!written(&settled).contains("VEVENT"));
    }
}
