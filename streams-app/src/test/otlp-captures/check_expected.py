"""Checks that what the expectations state is in their captures: every text is in some attribute, every score is one.

Needs the opentelemetry-proto package. Exits with 1 and names what is missing.
"""

import json
import sys
from pathlib import Path

from show import request, value

CAPTURES = Path(__file__).parent.parent / "resources" / "otlp" / "captures"
UNSTATED = {"note", "files", "kind", "role", "document_id_elsewhere"}


def leaves(held, name=""):
    if isinstance(held, dict):
        for key, inner in held.items():
            if key not in UNSTATED:
                yield from leaves(inner, key)
    elif isinstance(held, list):
        for inner in held:
            yield from leaves(inner, name)
    elif held is not None:
        yield name, held


def attributes(file):
    for resource in request(file)["resourceSpans"]:
        yield from resource["resource"]["attributes"]
        for scope in resource["scopeSpans"]:
            for span in scope["spans"]:
                yield from span.get("attributes", [])


def unescaped(text):
    """The text, and what JSON strings inside it say, two levels deep."""
    return "\n".join([text, text.replace("\\n", "\n").replace('\\"', '"'), text.replace("\\\\n", "\n")])


def missing(expected):
    values = [value(a["value"])[1] for name in expected["files"] for a in attributes(CAPTURES / name)]
    everything = "\n".join(unescaped(str(v)) for v in values)
    for name, held in leaves({"app": expected["app"], "turns": expected["turns"]}):
        if name == "score" and held not in values:
            yield name, held
        if isinstance(held, str) and held not in everything:
            yield name, held


failed = False
for file in sorted(CAPTURES.glob("*.expected.json")):
    expected = json.loads(file.read_text())
    if "turns" not in expected:
        continue
    for name, held in missing(expected):
        failed = True
        print(f"{file.name}: {name} is not in the capture: {held!r}")
sys.exit(failed)
