"""Makes a case that is hard on the limits of every destination, from a fixed seed: 60 photos of 12
megapixels, 40 foreign pages in A3, on their side and turned, a locked PDF, a film of 200 MB, names
with accents. Known words stand on many of them, so that what was made can be read again."""

import io
import json
import random
import unicodedata
from pathlib import Path

from fixtures import PHOTO_PIXELS, SEED

FONT = Path(__file__).resolve().parents[2] / "assets/fonts/DejaVuSans.ttf"
VIDEO_BYTES = 200 << 20
# Photos with words on them, and their size in points on a sheet of A4 that fills the photo.
WRITTEN = (12, 10, 9, 8)
PHOTOS = 60
PAGES_A_DOCUMENT = 20
# Width and height in points as the page is seen, and how it is turned to be seen so.
SHAPES = ((595, 842, 0), (842, 1191, 0), (842, 595, 0), (1191, 842, 270), (842, 1191, 90),
          (595, 842, 180), (842, 595, 90), (595, 842, 0))
WORDS = ("fatura valor total vencimento consumo leitura anterior atual contrato cliente endereço serviço "
         "cobrança multa juros desconto parcela pagamento protocolo atendimento empresa consumidor "
         "reclamação devolução prazo resposta gravação cancelamento instalação equipamento velocidade "
         "internet telefone energia período tarifa imposto crédito débito automático").split()
STORY = {
    "format": 1, "title": "Instalação à prova d'água - José & Conceição", "place": "São Paulo – SP",
    "claimant": {"kind": "person", "name": "José Antônio da Conceição", "tax_id": "529.982.247-25"},
    "respondents": [{"corporate_name": "Aurora Fibra Telecomunicações S.A."}],
    "contacts": [{"when": "2026-02-12T14:32", "channel": "sac_phone", "protocols": ["2026021200417733"],
                  "summary": "Reclamei da instalação."}],
    "facts": [{"date": "2026-02-10", "text": "A instalação deixou entrar água na parede."}],
    "requests": [{"text": "Consertar a parede.", "kind": "obligation"}],
}


class Writer:
    """Draws words and remembers where they stand: file, page within it."""

    def __init__(self):
        self.chance = random.Random(SEED + 7)
        self.known = {}

    def lines(self, key, count, words_a_line):
        lines = [[self.chance.choice(WORDS) for _ in range(words_a_line)] for _ in range(count)]
        self.known[key] = [word for line in lines for word in line]
        return [" ".join(line) for line in lines]


def written_photo(writer, key, points, width, height):
    """A photographed sheet: uneven light, grain, not quite straight."""
    from PIL import Image, ImageDraw, ImageFont

    pixels_a_point = width / 595
    font = ImageFont.truetype(str(FONT), round(points * pixels_a_point))
    sheet = Image.new("L", (width, height), 236)
    draw = ImageDraw.Draw(sheet)
    step = points * 1.6 * pixels_a_point
    top = 60 * pixels_a_point
    for line, text in enumerate(writer.lines(key, int((height - 2 * top) / step), 60 // points)):
        draw.text((45 * pixels_a_point, top + line * step), text, font=font, fill=30)
    sheet = sheet.rotate(writer.chance.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=225)
    light = Image.linear_gradient("L").rotate(90).resize((width, height)).point(lambda v: 190 + v // 4)
    colour = Image.merge("RGB", (sheet, sheet, sheet.point(lambda v: v * 0.93)))
    return Image.composite(colour, Image.new("RGB", (width, height), (120, 110, 95)), light)


def photos(folder, writer):
    from PIL import Image

    width, height = PHOTO_PIXELS
    # Grain is what makes a photo large; one sheet of it, cut elsewhere each time, is enough.
    sheet = Image.frombytes("L", (width + 256, width + 256),
                            writer.chance.randbytes((width + 256) ** 2))
    made = []
    for number in range(1, PHOTOS + 1):
        is_written = number % 5 == 0
        name = f"Instalação nº {number:02} – água à vista.jpg"
        # Some cameras' cards and some systems keep accents as signs of their own.
        path = folder / unicodedata.normalize("NFD" if number % 2 else "NFC", name)
        size = (height, width) if is_written else (width, height)
        if is_written:
            points = WRITTEN[number // 5 % len(WRITTEN)]
            picture, grain = written_photo(writer, (path.name, 1), points, *size), 0.05
        else:
            soft = Image.frombytes("RGB", (40, 30), writer.chance.randbytes(40 * 30 * 3))
            picture, grain = soft.resize(size, Image.Resampling.BICUBIC), 0.09
        left, top = writer.chance.randrange(256), writer.chance.randrange(256)
        cut = sheet.crop((left, top, left + size[0], top + size[1])).convert("RGB")
        picture = Image.blend(picture, cut, grain)
        exif = Image.Exif()
        exif[0x0112] = 1
        if is_written and number % 10 == 0:
            # Taken with the telephone on its side: stored lying, shown upright.
            picture, exif[0x0112] = picture.transpose(Image.Transpose.ROTATE_90), 6
        picture.save(path, quality=88, exif=exif)
        made.append(path)
    return made


def document(path, writer, scanned):
    """Pages of every shape; as text, half of them in a font that is not in the file, or as scans."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Juntada", str(FONT)))
    paper = Canvas(str(path), invariant=1)
    for page in range(1, PAGES_A_DOCUMENT + 1):
        width, height, turn = SHAPES[page % len(SHAPES)]
        points = 13 if max(width, height) > 1000 else 10
        step = points * 1.5
        lines = writer.lines((path.name, page), int((height - 100) / step), int((width - 80) / points / 6))
        # reportlab swaps the sides of a turned page by itself.
        paper.setPageSize((width, height))
        paper.setPageRotation(turn)
        # What stands on a turned page lies turned the other way, so that it is read upright.
        paper.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[turn])
        paper.rotate(turn)
        if scanned:
            scale = 200 / 72
            picture = Image.new("RGB", (round(width * scale), round(height * scale)), (243, 240, 232))
            draw = ImageDraw.Draw(picture)
            font = ImageFont.truetype(str(FONT), round(points * scale))
            for line, text in enumerate(lines):
                draw.text((40 * scale, (50 + line * step) * scale), text, font=font, fill=(35, 32, 40))
            grain = Image.frombytes("L", (picture.width // 2, picture.height // 2), writer.chance.randbytes(
                (picture.width // 2) * (picture.height // 2))).resize(picture.size).convert("RGB")
            scan = io.BytesIO()
            Image.blend(picture, grain, 0.07).save(scan, "JPEG", quality=85)
            paper.drawImage(ImageReader(scan), 0, 0, width, height)
        else:
            paper.setFont("Juntada" if page % 2 else "Helvetica", points)
            for line, text in enumerate(lines):
                paper.drawString(40, height - 50 - line * step, text)
        paper.showPage()
    paper.save()
    return path


def locked(path):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    paper = Canvas(str(path), invariant=1, encrypt=StandardEncryption("segredo", strength=128))
    for page in range(1, 4):
        paper.drawString(72, 780, f"Extrato, página {page}")
        paper.showPage()
    paper.save()
    return path


def film(path):
    chance = random.Random(SEED + 8)
    head = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2" + b"\0\0\0\x08free"
    with open(path, "wb") as out:
        out.write(head + (VIDEO_BYTES - len(head)).to_bytes(4, "big") + b"mdat")
        left = VIDEO_BYTES - len(head) - 8
        while left:
            left -= out.write(chance.randbytes(min(left, 1 << 20)))
    return path


def make(folder, juntada):
    """Makes the files and the case, or takes those that stand there whole; `juntada` runs the program.
    Returns the case and, by title and page of each exhibit, the words that stand there."""
    kept = folder / "palavras.json"
    if kept.exists():
        told = json.loads(kept.read_text(encoding="utf-8"))
        return folder / "caso", {(title, page): words for title, page, words in told}
    writer = Writer()
    files = folder / "arquivos"
    files.mkdir(parents=True)
    case = folder / "caso"
    (folder / "caso.json").write_text(json.dumps(STORY), encoding="utf-8")
    juntada("novo", case, "--de", folder / "caso.json")
    known = {}

    def add(title, paths, pages_of, *more):
        juntada("juntar", case, *paths, "--uma-prova", "--titulo", title, *more)
        pages = [words for path in paths for words in pages_of(path)]
        known.update({(title, page): words for page, words in enumerate(pages, 1) if words})

    def of_document(path):
        return [writer.known.get((path.name, page)) for page in range(1, PAGES_A_DOCUMENT + 1)]

    taken = photos(files, writer)
    long = "Fotos da instalação malfeita, do quadro elétrico e da água que entrou " * 2
    add("RG de José Antônio", taken[:1], lambda path: [None], "--tipo", "identity")
    add(long.strip(), taken[1:29], lambda path: [writer.known.get((path.name, 1))])
    for number, path in enumerate(taken[29:], 30):
        add(f"Água & óleo: {number}ª inspeção", [path], lambda path: [writer.known.get((path.name, 1))])
    texts = document(files / "Contas de água e esgoto.pdf", writer, scanned=False)
    add("Contas de água, de 2023 a 2026", [texts], of_document)
    scans = document(files / "Digitalização – condomínio.pdf", writer, scanned=True)
    add("Digitalização do condomínio", [scans], of_document)
    add("Extrato do banco", [locked(files / "Extrato bancário.pdf")], lambda path: [])
    add("Vídeo da vistoria", [film(files / "Vistoria técnica.mp4")], lambda path: [])
    told = [(title, page, words) for (title, page), words in known.items()]
    kept.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return case, known
