"""Prints, as JSON, what Python's own `email` reads of each mail: subject, addresses, date and the
names of attachments; a field that it does not read cleanly (it notes a defect) is left out."""
import email
import json
import sys
from email import policy


def text(value):
    return " ".join(str(value).split())


def address(one):
    name, spec = text(one.display_name), one.addr_spec
    if name and spec:
        return f"{name} <{spec}>"
    return name or spec


def names(message):
    """Names of parts, but for mails inside a mail, which are one part each with no name of theirs."""
    kind = message.get_content_maintype()
    if kind == "message":
        return []
    if kind == "multipart":
        parts = message.iter_parts() if message.is_multipart() else []
        return [name for part in parts for name in names(part)]
    name = message.get_filename()
    return [text(name)] if name else []


def read(path):
    with open(path, "rb") as file:
        message = email.message_from_bytes(file.read(), policy=policy.default)
    told = {}
    for field in ("subject", "from", "to", "cc", "date"):
        try:
            values = message.get_all(field, [])
            if len(values) != 1 or values[0].defects:
                continue
            value = values[0]
            if field == "subject":
                told[field] = text(value)
            elif field == "date":
                if value.datetime is not None:
                    told[field] = value.datetime.isoformat()
            else:
                told[field] = [address(one) for one in value.addresses]
        except Exception:
            continue
    try:
        if not message.defects:
            told["attachments"] = sorted(names(message))
    except Exception:
        pass
    return told


told = {}
for path in sys.argv[1:]:
    told[path.rsplit("/", 1)[-1]] = read(path)
json.dump(told, sys.stdout)
