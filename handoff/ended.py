"""What a visit leaves for statistics when it ends with its applications: counts, and codes that are nobody's.

Entries are sealed under their case's key, so this is the last moment at which all of them can be counted; of what was
entered nothing stays but the code of the municipality that somebody came from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

import msgspec

from handoff.case import BESIDE, Entry, Value
from handoff.tally import Tally

NOTIFICATION: Final = "届出"
"""The kind of procedure that is no 申請."""
MOVING_IN: Final = "TENNYU"
"""Life events that begin so bring somebody from another municipality."""
BY_HAND: Final = frozenset({"typed", "answer", "visitor", "take_back"})
"""Sources of entries that nobody read from anything."""
HAND: Final = "hand"
_SAYS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("residence", frozenset({"m_card_no", "m_status", "m_period"})),
    ("mynumber", frozenset({"m_mynumber"})),
)
"""Items that only one kind of card has."""
CODE: Final = 5
"""Digits of a municipality's code without its check digit, as Japan Post writes it."""


class Ended(msgspec.Struct, frozen=True):
    """One visit. `reads`: what was read into it (`reads_of`); `town`: where it came from (5 digits, "": from nowhere
    else, or not to be said); `clerk` wrote in it last, at `clerk_at` (ms).

    `notifications` are procedures that are a 届出, `applications` the forms that were made, with their `sheets`,
    `boxes` and the distinct values that were `typed` for them; `names`: boxes for a name that nobody wrote;
    `signatures`: places that one signature served besides its first. `answers` of questions, `automatic` without
    asking. `entered`: items that have a value, `taken` from a card or a file, `corrected` by hand afterwards.
    """

    procedures: list[str]
    reads: list[str]
    town: str
    clerk: str
    clerk_at: int
    notifications: int
    applications: int
    sheets: int
    boxes: int
    typed: int
    names: int
    signatures: int
    answers: int
    automatic: int
    entered: int
    taken: int
    corrected: int


class Papers(msgspec.Struct, frozen=True):
    """What is counted of the applications: their tally, how many there are, and whose places were signed: one person
    for each place."""

    tally: Tally
    applications: int
    signed: tuple[str, ...]


class Way(msgspec.Struct, frozen=True):
    """What is counted of the guidance: procedures that were done with their kinds, and how answers came about."""

    kinds: Mapping[str, str]
    answers: int
    automatic: int


class Course:
    """What happened to a case's entries, heard one after the other, oldest first; it holds what stands and no more,
    however long the visit was."""

    def __init__(self) -> None:
        self.now: dict[str, Entry] = {}
        """Items that have a value."""
        self.last: Entry | None = None
        self.corrected: set[str] = set()
        """Items that were read, and say something else by hand now."""
        self._read: dict[str, Value] = {}

    def hear(self, changes: Iterable[tuple[str, Entry]]) -> None:
        """What came next (key, entry)."""
        for key, entry in changes:
            if is_item(key):
                self._hear(key, entry)

    def _hear(self, key: str, entry: Entry) -> None:
        self.last = entry
        if entry.value in (None, ""):
            self.now.pop(key, None)
        else:
            self.now[key] = entry
        if entry.source not in BY_HAND:
            self._read[key] = entry.value
            self.corrected.discard(key)
        elif key in self._read:
            (self.corrected.add if entry.value != self._read[key] else self.corrected.discard)(key)


def ended(course: Course, way: Way, papers: Papers, town: str) -> Ended:
    """The figures of one visit."""
    now, last = course.now, course.last
    return Ended(
        procedures=sorted(way.kinds),
        reads=reads_of(now),
        town=town,
        clerk=last.clerk if last else "",
        clerk_at=last.at if last else 0,
        notifications=sum(kind == NOTIFICATION for kind in way.kinds.values()),
        applications=papers.applications,
        sheets=papers.tally.sheets,
        boxes=papers.tally.boxes,
        typed=papers.tally.typed,
        names=papers.tally.name_boxes,
        signatures=len(papers.signed) - len(set(papers.signed)),
        answers=way.answers,
        automatic=way.automatic,
        entered=len(now),
        taken=sum(entry.source not in BY_HAND for entry in now.values()),
        corrected=len(course.corrected),
    )


def is_item(key: str) -> bool:
    """Whether a key holds a value of the case or of a person, and nothing that stands beside them."""
    return not key.startswith((*BESIDE, "role.")) and not (key.startswith("p.") and key.count(".") == 1)


def reads_of(entries: Mapping[str, Entry]) -> list[str]:
    """What was read into a case: `residence`, `mynumber` or `card` (another one), other sources by their name; `hand`
    where all was typed, nothing where nothing was entered."""
    found = {entry.source for entry in entries.values()} - BY_HAND
    if "card" in found:
        said = {key.rpartition(".")[2] for key, entry in entries.items() if entry.source == "card"}
        kinds = {kind for kind, items in _SAYS if items & said}
        found = found - {"card"} | (kinds or {"card"})
    return sorted(found) or ([HAND] if entries else [])


def town_of(values: Mapping[str, Value], events: Iterable[str], home: str, codes: Collection[str]) -> str:
    """The code of the municipality that a household came from: as it was entered, else the one that its postal `codes`
    are all of. "" where nobody moves in, or from `home` itself (the city's own code)."""
    if not any(event.startswith(MOVING_IN) for event in events):
        return ""
    said = values.get("old_lgcode")
    of_post = {code[:CODE] for code in codes}
    found = said[:CODE] if isinstance(said, str) else of_post.pop() if len(of_post) == 1 else ""
    return "" if found == home[:CODE] else found
