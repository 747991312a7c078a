"""停電の備え: a kit of numbers on paper whose codes already work, for hours in which nothing else does.

A kit has a hundred numbers of one letter (E001 to E100; the next kit E101 to E200 …), so that no two kits that are kept
share a number. A code opens a case the first time that it is scanned; from then on it is that case's slip.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from handoff.offices import House
from handoff.refusal import Reason, Refused

COUNT: Final = 100
"""Numbers in a kit."""
BLOCKS: Final = 9
"""So many kits have room under one letter: 001 to 900."""
MOST_PAGES: Final = 500
"""Blank forms of one kit: what a printer does in a quarter of an hour."""
DAY_MS: Final = 86_400_000


class Kit(msgspec.Struct, frozen=True):
    """A kit as it is kept. `first`: its first number, without the letter. `forms`, `copies`: the blank forms printed
    with it. `used`: how many of its numbers have opened a case. `withdrawn`: since when (ms) no further one does."""

    kit: str
    office: str
    letter: str
    first: int
    made: int
    clerk: str
    name: str
    forms: list[str]
    copies: int
    used: int = 0
    withdrawn: int | None = None
    withdrawn_by: str = ""


class KitPaper(msgspec.Struct, frozen=True):
    """What is printed of a kit, before the blank forms. `printed` YYYY-MM-DD; `numbers`: (E001, its code)."""

    city: str
    office: str
    printed: str
    by: str
    numbers: list[tuple[str, str]]
    forms: list[str]
    copies: int


def number(letter: str, at: int) -> str:
    """E001."""
    return f"{letter}{at:03d}"


def numbers(kit: Kit) -> list[str]:
    """All numbers of a kit."""
    return [number(kit.letter, at) for at in range(kit.first, kit.first + COUNT)]


def span(kit: Kit) -> str:
    """E001 〜 E100."""
    first, *_, last = numbers(kit)
    return f"{first} 〜 {last}"


def must_be_free(house: House, letter: str) -> None:
    """Refused with `not_a_choice`: a line gives numbers of this letter, so one number could be two visitors'."""
    if any(letter in line.letters for line in house.lines):
        raise Refused(Reason.not_a_choice, at="letter", letter=letter)


def next_block(kits: Iterable[Kit], letter: str) -> int:
    """The first number of the next kit: of the blocks that no kept kit has, the one that was printed longest ago.
    Refused with `numbers_used_up` while all are kept."""
    last = dict.fromkeys(range(1, BLOCKS * COUNT, COUNT), 0)
    for kit in kits:
        if kit.letter != letter or kit.first not in last:
            continue
        if kit.withdrawn is None:
            del last[kit.first]
        else:
            last[kit.first] = max(last[kit.first], kit.made)
    if not last:
        raise Refused(Reason.numbers_used_up)
    return min(last, key=lambda first: (last[first], first))


def must_print(forms: Collection[str], known: Collection[str], copies: int) -> None:
    """Refused: `no_such_item` (a form that the catalog does not have), `bad_message` (no copies, one form twice),
    `too_big` (more paper than one job may be)."""
    if not 1 <= copies <= MOST_PAGES or len(set(forms)) != len(forms):
        raise Refused(Reason.bad_message, at="copies")
    for form in forms:
        if form not in known:
            raise Refused(Reason.no_such_item, at=form[:40])
    if len(forms) * copies > MOST_PAGES:
        raise Refused(Reason.too_big, limit=MOST_PAGES)


def must_have_come(arrived: int, now: int, days: int) -> None:
    """When a visitor with such a number came (ms). Refused: `future_date`, `past_time` (before the days in which a
    slip opens its case)."""
    if arrived > now:
        raise Refused(Reason.future_date, at="arrived")
    if now - arrived > days * DAY_MS:
        raise Refused(Reason.past_time, at="arrived", days=days)
