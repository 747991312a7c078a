"""The applications on the tablet of a window: what it shows now.

A clerk puts them there (`OnTablet`), for one claim of one case, as that clerk may see them, and never where a protected
person lives. Agreeing and signing: `forms_signing.py`.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from handoff.application import Application, FormSheet
from handoff.blank import Blank, Field
from handoff.case import Sheet
from handoff.kit.shelf import page_of
from handoff.leaf import Leaf
from handoff.messages import Mark, PaperForm, PaperPage, PaperPlace, Papers, Signer
from handoff.refusal import Reason, Refused
from handoff.signing import WANTED, Standing, agreed, last_seen, seen_of, state_of, written_since
from server.work import forms_case
from server.work.cupboards import Actor, Cupboards
from server.work.forms_case import CaseForms
from server.work.tablet import Turn, turn_at, word

NOTHING: Final = Papers(seen=None)
PIXELS: Final = 1_240
"""How wide a page is on a tablet: sharp on one that is held upright."""


class Shown(msgspec.Struct, frozen=True):
    """What a tablet shows: the case, and its applications as they stand."""

    case: CaseForms
    standing: list[Standing]
    seen: str


def shown(c: Cupboards, turn: Turn) -> Shown | None:
    """What this showing shows now; None when it is the questions."""
    return None if turn.sees is None else of_sheet(c, turn, turn.sheet, turn.sees)


def of_sheet(c: Cupboards, turn: Turn, sheet: Sheet, sees: frozenset[str]) -> Shown:
    """What this showing would show of a sheet."""
    case = forms_case.of_sheet(c, sheet, turn.row.office, turn.row.service)
    book = case.source.book
    mine = [
        one
        for one in case.found
        if one.counts and one.form.form not in book.staff_only and book.may_print(one.form, sees)
    ]
    standing = case.standing(mine)
    return Shown(case, standing, seen_of(turn.turn, standing))


# ---- what the tablet gets


def papers(c: Cupboards, turn: Turn | None) -> Papers:
    """The applications, page by page, with what changed since they were last agreed to or signed, and who signs."""
    now = shown(c, turn) if turn is not None else None
    if turn is None or now is None or not now.standing:
        return NOTHING
    entries = now.case.sheet.entries
    said = {one.form: agreed(one.form, one.digest, entries) for one in now.standing}
    forms: list[PaperForm] = []
    at = 0
    for one in now.standing:
        state: Literal["new", "agreed", "changed", "added"] = said[one.form]
        if state == "new" and any(each != "new" for each in said.values()):
            state = "added"
        pages = _pages(now.case, one, f"/api/displays/papers/{now.seen}", at, _said(c, now.case, one, turn, state))
        at += len(pages)
        forms.append(PaperForm(one.form, one.one.form.name, pages, state))
    return Papers(now.seen, forms, _signers(now, turn), all(each == "agreed" for each in said.values()))


def _said(c: Cupboards, case: CaseForms, one: Standing, turn: Turn, state: str) -> list[Leaf]:
    """What an application says, where it says something else than when it was agreed to or signed; else nothing."""
    other = state == "changed" or any(
        state_of(place, one.form, one.digest, case.sheet.entries) == "void"
        for sheet in one.one.sheets
        for place in sheet.signs
    )
    return leaves_of(c, case, one.one, turn) if other else []


def _pages(case: CaseForms, one: Standing, address: str, at: int, said: list[Leaf]) -> list[PaperPage]:
    blank = page_of(one.one.form, case.source.book)
    since = last_seen(one.one, case.sheet.entries)
    marks = [_marks(case, blank, sheet, leaf, since) for sheet, leaf in zip(one.one.sheets, said, strict=False)]
    if not said:
        marks = [[] for _ in one.one.sheets]
    elif not any(marks):  # who stands on it changed, or the day: all of it
        marks = [[Mark(0, 0, blank.width, blank.height)] for _ in one.one.sheets]
    return [
        PaperPage(f"{address}/{at + number}?v={since}", blank.width, blank.height, found)
        for number, found in enumerate(marks)
    ]


def _marks(case: CaseForms, blank: Blank, sheet: FormSheet, leaf: Leaf, since: int) -> list[Mark]:
    """The places whose entries were written after this revision; of a choice the place of what is chosen now."""
    entries, items = case.sheet.entries, case.source.book.items
    changed = {(box.item, box.row) for box in written_since(sheet, since, entries, items)}
    found = [field for field in blank.fields if any((item, field.row) in changed for item in field.items)]
    filled = [field for field in found if any(put.field == field for put in leaf.puts)]
    marked = [field for field in found if field in filled or not any(_same(field, other) for other in filled)]
    return list(dict.fromkeys(Mark(field.x, field.y, field.w, field.h) for field in marked))


def _same(one: Field, other: Field) -> bool:
    """Whether two places are choices of one item, in one row."""
    return (one.items, one.row) == (other.items, other.row)


def _signers(now: Shown, turn: Turn) -> list[Signer]:
    places: dict[str | None, list[PaperPlace]] = {}
    here: set[str] = set()
    for one in now.standing:
        for sheet in one.one.sheets:
            for place in sheet.signs:
                state = state_of(place, one.form, one.digest, now.case.sheet.entries)
                places.setdefault(place.person, []).append(PaperPlace(one.form, place.label, state))
                if place.person is not None and place.here:
                    here.add(place.person)
    return [
        Signer(
            person=word(turn.turn, person) if person else "",
            name=now.case.name(person),
            here=person in here,
            asked=any(one.state in WANTED for one in found),
            places=found,
        )
        for person, found in places.items()
    ]


# ---- pictures


async def picture(c: Cupboards, window: str | None, office: str, seen: str, number: int) -> bytes:
    """Page `number` (from 0) of what the tablet of a window shows, as a PNG. Refused with `not_asked` when it shows
    something else by now."""
    rows, seats = await c.board.rows(office, c.business_day()), await c.board.seats(office)
    turn = await turn_at(c, window, rows, seats)
    now = shown(c, turn) if turn is not None else None
    if turn is None or now is None or now.seen != seen:
        raise Refused(Reason.not_asked)
    place = 0
    for one in now.standing:
        if number - place < len(one.one.sheets):
            leaf = leaves_of(c, now.case, one.one, turn, signed=True)[number - place]
            return (await c.paper.picture(leaf, PIXELS)).png
        place += len(one.one.sheets)
    raise Refused(Reason.not_asked)


def leaves_of(c: Cupboards, case: CaseForms, one: Application, turn: Turn, signed: bool = False) -> list[Leaf]:
    """An application's pages as the clerk who showed them may see them, without where a protected person lives."""
    sees = (turn.sees or frozenset()) - {"S"}
    looker = Actor(clerk="", name="", office=turn.row.office, window=turn.window, sees=sees)
    mine = [one] if signed else []
    number = turn.row.number
    setting = forms_case.setting_of(c, looker, case, number, for_visitor=True, found=mine, numbers=True)
    return case.leaves(one, setting)
