"""Drawing tools that all PDF papers share: fonts, canvas, wrapped text, tables, bar code, QR code.

Deliberately not here: what any paper says.
"""

import io
from pathlib import Path

import pikepdf
from reportlab import rl_config
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from . import codes

rl_config.invariant = 1
rl_config.canvas_basefontname = "L"  # Helvetica, the default, would stand in every file unembedded
W, H = A4
INK = HexColor("#1c2230")
GREY = HexColor("#5d6675")
RULE = HexColor("#b9c0cb")
PALE = HexColor("#f1f3f7")

FONTS = {
    "N": "Nunito_400Regular", "NS": "Nunito_600SemiBold", "NB": "Nunito_800ExtraBold",
    "L": "Lato_400Regular", "LB": "Lato_700Bold", "LI": "Lato_400Regular_Italic",
    "S": "PTSerif_400Regular", "SB": "PTSerif_700Bold", "SI": "PTSerif_400Regular_Italic",
    "M": "RobotoMono_400Regular", "MB": "RobotoMono_700Bold",
    "R": "Roboto_400Regular", "RM": "Roboto_500Medium", "RB": "Roboto_700Bold",
    "B": "Barlow_400Regular", "BM": "Barlow_500Medium", "BB": "Barlow_700Bold",
    "H": "HomemadeApple_400Regular", "K": "Kalam_400Regular", "C": "Caveat_500Medium",
}


def register(fonts: Path) -> None:
    """Registers every face under its short name."""
    for short, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(short, str(fonts / f"{file}.ttf")))
    pdfmetrics.registerFontFamily("S", normal="S", bold="SB", italic="SI", boldItalic="SB")
    pdfmetrics.registerFontFamily("L", normal="L", bold="LB", italic="LI", boldItalic="LB")


class Paper:
    """A PDF under construction, measured in points from the top left corner of each page."""

    def __init__(self, title: str, author: str, moment: str, creator: str):
        self.buffer = io.BytesIO()
        self.c = canvas.Canvas(self.buffer, pagesize=A4, pageCompression=1)
        self.meta = (title, author, moment, creator)

    def text(self, x, y, s, font="L", size=9, color=INK, align="left", track=0):
        """Writes one line whose baseline is `y` points from the top; returns its width."""
        c = self.c
        width = pdfmetrics.stringWidth(s, font, size) + track * len(s)
        x0 = x if align == "left" else x - width if align == "right" else x - width / 2
        t = c.beginText(x0, H - y)
        t.setFont(font, size)
        t.setFillColor(color)
        if track:
            t.setCharSpace(track)
        t.textOut(s)
        c.drawText(t)
        return width

    def para(self, x, y, width, s, font="L", size=9, leading=None, color=INK, align="left"):
        """Writes wrapped text from baseline `y`; returns the baseline after the last line."""
        leading = leading or size * 1.35
        for block in s.replace("R$ ", "R$\u00a0").split("\n"):
            line = ""
            for word in block.split(" "):
                candidate = f"{line} {word}".strip()
                if line and pdfmetrics.stringWidth(candidate, font, size) > width:
                    self.text(x, y, line, font, size, color, align)
                    y += leading
                    line = word
                else:
                    line = candidate
            self.text(x, y, line, font, size, color, align)
            y += leading
        return y

    def box(self, x, y, w, h, fill=None, stroke=None, r=0, line=0.6):
        """Draws a rectangle, filled, framed or both, with rounded corners when `r` is given."""
        c = self.c
        if fill is not None:
            c.setFillColor(fill)
        if stroke is not None:
            c.setStrokeColor(stroke)
            c.setLineWidth(line)
        c.roundRect(x, H - y - h, w, h, r, stroke=int(stroke is not None), fill=int(fill is not None))

    def rule(self, x1, y, x2, color=RULE, width=0.5, dash=None):
        """Draws a horizontal line."""
        self.c.setStrokeColor(color)
        self.c.setLineWidth(width)
        self.c.setDash(*(dash or ([],)))
        self.c.line(x1, H - y, x2, H - y)
        self.c.setDash([])

    def bars(self, x, y, digits, width, height):
        """Draws an Interleaved 2 of 5 bar code of exactly `width` points."""
        parts = codes.interleaved25(digits)
        unit = width / sum(n for _, n in parts)
        self.c.setFillColor(Color(0, 0, 0))
        for black, n in parts:
            if black:
                self.c.rect(x, H - y - height, n * unit, height, stroke=0, fill=1)
            x += n * unit

    def qr(self, x, y, side, content):
        """Draws a QR code as filled squares."""
        widget = QrCodeWidget(content, barLevel="M")
        widget.qr.make()
        n = widget.qr.getModuleCount()
        unit = side / n
        path = self.c.beginPath()
        for row in range(n):
            for col in range(n):
                if widget.qr.isDark(row, col):
                    path.rect(x + col * unit, H - y - (row + 1) * unit, unit * 1.01, unit * 1.01)
        self.c.setFillColor(Color(0, 0, 0))
        self.c.drawPath(path, stroke=0, fill=1)

    def table(self, x, y, columns, rows, size=8.5, row=15, head="LB", body="L", zebra=True):
        """Draws a table; columns are (title, width, align). Returns the y after the last row."""
        total = sum(c[1] for c in columns)
        self.rule(x, y, x + total, INK, 1)
        cx = x
        for name, w, align in columns:
            self.text(cx + (3 if align == "left" else w - 3), y + row - 4.5, name, head, size - 0.8, INK, align)
            cx += w
        y += row
        self.rule(x, y, x + total, INK, 0.5)
        for i, cells in enumerate(rows):
            if zebra and i % 2:
                self.box(x, y, total, row, PALE)
            cx = x
            for (name, w, align), cell in zip(columns, cells):
                font = body
                if isinstance(cell, tuple):
                    cell, font = cell
                self.text(cx + (3 if align == "left" else w - 3), y + row - 4.5, cell, font, size, INK, align)
                cx += w
            y += row
        self.rule(x, y, x + total, INK, 0.5)
        return y

    def page(self):
        """Ends the page."""
        self.c.showPage()

    def save(self, path: Path) -> None:
        """Writes the file with its dates and producer set, reproducibly."""
        title, author, moment, creator = self.meta
        self.c.setTitle(title)
        self.c.setAuthor(author)
        self.c.save()
        stamp(self.buffer.getvalue(), path, title, author, moment, creator)


def stamp(data: bytes, path: Path, title: str, author: str, moment: str, creator: str) -> None:
    """Sets the document information and writes the PDF with an id made from its content."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        when = "D:" + moment.replace("-", "").replace("T", "").replace(":", "") + "00-03'00'"
        for key in list(pdf.docinfo.keys()):
            del pdf.docinfo[key]
        for key, value in (("/Title", title), ("/Author", author), ("/Creator", creator),
                           ("/Producer", creator), ("/CreationDate", when), ("/ModDate", when)):
            pdf.docinfo[key] = value
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)


__all__ = ["A4", "Color", "GREY", "H", "HexColor", "INK", "PALE", "Paper", "RULE", "W", "mm", "register", "stamp"]
