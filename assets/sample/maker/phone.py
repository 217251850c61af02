"""What comes out of the consumer's phone and inbox as files: the e-mail that confirms the visit, with its
attachments; the conversation with the technicians, exported with its media; and the invoice of the
cable for the speed test, as XML.
"""

import io
import math
import random
import struct
import subprocess
import tempfile
import wave
import zipfile
from base64 import encodebytes
from email.header import Header
from pathlib import Path
from quopri import encodestring

from PIL import Image, ImageOps

from . import story
from .codes import cnpj_pretty
from .pdfkit import GREY, INK, PALE, RULE, W, Paper

BOUNDARY = "=_aurora_20260306_5540218"
CHAT = "Conversa do WhatsApp com Aurora Fibra Visitas"
PHOTO, VOICE = "IMG-20260309-WA0003.jpg", "PTT-20260309-WA0004.opus"
RATE = 16000


def visit_paper() -> bytes:
    """Returns the confirmation of the visit, a PDF of one page."""
    a, left, right = story.AURORA, 56, W - 56
    p = Paper("Agendamento de visita técnica", a["name"], "2026-03-06T19:20", "Aurora Campo")
    p.text(left, 72, a["trade"], "NB", 20, INK)
    p.text(right, 72, "Agendamento de visita técnica", "LB", 13, INK, "right")
    p.rule(left, 88, right, INK, 1.4)
    rows = [("Ordem de serviço", story.ORDER), ("Protocolo", story.SAC2), ("Cliente", f"{story.HELENA['name']} ({story.CUSTOMER})"),
            ("Endereço", story.address(story.HELENA)), ("Motivo", "Internet instável, luz LOS vermelha"),
            ("Data", "09/03/2026, segunda-feira"), ("Período", "entre 8h e 12h"), ("Custo da visita", "sem custo")]
    p.box(left, 112, right - left, 26 * len(rows) + 16, PALE, RULE, 6)
    y = 138
    for label, value in rows:
        p.text(left + 16, y, label, "L", 10.5, GREY)
        p.text(left + 150, y, value, "LB", 10.5)
        y += 26
    p.para(left, y + 34, right - left,
           "É preciso que uma pessoa maior de 18 anos esteja no local. Se ninguém atender, a visita é cancelada e pode ser marcada de novo pelo SAC.\n"
           f"{a['name']}  ·  CNPJ {cnpj_pretty(a['cnpj'])}  ·  SAC {a['sac']}", "L", 9.5, 14.5, GREY)
    p.page()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "agendamento.pdf"
        p.save(made)
        return made.read_bytes()


CALENDAR = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Aurora Fibra//Campo//PT
BEGIN:VEVENT
UID:os-{story.ORDER}@aurorafibra.example
DTSTAMP:20260306T222000Z
DTSTART:20260309T110000Z
DTEND:20260309T150000Z
SUMMARY:Visita técnica Aurora Fibra (OS {story.ORDER})
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")

BODY = f"""Olá, {story.HELENA['name'].split()[0]}.

Sua visita técnica está marcada.

Ordem de serviço: {story.ORDER}
Protocolo: {story.SAC2}
Dia: segunda-feira, 09/03/2026, entre 8h e 12h

O técnico vai verificar a luz LOS vermelha do modem e a instabilidade da
internet. A visita não tem custo.

Sobre a devolução de R$ 59,90 e a nova fatura de março, o setor financeiro
responde em até 5 dias, até 11/03/2026, neste mesmo protocolo.

Aurora Fibra
SAC {story.AURORA['sac']}
"""


def mail(path: Path) -> None:
    """Writes the e-mail as the mail program saves it."""
    def lines(text: str) -> str:
        return text.replace("\n", "\r\n")

    def attached(kind: str, name: str, content: bytes) -> str:
        return lines(f"--{BOUNDARY}\nContent-Type: {kind}; name=\"{name}\"\nContent-Disposition: attachment; filename=\"{name}\"\n"
                     f"Content-Transfer-Encoding: base64\n\n{encodebytes(content).decode()}")

    subject = Header(f"Visita técnica agendada para 09/03 – protocolo {story.SAC2}", "utf-8").encode(linesep="\n")
    head = (f"Return-Path: <agenda@aurorafibra.example>\n"
            f"Received: from envio2.aurorafibra.example (envio2.aurorafibra.example [192.0.2.25])\n"
            f"\tby mx.correio.example with ESMTPS id a7Qk2 for <{story.HELENA['email']}>;\n\tFri, 06 Mar 2026 19:20:44 -0300\n"
            f"DKIM-Signature: v=1; a=rsa-sha256; d=aurorafibra.example; s=mail26;\n\th=from:to:subject:date; bh=ZXhlbXBsbyBpbnZlbnRhZG8=; b=YXNzaW5hdHVyYSBkZSBleGVtcGxv\n"
            f"From: Aurora Fibra <agenda@aurorafibra.example>\nTo: Helena Duarte Prado <{story.HELENA['email']}>\n"
            f"Subject: {subject}\nDate: Fri, 06 Mar 2026 19:20:41 -0300\nMessage-ID: <os{story.ORDER}.20260306@aurorafibra.example>\n"
            f"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\n\n"
            f"--{BOUNDARY}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n")
    parts = [lines(head + encodestring(BODY.encode()).decode() + "\n"), attached("application/pdf", f"agendamento-{story.ORDER}.pdf", visit_paper()),
             attached("text/calendar", "visita-tecnica.ics", CALENDAR.encode()), f"--{BOUNDARY}--\r\n"]
    path.write_bytes("".join(parts).encode("ascii"))


CONVERSATION = f"""09/03/2026 07:58 - As mensagens e as ligações são protegidas com a criptografia de ponta a ponta. Toque para saber mais.
09/03/2026 07:58 - Aurora Fibra Visitas: Bom dia, Helena! 😊 Aqui é a equipe de visitas da Aurora Fibra.
Sua visita é hoje, entre 8h e 12h. Ordem de serviço {story.ORDER}.
09/03/2026 08:06 - Helena Prado: Bom dia. Estou em casa, pode vir 👍
09/03/2026 08:07 - Helena Prado: {PHOTO} (arquivo anexado)
A luz continua vermelha desde quinta-feira
09/03/2026 08:09 - Helena Prado: {VOICE} (arquivo anexado)
09/03/2026 09:41 - Aurora Fibra Visitas: O técnico chegou ao prédio.
09/03/2026 10:38 - Aurora Fibra Visitas: <Mídia oculta>
09/03/2026 10:39 - Aurora Fibra Visitas: Era o conector da caixa externa. Já foi trocado, sem custo. A internet voltou?
09/03/2026 10:52 - Helena Prado: Voltou, obrigada. E os R$ 59,90 de fevereiro e a fatura certa de março, que prometeram no protocolo {story.CHAT1}?
09/03/2026 10:58 - Aurora Fibra Visitas: Mensagem apagada
09/03/2026 11:03 - Aurora Fibra Visitas: Isso é com o financeiro, senhora. No protocolo {story.SAC2} consta resposta até 11/03 <Mensagem editada>
09/03/2026 11:04 - Helena Prado: Vou aguardar até lá.
12/03/2026 09:15 - Helena Prado: Bom dia. O prazo passou e ninguém respondeu.
12/03/2026 17:20 - Aurora Fibra Visitas: Este número é só para visitas técnicas. Fale com o SAC, no {story.AURORA['sac']}.
"""


def voice() -> bytes:
    """Returns three seconds of a murmur, as a voice message: no words."""
    rng, samples, low = random.Random(20260309), bytearray(), 0.0
    for i in range(RATE * 3):
        t = i / RATE
        breath = max(0.0, math.sin(2 * math.pi * 1.9 * t)) * max(0.0, math.sin(2 * math.pi * 0.33 * t + 0.2))
        low += (rng.uniform(-1, 1) - low) * 0.3
        v = breath * (0.35 * math.sin(2 * math.pi * 196 * t) + 0.15 * math.sin(2 * math.pi * 392 * t) + 0.25 * low)
        samples += struct.pack("<h", int(max(-1.0, min(1.0, v)) * 20000))
    sound = io.BytesIO()
    with wave.open(sound, "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(2)
        f.setframerate(RATE)
        f.writeframes(bytes(samples))
    words = ["ffmpeg", "-v", "error", "-f", "wav", "-i", "-", "-c:a", "libopus", "-b:a", "16k", "-ac", "1", "-map_metadata", "-1",
             "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "ogg", "-"]
    return subprocess.run(words, input=sound.getvalue(), capture_output=True, check=True).stdout


def picture(source: Path) -> bytes:
    """Returns a photo as WhatsApp sends it: small, upright, without what the camera wrote."""
    with Image.open(source) as image:
        small = ImageOps.exif_transpose(image).convert("RGB")
        small.thumbnail((960, 960), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        Image.frombytes("RGB", small.size, small.tobytes()).save(out, "JPEG", quality=72)
        return out.getvalue()


def conversation(path: Path, photo: Path) -> None:
    """Writes the export as the phone sends it."""
    members = [(f"{CHAT}.txt", CONVERSATION.encode()), (PHOTO, picture(photo)), (VOICE, voice())]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 20, 18, 10, 0)), content, zipfile.ZIP_DEFLATED)


def invoice(path: Path) -> None:
    """Writes the invoice of the cable, as the shop mails it."""
    key, shop, h = story.CABLE["key"], story.CABLE, story.HELENA
    value = f"{shop['total'] / 100:.2f}"
    cpf = "".join(c for c in h["cpf"] if c.isdigit())
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<nfeProc xmlns="http://www.portalfiscal.inf.br/nfe" versao="4.00"><NFe><infNFe '
        f'Id="NFe{key}" versao="4.00"><ide><cUF>35</cUF><cNF>{key[35:43]}</cNF><natOp>Venda de mercadoria</natOp><mod>55</mod><serie>1</serie>'
        f'<nNF>{shop["number"]}</nNF><dhEmi>2026-03-06T10:12:08-03:00</dhEmi><tpNF>1</tpNF><tpImp>1</tpImp><tpEmis>1</tpEmis><cDV>{key[43]}</cDV>'
        f'<tpAmb>1</tpAmb></ide><emit><CNPJ>{shop["cnpj"]}</CNPJ><xNome>{shop["name"]}</xNome><enderEmit><xLgr>Rua do Comércio</xLgr><nro>45</nro>'
        f'<xBairro>Vila Clara</xBairro><xMun>São Paulo</xMun><UF>SP</UF></enderEmit></emit><dest><CPF>{cpf}</CPF><xNome>{h["name"]}</xNome></dest>'
        '<det nItem="1"><prod><cProd>CR6-05</cProd><xProd>Cabo de rede CAT6 com conectores, 5 m</xProd><uCom>UN</uCom><qCom>1.0000</qCom>'
        f'<vUnCom>{value}</vUnCom><vProd>{value}</vProd></prod></det><total><ICMSTot><vProd>{value}</vProd><vNF>{value}</vNF></ICMSTot></total>'
        f'<pag><detPag><tPag>17</tPag><vPag>{value}</vPag></detPag></pag></infNFe></NFe><protNFe versao="4.00"><infProt><tpAmb>1</tpAmb><chNFe>{key}</chNFe>'
        '<dhRecbto>2026-03-06T10:12:11-03:00</dhRecbto><nProt>135260004417702</nProt><cStat>100</cStat><xMotivo>Autorizado o uso da NF-e</xMotivo>'
        '</infProt></protNFe></nfeProc>\n', encoding="utf-8")
