"""Measures Juntada against its peers, in turn (A B A B …), and prints medians and ratios. What is
made is checked before it is timed: a fast wrong answer counts for nothing. Ends with 1 if a goal is
missed by more than 15 %, or if what was made is wrong; a goal that could not be measured is
"não medido", never a pass."""

import argparse
import datetime
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Failed, machine, pairs, peak_mb, run
from received import Received

HERE = Path(__file__).parent
# `juntada` says 1 when there is something for the user to see, such as a case without parties.
DONE = (0, 1)
TOLERANCE = 1.15
RAM_DISK = Path("/dev/shm")
# Fixtures, copies and packages of the largest measurement, with room to spare.
NEEDED_BYTES = 6 << 30
DATE = "2026-11-21"
# A page of a photo, which costs most to draw, in a dossier of 200 pages; and how often it is edited.
PREVIEWED_PAGE = 30
EDITS = 4
# Width of a print copy.
COPY_PX = 1200


class Report:
    """What was measured, as lines of a table."""

    def __init__(self):
        self.lines = []
        self.missed = []

    def add(self, what, ours, peer="", figure="", goal="", verdict=""):
        self.lines.append((what, ours, peer, figure, goal, verdict))
        print(f"  {what}: {ours} {peer and '/ ' + peer} {figure} {goal} {verdict}", file=sys.stderr)

    def ratio(self, what, measured, limit):
        ours, peer, ratio = measured
        self.add(what, f"{ours:.2f} s", f"{peer:.2f} s", f"{ratio:.2f}×", f"≤ {limit:.2f}×",
                 self.judge(what, ratio, limit))

    def memory(self, what, peak, limit, child=0.0):
        beside = f"leitor {child:.0f} MB" if child else ""
        self.add(what, f"{peak:.0f} MB", beside, "", f"≤ {limit} MB", self.judge(what, peak, limit))

    def time(self, what, seconds, limit, beside=""):
        self.add(what, f"{seconds:.2f} s", beside, "", f"≤ {limit:.2f} s",
                 self.judge(what, seconds, limit))

    def rate(self, what, count, seconds, least):
        self.add(what, f"{count / seconds:.0f} por s", f"{seconds:.2f} s", "", f"≥ {least} por s",
                 self.judge(what, least * seconds / count, 1.0))

    def not_measured(self, what, why):
        self.add(what, "não medido", "", why)

    def judge(self, what, figure, limit):
        if figure <= limit:
            return "atingida"
        if figure <= limit * TOLERANCE:
            return "perto"
        self.missed.append(what)
        return "NÃO ATINGIDA"

    def table(self):
        head = ("medida", "Juntada", "comparação", "razão", "meta", "resultado")
        rows = [head, tuple("---" for _ in head), *self.lines]
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)


PARTS = {"juntar": "gathering", "grande": "large", "gerar": "dossier", "editar": "editing",
         "recebidos": "received", "procurar": "searching", "caixa": "inbox", "copias": "copies"}


class Bench(Received):
    """One run of all measurements in one temporary folder."""

    def __init__(self, program, folder, report, size, rounds):
        self.program, self.folder, self.report = program, folder, report
        self.size, self.rounds = size, rounds
        self.python = sys.executable

    # What runs what.

    def juntada(self, *words, ok=DONE):
        return run((self.program, *words), ok=ok)

    def answer(self, *words):
        """Returns the JSON that the program answers, untimed."""
        done = subprocess.run([self.program, *map(str, words), "--json"], capture_output=True,
                              check=False)
        if done.returncode not in DONE:
            raise Failed(f"juntada {words[0]} terminou com {done.returncode}")
        return json.loads(done.stdout)

    def bagit(self, *words):
        return run((self.python, "-m", "bagit", *words))

    def fixture(self, kind, *numbers):
        folder = self.folder / kind
        run((self.python, HERE / "fixtures.py", kind, folder, *numbers))
        return folder

    def fresh(self, name):
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        return folder

    def new_case(self, name):
        case = self.fresh(name)
        self.juntada("novo", case)
        return case

    # (a) and (b): gathering and verifying small files.

    def gathering(self):
        files = self.fixture("pequenos", self.size["pequenos"])
        total = sum(path.stat().st_size for path in files.iterdir())
        label = f"{self.size['pequenos']} arquivos, {total / 1e6:.0f} MB"
        case, bag = self.folder / "caso", self.folder / "bag"

        def ours(_turn):
            self.new_case("caso")
            return self.juntada("juntar", case, files, ok=(0,))

        def theirs(_turn):
            self.fresh("bag")
            return run(("cp", "-r", files, bag),
                       (self.python, "-m", "bagit", "--quiet", "--sha256", bag))

        ours(0)
        kept = len(list((case / "data/originais").iterdir()))
        if kept != self.size["pequenos"]:
            raise Failed(f"{kept} arquivos guardados de {self.size['pequenos']}")
        if self.juntada("conferir", case, ok=(0,)).code == 0 and has("bagit"):
            self.bagit("--quiet", "--validate", case)
            self.report.ratio(f"juntar {label} / cp -r e bagit.py --sha256",
                              pairs(self.rounds, ours, theirs), 0.85)
            self.verifying(case, bag, label)
        else:
            self.report.not_measured(f"juntar {label}", "falta bagit")
            self.report.not_measured(f"conferir {label}", "falta bagit")
        case = self.new_case("caso")
        peak, child = peak_mb((self.program, "juntar", case, files), ok=(0,))
        self.report.memory(f"memória de juntar {label}", peak, 64, child)
        for leftover in ("caso", "bag", "pequenos"):
            self.fresh(leftover)

    def verifying(self, case, bag, label):
        """The two folders hold the same payload: ours as a case, theirs as a bag."""
        def ours(_turn):
            return self.juntada("conferir", case, ok=(0,))

        def theirs(_turn):
            return self.bagit("--quiet", "--validate", bag)

        self.report.ratio(f"conferir {label} / bagit.py --validate",
                          pairs(self.rounds, ours, theirs), 0.65)

    def large(self):
        mebibytes = self.size["grande"]
        files = self.fixture("grande", mebibytes)
        case = self.new_case("caso")
        peak, child = peak_mb((self.program, "juntar", case, files), ok=(0,))
        self.report.memory(f"memória de juntar um arquivo de {mebibytes} MiB", peak, 64, child)
        for leftover in ("caso", "grande"):
            self.fresh(leftover)

    # (c): dossier and ZIP.

    def dossier(self):
        count, documents = self.size["fotos"], self.size["pdfs"]
        label = f"{count} fotos de 12 MP e {documents} PDFs de 5 páginas"
        if not (has("PIL") and has("reportlab")):
            self.report.not_measured(f"gerar {label}", "faltam Pillow e reportlab")
            return
        photos = self.fixture("fotos", count)
        papers = self.fixture("pdfs", documents, 5)
        sizes = [path.stat().st_size for path in photos.iterdir()]
        print(f"  fotos: {sum(sizes) / len(sizes) / 1e6:.2f} MB em média", file=sys.stderr)
        template = self.new_case("modelo")
        self.juntada("juntar", template, photos, papers, ok=(0,))
        shutil.rmtree(template / ".juntada/cache", ignore_errors=True)
        out = self.folder / "saida"
        self.equality(template, out, photos)
        ours, theirs, alone = self.exporting(template, out, photos, papers)
        measured = pairs(self.rounds, ours, theirs)
        self.report.ratio(f"gerar (advogado) {label} / cp e openssl dgst do que entra e sai",
                          measured, 1.6)
        again = run((self.program, "gerar", self.folder / "caso", "--perfil", "advogado",
                     "--saida", self.fresh("saida"), "--data", DATE), ok=DONE)
        self.report.add("gerar de novo, páginas alheias já no cache", f"{again.cpu_s:.2f} s")
        self.beside(alone, measured[0])
        self.assembler()
        self.copy_case(template)
        command = (self.program, "gerar", self.folder / "caso", "--perfil", "advogado",
                   "--saida", self.fresh("saida"), "--data", DATE)
        peak, child = peak_mb(command, ok=DONE)
        self.report.memory(f"memória de gerar {label}", peak, 400, child)

    def assembler(self):
        """Fills a base that another process laid out, from the pages that `gerar` left cached."""
        program = Path(self.program).parent / "examples/assembler"
        what = "memória do montador sozinho"
        if not program.exists():
            self.report.not_measured(what, f"falta {program.name} ao lado do programa")
            return
        case, base, made = self.folder / "caso", self.folder / "base.pdf", self.folder / "montado.pdf"
        run((program, "leiaute", case, base))
        command = (program, "montar", case, base, made)
        cost = run(command)
        if shutil.which("qpdf"):
            run(("qpdf", "--check", made))
        peak, _ = peak_mb(command)
        self.report.memory(what, peak, 64)
        self.report.add("montador sozinho", f"{cost.cpu_s:.2f} s", "", "",
                        "", f"base de {base.stat().st_size / 1e6:.1f} MB")

    def copy_case(self, template):
        case = self.fresh("caso")
        run(("cp", "-r", template, case))
        return case

    def exporting(self, template, out, photos, papers):
        """Returns what exports a case without cache, what merely copies and hashes, and what
        puts the photos alone into a PDF."""
        def ours(_turn):
            case = self.copy_case(template)
            self.fresh("saida")
            return self.juntada("gerar", case, "--perfil", "advogado", "--saida", out,
                                "--data", DATE)

        def theirs(_turn):
            copies = self.fresh("copias")
            copies.mkdir()
            made = [path for path in out.iterdir() if "etiquetas" not in path.name]
            files = [*sorted(photos.iterdir()), *sorted(papers.iterdir()), *sorted(made)]
            cost = run(("cp", *files, copies), ("openssl", "dgst", "-sha256", *files))
            self.fresh("copias")
            return cost

        def alone(_turn):
            # Without turning: a photo with a turn is refused or drawn twice by some versions.
            return run((self.python, "-m", "img2pdf", "--rotation=ifvalid", "-o",
                        self.folder / "fotos.pdf", *sorted(photos.iterdir())))

        return ours, theirs, alone

    def equality(self, template, out, photos):
        """Refuses to time a dossier or ZIP that is not right."""
        case = self.copy_case(template)
        told = self.answer("gerar", case, "--perfil", "advogado", "--saida", self.fresh("saida"),
                           "--data", DATE)
        dossier, package = told["dossier"][0], told["zip"]
        print(f"  dossiê: {told['pages']} páginas, {os.path.getsize(dossier) / 1e6:.0f} MB; "
              f"ZIP: {os.path.getsize(package) / 1e6:.0f} MB", file=sys.stderr)
        shown = {exhibit["items"][0] for exhibit in told["exhibits"] if exhibit["first_page"]}
        if len(shown) != self.size["fotos"] + self.size["pdfs"]:
            raise Failed(f"{len(shown)} provas no dossiê")
        for path in (dossier, package):
            self.juntada("conferir", path, ok=(0,))
        if shutil.which("qpdf"):
            run(("qpdf", "--check", dossier))
        else:
            self.report.not_measured("qpdf --check do dossiê", "falta qpdf")
        unpacked = self.fresh("aberto")
        run((self.python, "-m", "zipfile", "-e", package, unpacked))
        bag = next(unpacked.iterdir())
        run(("sha256sum", "--quiet", "-c", "manifest-sha256.txt"), cwd=bag)
        if has("bagit"):
            self.bagit("--quiet", "--validate", bag)
        self.fresh("aberto")

    # (d): an edit while the preview is open.

    def editing(self):
        """What is told is the difference between sessions with edits and one without."""
        count, documents = self.size["fotos da prévia"], self.size["pdfs da prévia"]
        program = Path(self.program).parent / "examples/session"
        what = f"mudar um título com a prévia aberta, {count} fotos e {documents} PDFs de 5 páginas"
        if not (has("PIL") and has("reportlab")):
            self.report.not_measured(what, "faltam Pillow e reportlab")
            return
        if not program.exists():
            self.report.not_measured(what, f"falta {program.name} ao lado do programa")
            return
        for leftover in ("fotos", "pdfs", "caso", "saida"):
            self.fresh(leftover)
        photos = self.fixture("fotos", count)
        papers = self.fixture("pdfs", documents, 5)
        template = self.new_case("modelo")
        self.juntada("juntar", template, photos, papers, ok=(0,))
        self.previewed(template)

        def session(edits):
            return run((program, self.copy_case(template), edits, PREVIEWED_PAGE)).cpu_s

        costs, first = [], []
        for _turn in range(self.rounds):
            first.append(session(0))
            costs.append((session(EDITS) - first[-1]) / EDITS)
        self.report.time(what, statistics.median(costs), 1.5,
                         f"a primeira vez {statistics.median(first):.2f} s")

    def previewed(self, template):
        """Refuses to time a preview that is not the dossier."""
        case = self.copy_case(template)
        request = {"request": "preview", "path": str(case), "profile": "advogado", "date": DATE}
        done = subprocess.run([self.program, "api"], input=json.dumps(request).encode(),
                              capture_output=True, check=False)
        if done.returncode not in DONE:
            raise Failed(f"preview terminou com {done.returncode}")
        told = json.loads(done.stdout)
        print(f"  prévia: {told['pages']} páginas, {told['bytes'] / 1e6:.0f} MB", file=sys.stderr)
        preview = Path(case) / ".juntada/cache" / told["key"] / "dossie.pdf"
        made = self.answer("gerar", case, "--perfil", "advogado", "--saida", self.fresh("saida"),
                           "--data", DATE)
        if preview.read_bytes() != Path(made["dossier"][0]).read_bytes():
            raise Failed("a prévia não é o dossiê")

    # (e): finding words.

    def searching(self):
        """Each answer is timed in one process, as at the screen; a question without one is wrong."""
        count = self.size["cartas"]
        program = Path(self.program).parent / "examples/searching"
        what = f"procurar em {count} e-mails, por ordem de relevância, p95"
        if not program.exists():
            self.report.not_measured(what, f"falta {program.name} ao lado do programa")
            return
        made = self.fixture("cartas", count)
        distinct = int((made / "palavras.txt").read_text())
        if distinct < 20_000 and count >= 10_000:
            raise Failed(f"só {distinct} palavras diferentes")
        case = self.new_case("caso")
        gathered = self.juntada("juntar", case, made / "cartas", ok=(0,))
        self.report.add(f"juntar {count} e-mails", f"{gathered.cpu_s:.2f} s", "",
                        f"{count / gathered.cpu_s:.0f} por segundo")
        told = json.loads(subprocess.run([program, case, made / "perguntas.txt"],
                                         capture_output=True, check=True).stdout)
        if told["without"]:
            raise Failed(f"{told['without']} de {told['asked']} perguntas sem resposta")
        self.report.time(what, told["p95_ms"] / 1e3, 0.05,
                         f"p50 {told['p50_ms']:.1f} ms, {distinct} palavras diferentes")
        self.report.add(f"fazer o índice de {count} e-mails", f"{told['index_ms'] / 1e3:.2f} s")
        for leftover in ("caso", "cartas"):
            self.fresh(leftover)

    # (f): an inbox.

    def inbox(self):
        count = self.size["e-mails"]
        mailbox = self.fixture("entrada", count)
        costs = []
        for _turn in range(min(self.rounds, 3)):
            case = self.new_case("caso")
            costs.append(self.juntada("juntar", case, mailbox).cpu_s)
        kept = len(list((case / "data/originais").iterdir()))
        if kept != count + 1:
            raise Failed(f"{kept} arquivos guardados de {count} e-mails e a caixa")
        self.juntada("conferir", case, ok=(0,))
        self.report.rate(f"juntar uma caixa de {count} e-mails, CPU", count,
                         statistics.median(costs), 300)
        for leftover in ("caso", "entrada"):
            self.fresh(leftover)

    # (g): print copies.

    def copies(self):
        count = self.size["cópias"]
        what = f"cópias de {count} fotos de 12 MP a {COPY_PX} px / vipsthumbnail"
        program = Path(self.program).parent / "examples/copies"
        if not has("PIL") or not program.exists():
            self.report.not_measured(what, f"falta Pillow, ou {program.name} ao lado do programa")
            return
        self.fresh("fotos")
        photos = self.fixture("fotos", count)
        made, theirs_made = self.folder / "copias", self.folder / "vips"

        def ours(_turn):
            self.fresh("copias").mkdir()
            return run((program, photos, COPY_PX, made))

        def theirs(_turn):
            self.fresh("vips").mkdir()
            return run(("vipsthumbnail", "--size", f"{COPY_PX}x", "-o",
                        f"{theirs_made}/%s.jpg[Q=80,strip]", *sorted(photos.iterdir())))

        ours(0)
        if len(list(made.iterdir())) != count:
            raise Failed("faltam cópias")
        if shutil.which("vipsthumbnail"):
            self.report.ratio(what, pairs(self.rounds, ours, theirs), 0.75)
        else:
            self.report.not_measured(what, "falta vipsthumbnail")
        self.fresh("copias").mkdir()
        _, child = peak_mb((program, photos, COPY_PX, made))
        self.report.memory("memória das cópias, no leitor", child, 64)
        for leftover in ("fotos", "copias", "vips"):
            self.fresh(leftover)

    def beside(self, alone, ours_s):
        if not has("img2pdf"):
            self.report.not_measured("img2pdf, só as fotos", "falta img2pdf")
            return
        try:
            cost = alone(0)
        except Failed as why:
            self.report.not_measured("img2pdf, só as fotos", str(why))
            return
        self.report.add("gerar inteiro / img2pdf só das fotos, sem ZIP", f"{ours_s:.2f} s",
                        f"{cost.cpu_s:.2f} s", f"{ours_s / cost.cpu_s:.2f}×")


def has(module):
    """Returns whether a peer in Python is there, without loading it into this process."""
    code = f"import importlib.util,sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def workplace():
    """Returns where to measure: a RAM disk with room, or else the usual temporary folder."""
    if RAM_DISK.is_dir() and shutil.disk_usage(RAM_DISK).free >= NEEDED_BYTES:
        return RAM_DISK, "disco em memória"
    return Path(tempfile.gettempdir()), "DISCO COMUM (sem disco em memória com 6 GiB livres)"


def main():
    options = argparse.ArgumentParser(description="Mede a Juntada e seus pares.")
    options.add_argument("--programa", required=True, help="o programa juntada a medir")
    options.add_argument("--rapido", action="store_true", help="poucos arquivos, para provar o roteiro")
    options.add_argument("--voltas", type=int, default=5, help="pares de cada comparação")
    options.add_argument("--so", nargs="+", choices=PARTS, default=PARTS, metavar="PARTE",
                         help="só estas partes: " + ", ".join(PARTS))
    given = options.parse_args()
    program = shutil.which(given.programa) or given.programa
    size = {"pequenos": 1000, "grande": 1024, "fotos": 100, "pdfs": 50, "fotos da prévia": 60,
            "pdfs da prévia": 26, "recebidos": 200, "bytes de um recebido": 4 << 20,
            "muitos recebidos": 5000, "cartas": 10_000,
            "e-mails": 5000, "cópias": 200}
    if given.rapido:
        size = {"pequenos": 40, "grande": 32, "fotos": 4, "pdfs": 3, "fotos da prévia": 20,
                "pdfs da prévia": 3, "recebidos": 8, "bytes de um recebido": 1 << 20,
                "muitos recebidos": 30, "cartas": 200, "e-mails": 200, "cópias": 4}
    place, kind = workplace()
    report = Report()
    print(f"{machine()}\n{datetime.date.today()}, {kind}, {given.voltas} pares", flush=True)
    with tempfile.TemporaryDirectory(prefix="juntada-bench-", dir=place) as folder:
        bench = Bench(os.path.abspath(program), Path(folder), report, size, given.voltas)
        for part in given.so:
            try:
                getattr(bench, PARTS[part])()
            except Failed as why:
                report.missed.append(part)
                report.add(part, "ERRADO", "", str(why))
    print(report.table())
    if given.rapido:
        print("\nensaio com poucos arquivos: as metas não valem")
        return 1 if any(line[1] == "ERRADO" for line in report.lines) else 0
    if report.missed:
        print("\nmetas não atingidas: " + "; ".join(report.missed))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
