"""The page for people inside a published file: what each part is, and every column."""

from __future__ import annotations

from typing import Any

_HEAD = """# {title}, as of {version}

{description} From {homepage}

Licence: {licence}

Each table is UTF-8, with commas, its columns in the first line; its last three columns say which list it is, when it
was taken and under which licence. In `*.jsonl` each line is one record. `datapackage.json` says the same for programs
(Frictionless Data Package), with the size and the SHA-256 of each part.

An archive can be made of this file again: `python manage.py restore FILE` in an empty database reads the articles
(with extractor {extractor} the facts come out the same) and applies the editors' rulings.
"""


def readme(package: dict[str, Any]) -> str:
    text = _HEAD.format(**package, licence=package["licenses"][0]["title"])
    for resource in package["resources"]:
        text += f"\n## {resource['path']}\n\n{resource['description']}\n"
        fields = resource.get("schema", {}).get("fields", [])
        if fields:
            text += "\n| column | holds |\n|---|---|\n"
            text += "".join(f"| {field['name']} | {field.get('description', '')} |\n" for field in fields)
    return text
