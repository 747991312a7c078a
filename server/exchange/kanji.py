"""The tables of kanji that stand beside this module, from the Unihan database (`letters/LICENSE`; made by
`deploy/letters.py`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from handoff.letters import Letters

_FOLDER: Final = Path(__file__).parent / "letters"


@cache
def read_letters() -> Letters:
    """Once for the process: the tables never change while it runs."""
    return Letters(*((_FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in ("readings", "parts", "kin")))
