"""The other PDFs: a Pix receipt, the ombudsman's e-mail as printed by a webmail, and the complaint
with its answer as printed from the regulator's site."""

from pathlib import Path

from . import codes, story
from .codes import day, money
from .pdfkit import GREY, H, HexColor, INK, PALE, Paper, RULE, W, mm

A, C = story.AURORA, story.HELENA
LEFT, RIGHT = 20 * mm, W - 20 * mm
BLUE = HexColor("#1d3f8f")


def bank_logo(p: Paper, x: float, y: float) -> None:
    """Draws the invented bank's mark: two ridges."""
    c = p.c
    for color, points in ((HexColor("#7fa3e0"), ((0, 26), (13, 4), (26, 26))), (BLUE, ((12, 26), (24, 10), (36, 26)))):
        path = c.beginPath()
        for i, (dx, dy) in enumerate(points):
            (path.lineTo if i else path.moveTo)(x + dx, H - y - dy)
        path.close()
        c.setFillColor(color)
        c.drawPath(path, stroke=0, fill=1)
    p.text(x + 44, y + 22, "serra azul", "NB", 17, BLUE)


def pix_rows(index: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Returns the sections of a Pix receipt, the same for the PDF and for the phone picture."""
    pay = story.PAYMENTS[index]
    b = story.BILLS[pay["bill"]]
    when = f"{day(pay['when'][:10])} às {pay['when'][11:]}"
    return [
        ("Sobre a transação", [("Valor", f"R$ {money(b['total'])}"), ("Data e hora", when), ("Situação", "Concluída"),
                               ("Descrição", f"Fatura {b['month'][5:]}/2026 · {story.CUSTOMER}")]),
        ("Quem recebeu", [("Nome", A["name"]), ("CNPJ", codes.cnpj_pretty(A["cnpj"])), ("Instituição", "Banco Vale Claro S.A."),
                          ("Chave Pix", "pix@aurorafibra.example")]),
        ("Quem pagou", [("Nome", C["name"]), ("CPF", "***.982.247-**"), ("Instituição", story.BANK), ("Agência e conta", "0142 · 55071-9")]),
        ("Identificação", [("ID da transação", pay["e2e"]), ("Autenticação", pay["auth"])]),
    ]


def pix_receipt(index: int, path: Path) -> None:
    """Writes a Pix receipt as the bank's site saves it."""
    pay = story.PAYMENTS[index]
    p = Paper("Comprovante de transferência Pix", story.BANK, pay["when"], "Serra Azul Internet Banking")
    bank_logo(p, LEFT, 44)
    p.text(RIGHT, 66, "Comprovante de transferência Pix", "NB", 14, INK, "right")
    p.rule(LEFT, 84, RIGHT, BLUE, 1.6)
    p.box(LEFT, 104, RIGHT - LEFT, 66, PALE, r=6)
    p.text(LEFT + 16, 128, "Valor transferido", "L", 10, GREY)
    p.text(LEFT + 16, 154, f"R$ {money(story.BILLS[pay['bill']]['total'])}", "NB", 24, INK)
    p.text(RIGHT - 16, 128, "Transferência concluída", "LB", 10.5, BLUE, "right")
    p.text(RIGHT - 16, 146, f"{day(pay['when'][:10])} às {pay['when'][11:]}", "L", 10.5, INK, "right")
    y = 206
    for head, rows in pix_rows(index):
        p.text(LEFT, y, head, "NB", 12, BLUE)
        p.rule(LEFT, y + 8, RIGHT, RULE)
        y += 27
        for label, value in rows:
            p.text(LEFT, y, label, "L", 10, GREY)
            p.text(LEFT + 150, y, value, "M" if label in ("ID da transação", "Autenticação") else "LB", 10)
            y += 19
        y += 17
    p.rule(LEFT, y, RIGHT, RULE)
    p.para(LEFT, y + 20, RIGHT - LEFT,
           f"Comprovante emitido pelo Internet Banking em {day(pay['when'][:10])}, às {pay['when'][11:]}:41, horário de Brasília. "
           "A transferência Pix é imediata e não pode ser cancelada depois de concluída.\n"
           f"{story.BANK}  ·  CNPJ {codes.cnpj_pretty(codes.cnpj('88SRZ4410001'))}  ·  SAC 0800 555 0188  ·  Ouvidoria 0800 555 0199", "L", 8.5, 13, GREY)
    p.page()
    p.save(path)


def _mail_foot(p: Paper, page: int, pages: int, when: str, address: str) -> None:
    p.text(LEFT, H - 28, address, "R", 7, GREY)
    p.text(RIGHT, H - 28, f"{page}/{pages}", "R", 7, GREY, "right")
    p.text(LEFT, 28, when, "R", 7, GREY)
    p.text(W / 2 + 30, 28, "Correio – Resposta da Ouvidoria Aurora Fibra – Manifestação OUV-77120/2026", "R", 7, GREY, "center")


def _mail_message(p: Paper, y: float, who: str, address: str, when: str, to: str, body: str) -> float:
    p.text(LEFT, y, who, "RB", 9.5)
    from reportlab.pdfbase.pdfmetrics import stringWidth
    p.text(LEFT + stringWidth(who, "RB", 9.5) + 5, y, f"<{address}>", "R", 9, GREY)
    p.text(RIGHT, y, when, "R", 8.8, GREY, "right")
    p.text(LEFT, y + 13, f"Para: {to}", "R", 8.8, GREY)
    y = p.para(LEFT, y + 36, RIGHT - LEFT, body, "R", 10, 14.6)
    p.rule(LEFT, y - 2, RIGHT, RULE)
    return y + 22


REPLY = f"""Prezada Sra. Helena,

Agradecemos o seu contato. Sua manifestação {story.OMBUDSMAN}, recebida em 18/03/2026, foi analisada em conjunto com as áreas de Faturamento e de Retenção.

Sobre a cobrança repetida da Aurora TV Essencial (R$ {money(story.TV)}) nas faturas de fevereiro e de março de 2026: identificamos dois lançamentos com o mesmo código em cada fatura. O caso foi encaminhado à área financeira, que ainda não concluiu a análise. Não temos, neste momento, data prevista para a devolução.

Sobre o cancelamento: o contrato {story.CONTRACT} prevê permanência mínima de 12 meses. Por isso, mantemos a posição informada no chat, protocolo {story.CHAT2}: o cancelamento antes de {day(story.STAY_TO)} está sujeito à multa de R$ {money(story.PENALTY)}.

Sobre a interrupção de 05 a 09/03/2026: o reparo foi concluído na visita de 09/03/2026, ordem de serviço {story.ORDER}, sem custo.

Com estas informações, encerramos a manifestação. Se não concordar com a resposta, a senhora pode procurar a Anatel (1331) ou os órgãos de defesa do consumidor.

Atenciosamente,

Denise Fontoura
Ouvidoria – {A['name']}
{A['ombudsman_phone']}  ·  {A['ombudsman']}"""

FIRST_MAIL = f"""Prezados,

Sou cliente {story.CUSTOMER}, contrato {story.CONTRACT}. Reclamo de três fatos:

1. As faturas de fevereiro e de março trouxeram a Aurora TV Essencial duas vezes (R$ {money(story.TV)} a mais em cada uma). Paguei as duas, R$ {money(story.BILLS[0]['total'])} cada. O SAC reconheceu o erro em 12/02 (protocolo {story.SAC1}) e prometeu devolver até 19/02. Nada foi devolvido. Repeti o pedido em 04/03 ({story.CHAT1}) e em 06/03 ({story.SAC2}).

2. Fiquei sem internet estável de 05 a 09/03.

3. Em 16/03 pedi o cancelamento sem multa, pela cláusula 9.3, e o chat recusou (protocolo {story.CHAT2}).

Peço a devolução em dobro do que paguei a mais e o cancelamento sem multa. Peço também cópia da gravação da ligação de 12/02.

Helena Duarte Prado
CPF {C['cpf']}  ·  {C['phone']}"""


def ombudsman_mail(path: Path) -> None:
    """Writes the two-page print of the ombudsman's answer, with the consumer's message below it."""
    p = Paper(f"Correio – Manifestação {story.OMBUDSMAN}", C["name"], "2026-03-27T19:22", "Navegador – Imprimir em PDF")
    _mail_foot(p, 1, 2, "27/03/2026, 19:22", "https://correio.example/caixa/imprimir?conversa=77120")
    p.text(LEFT, 62, "correio", "NB", 17, HexColor("#41506b"))
    p.text(RIGHT, 62, f"{C['name']} <{C['email']}>", "RM", 8.8, INK, "right")
    p.rule(LEFT, 74, RIGHT, INK, 0.8)
    p.text(LEFT, 98, f"Resposta da Ouvidoria Aurora Fibra – Manifestação {story.OMBUDSMAN}", "RB", 13)
    p.text(LEFT, 113, "3 mensagens", "R", 8.8, GREY)
    p.rule(LEFT, 122, RIGHT, RULE)
    _mail_message(p, 142, "Ouvidoria Aurora Fibra", A["ombudsman"], "27 de março de 2026 às 16:05", C["email"], REPLY)
    p.page()
    _mail_foot(p, 2, 2, "27/03/2026, 19:22", "https://correio.example/caixa/imprimir?conversa=77120")
    y = _mail_message(p, 66, "Ouvidoria Aurora Fibra", A["ombudsman"], "18 de março de 2026 às 11:24", C["email"],
                      f"Recebemos a sua mensagem e registramos a manifestação {story.OMBUDSMAN}. O prazo de resposta é de 10 dias úteis e termina em 01/04/2026.\n\nEsta é uma mensagem automática. Para acompanhar, informe o número da manifestação.")
    _mail_message(p, y + 4, C["name"], C["email"], "18 de março de 2026 às 11:20", A["ombudsman"], FIRST_MAIL)
    p.page()
    p.save(path)



COMPLAINT = (f"Contratei em 26/01/2026 o combo Fibra 300 + Aurora TV por R$ {money(story.COMBO)} por mês. As faturas de fevereiro e março cobraram a Aurora TV duas vezes "
             f"(R$ {money(story.TV)} a mais em cada uma) e eu paguei. Reclamei nos protocolos {story.SAC1}, {story.CHAT1} e {story.SAC2}; a empresa reconheceu o erro e não devolveu. "
             f"Em 16/03 pedi o cancelamento (protocolo {story.CHAT2}) e exigiram multa de R$ {money(story.PENALTY)}. A Ouvidoria ({story.OMBUDSMAN}) manteve a multa. A fatura de abril veio com "
             f"R$ {money(story.BILLS[2]['total'])}: a multa, os serviços de abril e a Aurora TV outra vez em dobro. Peço a devolução em dobro de R$ {money(story.UNDUE_PAID)}, o cancelamento sem multa desde 16/03 e a baixa da fatura de abril.")
ANSWER = (f"Prezada consumidora, em atenção à sua reclamação, informamos que a linha {story.LINE} encontra-se ativa. A multa de R$ {money(story.PENALTY)} decorre da cláusula 9.2 do contrato "
          f"{story.CONTRACT} e foi lançada na fatura com vencimento em 10/04/2026, que permanece em aberto no valor de R$ {money(story.BILLS[2]['total'])}. Quanto à Aurora TV Essencial, confirmamos o lançamento repetido do código 2040; "
          "o ajuste depende de conclusão da área financeira, sem data definida. Colocamo-nos à disposição no SAC " + A["sac"] + ".")


def regulator_answer(path: Path) -> None:
    """Writes the print of the complaint to the regulator and of the operator's answer."""
    p = Paper(f"Reclamação {story.ANATEL}", "Anatel Consumidor", "2026-04-14T20:31", "Navegador – Imprimir em PDF")
    p.text(LEFT, 28, "14/04/2026, 20:31", "R", 7, GREY)
    p.text(W / 2 + 30, 28, "Anatel Consumidor – Minhas solicitações", "R", 7, GREY, "center")
    p.text(LEFT, H - 28, f"Solicitação {story.ANATEL}", "R", 7, GREY)
    p.text(RIGHT, H - 28, "1/1", "R", 7, GREY, "right")
    p.box(LEFT, 44, RIGHT - LEFT, 38, HexColor("#2b4a6f"))
    p.text(LEFT + 14, 68, "Anatel Consumidor", "RB", 15, HexColor("#ffffff"))
    p.text(RIGHT - 14, 67, "Minhas solicitações", "R", 9.5, HexColor("#dbe5f2"), "right")
    p.text(LEFT, 112, f"Reclamação nº {story.ANATEL}", "RB", 15)
    p.box(RIGHT - 108, 97, 108, 21, HexColor("#dfe9dc"), HexColor("#4f7a48"), 10, 0.8)
    p.text(RIGHT - 54, 111, "Respondida", "RM", 9.5, HexColor("#2f5a29"), "center")
    p.rule(LEFT, 126, RIGHT, RULE)
    third = (RIGHT - LEFT) / 3
    cells = [("Registrada em", "06/04/2026 às 20:10"), ("Encaminhada à prestadora", "06/04/2026"), ("Prazo de resposta", "16/04/2026"),
             ("Consumidora", C["name"]), ("CPF", C["cpf"]), ("Município", "São Paulo – SP"),
             ("Prestadora", A["name"]), ("Serviço", "Banda larga fixa e TV por assinatura"), ("Motivo", "Cobrança indevida")]
    for i, (label, value) in enumerate(cells):
        p.text(LEFT + (i % 3) * third, 144 + (i // 3) * 34, label, "R", 8, GREY)
        p.text(LEFT + (i % 3) * third, 157 + (i // 3) * 34, value, "RM", 9 if len(value) > 28 else 10)
    y = 262
    for head, when, who, body in (("Relato da consumidora", "06/04/2026 às 20:10", C["name"], COMPLAINT),
                                  ("Resposta da prestadora", "14/04/2026 às 17:48", A["name"], ANSWER)):
        p.text(LEFT, y, head, "RB", 12)
        p.text(RIGHT, y, f"{when}  ·  {who}", "R", 8.5, GREY, "right")
        p.rule(LEFT, y + 7, RIGHT, RULE)
        y = p.para(LEFT, y + 25, RIGHT - LEFT, body, "R", 10, 15) + 18
    p.text(LEFT, y, "Andamento", "RB", 12)
    p.rule(LEFT, y + 7, RIGHT, RULE)
    for i, (when, what) in enumerate((("06/04/2026 20:10", "Reclamação registrada pela consumidora"), ("06/04/2026 20:11", "Encaminhada à prestadora, com prazo de 10 dias"),
                                      ("14/04/2026 17:48", "Respondida pela prestadora"), ("14/04/2026 20:29", "Avaliada pela consumidora: não resolvida, nota 1"))):
        yy = y + 28 + i * 20
        p.c.setFillColor(HexColor("#2b4a6f"))
        p.c.circle(LEFT + 5, H - yy + 3, 3, stroke=0, fill=1)
        p.text(LEFT + 18, yy, when, "M", 9, GREY)
        p.text(LEFT + 118, yy, what, "R", 10)
    y += 128
    p.box(LEFT, y, RIGHT - LEFT, 54, PALE, r=4)
    p.para(LEFT + 12, y + 19, RIGHT - LEFT - 24,
           "A consumidora pode reabrir a reclamação ou avaliar a resposta em até 20 dias. A Anatel acompanha as reclamações para melhorar os serviços e não substitui os órgãos de defesa do consumidor nem a Justiça.", "R", 9, 13.5, GREY)
    p.page()
    p.save(path)
