"""The recording of the call of 12/02 (a ringing tone and two voices' worth of hum, so that a player
shows something) and the note that the consumer typed after the call of 06/03.
"""

import math
import random
import struct
import wave
from pathlib import Path

from . import story

RATE = 8000


def call(path: Path) -> None:
    """Writes seven seconds of 8-bit sound: two ringing tones and a murmur; no words."""
    rng = random.Random(20260212)
    out = bytearray()
    low, breath = 0.0, 0.0
    for i in range(RATE * 7):
        t = i / RATE
        if t < 1.0 or 2.0 < t < 3.0:
            v = 0.35 * math.sin(2 * math.pi * 425 * t)
        elif t > 3.2:
            pitch = 120 if int(t * 0.8) % 2 else 190
            breath = max(0.0, math.sin(2 * math.pi * 1.7 * t)) * max(0.0, math.sin(2 * math.pi * 0.41 * t + 0.3))
            low += (rng.uniform(-1, 1) - low) * 0.3
            v = breath * (0.30 * math.sin(2 * math.pi * pitch * t) + 0.16 * math.sin(2 * math.pi * 2 * pitch * t) + 0.25 * low)
        else:
            v = 0.0
        out += struct.pack("B", max(0, min(255, int(128 + 110 * v + rng.uniform(-1.2, 1.2)))))
    with wave.open(str(path), "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(1)
        f.setframerate(RATE)
        f.writeframes(bytes(out))


NOTE = f"""Ligação para o SAC da Aurora – sexta-feira, 06/03/2026, 18h47

Telefone: 0800 555 0142. Liguei do meu celular.
Protocolo: {story.SAC2}
Quem atendeu: uma moça. Perguntei o nome e ela não quis informar.
Duração: uns 25 minutos (a ligação caiu às 19h12, quando eu pedi o supervisor).

O que eu disse:
- Que a internet está caindo desde ontem à noite (05/03) e que a luz LOS do modem está vermelha.
- Que o teste de velocidade de hoje, às 18h31, no cabo, deu 11,4 Mbps. O meu plano é de 300.
- Que a fatura nova de R$ 159,80, prometida no chat de 04/03 (protocolo {story.CHAT1}),
  era para ter chegado até hoje e não chegou.
- Que os R$ 59,90 cobrados a mais em fevereiro não foram devolvidos.

O que ela respondeu:
- Marcou visita do técnico para segunda-feira, 09/03, entre 8h e 12h.
- Disse que o estorno “está com o financeiro” e que eu teria resposta em 5 dias, até 11/03.

Anotei na hora, no computador.
Helena

Depois: o técnico veio no dia 09/03 e a internet voltou. A resposta do financeiro não veio até 11/03.
"""


def note(path: Path) -> None:
    """Writes the note as UTF-8 with Windows line ends, as Notepad does."""
    path.write_bytes(NOTE.replace("\n", "\r\n").encode("utf-8"))
