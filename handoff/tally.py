"""What the applications of a case save: boxes that are filled from values entered once, and strokes of a pen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from handoff.application import Application, Box, FormSheet, Signing
from handoff.fields import ItemDef, Kind

_BLOCKS: Final = frozenset({"new_town", "old_town", "next_town", "koseki_town"})
"""An address that is entered in parts is one block on paper; each has exactly one of these."""


class Left(msgspec.Struct, frozen=True):
    """A place that stays to be signed by hand, or because its person is not here."""

    form: str
    sheet: int
    place: int
    role: str
    person: str | None


class Signatures(msgspec.Struct, frozen=True):
    """All places, how many the tablet may serve, who signs how many of those, and what is left."""

    places: int
    tablet: int
    paper: int
    by_person: dict[str, int]
    left_on_paper: list[Left]
    left_absent: list[Left]

    @property
    def strokes(self) -> int:
        """How often a pen is taken up: once for each person who is here."""
        return len(self.by_person)


class Tally(msgspec.Struct, frozen=True):
    """Figures over all sheets. `typed`: distinct values that were entered, whatever number of boxes they fill."""

    sheets: int
    name_boxes: int
    address_blocks: int
    birth_boxes: int
    boxes: int
    typed: int
    signatures: Signatures

    @property
    def saved(self) -> int:
        """How many of a hundred boxes nobody writes."""
        return round(100 * (1 - self.typed / self.boxes)) if self.boxes else 0


def tally(found: Iterable[Application], items: Mapping[str, ItemDef]) -> Tally:
    """The figures of these applications."""
    sheets = [(one, sheet) for one in found for sheet in one.sheets if one.counts]
    boxes = [box for _, sheet in sheets for box in sheet.boxes]
    signs = [(one, sheet, sign) for one, sheet in sheets for sign in sheet.signs]
    return Tally(
        sheets=len(sheets),
        name_boxes=sum(items[box.item].kind is Kind.name for box in boxes),
        address_blocks=sum(box.item in _BLOCKS or items[box.item].kind is Kind.address for box in boxes),
        birth_boxes=sum(box.item.endswith("_birth") for box in boxes),
        boxes=len(boxes) + len(signs),
        typed=len({key for box in boxes if (key := _entered(box))}),
        signatures=_signatures(signs),
    )


def _entered(box: Box) -> str | None:
    """The entry that a box stands for; None for what nobody enters."""
    return None if box.drawn.how in ("auto", "assembled") else box.drawn.keys[0]


def _signatures(signs: list[tuple[Application, FormSheet, Signing]]) -> Signatures:
    def left(one: Application, sheet: FormSheet, sign: Signing) -> Left:
        return Left(one.form.form, sheet.number, sign.place, sign.role, sign.person)

    on_tablet = [each for each in signs if each[2].medium == "tablet"]
    signers = Counter(sign.person for _, _, sign in on_tablet if sign.person is not None and sign.here)
    return Signatures(
        places=len(signs),
        tablet=len(on_tablet),
        paper=len(signs) - len(on_tablet),
        by_person=dict(signers),
        left_on_paper=[left(*each) for each in signs if each[2].medium == "paper"],
        left_absent=[left(*each) for each in on_tablet if not each[2].here],
    )
