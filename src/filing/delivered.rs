//! What a delivery (entrega) sets going: the company's answer, the hearing, and the days on which the
//! place wants to hear of the user again. All of them are met once it is noted what came of it.

use crate::base::Day;
use crate::case::{Case, Delivery, Destination};
use crate::filing::{Bound, Confidence, Deadline, DeadlineState, FilingProfile};
use chrono::{Days, NaiveDate};

/// Returns the terms of every delivery of a case; one whose profile is not among `profiles` sets no
/// reminder going.
pub(super) fn delivery_terms(
    case: &Case,
    profiles: &[FilingProfile],
    today: NaiveDate,
) -> Vec<Deadline> {
    let deliveries = case.filing_notes().deliveries.iter();
    deliveries
        .flat_map(|delivery| {
            let of = |id: &String| profiles.iter().find(|profile| profile.id == *id);
            let profile = delivery.profile.as_ref().and_then(of);
            let known = Known { delivery, profile, today };
            let reminders = profile.map(|profile| known.reminders(profile)).unwrap_or_default();
            known.answer().into_iter().chain(known.hearing()).chain(reminders).collect::<Vec<_>>()
        })
        .collect()
}

/// A delivery with what is known of its place.
struct Known<'a> {
    delivery: &'a Delivery,
    profile: Option<&'a FilingProfile>,
    today: NaiveDate,
}

impl Known<'_> {
    /// "Procon-DF", or the place as typed.
    fn place(&self) -> &str {
        let typed = self.delivery.place.as_deref().map(str::trim).filter(|name| !name.is_empty());
        self.profile.map(|profile| profile.name.as_str()).or(typed).unwrap_or("lugar da entrega")
    }

    /// " com o número FA 35.001", where there is one.
    fn by_number(&self) -> String {
        let number = self.delivery.number.as_deref().map(str::trim).filter(|n| !n.is_empty());
        number.map(|number| format!(" com o número {number}")).unwrap_or_default()
    }

    fn noted(&self, id: &str, bound: Bound, from: Day, until: NaiveDate) -> Deadline {
        let done = self.delivery.outcome.as_ref().is_some_and(|text| !text.trim().is_empty());
        let state = match (done, self.today > until) {
            (true, _) => DeadlineState::Met,
            (false, true) => DeadlineState::Past,
            (false, false) => DeadlineState::Running,
        };
        Deadline {
            id: format!("{id}-{}", self.delivery.id),
            bound,
            title: String::new(),
            action: String::new(),
            until,
            state,
            from,
            about: Some(self.delivery.id.clone()),
            paused_by: None,
            basis: "Anotado na entrega".to_owned(),
            source: "Anotação de quem reclama".to_owned(),
            read_on: self.today.to_string(),
            confidence: Confidence::Confirmed,
        }
    }

    /// The company's answer: missed only after its latest reading.
    fn answer(&self) -> Option<Deadline> {
        let due = self.delivery.answer_due?;
        let from = self.delivery.when.map_or(due, |when| when.day());
        let deadline = self.noted("answer", Bound::Company, from, due.latest());
        let place = self.place();
        Some(Deadline {
            title: format!("Resposta da empresa: {place}"),
            action: format!(
                "Sem resposta até esta data, volte a este lugar: {place}{}.",
                self.by_number()
            ),
            ..deadline
        })
    }

    fn hearing(&self) -> Option<Deadline> {
        let when = self.delivery.hearing?;
        let day = when.day();
        let at = when.time().map(|time| format!(", às {}", time.format("%H:%M")));
        let court = self.profile.is_some_and(|p| p.destination == Destination::Jec);
        let deadline = self.noted("hearing", Bound::Consumer, day, day.earliest());
        Some(Deadline {
            title: format!("Ir à audiência{}: {}", at.unwrap_or_default(), self.place()),
            action: if court {
                "Compareça pessoalmente: sem você o caso é encerrado. Leve os originais.".to_owned()
            } else {
                "Leve os originais e esta pasta. Depois, anote na entrega o que aconteceu."
                    .to_owned()
            },
            basis: if court { "Lei 9.099/1995, art. 51, I".to_owned() } else { deadline.basis },
            ..deadline
        })
    }

    /// The days of the profile, from the earliest reading of the delivery's day, never rolled: they
    /// are for the user. A warning of the profile that speaks of so many days goes with its day.
    fn reminders(&self, profile: &FilingProfile) -> Vec<Deadline> {
        let Some(from) = self.delivery.when.map(|when| when.day()) else { return Vec::new() };
        let days = profile.reminder_days.iter().filter_map(|days| {
            let until = from.earliest().checked_add_days(Days::new(u64::from(*days)))?;
            let spoken = format!(" {days} dias");
            let warning = profile.warnings.iter().find(|warning| warning.text.contains(&spoken));
            let told = warning.map(|warning| format!(" {}", warning.text)).unwrap_or_default();
            let deadline = self.noted("reminder", Bound::Consumer, from, until);
            Some(Deadline {
                id: format!("reminder-{}-{days}", self.delivery.id),
                title: format!("Dia {days} da entrega: veja como está, {}", profile.name),
                action: format!(
                    "Pergunte pela resposta{} e diga que continua interessado(a).{told}",
                    self.by_number()
                ),
                basis: format!("Aviso do perfil {}", profile.name),
                source: profile.source.clone(),
                read_on: profile.read_on.clone(),
                confidence: profile.confidence,
                ..deadline
            })
        });
        days.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Moment;
    use crate::filing::profiles;
    use uuid::Uuid;

    fn case(delivery: serde_json::Value) -> Case {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        let delivery: Delivery = serde_json::from_value(delivery).unwrap();
        case.filing.get_or_insert_default().deliveries = vec![delivery];
        case
    }

    fn found(case: &Case, today: &str) -> Vec<Deadline> {
        delivery_terms(case, &profiles(&[]).unwrap(), today.parse().unwrap())
    }

    #[test]
    fn the_federal_district_wants_to_hear_on_day_twenty_and_fifty() {
        let case = case(serde_json::json!({
            "id": "d1", "when": Moment::parse("2026-05-04T10:00").unwrap(),
            "profile": "procon-df", "number": "FA 35.001",
        }));
        let terms = found(&case, "2026-05-05");
        let told: Vec<_> = terms.iter().map(|t| (t.id.as_str(), t.until.to_string())).collect();
        let expected = [("reminder-d1-20", "2026-05-24"), ("reminder-d1-50", "2026-06-23")];
        assert_eq!(told, expected.map(|(id, day)| (id, day.to_owned())));
        assert!(terms.iter().all(|t| t.bound == Bound::Consumer));
        assert!(terms[1].action.contains("arquivada"), "{}", terms[1].action);
        assert!(terms[0].action.contains("FA 35.001") && !terms[0].action.contains("arquivada"));
    }

    #[test]
    fn an_answer_and_a_hearing_are_kept_in_mind_until_something_came_of_it() {
        let mut delivery = serde_json::json!({
            "id": "d2", "profile": "jec-balcao", "answer_due": "2026-06-10",
            "hearing": "2026-07-01T14:30",
        });
        let terms = found(&case(delivery.clone()), "2026-06-20");
        assert_eq!(terms.len(), 2, "no day of delivery, no reminder");
        assert_eq!((terms[0].id.as_str(), terms[0].state), ("answer-d2", DeadlineState::Past));
        assert_eq!((terms[1].id.as_str(), terms[1].state), ("hearing-d2", DeadlineState::Running));
        assert!(terms[1].title.contains("14:30") && terms[1].action.contains("Compareça"));
        delivery["outcome"] = "acordo".into();
        let met = found(&case(delivery), "2026-06-20");
        assert!(met.iter().all(|term| term.state == DeadlineState::Met));
    }

    #[test]
    fn a_delivery_without_anything_to_wait_for_sets_nothing_going() {
        assert!(found(&case(serde_json::json!({"id": "d1"})), "2026-05-05").is_empty());
    }
}
