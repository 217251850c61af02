"""Makes the files that are measured, from fixed seeds: the same bytes every time with the same
versions of Pillow and reportlab. Run as a program in a process of its own, so that what it takes
does not weigh on what is measured. Nothing that it makes is kept."""

import random
import sys
from pathlib import Path

SEED = 20261121
PHOTO_PIXELS = (4000, 3000)


def small_files(folder, count):
    """Pseudo-random files of 50 to 500 KB."""
    chance = random.Random(SEED)
    for number in range(1, count + 1):
        size_bytes = chance.randrange(50_000, 500_001)
        (folder / f"arquivo-{number:04}.bin").write_bytes(chance.randbytes(size_bytes))


def large_file(folder, mebibytes):
    """One pseudo-random file without holes."""
    chance = random.Random(SEED + 1)
    with open(folder / "grande.bin", "wb") as out:
        for _ in range(mebibytes):
            out.write(chance.randbytes(1 << 20))


def photos(folder, count):
    """Photos of 12 megapixels and about 3 MB: soft shapes with grain, with date and orientation."""
    from PIL import Image

    chance = random.Random(SEED + 2)
    width, height = PHOTO_PIXELS
    # Grain is what makes a photo large; one sheet of it, cut elsewhere each time, is enough.
    sheet = Image.frombytes("L", (width + 256, height + 256),
                            chance.randbytes((width + 256) * (height + 256)))
    for number in range(1, count + 1):
        soft = Image.frombytes("RGB", (40, 30), chance.randbytes(40 * 30 * 3))
        picture = soft.resize(PHOTO_PIXELS, Image.Resampling.BICUBIC)
        left, top = chance.randrange(256), chance.randrange(256)
        grain = sheet.crop((left, top, left + width, top + height)).convert("RGB")
        picture = Image.blend(picture, grain, 0.09)
        exif = Image.Exif()
        exif[0x0112] = chance.choice((1, 1, 1, 6, 3, 8))
        exif[0x010F], exif[0x0110] = "Exemplo", "Telefone"
        exif.get_ifd(0x8769)[0x9003] = f"2026:{1 + number % 9:02}:{1 + number % 28:02} 10:{number % 60:02}:00"
        picture.save(folder / f"foto-{number:03}.jpg", quality=85, exif=exif)


def documents(folder, count, pages):
    """PDFs of text and ruled tables."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    chance = random.Random(SEED + 3)
    words = ("cobrança fatura serviço contrato protocolo atendimento prazo valor pagamento linha "
             "plano velocidade cancelamento cliente empresa resposta estorno boleto mensal").split()
    for number in range(1, count + 1):
        paper = Canvas(str(folder / f"documento-{number:02}.pdf"), pagesize=A4, invariant=1)
        for page in range(1, pages + 1):
            paper.setFont("Helvetica-Bold", 14)
            paper.drawString(72, 780, f"Documento {number}, página {page}")
            paper.setFont("Helvetica", 10)
            for line in range(45):
                text = " ".join(chance.choice(words) for _ in range(12))
                paper.drawString(72, 755 - line * 14, text)
                paper.line(72, 751 - line * 14, 523, 751 - line * 14)
            paper.showPage()
        paper.save()


def inbox(folder, count):
    """A mailbox of small mails in Portuguese, every tenth with a small attachment of its own."""
    import base64

    chance = random.Random(SEED + 4)
    words = ("cobrança fatura protocolo atendimento prazo valor pagamento cancelamento resposta "
             "contrato estorno boleto cliente empresa serviço reclamação plano mensal").split()
    with open(folder / "entrada.mbox", "w", encoding="utf-8", newline="\n") as out:
        for number in range(1, count + 1):
            text = "\n".join(" ".join(chance.choice(words) for _ in range(11)) for _ in range(12))
            head = (f"From sac@exemplo.example Thu Mar 12 09:10:00 2026\n"
                    f"From: SAC <sac@exemplo.example>\nTo: maria@exemplo.example\n"
                    f"Subject: Protocolo {20260000000 + number}\n"
                    f"Date: Thu, 12 Mar 2026 09:{number % 60:02}:00 -0300\n"
                    f"Message-ID: <{number}@exemplo.example>\nMIME-Version: 1.0\n")
            plain = "Content-Type: text/plain; charset=utf-8\n\n" + text + "\n"
            if number % 10:
                out.write(head + plain + "\n")
                continue
            coded = base64.encodebytes(chance.randbytes(3000)).decode()
            out.write(f'{head}Content-Type: multipart/mixed; boundary="x"\n\n--x\n{plain}\n--x\n'
                      f'Content-Type: application/octet-stream; name="a{number}.bin"\n'
                      f'Content-Disposition: attachment; filename="a{number}.bin"\n'
                      f"Content-Transfer-Encoding: base64\n\n{coded}--x--\n\n")


def main():
    kind, folder, *numbers = sys.argv[1:]
    folder = Path(folder)
    folder.mkdir(parents=True)
    if kind == "cartas":
        # Beside this file, and not needed by the others.
        import mails
        mails.make(folder, *(int(number) for number in numbers))
        return
    makers = {"pequenos": small_files, "grande": large_file, "fotos": photos, "pdfs": documents,
              "entrada": inbox}
    makers[kind](folder, *(int(number) for number in numbers))


if __name__ == "__main__":
    main()
