//! A recording as printed: what its file says of itself, and what the user says is heard or seen in it.

use super::labelled;
use crate::case::ItemId;
use crate::filing::{PlannedExhibit, PlannedItem, media_folder};
use crate::import::media::{MediaContainer, MediaFacts};
use crate::render::view::LabelledValue;

/// Whose words a transcript is: nobody checked them against the recording.
const TRANSCRIPT: &str = "Transcrição ou resumo, feito por quem apresenta esta prova";

/// Returns what the file says: how long, when, in which format.
pub(super) fn facts(media: &MediaFacts) -> Vec<LabelledValue> {
    let container = match media.container {
        MediaContainer::Mp4 => "MP4",
        MediaContainer::Matroska => "Matroska",
        MediaContainer::Ogg => "Ogg",
        MediaContainer::Mpeg => "MP3",
        MediaContainer::Wave => "WAV",
        MediaContainer::Amr => "AMR",
    };
    let codec = media.codec.as_deref().filter(|codec| *codec != container);
    let format = [Some(container), codec];
    let rows = [
        ("Duração", media.duration_ms.map(duration)),
        ("Gravação", media.recorded_at.map(|at| format!("{at}, pelo relógio do aparelho"))),
        ("Formato", Some(format.into_iter().flatten().collect::<Vec<_>>().join(", "))),
    ];
    rows.into_iter().filter_map(|(label, value)| Some(labelled(label, value?))).collect()
}

/// Returns the user's transcript, on the page of the first recording of the exhibit.
pub(super) fn transcript(exhibit: &PlannedExhibit, item: ItemId) -> Option<LabelledValue> {
    let is_recording = |item: &&PlannedItem| media_folder(&item.media_type);
    let first = exhibit.items.iter().find(is_recording)?;
    let text = exhibit.transcript.as_ref().filter(|_| first.id == item)?;
    Some(labelled(TRANSCRIPT, text))
}

/// Returns a length for people: "2 min 31 s", "1 h 2 min 5 s"; less than ten seconds with a tenth.
fn duration(milliseconds: u64) -> String {
    if milliseconds < 10_000 {
        let tenths = milliseconds.saturating_add(50) / 100;
        return format!("{},{} s", tenths / 10, tenths % 10);
    }
    let seconds = milliseconds.saturating_add(500) / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min {seconds} s"),
        (hours, minutes) => format!("{hours} h {minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_as_people_say_them() {
        let told = [29, 5_560, 42_400, 151_300, 3_725_000].map(duration);
        assert_eq!(told, ["0,0 s", "5,6 s", "42 s", "2 min 31 s", "1 h 2 min 5 s"]);
    }
}
