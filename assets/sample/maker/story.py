"""The story of the sample case, once: people, prices, dates, numbers. Every paper, print and photo
and `caso.json` take them from here, so that nothing can contradict anything else.

Everybody is invented. The consumer's CPF is a published test number, the company's tax id is the
example of the alphanumeric CNPJ, addresses end in `.example`, telephone numbers are of the 5555
range.
"""

from . import codes

HELENA = {
    "name": "Helena Duarte Prado", "cpf": "529.982.247-25", "rg": "12.345.678-9", "issuer": "SSP/SP",
    "birth": "1963-08-14", "parents": ["Antônio Prado", "Celeste Duarte Prado"],
    "street": "Rua das Acácias", "number": "120", "complement": "ap. 34", "district": "Vila Clara",
    "city": "São Paulo", "state": "SP", "cep": "04400-000",
    "phone": "(11) 95555-0142", "email": "helena.prado@correio.example",
}
AURORA = {
    "name": "Aurora Fibra Telecom S.A.", "trade": "Aurora Fibra", "cnpj": codes.cnpj("12ABC34501DE"),
    "street": "Avenida Central", "number": "1500", "complement": "8º andar", "district": "Centro",
    "city": "Campinas", "state": "SP", "cep": "13000-000", "ie": "110.042.490.114",
    "sac": "0800 555 0142", "ombudsman": "ouvidoria@aurorafibra.example",
    "ombudsman_phone": "0800 555 0177", "site": "www.aurorafibra.example",
}
LIGHT = {
    "name": "Companhia Luz do Planalto S.A.", "cnpj": codes.cnpj("45LUZ7780001"),
    "address": "Rua do Ipê, 80, Centro, São Paulo – SP, 01000-000", "ie": "109.331.870.118",
}
BANK = "Banco Serra Azul S.A."

CONTRACT = "2026/0048817-3"
CUSTOMER = "7304118-2"
LINE = "(11) 5555-0134"
INSTALLATION = "FTTH-SP-0912-4471"
MODEM = {"maker": "Netvale", "model": "NV-4100 AX", "serial": "NVLX26A0184473", "mac": "02:4E:56:A1:84:73"}

FIBER, TV, JOINING, PENALTY_MONTH = 9990, 5990, 5000, 2000
COMBO = FIBER + TV
SIGNED, INSTALLED = "2026-01-26", "2026-01-30"
STAY_FROM, STAY_TO = "2026-02-01", "2027-01-31"
PENALTY_MONTHS = 10  # abril/2026 a janeiro/2027: o mês em curso (março) não conta
PENALTY = PENALTY_MONTH * PENALTY_MONTHS


def _bill(month, name, issued, due, first, last, extra, number, key_code):
    items = [
        ("1001", "Fibra 300 Mega", FIBER, 1),
        ("2040", "Aurora TV Essencial", TV, 1),
        ("2040", "Aurora TV Essencial", TV, 1),
    ] + extra
    total = sum(i[2] for i in items)
    bar = codes.collection44("4", total, "0142", f"{due.replace('-', '')}{CUSTOMER.replace('-', '')}{number:09d}")
    key = codes.fiscal_key("35", month[2:4] + month[5:7], AURORA["cnpj"], "62", 1, number, key_code)
    return {"month": month, "name": name, "issued": issued, "due": due, "first": first, "last": last,
            "items": items, "total": total, "bar": bar, "line": codes.collection48(bar), "key": key, "number": number}


BILLS = [
    _bill("2026-02", "fevereiro de 2026", "2026-02-02", "2026-02-10", "2026-02-01", "2026-02-28", [], 418227, "4820173"),
    _bill("2026-03", "março de 2026", "2026-03-02", "2026-03-10", "2026-03-01", "2026-03-31", [], 427935, "1907742"),
    _bill("2026-04", "abril de 2026", "2026-04-01", "2026-04-10", "2026-04-01", "2026-04-30",
          [("9002", "Multa por rescisão antecipada (cláusula 9.2)", PENALTY, 0)], 437602, "6615508"),
]
PAYMENTS = [
    {"bill": 0, "when": "2026-02-10T13:42", "e2e": "E99900142202602101642k7Qp2mZx8Ra", "auth": "4F2A.91C7.0B3E.D858"},
    {"bill": 1, "when": "2026-03-10T09:17", "e2e": "E99900142202603101217b3Tn9wLc5Yd", "auth": "A07D.33E1.5C92.6B14"},
]
PAID = sum(BILLS[p["bill"]]["total"] for p in PAYMENTS)
UNDUE_PAID = TV * len(PAYMENTS)
DOUBLE = 2 * UNDUE_PAID
UNDUE_DEBT = BILLS[2]["total"]
CLAIM = DOUBLE + UNDUE_DEBT

SAC1, SAC2 = "2026021200417733", "2026030600981120"
CHAT1, CHAT2 = "2026030400118820", "2026031600233415"
OMBUDSMAN = "OUV-77120/2026"
ANATEL = "202604061187342"
ORDER = "5540218"

CABLE = {"name": "Casa do Cabo Informática Ltda.", "cnpj": codes.cnpj("33CBO9120001"), "number": 20871, "total": 3490}
CABLE["key"] = codes.fiscal_key("35", "2603", CABLE["cnpj"], "55", 1, CABLE["number"], "4812003")

assert BILLS[0]["total"] == BILLS[1]["total"] == 21970 and BILLS[2]["total"] == 41970
assert (UNDUE_PAID, DOUBLE, UNDUE_DEBT, CLAIM) == (11980, 23960, 41970, 65930)
assert all(len(b["bar"]) == 44 and len(b["line"]) == 48 and len(b["key"]) == 44 for b in BILLS)


def address(p: dict) -> str:
    """Returns a postal address on one line."""
    return f"{p['street']}, {p['number']}, {p['complement']}, {p['district']}, {p['city']} – {p['state']}, {p['cep']}"
