//! Time from outside: the request is one that an authority answers, and its answer travels with the
//! next package, named for what it is.

use crate::common::files::{jpeg, story, unpack};
use crate::common::tools::{self, is_there, page_texts};
use crate::common::{new_folder, put, run, sha256, word};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn new_case(folder: &Path) -> PathBuf {
    let at = |name: &str| folder.join(name);
    fs::write(at("caso.json"), story().to_string()).unwrap();
    fs::write(at("foto.jpg"), jpeg(3, 80, 60)).unwrap();
    run(&["novo", word(&at("caso")), "--de", word(&at("caso.json"))]).ends(0);
    run(&["juntar", word(&at("caso")), word(&at("foto.jpg"))]).ends(0);
    at("caso")
}

fn export(case: &Path, out: &Path) -> Value {
    let fixed = ["gerar", word(case), "--perfil", "advogado", "--saida", word(out)];
    run(&[&fixed[..], &["--data", "2026-11-22", "--json"]].concat()).json()
}

/// An authority of our own, made with openssl; it answers a request.
fn answer(folder: &Path, request: &Path) -> PathBuf {
    let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(folder.join("serie"), "01\n").unwrap();
    let config = format!(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n\
         [dn]\nCN=Autoridade de Teste\n\
         [ext]\nextendedKeyUsage=critical,timeStamping\nbasicConstraints=critical,CA:true\n\
         [tsa]\ndefault_tsa=one\n\
         [one]\nserial={}\nsigner_cert={}\nsigner_key={}\nsigner_digest=sha256\n\
         default_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nordering=no\ntsa_name=yes\n",
        at("serie"),
        at("tsa.pem"),
        at("tsa.key"),
    );
    fs::write(folder.join("tsa.cnf"), config).unwrap();
    let (cnf, key, cert, out) = (at("tsa.cnf"), at("tsa.key"), at("tsa.pem"), at("resposta.tsr"));
    let made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-config"];
    tools::run("openssl", &[&made[..], &[&cnf, "-keyout", &key, "-out", &cert]].concat(), &[0]);
    let query = word(request);
    tools::run(
        "openssl",
        &["ts", "-reply", "-config", &cnf, "-queryfile", query, "-out", &out],
        &[0],
    );
    PathBuf::from(out)
}

#[test]
fn an_authority_answers_our_request_and_the_answer_travels_in_the_next_package() {
    if !is_there("openssl") {
        eprintln!("not shown: openssl is not installed");
        return;
    }
    let folder = new_folder();
    let case = new_case(folder.path());
    let out = folder.path().join("saida");
    let told = run(&["selo", word(&case), "--pedido", word(&out), "--json"]);
    assert_eq!(told.ends(3).json()["error"]["code"], "nothing_sealed");
    let seal = export(&case, &out)["seal"].as_str().unwrap().to_owned();

    let told = run(&["selo", word(&case), "--pedido", word(&out), "--json"]).ends(0).json();
    assert_eq!(told["requests"][0]["seal"], seal.as_str());
    let request = PathBuf::from(told["requests"][0]["file"].as_str().unwrap());
    assert_eq!(request, out.join("selo.tsq"));
    let answer = answer(folder.path(), &request);
    // openssl agrees that the answer is over the seal.
    let (cert, answer_word) = (folder.path().join("tsa.pem"), word(&answer));
    let check = [
        "ts",
        "-verify",
        "-digest",
        &seal,
        "-in",
        answer_word,
        "-CAfile",
        word(&cert),
        "-partial_chain",
    ];
    tools::run("openssl", &check, &[0]);

    let strange = folder.path().join("outro.ots");
    let mark = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08";
    put(&strange, &[&mark[..], &[7; 32], &[0xF0]].concat());
    let kept = run(&["selo", word(&case), "--anexar", answer_word, word(&strange), "--json"]);
    let kept = kept.ends(0).json();
    let read = &kept["items"][0]["read"];
    assert_eq!((&read["format"], &read["what"]), (&"stamp".into(), &"time_stamp".into()));
    assert_eq!(
        (&read["about"], &read["by"]),
        (&seal.as_str().into(), &"Autoridade de Teste".into())
    );
    assert!(read["at"].as_str().unwrap().ends_with('Z'), "{read}");

    let second = export(&case, &folder.path().join("outra"));
    assert_eq!(second["exhibits"].as_array().unwrap().len(), 1, "an answer is no exhibit");
    let zip = PathBuf::from(second["zip"].as_str().unwrap());
    let files = unpack(&zip).unwrap();
    let carried =
        files.iter().find(|(path, _)| path.contains("data/selos/") && path.ends_with(".tsr"));
    assert_eq!(sha256(carried.unwrap().1), sha256(&fs::read(&answer).unwrap()));
    assert_eq!(run(&["conferir", word(&zip), "--json"]).ends(0).json()["verdict"], "intact");
    if is_there("pdftotext") {
        let text = page_texts(Path::new(second["dossier"][0].as_str().unwrap())).join("\n");
        // Words that were divided at a line's end are made whole.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("\u{ad} ", "");
        let says = format!("Sobre o código de conferência {} (pacote de 22/11/2026).", &seal[..12]);
        assert!(text.contains("em nome de Autoridade de Teste") && text.contains(&says), "{text}");
        assert!(text.contains("que não é de nenhum pacote deste caso"), "{text}");
    }
}

#[test]
fn a_signature_over_the_seal_is_read_for_whom_and_when() {
    if !is_there("openssl") {
        eprintln!("not shown: openssl is not installed");
        return;
    }
    let folder = new_folder();
    let case = new_case(folder.path());
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(at("selo.json"), "{}\n").unwrap();
    let (key, cert) = (at("a.key"), at("a.pem"));
    let subject = "/C=BR/O=ICP-Brasil/CN=MARIA DE TESTE:00000000191";
    let made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject];
    tools::run("openssl", &[&made[..], &["-keyout", &key, "-out", &cert]].concat(), &[0]);
    let (input, output) = (at("selo.json"), at("selo.json.p7s"));
    let sign = ["cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256", "-in", &input];
    tools::run(
        "openssl",
        &[&sign[..], &["-signer", &cert, "-inkey", &key, "-out", &output]].concat(),
        &[0],
    );
    let kept = run(&["selo", word(&case), "--anexar", &output, "--json"]).ends(0).json();
    let read = &kept["items"][0]["read"];
    assert_eq!(read["what"], "signature", "{kept}");
    assert_eq!(read["about"], sha256(b"{}\n").as_str());
    assert_eq!(read["by"], "MARIA DE TESTE:00000000191");
}
