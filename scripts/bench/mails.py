"""Makes mails of generated Portuguese, and questions about them. The words are built from syllables
and endings of the language, and are as rare as words are (Zipf); the short words stand among them."""

import itertools
import random
from email.message import EmailMessage
from pathlib import Path

SEED = 20261122
DISTINCT_WORDS = 26_000
COMMON = ("de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das "
          "à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo "
          "aos ter seus quem nas me esse eles você essa num nem suas meu às minha numa pelos elas qual "
          "nós lhe deles essas esses pelas este dele fatura cobrança protocolo atendimento contrato "
          "serviço valor pagamento cancelamento empresa cliente prazo resposta estorno").split()
STARTS = ("ca co re des in pro tra con per ma mo pa po sa se vi va li la fa fi gra bra cre tri a e i o "
          "an en im so su te ti to tu ra ri ro be bo ba na ne ni pe pi").split()
MIDDLES = ("la ta ra na da ca li ti ri ni di ci lo to ro no do co le te re ne de ce ven ten men ber gul "
           "pan zer fal mil tor").split()
ENDINGS = ("ção ções mento mentos dade dades ava avam ando endo indo ar er ir ado ada ados adas ível "
           "íveis oso osa ista agem agens eiro eira or ora ura ência ância ável mente").split()


def vocabulary():
    """Returns the words, the most frequent first."""
    chance = random.Random(SEED)
    built = [start + middle + end for start, middle, end in
             itertools.product(STARTS, MIDDLES, ENDINGS)]
    built = sorted(set(built) - set(COMMON))
    chance.shuffle(built)
    return COMMON + built[:DISTINCT_WORDS - len(COMMON)]


def mails(folder, count):
    """Writes mails, and questions that each have an answer: `perguntas.txt`, one a line."""
    chance = random.Random(SEED + 1)
    words = vocabulary()
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    used, questions = set(), []
    letters = folder / "cartas"
    letters.mkdir()
    for number in range(1, count + 1):
        body = chance.choices(words, cum_weights=weights, k=chance.randrange(120, 480))
        # Every word stands somewhere, the rarest too.
        body += words[number * 7 % len(words):][:4]
        used.update(body)
        protocol = f"2026.{number:06}-{number % 10}"
        mail = EmailMessage()
        mail["From"] = f"Atendimento <sac{number % 40}@empresa.example>"
        mail["To"] = "maria@exemplo.example"
        mail["Subject"] = " ".join(chance.sample(body, 5)).capitalize()
        mail["Date"] = f"{1 + number % 28} Mar 2026 10:{number % 60:02}:00 -0300"
        lines = [" ".join(body[at:at + 12]) for at in range(0, len(body), 12)]
        text = "\n".join(lines) + f"\nProtocolo {protocol}, valor R$ {number % 900},{number % 100:02}.\n"
        mail.set_content(text, cte="8bit")
        (letters / f"carta-{number:05}.eml").write_bytes(bytes(mail))
        if number % max(1, count // 50) == 0:
            rare = next(word for word in reversed(body) if len(word) > 5)
            number_alone = protocol.replace(".", "").replace("-", "")
            questions += [rare, rare[:5], f"{body[3]} {rare}", number_alone,
                          chance.choice(COMMON[:30]), f"{body[0]} {body[9]}"]
    (folder / "perguntas.txt").write_text("\n".join(questions) + "\n", encoding="utf-8")
    (folder / "palavras.txt").write_text(f"{len(used)}\n", encoding="utf-8")


def make(folder, count):
    """Makes them in a folder that is there."""
    mails(Path(folder), count)
