"""The bills: three monthly invoices of the operator and the electricity bill that proves the address."""

from pathlib import Path

from . import codes, story
from .codes import day, money
from .pdfkit import GREY, H, HexColor, INK, PALE, Paper, RULE, W, mm

TEAL, DEEP, LIME = HexColor("#0d7a80"), HexColor("#123b52"), HexColor("#8fd3a5")
AMBER, NAVY = HexColor("#e59b1c"), HexColor("#20355c")
LEFT, RIGHT = 18 * mm, W - 18 * mm
A, Hl = story.AURORA, story.HELENA


def aurora_logo(p: Paper, x: float, y: float, size: float = 30) -> None:
    """Draws the operator's mark (three bands of light over a horizon) and its name."""
    c = p.c
    for i, color in enumerate((DEEP, TEAL, LIME)):
        r = size * (0.5 - 0.125 * i)
        c.setStrokeColor(color)
        c.setLineWidth(size * 0.095)
        c.setLineCap(1)
        c.arc(x + size / 2 - r, H - y - size / 2 - r, x + size / 2 + r, H - y - size / 2 + r, 22 - 8 * i, 158)
    c.setFillColor(AMBER)
    c.circle(x + size / 2, H - y - size * 0.56, size * 0.085, stroke=0, fill=1)
    c.setLineCap(0)
    w = p.text(x + size * 1.16, y + size * 0.56, "aurora", "NB", size * 0.62, DEEP)
    p.text(x + size * 1.16 + w + size * 0.07, y + size * 0.56, "fibra", "N", size * 0.62, TEAL)


def _page_head(p: Paper, b: dict, page: int) -> None:
    aurora_logo(p, LEFT, 34, 34)
    p.text(RIGHT, 44, f"Fatura de {b['name']}", "NB", 15, DEEP, "right")
    p.text(RIGHT, 57, f"Nota Fiscal Fatura de Serviços de Comunicação Eletrônica (NFCom) nº {b['number']:09d}  série 001",
           "L", 7.2, GREY, "right")
    p.text(RIGHT, 67, f"Emissão: {day(b['issued'])}   ·   Página {page} de 2", "L", 7.2, GREY, "right")
    p.rule(LEFT, 78, RIGHT, TEAL, 1.6)


def _boxes(p: Paper, b: dict, y: float) -> float:
    items = [("Total a pagar", f"R$ {money(b['total'])}"), ("Vencimento", day(b["due"])),
             ("Período", f"{day(b['first'])[:5]} a {day(b['last'])[:5]}"), ("Nº do cliente", story.CUSTOMER)]
    width = (RIGHT - LEFT - 3 * 8) / 4
    for i, (label, value) in enumerate(items):
        x = LEFT + i * (width + 8)
        strong = i < 2
        p.box(x, y, width, 44, DEEP if strong else PALE, r=4)
        p.text(x + 9, y + 15, label, "NS", 7.8, HexColor("#cfe3e6") if strong else GREY)
        p.text(x + 9, y + 34, value, "NB", 14 if strong else 12, HexColor("#ffffff") if strong else INK)
    return y + 44


def _history(p: Paper, index: int, x: float, y: float) -> None:
    p.text(x, y, "Suas últimas faturas", "NB", 9.5, DEEP)
    bills = story.BILLS[: index + 1]
    top = max(b["total"] for b in bills)
    for i, b in enumerate(bills):
        bx = x + 6 + i * 50
        h = 52 * b["total"] / top
        p.box(bx, y + 76 - h, 30, h, TEAL if i == index else HexColor("#b8d4d6"), r=2)
        p.text(bx + 15, y + 72 - h, money(b["total"]), "NS", 7, INK, "center")
        p.text(bx + 15, y + 87, b["name"][:3] + "/26", "L", 7.2, GREY, "center")
    p.rule(x, y + 76, x + 160, INK, 0.6)


def _slip(p: Paper, b: dict, y: float) -> None:
    p.rule(LEFT - 10, y, RIGHT + 10, GREY, 0.6, ([3, 2],))
    p.text(RIGHT, y + 9, "autenticação mecânica — recibo do pagador", "L", 6.3, GREY, "right")
    aurora_logo(p, LEFT, y + 12, 19)
    p.text(RIGHT, y + 27, codes.collection_pretty(b["line"]), "MB", 10.3, INK, "right")
    p.rule(LEFT, y + 36, RIGHT, INK, 0.8)
    cells = [("Pagador", Hl["name"], 0), ("Nº do cliente", story.CUSTOMER, 185), ("Fatura", b["name"], 262),
             ("Vencimento", day(b["due"]), 362), ("Valor (R$)", money(b["total"]), 440)]
    for label, value, dx in cells:
        p.text(LEFT + dx, y + 46, label, "L", 6.5, GREY)
        p.text(LEFT + dx, y + 58, value, "LB", 9)
    p.rule(LEFT, y + 65, RIGHT, RULE)
    p.bars(LEFT, y + 74, b["bar"], 103 * mm, 13 * mm)
    p.text(LEFT, y + 74 + 13 * mm + 10, "Pague em qualquer banco, lotérica ou aplicativo até o vencimento.", "L", 7, GREY)
    qx = RIGHT - 62
    p.qr(qx, y + 71, 62, f"00020126580014BR.GOV.BCB.PIX0136aurora-{b['number']}-{b['total']}5204000053039865802BR5913AURORA FIBRA6008CAMPINAS6304")
    p.para(qx - 108, y + 84, 100, "Prefere Pix?\nAponte a câmera do\naplicativo do seu banco\npara este código.", "L", 7.5, color=INK)


def _first_page(p: Paper, index: int, b: dict) -> None:
    _page_head(p, b, 1)
    p.text(LEFT, 100, Hl["name"].upper(), "LB", 10.5)
    for i, line in enumerate((f"{Hl['street']}, {Hl['number']} — {Hl['complement']}",
                              f"{Hl['district']} — {Hl['city']} – {Hl['state']}", f"CEP {Hl['cep']}")):
        p.text(LEFT, 113 + 12 * i, line, "L", 9)
    for i, (label, value) in enumerate((("CPF", Hl["cpf"]), ("Contrato", story.CONTRACT), ("Linha", story.LINE),
                                        ("Instalação", story.INSTALLATION))):
        p.text(RIGHT - 175, 100 + 12.5 * i, label, "L", 8, GREY)
        p.text(RIGHT, 100 + 12.5 * i, value, "LB", 8.6, INK, "right")
    y = _boxes(p, b, 156) + 26
    p.text(LEFT, y, "Resumo da fatura", "NB", 11, DEEP)
    y = p.table(LEFT, y + 7, [("Código", 52, "left"), ("Descrição", 255, "left"), ("Período", 105, "left"), ("Valor (R$)", RIGHT - LEFT - 412, "right")],
                [(code, name, f"{day(b['first'])} a {day(b['last'])[:5]}" if taxed else "—", money(v)) for code, name, v, taxed in b["items"]], 9, 17)
    p.text(RIGHT - 3, y + 20, f"Total da fatura   R$ {money(b['total'])}", "NB", 11.5, DEEP, "right")
    y += 48
    _history(p, index, LEFT, y)
    notes = {
        0: "Bem-vinda à Aurora! Os dias 30 e 31/01/2026 são cortesia de ativação. Sua fatura é mensal, por período adiantado, com vencimento todo dia 10.",
        1: "Sua fatura de fevereiro, de R$ 219,70, foi paga em 10/02/2026. Obrigado! Pagando em dia você mantém sua conexão sempre ligada.",
        2: "Sua fatura de março, de R$ 219,70, foi paga em 10/03/2026. Foi lançada nesta fatura a multa por rescisão antecipada: 10 meses restantes × R$ 20,00 = R$ 200,00.",
    }[index]
    x = LEFT + 200
    p.box(x, y - 12, RIGHT - x, 104, None, TEAL, 5, 0.8)
    p.text(x + 11, y + 5, "Mensagens para você", "NB", 9.5, DEEP)
    yy = p.para(x + 11, y + 20, RIGHT - x - 22, notes, "L", 8.6, 12)
    p.para(x + 11, yy + 5, RIGHT - x - 22,
           f"Não reconhece algum valor? Conteste em até 90 dias pelo SAC {A['sac']} (24 horas) ou pelo aplicativo Minha Aurora.", "L", 8.6, 12)
    y += 122
    p.text(LEFT, y, "Fale com a gente", "NB", 9.5, DEEP)
    p.para(LEFT, y + 13, RIGHT - LEFT,
           f"SAC {A['sac']} (24 horas)   ·   Ouvidoria {A['ombudsman_phone']} (dias úteis, 9h às 18h) e {A['ombudsman']}   ·   {A['site']}\n"
           "Atraso no pagamento: multa de 2% e juros de 1% ao mês. Após 15 dias de atraso, mediante aviso, o serviço pode ser suspenso.\n"
           "Anatel: 1331 (surdos: 1332). Débito automático: não cadastrado.", "L", 7.8, 11.5, GREY)
    _slip(p, b, H - 178)


def _second_page(p: Paper, b: dict) -> None:
    _page_head(p, b, 2)
    y = 104
    p.text(LEFT, y, "Documento auxiliar da NFCom (DANFE-COM)", "NB", 11, DEEP)
    p.text(LEFT, y + 16, "Emitente", "L", 7, GREY)
    p.text(LEFT, y + 27, A["name"], "LB", 9)
    p.text(LEFT, y + 39, story.address(A), "L", 8)
    p.text(LEFT, y + 50, f"CNPJ {codes.cnpj_pretty(A['cnpj'])}   ·   Inscrição estadual {A['ie']}", "L", 8)
    p.text(LEFT, y + 68, "Chave de acesso", "L", 7, GREY)
    p.text(LEFT, y + 80, codes.groups(b["key"], 4), "M", 9)
    p.text(LEFT, y + 96, "Protocolo de autorização", "L", 7, GREY)
    p.text(LEFT, y + 108, f"3352600{b['number']:08d}  ·  {day(b['issued'])} 04:1{b['number'] % 10}:27", "M", 8.5)
    p.qr(RIGHT - 88, y + 8, 88, f"https://nfcom.fazenda.example/consulta?chNFCom={b['key']}&tpAmb=1")
    p.text(RIGHT - 44, y + 106, "Consulte pela chave de acesso", "L", 6.5, GREY, "center")
    y += 138
    p.text(LEFT, y, "Detalhamento dos serviços", "NB", 11, DEEP)
    rows, icms_base, icms = [], 0, 0
    for i, (code, name, v, taxed) in enumerate(b["items"]):
        icms_base += v if taxed else 0
        icms += round(v * 0.18) if taxed else 0
        rows.append((f"{i + 1:02d}", code, name, "1", money(v), money(v), "18%" if taxed else "—", money(round(v * 0.18)) if taxed else "—"))
    y = p.table(LEFT, y + 8, [("Item", 28, "left"), ("Código", 42, "left"), ("Descrição", 203, "left"), ("Qtd.", 28, "right"), ("Unitário", 52, "right"),
                              ("Total (R$)", 54, "right"), ("ICMS", 40, "right"), ("ICMS (R$)", RIGHT - LEFT - 447, "right")], rows, 8.4, 16)
    pis, cofins = round(icms_base * 0.0065), round(icms_base * 0.03)
    y += 24
    p.text(LEFT, y, "Tributos", "NB", 11, DEEP)
    y = p.table(LEFT, y + 8, [("Tributo", 120, "left"), ("Base de cálculo (R$)", 120, "right"), ("Alíquota", 80, "right"), ("Valor (R$)", 100, "right")],
                [("ICMS", money(icms_base), "18,00%", money(icms)), ("PIS", money(icms_base), "0,65%", money(pis)), ("COFINS", money(icms_base), "3,00%", money(cofins))], 8.4, 15)
    y = p.para(LEFT, y + 18, RIGHT - LEFT, f"Valor aproximado dos tributos: R$ {money(icms + pis + cofins)} (Lei 12.741/2012). "
               "Contribuições ao FUST (1%) e ao FUNTTEL (0,5%) do valor dos serviços, não repassadas ao preço.", "L", 7.8, 11, GREY)
    y += 12
    p.text(LEFT, y, "Seu plano", "NB", 11, DEEP)
    y = p.table(LEFT, y + 8, [("Serviço", 150, "left"), ("Característica", 250, "left"), ("Situação", RIGHT - LEFT - 400, "left")],
                [("Fibra 300 Mega", "300 Mbps de download, 150 Mbps de upload", "Ativo desde 01/02/2026"),
                 ("Aurora TV Essencial", "84 canais, 1 ponto, aplicativo em até 2 telas", "Ativo desde 01/02/2026"),
                 ("Equipamento em comodato", f"Modem {story.MODEM['maker']} {story.MODEM['model']}, nº {story.MODEM['serial']}", "Com a cliente"),
                 ("Permanência mínima", f"{day(story.STAY_FROM)} a {day(story.STAY_TO)} (contrato {story.CONTRACT})", "Em curso")], 8.4, 16)
    p.para(LEFT, y + 26, RIGHT - LEFT,
           "Direitos do assinante: contestar valores em até 90 dias do vencimento; receber em dobro, com correção, o que pagou em excesso de forma indevida; "
           "pedir o histórico de atendimentos; cancelar pelos mesmos canais em que contratou. Confira o contrato e o sumário do plano no aplicativo Minha Aurora.", "L", 8, 12, GREY)
    p.rule(LEFT, H - 52, RIGHT, RULE)
    p.text(LEFT, H - 40, f"{A['name']}  ·  CNPJ {codes.cnpj_pretty(A['cnpj'])}", "L", 7.2, GREY)
    p.text(RIGHT, H - 40, f"Fatura de {b['name']}  ·  2 de 2", "L", 7.2, GREY, "right")


def invoice(index: int, path: Path) -> None:
    """Writes one monthly invoice of two pages."""
    b = story.BILLS[index]
    p = Paper(f"Fatura de {b['name']}", A["name"], b["issued"] + "T04:12", "Aurora Billing 7.2")
    _first_page(p, index, b)
    p.page()
    _second_page(p, b)
    p.page()
    p.save(path)


def _light_logo(p: Paper, x: float, y: float) -> None:
    c = p.c
    c.setFillColor(AMBER)
    c.circle(x + 15, H - y - 15, 15, stroke=0, fill=1)
    c.setFillColor(HexColor("#ffffff"))
    path = c.beginPath()
    for i, (dx, dy) in enumerate(((17, 4), (8, 17), (14, 17), (12, 26), (22, 12.5), (15.5, 12.5))):
        (path.lineTo if i else path.moveTo)(x + dx, H - y - dy)
    path.close()
    c.drawPath(path, stroke=0, fill=1)
    p.text(x + 38, y + 14, "LUZ DO", "BB", 13, NAVY)
    p.text(x + 38, y + 28, "PLANALTO", "BB", 13, NAVY)


def electricity(path: Path) -> None:
    """Writes the electricity bill of March: one page, in the consumer's name and address."""
    g = story.LIGHT
    use, price = 182, 0.92318
    energy = round(use * price * 100)
    lighting, flag = 1438, round(use * 1.885)
    total = energy + lighting + flag
    bar = codes.collection44("3", total, "0877", "20260325" + "00412290177" + "260309")
    key = codes.fiscal_key("35", "2603", g["cnpj"], "66", 2, 20917733, "3391205")
    p = Paper("Conta de energia elétrica março/2026", g["name"], "2026-03-11T02:40", "SGC-Luz 11.4")
    _light_logo(p, LEFT, 34)
    p.text(RIGHT, 44, "Nota Fiscal / Conta de Energia Elétrica", "BB", 12.5, NAVY, "right")
    p.text(RIGHT, 56, f"NF3e nº 020917733  série 002   ·   emissão 11/03/2026", "B", 8, GREY, "right")
    p.text(RIGHT, 67, f"{g['name']}  ·  CNPJ {codes.cnpj_pretty(g['cnpj'])}  ·  IE {g['ie']}", "B", 7.5, GREY, "right")
    p.text(RIGHT, 77, g["address"], "B", 7.5, GREY, "right")
    p.rule(LEFT, 88, RIGHT, NAVY, 1.6)
    p.box(LEFT, 100, 285, 82, None, RULE, 4)
    p.text(LEFT + 10, 114, "Cliente", "B", 7.5, GREY)
    p.text(LEFT + 10, 128, Hl["name"].upper(), "BB", 11.5)
    for i, s in enumerate((f"{Hl['street'].upper()}, {Hl['number']} {Hl['complement'].upper()}", f"{Hl['district'].upper()} — SÃO PAULO – SP — CEP {Hl['cep']}", f"CPF {Hl['cpf']}")):
        p.text(LEFT + 10, 142 + 13 * i, s, "BM", 9.5)
    x = LEFT + 297
    for i, (label, value) in enumerate((("Unidade consumidora", "0041 2290-177"), ("Referência", "março/2026"))):
        p.box(x + i * 101, 100, 96, 36, PALE, r=4)
        p.text(x + i * 101 + 8, 112, label, "B", 7.5, GREY)
        p.text(x + i * 101 + 8, 128, value, "BB", 11.5)
    for i, (label, value) in enumerate((("Vencimento", "25/03/2026"), ("Total a pagar", f"R$ {money(total)}"))):
        p.box(x + i * 101, 142, 96, 40, NAVY, r=4)
        p.text(x + i * 101 + 8, 155, label, "B", 7.5, HexColor("#ccd6ea"))
        p.text(x + i * 101 + 8, 173, value, "BB", 13, HexColor("#ffffff"))
    y = 204
    p.text(LEFT, y, "Itens da fatura", "BB", 11, NAVY)
    y = p.table(LEFT, y + 8, [("Descrição", 220, "left"), ("Quantidade", 80, "right"), ("Preço com tributos (R$)", 110, "right"), ("Valor (R$)", RIGHT - LEFT - 410, "right")],
                [("Consumo de energia (TUSD + TE)", f"{use} kWh", "0,92318", money(energy)), ("Adicional de bandeira amarela", f"{use} kWh", "0,01885", money(flag)),
                 ("Contribuição para iluminação pública municipal", "—", "—", money(lighting))], 9, 17, "BB", "B")
    p.text(RIGHT - 3, y + 16, f"Total   R$ {money(total)}", "BB", 12, NAVY, "right")
    y += 44
    p.text(LEFT, y, "Medição", "BB", 11, NAVY)
    p.table(LEFT, y + 8, [("Medidor", 75, "left"), ("Leitura anterior", 85, "right"), ("Leitura atual", 75, "right"), ("Consumo", 65, "right")],
            [("E-4417 0926", "18.204 (09/02)", "18.386 (10/03)", f"{use} kWh")], 8.6, 16, "BB", "B")
    p.para(LEFT, y + 62, 300, "Próxima leitura: 09/04/2026   ·   Ligação bifásica 220 V\nTarifa: residencial convencional B1", "B", 8, 11.5, GREY)
    hx = LEFT + 320
    p.text(hx, y, "Consumo nos últimos 13 meses (kWh)", "BB", 9.5, NAVY)
    values = [171, 168, 176, 159, 154, 150, 158, 163, 170, 181, 196, 188, use]
    for i, (v, m) in enumerate(zip(values, "MAMJJASONDJFM")):
        h = v * 0.3
        p.box(hx + i * 14, y + 72 - h, 10, h, NAVY if i == 12 else HexColor("#b9c5de"), r=1)
        p.text(hx + i * 14 + 5, y + 81, m, "B", 7, GREY, "center")
        p.text(hx + i * 14 + 5, y + 69 - h, str(v), "B", 5.6, GREY, "center")
    y += 108
    p.text(LEFT, y, "Informações fiscais", "BB", 11, NAVY)
    p.text(LEFT, y + 15, "Chave de acesso da NF3e", "B", 7.5, GREY)
    p.text(LEFT, y + 27, codes.groups(key, 4), "M", 8.8)
    p.text(LEFT, y + 43, f"ICMS 18%: base R$ {money(energy + flag)}, valor R$ {money(round((energy + flag) * 0.18))}   ·   PIS 0,95%   ·   COFINS 4,36%   ·   protocolo 3352600041998275", "B", 8, GREY)
    p.qr(RIGHT - 74, y - 6, 74, f"https://nf3e.fazenda.example/consulta?chNF3e={key}&tpAmb=1")
    y += 92
    p.box(LEFT, y, RIGHT - LEFT, 118, PALE, r=5)
    p.text(LEFT + 12, y + 18, "Avisos", "BB", 10.5, NAVY)
    p.para(LEFT + 12, y + 34, RIGHT - LEFT - 24,
           "Em 11/03/2026 não havia contas em atraso nesta unidade consumidora. Declaração de quitação de 2025: os débitos de janeiro a dezembro de 2025 estão quitados.\n"
           "Bandeira amarela em março: adicional de R$ 1,885 para cada 100 kWh consumidos.\n"
           "Falta de energia: mande a palavra LUZ e o número da sua unidade consumidora para 27555, ou ligue 0800 555 0110 (24 horas).\n"
           "Ouvidoria: 0800 555 0119 (dias úteis, 8h às 18h). ANEEL: 167.", "B", 8.8, 13.2)
    y = H - 150
    p.rule(LEFT - 10, y, RIGHT + 10, GREY, 0.6, ([3, 2],))
    _light_logo(p, LEFT, y + 12)
    p.text(RIGHT, y + 27, codes.collection_pretty(codes.collection48(bar)), "MB", 10, INK, "right")
    p.text(RIGHT, y + 42, f"UC 0041 2290-177   ·   vencimento 25/03/2026   ·   R$ {money(total)}", "BM", 9.5, INK, "right")
    p.rule(LEFT, y + 52, RIGHT, RULE)
    p.bars(LEFT, y + 62, bar, 103 * mm, 13 * mm)
    p.page()
    p.save(path)


