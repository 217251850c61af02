"""The photographs: modem with its red light, the label under it, the speed test on a laptop, the
technician's order, the card-machine slip and the identity card. Each is a small scene for `tracer`,
saved with the EXIF data of an invented telephone, some of them sideways as telephones do.
"""

import io
from pathlib import Path

import numpy as np
import piexif
from PIL import Image, ImageDraw, ImageFilter

from . import story, tracer
from .codes import day, money
from .prints import face, logo
from .tracer import Box, Capsule, Plane, cloth, load, rot_x, rot_y, wood

MAKER, MODEL = "Lumina", "Lumina A24"
ROTATE = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


def _rational(x: float, parts: int = 100) -> tuple[int, int]:
    return round(x * parts), parts


def save(image: Image.Image, path: Path, moment: str, orientation: int, place=None, quality: int = 82) -> None:
    """Writes a JPEG whose pixels lie as the sensor gave them; `orientation` makes it upright again."""
    if ROTATE[orientation] is not None:
        image = image.transpose(ROTATE[orientation])
    when = moment.replace("-", ":").replace("T", " ")
    exif = {
        "0th": {piexif.ImageIFD.Make: MAKER, piexif.ImageIFD.Model: MODEL, piexif.ImageIFD.Orientation: orientation,
                piexif.ImageIFD.XResolution: (72, 1), piexif.ImageIFD.YResolution: (72, 1), piexif.ImageIFD.ResolutionUnit: 2,
                piexif.ImageIFD.Software: "A24XXU3BXA1", piexif.ImageIFD.DateTime: when},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: when, piexif.ExifIFD.DateTimeDigitized: when, piexif.ExifIFD.OffsetTime: "-03:00",
                 piexif.ExifIFD.OffsetTimeOriginal: "-03:00", piexif.ExifIFD.ExposureTime: (1, 50), piexif.ExifIFD.FNumber: (18, 10),
                 piexif.ExifIFD.ISOSpeedRatings: 400, piexif.ExifIFD.FocalLength: (427, 100), piexif.ExifIFD.PixelXDimension: image.width,
                 piexif.ExifIFD.PixelYDimension: image.height, piexif.ExifIFD.ExifVersion: b"0232"},
    }
    if place:
        def dms(x):
            x = abs(x)
            return (_rational(int(x), 1), _rational(int(x * 60) % 60, 1), _rational(x * 3600 % 60))
        exif["GPS"] = {piexif.GPSIFD.GPSVersionID: (2, 3, 0, 0), piexif.GPSIFD.GPSLatitudeRef: "S", piexif.GPSIFD.GPSLatitude: dms(place[0]),
                       piexif.GPSIFD.GPSLongitudeRef: "W", piexif.GPSIFD.GPSLongitude: dms(place[1]),
                       piexif.GPSIFD.GPSDateStamp: when[:10]}
    image.save(path, "JPEG", quality=quality, exif=piexif.dump(exif), subsampling="4:2:0", optimize=True)


def _canvas(w: int, h: int, color: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (w, h), color)
    return image, ImageDraw.Draw(image)


# --------------------------------------------------------------------------------- modem and label

LEDS = [("POWER", "g"), ("PON", ""), ("LOS", "r"), ("LAN 1", "g"), ("LAN 2", ""), ("2.4G", "g"), ("5G", "g"), ("TEL", "")]


def _modem_front():
    image, d = _canvas(2200, 440, "#d9dadb")
    glow, g = _canvas(2200, 440, "#000000")
    d.rounded_rectangle((250, 120, 1950, 330), 100, fill="#26282c")
    for i, (name, state) in enumerate(LEDS):
        x = 390 + i * 203
        d.text((x, 272), name, font=face("M", 42), fill="#c9ccd1", anchor="mm")
        color = {"g": "#2fd35a", "r": "#ff2418", "": "#3a3d42"}[state]
        d.ellipse((x - 17, 178, x + 17, 212), fill=color)
        if state:
            g.ellipse((x - 17, 178, x + 17, 212), fill=color)
    return load(image), load(glow)


def modem(size, quick=False):
    """Returns the evening photograph of the modem whose LOS light is red."""
    front, glow = _modem_front()
    glow = glow * np.where(glow[..., :1] > 0.5, 14.0, 3.0).astype(np.float32)
    top, d = _canvas(1100, 750, "#e2e3e4")
    for i in range(12):
        d.rounded_rectangle((170 + i * 66, 90, 196 + i * 66, 400), 12, fill="#9a9c9f")
    d.text((550, 590), "NETVALE", font=face("NB", 70), fill="#8a8d92", anchor="mm")
    wall = cloth(31, (0.62, 0.56, 0.47))
    book, b = _canvas(700, 120, "#4b2a25")
    b.text((350, 60), "DOM CASMURRO", font=face("LB", 62), fill="#d8b56a", anchor="mm")
    book2, b = _canvas(700, 150, "#24405a")
    b.text((350, 75), "Matemática 9º ano", font=face("LB", 64), fill="#e8e2d0", anchor="mm")
    scene = [
        Plane(1, 0, wood(7, (0.42, 0.23, 0.12)), (80, 60)), Plane(2, -15, wall, (90, 90), shine=0.02),
        Box((0, 2.5, 0), (11, 2.2, 7.5), 0.7, rot_y(-0.12), (0.74, 0.74, 0.75), load(top), front, glow, shine=0.25),
        Box((-8.5, 0.3, 4.2), (0.8, 0.3, 0.8), 0.2, None, (0.1, 0.1, 0.1)), Box((8.5, 0.3, 6.0), (0.8, 0.3, 0.8), 0.2, None, (0.1, 0.1, 0.1)),
        Capsule((-9.2, 4, -6.8), (-10.6, 20, -8.6), 0.55, (0.72, 0.72, 0.73)), Capsule((7.6, 4, -8.4), (9.4, 20.5, -10), 0.55, (0.72, 0.72, 0.73)),
        Capsule((-4.5, 2.6, -8), (-7, 0.4, -12), 0.22, (0.75, 0.72, 0.2)), Capsule((-7, 0.4, -12), (-24, 0.3, -12.5), 0.22, (0.75, 0.72, 0.2)),
        Capsule((1.5, 2.6, -8), (3.5, 0.4, -13), 0.28, (0.05, 0.05, 0.06)), Capsule((3.5, 0.4, -13), (26, 0.3, -13), 0.28, (0.05, 0.05, 0.06)),
        Box((-15.5, 1.25, -6), (7, 1.2, 5), 0.15, rot_y(0.30), (0.10, 0.055, 0.045), None, load(book)),
        Box((-15.8, 3.9, -6.2), (6.6, 1.4, 4.6), 0.15, rot_y(0.12), (0.045, 0.08, 0.13), None, load(book2)),
    ]
    lights = [((-26, 42, 22), (2.5, 1.85, 1.2), 9, 60), ((30, 30, 34), (0.35, 0.38, 0.5), 6, 60),
              ((-5.6, 3.1, 11.5), (3.2, 0.10, 0.06), 5, 3.6)]
    linear = tracer.render(scene, (6.0, 19.0, 41), (-1.6, 6.2, -2), 45, size, lights, (0.20, 0.17, 0.14), roll=0.02, over=1 if quick else 1.2)
    return tracer.camera(linear, size, 5, 0.60, 0.022, 0.7, 0.75, 0.40, (1.04, 1.0, 0.93))


def _label():
    m = story.MODEM
    image, d = _canvas(1500, 2200, "#d4d5d6")
    for y in (120, 1980):
        for x in (140, 1360):
            d.ellipse((x - 60, y - 60, x + 60, y + 60), fill="#55585c")
    for i in range(14):
        d.rounded_rectangle((240 + i * 74, 1500, 270 + i * 74, 1840), 15, fill="#8c8e91")
    x0, y0, x1, y1 = 190, 300, 1310, 1290
    d.rounded_rectangle((x0, y0, x1, y1), 18, fill="#f4f4f1", outline="#c3c3be", width=3)
    d.text((x0 + 50, y0 + 46), "NETVALE", font=face("NB", 84), fill="#15181d")
    d.text((x1 - 50, y0 + 62), "Terminal óptico GPON", font=face("M", 46), fill="#15181d", anchor="ra")
    d.line((x0 + 50, y0 + 170, x1 - 50, y0 + 170), fill="#15181d", width=5)
    rows = [("Modelo", m["model"]), ("Nº de série", m["serial"]), ("MAC", m["mac"]), ("Alimentação", "12 V ⎓ 1,5 A"), ("Rede Wi-Fi", "Aurora_A184"), ("Senha Wi-Fi", "••••••••")]
    for i, (a, b) in enumerate(rows):
        y = y0 + 205 + i * 80
        d.text((x0 + 50, y), a, font=face("R", 46), fill="#3a3f46")
        d.text((x0 + 370, y - 3), b.replace("⎓", "–"), font=face("T", 50), fill="#15181d")
    rng = np.random.default_rng(44)
    x, y = x0 + 50, y0 + 730
    while x < x0 + 690:
        w = int(rng.integers(3, 11))
        d.rectangle((x, y, x + w, y + 150), fill="#15181d")
        x += w + int(rng.integers(3, 10))
    d.text((x0 + 50, y + 164), "S/N " + m["serial"], font=face("T", 38), fill="#15181d")
    cells = 25
    unit, qx, qy = 9, x1 - 50 - 25 * 9, y - 10
    for r in range(cells):
        for c in range(cells):
            corner = (r < 7 and c < 7) or (r < 7 and c >= 18) or (r >= 18 and c < 7)
            if corner:
                rr, cc = r % 18, c % 18
                on = rr in (0, 6) or cc in (0, 6) or (2 <= rr <= 4 and 2 <= cc <= 4)
            else:
                on = rng.random() < 0.5
            if on:
                d.rectangle((qx + c * unit, qy + r * unit, qx + (c + 1) * unit - 1, qy + (r + 1) * unit - 1), fill="#15181d")
    return load(image)


def label(size, quick=False):
    """Returns the photograph of the label under the modem."""
    scene = [Plane(1, 0, wood(7, (0.42, 0.23, 0.12)), (60, 45)),
             Box((0, 2.3, 0), (7.5, 2.2, 11), 0.7, rot_y(0.10), (0.70, 0.70, 0.71), _label(), shine=0.3),
             Capsule((-3, 2, -11), (-5, 0.5, -22), 0.24, (0.75, 0.72, 0.2))]
    lights = [((-20, 44, 6), (2.6, 2.1, 1.5), 8, 50), ((26, 40, 26), (0.5, 0.5, 0.6), 5, 60)]
    linear = tracer.render(scene, (1.6, 36, 11), (0.2, 2, -0.6), 39, size, lights, (0.30, 0.27, 0.24), roll=0.05, over=1 if quick else 1.3)
    return tracer.camera(linear, size, 6, 0.66, 0.014, 0.5, 0.1, 0.32, (1.03, 1.0, 0.95))


# ------------------------------------------------------------------------------------- speed test

def _screen():
    image, d = _canvas(1920, 1200, "#ffffff")
    d.rectangle((0, 0, 1920, 62), fill="#d5dae2")
    d.rounded_rectangle((22, 12, 420, 70), 14, fill="#ffffff")
    d.text((50, 22), "Medidor de velocidade", font=face("R", 30), fill="#28303c")
    d.rectangle((0, 62, 1920, 130), fill="#ffffff")
    d.rounded_rectangle((180, 74, 1500, 120), 23, fill="#eef1f5")
    d.text((210, 80), "medidor.example/resultado", font=face("R", 30), fill="#28303c")
    d.line((0, 130, 1920, 130), fill="#ccd3dc", width=3)
    d.text((110, 176), "Medidor de velocidade", font=face("NB", 60), fill="#1c2a44")
    d.text((1810, 186), "06/03/2026  18:31", font=face("M", 46), fill="#1c2a44", anchor="ra")
    cx, cy, r = 960, 700, 330
    d.arc((cx - r, cy - r, cx + r, cy + r), 150, 390, fill="#dde3ec", width=52)
    d.arc((cx - r, cy - r, cx + r, cy + r), 150, 150 + 240 * 11.4 / 300, fill="#c0392b", width=52)
    d.text((cx, cy - 20), "11,4", font=face("NB", 190), fill="#1c2a44", anchor="mm")
    d.text((cx, cy + 110), "Mbps de download", font=face("R", 46), fill="#4a5565", anchor="mm")
    for i, s in enumerate(("0", "", "100", "", "200", "", "300")):
        a = np.radians(150 + 40 * i)
        d.text((cx + np.cos(a) * (r + 50), cy + np.sin(a) * (r + 50)), s, font=face("R", 36), fill="#66707f", anchor="mm")
    for x, rows in ((110, (("Upload", "3,2 Mbps"), ("Latência", "87 ms"), ("Perda de pacotes", "6,8%"))),
                    (1450, (("Operadora", "Aurora Fibra"), ("Conexão", "Cabo (Ethernet)"), ("Servidor", "São Paulo – SP")))):
        for i, (a, b) in enumerate(rows):
            d.text((x, 400 + i * 180), a, font=face("R", 40), fill="#66707f")
            d.text((x, 450 + i * 180), b, font=face("M", 52), fill="#1c2a44")
    d.text((cx, 1010), "Seu plano: 300 Mbps   ·   medido: 3,8% do contratado", font=face("M", 48), fill="#8a1f14", anchor="mm")
    d.rectangle((0, 1140, 1920, 1200), fill="#1d2430")
    d.text((1890, 1170), "18:31   06/03/2026", font=face("R", 32), fill="#ffffff", anchor="rm")
    for i in range(6):
        d.rounded_rectangle((40 + i * 66, 1152, 80 + i * 66, 1190), 8, fill=("#5aa0e0", "#e8b44c", "#7bc47f", "#d66b5f", "#a98fd6", "#9aa3b0")[i])
    return load(image)


def _keyboard():
    image, d = _canvas(1600, 1100, "#3a3d42")
    for row in range(6):
        keys = 14
        for k in range(keys):
            if row == 5 and 4 <= k <= 8:
                continue
            x, y = 100 + k * 100, 70 + row * 84
            d.rounded_rectangle((x, y, x + 90, y + 74), 10, fill="#17181b")
            if row in (1, 2, 3, 4) and k:
                letters = ("1234567890-=+", "QWERTYUIOP´[]", "ASDFGHJKLÇ~]\\", "ZXCVBNM,.;/  ")[row - 1]
                d.text((x + 22, y + 10), letters[k - 1], font=face("M", 34), fill="#c9ccd1")
    d.rounded_rectangle((500, 490, 990, 564), 10, fill="#17181b")
    d.rounded_rectangle((520, 660, 1080, 1030), 20, fill="#44474d", outline="#2c2e32", width=4)
    return load(image)


def speed(size, quick=False):
    """Returns the photograph of the laptop with the speed test."""
    screen = Image.new("RGB", (2000, 1290), "#000000")
    glow = np.zeros((1290, 2000, 3), np.float32)
    glow[40:1240, 40:1960] = _screen() * 0.92
    turn = rot_x(-0.30)
    scene = [Plane(1, 0, wood(19, (0.55, 0.40, 0.26)), (90, 66)), Plane(2, -34, cloth(8, (0.50, 0.53, 0.55)), (120, 120), shine=0.02),
             Box((0, 0.9, 0), (16.5, 0.75, 11), 0.4, None, (0.055, 0.058, 0.065), _keyboard(), shine=0.3),
             Box((0, 11.2, -13.6), (16.5, 10.6, 0.4), 0.35, turn, (0.02, 0.02, 0.022), None, load(screen) * 0 + 0.012, glow, shine=0.2),
             Capsule((16, 0.9, -6), (24, 0.35, -2), 0.3, (0.06, 0.06, 0.07)), Capsule((24, 0.35, -2), (44, 0.35, -8), 0.3, (0.06, 0.06, 0.07)),
             Box((25, 0.9, 9), (3.1, 0.9, 5), 0.85, rot_y(-0.25), (0.04, 0.04, 0.045), shine=0.4)]
    lights = [((-34, 52, 20), (2.0, 1.75, 1.4), 8, 60), ((0, 14, -2), (0.25, 0.28, 0.34), 3, 14)]
    linear = tracer.render(scene, (-3.2, 27.5, 31.5), (0.2, 8.6, -8.4), 38, size, lights, (0.22, 0.22, 0.23), roll=-0.015, over=1 if quick else 1.25)
    return tracer.camera(linear, size, 9, 0.95, 0.012, 0.45, 0.25, 0.25, (1.0, 1.0, 1.0))


# ------------------------------------------------------------------------------------ papers lying

def _hand(d, x, y, text, size=62, name="K", color="#1d3a93", shift=0):
    d.text((x + shift, y), text, font=face(name, size), fill=color)


def _order():
    w, h = 1480, 2100
    image, d = _canvas(w, h, "#f3f1ea")
    logo(d, 80, 66, 110)
    d.text((212, 76), "aurora", font=face("NB", 76), fill="#123b52")
    d.text((212 + face("NB", 76).getlength("aurora") + 10, 76), "fibra", font=face("N", 76), fill="#0d7a80")
    d.text((w - 80, 70), "ORDEM DE SERVIÇO", font=face("BB", 58), fill="#1c2230", anchor="ra")
    d.text((w - 80, 138), f"Nº {story.ORDER}", font=face("T", 54), fill="#9d2018", anchor="ra")
    d.line((80, 216, w - 80, 216), fill="#1c2230", width=5)
    small, ink = face("BC", 32), "#1c2230"
    fields = [(80, 240, 900, "Cliente", story.HELENA["name"]), (910, 240, w - 80, "Nº do cliente", story.CUSTOMER),
              (80, 368, 900, "Endereço", "R. das Acácias, 120 ap. 34"), (910, 368, w - 80, "Instalação", "0912-4471"),
              (80, 496, 480, "Data", "09/03/2026"), (490, 496, 900, "Chegada / saída", "09:55 / 10:40"), (910, 496, w - 80, "Técnico", "Edson M. – 3318")]
    for x0, y0, x1, name, value in fields:
        d.rectangle((x0, y0, x1, y0 + 122), outline="#8b909a", width=3)
        d.text((x0 + 14, y0 + 6), name, font=small, fill="#555c69")
        _hand(d, x0 + 22, y0 + 40, value, 58)
    d.text((80, 650), "Serviço", font=face("BB", 44), fill=ink)
    for i, (name, on) in enumerate((("Instalação", 0), ("Reparo", 1), ("Retirada", 0), ("Mudança", 0))):
        x = 80 + i * 340
        d.rectangle((x, 712, x + 46, 758), outline=ink, width=4)
        d.text((x + 62, 708), name, font=face("BC", 42), fill=ink)
        if on:
            d.line([(x + 4, 732), (x + 20, 754), (x + 58, 694)], fill="#1d3a93", width=8, joint="curve")
    d.text((80, 796), "Defeito encontrado", font=face("BB", 44), fill=ink)
    lines = ["Sinal óptico fora do padrão (-29,4 dBm).", "Luz LOS vermelha. Conector da caixa externa", "danificado. Cliente sem internet estável desde 05/03."]
    for i in range(4):
        d.line((80, 924 + i * 78, w - 80, 924 + i * 78), fill="#b5b9c1", width=2)
        if i < 3:
            _hand(d, 92 + 6 * i, 858 + i * 78, lines[i], 54)
    d.text((80, 1190), "Serviço executado", font=face("BB", 44), fill=ink)
    lines = ["Troca do conector e limpeza da fibra.", "Sinal final -19,8 dBm. Teste no cabo: 296 Mbps.", "Cliente relata TV cobrada 2x: orientada a ligar no SAC."]
    for i in range(4):
        d.line((80, 1318 + i * 78, w - 80, 1318 + i * 78), fill="#b5b9c1", width=2)
        if i < 3:
            _hand(d, 96 - 3 * i, 1252 + i * 78, lines[i], 54)
    d.text((80, 1590), "Material: 1 conector SC/APC   ·   Valor cobrado: R$ 0,00", font=face("BC", 42), fill=ink)
    for x, name, hand, font in ((80, "Assinatura do técnico", "Edson M.", "C"), (780, "Assinatura do cliente", "Helena D. Prado", "H")):
        d.line((x, 1860, x + 600, 1860), fill=ink, width=3)
        _hand(d, x + 60, 1740 if font == "H" else 1770, hand, 66 if font == "H" else 88, font, "#1a2f7d" if font == "H" else "#22252c")
        d.text((x, 1872), name, font=small, fill="#555c69")
    d.text((80, 1990), f"{story.AURORA['name']}  ·  SAC {story.AURORA['sac']}  ·  2ª via – cliente", font=small, fill="#555c69")
    return load(image)


def order(size, quick=False):
    """Returns the photograph of the technician's order on a table, with a pen."""
    def bend(x, z):
        return 0.30 * (np.abs(z) / 10.5) ** 3 + 0.05 * np.sin(x * 0.5 + z * 0.2)
    scene = [Plane(1, -0.06, wood(23, (0.58, 0.41, 0.25)), (64, 50)),
             Box((0, 0.1, 0), (7.4, 0.02, 10.5), 0.01, rot_y(-0.05), (0.9, 0.88, 0.84), _order(), bend=bend, shine=0.04),
             Capsule((8.8, 0.45, 8.5), (10.2, 0.45, -3.5), 0.42, (0.02, 0.05, 0.22), 0.6), Capsule((10.2, 0.45, -3.5), (10.33, 0.45, -4.7), 0.26, (0.5, 0.5, 0.52), 0.6),
             Capsule((8.97, 0.90, 7.0), (9.35, 0.90, 3.6), 0.10, (0.5, 0.5, 0.52), 0.6)]
    lights = [((-26, 40, -16), (2.7, 2.6, 2.4), 7, 58), ((20, 50, 30), (0.5, 0.5, 0.55), 4, 60)]
    linear = tracer.render(scene, (1.2, 33, 7.5), (1.1, 0, -0.1), 42.5, size, lights, (0.42, 0.43, 0.46), roll=-0.03, over=1 if quick else 1.4)
    return tracer.camera(linear, size, 12, 0.60, 0.010, 0.4, 0.0, 0.34, (1.0, 1.0, 0.99))


def _slip():
    w, h = 960, 1320
    image, d = _canvas(w, h, "#f2efe6")
    f, ink = face("T", 40), "#4a4650"
    lines = [("c", "REDECARTE"), ("c", "COMPROVANTE DE VENDA"), ("", ""), ("c", "AURORA FIBRA TELECOM S.A."), ("c", "LOJA VILA CLARA"), ("c", "CNPJ 12.ABC.345/01DE-35"), ("", ""),
             ("l", f"DATA {day(story.SIGNED)[:6]}26   HORA 15:11:08"), ("l", "TERM 77140233    DOC 008812"), ("l", "AUT 5G8Q02       LOTE 000411"), ("", ""),
             ("l", "DÉBITO À VISTA"), ("l", "CARTÃO ************4417"), ("l", "PEDIDO 118-20260126-0093"), ("l", "TAXA DE ADESÃO – CONTRATO"), ("l", story.CONTRACT), ("", ""),
             ("b", f"VALOR  R$ {money(story.JOINING)}"), ("", ""), ("c", "APROVADO MEDIANTE USO"), ("c", "DE SENHA PESSOAL"), ("", ""), ("c", "VIA DO CLIENTE")]
    y = 60
    for kind, s in lines:
        if kind == "c":
            d.text((w / 2, y), s, font=f, fill=ink, anchor="ma")
        elif kind == "b":
            d.text((90, y - 8), s, font=face("T", 58), fill=ink)
            y += 16
        else:
            d.text((90, y), s, font=f, fill=ink)
        y += 52
    rng = np.random.default_rng(3)
    a = np.asarray(image, np.float32)
    band = tracer.noise2((h, w), (9, 3), 4)[..., None]
    a = a + (np.array([242, 239, 230], np.float32) - a) * (0.25 * band)
    a = a + rng.normal(0, 1.5, a.shape)
    return load(Image.fromarray(np.clip(a, 0, 255).astype(np.uint8)))


def slip(size, quick=False):
    """Returns the photograph of the card-machine slip."""
    def bend(x, z):
        return 0.55 * (np.abs(z) / 5.5) ** 2.6 + 0.10 * np.sin(z * 1.1)
    scene = [Plane(1, -0.05, cloth(52, (0.36, 0.38, 0.40)), (40, 30), shine=0.1),
             Box((0, 0.1, 0), (4.0, 0.02, 5.5), 0.01, rot_y(0.07), (0.9, 0.88, 0.84), _slip(), bend=bend, shine=0.06)]
    lights = [((-18, 24, -10), (2.6, 2.5, 2.3), 6, 40), ((20, 30, 14), (0.6, 0.6, 0.65), 4, 40)]
    linear = tracer.render(scene, (0.4, 18, 4.0), (0.0, 0, 0.05), 39, size, lights, (0.44, 0.45, 0.47), roll=0.04, over=1 if quick else 1.3)
    return tracer.camera(linear, size, 15, 0.54, 0.013, 0.45, 0.0, 0.34, (1.0, 1.0, 0.98))


def _card():
    w, h = 1500, 1000
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    wave = 0.5 + 0.5 * np.sin(xx / 9 + 22 * np.sin(yy / 70)) * np.sin(yy / 8 + 18 * np.sin(xx / 90))
    base = np.stack([205 + 22 * wave, 224 + 12 * wave, 208 + 20 * wave], -1)
    image = Image.fromarray(base.astype(np.uint8))
    d = ImageDraw.Draw(image)
    d.rectangle((26, 26, w - 27, h - 27), outline="#3d6b4a", width=6)
    d.text((w / 2, 60), "CARTEIRA DE IDENTIDADE", font=face("BB", 66), fill="#1f4a2e", anchor="ma")
    d.text((w / 2, 134), "MODELO DE DEMONSTRAÇÃO – SEM VALOR LEGAL", font=face("BB", 36), fill="#8a1f14", anchor="ma")
    px, py = 80, 210
    photo = np.tile(np.array([198, 206, 214], np.float32), (560, 420, 1))
    im = Image.fromarray(photo.astype(np.uint8))
    p = ImageDraw.Draw(im)
    p.ellipse((20, 395, 400, 900), fill="#5a4a66")
    p.rounded_rectangle((172, 330, 250, 440), 30, fill="#b98a6c")
    p.ellipse((92, 70, 330, 400), fill="#8d8f96")
    p.ellipse((118, 110, 304, 372), fill="#c99a7b")
    p.pieslice((96, 66, 326, 300), 182, 358, fill="#9b9da4")
    p.ellipse((160, 220, 190, 236), fill="#3b2a22")
    p.ellipse((232, 220, 262, 236), fill="#3b2a22")
    p.rounded_rectangle((146, 204, 204, 252), 18, outline="#4a3a52", width=4)
    p.rounded_rectangle((218, 204, 276, 252), 18, outline="#4a3a52", width=4)
    p.arc((180, 280, 242, 326), 20, 160, fill="#8c4a44", width=5)
    p.line((211, 240, 205, 278), fill="#a97a5c", width=4)
    image.paste(im.filter(ImageFilter.GaussianBlur(2.2)), (px, py))
    d.rectangle((px, py, px + 420, py + 560), outline="#3d6b4a", width=4)
    c = story.HELENA
    rows = [("NOME", c["name"].upper()), ("FILIAÇÃO", c["parents"][0].upper() + "\n" + c["parents"][1].upper()), ("NATURALIDADE", "SÃO PAULO – SP"), ("DATA DE NASCIMENTO", day(c["birth"])),
            ("REGISTRO GERAL", c["rg"]), ("CPF", c["cpf"])]
    y = 210
    for i, (a, b) in enumerate(rows):
        x = 550 if i < 4 or i == 4 else 1010
        if i == 3:
            x, y = 1010, y - 108
        if i == 5:
            y -= 108
        d.text((x, y), a, font=face("BC", 32), fill="#2d5a3c")
        for k, s in enumerate(b.split("\n")):
            d.text((x, y + 34 + 48 * k), s, font=face("BB", 46), fill="#14181c")
        y += 108 + 48 * b.count("\n")
    d.text((550, 720), "ÓRGÃO EXPEDIDOR", font=face("BC", 32), fill="#2d5a3c")
    d.text((550, 754), f"{c['issuer']}   12/04/2019", font=face("BB", 46), fill="#14181c")
    d.line((560, 900, 1400, 900), fill="#2d5a3c", width=3)
    d.text((700, 812), "Helena Duarte Prado", font=face("H", 58), fill="#1a2230")
    d.text((980, 910), "ASSINATURA DO TITULAR", font=face("BC", 30), fill="#2d5a3c", anchor="ma")
    mark = Image.new("L", (w, h), 0)
    ImageDraw.Draw(mark).text((w / 2 + 120, h / 2 + 60), "EXEMPLO", font=face("BB", 300), fill=105, anchor="mm")
    mark = mark.rotate(18, Image.Resampling.BICUBIC)
    image.paste(Image.new("RGB", (w, h), "#b03024"), (0, 0), mark)
    return load(image)


def card(size, quick=False):
    """Returns the photograph of the identity card, plainly marked as an example."""
    scene = [Plane(1, 0, cloth(77, (0.60, 0.55, 0.50)), (36, 27), shine=0.03),
             Box((0, 0.06, 0), (5.1, 0.05, 3.4), 0.03, rot_y(-0.03), (0.85, 0.9, 0.86), _card(), shine=0.10)]
    lights = [((-12, 22, -12), (2.4, 2.3, 2.15), 6, 34), ((14, 26, 12), (0.7, 0.7, 0.75), 4, 40)]
    linear = tracer.render(scene, (0.2, 14.2, 1.7), (0.05, 0, 0.02), 33, size, lights, (0.44, 0.45, 0.47), roll=-0.02, over=1 if quick else 1.2)
    return tracer.camera(linear, size, 18, 0.52, 0.011, 0.5, 0.0, 0.30, (1.0, 1.0, 0.99))


def save_plain(image: Image.Image, path: Path) -> None:
    """Writes a JPEG without EXIF, as messengers do, with its JFIF head only."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=78, optimize=True)
    path.write_bytes(buffer.getvalue())
