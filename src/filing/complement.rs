//! A complement (complemento): what is new since a delivery. An exhibit is new when it was not handed
//! over then, or when a file of it came in later; that is read from the delivery, from the export
//! that was handed over, and from the custody log.

use crate::base::{Day, Moment};
use crate::case::{Case, CustodyEvent, CustodyLine, CustodyLog, Delivery, Destination, ExhibitId};
use crate::filing::FilingProfile;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a package since a delivery holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complement {
    /// The delivery, `d1`.
    pub delivery: String,
    /// Number given there.
    pub number: Option<String>,
    /// Day of the delivery.
    pub day: Option<Day>,
    /// Exhibits that were added or changed since.
    pub exhibits: BTreeSet<ExhibitId>,
}

impl Complement {
    /// Returns "Complemento à entrega de 04/05/2026 (protocolo FA 35.001)".
    pub fn title(&self) -> String {
        let day = self.day.map(|day| format!(" de {day}")).unwrap_or_default();
        let number = self.number.as_ref().map(|number| format!(" (protocolo {number})"));
        format!("Complemento à entrega{day}{}", number.unwrap_or_default())
    }
}

/// Since which delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since<'a> {
    /// The last one to the profile's destination.
    Last,
    /// The one with this id.
    Delivery(&'a str),
}

/// Returns the delivery that is meant; `None` when there is none.
pub fn delivery_since<'a>(
    case: &'a Case,
    profile: &FilingProfile,
    profiles: &[FilingProfile],
    since: Since<'_>,
) -> Option<&'a Delivery> {
    let mut deliveries = case.filing.as_ref()?.deliveries.iter();
    if let Since::Delivery(id) = since {
        return deliveries.find(|delivery| delivery.id == id);
    }
    let destination = |id: &str| -> Option<Destination> {
        profiles.iter().find(|known| known.id == id).map(|known| known.destination)
    };
    let fits = |delivery: &Delivery| {
        let named = delivery.profile.as_deref().and_then(destination);
        named.is_none_or(|named| named == profile.destination)
    };
    deliveries
        .enumerate()
        .filter(|(_, delivery)| fits(delivery))
        .max_by_key(|(place, delivery)| (delivery.when.map(|when| when.day().latest()), *place))
        .map(|(_, delivery)| delivery)
}

/// Returns what is new since a delivery.
pub fn complement(case: &Case, log: &CustodyLog, delivery: &Delivery) -> Complement {
    let day = delivery.when.map(|when| when.day());
    let handed = handed_over(log, delivery);
    let changed = changed_items(log, delivery, handed.as_ref().map(|handed| handed.seq));
    let standing = case.exhibits.iter().filter(|e| case.stands(e) && !e.stays_out());
    let is_new = |id: &ExhibitId| {
        let id = id.to_string();
        !delivery.exhibits.contains(&id)
            || handed.as_ref().is_some_and(|handed| !handed.numbers.contains_key(&id))
    };
    let new = standing.filter(|exhibit| {
        is_new(&exhibit.id) || exhibit.items.iter().any(|item| changed.contains(&item.to_string()))
    });
    Complement {
        delivery: delivery.id.clone(),
        number: delivery.number.clone().filter(|number| !number.trim().is_empty()),
        day,
        exhibits: new.map(|exhibit| exhibit.id).collect(),
    }
}

/// What the log tells of an export.
#[derive(Deserialize)]
struct ExportDetail {
    profile: String,
    #[serde(default)]
    numbers: BTreeMap<String, String>,
}

/// The export that was handed over.
struct HandedOver {
    seq: u64,
    numbers: BTreeMap<String, String>,
}

fn day_of(line: &CustodyLine) -> Option<Day> {
    Moment::parse(&line.core.when).ok().map(|moment| moment.day())
}

/// The last export of the delivery's profile on its day or before, or before it was noted.
fn handed_over(log: &CustodyLog, delivery: &Delivery) -> Option<HandedOver> {
    let noted = noted_at(log, delivery);
    let last_day = delivery.when.map(|when| when.day().latest());
    let exports = log.lines().iter().rev().filter(|line| {
        line.core.event == CustodyEvent::Exported
            && noted.is_none_or(|noted| line.core.seq < noted)
            && last_day.is_none_or(|last| day_of(line).is_none_or(|day| day.earliest() <= last))
    });
    let mut told = exports.filter_map(|line| {
        let detail: ExportDetail = line.detail_as()?;
        Some((line.core.seq, detail))
    });
    let (seq, detail) = told.find(|(_, detail)| {
        delivery.profile.as_ref().is_none_or(|profile| detail.profile == *profile)
    })?;
    Some(HandedOver { seq, numbers: detail.numbers })
}

/// The line that noted the delivery.
fn noted_at(log: &CustodyLog, delivery: &Delivery) -> Option<u64> {
    #[derive(Deserialize)]
    struct DeliveredDetail {
        delivery: String,
    }
    let lines = log.lines().iter().filter(|line| line.core.event == CustodyEvent::Delivered);
    let mut noted = lines.filter(|line| {
        line.detail_as::<DeliveredDetail>().is_some_and(|detail| detail.delivery == delivery.id)
    });
    noted.next().map(|line| line.core.seq)
}

/// Items that came in, or came back, after what was handed over was made.
fn changed_items(
    log: &CustodyLog,
    delivery: &Delivery,
    handed_at: Option<u64>,
) -> BTreeSet<String> {
    let cut = handed_at.or_else(|| noted_at(log, delivery));
    let last_day = delivery.when.map(|when| when.day().latest());
    let later = |line: &&CustodyLine| match (cut, last_day) {
        (Some(cut), _) => line.core.seq > cut,
        (None, Some(last)) => day_of(line).is_some_and(|day| day.earliest() > last),
        (None, None) => false,
    };
    let comes_in = |line: &&CustodyLine| {
        matches!(
            line.core.event,
            CustodyEvent::Gathered
                | CustodyEvent::Derived
                | CustodyEvent::Redacted
                | CustodyEvent::Restored
        )
    };
    let lines = log.lines().iter().filter(comes_in).filter(later);
    lines.filter_map(|line| line.core.item.map(|item| item.to_string())).collect()
}
