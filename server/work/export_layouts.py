"""The layouts of CSV as they stand, kept so that a column never moves; and the book that says them to who writes a
robot."""

from __future__ import annotations

import asyncio

from handoff.calendar import local_time
from handoff.export_book import export_book
from handoff.export_layout import Layout, grown
from handoff.form_book import FormBook
from handoff.refusal import Reason, Refused
from handoff.rights import limits_of
from server.ports.exports import LayoutMoved
from server.ports.paper import Ink
from server.work.cupboards import Actor, Cupboards

TRIES = 5


def must_export(who: Actor) -> None:
    """Refused with `not_allowed`: who is no clerk, or has no grant to export any form."""
    if "clerk" not in who.roles or ("form", "export") not in limits_of(who.sees).by:
        raise Refused(Reason.not_allowed, at="export")


def may_read(who: Actor) -> bool:
    """Whether somebody may read how the files look: who exports, and administrators."""
    return "admin" in who.roles or ("form", "export") in limits_of(who.sees).by


def book_now(c: Cupboards) -> FormBook:
    """The forms of the catalog in force."""
    return c.catalogs.forms(c.catalogs.current().version)


async def standing(c: Cupboards) -> dict[str, Layout]:
    """The layout of every form that goes out by the catalog in force, after those that stood before; a new one is kept
    at once. Raises `RecordAway`."""
    book = book_now(c)
    for _ in range(TRIES):
        kept = await c.exports.layouts()
        wanted = {key: grown(kept.get(key), form, book) for key, form in book.forms.items() if form.csv}
        new = [one for key, one in wanted.items() if one is not kept.get(key)]
        try:
            if new:
                await c.exports.keep(new, c.clock())
        except LayoutMoved:
            continue
        return wanted
    raise Refused(Reason.not_now, at="layouts")


async def book_of(c: Cupboards, who: Actor) -> Ink:
    """CSVレイアウト定義書. Refused: `not_allowed`."""
    if not may_read(who):
        raise Refused(Reason.not_allowed, at="export")
    layouts, now = await standing(c), local_time(c.clock())
    printed = f"{now.year}年{now.month}月{now.day}日 {now:%H:%M}"
    encoding = c.catalogs.settings().exports.encoding
    made = await asyncio.to_thread(export_book, c.catalogs.current().name, printed, layouts, book_now(c), encoding)
    return await c.paper.definition(made)
