//! The sample cases (casos de exemplo): gathered, filled in and exported like any other, from files
//! that are embedded in the program.

use crate::app::history::History;
use crate::app::{App, AppError, ExportOrder, Exported, GatherOrder};
use crate::base::Day;
use crate::case::{CustodyEvent, ExhibitKind};
use crate::store::{Gathering, OpenCase, Scratch, free_folder, is_case};
use chrono::NaiveDate;
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

static FIRST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/sample");
static FURTHER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/samples");

/// Name of the first sample's case folder.
const CASE_FOLDER: &str = "Caso de exemplo";
/// The samples by name; their place in the list, from 1, is their number.
const SAMPLES: [&str; 3] = ["fibra", "energia", "voo"];
/// What is told to whoever asks for another.
const CHOICES: &str = "fibra, energia ou voo; ou o número, de 1 a 3";

/// A sample: its name and its files.
struct Sample {
    name: &'static str,
    files: &'static Dir<'static>,
}

impl Sample {
    /// Returns the sample of a name or number.
    fn find(which: &str) -> Option<Self> {
        let named = which.trim().to_lowercase();
        let number: Option<usize> = named.parse().ok();
        let place = match number {
            Some(number) => number.checked_sub(1)?,
            None => SAMPLES.iter().position(|name| *name == named)?,
        };
        let name = *SAMPLES.get(place)?;
        let files = if place == 0 { &FIRST } else { FURTHER.get_dir(name)? };
        Some(Self { name, files })
    }

    fn folder(&self) -> String {
        if Some(&self.name) == SAMPLES.first() {
            CASE_FOLDER.to_owned()
        } else {
            format!("{CASE_FOLDER} - {}", self.name)
        }
    }

    fn text(&self, name: &str) -> &'static str {
        let file = self.files.get_file(self.files.path().join(name));
        file.and_then(|file| file.contents_utf8()).unwrap_or_default()
    }

    /// Writes the evidence into a folder, as it was received.
    fn unpack(&self, to: &Path) -> std::io::Result<()> {
        fs::create_dir_all(to.join(RECEIVED))?;
        let evidence = self.files.get_dir(self.files.path().join(RECEIVED));
        for file in evidence.into_iter().flat_map(Dir::files) {
            let name = file.path().file_name().unwrap_or_default();
            fs::write(to.join(RECEIVED).join(name), file.contents())?;
        }
        Ok(())
    }
}

/// Folder of a sample's evidence.
const RECEIVED: &str = "arquivos";

/// One exhibit of the sample, as `provas.json` lists it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleExhibit {
    #[serde(default)]
    files: Vec<String>,
    title: String,
    kind: ExhibitKind,
    #[serde(default)]
    date: Option<Day>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    only_paper: bool,
    #[serde(default, rename = "where")]
    place: Option<String>,
}

/// What is asked of the sample's document.
#[derive(Deserialize)]
struct Titled {
    title: String,
}

/// What making the sample gave: the case, and what exporting it gave.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "{ case: string } & Partial<Exported>"))]
pub struct SampleReport {
    /// The case folder.
    pub case: PathBuf,
    /// The exports; none when only the case was made.
    #[serde(flatten)]
    pub exported: Option<Exported>,
}

impl App {
    /// Makes the sample case in `out` and exports it under `profile`, where one is given.
    ///
    /// # Errors
    /// There is one in `out` already and it is to be exported, there is no such sample, or the disk
    /// refuses.
    pub fn sample(
        &mut self,
        which: &str,
        out: &Path,
        profile: Option<&str>,
        date: Option<NaiveDate>,
    ) -> Result<SampleReport, AppError> {
        let sample = Sample::find(which).ok_or_else(|| AppError::NotUnderstood {
            what: "o caso de exemplo",
            given: which.to_owned(),
            expected: CHOICES,
        })?;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| AppError::Write { path, source }
        };
        fs::create_dir_all(out).map_err(failed(out))?;
        if profile.is_none()
            && let Some(case) = self.untouched_sample(&sample, out)
        {
            return Ok(SampleReport { case, exported: None });
        }
        // Results stand beside a case of this very name; a case alone finds a free one.
        let case = match profile {
            Some(_) => out.join(sample.folder()),
            None => free_folder(out, &sample.folder()),
        };
        let scratch = Scratch::begin(out, "", &self.tag());
        let received = scratch.folder();
        sample.unpack(received).map_err(failed(received))?;
        let made = self.sample_case(&sample, &case, received);
        // The copies of the embedded files have done their work.
        let _ = fs::remove_dir_all(received);
        drop(scratch);
        made?;
        let order = profile.map(|profile| {
            let (profile, out) = (profile.to_owned(), out.to_owned());
            ExportOrder {
                profile,
                out,
                date,
                draft: false,
                since: None,
                originals: false,
                passphrase: None,
            }
        });
        let exported = order.map(|order| self.export(&case, &order)).transpose()?;
        Ok(SampleReport { case, exported })
    }

    /// Returns a case that was made here from the sample and that nobody changed since.
    fn untouched_sample(&mut self, sample: &Sample, out: &Path) -> Option<PathBuf> {
        let mut folders: Vec<PathBuf> =
            fs::read_dir(out).ok()?.flatten().map(|entry| entry.path()).collect();
        folders.retain(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(CASE_FOLDER) && is_case(folder)
        });
        folders.sort();
        folders.into_iter().find(|folder| self.is_untouched_sample(sample, folder))
    }

    /// Whether a case is the sample and no deed since could be taken back: what a person changes is
    /// kept as a step.
    fn is_untouched_sample(&mut self, sample: &Sample, folder: &Path) -> bool {
        let Ok(opened) = OpenCase::open_to_read(folder, &mut self.stamp()) else { return false };
        let of_sample = serde_json::from_str::<Titled>(sample.text("caso.json")).ok();
        let is_named_so = of_sample.is_some_and(|sample| sample.title == opened.case().title);
        let lines = opened.log().lines();
        let only_made = lines.iter().all(|line| {
            let made = [CustodyEvent::Created, CustodyEvent::Gathered, CustodyEvent::Derived];
            made.contains(&line.core.event) || line.core.event == CustodyEvent::Exported
        });
        is_named_so && only_made && History::of(&opened).labels().0.is_none()
    }

    fn sample_case(
        &mut self,
        sample: &Sample,
        case: &Path,
        received: &Path,
    ) -> Result<(), AppError> {
        let exhibits: Vec<SampleExhibit> = serde_json::from_str(sample.text("provas.json"))
            .map_err(|error| AppError::Request { detail: error.to_string() })?;
        self.create(case, None, None)?;
        for exhibit in exhibits {
            let gathering = Gathering {
                title: Some(exhibit.title.clone()),
                kind: Some(exhibit.kind),
                date: exhibit.date,
                note: exhibit.note,
                one_exhibit: true,
                into: None,
            };
            if exhibit.only_paper {
                let place = exhibit.place.unwrap_or_default();
                let title = exhibit.title;
                self.gather_paper(case, &super::PaperOrder { title, place, gathering })?;
            } else {
                let paths = exhibit.files.iter().map(|file| received.join(file)).collect();
                self.gather(
                    case,
                    &GatherOrder { paths, gathering, password: None, same_step: false },
                )?;
            }
        }
        self.fill(case, sample.text("caso.json"))?;
        // Whoever opens the sample did none of this.
        self.open(case)?.forget_steps();
        Ok(())
    }
}
