"""Writes the item definitions into fields.json again, after the dictionary changed: `python -m tests.vectors.make`.

What is to come out of a rule is written by hand, in the JSON files; only the definitions are copied from the demo city.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from handoff.fields import ItemDef, from_row

HERE = Path(__file__).parent
# marks, controls, compatibility ideographs, variation selectors
_FRAGILE = re.compile(
    "[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\u3099\u309a\uf900-\ufaff\ufe00-\ufe0f\ufeff\ufffe\U000e0100-\U000e01ef]"
)
CITY = HERE.parents[1] / "deploy" / "city" / "aobano"


def dictionary() -> dict[str, ItemDef]:
    """The demo city's items by key, with its code lists."""
    lists = defaultdict(list)
    for row in _rows("codes.csv"):
        lists[row["dict"]].append((row["code"], row["label_ja"]))
    for row in _rows("events.csv"):
        lists["events"].append((row["event"], row["label"]))
    return {row["key"]: from_row(row, lists) for row in _rows("data_dictionary.csv")}


def definitions(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """The items that the cases name, as the wire spells them."""
    items = dictionary()
    named = sorted({case["item"] for case in cases})
    return {key: json.loads(msgspec.json.encode(items[key])) for key in named}


def spell(vectors: dict[str, Any]) -> str:
    """The file: one line for each item and each case, so that a change can be read."""
    items = ",\n".join(f"    {json.dumps(key)}: {line(item)}" for key, item in vectors["items"].items())
    cases = ",\n".join(f"    {line(case)}" for case in vectors["cases"])
    return f'{{\n  "today": "{vectors["today"]}",\n  "items": {{\n{items}\n  }},\n  "cases": [\n{cases}\n  ]\n}}\n'


def line(value: object) -> str:
    """One line of JSON; what an editor could change or hide (marks, controls, compatibility ideographs) is escaped."""
    return _FRAGILE.sub(lambda found: json.dumps(found.group())[1:-1], json.dumps(value, ensure_ascii=False))


def _rows(name: str) -> list[dict[str, str]]:
    with (CITY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    path = HERE / "fields.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(spell({**found, "items": definitions(found["cases"])}), encoding="utf-8")
