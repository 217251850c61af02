"""`caso.json` and `provas.json`: the account of the case and the list of exhibits to gather.

Exhibits have no ids before they are gathered, so citations name the SHA-256 of a file of theirs.
"""

import hashlib
import json
from pathlib import Path

from . import story
from .codes import cnpj_pretty, money

# (key, files, title, kind, date, note)
EXHIBITS = [
    ("id", ["WhatsApp Image 2026-03-20 at 18.02.11.jpeg"], "Carteira de identidade", "identity", "2019-04-12", ""),
    ("home", ["conta-luz-marco-2026.pdf"], "Conta de luz de março de 2026", "proof_of_address", "2026-03-11", "Comprovante de residência, no nome da consumidora."),
    ("contract", ["Contrato Aurora Fibra 2026-0048817-3.pdf"], "Contrato do combo Fibra 300 + Aurora TV", "contract", story.SIGNED,
     "Preço na página 1; cláusula 3.1 na página 2; cláusulas 9.2 e 9.3 nas páginas 4 e 5."),
    ("slip", ["IMG_20260126_152240.jpg"], "Comprovante da taxa de adesão", "receipt", story.SIGNED, ""),
    ("bill2", ["fatura_02_2026.pdf"], "Fatura de fevereiro de 2026", "invoice", "2026-02-02", "A Aurora TV aparece duas vezes."),
    ("pix2", ["Comprovante_Pix_10-02-2026.png"], "Pix da fatura de fevereiro", "receipt", "2026-02-10", ""),
    ("call1", ["gravacao-sac-2026-02-12.wav"], "Gravação da ligação para o SAC", "call", "2026-02-12", "Gravada pela consumidora no próprio celular."),
    ("bill3", ["fatura_03_2026.pdf"], "Fatura de março de 2026", "invoice", "2026-03-02", "A Aurora TV aparece duas vezes, sem o estorno prometido."),
    ("chat1", ["Screenshot_20260304-092418.png"], "Conversa no chat de 04/03", "chat", "2026-03-04", ""),
    ("modem", ["IMG_20260305_214512.jpg"], "Modem com a luz LOS vermelha", "photo", "2026-03-05", ""),
    ("label", ["IMG_20260305_214733.jpg"], "Etiqueta do modem", "photo", "2026-03-05", ""),
    ("speed", ["IMG_20260306_183107.jpg"], "Teste de velocidade no cabo", "photo", "2026-03-06", ""),
    ("call2", ["anotação da ligação 06-03.txt"], "Anotação da ligação de 06/03", "note", "2026-03-06", ""),
    ("order", ["IMG_20260309_104402.jpg"], "Ordem de serviço do reparo", "service_order", "2026-03-09", ""),
    ("pix3", ["Comprovante Pix março.pdf"], "Pix da fatura de março", "receipt", "2026-03-10", ""),
    ("chat2", [f"Screenshot_20260316-112{i}{s}.png" for i, s in enumerate(("04", "09", "16", "22"))], "Conversa no chat de 16/03: cancelamento recusado", "chat", "2026-03-16",
     "Quatro telas da mesma conversa, em ordem."),
    ("app", ["Screenshot_20260316-201433.png"], "Lista de protocolos no aplicativo", "screenshot", "2026-03-16", ""),
    ("mail", ["Resposta da Ouvidoria.pdf"], "Resposta da Ouvidoria por e-mail", "email", "2026-03-27", ""),
    ("bill4", ["fatura_04_2026.pdf"], "Fatura de abril de 2026, com a multa", "invoice", "2026-04-01", ""),
    ("anatel", ["reclamacao_anatel_202604061187342.pdf"], "Reclamação na Anatel e resposta", "agency_reply", "2026-04-14", ""),
    ("visit", ["Visita técnica agendada para 09_03.eml"], "E-mail que marca a visita técnica", "email", "2026-03-06", ""),
    ("talk", ["Conversa do WhatsApp com Aurora Fibra Visitas.zip"], "Conversa no WhatsApp sobre a visita", "chat", "2026-03-09", ""),
    ("cable", [f"{story.CABLE['key']}-procNFe.xml"], "Nota fiscal do cabo do teste", "fiscal_note", "2026-03-06", ""),
    ("sms", ["Screenshot_20260422-084751.png"], "Aviso de inclusão em cadastro de inadimplentes", "screenshot", "2026-04-22", ""),
]
PAPER = {"only_paper": True, "where": "com a consumidora", "title": "Folheto da oferta do combo", "kind": "offer", "date": story.SIGNED,
         "note": "Folheto recebido na loja: “Combo Fibra 300 + Aurora TV por R$ 159,80”, válido de 15/01 a 15/02/2026."}

TRANSCRIPT = f"""Resumo feito pela consumidora, que gravou a ligação no próprio celular.

A atendente Júlia confirma o nome da titular e dá o protocolo {story.SAC1}. Diz que a Aurora TV aparece duas vezes na fatura de fevereiro, por erro do sistema, e promete devolver os R$ {money(story.TV)} em até 7 dias. A consumidora pergunta se precisa fazer mais alguma coisa. A atendente responde que não."""


def exhibits(root: Path) -> list[dict]:
    """Returns the content of `provas.json`."""
    out = []
    for _, files, title, kind, date, note in EXHIBITS:
        entry = {"files": [f"arquivos/{f}" for f in files], "title": title, "kind": kind, "date": date}
        if note:
            entry["note"] = note
        out.append(entry)
    out.insert(3, PAPER)
    return out


def _digests(root: Path) -> dict[str, str]:
    return {key: "sha256:" + hashlib.sha256((root / "arquivos" / files[0]).read_bytes()).hexdigest() for key, files, *_ in EXHIBITS}


def case(root: Path) -> dict:
    """Returns the content of `caso.json`."""
    ref = _digests(root)
    c, a = story.HELENA, story.AURORA

    def cite(*items):
        return [{"exhibit": ref[k], **({"pages": p} if p else {})} for k, p in items]

    def postal(p):
        return {k: p[k] for k in ("street", "number", "complement", "district", "city", "state", "cep")}

    def contact(when, channel, protocol, attendant, summary, promise, due, answer, outcome, proofs):
        out = {"when": when, "channel": channel, "protocols": [protocol], "summary": summary}
        for key, value in (("attendant", attendant), ("promise", promise), ("due", due), ("answer", answer), ("outcome", outcome)):
            if value:
                out[key] = value
        return {**out, "exhibits": [ref[k] for k in proofs]}

    tv, bill = money(story.TV), money(story.BILLS[0]["total"])
    penalty, april, combo = money(story.PENALTY), money(story.BILLS[2]["total"]), money(story.COMBO)
    return {
        "format": 1,
        "title": "Aurora Fibra – TV cobrada em dobro e multa indevida",
        "place": "São Paulo – SP",
        "claimant": {
            "kind": "person", "name": c["name"], "nationality": "brasileira", "marital_status": "divorciada", "occupation": "professora aposentada",
            "parents": c["parents"], "birth_date": c["birth"], "rg": {"number": c["rg"], "issuer": c["issuer"]}, "tax_id": c["cpf"],
            "address": postal(c), "phone": c["phone"], "email": c["email"], "priority": ["60_plus"]},
        "representative": None,
        "respondents": [{
            "id": "s1", "corporate_name": a["name"], "trade_name": a["trade"], "tax_id": cnpj_pretty(a["cnpj"]), "address": postal(a),
            "phone": a["sac"], "email": a["ombudsman"], "site": a["site"], "sector": "telecom"}],
        "relation": {
            "contract": story.CONTRACT, "customer": story.CUSTOMER, "line": story.LINE, "installation": story.INSTALLATION, "order": "118-20260126-0093",
            "purchased_at": story.SIGNED, "purchase_place": "loja Aurora Vila Clara, São Paulo – SP",
            "product": "Combo Fibra 300 + Aurora TV Essencial", "model": f"modem {story.MODEM['maker']} {story.MODEM['model']}", "serial": story.MODEM["serial"],
            "price": story.COMBO, "payment": "mensal, Pix, vencimento todo dia 10", "holder": None},
        "contacts": [
            contact("2026-02-12T14:32", "sac_phone", story.SAC1, "Júlia", f"Reclamei que a fatura de fevereiro cobrou a Aurora TV duas vezes: R$ {tv} a mais, já pagos.",
                    "Devolver os R$ 59,90 em até 7 dias.", "2026-02-19", "Reconheceu o lançamento em dobro.", "Não cumprido: nada foi devolvido.", ["call1", "app"]),
            contact("2026-03-04T09:05", "chat", story.CHAT1, "Marcos", f"Reclamei que a fatura de março repetiu o erro e que a devolução de fevereiro não veio. Pedi a fatura certa, de R$ {combo}.",
                    f"Enviar em 48 horas nova fatura de março, de R$ {combo}, com o estorno de fevereiro.", "2026-03-06", "Confirmou dois lançamentos do código 2040.",
                    "Não cumprido: a nova fatura não veio.", ["chat1", "app"]),
            contact("2026-03-06T18:47", "sac_phone", story.SAC2, "não informou o nome", "Reclamei da internet instável desde 05/03, com a luz LOS vermelha, e cobrei a nova fatura e a devolução.",
                    "Visita técnica em 09/03 e resposta sobre a devolução em 5 dias.", "2026-03-11", "O técnico veio em 09/03 e fez o reparo.",
                    "Cumprido em parte: o reparo foi feito, a devolução não.", ["call2", "order", "app"]),
            contact("2026-03-16T10:18", "chat", story.CHAT2, "Patrícia", "Pedi o cancelamento do contrato sem multa, pela cláusula 9.3, letra c.",
                    None, None, f"Só aceita cancelar com multa de R$ {penalty}.", "Recusado.", ["chat2", "app"]),
            contact("2026-03-18T11:20", "ombudsman", story.OMBUDSMAN, "Denise Fontoura", "Pedi a devolução em dobro, o cancelamento sem multa e a cópia da gravação de 12/02.",
                    "Responder em até 10 dias úteis.", "2026-04-01", "Em 27/03 confirmou os lançamentos repetidos, sem data para devolver, e manteve a multa.",
                    "Não resolvido.", ["mail"]),
            contact("2026-04-06T20:10", "regulator", story.ANATEL, None, f"Reclamei na Anatel da cobrança em dobro, da multa e da fatura de abril, de R$ {april}.",
                    "A prestadora responde em até 10 dias.", "2026-04-16", "Em 14/04 a empresa confirmou o lançamento repetido, manteve a multa e não marcou data.",
                    "Não resolvido.", ["anatel"])],
        "facts": [
            {"date": story.SIGNED, "text": f"A consumidora contratou o combo Fibra 300 + Aurora TV por R$ {combo} por mês. O contrato diz que cada serviço é lançado uma única vez em cada fatura.",
             "citations": cite(("contract", "1-2"), ("slip", ""))},
            {"date": "2026-02-10", "text": f"A fatura de fevereiro cobrou a Aurora TV Essencial duas vezes e somou R$ {bill}. A consumidora pagou por Pix antes de notar o erro.",
             "citations": cite(("bill2", "1"), ("pix2", ""))},
            {"date": "2026-02-12", "text": f"Por telefone, a atendente Júlia reconheceu o erro e prometeu devolver os R$ {tv} até 19/02/2026. Nada foi devolvido.",
             "citations": cite(("call1", ""), ("app", ""))},
            {"date": "2026-03-04", "text": f"A fatura de março repetiu o erro. No chat, o atendente Marcos prometeu nova fatura, de R$ {combo}, até 06/03/2026. Ela não veio.",
             "citations": cite(("bill3", "1"), ("chat1", ""))},
            {"date": "2026-03-05", "text": "De 05 a 09/03/2026 a internet ficou instável, com a luz LOS do modem vermelha: 11,4 Mbps de 300 contratados em 06/03. O técnico trocou um conector danificado na caixa externa.",
             "citations": cite(("modem", ""), ("label", ""), ("cable", ""), ("speed", ""), ("call2", ""), ("visit", ""), ("talk", ""), ("order", ""))},
            {"date": "2026-03-10", "text": f"Sem a nova fatura e com receio de ficar sem internet, a consumidora pagou os R$ {bill} cobrados em março.",
             "citations": cite(("bill3", "1"), ("pix3", "1"))},
            {"date": "2026-03-16", "text": f"Passados 32 dias do primeiro protocolo, a consumidora pediu o cancelamento sem multa, como permite a cláusula 9.3, letra c. A empresa recusou e exigiu R$ {penalty}. A Ouvidoria manteve a recusa.",
             "citations": cite(("contract", "4-5"), ("chat2", "2-4"), ("mail", "1"))},
            {"date": "2026-04-01", "text": f"A fatura de abril, de R$ {april}, trouxe a multa, os serviços cobrados depois do pedido de cancelamento e, outra vez, a Aurora TV em dobro. Em resposta à Anatel a empresa manteve a cobrança e, em 22/04/2026, avisou que pode incluir o CPF da consumidora em cadastro de inadimplentes.",
             "citations": cite(("bill4", "1-2"), ("anatel", "1"), ("sms", ""))}],
        "requests": [
            {"text": f"Devolver em dobro o que foi pago a mais: 2 × (R$ {tv} em fevereiro + R$ {tv} em março).", "kind": "refund_double", "amount": story.DOUBLE, "counts": "adds", "destinations": []},
            {"text": "Cancelar o contrato sem multa, com efeito desde 16/03/2026, e retirar o modem sem custo.", "kind": "obligation", "amount": None, "counts": None, "destinations": []},
            {"text": f"Declarar indevida a fatura de abril: a multa de R$ {penalty} e os R$ {money(story.UNDUE_DEBT - story.PENALTY)} de serviços cobrados depois do pedido de cancelamento.",
             "kind": "undue_debt", "amount": story.UNDUE_DEBT, "counts": "undue_debt", "destinations": []},
            {"text": "Não incluir o nome da consumidora em cadastros de inadimplentes por esses valores ou, se já tiver incluído, retirar.", "kind": "obligation", "amount": None, "counts": None, "destinations": []}],
        "events": [
            {"date": story.INSTALLED, "text": "Instalação concluída; os dias 30 e 31/01 foram cortesia de ativação.", "citations": cite(("bill2", "1"))},
            {"date": "2026-03-14", "text": "Completam-se 30 dias do primeiro protocolo sem correção do erro (contrato, cláusula 9.3, letra c).", "citations": cite(("contract", "4-5"))},
            {"date": "2026-04-10", "text": f"Vencimento da fatura de abril, de R$ {april}, contestada e não paga.", "citations": cite(("bill4", "1"), ("sms", ""))}],
        "exhibits": [{"id": ref["call1"], "transcript": TRANSCRIPT}],
        "interview": {
            "problem": "unknown_charge",
            "began": "2026-02-10",
            "complained": "with_number",
            "destinations": ["procon", "jec"],
            "asked_to": 9,
        },
        "notes": "Confirmar com a filha se ela ouviu a ligação de 12/02. Pedir de novo a cópia da gravação antes de 13/05/2026 (90 dias).",
    }


def check(root: Path, doc: dict, proofs: list[dict]) -> None:
    """Stops when something contradicts something else."""
    total = sum(r["amount"] or 0 for r in doc["requests"])
    assert total == story.CLAIM == 65930
    assert (len(doc["contacts"]), len(doc["facts"]), len(doc["requests"])) == (6, 8, 4)
    files = [f for e in proofs for f in e.get("files", [])]
    on_disk = sorted(f"arquivos/{p.name}" for p in (root / "arquivos").iterdir())
    assert sorted(files) == on_disk, set(files) ^ set(on_disk)
    known = {"sha256:" + hashlib.sha256((root / f).read_bytes()).hexdigest() for f in files}
    assert len(known) == len(files) >= 18, "two files are equal"
    cited = [c["exhibit"] for part in ("facts", "events") for f in doc[part] for c in f["citations"]] + [e for c in doc["contacts"] for e in c["exhibits"]]
    assert set(cited) <= known
    sizes = [(root / f).stat().st_size for f in files]
    assert sum(sizes) <= 4 * 1024 * 1024 and max(sizes) < 1024 * 1024, (sum(sizes), max(sizes))
    protocols = [p for c in doc["contacts"] for p in c["protocols"]]
    assert len(set(protocols)) == 6
    for c in doc["contacts"]:
        assert c.get("due", "9999") >= c["when"][:10]


def write(root: Path) -> None:
    """Writes both files after checking them."""
    doc, proofs = case(root), exhibits(root)
    check(root, doc, proofs)
    for name, content in (("caso.json", doc), ("provas.json", proofs)):
        (root / name).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
