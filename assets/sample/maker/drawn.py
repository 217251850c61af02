"""Draws the papers, telephone screens and photographs of the further samples from plain data.

A paper is a PDF, a screen a PNG, a photo a JPEG of the same paper seen by a hand-held camera: bent
light, a little perspective, grain. Everything depends on the data alone.
"""

import io
import random
from pathlib import Path

import numpy
import piexif
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as PdfFont
from reportlab.pdfgen import canvas

rl_config.invariant = 1
rl_config.canvas_basefontname = "R"
FONTS = Path(__file__).resolve().parents[2] / "fonts"
FACES = {"R": "SourceSans3-Regular.otf", "B": "SourceSans3-Bold.otf", "M": "SourceCodePro-Regular.otf"}
INK, SOFT = (28, 34, 48), (92, 100, 116)
W, H = A4


def _quadratic(path: Path) -> io.BytesIO:
    """Returns a CFF font as TrueType, which the PDF library wants."""
    font = TTFont(path, recalcTimestamp=False)
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    font["hmtx"].recalc = True
    del font["CFF "]
    if "VORG" in font:
        del font["VORG"]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for name in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                 "maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxPoints",
                 "maxContours", "maxCompositePoints", "maxCompositeContours", "maxComponentDepth"):
        setattr(maxp, name, 1 if name == "maxZones" else 0)
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font["post"].glyphOrder = order
    font.sfntVersion = "\000\001\000\000"
    out = io.BytesIO()
    font.save(out)
    out.seek(0)
    return out


def register() -> None:
    """Registers the faces with the PDF library."""
    for short, file in FACES.items():
        pdfmetrics.registerFont(PdfFont(short, _quadratic(FONTS / file)))


def _wrapped(words: str, width: float, measure) -> list[str]:
    lines, line = [], ""
    for word in words.split(" "):
        candidate = f"{line} {word}".strip()
        if line and measure(candidate) > width:
            lines.append(line)
            line = word
        else:
            line = candidate
    return lines + [line]


def paper(data: dict, out: Path) -> None:
    """Writes a one-page PDF: head, title, rows of a table, paragraphs, signature."""
    page = canvas.Canvas(str(out), pagesize=A4, pageCompression=1)
    page.setTitle(data["title"])
    page.setAuthor(data["head"])
    y = 60.0

    def write(text, font="R", size=10.5, x=56.0, color=INK):
        page.setFillColorRGB(*(c / 255 for c in color))
        page.setFont(font, size)
        page.drawString(x, H - y, text)

    write(data["head"], "B", 15)
    y += 17
    write(data.get("under", ""), "R", 9, color=SOFT)
    y += 12
    page.setLineWidth(1.1)
    page.line(56, H - y, W - 56, H - y)
    y += 34
    write(data["title"], "B", 18)
    y += 30
    for label, value in data.get("rows", []):
        write(label, "R", 9.5, color=SOFT)
        mono = value.replace(" ", "").replace(".", "").isdigit() and len(value) > 18
        for line in _wrapped(value, W - 56 - 210, lambda t: pdfmetrics.stringWidth(t, "M" if mono else "B", 10.5)):
            write(line, "M" if mono else "B", 10.5, x=210)
            y += 15
        page.setLineWidth(0.3)
        page.line(56, H - y + 9, W - 56, H - y + 9)
        y += 6
    y += 16
    for text in data.get("body", []):
        for line in _wrapped(text, W - 112, lambda t: pdfmetrics.stringWidth(t, "R", 11)):
            write(line, "R", 11)
            y += 16
        y += 8
    if data.get("signed"):
        y += 46
        page.setLineWidth(0.8)
        page.line(56, H - y, 300, H - y)
        y += 14
        write(data["signed"], "R", 10)
    page.showPage()
    page.save()


def _face(short: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / FACES[short]), size)


def screen(data: dict, out: Path) -> None:
    """Writes a telephone screen: a list of cards, or a conversation."""
    image = Image.new("RGB", (1080, 2160), (238, 240, 244))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1080, 250), fill=(44, 62, 92))
    draw.text((56, 26), data["clock"], font=_face("B", 34), fill="white")
    draw.text((56, 140), data["title"], font=_face("B", 54), fill="white")
    y = 300
    for entry in data["entries"]:
        mine = entry.get("mine", False)
        left, right = (200, 1030) if mine else (50, 880 if "mine" in entry else 1030)
        lines = []
        for text in entry["lines"]:
            face = _face("B" if text.startswith("*") else "R", 40)
            lines += [(line, face) for line in _wrapped(text.lstrip("*"), right - left - 70, face.getlength)]
        bottom = y + 52 + 54 * len(lines)
        draw.rounded_rectangle((left, y, right, bottom), 26, fill=(214, 230, 220) if mine else "white")
        for i, (line, face) in enumerate(lines):
            draw.text((left + 34, y + 22 + 54 * i), line, font=face, fill=INK)
        y = bottom + 30
    image.save(out, optimize=True)


def _sheet(data: dict) -> Image.Image:
    """Draws what is photographed: a small paper or a plate."""
    width, height = data.get("size", [1100, 1400])
    image = Image.new("RGB", (width, height), tuple(data.get("paper", (250, 248, 242))))
    draw = ImageDraw.Draw(image)
    y = 60
    for text in data["lines"]:
        face = _face("B" if text.startswith("*") else "M" if text.startswith("#") else "R", 46)
        for line in _wrapped(text.lstrip("*#"), width - 130, face.getlength):
            draw.text((65, y), line, font=face, fill=INK)
            y += 66
        y += 12
    if data.get("burn"):
        for radius in range(240, 0, -8):
            shade = 40 + radius // 3
            draw.ellipse((width - 420 - radius, height - 400 - radius // 2, width - 420 + radius, height - 400 + radius // 2),
                         fill=(shade + 30, shade + 12, shade))
    return image


def photo(data: dict, out: Path, moment: str) -> None:
    """Writes a JPEG of the drawn thing on a table, seen by a camera at an angle."""
    seed = random.Random(out.name)
    grain = numpy.random.default_rng(sum(out.name.encode()))
    table = numpy.full((1500, 2000, 3), (150, 122, 96), dtype=numpy.float32)
    table += numpy.sin(numpy.linspace(0, 60, 1500))[:, None, None] * 7
    image = Image.fromarray(table.clip(0, 255).astype(numpy.uint8))
    thing = _sheet(data)
    thing.thumbnail((1500, 1300))
    w, h = thing.size
    x, y = (2000 - w) // 2, (1500 - h) // 2
    jitter = [seed.uniform(-26, 26) for _ in range(8)]
    corners = [(x + jitter[0], y + jitter[1]), (x + w + jitter[2], y + jitter[3]),
               (x + w + jitter[4], y + h + jitter[5]), (x + jitter[6], y + h + jitter[7])]
    rows, right = [], []
    for (px, py), (sx, sy) in zip(corners, [(0, 0), (w, 0), (w, h), (0, h)]):
        rows += [[px, py, 1, 0, 0, 0, -sx * px, -sx * py], [0, 0, 0, px, py, 1, -sy * px, -sy * py]]
        right += [sx, sy]
    flat = numpy.linalg.solve(numpy.array(rows), numpy.array(right))
    warped = thing.transform((2000, 1500), Image.Transform.PERSPECTIVE, flat, Image.Resampling.BICUBIC)
    mask = Image.new("L", (w, h), 255).transform((2000, 1500), Image.Transform.PERSPECTIVE, flat)
    shadow = mask.filter(ImageFilter.GaussianBlur(22)).point(lambda v: v // 3)
    image = Image.composite(Image.new("RGB", image.size, (60, 48, 38)), image, shadow)
    image = Image.composite(warped, image, mask.filter(ImageFilter.GaussianBlur(1)))
    light = numpy.linspace(1.06, 0.82, 2000)[None, :, None] * numpy.linspace(1.03, 0.93, 1500)[:, None, None]
    pixels = numpy.asarray(image.filter(ImageFilter.GaussianBlur(0.8)), dtype=numpy.float32) * light
    pixels += grain.normal(0, 3.2, pixels.shape)
    exif = piexif.dump({
        "0th": {piexif.ImageIFD.Make: b"Vidro", piexif.ImageIFD.Model: b"V7", piexif.ImageIFD.Orientation: 1},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: moment.replace("-", ":").replace("T", " ").encode()},
    })
    Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8)).save(out, quality=78, exif=exif)
