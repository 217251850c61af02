//! Two hundred pages with secrets that are known, each hidden: nothing of them is found in what is
//! handed over, by programs that are not ours, each of which finds them in the originals; and the
//! originals are what they were.

use crate::common::files::unpack;
use crate::common::secrets::{
    BEGINS, CODE_AT, Make, SAID_AT, digits_of, scans, secret_pdf, secret_photo,
};
use crate::common::{api, assert_whole, new_folder, run, sha256, shown, tools, word};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// Pages of each of the four kinds: text, scan, everywhere in a PDF, and photos.
const PAGES: usize = 50;
/// Pages of each kind of original that the slow judges must not be blind to.
const PROVEN: usize = 4;
/// How tesseract looks at a page: for words wherever they stand, and as one block of words; either may
/// miss what the other sees.
const BOTH_WAYS: [&str; 2] = ["11", "6"];
/// The judges, by the name of their program.
const JUDGES: [&str; 7] =
    ["pdftotext", "mutool", "pdfdetach", "exiftool", "zbarimg", "tesseract", "pdftoppm"];

/// Files with secrets, and the secrets of each.
struct Given {
    files: Vec<PathBuf>,
    secrets: Vec<Vec<String>>,
}

impl Given {
    /// Writes three PDFs of fifty pages and fifty photos.
    fn new(folder: &Path) -> Self {
        let mut given = Self { files: Vec::new(), secrets: Vec::new() };
        let of_scan = scans(1, PAGES, folder);
        for (seed, make) in [Make::Text, Make::Scan, Make::Everywhere].into_iter().enumerate() {
            let scans = if make == Make::Scan { of_scan.as_slice() } else { &[] };
            let (bytes, secrets) = secret_pdf(make, seed, PAGES, scans);
            given.put(folder.join(format!("{make:?}.pdf")), &bytes, secrets);
        }
        for (scan, page) in scans(3, PAGES, folder).iter().zip(0..) {
            let secret = crate::common::secrets::cpf(300 + page);
            let path = folder.join(format!("foto-{page:02}.jpg"));
            given.put(path, &secret_photo(scan, &secret), vec![secret]);
        }
        given
    }

    fn put(&mut self, path: PathBuf, bytes: &[u8], secrets: Vec<String>) {
        fs::write(&path, bytes).unwrap();
        self.files.push(path);
        self.secrets.push(secrets);
    }

    fn all(&self) -> BTreeSet<&String> {
        self.secrets.iter().flatten().collect()
    }

    /// Makes a case of them: each PDF an exhibit, the photos together one; and hides every secret.
    fn hidden_in(&self, case: &Path) {
        run(&["novo", word(case), "--titulo", "Tarja"]).ends(0);
        let (pdfs, photos) = self.files.split_at(3);
        let paths = |files: &[PathBuf]| files.iter().map(|path| word(path).to_owned()).collect();
        let gather = |files: Vec<String>, more: &[&str]| {
            let mut words = vec!["juntar", word(case)];
            words.extend(files.iter().map(String::as_str));
            run(&[&words[..], more].concat()).ends(0);
        };
        gather(paths(pdfs), &[]);
        gather(paths(photos), &["--uma-prova"]);
        for exhibit in ["e1", "e2", "e3"] {
            run(&["tarjar", word(case), exhibit, "--aceitar", "todas"]).ends(0);
        }
        let areas = self.secrets[3..].iter().zip(1..).flat_map(|(secrets, page)| {
            [SAID_AT, CODE_AT]
                .map(|area| json!({"page": page, "area": area, "hides": "cpf", "text": secrets[0]}))
        });
        let areas: Vec<Value> = areas.collect();
        let request = json!({"request": "redact", "path": case, "id": "e4", "areas": areas});
        api(&request).ends(0);
    }
}

/// Returns every form in which the bytes of a CPF may stand.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let digits = digits_of(secret);
    let wide =
        |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
    [secret, &digits]
        .iter()
        .flat_map(|text| {
            [text.as_bytes().to_vec(), wide(text, u16::to_be_bytes), wide(text, u16::to_le_bytes)]
        })
        .collect()
}

/// Returns a pattern for every form of every secret: one pass finds any of them.
fn pattern<'a>(secrets: impl IntoIterator<Item = &'a String>) -> regex::bytes::Regex {
    let forms = secrets.into_iter().flat_map(|secret| forms(secret));
    let escaped = forms.map(|form| form.iter().map(|byte| format!("\\x{byte:02x}")).collect());
    let escaped: Vec<String> = escaped.collect();
    let whole = format!("(?-u){}", escaped.join("|"));
    regex::bytes::RegexBuilder::new(&whole).size_limit(1 << 28).build().unwrap()
}

/// Runs a judge, whatever it thinks of the file, and returns what it says.
fn said(name: &str, words: &[&str]) -> Vec<u8> {
    let mut command = Command::new(name);
    command.args(words).env("OMP_THREAD_LIMIT", "1").stderr(Stdio::null());
    command.output().unwrap().stdout
}

/// Returns what the quick judges find in a file: by the name of each, all it says.
fn told_by_readers(file: &Path, scratch: &Path) -> BTreeMap<&'static str, Vec<u8>> {
    let path = word(file);
    let mut told = BTreeMap::from([("exiftool", said("exiftool", &["-a", "-u", "-ee", path]))]);
    if !is_pdf(file) {
        return told;
    }
    told.insert("pdftotext", said("pdftotext", &[path, "-"]));
    told.insert("mutool", said("mutool", &["draw", "-q", "-F", "txt", path]));
    let unpacked = scratch.join("aberto.pdf");
    said("mutool", &["clean", "-d", path, word(&unpacked)]);
    told.insert("mutool clean", fs::read(&unpacked).unwrap());
    told.insert("qpdf", tools::decompressed(file));
    let inside = scratch.join("anexos");
    fs::create_dir_all(&inside).unwrap();
    said("pdfdetach", &["-saveall", "-o", word(&inside), path]);
    let mut attached = Vec::new();
    for entry in fs::read_dir(&inside).unwrap() {
        attached.extend(fs::read(entry.unwrap().path()).unwrap());
    }
    told.insert("pdfdetach", attached);
    fs::remove_dir_all(inside).unwrap();
    told
}

/// Returns what the judges of pictures see on the pages of a file: what stands there in letters, and in
/// codes.
fn told_by_lookers(
    file: &Path,
    last: Option<usize>,
    ways: &[&str],
    scratch: &Path,
) -> (String, String) {
    let folder = scratch.join(file.file_stem().unwrap());
    fs::create_dir_all(&folder).unwrap();
    let mut pages = Vec::new();
    if is_pdf(file) {
        let last = last.unwrap_or(9_999).to_string();
        let stem = folder.join("p");
        said("pdftoppm", &["-r", "110", "-gray", "-l", &last, word(file), word(&stem)]);
        pages.extend(fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()));
        pages.sort();
    } else {
        pages.push(file.to_owned());
    }
    let list = folder.join("lista.txt");
    let names: Vec<&str> = pages.iter().map(|page| word(page)).collect();
    fs::write(&list, names.join("\n")).unwrap();
    let read = |way| said("tesseract", &[word(&list), "-", "--psm", way]);
    let letters: Vec<u8> = ways.iter().flat_map(|way| read(way)).collect();
    let codes = said("zbarimg", &[&["-q", "--raw"], names.as_slice()].concat());
    fs::remove_dir_all(folder).unwrap();
    [letters, codes].map(|told| String::from_utf8_lossy(&told).into_owned()).into()
}

fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "pdf")
}

/// The judges are no use if they cannot find what is there.
fn assert_no_judge_is_blind(given: &Given, scratch: &Path) {
    let told: Vec<_> = given.files[..4].iter().map(|file| told_by_readers(file, scratch)).collect();
    let finds = |file: usize, judge: &str| {
        let text = &told[file][judge];
        let found =
            given.secrets[file].iter().filter(|secret| pattern([*secret]).is_match(text)).count();
        assert_eq!(found, given.secrets[file].len(), "{judge} is blind in {:?}", given.files[file]);
    };
    for file in 0..3 {
        ["pdftotext", "mutool", "mutool clean", "qpdf"].iter().for_each(|judge| finds(file, judge));
    }
    finds(2, "exiftool");
    finds(2, "pdfdetach");
    finds(3, "exiftool");
    for file in 0..4 {
        let (letters, codes) =
            told_by_lookers(&given.files[file], Some(PROVEN), &BOTH_WAYS, scratch);
        for secret in given.secrets[file].iter().take(PROVEN).map(|secret| digits_of(secret)) {
            assert!(
                digits_of(&letters).contains(&secret),
                "tesseract is blind in {:?}: {letters}",
                given.files[file]
            );
            assert!(file < 3 || digits_of(&codes) == secret, "zbarimg is blind: {codes}");
        }
    }
    assert!(pattern(&given.secrets[3]).is_match(&fs::read(&given.files[3]).unwrap()));
}

/// Looks through one file of a package with every judge.
fn judge(file: &Path, name: &str, any: &regex::bytes::Regex, scratch: &Path) {
    let bytes = fs::read(file).unwrap();
    assert!(!any.is_match(&bytes), "a secret stands in {name}");
    for (judge, told) in told_by_readers(file, scratch) {
        let digits = digits_of(&String::from_utf8_lossy(&told));
        assert!(!any.is_match(&told), "{judge} finds a secret in {name}");
        assert!(!any.is_match(digits.as_bytes()), "{judge} finds the digits of a secret in {name}");
    }
    // The papers around the copies print numbers of their own, and show the same pixels once more.
    let is_copy = name.contains("/derivados/");
    let ways = if is_copy { &BOTH_WAYS[..] } else { &BOTH_WAYS[..1] };
    let (letters, codes) = told_by_lookers(file, None, ways, scratch);
    for told in [&letters, &codes] {
        assert!(!any.is_match(digits_of(told).as_bytes()), "{name} shows a secret: {told}");
    }
    if is_copy {
        let shows_a_part = letters.lines().find(|line| digits_of(line).contains(BEGINS));
        assert_eq!(shows_a_part, None, "in {name}");
        let pages = if is_pdf(file) { PAGES } else { 1 };
        let seen = letters.lines().filter(|line| line.contains("folha")).count();
        assert!(seen * 10 >= pages * 9, "tesseract reads only {seen} of {pages} pages of {name}");
    }
}

#[test]
fn two_hundred_pages_tell_nothing_of_what_is_hidden() {
    if !JUDGES.iter().all(|judge| tools::is_there(judge)) {
        eprintln!("skipped: scripts/tools.sh installs the judges of what is hidden");
        return;
    }
    let folder = new_folder();
    let given = Given::new(folder.path());
    let before: Vec<Vec<u8>> = given.files.iter().map(|path| fs::read(path).unwrap()).collect();
    let all = given.all();
    assert_eq!(all.len(), 200);
    let case = folder.path().join("caso");
    given.hidden_in(&case);
    assert_whole(&case);
    let out = folder.path().join("saida");
    let words = ["gerar", word(&case), "--perfil", "procon", "--data", "2026-11-21", "--saida"];
    let told = run(&[&words[..], &[word(&out), "--json"]].concat());
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let zip = told.json()["zip"].as_str().unwrap().to_owned();
    let members = unpack(Path::new(&zip)).unwrap();
    assert_eq!(members.keys().filter(|name| name.contains("originais/")).count(), 0);
    let any = pattern(all.iter().copied());
    let mut looked_at = Vec::new();
    for ((name, bytes), number) in members.iter().zip(0..) {
        assert!(!any.is_match(bytes) && !any.is_match(name.as_bytes()), "a secret is in {name}");
        let ending = name.rsplit('.').next().unwrap();
        if ["pdf", "jpg", "png"].contains(&ending) {
            let path = folder.path().join(format!("membro-{number}.{ending}"));
            fs::write(&path, bytes).unwrap();
            looked_at.push((path, name.clone()));
        }
    }
    // The dossier, three PDFs and fifty pictures at least.
    assert!(looked_at.len() > given.files.len(), "{}", looked_at.len());
    let (one, other): (Vec<_>, Vec<_>) =
        looked_at.iter().enumerate().partition(|(index, _)| index % 2 == 0);
    thread::scope(|scope| {
        for (half, number) in [(one, 1), (other, 2)] {
            let (any, scratch) = (&any, folder.path().join(format!("juiz-{number}")));
            scope.spawn(move || {
                fs::create_dir(&scratch).unwrap();
                half.iter().for_each(|(_, (path, name))| judge(path, name, any, &scratch));
            });
        }
        assert_no_judge_is_blind(&given, folder.path());
    });
    let verdict = run(&["conferir", &zip, "--json"]).ends(0).json();
    assert_eq!(verdict["verdict"], "intact");
    assert_untouched(&case, &given, &before);
}

/// The same secrets stand in the originals as ever, and in those that the case keeps.
fn assert_untouched(case: &Path, given: &Given, before: &[Vec<u8>]) {
    let shown = shown(case);
    let exhibits = shown["exhibits"].as_array().unwrap();
    let items: Vec<&Value> =
        exhibits.iter().flat_map(|exhibit| exhibit["items"].as_array().unwrap()).collect();
    for (path, bytes) in given.files.iter().zip(before) {
        assert_eq!(&fs::read(path).unwrap(), bytes);
        let digest = sha256(bytes);
        let item = items.iter().find(|item| item["sha256"] == digest.as_str()).unwrap();
        let kept = case.join("data/originais").join(item["stored_as"].as_str().unwrap());
        assert_eq!(&fs::read(kept).unwrap(), bytes);
    }
}
