"""What guessers try first, as the city lists it: `passwords.txt` in its folder, a word a line, UTF-8. Its own words
(names of the city, its buildings and systems) and a public list of common or leaked passwords stand there side by
side."""

from __future__ import annotations

from pathlib import Path
from typing import Final

NAME: Final = "passwords.txt"


def read_guesses(folder: Path) -> tuple[str, ...]:
    """The words; none where the city has no such list. Lines that begin with # are remarks."""
    file = folder / NAME
    if not file.exists():
        return ()
    lines = (line.strip() for line in file.read_text(encoding="utf-8-sig").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
