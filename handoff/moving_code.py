"""QR of a moving-out certificate (転出証明書): its layout is not public, so a city that gets such codes says here how
they are read, and without that nothing is.

A code is one line: a mark that no other code begins with, then those who move together, each as fields in one order.
A field is an item of a moving-out notice (`import_kind.MOVING`) and goes through the same gate as a cell of such a
file; "" is a field that is not taken. The mark holds something that is no digit, so that no slip's code (16 digits) is
ever taken for one, nor one for a slip's.
"""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.import_kind import GONE, MOVING, NOTICE, PLACE
from handoff.import_profile import STANDARDS
from handoff.import_row import Resident, resident_of
from handoff.refusal import Reason, Refused

LONGEST: Final = 4_000
"""More letters than a QR code has."""
MOST_PEOPLE: Final = 20
NO_NUMBER: Final = "0"
"""Under which number of a notice those of a code stand: it has none."""
ITEMS: Final = frozenset(MOVING) - {NOTICE, PLACE, GONE}
_NEEDED: Final = ("m_name", "m_birth")
_FILE: Final = next(one for one in STANDARDS if one.kind == "moving")


class CodeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a city's codes are read (`[moving_code]` of settings.toml). `begins`: the mark ("" = there are none);
    `between` fields, `people` between those who move; `items`: what each field is; `codes`: item -> the code's word ->
    what is kept (none: 性別 1 and 2)."""

    begins: str = ""
    between: str = "|"
    people: str = "/"
    items: list[str] = []
    codes: dict[str, dict[str, str]] = {}

    def __post_init__(self) -> None:
        """ValueError for what could not be read, or could be taken for a slip's code."""
        if not self.begins:
            return
        if self.begins.isdigit() or len(self.begins) > 20:
            raise ValueError("begins")
        if len(self.between) != 1 or len(self.people) != 1 or self.between == self.people:
            raise ValueError("between, people")
        taken = [item for item in self.items if item]
        if set(taken) - ITEMS or len(taken) != len(set(taken)) or not set(_NEEDED) <= set(taken):
            raise ValueError("items")

    def is_mine(self, text: str) -> bool:
        """Whether a text is such a code."""
        return bool(self.begins) and text.startswith(self.begins)


def read(settings: CodeSettings, text: str) -> list[Resident]:
    """Those who move together, as the city's own data would have them. Refused with `wrong_pattern` (`at`: code) for
    what is not of this layout; nothing of the code is repeated."""
    parts = text.removeprefix(settings.begins).strip().split(settings.people)
    if len(text) > LONGEST or len(parts) > MOST_PEOPLE:
        raise _no()
    return [_one(settings, part.split(settings.between), place) for place, part in enumerate(parts, start=1)]


def _one(settings: CodeSettings, cells: list[str], place: int) -> Resident:
    if len(cells) != len(settings.items):
        raise _no()
    said = {item: cell for item, cell in zip(settings.items, cells, strict=True) if item}
    said |= {NOTICE: NO_NUMBER, PLACE: str(place)}
    profile = msgspec.structs.replace(_FILE, codes={**_FILE.codes, **settings.codes})
    one = resident_of(profile, {item: at for at, item in enumerate(said)}, list(said.values()), place)
    if not isinstance(one, Resident):
        raise _no()
    return one


def _no() -> Refused:
    return Refused(Reason.wrong_pattern, at="code")
