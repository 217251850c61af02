//! The tag files of a package: manifests, the bag's description, and how to check all of it without
//! the program, on any of the three systems.

use crate::base::Sha256Digest;
use crate::base::bagit::{BAGIT_TXT, BagInfo, Manifest};
use uuid::Uuid;

/// Name of the page that tells how to check.
pub const HOW_TO_CHECK: &str = "COMO-CONFERIR.txt";

/// Returns the tag files of a package, but for those that `tags` brings: bag declaration,
/// description and both manifests. `payload` is path, hash and size of everything under `data/`.
pub fn tag_files(
    case_id: Uuid,
    date: &str,
    payload: &[(String, Sha256Digest, u64)],
    tags: &[(String, Vec<u8>)],
) -> Vec<(String, Vec<u8>)> {
    let mut manifest = Manifest::new();
    let mut octets = 0u64;
    for (path, sha256, size_bytes) in payload {
        manifest.insert(path.clone(), *sha256);
        octets = octets.saturating_add(*size_bytes);
    }
    let mut info = BagInfo::new();
    info.push("Bag-Software-Agent", "Juntada");
    info.push("Bagging-Date", date);
    info.push("External-Identifier", &format!("urn:uuid:{case_id}"));
    info.push("Payload-Oxum", &format!("{octets}.{}", payload.len()));
    let mut files = vec![
        ("bag-info.txt".to_owned(), info.to_text().into_bytes()),
        ("bagit.txt".to_owned(), BAGIT_TXT.as_bytes().to_vec()),
        ("manifest-sha256.txt".to_owned(), manifest.to_text().into_bytes()),
    ];
    let mut tag_manifest = Manifest::new();
    for (path, bytes) in files.iter().chain(tags) {
        tag_manifest.insert(path.clone(), Sha256Digest::of(bytes));
    }
    files.push(("tagmanifest-sha256.txt".to_owned(), tag_manifest.to_text().into_bytes()));
    files
}

/// Returns the text of `COMO-CONFERIR.txt`.
pub fn how_to_check(seal: Sha256Digest, dossier: &str) -> String {
    format!(
        "COMO CONFERIR ESTE PACOTE, SEM INSTALAR NADA\r\n\r\n\
         Extraia o ZIP inteiro numa pasta e abra nela um terminal.\r\n\r\n\
         1. O código de conferência\r\n\
         É o SHA-256 do arquivo selo.json. Deve ser igual ao que está na capa do dossiê:\r\n\
         {seal}\r\n\r\n\
         Windows (PowerShell):  Get-FileHash selo.json\r\n\
         Windows (Prompt):      certutil -hashfile selo.json SHA256\r\n\
         macOS:                 shasum -a 256 selo.json\r\n\
         Linux:                 sha256sum selo.json\r\n\r\n\
         2. Todos os arquivos de uma vez\r\n\
         macOS:                 shasum -a 256 -c manifest-sha256.txt\r\n\
         Linux:                 sha256sum -c manifest-sha256.txt\r\n\
         Windows (PowerShell):\r\n\
         Get-Content manifest-sha256.txt -Encoding UTF8 | ForEach-Object {{ $h, $f = $_ -split '  ', 2; \
if ((Get-FileHash -LiteralPath $f).Hash -eq $h) {{ \"OK  $f\" }} else {{ \"DIFERENTE  $f\" }} }}\r\n\r\n\
         3. Um arquivo só\r\n\
         Windows (PowerShell):  Get-FileHash \"data\\{dossier}\"\r\n\
         Windows (Prompt):      certutil -hashfile \"data\\{dossier}\" SHA256\r\n\
         Compare o resultado com a linha do arquivo em manifest-sha256.txt.\r\n\r\n\
         4. O que cada arquivo é\r\n\
         data            o dossiê; em data/originais, as provas como chegaram; em data/midia, áudio e vídeo;\r\n\
         em data/derivados, cópias sem a senha das provas trancadas; em data/enviar, o que se envia um a um\r\n\
         selo.json       o que este pacote promete: as provas, com seus códigos de integridade\r\n\
         caso.json       os dados do caso que o dossiê mostra\r\n\
         custodia.jsonl  o registro do que foi feito, cada linha ligada à anterior pelo SHA-256\r\n\
         O pacote segue o padrão BagIt 1.0 (RFC 8493).\r\n\r\n\
         O que isto mostra: que os arquivos são os mesmos de quando foram guardados.\r\n\
         O que não mostra: quem escreveu cada documento, nem que o conteúdo é verdadeiro.\r\n"
    )
}
