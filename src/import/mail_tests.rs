//! Mails as companies and programs write them, and as spoofers do.
use super::*;

fn parsed(text: &str) -> (Reading, MailReading) {
    let reading = read_mail(text.replace('\n', "\r\n").as_bytes());
    let Some(Parsed::Mail(mail)) = reading.parsed.clone() else { panic!("{reading:?}") };
    (reading, mail)
}

#[test]
fn head_body_and_attachments_are_told() {
    let (reading, mail) = parsed(
        "Received: from a.example by b.example;\n\tMon, 5 Oct 2026 14:33:12 -0300\n\
         DKIM-Signature: v=1; a=rsa-sha256;\n b=abc\n\
         From: =?utf-8?Q?Operadora_X_Atendimento?= <sac@operadora.example>\n\
         To: \"Souza, Maria\" <maria@example.com>, jose@example.com\n\
         Cc: procon@example.org\nSubject: =?iso-8859-1?Q?Cobran=E7a?= contestada\n\
         Date: Mon, 5 Oct 2026 14:33:10 -0300\nMessage-ID: <1@operadora.example>\n\
         MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n\
         --x\nContent-Type: text/plain; charset=iso-8859-1\n\
         Content-Transfer-Encoding: quoted-printable\n\nSeu protocolo =E9 2026-77.\n\
         --x\nContent-Type: text/plain; charset=iso-8859-1; name=nota.txt\n\
         Content-Disposition: attachment; filename=nota.txt\n\
         Content-Transfer-Encoding: base64\n\n4mNvbg==\n\
         --x\nContent-Type: application/pdf\n\
         Content-Disposition: attachment; filename*=utf-8''fatura%20mar%C3%A7o.pdf\n\
         Content-Transfer-Encoding: base64\n\nJVBERi0=\n--x--\n",
    );
    assert_eq!(mail.subject.as_deref(), Some("Cobrança contestada"));
    assert_eq!(mail.from.as_deref(), Some("Operadora X Atendimento <sac@operadora.example>"));
    assert_eq!(mail.to, ["Souza, Maria <maria@example.com>", "jose@example.com"]);
    assert_eq!(mail.cc, ["procon@example.org"]);
    assert_eq!(mail.date.as_deref(), Some("2026-10-05T14:33:10-03:00"));
    assert_eq!(mail.message_id.as_deref(), Some("<1@operadora.example>"));
    assert_eq!(reading.text.as_deref(), Some("Seu protocolo é 2026-77."));
    assert_eq!(reading.showable, Showable::View);
    assert!(reading.notes.is_empty(), "{:?}", reading.notes);
    let told: Vec<_> =
        mail.attachments.iter().map(|a| (a.name.as_deref(), a.size_bytes, a.sha256)).collect();
    assert_eq!(
        told,
        [
            (Some("nota.txt"), 4, Sha256Digest::of(b"\xe2con")),
            (Some("fatura março.pdf"), 5, Sha256Digest::of(b"%PDF-")),
        ]
    );
    let names: Vec<&str> = mail.trace.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["Received", "DKIM-Signature"]);
    assert!(mail.trace[0].value.contains("\n\tMon, 5 Oct"), "{:?}", mail.trace[0]);
}

#[test]
fn attachments_come_out_as_they_were_told() {
    let text = "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\ncorpo\n\
                --x\nContent-Disposition: attachment; filename=a.bin\n\
                Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n\
                AAEC\n--x\nContent-Type: message/rfc822\n\nSubject: dentro\n\noi\n--x--\n";
    let (_, mail) = parsed(text);
    let bytes = attachment_bytes(text.replace('\n', "\r\n").as_bytes());
    let hashes: Vec<Sha256Digest> = bytes.iter().map(|b| Sha256Digest::of(b)).collect();
    assert_eq!(hashes, mail.attachments.iter().map(|a| a.sha256).collect::<Vec<_>>());
    assert_eq!(bytes[0], [0, 1, 2]);
    assert_eq!(mail.attachments[1].name.as_deref(), Some("dentro.eml"));
    assert_eq!(bytes[1], b"Subject: dentro\r\n\r\noi");
}

#[test]
fn repeated_senders_subjects_and_dates_are_all_told() {
    let (reading, mail) = parsed(
        "From: Banco <ok@banco.example>\nFrom: <outro@mal.example>\nSubject: um\nSubject: dois\n\
         Date: Mon, 5 Oct 2026 14:33:10 -0300\n\ntexto\n",
    );
    assert_eq!(mail.from.as_deref(), Some("Banco <ok@banco.example>"));
    let told: Vec<_> = mail.repeated.iter().map(|f| (f.name.as_str(), f.values.len())).collect();
    assert_eq!(told, [("From", 2), ("Subject", 2)]);
    assert_eq!(mail.repeated[0].values[1], "outro@mal.example");
    assert!(reading.has_note(NoteCode::RepeatedFields));
}

#[test]
fn a_date_without_an_offset_is_not_given_one() {
    for (field, expected) in [
        ("Mon, 5 Oct 2026 14:33:10", "2026-10-05T14:33:10"),
        ("Mon, 5 Oct 2026 14:33:10 -0000", "2026-10-05T14:33:10"),
        ("Mon, 5 Oct 2026 14:33:10 GMT", "2026-10-05T14:33:10+00:00"),
        ("Mon, 5 Oct 2026 14:33:10 -0300 (BRT)", "2026-10-05T14:33:10-03:00"),
    ] {
        let (reading, mail) = parsed(&format!("From: a@b.example\nDate: {field}\n\n.\n"));
        assert_eq!(mail.date.as_deref(), Some(expected), "{field}");
        let is_local = expected.len() == LOCAL_MOMENT_CHARS;
        assert_eq!(reading.has_note(NoteCode::MailDateWithoutZone), is_local, "{field}");
    }
    let (_, mail) = parsed("From: a@b.example\nDate: ontem\n\n.\n");
    assert_eq!(mail.date, None);
}

#[test]
fn html_alone_becomes_text_and_its_pictures_are_known_as_inline() {
    let (reading, mail) = parsed(
        "From: a@b.example\nContent-Type: multipart/related; boundary=x\n\n--x\n\
         Content-Type: text/html; charset=utf-8\n\n<p>Prezada <b>Maria</b></p><img src=\"cid:l@x\">\
         <img src=\"http://rastro.example/1.gif\"><script>x()</script>\n--x\n\
         Content-Type: image/png; name=logo.png\nContent-ID: <l@x>\n\
         Content-Transfer-Encoding: base64\n\niVBORw==\n--x--\n",
    );
    assert_eq!(reading.text.as_deref(), Some("Prezada Maria"));
    assert!(mail.attachments[0].inline);
    assert_eq!(mail.attachments[0].name.as_deref(), Some("logo.png"));
}

#[test]
fn deep_mails_end_and_say_so() {
    let mut deep = String::from("From: a@b.example\nSubject: fundo\n");
    for level in 0..20_000 {
        deep.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"));
    }
    let (reading, mail) = parsed(&deep);
    assert_eq!(mail.subject.as_deref(), Some("fundo"));
    assert!(reading.has_note(NoteCode::TooLarge));
    let nested = "Content-Type: message/rfc822\n\n".repeat(100_000);
    let (reading, _) = parsed(&format!("From: a@b.example\n{nested}"));
    assert!(reading.has_note(NoteCode::TooLarge));
    let within = "Content-Type: message/rfc822\n\n".repeat(MAX_NESTED);
    let (reading, mail) = parsed(&format!("From: a@b.example\n{within}Subject: x\n\noi\n"));
    assert!(!reading.has_note(NoteCode::TooLarge));
    assert_eq!(mail.attachments.len(), 1);
}

#[test]
fn bytes_that_are_no_mail_are_a_note() {
    for bytes in [&b""[..], b"\0\0\0", b"\n\n\n", b"nada"] {
        let reading = read_mail(bytes);
        assert!(reading.parsed.is_none() || reading.showable == Showable::View, "{bytes:?}");
    }
    assert!(read_mail(b"").has_note(NoteCode::Damaged));
}

proptest::proptest! {
    #[test]
    fn no_bytes_bring_it_down(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2000)) {
        read_mail(&bytes);
        let mut mail = b"From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n".to_vec();
        mail.extend(&bytes);
        read_mail(&mail);
    }
}
