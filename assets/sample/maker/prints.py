"""Telephone screens: the chats with the operator, its application, a Pix receipt and a text message.

Every picture is 1080 x 2340 pixels with a palette of 64 colours, as a cheap telephone saves it.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from . import letters, story
from .codes import money

WIDTH, HEIGHT = 1080, 2340
INK, GREY, LINE = "#1b2430", "#66707f", "#d9dee6"
TEAL, DEEP, PALE = "#0d7a80", "#123b52", "#eef2f5"
_FONTS: Path


def use_fonts(path: Path) -> None:
    """Says where the faces are."""
    global _FONTS
    _FONTS = path


def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Returns a face by its short name."""
    files = {"R": "Roboto_400Regular", "M": "Roboto_500Medium", "B": "Roboto_700Bold", "N": "Nunito_400Regular", "NB": "Nunito_800ExtraBold",
             "NS": "Nunito_600SemiBold", "T": "RobotoMono_400Regular", "K": "Kalam_400Regular", "C": "Caveat_700Bold",
             "H": "HomemadeApple_400Regular", "L": "Lato_400Regular", "LB": "Lato_700Bold", "BB": "Barlow_700Bold", "BC": "Barlow_400Regular"}
    return ImageFont.truetype(str(_FONTS / f"{files[name]}.ttf"), size)


def wrap(text: str, font, width: int) -> list[str]:
    """Returns the text in lines that fit `width` pixels."""
    lines = []
    for block in text.replace("R$ ", "R$\u00a0").split("\n"):
        line = ""
        for word in block.split(" "):
            candidate = f"{line} {word}".strip()
            if line and font.getlength(candidate) > width:
                lines.append(line)
                line = word
            else:
                line = candidate
        lines.append(line)
    return lines


def status_bar(d: ImageDraw.ImageDraw, clock: str, battery: int, color: str = INK) -> None:
    """Draws clock, signal, Wi-Fi and battery."""
    d.text((54, 30), clock, font=face("M", 38), fill=color)
    x, y = 850, 66
    for i in range(4):
        d.rectangle((x + i * 13, y - 8 - i * 8, x + 8 + i * 13, y), fill=color)
    d.pieslice((918, 34, 974, 90), 225, 315, fill=color)
    d.rounded_rectangle((990, 34, 1032, 66), 6, outline=color, width=4)
    d.rectangle((1033, 44, 1038, 56), fill=color)
    d.rectangle((996, 40, 996 + int(30 * battery / 100), 60), fill=color)


def nav_bar(d: ImageDraw.ImageDraw, color: str = "#9aa3b0") -> None:
    """Draws the gesture line at the bottom."""
    d.rounded_rectangle((400, HEIGHT - 26, 680, HEIGHT - 17), 5, fill=color)


def logo(d: ImageDraw.ImageDraw, x: int, y: int, size: int, colors=(DEEP, TEAL, "#8fd3a5", "#e59b1c")) -> None:
    """Draws the operator's mark."""
    for i, color in enumerate(colors[:3]):
        r = size * (0.5 - 0.125 * i)
        c = (x + size / 2, y + size / 2 + size * 0.06)
        d.arc((c[0] - r, c[1] - r, c[0] + r, c[1] + r), 182, 358, fill=color, width=max(3, int(size * 0.095)))
    r = size * 0.085
    d.ellipse((x + size / 2 - r, y + size * 0.52 - r, x + size / 2 + r, y + size * 0.52 + r), fill=colors[3])


def save(image: Image.Image, path: Path) -> None:
    """Writes a palette PNG."""
    image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


# ------------------------------------------------------------------------------------------ chats

TOP, BOTTOM = 268, 190


def _strip(messages: list[tuple]) -> Image.Image:
    """Draws a whole conversation as one long picture."""
    font, small, bold = face("R", 39), face("R", 28), face("M", 32)
    image = Image.new("RGB", (WIDTH, 20000), "#e9eef1")
    d = ImageDraw.Draw(image)
    y, before = 36, None
    for who, clock, text in messages:
        if who == "day":
            w = bold.getlength(text) + 60
            d.rounded_rectangle((540 - w / 2, y, 540 + w / 2, y + 62), 31, fill="#d3dce2")
            d.text((540, y + 31), text, font=face("M", 31), fill="#42505e", anchor="mm")
            y += 100
            before = None
            continue
        if who == "note":
            lines = wrap(text, small, 860)
            h = 44 * len(lines) + 34
            d.rounded_rectangle((70, y, 1010, y + h), 18, fill="#fbf3d9", outline="#e3d29a", width=2)
            for i, line in enumerate(lines):
                d.text((540, y + 39 + 44 * i), line, font=face("M", 31), fill="#5b4a12", anchor="mm")
            y += h + 34
            before = None
            continue
        mine = who == "me"
        lines = wrap(text, font, 780)
        name = None if mine or who == before else who
        inner = max([font.getlength(s) for s in lines] + [bold.getlength(name) if name else 0, 150])
        tail = font.getlength(lines[-1]) + 130 > max(inner, 330)
        w = max(inner, min(font.getlength(lines[-1]) + 130, 780)) + 60
        h = 49 * len(lines) + 38 + (48 if name else 0) + (34 if tail and font.getlength(lines[-1]) + 130 > w - 60 else 0)
        x = WIDTH - 36 - w if mine else 36
        d.rounded_rectangle((x + 2, y + 4, x + w + 2, y + h + 4), 30, fill="#cfd7dc")
        d.rounded_rectangle((x, y, x + w, y + h), 30, fill="#cdebe0" if mine else "#ffffff")
        ty = y + 16
        if name:
            d.text((x + 30, ty), name, font=bold, fill=TEAL)
            ty += 48
        for s in lines:
            d.text((x + 30, ty), s, font=font, fill=INK)
            ty += 49
        d.text((x + w - 28, y + h - 14), clock, font=small, fill=GREY, anchor="rs")
        before = who
        y += h + 18
    return image.crop((0, 0, WIDTH, y + 20))


def _frame(body: Image.Image, clock: str, battery: int, title: str, under: str) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), "#e9eef1")
    d = ImageDraw.Draw(image)
    image.paste(body, (0, TOP))
    d.rectangle((0, 0, WIDTH, TOP), fill="#ffffff")
    status_bar(d, clock, battery)
    d.line([(74, 152), (44, 184), (74, 216)], fill=INK, width=6, joint="curve")
    d.ellipse((116, 128, 228, 240), fill="#e6f3f0")
    logo(d, 134, 146, 76)
    d.text((254, 136), title, font=face("M", 45), fill=INK)
    d.text((254, 194), under, font=face("R", 33), fill=GREY)
    for i in range(3):
        d.ellipse((1016, 160 + i * 20, 1026, 170 + i * 20), fill=INK)
    d.line((0, TOP, WIDTH, TOP), fill=LINE, width=3)
    d.rectangle((0, HEIGHT - BOTTOM, WIDTH, HEIGHT), fill="#f6f8f9")
    d.rounded_rectangle((36, HEIGHT - 166, 902, HEIGHT - 64), 51, fill="#ffffff", outline=LINE, width=3)
    d.text((82, HEIGHT - 115), "Escreva sua mensagem", font=face("R", 38), fill="#8c95a3", anchor="lm")
    d.ellipse((932, HEIGHT - 166, 1034, HEIGHT - 64), fill=TEAL)
    d.polygon([(966, HEIGHT - 138), (1012, HEIGHT - 115), (966, HEIGHT - 92), (976, HEIGHT - 115)], fill="#ffffff")
    nav_bar(d)
    return image


CANCEL = [
    ("day", "", "16 de março de 2026"),
    ("Íris, assistente virtual", "10:18", "Olá! Eu sou a Íris, assistente virtual da Aurora. Para começar, digite o CPF do titular."),
    ("me", "10:18", story.HELENA["cpf"]),
    ("Íris, assistente virtual", "10:18", f"Obrigada, Helena! Encontrei o cliente {story.CUSTOMER}, Combo Fibra 300 + Aurora TV."),
    ("note", "", f"Protocolo deste atendimento: {story.CHAT2}\n16/03/2026, 10:18"),
    ("Íris, assistente virtual", "10:18", "Sobre o que você quer falar?\n1  Fatura\n2  Suporte técnico\n3  Mudar de plano\n4  Outro assunto"),
    ("me", "10:19", "Cancelamento"),
    ("Íris, assistente virtual", "10:19", "Que pena! Antes de seguir, temos uma oferta: 3 meses de Aurora Cinema grátis. Quer aproveitar?"),
    ("me", "10:19", "Não. Quero cancelar o contrato e falar com uma pessoa."),
    ("note", "", "Você está na fila. Tempo estimado: 14 minutos."),
    ("note", "", "Patrícia entrou na conversa às 10:36."),
    ("Patrícia", "10:36", "Olá, sra. Helena, meu nome é Patrícia, do setor de relacionamento. Em que posso ajudar?"),
    ("me", "10:38", f"Bom dia. Quero cancelar o contrato {story.CONTRACT}, sem multa. As faturas de fevereiro e março vieram com a Aurora TV cobrada duas vezes, R$ 59,90 a mais em cada uma. Paguei R$ 219,70 as duas vezes."),
    ("me", "10:39", f"Reclamei em 12/02 (protocolo {story.SAC1}), em 04/03 ({story.CHAT1}) e em 06/03 ({story.SAC2}). Ninguém devolveu."),
    ("Patrícia", "10:42", "Um momento, por favor, vou consultar o seu histórico."),
    ("Patrícia", "10:51", "Sra. Helena, localizei os três protocolos. Consta que o lançamento repetido foi reconhecido em 12/02 e enviado para o financeiro."),
    ("me", "10:52", "E por que não devolveram? O prazo era 19/02."),
    ("Patrícia", "10:54", "Não tenho essa informação. A análise é do financeiro e não aparece prazo no sistema."),
    ("me", "10:55", "Por isso quero cancelar. A cláusula 9.3, letra c, diz que não há multa quando o erro da fatura não é corrigido em 30 dias. O primeiro protocolo é de 12/02. Já passaram 32 dias."),
    ("Patrícia", "10:58", "Entendo, senhora. Porém o contrato tem permanência mínima até 31/01/2027."),
    ("Patrícia", "10:58", "Para cancelar hoje, o sistema gera a multa de R$ 20,00 por mês restante: 10 meses, R$ 200,00. Ela vem na próxima fatura."),
    ("me", "11:00", "Não aceito a multa. Quero o cancelamento sem multa, com a data de hoje, porque a empresa não cumpriu o contrato."),
    ("Patrícia", "11:03", "Eu não consigo retirar a multa, senhora. Só posso registrar o pedido de cancelamento com ela. Posso oferecer 20% de desconto por 6 meses para a senhora continuar."),
    ("me", "11:04", "Não quero desconto. Também fiquei sem internet estável de 05 a 09 de março, com a luz vermelha no modem."),
    ("Patrícia", "11:06", f"Consta a ordem de serviço {story.ORDER}, concluída em 09/03."),
    ("me", "11:07", "Então registre, por favor: pedi o cancelamento hoje, sem multa, e a Aurora recusou."),
    ("Patrícia", "11:11", f"Registrado no protocolo {story.CHAT2}: “Cliente solicita cancelamento sem multa por cobrança repetida; informada da multa de R$ 200,00; não aceita”."),
    ("me", "11:12", "E a cobrança repetida? Vai vir de novo em abril?"),
    ("Patrícia", "11:14", "Não consigo garantir, senhora. Sugiro que procure a Ouvidoria, 0800 555 0177."),
    ("me", "11:15", "Está bem. Vou procurar a Ouvidoria e a Anatel."),
    ("Patrícia", "11:16", "A Aurora agradece o seu contato. Posso ajudar em algo mais?"),
    ("me", "11:16", "Não."),
    ("note", "", "Patrícia encerrou a conversa às 11:17."),
    ("Íris, assistente virtual", "11:17", f"De 0 a 10, que nota você dá para este atendimento?\nGuarde o seu protocolo: {story.CHAT2}."),
    ("me", "11:18", "0"),
]
FIRST_CHAT = [
    ("day", "", "4 de março de 2026"),
    ("note", "", f"Protocolo deste atendimento: {story.CHAT1}\n04/03/2026, 09:05"),
    ("note", "", "Marcos entrou na conversa às 09:11."),
    ("Marcos", "09:11", "Bom dia, sra. Helena! Sou o Marcos. Como posso ajudar?"),
    ("me", "09:12", "Bom dia. A fatura de março, que vence dia 10, veio com a Aurora TV duas vezes de novo: R$ 219,70. O certo é R$ 159,80. E a devolução de fevereiro não veio."),
    ("Marcos", "09:17", "Verifiquei aqui e realmente há dois lançamentos do código 2040. Peço desculpas."),
    ("Marcos", "09:18", "Vou pedir uma nova fatura de março, de R$ 159,80, com o estorno de fevereiro. Ela chega no seu e-mail em até 48 horas, até 06/03."),
    ("me", "09:19", "Se não chegar, o que eu faço? Não quero ficar sem internet."),
    ("Marcos", "09:20", "Chegará, senhora. Se preferir, pode pagar a atual e o valor será compensado depois."),
]


def cancel_chat(folder: Path, names: list[str]) -> None:
    """Writes the four prints of the conversation of 16/03, each overlapping the one before."""
    strip = _strip(CANCEL)
    view = HEIGHT - TOP - BOTTOM
    step = (strip.height - view) / (len(names) - 1)
    assert step < view - 60, f"the prints would not overlap: {step} of {view}"
    for i, name in enumerate(names):
        top = round(step * i)
        body = strip.crop((0, top, WIDTH, top + view))
        save(_frame(body, "11:2" + "0123"[i], 63, "Atendimento Aurora", "online"), folder / name)


def first_chat(path: Path) -> None:
    """Writes the print of the chat of 04/03."""
    strip = _strip(FIRST_CHAT)
    view = HEIGHT - TOP - BOTTOM
    assert strip.height <= view, strip.height
    save(_frame(strip, "09:24", 88, "Atendimento Aurora", "online"), path)


def protocols(path: Path) -> None:
    """Writes the application's list of the consumer's protocols."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#f4f6f8")
    d = ImageDraw.Draw(image)
    d.rectangle((0, 0, WIDTH, 330), fill=DEEP)
    status_bar(d, "20:14", 41, "#ffffff")
    logo(d, 54, 122, 70, ("#ffffff", "#7cc4c4", "#8fd3a5", "#e59b1c"))
    d.text((146, 128), "Minha Aurora", font=face("NB", 48), fill="#ffffff")
    d.text((54, 226), "Meus protocolos", font=face("NS", 56), fill="#ffffff")
    d.text((54, 362), f"Cliente {story.CUSTOMER}  ·  Helena D. P.", font=face("R", 36), fill=GREY)
    rows = [("16/03/2026  10:18", "Chat", story.CHAT2, "Cancelamento", "Encerrado – não aceito pela cliente"),
            ("06/03/2026  18:47", "Telefone", story.SAC2, "Sem sinal e cobrança", "Reparo concluído – financeiro em análise"),
            ("04/03/2026  09:05", "Chat", story.CHAT1, "Contestação de fatura", "Em análise"),
            ("12/02/2026  14:32", "Telefone", story.SAC1, "Contestação de fatura", "Procedente – em análise no financeiro")]
    y = 440
    for when, channel, number, subject, status in rows:
        d.rounded_rectangle((38, y, 1042, y + 352), 26, fill="#ffffff", outline=LINE, width=3)
        d.text((78, y + 34), subject, font=face("NB", 44), fill=INK)
        w = face("M", 32).getlength(channel)
        d.rounded_rectangle((1002 - w - 50, y + 34, 1002, y + 92), 29, fill="#e0f0ee")
        d.text((1002 - w / 2 - 25, y + 63), channel, font=face("M", 32), fill="#0a5a5f", anchor="mm")
        d.text((78, y + 108), when, font=face("R", 38), fill=GREY)
        d.text((78, y + 176), "Protocolo", font=face("R", 32), fill=GREY)
        d.text((78, y + 214), number, font=face("T", 46), fill=INK)
        d.line((78, y + 280, 1002, y + 280), fill=LINE, width=2)
        d.text((78, y + 294), status, font=face("M", 34), fill="#6b4a00")
        y += 380
    d.rectangle((0, HEIGHT - 200, WIDTH, HEIGHT), fill="#ffffff")
    d.line((0, HEIGHT - 200, WIDTH, HEIGHT - 200), fill=LINE, width=3)
    for i, name in enumerate(("Início", "Faturas", "Suporte", "Perfil")):
        x = 135 + i * 270
        on = i == 2
        d.rounded_rectangle((x - 26, HEIGHT - 168, x + 26, HEIGHT - 116), 14, fill=TEAL if on else None, outline=TEAL if on else "#8c95a3", width=5)
        d.text((x, HEIGHT - 78), name, font=face("M" if on else "R", 32), fill=TEAL if on else "#66707f", anchor="mm")
    nav_bar(d)
    save(image, path)


def pix(index: int, path: Path) -> None:
    """Writes a Pix receipt as the bank's application shares it."""
    pay = story.PAYMENTS[index]
    image = Image.new("RGB", (WIDTH, HEIGHT), "#ffffff")
    d = ImageDraw.Draw(image)
    d.rectangle((0, 0, WIDTH, 232), fill="#1d3f8f")
    status_bar(d, pay["when"][11:], 57, "#ffffff")
    d.polygon([(54, 206), (94, 138), (134, 206)], fill="#7fa3e0")
    d.polygon([(92, 206), (128, 158), (164, 206)], fill="#ffffff")
    d.text((190, 140), "serra azul", font=face("NB", 56), fill="#ffffff")
    d.text((54, 290), "Comprovante de Pix", font=face("NB", 58), fill=INK)
    d.text((54, 372), f"R$ {money(story.BILLS[pay['bill']]['total'])}", font=face("NB", 96), fill="#1d3f8f")
    y = 530
    for head, rows in letters.pix_rows(index):
        rows = [r for r in rows if r[0] not in ("Valor",)]
        d.text((54, y), head, font=face("NB", 40), fill=INK)
        d.line((54, y + 62, 1026, y + 62), fill=LINE, width=3)
        y += 84
        for label, value in rows:
            mono = label in ("ID da transação", "Autenticação")
            d.text((54, y), label, font=face("R", 35), fill=GREY)
            if mono:
                d.text((54, y + 48), value, font=face("T", 38), fill=INK)
                y += 48
            else:
                d.text((1026, y), value, font=face("M", 37), fill=INK, anchor="ra")
            y += 62
        y += 34
    d.text((54, y + 4), f"{story.BANK}  ·  SAC 0800 555 0188", font=face("R", 32), fill=GREY)
    d.rounded_rectangle((54, HEIGHT - 200, 1026, HEIGHT - 84), 58, fill="#1d3f8f")
    d.text((540, HEIGHT - 142), "Compartilhar comprovante", font=face("M", 42), fill="#ffffff", anchor="mm")
    nav_bar(d)
    assert y < HEIGHT - 240, y
    save(image, path)


def warning(path: Path) -> None:
    """Writes the text messages that announce a negative record."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#ffffff")
    d = ImageDraw.Draw(image)
    status_bar(d, "08:47", 92)
    d.line([(74, 152), (44, 184), (74, 216)], fill=INK, width=6, joint="curve")
    d.ellipse((112, 130, 220, 238), fill="#dfe5ee")
    d.text((166, 184), "27", font=face("M", 44), fill="#43506a", anchor="mm")
    d.text((248, 158), "27288", font=face("M", 48), fill=INK)
    d.line((0, 268, WIDTH, 268), fill=LINE, width=3)
    font = face("R", 43)
    y = 330
    messages = [("Sexta, 10 de abril, 08:01", f"AURORA FIBRA: Helena, sua fatura de R$ {money(story.BILLS[2]['total'])} vence hoje. Codigo de barras no app Minha Aurora ou em {story.AURORA['site']}"),
                ("Quarta, 22 de abril, 08:44", f"AURORA FIBRA: Nao identificamos o pagamento da fatura de R$ {money(story.BILLS[2]['total'])}, vencida em 10/04/2026. Regularize ate 02/05 e evite a suspensao do servico e a inclusao do seu CPF nos orgaos de protecao ao credito. Cliente {story.CUSTOMER}.")]
    for when, text in messages:
        d.text((540, y), when, font=face("R", 33), fill=GREY, anchor="mm")
        y += 50
        lines = wrap(text, font, 800)
        h = 58 * len(lines) + 56
        d.rounded_rectangle((44, y, 944, y + h), 36, fill="#eef1f5")
        for i, line in enumerate(lines):
            d.text((88, y + 26 + 58 * i), line, font=font, fill=INK)
        y += h + 90
    d.rounded_rectangle((44, HEIGHT - 180, 1036, HEIGHT - 76), 52, fill="#eef1f5")
    d.text((92, HEIGHT - 128), "Não é possível responder a este número", font=face("R", 37), fill="#7d8694", anchor="lm")
    nav_bar(d)
    save(image, path)
