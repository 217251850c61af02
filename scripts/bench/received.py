"""What a lawyer's catalogue costs: listing, searching and verifying received dossiers. The dossiers are
bags with a `caso.json`, made here, so that 5,000 of them do not take an hour to export."""

import hashlib
import json
import random
import statistics
import time
import uuid
import zipfile

from measure import Failed, run

EXHIBITS = 50
SURNAMES = ("Prado", "Siqueira", "Amaral", "Furtado", "Peçanha", "Guimarães", "Brandão", "Assunção")
COMPANIES = ("Aurora Fibra", "Banco Horizonte", "Lojas Ipê", "Energia Serrana", "Voo Azul")
WORDS = ("fatura", "contrato", "cobrança", "cancelamento", "entrega", "multa", "estorno", "garantia",
         "atendimento", "reclamação", "boleto", "negativação", "visita", "técnico", "juros")


def case_document(chance, number, exhibits):
    name = f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)} {number}"
    entries = [{"id": f"e{i}", "number": str(i), "title": " ".join(chance.sample(WORDS, 3)) + f" {i}",
                "kind": "invoice", "date": f"2026-0{chance.randint(1, 9)}-11", "items": []}
               for i in range(1, exhibits + 1)]
    return {
        "format": 1, "case_id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "title": f"{chance.choice(COMPANIES)} - {' '.join(chance.sample(WORDS, 2))}",
        "claimant": {"kind": "person", "name": name, "tax_id": f"{chance.randrange(10**11):011}"},
        "respondents": [{"id": "s1", "trade_name": chance.choice(COMPANIES), "sector": "other"}],
        "exhibits": entries,
        "contacts": [{"id": "c1", "when": "2026-02-12T14:32", "channel": "sac_phone",
                      "protocols": [protocol(number)]}],
        "facts": [{"id": f"f{i}", "text": " ".join(chance.choices(WORDS, k=30))} for i in range(1, 6)],
        "requests": [{"id": "r1", "text": "Devolver.", "amount": chance.randrange(10**6)}],
        "events": [],
    }


def protocol(number):
    return f"2026{number:012}"


def write_zip(path, chance, number, exhibits, payload_bytes):
    payload = chance.randbytes(payload_bytes)
    text = json.dumps(case_document(chance, number, exhibits), ensure_ascii=False).encode()
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("d/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        digest = hashlib.sha256(payload).hexdigest()
        made.writestr("d/manifest-sha256.txt", f"{digest}  data/p.bin\n")
        made.writestr("d/data/p.bin", payload)
        made.writestr("d/caso.json", text)
    return path.stat().st_size


class Received:
    """The part of the measurements that is about received dossiers."""

    def received(self):
        count, payload = self.size["recebidos"], self.size["bytes de um recebido"]
        inbox, catalogue = self.received_folder("entrada", count, EXHIBITS, payload)
        zips = sorted(inbox.iterdir())
        report = self.answer("receber", inbox, "--recebidos", catalogue)
        if report["checked"]["intact"] != count:
            raise Failed(f"nem todos íntegros: {report['checked']}")
        self.report.time(f"listar {count} recebidos", self.wall("recebidos", catalogue), 1.0)
        self.answer("recebidos", protocol(1), "--recebidos", catalogue)
        walls = []
        chance = random.Random(7)
        for turn in range(40):
            term = protocol(chance.randint(1, count)) if turn % 2 else " ".join(chance.sample(WORDS, 2))
            walls.append(self.wall("recebidos", catalogue, term))
        self.report.time(f"procurar em {count * EXHIBITS} provas, p95",
                         statistics.quantiles(walls, n=20)[-1], 0.1)
        request = self.folder / "conferir.json"
        ids = list(range(1, count + 1))
        told = {"request": "check_received", "path": str(catalogue), "ids": ids}
        request.write_text(json.dumps(told), encoding="utf-8")
        ours, theirs = [], []
        for _ in range(self.rounds):
            ours.append(run(("sh", "-c", f'"{self.program}" api < "{request}"')).cpu_s)
            theirs.append(run(("openssl", "dgst", "-sha256", *zips)).cpu_s)
        self.report.ratio(f"conferir {count} recebidos / openssl dgst",
                          (statistics.median(ours), statistics.median(theirs),
                           statistics.median(a / b for a, b in zip(ours, theirs))), 1 / 0.9)
        many = self.size["muitos recebidos"]
        inbox, catalogue = self.received_folder("entrada grande", many, 2, 100)
        self.juntada("receber", inbox, "--recebidos", catalogue)
        self.report.time(f"listar {many} recebidos", self.wall("recebidos", catalogue), 2.0)

    def received_folder(self, name, count, exhibits, payload):
        inbox, catalogue = self.fresh(name), self.fresh(f"{name} - recebidos")
        inbox.mkdir()
        chance = random.Random(count)
        for number in range(1, count + 1):
            write_zip(inbox / f"{number:05}.zip", chance, number, exhibits, payload)
        return inbox, catalogue

    def wall(self, word, catalogue, *words):
        began = time.monotonic()
        self.juntada(word, *words, "--recebidos", catalogue, "--json")
        return time.monotonic() - began
