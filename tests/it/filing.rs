//! What a specialist would expect for seven disputes: checklist, steps, deadlines and values, as
//! snapshots that people read; the calendar file as two foreign programs read it; and profiles of
//! the user's own.

use super::common::{PROGRAM, new_folder, program_in, run_on, word};
use juntada::store::Disk;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first day of all tests; see [`run_on`].
const FIRST_DAY: &str = "2026-11-10";

struct Scenario {
    name: String,
    days: i64,
    profiles: Vec<String>,
    papers: Vec<[Option<String>; 3]>,
    case: Value,
}

fn scenarios() -> Vec<Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            let today: chrono::NaiveDate = value["today"].as_str().unwrap().parse().unwrap();
            let first: chrono::NaiveDate = FIRST_DAY.parse().unwrap();
            Scenario {
                name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                days: (today - first).num_days(),
                profiles: serde_json::from_value(value["profiles"].clone()).unwrap(),
                papers: serde_json::from_value(value["papers"].clone()).unwrap(),
                case: value["case"].clone(),
            }
        })
        .collect()
}

/// Makes the case of a scenario in a folder.
fn make(scenario: &Scenario, folder: &Path) -> PathBuf {
    let case = folder.join("caso");
    let document = folder.join("caso.json");
    fs::write(&document, scenario.case.to_string()).unwrap();
    let run = |words: &[&str]| run_on(Disk::new, scenario.days, words);
    run(&["novo", word(&case)]).ends(0);
    for [kind, title, date] in &scenario.papers {
        let (kind, title) = (kind.as_deref().unwrap(), title.as_deref().unwrap());
        let mut words =
            vec!["juntar", word(&case), "--so-papel", "--onde", "pasta azul", "--titulo", title];
        words.extend(["--tipo", kind]);
        words.extend(date.as_deref().iter().flat_map(|date| ["--data", date]));
        run(&words).ends(0);
    }
    run(&["preencher", word(&case), word(&document)]);
    case
}

/// Returns what is made for a destination, one package a line: for whom, and which papers.
fn packages(scenario: &Scenario, case: &Path, folder: &Path, profile: &str) -> String {
    let out = folder.join(profile);
    let words = ["gerar", word(case), "--perfil", profile, "--saida", word(&out), "--rascunho"];
    let made = run_on(Disk::new, scenario.days, &[&words[..], &["--json"]].concat()).json();
    let mut lines = format!("\nPapéis para {profile}\n");
    for package in made["packages"].as_array().unwrap() {
        let papers = package["papers"].as_array().unwrap().iter();
        let kinds: Vec<String> = papers
            .map(|path| {
                let name = Path::new(path.as_str().unwrap()).file_stem().unwrap().to_string_lossy();
                name.rsplit(" - ").next().unwrap().to_owned()
            })
            .collect();
        let whom = package["respondent"].as_str().unwrap_or("todas as empresas");
        lines.push_str(&format!("  {whom}: dossiê, ZIP, {}\n", kinds.join(", ")));
    }
    lines
}

#[test]
fn a_specialist_would_say_this_of_the_seven_disputes() {
    let all = scenarios();
    assert_eq!(all.len(), 7);
    for scenario in all {
        let folder = new_folder();
        let case = make(&scenario, folder.path());
        let mut told = String::new();
        for profile in &scenario.profiles {
            let words = ["falta", word(&case), "--perfil", profile];
            told.push_str(&run_on(Disk::new, scenario.days, &words).out);
            told.push('\n');
        }
        told.push_str(&run_on(Disk::new, scenario.days, &["prazos", word(&case)]).ends(0).out);
        for profile in &scenario.profiles {
            told.push_str(&packages(&scenario, &case, folder.path(), profile));
        }
        insta::assert_snapshot!(scenario.name.clone(), told);
    }
}

/// Reads a calendar file with a foreign program, one event a line: id, day, title.
fn read_calendar(script: &str, path: &Path) -> Option<Vec<String>> {
    let output = Command::new("python3").args(["-c", script, word(path)]).output().ok()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("ModuleNotFoundError"), "{said}");
        return None;
    }
    let mut lines: Vec<String> =
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    lines.sort();
    Some(lines)
}

const ICALENDAR: &str = "
import sys, icalendar
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
for event in calendar.walk('VEVENT'):
    print(event['UID'], event.decoded('DTSTART').isoformat(), event['SUMMARY'])
";

const VOBJECT: &str = "
import sys, vobject
calendar = vobject.readOne(open(sys.argv[1], encoding='utf-8', newline='').read())
for event in calendar.vevent_list:
    print(event.uid.value, event.dtstart.value.isoformat(), event.summary.value)
";

#[test]
fn foreign_calendars_read_the_deadlines_as_whole_days_with_lasting_ids() {
    let scenario = scenarios().remove(0);
    let folder = new_folder();
    let case = make(&scenario, folder.path());
    let path = folder.path().join("prazos.ics");
    let write = |days: i64| {
        let words = ["prazos", word(&case), "--ics", word(&path)];
        run_on(Disk::new, scenario.days + days, &words).ends(0);
    };
    write(0);
    let (Some(one), Some(two)) = (read_calendar(ICALENDAR, &path), read_calendar(VOBJECT, &path))
    else {
        println!("skipped: the Python modules icalendar and vobject are not installed");
        return;
    };
    assert_eq!(one, two);
    assert!(one.iter().any(|event| event.contains("2026-05-13 Faça até hoje: Pedir a gravação")));
    write(1);
    let again = read_calendar(ICALENDAR, &path).unwrap();
    assert!(one.iter().all(|event| again.contains(event)), "{one:?} {again:?}");
}

#[test]
fn the_users_own_wage_counts_and_a_mistake_in_it_is_named_with_its_line() {
    let scenario = scenarios().remove(0);
    let folder = new_folder();
    let case = make(&scenario, folder.path());
    let own = folder.path().join("perfis");
    fs::create_dir(&own).unwrap();
    let table = own.join("salario-minimo.toml");
    let wage = |line: &str| {
        let rest = "source = \"decreto\"\nconfidence = \"confirmed\"\n";
        fs::write(&table, format!("[[wage]]\nfrom = \"2026-02-01\"\n{line}\n{rest}")).unwrap();
        let mut program = Command::new(PROGRAM);
        program.env("JUNTADA_PERFIS", &own).args(["prazos", word(&case), "--json"]);
        program_in(&mut program, "")
    };
    assert_eq!(
        wage("reais = 2000").ends(0).json()["values"]["limits"]["without_lawyer"],
        4_000_000
    );
    let told = wage("valor = 2000").ends(3).json();
    assert_eq!(told["error"]["code"], "own_file_wrong");
    let (what, why) = (told["error"]["what"].to_string(), told["error"]["why"].to_string());
    assert!(what.contains("salario-minimo.toml"), "{told}");
    assert!(why.contains("line 3") && why.contains("reais"), "{told}");
}

#[test]
fn a_calendar_is_never_written_into_the_case() {
    let scenario = scenarios().remove(0);
    let folder = new_folder();
    let case = make(&scenario, folder.path());
    let inside = case.join("data/prazos.ics");
    run_on(Disk::new, 0, &["prazos", word(&case), "--ics", word(&inside)]).ends(3);
    assert!(!inside.exists());
}

#[test]
fn a_delivery_sets_the_companys_term_going_and_is_in_the_log() {
    let scenario = scenarios().remove(0);
    let folder = new_folder();
    let case = make(&scenario, folder.path());
    let run = |words: &[&str]| run_on(Disk::new, scenario.days, words);
    let words = ["entregar", word(&case), "--perfil", "procon-df", "--quando", "04/05/2026"];
    run(&[&words[..], &["--numero", "FA 35.001", "--onde", "Taguatinga"]].concat()).ends(0);
    let shown: Value = serde_json::from_str(&run(&["mostrar", word(&case), "--json"]).out).unwrap();
    let delivery = &shown["filing"]["deliveries"][0];
    assert_eq!((&delivery["id"], &delivery["number"]), (&"d1".into(), &"FA 35.001".into()));
    // 20 days from 4 May are Sunday, 24 May: the next business day.
    assert_eq!(delivery["answer_due"], "2026-05-25");
    assert_eq!(delivery["exhibits"].as_array().unwrap().len(), scenario.papers.len());
    let log = fs::read_to_string(case.join("custodia.jsonl")).unwrap();
    assert!(log.lines().last().unwrap().contains("\"delivered\""), "{log}");
    run(&["conferir", word(&case)]).ends(0);
}
