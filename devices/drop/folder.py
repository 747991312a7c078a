"""The folder that a box writes into: each file is taken once, and is erased before anything becomes of it.

A file is read when it was the same at two looks and is whole. It belongs to the case that the window served when it was
first seen. What is older than a minute, too large, or of no case is erased unread. The folder is the box's alone: it is
taken into use empty, and marked, so that no file of anybody else's is ever erased.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from devices import words
from devices.cards.read import Card
from devices.drop.form import Form
from devices.drop.said import KINDS, MOST_BYTES, NotWhole, Unusable, card
from devices.settings import WrongSettings

T = TypeVar("T")
OLD_S: Final = 60.0
MARK: Final = "つなぐ窓口が使うフォルダー.txt"
MARKED: Final = (
    "このフォルダーのファイルは、つなぐ窓口の機器係が読み取って消します。ほかのファイルを置かないでください。\n"
)


class Came(msgspec.Struct, frozen=True):
    """A file that became a read: what it says, and the case that was served when it was first seen."""

    card: Card
    turn: str


class Known(msgspec.Struct):
    """A file that was seen: in which turn, and how it looked last (size, time)."""

    turn: str | None
    looked: tuple[int, int]


class Folder:
    """`form` says where it is, and how its files are to be read."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.path = Path(form.folder)
        self._known: dict[str, Known] = {}
        self._begun = False

    def open(self) -> None:
        """Take it into use. Refused: `WrongSettings` when there is no such folder, or other files are in it."""
        mark = self.path / MARK
        try:
            if not mark.exists():
                if any(self.path.iterdir()):
                    raise WrongSettings(words.drop_not_empty(str(self.path)))
                mark.write_text(MARKED, encoding="utf-8")
        except OSError:
            raise WrongSettings(words.drop_nowhere(str(self.path))) from None

    def look(self, now: float, turn: str | None) -> list[Came | str]:
        """One look, at `now` (s); `turn`: the word of the case that the window serves. What lay there before the first
        look is of no case. Of each file that is gone now: the read, or a sentence why it is none, without what was in
        it."""
        turn, self._begun = turn if self._begun else None, True
        try:
            found = sorted(path for path in self.path.iterdir() if path.suffix.lower() in KINDS)
        except OSError:
            return []  # a folder on the network, gone for a while
        self._known = {path.name: self._known[path.name] for path in found if path.name in self._known}
        came = (self._file(path, now, turn) for path in found)
        return [one for one in came if one is not None]

    def _file(self, path: Path, now: float, turn: str | None) -> Came | str | None:
        try:
            state = path.lstat()
        except OSError:
            return None
        if not stat.S_ISREG(state.st_mode):
            return None
        looks = (state.st_size, state.st_mtime_ns)
        known = self._known.setdefault(path.name, Known(turn, (-1, -1)))
        if abs(now - state.st_mtime) > OLD_S:
            return _erased(path, words.DROP_OLD)
        if state.st_size > MOST_BYTES:
            return _erased(path, words.DROP_LARGE)
        if known.looked != looks:
            known.looked = looks
            return None
        if known.turn is None:
            return _erased(path, words.NOT_ARMED)
        return self._read(path, known.turn)

    def _read(self, path: Path, turn: str) -> Came | str | None:
        try:
            said = card(path.suffix.lower(), path.read_bytes(), self.form)
        except Unusable:
            return _erased(path, words.DROP_ODD)
        except (OSError, NotWhole):
            return None
        return _erased(path, Came(said, turn))


def _erased(path: Path, become: T) -> T | None:
    """What becomes of a file, once it is gone. Where the box still holds it: nothing yet."""
    try:
        path.unlink()
    except OSError:
        return None
    return become
