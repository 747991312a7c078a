"""One page of an application as a picture of the very paper, and where on it every entry stands."""

from __future__ import annotations

import msgspec

from handoff.application import Application, FormSheet
from handoff.blank import Blank, Field
from handoff.kit.shelf import page_of
from handoff.refusal import Reason, Refused
from handoff.signing import State, state_of
from server.ports.paper import CutOff
from server.work.cupboards import Actor, Cupboards
from server.work.forms_case import CaseForms, check_size, look_at, may_print, setting_of
from server.work.forms_list import key_of

NARROWEST = 200
WIDEST = 2_400


class PlacedBox(msgspec.Struct, frozen=True):
    """A place on a page, in mm from its upper left corner. `key`: the entry that it shows (`role.X` where nobody is in
    a role), `keys` all that it is made of; `row`: whose row of the sheet, of `person`. `how`: as in
    `handoff/source.py` (`here` = another value on this form alone). `masked`: this clerk may not see it. A place for a
    signature has `place` and `state`."""

    key: str
    keys: list[str]
    item: str
    row: int | None
    person: str | None
    x: float
    y: float
    w: float
    h: float
    kind: str
    how: str
    option: str = ""
    required: bool = False
    missing: bool = False
    masked: bool = False
    place: int = 0
    state: State | None = None


class FormPage(msgspec.Struct, frozen=True):
    """The picture (PNG), the paper's size in mm, which page of how many, its places, the letters that no face can print
    and the texts that are cut off."""

    png: bytes
    width: float
    height: float
    page: int
    pages: int
    rev: int
    boxes: list[PlacedBox]
    letters: list[str]
    too_long: list[CutOff]


async def page(c: Cupboards, who: Actor, case: str, form: str, number: int, width: int, larger: float) -> FormPage:
    """Page `number` (from 1) of an application, `width` pixels wide, with what this clerk may see.

    Refused: `no_such_item` (no such application of this case, no such page), `not_allowed` (a form that needs a right),
    `bad_message` (a picture out of reach), and as `forms_case.look_at`."""
    if not NARROWEST <= width <= WIDEST:
        raise Refused(Reason.bad_message, at="width")
    check_size(larger)
    found, visit = await look_at(c, who, case, "open")
    one = found.one(form)
    if not may_print(found, one, who):
        raise Refused(Reason.not_allowed, at=form)
    if not 1 <= number <= len(one.sheets):
        raise Refused(Reason.no_such_item, at="page")
    setting = setting_of(c, who, found, visit.number, found=[one])
    leaf = found.leaves(one, setting)[number - 1]
    drawn = await c.paper.picture(leaf, width, larger)
    hidden = {(put.field.items, put.field.row) for put in leaf.puts if put.masked}
    return FormPage(
        png=drawn.png,
        width=leaf.blank.width,
        height=leaf.blank.height,
        page=number,
        pages=len(one.sheets),
        rev=found.sheet.rev,
        boxes=_boxes(found, one, one.sheets[number - 1], hidden),
        letters=list(drawn.missing),
        too_long=list(drawn.too_long),
    )


def _boxes(
    found: CaseForms, one: Application, sheet: FormSheet, hidden: set[tuple[tuple[str, ...], int | None]]
) -> list[PlacedBox]:
    blank = page_of(one.form, found.source.book)
    boxes = {(box.item, box.row): box for box in sheet.boxes}
    lacks = {stop.box.drawn.keys[0] for stop in found.stops(one)}
    placed = []
    for field in blank.fields:
        for item in field.items:
            box = boxes.get((item, field.row))
            if box is not None:
                key, keys = key_of(found, box), list(box.drawn.keys)
                person = box.drawn.person or box.person
                placed.append(
                    PlacedBox(
                        key=key,
                        keys=keys,
                        item=item,
                        row=field.row,
                        person=person,
                        x=field.x,
                        y=field.y,
                        w=field.w,
                        h=field.h,
                        kind=field.kind,
                        how=box.drawn.how,
                        option=field.option,
                        required=field.required or box.missing,
                        missing=keys[0] in lacks,
                        masked=(field.items, field.row) in hidden,
                    )
                )
    return [*placed, *_signs(found, one, sheet, blank)]


def _signs(found: CaseForms, one: Application, sheet: FormSheet, blank: Blank) -> list[PlacedBox]:
    (standing,) = found.standing([one])
    places = {place.place: place for place in sheet.signs}
    return [
        PlacedBox(
            key="",
            keys=[],
            item="",
            row=None,
            person=places[field.place].person,
            x=field.x,
            y=field.y,
            w=field.w,
            h=field.h,
            kind="sign",
            how="",
            place=field.place,
            state=state_of(places[field.place], standing.form, standing.digest, found.sheet.entries),
        )
        for field in _sign_fields(blank)
        if field.place in places
    ]


def _sign_fields(blank: Blank) -> list[Field]:
    return [field for field in blank.fields if field.kind == "sign"]
