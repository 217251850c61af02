"""Prints, as JSON, what `extract-msg` reads of each Outlook message: subject, sender, recipients, date
and the names of attached files; a field that it does not find is left out."""
import json
import sys
from email.utils import parseaddr

import extract_msg


def text(value):
    return " ".join(str(value).replace("\0", "").split())


def address(one):
    name, spec = text(one.name or ""), text(one.email or "")
    if name and spec and name != spec:
        return f"{name} <{spec}>"
    return spec or name


def person(words):
    """A sender, as a mail's head writes one."""
    if "<" not in words:
        return text(words)
    name, spec = parseaddr(words)
    return f"{text(name)} <{text(spec)}>" if name else text(spec)


def names(message):
    """Names of attached files; a message inside a message has none of its own."""
    told = []
    for one in message.attachments:
        if "MSG" in one.type.name:
            continue
        name = one.longFilename or one.shortFilename
        if name:
            told.append(text(name))
    return sorted(told)


def read(path):
    with extract_msg.openMsg(path, errorBehavior=extract_msg.enums.ErrorBehavior.SUPPRESS_ALL) as message:
        told = {}
        if message.subject:
            told["subject"] = text(message.subject)
        sender = getattr(message, "sender", None)
        if sender:
            told["from"] = [person(sender)]
        for field, kind in (("to", 1), ("cc", 2)):
            people = [one for one in getattr(message, "recipients", []) if int(one.type) == kind]
            if people:
                told[field] = [address(one) for one in people]
        date = getattr(message, "date", None)
        if date:
            told["date"] = date.isoformat(timespec="seconds")
        told["attachments"] = names(message)
        return told


told = {}
for path in sys.argv[1:]:
    try:
        told[path.rsplit("/", 1)[-1]] = read(path)
    except Exception as error:
        told[path.rsplit("/", 1)[-1]] = {"refused": type(error).__name__}
json.dump(told, sys.stdout)
