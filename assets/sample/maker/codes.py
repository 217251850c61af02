"""Check digits and printed codes of Brazilian papers: company tax id, fiscal access key (44
characters), collection line (48 digits) and the bars of both.

The rules are those of the Receita Federal (character value = ASCII - 48), of the fiscal document
manuals and of the collection layout of FEBRABAN. Nothing here knows the story of the case.
"""


def mod11(text: str) -> int:
    """Returns the mod-11 check digit: weights 2..9 from the right, ASCII - 48, 0 when r < 2."""
    total = sum((ord(c) - 48) * (2 + i % 8) for i, c in enumerate(reversed(text)))
    rest = total % 11
    return 0 if rest < 2 else 11 - rest


def mod10(digits: str) -> int:
    """Returns the mod-10 check digit: weights 2, 1 from the right, digits of products added."""
    total = 0
    for i, c in enumerate(reversed(digits)):
        product = int(c) * (2 if i % 2 == 0 else 1)
        total += product // 10 + product % 10
    return (10 - total % 10) % 10


def cnpj(base12: str) -> str:
    """Returns the 14 characters of a company tax id from its first 12."""
    first = base12 + str(mod11(base12))
    return first + str(mod11(first))


def cnpj_pretty(c: str) -> str:
    """Returns a company tax id with its usual punctuation."""
    return f"{c[:2]}.{c[2:5]}.{c[5:8]}/{c[8:12]}-{c[12:]}"


def fiscal_key(uf: str, yymm: str, cnpj14: str, model: str, series: int, number: int, code: str) -> str:
    """Returns the 44 characters of an access key: NF-e (55), NFCom (62) or NF3e (66)."""
    head = f"{uf}{yymm}{cnpj14}{model}{series:03d}{number:09d}" + "1" + "0" + code
    assert len(head) == 43, head
    return head + str(mod11(head))


def collection44(segment: str, cents: int, company: str, free: str) -> str:
    """Returns the 44 digits of a collection bar code whose value is real and checked by mod 10."""
    assert len(company) == 4 and len(free) == 25
    head, tail = f"8{segment}6", f"{cents:011d}{company}{free}"
    return head + str(mod10(head + tail)) + tail


def collection48(bar44: str) -> str:
    """Returns the 48-digit typed line: four groups of 11 digits, each with its check digit."""
    groups = [bar44[i:i + 11] for i in range(0, 44, 11)]
    return "".join(g + str(mod10(g)) for g in groups)


def collection_pretty(line48: str) -> str:
    """Returns the typed line as bills print it: four groups, each check digit after a hyphen."""
    groups = [line48[i:i + 12] for i in range(0, 48, 12)]
    return "   ".join(f"{g[:11]}-{g[11]}" for g in groups)


def interleaved25(digits: str) -> list[tuple[bool, int]]:
    """Returns the bars of Interleaved 2 of 5: (is it black, width in narrow units)."""
    table = ["nnwwn", "wnnnw", "nwnnw", "wwnnn", "nnwnw", "wnwnn", "nwwnn", "nnnww", "wnnwn", "nwnwn"]
    out = [(True, 1), (False, 1), (True, 1), (False, 1)]
    for a, b in zip(digits[0::2], digits[1::2]):
        for bar, space in zip(table[int(a)], table[int(b)]):
            out.append((True, 3 if bar == "w" else 1))
            out.append((False, 3 if space == "w" else 1))
    return out + [(True, 3), (False, 1), (True, 1)]


def pix_code(key: str, cents: int, name: str, city: str, txid: str) -> str:
    """Returns the text of a Pix QR code (EMV fields and CRC-16/CCITT)."""
    def field(tag, value):
        return f"{tag}{len(value):02d}{value}"

    text = (field("00", "01") + field("26", field("00", "br.gov.bcb.pix") + field("01", key)) + field("52", "0000") + field("53", "986")
            + field("54", f"{cents // 100}.{cents % 100:02d}") + field("58", "BR") + field("59", name) + field("60", city)
            + field("62", field("05", txid)) + "6304")
    crc = 0xFFFF
    for byte in text.encode("ascii"):
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{text}{crc:04X}"


def groups(text: str, size: int) -> str:
    """Returns the text in groups of `size` characters separated by one space."""
    return " ".join(text[i:i + size] for i in range(0, len(text), size))


def money(cents: int) -> str:
    """Returns centavos as `1.234,56`."""
    whole, rest = divmod(abs(cents), 100)
    text = f"{whole:,}".replace(",", ".") + f",{rest:02d}"
    return ("-" if cents < 0 else "") + text


def day(iso: str) -> str:
    """Returns `2026-02-12` as `12/02/2026`."""
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}"


assert cnpj("12ABC34501DE") == "12ABC34501DE35"
_KNOWN = "836200000005667800481000180975657313001589636081"
assert all(mod10(_KNOWN[i:i + 11]) == int(_KNOWN[i + 11]) for i in range(0, 48, 12))
_BAR = "".join(_KNOWN[i:i + 11] for i in range(0, 48, 12))
assert mod10(_BAR[:3] + _BAR[4:]) == int(_BAR[3])
assert mod11("3526081122233300018155001000012345100012345") == 7
