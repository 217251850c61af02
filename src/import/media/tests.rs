//! Files made here, the corpus and files made by ffmpeg against ffprobe, and odd bytes.

use super::*;
use crate::import::corpus_tests::files;
use proptest::prelude::*;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

fn read_bytes(bytes: &[u8]) -> Option<MediaFacts> {
    read(&mut Cursor::new(bytes)).unwrap()
}

fn mp4_box(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap();
    [&length.to_be_bytes(), name.as_slice(), content].concat()
}

/// A movie of 2.5 seconds whose clock says `created`, with one video track.
fn movie(created: u32, more: &[u8]) -> Vec<u8> {
    let numbers = |list: &[u32]| list.iter().flat_map(|n| n.to_be_bytes()).collect::<Vec<u8>>();
    let header = mp4_box(b"mvhd", &numbers(&[0, created, 0, 600, 1_500]));
    let handler = mp4_box(b"hdlr", &[&[0; 8], b"vide".as_slice(), &[0; 12]].concat());
    let entry = mp4_box(b"avc1", &[0; 78]);
    let table =
        mp4_box(b"stbl", &mp4_box(b"stsd", &[&numbers(&[0, 1]), entry.as_slice()].concat()));
    let media = mp4_box(b"mdia", &[handler, mp4_box(b"minf", &table)].concat());
    let movie = [header, mp4_box(b"trak", &media), more.to_vec()].concat();
    [mp4_box(b"ftyp", b"isom\0\0\0\0"), mp4_box(b"mdat", b"x"), mp4_box(b"moov", &movie)].concat()
}

/// Seconds from 1904 to 2026-10-05T17:33:10Z.
const OCTOBER: u32 = 3_874_066_390;

#[test]
fn movie_tells_its_length_moment_and_coding() {
    let facts = read_bytes(&movie(OCTOBER, &[])).unwrap();
    assert_eq!(
        serde_json::to_value(&facts).unwrap(),
        serde_json::json!({
            "container": "mp4",
            "duration_ms": 2500,
            "recorded_at": "2026-10-05T17:33:10+00:00",
            "codec": "H.264",
            "has_video": true,
        })
    );
    assert_eq!(
        serde_json::from_str::<MediaFacts>(&serde_json::to_string(&facts).unwrap()).unwrap(),
        facts
    );
}

#[test]
fn clock_that_was_not_set_tells_no_moment() {
    for created in [0, 2_082_844_800] {
        assert_eq!(read_bytes(&movie(created, &[])).unwrap().recorded_at, None);
    }
}

#[test]
fn local_time_of_a_phone_goes_before_the_clock_in_utc() {
    let day = |text: &[u8]| {
        let text = [&[0, 24, 0x15, 0xC7], text].concat();
        mp4_box(b"udta", &mp4_box(b"\xA9day", &text))
    };
    let facts = read_bytes(&movie(OCTOBER, &day(b"2026-10-05T14:33:09-0300"))).unwrap();
    assert_eq!(facts.recorded_at.unwrap().to_iso(), "2026-10-05T14:33:09-03:00");
    let facts = read_bytes(&movie(OCTOBER, &day(b"2026"))).unwrap();
    assert_eq!(facts.recorded_at.unwrap().to_iso(), "2026-10-05T17:33:10+00:00");
}

#[test]
fn wave_is_as_long_as_its_data() {
    let data = vec![0; 16_000];
    let wave = |length: u32| {
        [
            b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".as_slice(),
            &8_000_u32.to_le_bytes(),
            &16_000_u32.to_le_bytes(),
            b"\x02\0\x10\0data",
            &length.to_le_bytes(),
            &data,
        ]
        .concat()
    };
    for length in [16_000, 0, u32::MAX] {
        let facts = read_bytes(&wave(length)).unwrap();
        assert_eq!((facts.duration_ms, facts.codec.as_deref()), (Some(1_000), Some("PCM")));
    }
}

#[test]
fn amr_is_twenty_milliseconds_a_frame() {
    let narrow = [b"#!AMR\n".as_slice(), &[[0x3C; 32]; 50].concat()].concat();
    let facts = read_bytes(&narrow).unwrap();
    assert_eq!((facts.duration_ms, facts.codec.as_deref()), (Some(1_000), Some("AMR-NB")));
    let wide = [b"#!AMR-WB\n".as_slice(), &[[0x44; 61]; 3].concat()].concat();
    assert_eq!(read_bytes(&wide).unwrap().duration_ms, Some(60));
}

#[test]
fn other_files_are_no_media() {
    for bytes in [
        b"".as_slice(),
        b"\xFF",
        b"texto qualquer",
        b"\xFF\xD8\xFF\xE0\0\x10JFIF",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1A\n",
        b"#!AMR_MC1.0\n",
        b"\xFF\xFBtexto que parece som",
    ] {
        assert_eq!(read_bytes(bytes), None, "{bytes:?}");
    }
}

#[test]
fn damaged_lengths_end_the_reading() {
    let whole = movie(OCTOBER, &[]);
    for at in 0..whole.len() {
        let _ = read_bytes(&whole[..at]);
        let mut wrong = whole.clone();
        wrong[at] = 0xFF;
        let _ = read_bytes(&wrong);
    }
}

/// Returns the duration that ffprobe tells, in milliseconds; `None` if it tells none.
fn probed(path: &Path) -> Option<u64> {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"])
        .arg(path)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    // Six decimals always: without the point, microseconds.
    let microseconds: u64 = text.replace('.', "").parse().ok()?;
    Some(microseconds.div_ceil(1_000))
}

fn has_program(name: &str) -> bool {
    let is_there = Command::new(name).arg("-version").output().is_ok();
    if !is_there {
        eprintln!("{name} is absent: not tested");
    }
    is_there
}

/// Two per cent or, of very short ones, the samples at the beginning of Opus (312 of 48,000 a second)
/// that are not played and that ffprobe counts.
fn is_near(ours: u64, theirs: u64) -> bool {
    ours.abs_diff(theirs) * 50 <= theirs || ours.abs_diff(theirs) <= 7
}

/// Files of the corpus of which ffprobe tells another duration, or one that is none of ours.
const EXPLAINED: &[(&str, &str)] = &[
    ("full_test.aac", "raw ADTS is not read here; ffprobe only estimates it"),
    ("untagged.aac", "raw ADTS is not read here; ffprobe only estimates it"),
    ("issue_37.jpg", "a picture"),
];

#[test]
fn durations_of_the_corpus_are_those_of_ffprobe() {
    let (Some(audio), Some(video), Some(other)) = (files("audio"), files("video"), files("sniff"))
    else {
        return;
    };
    if !has_program("ffprobe") {
        return;
    }
    let is_media = |path: &PathBuf| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        ["mp4", "mp3", "webm", "wav"].contains(&ending.as_str())
    };
    let mut compared = 0;
    for path in [audio, video, other.into_iter().filter(is_media).collect()].concat() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let facts = read(&mut std::fs::File::open(&path).unwrap()).unwrap();
        let ours = facts.as_ref().and_then(|facts| facts.duration_ms);
        let theirs = probed(&path);
        eprintln!("{name}: {facts:?}; ffprobe {theirs:?}");
        let is_explained = EXPLAINED.iter().any(|(mark, _)| name.ends_with(mark));
        match (ours, theirs) {
            _ if is_explained => {}
            (Some(ours), Some(theirs)) => {
                assert!(is_near(ours, theirs), "{name}: {ours} against {theirs}");
                compared += 1;
            }
            (None, Some(theirs)) => assert_eq!(theirs, 0, "{name}: nothing is told"),
            (_, None) => {}
        }
    }
    assert!(compared >= 16, "{compared}");
}

#[test]
fn files_of_every_kind_that_ffmpeg_writes_are_read() {
    if !has_program("ffprobe") || !has_program("ffmpeg") {
        return;
    }
    let folder = tempfile::TempDir::new().unwrap();
    let video = ["-f", "lavfi", "-i", "testsrc=duration=3:size=64x48:rate=10"];
    let sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=3"];
    let made = "-metadata creation_time=2026-10-05T17:33:10Z";
    let cases: [(&str, bool, String, &str); 13] = [
        ("a.mp4", true, format!("-c:v libx264 -c:a aac {made}"), "H.264 + MPEG-4 Audio"),
        (
            "frag.mp4",
            true,
            "-c:v libx264 -c:a aac -movflags frag_keyframe+delay_moov".into(),
            "H.264 + MPEG-4 Audio",
        ),
        ("a.mov", true, format!("-c:v mpeg4 -c:a pcm_s16le {made}"), "MPEG-4 + PCM"),
        ("a.3gp", true, "-c:v h263 -s 176x144 -c:a aac".into(), "H.263 + MPEG-4 Audio"),
        ("a.mkv", true, format!("-c:v libx264 -c:a libvorbis {made}"), "H.264 + Vorbis"),
        ("a.webm", true, "-c:v libvpx -c:a libopus".into(), "VP8 + Opus"),
        ("a.ogg", false, "-c:a libopus".into(), "Opus"),
        ("a.opus", false, "-c:a libopus".into(), "Opus"),
        ("cbr.mp3", false, "-c:a libmp3lame -b:a 64k -write_xing 0".into(), "MP3"),
        ("vbr.mp3", false, "-c:a libmp3lame -q:a 5".into(), "MP3"),
        ("a.m4a", false, "-c:a aac".into(), "MPEG-4 Audio"),
        ("a.amr", false, "-ar 8000 -ac 1 -c:a libopencore_amrnb".into(), "AMR-NB"),
        ("a.wav", false, "-c:a pcm_s16le".into(), "PCM"),
    ];
    for (name, has_video, options, codec) in cases {
        let path = folder.path().join(name);
        let mut command = Command::new("ffmpeg");
        command.args(["-v", "error", "-y"]);
        if has_video {
            command.args(video);
        }
        command.args(sound).args(options.split(' ')).arg(&path);
        let output = command.output().unwrap();
        if !output.status.success() {
            eprintln!("{name} not made: {}", String::from_utf8_lossy(&output.stderr));
            continue;
        }
        let facts = read(&mut std::fs::File::open(&path).unwrap()).unwrap().unwrap();
        assert_eq!(facts.codec.as_deref(), Some(codec), "{name}");
        assert_eq!(facts.has_video, has_video, "{name}");
        let is_dated = options.contains("creation_time");
        let moment = is_dated.then(|| Moment::parse("2026-10-05T17:33:10+00:00").unwrap());
        assert_eq!(facts.recorded_at, moment, "{name}");
        let theirs = probed(&path).unwrap();
        let is_right = match facts.duration_ms {
            None => name == "frag.mp4",
            Some(ours) => is_near(ours, theirs),
        };
        assert!(is_right, "{name}: {:?} against {theirs}", facts.duration_ms);
    }
}

/// Beginnings that lead deep into each reader.
const HEADS: [&[u8]; 9] = [
    b"",
    b"\0\0\0\x08ftyp\0\0\0\x40moov\0\0\0\x30",
    b"\x1A\x45\xDF\xA3\x80\x18\x53\x80\x67\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x15\x49\xA9\x66\xFF",
    b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead",
    b"RIFF\0\0\0\0WAVEfmt ",
    b"#!AMR\n",
    b"#!AMR-WB\n",
    b"ID3\x04\0\0\0\0\0\x02",
    b"\xFF\xFB\x90\x00",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(
        head in prop::sample::select(&HEADS[..]),
        tail in prop::collection::vec(any::<u8>(), 0..600)
    ) {
        let _ = read_bytes(&[head, &tail].concat());
    }
}
