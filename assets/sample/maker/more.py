"""Makes the further samples from their story: `python3 -m maker.more` in `assets/sample`.

`assets/samples/NAME/historia.json` holds the case and, for each exhibit, what it looks like. Made from
it: `arquivos/`, `provas.json` and `caso.json`, in which "@key" has become the hash of that exhibit.
"""

import hashlib
import json
import sys
from pathlib import Path

from . import codes, drawn

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def draw(exhibit: dict, out: Path) -> None:
    """Makes the file of an exhibit."""
    look, data = next(iter(exhibit["looks"].items()))
    if look == "paper":
        drawn.paper(data, out)
    elif look == "screen":
        drawn.screen(data, out)
    else:
        drawn.photo(data, out, exhibit["moment"])


def resolved(value, hashes: dict):
    """Returns a value with "@key" and "cnpj:BASE" in their final form."""
    if isinstance(value, dict):
        return {name: resolved(part, hashes) for name, part in value.items()}
    if isinstance(value, list):
        return [resolved(part, hashes) for part in value]
    if isinstance(value, str) and value.startswith("@"):
        return f"sha256:{hashes[value[1:]]}"
    if isinstance(value, str) and value.startswith("cnpj:"):
        return codes.cnpj_pretty(codes.cnpj(value[5:]))
    return value


def make(folder: Path) -> None:
    """Makes one sample."""
    story = json.loads((folder / "historia.json").read_text("utf-8"))
    files = folder / "arquivos"
    files.mkdir(exist_ok=True)
    hashes, listed = {}, []
    for exhibit in story["exhibits"]:
        shown = {name: exhibit[name] for name in ("title", "kind", "date", "note") if name in exhibit}
        if "file" in exhibit:
            path = files / exhibit["file"]
            draw(resolved(exhibit, {}), path)
            hashes[exhibit["key"]] = hashlib.sha256(path.read_bytes()).hexdigest()
            shown = {"files": [f"arquivos/{exhibit['file']}"], **shown}
        else:
            shown = {"only_paper": True, "where": exhibit["where"], **shown}
        listed.append(shown)
    for name, value in (("provas.json", listed), ("caso.json", resolved(story["case"], hashes))):
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    drawn.register()
    for wanted in sys.argv[1:] or sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()):
        make(SAMPLES / wanted)
