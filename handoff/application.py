"""An application (申請書) of a case: a form with its sheets, every box with its value, and whose each signature is."""

from __future__ import annotations

import msgspec

from handoff.form import Form, Medium
from handoff.source import Drawn


class Box(msgspec.Struct, frozen=True):
    """A box of a sheet: the item, its value and where that comes from. `row`: on which of the sheet's rows, of whom.
    `missing`: it must be filled and is not."""

    item: str
    drawn: Drawn
    row: int | None = None
    person: str | None = None
    missing: bool = False


class Signing(msgspec.Struct, frozen=True):
    """A place for a signature: whose it is (None = nobody is in that role), and whether that person is here."""

    place: int
    role: str
    medium: Medium
    label: str
    person: str | None
    here: bool


class FormSheet(msgspec.Struct, frozen=True):
    """One sheet of a form, page `number` of `of`, with the persons on its rows."""

    number: int
    of: int
    people: list[str]
    boxes: list[Box]
    signs: list[Signing]


class Application(msgspec.Struct, frozen=True):
    """A form of a case. `procedures`: those that name it; `event`: the life event that brings it; `by_hand`: added
    (True) or dropped (False) by hand; `left_out`: persons for whom a form that does not copy itself has no row."""

    form: Form
    event: str
    procedures: list[str]
    sheets: list[FormSheet]
    left_out: list[str]
    by_hand: bool | None = None

    @property
    def counts(self) -> bool:
        """Whether it is made: not dropped by hand."""
        return self.by_hand is not False

    @property
    def missing(self) -> list[Box]:
        """The boxes that must be filled and are not, in their order, each entry once."""
        found: dict[str, Box] = {}
        for sheet in self.sheets:
            for box in sheet.boxes:
                if box.missing:
                    found.setdefault(box.drawn.keys[0], box)
        return list(found.values())
