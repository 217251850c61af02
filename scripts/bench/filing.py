"""Makes the package of every destination from a case that is hard on purpose (hard_case.py), and
reads back every file to be uploaded with other programs: names, types, sizes, KB a page, resolution,
sheets, no page lost, and the words on reduced pages as tesseract reads them. Ends with 1 if a limit
is passed, a page is lost or a page that was reduced reads worse than it must."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import hard_case

KB, MB = 1 << 10, 1 << 20
DATE = "2026-11-21"
# Share of the known words that must be read on a reduced page.
READ = 0.95
# A4 in points, with the 3 mm that courts allow.
SHEET, TOLERANCE = (595.3, 841.9), 8.5
NEEDED = ("qpdf", "pdfinfo", "pdfimages", "pdftotext", "pdftoppm", "tesseract")
BAND = re.compile(r"pág\. (\d+) de (\d+)")
REDUCED = "Cópia reduzida; o original tem o código"
REFERENCE = re.compile(r"^\d+ \d+ R$")


def tool(*words, ok=(0,)):
    made = subprocess.run([str(word) for word in words], capture_output=True,
                          env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    if made.returncode not in ok:
        raise SystemExit(f"{words[0]} terminou com {made.returncode}: {made.stderr.decode()[-400:]}")
    return made.stdout.decode(errors="replace")


def references(value, found):
    if isinstance(value, str):
        if REFERENCE.match(value):
            found.append(value)
    elif isinstance(value, list):
        for one in value:
            references(one, found)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key != "/Parent":
                references(one, found)


def bytes_of_pages(pdf):
    """What the pictures and foreign pages that each page shows take, by qpdf."""
    read = json.loads(tool("qpdf", "--json=2", "--json-stream-data=none", pdf))
    objects = read["qpdf"][1]
    sizes = []
    for page in read["pages"]:
        waiting, seen, size = [], set(), 0
        references(objects[f"obj:{page['object']}"]["value"].get("/Resources"), waiting)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            stands = objects[f"obj:{name}"]
            stream = stands.get("stream")
            references(stream["dict"] if stream else stands["value"], waiting)
            if stream and stream["dict"].get("/Subtype") in ("/Image", "/Form"):
                length = stream["dict"]["/Length"]
                size += length if isinstance(length, int) else objects[f"obj:{length}"]["value"]
        sizes.append(size)
    return sizes


class Pdf:
    """A PDF as other programs read it."""

    def __init__(self, path):
        self.path = path
        tool("qpdf", "--check", path, ok=(0, 3))
        # The last page ends with a form feed too.
        self.texts = tool("pdftotext", "-layout", path, "-").split("\f")[:-1]
        rows = [line.split() for line in tool("pdfimages", "-list", path).splitlines()[2:]]
        self.dpi = Counter()
        for row in rows:
            page = int(row[0])
            self.dpi[page] = max(self.dpi[page], int(row[12]), int(row[13]))

    def sheets(self):
        told = tool("pdfinfo", "-l", "100000", self.path)
        return [(float(w), float(h)) for w, h in re.findall(r"size: +([\d.]+) x ([\d.]+)", told)]

    def reduced(self):
        return [page for page, text in enumerate(self.texts, 1) if REDUCED in text]


class Verdict:
    """What was made for one destination, and what is wrong with it."""

    def __init__(self, profile):
        self.limits = {key: value for key, value in profile["limits"].items() if value}
        self.wrong = []
        self.files = self.pages = self.reduced = 0
        self.total = self.largest = self.heaviest = 0
        self.read = []

    def name(self, path):
        limits, name = self.limits, path.name
        if name.rsplit(".", 1)[-1] not in limits.get("types", [name.rsplit(".", 1)[-1]]):
            self.wrong.append(f"{name}: tipo")
        if len(name) > limits.get("name_max", 10_000):
            self.wrong.append(f"{name}: {len(name)} letras")
        if not re.search(limits.get("name_pattern", ""), name):
            self.wrong.append(f"{name}: nome")

    def file(self, path, pdf):
        size = path.stat().st_size
        self.files += 1
        self.total += size
        self.largest = max(self.largest, size)
        self.name(path)
        if size > self.limits.get("max_file_mb", 1 << 20) * MB:
            self.wrong.append(f"{path.name}: {size} bytes")
        most = self.limits.get("max_kb_per_page", 1 << 30) * KB
        pages = bytes_of_pages(path)
        self.pages += len(pages)
        heaviest = max([size // len(pages), *pages])
        self.heaviest = max(self.heaviest, heaviest)
        if heaviest > most:
            self.wrong.append(f"{path.name}: {heaviest} bytes numa página")
        finest = max(pdf.dpi.values(), default=0)
        if finest > self.limits.get("max_dpi", 1 << 20):
            self.wrong.append(f"{path.name}: {finest} dpi")
        for width, height in pdf.sheets():
            # A page that lies is on a sheet that lies.
            short, long = sorted((width, height))
            if abs(short - SHEET[0]) > TOLERANCE or abs(long - SHEET[1]) > TOLERANCE:
                self.wrong.append(f"{path.name}: folha de {width} x {height}")
        self.reduced += len(pdf.reduced())

    def row(self, name, seconds):
        worst = min((share for share, *_ in self.read), default=None)
        dpi = [dpi for _, dpi, _ in self.read]
        return (name, f"{self.files}", f"{self.pages}", f"{self.reduced}", f"{self.largest / MB:.1f}",
                f"{self.heaviest / KB:.0f}", f"{self.total / MB:.0f}",
                "—" if worst is None else f"{worst:.1%} (de {min(dpi)} a {max(dpi)} dpi)",
                f"{seconds:.0f} s", "; ".join(self.wrong[:3]) or "obedece")


def words_read(picture, known):
    """The share of known words that tesseract finds on a picture of the page."""
    told = tool("tesseract", picture, "-", "-l", "por", "--psm", "6", "-c", "thresholding_method=2").lower()
    left = Counter(re.findall(r"\w+", told))
    found = 0
    for word in known:
        if left[word]:
            left[word] -= 1
            found += 1
    return found / len(known)


class Bench:
    """The hard case and the program."""

    def __init__(self, program, folder, most_read):
        self.program, self.folder, self.most_read = program, folder, most_read
        self.case, self.known = hard_case.make(folder, self.juntada)

    def juntada(self, *words):
        return tool(self.program, *words, ok=(0, 1))

    def package(self, profile):
        began = time.monotonic()
        out = self.folder / "saida"
        shutil.rmtree(out, ignore_errors=True)
        made = json.loads(self.juntada("gerar", self.case, "--perfil", profile["id"], "--saida", out,
                                       "--data", DATE, "--json"))
        seconds = time.monotonic() - began
        verdict = Verdict(profile)
        self.juntada("conferir", made["zip"])
        exhibits = {exhibit["number"]: exhibit["title"] for exhibit in made["exhibits"]}
        verdict.wrong += [f"aviso: {found.get('path')}" for found in made["findings"]
                          if found["code"] == "over_limit"]
        pages = {}
        for name in made["upload_files"]:
            path = Path(name)
            if path.suffix != ".pdf":
                verdict.name(path)
                continue
            pdf = Pdf(path)
            verdict.file(path, pdf)
            for page, text in enumerate(pdf.texts, 1):
                shown = re.search(r"Doc\. (\w+)", text)
                band = BAND.search(text)
                if shown and band and path.name.startswith("Doc"):
                    pages.setdefault(shown[1], []).append((int(band[1]), int(band[2]), pdf, page))
        self.whole(verdict, exhibits, pages, made["upload_files"])
        self.legible(verdict, exhibits, pages)
        return verdict.row(profile["id"], seconds), bool(verdict.wrong)

    def whole(self, verdict, exhibits, pages, uploaded):
        for number, title in exhibits.items() if uploaded else ():
            found = [(page, of) for page, of, *_ in pages.get(number, [])]
            if found != [(page, len(found)) for page in range(1, len(found) + 1)] or not found:
                verdict.wrong.append(f"Doc. {number} {title[:20]}: páginas {found[:8]}")

    def legible(self, verdict, exhibits, pages):
        written = [(exhibits[number], page, pdf, at) for number, found in pages.items()
                   for page, _, pdf, at in found if (exhibits[number], page) in self.known]
        reduced = [one for one in written if REDUCED in one[2].texts[one[3] - 1]]
        # The coarsest first: what can be read there can be read on the others.
        reduced.sort(key=lambda one: one[2].dpi[one[3]])
        for title, page, pdf, at in reduced[:self.most_read]:
            picture = self.folder / "pagina"
            tool("pdftoppm", "-r", "300", "-png", "-singlefile", "-f", at, "-l", at, pdf.path, picture)
            share = words_read(picture.with_suffix(".png"), self.known[title, page])
            verdict.read.append((share, pdf.dpi[at], f"{title[:24]}, p. {page}"))
            if share < READ:
                verdict.wrong.append(f"{title[:24]}, p. {page}: {share:.1%} lidas a {pdf.dpi[at]} dpi")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programa", type=Path, required=True)
    parser.add_argument("--pasta", type=Path, help="guarda aqui o caso, e o usa de novo")
    parser.add_argument("--perfil", action="append", help="só estes destinos")
    parser.add_argument("--paginas", type=int, default=24, help="páginas lidas por destino")
    chosen = parser.parse_args()
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        raise SystemExit(f"não medido: faltam {', '.join(missing)} (scripts/tools.sh instala)")
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.pasta or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(chosen.programa, folder, chosen.paginas)
        profiles = json.loads(tool(chosen.programa, "perfis", "--json"))
        print("| destino | arquivos | páginas | reduzidas | maior, MB | KB na página mais pesada | ao todo, MB "
              "| palavras lidas, a pior | tempo | resultado |\n|" + " --- |" * 10)
        failed = False
        for profile in profiles:
            if not chosen.perfil or profile["id"] in chosen.perfil:
                row, is_wrong = bench.package(profile)
                failed |= is_wrong
                print("| " + " | ".join(row) + " |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
