//! Runs the assembler alone, so that its memory can be measured from outside: layout takes more,
//! and in `gerar` both are one process. Deliberately not here: measuring, and making fragments (an
//! earlier `gerar` left them in the case's cache).
//!
//! `assembler leiaute CASO BASE` lays a case out; `assembler montar CASO BASE PDF` fills that base.

#![allow(clippy::disallowed_methods, reason = "an edge of its own: its words come from outside")]

use chrono::NaiveDate;
use juntada::app::APP;
use juntada::base::Sha256Digest;
use juntada::case::{Actor, Item, number};
use juntada::filing::{
    Content, Cover, DossierPlan, FilingProfile, FragmentSpot, PageContent, Preparation, Scope,
    Shows, plan, profile, scoped,
};
use juntada::import::jpeg::{JpegHeader, Orientation};
use juntada::import::reading::PageSize;
use juntada::render::assemble::{Claim, EvidenceSource, PieceProof, SlotContent, assemble};
use juntada::render::compose::{Composition, compose};
use juntada::render::fragment::{FragmentReader, PageKind};
use juntada::render::layout::{LayoutStamp, lay_out};
use juntada::store::{OpenCase, Stamp};
use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let paths: Vec<&Path> = words.iter().skip(1).map(Path::new).collect();
    match (words.first().and_then(|word| word.to_str()), paths.as_slice()) {
        (Some("leiaute"), [case, base]) => Job::of(case)?.lay_out(base),
        (Some("montar"), [case, base, out]) => Job::of(case)?.assemble(base, out),
        _ => Err("uso: assembler leiaute CASO BASE | montar CASO BASE PDF".into()),
    }
}

/// One case on its way to paper, without what parses foreign bytes.
struct Job {
    opened: OpenCase,
    profile: FilingProfile,
    scope: Scope,
    plan: DossierPlan,
    contents: Preparation,
    date: NaiveDate,
}

impl Job {
    fn of(root: &Path) -> Result<Self, Failure> {
        let mut chance = |bytes: &mut [u8]| bytes.fill(0);
        let mut stamp = Stamp {
            when: "2026-11-21T12:00:00-03:00".to_owned(),
            actor: Actor::Titular,
            app: APP,
            holder: "assembler".to_owned(),
            chance: &mut chance,
        };
        let opened = OpenCase::open_to_read(root, &mut stamp)?;
        let profile = profile("advogado", &[])?;
        let scope = scoped(opened.case(), &number(opened.case()), &profile, None, Shows::Copies);
        let mut contents = BTreeMap::new();
        for item in scope.case.items.values() {
            contents.insert(item.id, content(&opened, item)?);
        }
        let plan = plan(&scope, &contents);
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).ok_or("no such day")?;
        Ok(Self { opened, profile, scope, plan, contents, date })
    }

    fn lay_out(&self, base: &Path) -> Result<(), Failure> {
        let view = compose(&Composition {
            scope: &self.scope,
            plan: &self.plan,
            cover: Cover {
                profile: &self.profile,
                date: self.date,
                draft: false,
                complement: None,
            },
            seal: Sha256Digest::ZERO,
            log: self.opened.log(),
            zip_name: "caso.zip",
        });
        let ident = Sha256Digest::ZERO.to_string();
        let stamp = LayoutStamp { date: self.date, ident, creator: APP.to_owned() };
        Ok(fs::write(base, lay_out(&view, &stamp)?.pdf)?)
    }

    fn assemble(&self, base: &Path, out: &Path) -> Result<(), Failure> {
        let proof = PieceProof {
            seal_json: b"{}".to_vec(),
            exhibits: Vec::new(),
            stamp_utc: self.date.format("%Y%m%d120000").to_string(),
            pdfa: Claim::Drop,
            pdfua: Claim::Drop,
        };
        let mut to = BufWriter::new(File::create(out)?);
        assemble(&fs::read(base)?, &self.slots(), &Evidence(&self.opened), &proof, &mut to)?;
        Ok(to.flush()?)
    }

    fn slots(&self) -> BTreeMap<u32, SlotContent> {
        let mut slots = BTreeMap::new();
        for exhibit in &self.plan.exhibits {
            for page in &exhibit.pages {
                let PageContent::Slots(planned) = &page.content else { continue };
                for slot in planned {
                    let item = exhibit.items.iter().find(|item| item.id == slot.item);
                    let content = match (self.contents.get(&slot.item), item) {
                        (Some(Content::Jpeg { header, orientation }), Some(item)) => {
                            SlotContent::Jpeg {
                                digest: item.sha256,
                                size_bytes: item.size_bytes,
                                header: header.clone(),
                                orientation: *orientation,
                                proved: false,
                            }
                        }
                        (Some(Content::Pages(spots)), _) => {
                            let index = usize::try_from(slot.page).unwrap_or(0).saturating_sub(1);
                            let Some(Some(spot)) = spots.get(index) else { continue };
                            let (key, page) = (spot.key.clone(), spot.index);
                            SlotContent::FragmentPage { key, page, turn: Orientation::default() }
                        }
                        _ => continue,
                    };
                    slots.insert(slot.slot, content);
                }
            }
        }
        slots
    }
}

/// Returns what an item gives: its JPEG, or the pages that the cache holds.
fn content(opened: &OpenCase, item: &Item) -> Result<Content, Failure> {
    let path = opened.original_path(item.id).ok_or("an original is missing")?;
    if item.media_type == "image/jpeg" {
        let header = JpegHeader::read(&mut BufReader::new(File::open(path)?))?;
        let orientation = header.orientation;
        return Ok(Content::Jpeg { header, orientation });
    }
    let key = cached(opened.root(), item)?;
    let reader = FragmentReader::new(BufReader::new(File::open(&key)?))?;
    let key = key.to_string_lossy().into_owned();
    let pages = reader.header().pages.iter().enumerate().map(|(index, page)| {
        Some(FragmentSpot {
            key: key.clone(),
            index,
            size: PageSize { width_pt: page.width_pt, height_pt: page.height_pt },
            pdfa_safe: page.pdfa_safe,
            pdfua_safe: page.pdfua_safe,
            drawn: page.kind == PageKind::Image,
        })
    });
    Ok(Content::Pages(pages.collect()))
}

/// Returns where the cache holds all pages of an item.
fn cached(root: &Path, item: &Item) -> Result<PathBuf, Failure> {
    let folder = root.join(".juntada/cache").join(item.sha256.to_string());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none() {
            return Ok(path);
        }
    }
    Err("the cache lacks an item: run gerar first".into())
}

struct Evidence<'a>(&'a OpenCase);

impl EvidenceSource for Evidence<'_> {
    fn open_original(&self, digest: &Sha256Digest) -> io::Result<Box<dyn Read + '_>> {
        let mut items = self.0.case().items.values();
        let item = items.find(|item| item.sha256 == *digest).ok_or(io::ErrorKind::NotFound)?;
        let path = self.0.original_path(item.id).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }

    fn open_fragment(&self, key: &str) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(File::open(key)?))
    }
}
