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
