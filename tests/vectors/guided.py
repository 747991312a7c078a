"""Writes the vectors of the guidance again: `python -m tests.vectors.guided`. A test holds them current.

expression.json: what conditions mean (by hand, `conditions.py`). household.json: facts of the ten households and of
random ones. guidance.json: two catalogs, and what is derived for the ten households and for random visits; texts that a
catalog holds anyway are left out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.vectors import conditions
from tests.vectors.make import line

HERE = Path(__file__).parent


def made() -> dict[str, str]:
    """Each file's name and text."""
    return {"expression": listed(conditions.cases())}


def listed(cases: list[Any]) -> str:
    """A list, one line for each case, so that a change can be read."""
    return "[\n" + ",\n".join(f"  {line(case)}" for case in cases) + "\n]\n"


if __name__ == "__main__":
    for name, text in made().items():
        json.loads(text)
        (HERE / f"{name}.json").write_text(text, encoding="utf-8")
