"""The six-page contract of the combo: clauses, signature page and the summary sheet."""

import io
from pathlib import Path

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table, TableStyle

from . import bills, codes, story
from .codes import day, money
from .pdfkit import A4, GREY, H, HexColor, INK, PALE, RULE, W, mm, stamp

A, C = story.AURORA, story.HELENA
BODY = ParagraphStyle("body", fontName="S", fontSize=11, leading=17.4, alignment=TA_JUSTIFY, textColor=INK, spaceAfter=9)
CLAUSE = ParagraphStyle("clause", fontName="SB", fontSize=11.4, leading=15, textColor=INK, spaceBefore=12, spaceAfter=5, keepWithNext=1)
TITLE = ParagraphStyle("title", fontName="SB", fontSize=15, leading=19, textColor=HexColor("#123b52"), spaceAfter=3)
SUB = ParagraphStyle("sub", fontName="L", fontSize=9, leading=12.5, textColor=GREY, spaceAfter=10)
CELL = ParagraphStyle("cell", fontName="L", fontSize=9.6, leading=13, textColor=INK)
CELLB = ParagraphStyle("cellb", parent=CELL, fontName="LB")

SUMMARY = [
    ("Assinante", f"{C['name']}, CPF {C['cpf']}, RG {C['rg']} {C['issuer']}"),
    ("Endereço de instalação e cobrança", story.address(C)),
    ("Contato", f"{C['phone']}  ·  {C['email']}"),
    ("Nº do cliente  ·  instalação  ·  linha", f"{story.CUSTOMER}  ·  {story.INSTALLATION}  ·  {story.LINE}"),
    ("Plano contratado", "Combo Fibra 300 + Aurora TV"),
    ("Fibra 300 Mega", f"R$ {money(story.FIBER)} por mês — 300 Mbps de download, 150 Mbps de upload, fidelizado"),
    ("Aurora TV Essencial (1 ponto)", f"R$ {money(story.TV)} por mês — 84 canais e aplicativo em até 2 telas"),
    ("Total mensal do combo", f"R$ {money(story.COMBO)}"),
    ("Taxa de adesão", f"R$ {money(story.JOINING)}, paga no ato em {day(story.SIGNED)}, cartão de débito"),
    ("Vencimento", "todo dia 10, por período adiantado do dia 1º ao último dia do mês"),
    ("Permanência mínima", f"12 meses, de {day(story.STAY_FROM)} a {day(story.STAY_TO)}"),
    ("Benefício em troca da permanência", "instalação grátis, no valor de R$ 240,00"),
    ("Equipamento em comodato", f"modem {story.MODEM['maker']} {story.MODEM['model']}, nº de série {story.MODEM['serial']}"),
    ("Contratação", f"loja Aurora Vila Clara, pedido 118-20260126-0093, em {day(story.SIGNED)}"),
]

TEXT = [
    ("1. Das partes e do objeto", [
        f"1.1. De um lado, <b>{A['name']}</b>, inscrita no CNPJ sob o nº {codes.cnpj_pretty(A['cnpj'])}, com sede na {story.address(A)}, doravante PRESTADORA; de outro, a pessoa identificada na folha de resumo, doravante ASSINANTE.",
        "1.2. O objeto deste contrato é a prestação do Serviço de Comunicação Multimídia (acesso à internet por fibra óptica) e do Serviço de Acesso Condicionado (televisão por assinatura), nas condições da folha de resumo, que é parte integrante e prevalece em caso de dúvida.",
        "1.3. Nenhum serviço, pacote, canal ou ponto adicional será ativado ou cobrado sem pedido prévio e expresso da ASSINANTE, registrado com número de protocolo.",
        "1.4. A PRESTADORA é titular das autorizações e licenças exigidas para os dois serviços e responde perante a ASSINANTE pelos atos de seus representantes, lojas e técnicos credenciados."]),
    ("2. Da instalação e do equipamento", [
        "2.1. A instalação será feita em até 5 (cinco) dias úteis da assinatura, em data e período combinados com a ASSINANTE, mediante ordem de serviço assinada por ambas as partes.",
        "2.2. O modem óptico é cedido em comodato. A ASSINANTE responde por sua guarda e o devolverá em até 30 dias do fim do contrato; a retirada no endereço é gratuita e cabe à PRESTADORA agendá-la.",
        "2.3. O conserto ou a troca de equipamento com defeito não causado pela ASSINANTE é gratuito e será feito em até 48 (quarenta e oito) horas do chamado.",
        "2.4. A mudança de endereço será atendida onde houver viabilidade técnica, em até 10 (dez) dias úteis do pedido. Não havendo viabilidade, a ASSINANTE poderá rescindir o contrato, observada a cláusula 9.",
        "2.5. A visita técnica para reparo de falha da rede ou do equipamento cedido é gratuita. Só poderá ser cobrada a visita pedida para serviço na fiação interna, com preço informado e aceito antes do agendamento."]),
    ("3. Do preço, do faturamento e do reajuste", [
        f"3.1. Pelos serviços do combo a ASSINANTE pagará R$ {money(story.COMBO)} por mês, sendo R$ {money(story.FIBER)} pela Fibra 300 Mega e R$ {money(story.TV)} pela Aurora TV Essencial, cada serviço lançado <b>uma única vez</b> em cada fatura.",
        "3.2. A fatura será enviada por meio eletrônico ao menos 5 (cinco) dias antes do vencimento e trará, em separado, cada serviço, período e valor.",
        "3.3. Os dias entre a instalação e o primeiro dia do mês seguinte são cortesia de ativação e não serão cobrados.",
        "3.4. Os preços poderão ser reajustados a cada 12 meses, contados da assinatura, pela variação do IPCA ou índice que o substitua, com aviso de 30 dias.",
        "3.5. O atraso no pagamento de valor devido sujeita a ASSINANTE a multa de 2% e juros de 1% ao mês. Valor contestado fica suspenso até a resposta fundamentada da PRESTADORA.",
        "3.6. Passados 15 (quinze) dias do aviso de débito, a PRESTADORA poderá suspender parcialmente o serviço e, 30 (trinta) dias depois, suspendê-lo por inteiro. Durante a suspensão total não há cobrança de mensalidade. Pago o débito, o serviço será restabelecido em até 24 (vinte e quatro) horas."]),
    ("4. Da contestação de débitos", [
        "4.1. A ASSINANTE pode contestar qualquer lançamento em até 90 (noventa) dias do vencimento, por qualquer canal, e receberá número de protocolo no início do atendimento.",
        "4.2. A PRESTADORA responderá em até 7 (sete) dias corridos do registro. Sem resposta no prazo, o valor contestado será retirado da fatura ou creditado na seguinte.",
        "4.3. A quantia cobrada indevidamente e já paga será devolvida em dobro, com correção monetária e juros legais, na fatura seguinte à constatação ou por depósito em conta, à escolha da ASSINANTE.",
        "4.4. Enquanto a contestação não for respondida, a PRESTADORA não suspenderá o serviço nem enviará o nome da ASSINANTE a cadastro de inadimplentes pelo valor contestado.",
        "4.5. A pedido da ASSINANTE, a PRESTADORA emitirá nova fatura apenas com os valores não contestados, sem encargos, com vencimento não inferior a 5 (cinco) dias."]),
    ("5. Da qualidade do serviço", [
        "5.1. A velocidade média mensal será de, no mínimo, 80% da contratada e a instantânea de, no mínimo, 40%, medidas por cabo.",
        "5.2. Interrupção superior a 30 minutos no dia dá direito a desconto proporcional, aplicado na fatura seguinte sem necessidade de pedido.",
        "5.3. A PRESTADORA avisará com 7 (sete) dias de antecedência as interrupções programadas para manutenção.",
        "5.4. Não se consideram falhas da PRESTADORA as causadas por falta de energia no imóvel, por mau uso do equipamento ou por fiação interna de responsabilidade da ASSINANTE.",
        "5.5. Na Aurora TV Essencial, a retirada de canal será comunicada com 30 (trinta) dias de antecedência e compensada por canal do mesmo gênero ou por desconto; não sendo aceita a compensação, a ASSINANTE poderá cancelar o serviço sem multa."]),
    ("6. Do atendimento", [
        f"6.1. A ASSINANTE será atendida pelo SAC {A['sac']}, gratuito, 24 horas por dia, todos os dias; pelo chat do aplicativo Minha Aurora; nas lojas; e, em segunda instância, pela Ouvidoria ({A['ombudsman_phone']}, {A['ombudsman']}).",
        "6.2. Todo atendimento recebe número de protocolo. As gravações serão mantidas por, no mínimo, 90 (noventa) dias e os registros por 2 (dois) anos da solução, e entregues à ASSINANTE quando pedidos.",
        "6.3. A Ouvidoria responderá em até 10 (dez) dias úteis do recebimento da manifestação.",
        "6.4. As comunicações da PRESTADORA serão feitas por mensagem de texto, por correio eletrônico ou na própria fatura, para os contatos da folha de resumo. A ASSINANTE pode recusar, a qualquer tempo, mensagens de publicidade."]),
    ("7. Dos deveres da assinante", [
        "7.1. Manter seus dados atualizados; pagar em dia os valores devidos; permitir o acesso do técnico identificado; não revender nem compartilhar o sinal com outro imóvel; usar o serviço de acordo com a lei.",
        "7.2. Comunicar à PRESTADORA, assim que souber, furto, dano ou defeito do equipamento.",
        "7.3. Instalar e manter, no imóvel, tomada elétrica e condições adequadas de ventilação para o equipamento cedido."]),
    ("8. Da permanência mínima", [
        f"8.1. Em troca da instalação grátis (R$ 240,00), a ASSINANTE se compromete a manter o combo por 12 meses, de {day(story.STAY_FROM)} a {day(story.STAY_TO)}.",
        "8.2. É oferecido, nas mesmas condições de serviço, o combo sem permanência mínima, mediante pagamento da instalação. A ASSINANTE declara que conheceu as duas opções.",
        "8.3. A permanência não se renova nem recomeça por mudança de endereço, de plano ou de equipamento, salvo novo benefício aceito por escrito."]),
    ("9. Da rescisão e da multa", [
        "9.1. A ASSINANTE pode cancelar qualquer dos serviços a qualquer tempo, pelos mesmos canais em que pode contratar. O cancelamento produz efeito no momento do pedido, ainda que haja débito, e não depende de oferta ou justificativa.",
        f"9.2. Pedido o cancelamento antes de {day(story.STAY_TO)}, a PRESTADORA poderá cobrar multa proporcional de R$ {money(story.PENALTY_MONTH)} por mês que faltar para o fim da permanência, não contado o mês em curso.",
        "9.3. <b>A multa não será devida</b> quando a rescisão decorrer de: (a) descumprimento deste contrato ou da oferta pela PRESTADORA; (b) falha de qualidade não resolvida no prazo da cláusula 2.3; (c) erro de faturamento reclamado pela ASSINANTE e não corrigido em até 30 (trinta) dias do primeiro protocolo; (d) alteração unilateral do plano ou do preço.",
        "9.4. Recebido o pedido de cancelamento, cessam as cobranças posteriores; valores pagos por período não usado serão devolvidos em até 30 dias."]),
    ("10. Dos dados pessoais", [
        "10.1. Os dados da ASSINANTE serão tratados para executar este contrato, cumprir obrigação legal e regulatória e exercer direitos em processo, na forma da Lei 13.709/2018, e guardados pelo prazo que a regulamentação exigir.",
        "10.2. O compartilhamento com terceiros limita-se a técnicos credenciados, meios de pagamento e autoridades. A ASSINANTE pode pedir acesso, correção e cópia de seus dados pelos canais da cláusula 6.1."]),
    ("11. Disposições finais", [
        "11.1. A tolerância de uma parte com o descumprimento da outra não significa renúncia. A nulidade de uma cláusula não atinge as demais.",
        "11.2. O regulamento dos serviços e o sumário do plano estão no aplicativo e no sítio da PRESTADORA; em conflito com este instrumento, vale o mais favorável à ASSINANTE.",
        "11.3. Fica eleito o foro do domicílio da ASSINANTE para resolver dúvidas deste contrato."]),
]


def _decorate(canvas, doc) -> None:
    """Draws head, foot and initials of each page."""
    n = doc.page
    canvas.saveState()
    p = _Pen(canvas)
    bills.aurora_logo(p, 22 * mm, 26, 24)
    p.text(W - 22 * mm, 38, "Contrato de prestação de serviços", "L", 8, GREY, "right")
    p.text(W - 22 * mm, 48, f"nº {story.CONTRACT}", "LB", 8.5, INK, "right")
    canvas.setStrokeColor(HexColor("#0d7a80"))
    canvas.setLineWidth(1.2)
    canvas.line(22 * mm, H - 58, W - 22 * mm, H - 58)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(22 * mm, 44, W - 22 * mm, 44)
    p.text(22 * mm, H - 32, f"{A['name']}  ·  CNPJ {codes.cnpj_pretty(A['cnpj'])}", "L", 7.2, GREY)
    p.text(W / 2, H - 32, f"Página {n} de 6", "LB", 8, INK, "center")
    if n < 6:
        canvas.setFillColor(HexColor("#1a2f7d"))
        canvas.saveState()
        canvas.translate(W - 22 * mm - 56, 30 + n % 3)
        canvas.rotate(6 + n % 4)
        canvas.setFont("H", 12.5)
        canvas.drawString(0, 0, "HDPrado")
        canvas.restoreState()
    canvas.restoreState()


class _Pen:
    """The two drawing calls that the logo and the decorations need, over a bare canvas."""

    def __init__(self, canvas):
        self.c = canvas

    def text(self, x, y, s, font="L", size=9, color=INK, align="left"):
        width = pdfmetrics.stringWidth(s, font, size)
        self.c.setFillColor(color)
        self.c.setFont(font, size)
        self.c.drawString(x if align == "left" else x - width if align == "right" else x - width / 2, H - y, s)
        return width


def _signatures() -> list:
    def ink(hand, color):
        return Paragraph(hand, ParagraphStyle("ink", fontName="H", fontSize=19, leading=30, textColor=HexColor(color), alignment=1))

    def who(name, role):
        return Paragraph(f"<b>{name}</b><br/>{role}", ParagraphStyle("who", parent=CELL, alignment=1, leading=12.5))

    gap = Spacer(1, 1)
    rows = [[ink("Helena D. Prado", "#1a2f7d"), gap, ink("R. Siqueira", "#22252c")],
            [who(C["name"], f"ASSINANTE — CPF {C['cpf']}"), gap, who("Renato Siqueira Alves", "p/ PRESTADORA — loja Vila Clara")],
            [gap, gap, gap],
            [ink("Lígia M. Teles", "#1f3f94"), gap, ink("Caio B. F.", "#22252c")],
            [who("Testemunha 1: Lígia Moura Teles", "CPF 390.533.447-05"), gap, who("Testemunha 2: Caio Bento Freire", "CPF 111.444.777-35")]]
    t = Table(rows, colWidths=[73 * mm, 18 * mm, 73 * mm], rowHeights=[44, 34, 30, 44, 34])
    style = [("FONTNAME", (0, 0), (-1, -1), "L"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for row in (0, 3):
        style.append(("VALIGN", (0, row), (-1, row), "BOTTOM"))
        for col in (0, 2):
            style.append(("LINEBELOW", (col, row), (col, row), 0.7, INK))
    t.setStyle(TableStyle(style))
    return [t]


def _summary() -> Table:
    t = Table([[Paragraph(a, CELLB), Paragraph(b, CELL)] for a, b in SUMMARY], colWidths=[56 * mm, 110 * mm])
    t.setStyle(TableStyle([("FONTNAME", (0, 0), (-1, -1), "L"),
        ("LINEABOVE", (0, 0), (-1, 0), 1, INK), ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
        ("LINEBELOW", (0, -1), (-1, -1), 1, INK), ("BACKGROUND", (0, 7), (-1, 7), PALE),
        ("TOPPADDING", (0, 0), (-1, -1), 6), ("BOTTOMPADDING", (0, 0), (-1, -1), 6), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return t


def write(path: Path) -> None:
    """Writes the contract: summary, clauses and signatures on exactly six pages."""
    buffer = io.BytesIO()
    doc = BaseDocTemplate(buffer, pagesize=A4, invariant=1)
    doc.addPageTemplates(PageTemplate(frames=[Frame(22 * mm, 50, W - 44 * mm, H - 50 - 68, 0, 0, 0, 0)], onPage=_decorate))
    flow = [Paragraph("Contrato de prestação de serviços<br/>Combo Fibra 300 + Aurora TV", TITLE),
            Paragraph(f"Contrato nº {story.CONTRACT}  ·  assinado em {day(story.SIGNED)}  ·  2 vias de igual teor", SUB),
            Paragraph("Folha de resumo", CLAUSE), _summary(), Spacer(1, 10),
            Paragraph("A ASSINANTE declara que recebeu esta folha de resumo antes de assinar, que leu as cláusulas seguintes e que lhe foram explicados em especial o preço, a permanência mínima e a multa (cláusulas 3, 8 e 9).", BODY),
            PageBreak()]
    for head, paragraphs in TEXT:
        flow.append(Paragraph(head, CLAUSE))
        flow += [Paragraph(s, BODY) for s in paragraphs]
    flow.append(PageBreak())
    flow += [Paragraph("Assinaturas", TITLE), Spacer(1, 6),
             Paragraph("E, por estarem de acordo, as partes assinam este contrato em 2 (duas) vias de igual teor, na presença de duas testemunhas, ficando uma via com a ASSINANTE.", BODY),
             Paragraph(f"São Paulo – SP, {int(story.SIGNED[8:])} de janeiro de 2026.", BODY), Spacer(1, 22)] + _signatures()
    flow += [Spacer(1, 34), Paragraph("Recebimento", CLAUSE),
             Paragraph("Recebi uma via deste contrato com a folha de resumo, o comprovante da taxa de adesão e o folheto da oferta “Combo Fibra 300 + Aurora TV por R$ 159,80”, válida de 15/01/2026 a 15/02/2026.", BODY)]
    ink = ParagraphStyle("ink2", fontName="H", fontSize=15, leading=26, textColor=HexColor("#1a2f7d"))
    flow += [Spacer(1, 8), Paragraph("Helena D. Prado &nbsp;&nbsp; 26/01/26", ink)]
    doc.build(flow)
    assert doc.page == 6, f"the contract has {doc.page} pages"
    stamp(buffer.getvalue(), path, f"Contrato {story.CONTRACT}", A["name"], "2026-01-26T15:08", "Aurora Docs 3.1")
