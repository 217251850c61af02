"""Makes the sample case of Juntada: invented evidence in `arquivos/`, `caso.json` and `provas.json`.

    python3 make_sample.py --fonts DIR [bills] [prints] [photos] [sounds] [phone] [case]

Without names of parts, everything is made again (the photographs take some minutes; `photo-modem`,
`photo-speed`, `photo-order`, `photo-label`, `photo-slip` and `photo-id` make a single one). The outputs are
committed beside this file; it is needed only to change the sample. All dates and seeds are fixed, so
the same versions of the libraries give the same bytes.

Everybody and every number in it is invented: see `maker/story.py`, the one place that knows the story.

Needs Python 3.11, reportlab 5.1, pikepdf 10, pillow 13, numpy, piexif 1.1 and ffmpeg, and in DIR the TTF files
(not copied into the program; parts of them are embedded in the PDFs, as their OFL licence allows) of
the npm packages @expo-google-fonts/ barlow 0.4.1, caveat 0.4.2, homemade-apple 0.4.1, kalam 0.4.1,
lato 0.4.1, nunito 0.4.2, pt-serif 0.4.1, roboto 0.4.3 and roboto-mono 0.4.2, all in one folder.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from maker import bills, casefile, contract, letters, pdfkit, phone, photos, prints, sounds

ROOT = Path(__file__).resolve().parent
OUT = ROOT / "arquivos"
FILES = {key: files for key, files, *_ in casefile.EXHIBITS}
LAND, PORT = (1600, 1200), (1200, 1600)
# (exhibit, scene, upright size, moment, EXIF orientation, place)
PHOTOS = [
    ("modem", photos.modem, PORT, "2026-03-05T21:45:12", 6, (-23.6871, -46.6503)),
    ("speed", photos.speed, LAND, "2026-03-06T18:31:07", 1, None),
    ("order", photos.order, PORT, "2026-03-09T10:44:02", 6, None),
    ("label", photos.label, PORT, "2026-03-05T21:47:33", 8, None),
    ("slip", photos.slip, LAND, "2026-01-26T15:22:40", 3, None),
    ("id", photos.card, LAND, None, 1, None),
]


def make_bills() -> None:
    """Makes every PDF."""
    for i, key in enumerate(("bill2", "bill3", "bill4")):
        bills.invoice(i, OUT / FILES[key][0])
    bills.electricity(OUT / FILES["home"][0])
    contract.write(OUT / FILES["contract"][0])
    letters.pix_receipt(1, OUT / FILES["pix3"][0])
    letters.ombudsman_mail(OUT / FILES["mail"][0])
    letters.regulator_answer(OUT / FILES["anatel"][0])


def make_prints() -> None:
    """Makes every telephone screen."""
    prints.cancel_chat(OUT, FILES["chat2"])
    prints.first_chat(OUT / FILES["chat1"][0])
    prints.protocols(OUT / FILES["app"][0])
    prints.pix(0, OUT / FILES["pix2"][0])
    prints.warning(OUT / FILES["sms"][0])


def make_photo(fonts: Path, index: int) -> None:
    """Makes one photograph."""
    prints.use_fonts(fonts)
    key, scene, size, moment, orientation, place = PHOTOS[index]
    image, path = scene(size), OUT / FILES[key][0]
    if moment is None:
        photos.save_plain(image, path)
    else:
        photos.save(image, path, moment, orientation, place)


def make_photos(fonts: Path) -> None:
    """Makes every photograph, two at a time."""
    with ProcessPoolExecutor(2) as pool:
        for job in [pool.submit(make_photo, fonts, i) for i in range(len(PHOTOS))]:
            job.result()


def make_sounds() -> None:
    """Makes the recording and the note."""
    sounds.call(OUT / FILES["call1"][0])
    sounds.note(OUT / FILES["call2"][0])


def make_phone() -> None:
    """Makes the e-mail, the exported conversation and the invoice of the cable."""
    phone.mail(OUT / FILES["visit"][0])
    phone.conversation(OUT / FILES["talk"][0], OUT / FILES["modem"][0])
    phone.invoice(OUT / FILES["cable"][0])


def main() -> None:
    """Makes the parts that were asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("parts", nargs="*")
    args = parser.parse_args()
    parts = args.parts or ["bills", "prints", "photos", "sounds", "phone", "case"]
    OUT.mkdir(exist_ok=True)
    pdfkit.register(args.fonts)
    prints.use_fonts(args.fonts)
    deeds = {"bills": make_bills, "prints": make_prints, "photos": lambda: make_photos(args.fonts),
             "sounds": make_sounds, "phone": make_phone, "case": lambda: casefile.write(ROOT)}
    deeds |= {f"photo-{p[0]}": lambda i=i: make_photo(args.fonts, i) for i, p in enumerate(PHOTOS)}
    for part in parts:
        if part not in deeds:
            sys.exit(f"no such part: {part}")
        deeds[part]()


if __name__ == "__main__":
    main()
