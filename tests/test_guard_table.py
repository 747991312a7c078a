"""The table of what must never succeed names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_every_test_that_the_documents_name_exists() -> None:
    told = [
        found for name in ("GUARD", "ASVS") for found in NAMED.findall((HERE.parent / f"server/{name}.md").read_text())
    ]
    missing = [(file, test) for file, test in told if f"def {test}(" not in (HERE / file).read_text()]
    assert len(told) > 100
    assert missing == []


def test_what_is_open_is_counted() -> None:
    said = (HERE.parent / "server/ASVS.md").read_text()
    lines = [line for line in said.splitlines() if line.startswith("|") and "OPEN" in line]
    counted = re.search(r"(\d+) stands? in a line with something OPEN", said)
    assert counted is not None and int(counted[1]) == len(lines)
