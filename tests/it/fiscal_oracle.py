"""Prints, as JSON, what Python's own XML parser finds in each fiscal document, by local name: the
access key, the issuer's name, the total and the moment of issue; what a document lacks is left out."""
import json
import re
import sys
import xml.etree.ElementTree as tree

BODIES = ["infNFe", "infCte", "infCTe", "infNFSe", "infDPS", "infNF3e", "infNFCom"]
TOTALS = ["vNF", "vTPrest", "vServ", "vLiq"]
DATES = ["dhEmi", "dEmi", "dhProc"]


def local(node):
    return node.tag.rsplit("}", 1)[-1]


def first(node, name):
    return next((one for one in node.iter() if local(one) == name), None)


def text(node):
    return " ".join((node.text or "").split()) if node is not None else ""


def read(path):
    try:
        root = tree.parse(path).getroot()
    except tree.ParseError:
        return None
    body = next((found for name in BODIES if (found := first(root, name)) is not None), None)
    if body is None:
        return None
    told = {}
    mark = body.get("Id", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    if len(mark) in (44, 50):
        told["access_key"] = mark
    issuer = first(body, "emit")
    issuer = issuer if issuer is not None else first(body, "prest")
    if issuer is not None and text(first(issuer, "xNome")):
        told["issuer_name"] = text(first(issuer, "xNome"))
    total = next((value for name in TOTALS if (value := text(first(body, name)))), "")
    if re.fullmatch(r"\d+(\.\d\d)?", total):
        told["total_brl"] = round(float(total) * 100)
    issued = next((value for name in DATES if (value := text(first(body, name)))), "")
    if re.match(r"\d{4}-\d\d-\d\d", issued):
        told["issued_at"] = issued
    return told


print(json.dumps({path.rsplit("/", 1)[-1]: read(path) for path in sys.argv[1:]}))
