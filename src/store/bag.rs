//! The tag files that make a case folder a BagIt 1.0 bag. All of them follow from the custody log
//! alone, never from what lies on the disk: so a changed original, or a changed manifest, stays
//! visible after every later write.

use crate::base::bagit::{BAGIT_TXT, Manifest};
use crate::base::{Sha256Digest, Sha256Stream};
use crate::case::{
    ContinuedDetail, CustodyEvent, CustodyLog, DerivedDetail, GatheredDetail, ItemId, Recipe,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Folder of the originals, relative to the case.
pub const ORIGINALS: &str = "data/originais";
/// Folder of what was made of originals and cannot be made again without the user, relative to the
/// case: copies of locked files without their password, and copies with bars or marks.
pub const DERIVED: &str = "data/derivados";
/// The custody log.
pub const CUSTODY: &str = "custodia.jsonl";
/// The payload manifest.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The tag manifest.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// The bag's description.
pub const BAG_INFO: &str = "bag-info.txt";
/// The bag's declaration.
pub const BAGIT: &str = "bagit.txt";
/// What this folder is, for people.
pub const README: &str = "LEIA-ME.txt";
/// The database.
pub const DATABASE: &str = "caso.db";
/// Its backup.
pub const DATABASE_BACKUP: &str = "caso.backup.db";
/// Folder of lock, arrivals and cache: may be deleted when the program is closed.
pub const WORKSHOP: &str = ".juntada";
/// Files on their way in, under the workshop.
pub const ARRIVALS: &str = ".juntada/entrada";
/// What was computed and may be computed again, under the workshop.
pub const CACHE: &str = ".juntada/cache";
/// What can be taken back, under the workshop.
pub const STEPS: &str = ".juntada/desfazer.jsonl";
/// The index of words, under the workshop.
pub const INDEX: &str = ".juntada/busca.db";
/// Which folder is watched for new files, under the workshop.
pub const WATCHED: &str = ".juntada/vigiada.json";
/// The lock, under the workshop.
pub const LOCK: &str = ".juntada/trava";

/// What the detail of the `created` line says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Deserialize)]
pub struct CreatedDetail {
    /// Identity of the case.
    pub case_id: uuid::Uuid,
    /// Hash of `LEIA-ME.txt` as it was written.
    pub readme_sha256: Sha256Digest,
}

/// One original as the log knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Name under `data/originais/`.
    pub stored_as: String,
    /// Hash.
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
}

/// Returns the originals that the folder must hold after the first `count` lines of the log.
pub fn originals(log: &CustodyLog, count: u64) -> BTreeMap<ItemId, Original> {
    let mut originals = BTreeMap::new();
    let lines = log.lines().iter().take(usize::try_from(count).unwrap_or(usize::MAX));
    for line in lines {
        let Some(item) = line.core.item else { continue };
        match line.core.event {
            CustodyEvent::Gathered => {
                if let (Some(detail), Some(sha256), Some(size_bytes)) =
                    (line.detail_as::<GatheredDetail>(), line.core.sha256, line.core.size_bytes)
                {
                    let original = Original { stored_as: detail.stored_as, sha256, size_bytes };
                    originals.insert(item, original);
                }
            }
            CustodyEvent::Emptied => {
                originals.remove(&item);
            }
            _ => {}
        }
    }
    originals
}

/// One derivative as the log knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivative {
    /// The item of its original.
    pub item: ItemId,
    /// Name under `data/derivados/`.
    pub stored_as: String,
    /// Hash.
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Hash of the file that it was made of.
    pub source_sha256: Sha256Digest,
    /// How it was made.
    pub recipe: Recipe,
}

/// Returns the derivatives that the folder must hold after the first `count` lines of the log, in the
/// order they were made.
pub fn derivatives(log: &CustodyLog, count: u64) -> Vec<Derivative> {
    let mut derivatives: Vec<Derivative> = Vec::new();
    let lines = log.lines().iter().take(usize::try_from(count).unwrap_or(usize::MAX));
    for line in lines {
        let Some(item) = line.core.item else { continue };
        match line.core.event {
            CustodyEvent::Derived => {
                if let (Some(detail), Some(sha256), Some(size_bytes)) =
                    (line.detail_as::<DerivedDetail>(), line.core.sha256, line.core.size_bytes)
                {
                    let DerivedDetail { stored_as, source_sha256, recipe, .. } = detail;
                    derivatives.push(Derivative {
                        item,
                        stored_as,
                        sha256,
                        size_bytes,
                        source_sha256,
                        recipe,
                    });
                }
            }
            CustodyEvent::Emptied => derivatives.retain(|derivative| derivative.item != item),
            _ => {}
        }
    }
    derivatives
}

/// A file below `data/` as the log knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadFile {
    /// The item that it is, or was made of.
    pub item: ItemId,
    /// Hash.
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
}

/// Returns every file that the folder must hold below `data/` after the first `count` lines of the
/// log, by its path relative to the case.
pub fn payload(log: &CustodyLog, count: u64) -> BTreeMap<String, PayloadFile> {
    let originals = originals(log, count).into_iter().map(|(item, original)| {
        let Original { stored_as, sha256, size_bytes } = original;
        (format!("{ORIGINALS}/{stored_as}"), PayloadFile { item, sha256, size_bytes })
    });
    let derivatives = derivatives(log, count).into_iter().map(|derivative| {
        let Derivative { item, stored_as, sha256, size_bytes, .. } = derivative;
        (format!("{DERIVED}/{stored_as}"), PayloadFile { item, sha256, size_bytes })
    });
    originals.chain(derivatives).collect()
}

/// The tag files of one state of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagFiles {
    /// `bag-info.txt`.
    pub bag_info: String,
    /// `manifest-sha256.txt`.
    pub manifest: String,
    /// `tagmanifest-sha256.txt`.
    pub tag_manifest: String,
}

/// Returns the tag files after the first `count` lines of the log.
pub fn tag_files(log: &CustodyLog, count: u64) -> TagFiles {
    let payload = payload(log, count);
    let mut manifest = Manifest::new();
    let mut octets = 0u64;
    for (path, file) in &payload {
        manifest.insert(path.clone(), file.sha256);
        octets = octets.saturating_add(file.size_bytes);
    }
    let created = log.lines().first();
    let detail = created.and_then(|line| line.detail_as::<CreatedDetail>());
    let case_id = detail.as_ref().map(|d| d.case_id).unwrap_or_default();
    let date: String =
        created.map(|line| line.core.when.chars().take(10).collect()).unwrap_or_default();
    let bag_info = format!(
        "Bag-Software-Agent: Juntada\nBagging-Date: {date}\nExternal-Identifier: urn:uuid:{case_id}\n\
         Payload-Oxum: {octets}.{}\n",
        payload.len()
    );
    let manifest = manifest.to_text();
    let mut log_hash = Sha256Stream::new();
    for line in log.lines().iter().take(usize::try_from(count).unwrap_or(usize::MAX)) {
        log_hash.update(line.to_text().as_bytes());
    }
    let mut tags = Manifest::new();
    tags.insert(BAG_INFO.to_owned(), Sha256Digest::of(bag_info.as_bytes()));
    tags.insert(BAGIT.to_owned(), Sha256Digest::of(BAGIT_TXT.as_bytes()));
    tags.insert(CUSTODY.to_owned(), log_hash.finish());
    tags.insert(MANIFEST.to_owned(), Sha256Digest::of(manifest.as_bytes()));
    let created = detail.map_or(Sha256Digest::ZERO, |detail| detail.readme_sha256);
    tags.insert(README.to_owned(), continued_readme(log, count).unwrap_or(created));
    TagFiles { bag_info, manifest, tag_manifest: tags.to_text() }
}

/// Returns the hash of `LEIA-ME.txt` that whoever continued the case wrote last.
fn continued_readme(log: &CustodyLog, count: u64) -> Option<Sha256Digest> {
    let lines = log.lines().iter().rev().filter(|line| line.core.seq <= count);
    let mut continued = lines.filter(|line| line.core.event == CustodyEvent::Continued);
    continued.next()?.detail_as::<ContinuedDetail>().map(|detail| detail.readme_sha256)
}

/// How the tag files on the disk stand to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagState {
    /// They are those of the whole log.
    Current,
    /// Each is that of some earlier whole-line state: a write of ours was cut short.
    Earlier,
    /// These are not ours: somebody changed or removed them.
    Foreign(Vec<&'static str>),
}

/// Returns how the tag files in `root` stand to the log. They are written in one order, the tag
/// manifest last: so behind the log they can only be all of one earlier state, or of that state
/// and the current one. A state before `oldest` lines is not ours any more: a later one was written
/// since.
pub fn tag_state(root: &Path, log: &CustodyLog, oldest: u64) -> TagState {
    let on_disk = |name: &str| fs::read_to_string(root.join(name)).ok();
    let current = tag_files(log, log.count());
    let tag_manifest = on_disk(TAG_MANIFEST);
    let is_current = tag_manifest.as_ref() == Some(&current.tag_manifest);
    let earlier = match &tag_manifest {
        Some(text) if !is_current => earlier_state(log, oldest, text),
        _ => None,
    };
    let mut foreign = Vec::new();
    if fs::read(root.join(BAGIT)).ok().as_deref() != Some(BAGIT_TXT.as_bytes()) {
        foreign.push(BAGIT);
    }
    if !is_current && earlier.is_none() {
        foreign.push(TAG_MANIFEST);
    }
    let then = earlier.as_ref();
    for (name, now, then) in [
        (BAG_INFO, &current.bag_info, then.map(|state| &state.bag_info)),
        (MANIFEST, &current.manifest, then.map(|state| &state.manifest)),
    ] {
        let text = on_disk(name);
        if text.as_ref() != Some(now) && (text.is_none() || text.as_ref() != then) {
            foreign.push(name);
        }
    }
    match (foreign.is_empty(), is_current) {
        (true, true) => TagState::Current,
        (true, false) => TagState::Earlier,
        (false, _) => TagState::Foreign(foreign),
    }
}

/// Returns the tag files of the earlier whole-line state that has this tag manifest.
fn earlier_state(log: &CustodyLog, oldest: u64, tag_manifest: &str) -> Option<TagFiles> {
    let mut hash = Sha256Stream::new();
    for line in log.lines() {
        hash.update(line.to_text().as_bytes());
        if line.core.seq >= oldest && tag_manifest.contains(&hash.clone().finish().to_string()) {
            let state = tag_files(log, line.core.seq);
            return (state.tag_manifest == tag_manifest).then_some(state);
        }
    }
    None
}

/// Returns the text of `LEIA-ME.txt`.
pub fn readme(title: &str) -> String {
    format!(
        "{title}\n\n\
         Esta pasta é um caso do programa Juntada: provas de um consumidor, guardadas como chegaram.\n\n\
         O QUE HÁ AQUI\n\
         data/originais   as provas, byte por byte como chegaram; não altere nem renomeie\n\
         data/derivados   cópias sem senha, com tarja, com destaque ou sem o lugar, quando há\n\
         custodia.jsonl   o registro do que foi feito, linha por linha, cada uma ligada à anterior\n\
         manifest-sha256.txt e tagmanifest-sha256.txt   os códigos de integridade (SHA-256)\n\
         caso.db   títulos, contatos, fatos e pedidos que a pessoa escreveu\n\
         .juntada   arquivos de trabalho do programa\n\n\
         COMO CONFERIR SEM O PROGRAMA\n\
         Linux:    sha256sum -c manifest-sha256.txt\n\
         macOS:    shasum -a 256 -c manifest-sha256.txt\n\
         Windows:  no PowerShell, Get-FileHash data\\originais\\* e compare com o manifesto\n\
         A pasta segue o padrão BagIt 1.0 (RFC 8493); qualquer programa que o conheça a confere.\n\n\
         Um código igual mostra que o arquivo não mudou desde que foi guardado. Não mostra quem o\n\
         escreveu, nem quando.\n"
    )
}
