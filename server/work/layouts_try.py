"""A form of a draft as it would print: empty, or filled for a made-up person or a sample household. Nothing is kept."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Final

import msgspec

from handoff.application import Application
from handoff.case import Value
from handoff.form_book import FormBook
from handoff.inherit import applications
from handoff.kit.shelf import page_of
from handoff.layout import Layout, blank_of, layouts_of
from handoff.leaf import Leaf, Setting, leaf_of
from handoff.refusal import Reason, Refused
from handoff.source import Source
from handoff.specimen import Size, specimen
from server.ports.paper import CutOff
from server.work.cupboards import Actor, Cupboards
from server.work.layouts import book_of, must_have
from server.work.standing import stand

NARROWEST: Final = 200
WIDEST: Final = 2_400
NUMBER: Final = "A012"
EMPTY: Final = "empty"
SIZES: Final[dict[str, Size]] = {"usual": "usual", "long": "long"}


class Trial(msgspec.Struct, frozen=True):
    """A page as a picture (PNG), its size in mm, how many sheets there are, the letters that no face can print, the
    texts that are cut off."""

    png: bytes
    width: float
    height: float
    sheet: int
    sheets: int
    letters: list[str]
    too_long: list[CutOff]


async def picture(c: Cupboards, who: Actor, draft: str, form: str, filled: str, sheet: int, width: int) -> Trial:
    """Sheet `sheet` (from 1) of a form, `width` pixels wide. `filled`: `empty` (the bare page), `usual`, `long` (made
    up), or a sample household's id, whose blanks are made up.

    Refused: `no_such_draft`, `no_such_row`, `no_such_item` (no such household, no such sheet, no page under the
    layout), `bad_message` (a picture out of reach)."""
    if not NARROWEST <= width <= WIDEST:
        raise Refused(Reason.bad_message, at="width")
    stands = await stand(c, draft)
    must_have(stands, form)
    book = await asyncio.to_thread(book_of, c, stands)
    layout = layouts_of({table: _of(stands.tables[table], form) for table in ("layouts", "layout_fields")}).get(form)
    if layout is not None:
        await _put_under(c, book, form, layout)
    leaves = await asyncio.to_thread(_leaves, c, who, book, form, filled)
    if not 1 <= sheet <= len(leaves):
        raise Refused(Reason.no_such_item, at="sheet")
    leaf = leaves[sheet - 1]
    drawn = await c.paper.picture(leaf, width)
    return Trial(
        png=drawn.png,
        width=leaf.blank.width,
        height=leaf.blank.height,
        sheet=sheet,
        sheets=len(leaves),
        letters=list(drawn.missing),
        too_long=list(drawn.too_long),
    )


def _of(rows: list[dict[str, str]], form: str) -> list[dict[str, str]]:
    return [row for row in rows if row.get("form_id") == form]


async def _put_under(c: Cupboards, book: FormBook, form: str, layout: Layout) -> None:
    base = await c.base_pages.get(layout.base)
    if base is None:
        raise Refused(Reason.no_such_item, at="base")
    book.pages[form] = blank_of(layout, book.forms[form].name, base)


def _leaves(c: Cupboards, who: Actor, book: FormBook, form: str, filled: str) -> list[Leaf]:
    page = page_of(book.forms[form], book)
    if filled == EMPTY:
        return [Leaf(page, [], form, 1, 1)]
    one, source = _application(c, book, form, filled)
    setting = Setting(sees=lambda _: True, beside={"ticket_no": NUMBER}, group=who.group or "")
    return [leaf_of(page, one, sheet, source, setting) for sheet in one.sheets]


def _application(c: Cupboards, book: FormBook, form: str, filled: str) -> tuple[Application, Source]:
    given: dict[str, Value] = {}
    today, event = date.fromisoformat(c.business_day()), ""
    if filled not in SIZES:
        home = next((one for one in c.households if one.id == filled), None)
        if home is None:
            raise Refused(Reason.no_such_item, at="filled")
        given, today, event = dict(home.entries), home.today, home.event
    source = Source(specimen(book.forms[form], book, given, SIZES.get(filled, "usual")), book, today)
    found = applications(source, [], [event] if event else _events(book, form))
    return next(one for one in found if one.form.form == form), source


def _events(book: FormBook, form: str) -> list[str]:
    """The first life event that brings a form."""
    named = [event for key in book.named_by.get(form, []) for event in book.procedures[key].events]
    return [one for one in named if one in book.moves][:1]
