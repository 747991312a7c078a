"""The vectors that hold the rules and their twins on the screens to one another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def vectors(name: str) -> Any:
    """What stands in tests/vectors/<name>.json."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))


def told(vector: dict[str, Any]) -> str:
    """A short name of a vector for the test report."""
    return " ".join(str(part)[:40] for part in (vector["do"], vector.get("item", ""), vector.get("in")) if part != "")
