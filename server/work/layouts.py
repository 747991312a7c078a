"""A form's own layout in a draft: begun from our page or on a PDF that somebody brings, given up, and a form copied or
dropped with all that belongs to it.

Single fields are rows as any others (`drafts.write`). Each deed here is one change of the draft: all of it or nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final

import msgspec

from handoff.base_page import BasePage, drawn_of
from handoff.catalog import Row
from handoff.catalog_rows import catalog_of, id_of, split
from handoff.characters import admit
from handoff.filefault import BadFile, FileFault, bad
from handoff.form_book import FormBook, form_book
from handoff.found import Found
from handoff.kit.band import CrowdedError
from handoff.kit.shelf import blank_of
from handoff.layout import number, rows_of, shown
from handoff.proposal import Proposal, proposals
from handoff.refusal import Reason, Refused
from server.work import drafts, editors
from server.work.cupboards import Actor, Cupboards
from server.work.drafts import Wanted
from server.work.standing import Standing, stand

MOST_BYTES: Final = 12 << 20
"""So large a file may be that somebody brings."""
MOST_KEPT: Final = 6 << 20
"""So large may be what draws its page: it goes into every file that is printed on it."""
MOST_SOURCE: Final = 120
MOST_NAME: Final = 120
OF_FORM: Final = ("signatures", "layouts", "layout_fields")
"""Tables whose rows belong to a form."""
SAME_PAPER: Final = 3.0
"""So far, in mm, two sizes of paper are the same: printers' drivers round them."""
TOO_HEAVY: Final = "このページは重すぎます。画像の細かさを下げて、PDFを保存し直してください。"
CROWDED: Final = "項目が多すぎて、標準の様式では1枚に入りません。PDFを取り込んで配置してください。"


class Brought(msgspec.Struct, frozen=True):
    """What became of a PDF: its page's digest and size in mm, the fields that its own form proposes, or (`faults`) why
    it is not taken."""

    base: str = ""
    width: float = 0
    height: float = 0
    faults: list[FileFault] = []
    proposals: list[Proposal] = []


class Named(msgspec.Struct, frozen=True):
    """What a workbook proposes: which sheet was read, a field for each of its named cells, what was left aside and what
    does not agree (`left`), or (`faults`) why nothing was read."""

    sheet: str = ""
    proposals: list[Proposal] = []
    left: list[FileFault] = []
    faults: list[FileFault] = []


# ---- a page to place fields on


async def take_over(c: Cupboards, who: Actor, draft: str, form: str) -> int:
    """Our own page of a form becomes its layout, to be changed; how many fields it has. A layout that it had is given
    up. Refused: `no_such_draft`, `no_such_row`, as `drafts.write`. `BadFile` where our page has no room for its
    items."""
    editors.must_edit(who)
    stands = await stand(c, draft)
    must_have(stands, form)
    page, fields, base = await asyncio.to_thread(_kit_page, book_of(c, stands), form)
    digest = await c.base_pages.keep(base, who.name, c.clock())
    old = _ids(stands, "layout_fields", form)
    wanted = [_wanted(stands, "layouts", {**page, "base": digest})]
    wanted += [_wanted(stands, "layout_fields", row) for row in fields]
    kept = {one.id for one in wanted}
    wanted += [_gone(stands, "layout_fields", one) for one in old if one not in kept]
    await drafts.write(c, who, draft, wanted)
    return len(fields)


def _kit_page(book: FormBook, form: str) -> tuple[Row, list[Row], BasePage]:
    try:
        blank = blank_of(book.forms[form], book)
    except CrowdedError:
        raise bad(CROWDED) from None
    page, fields = rows_of(blank, "", "")
    return page, fields, drawn_of(blank)


async def bring(c: Cupboards, who: Actor, draft: str, form: str, file: bytes, at: int, name: str) -> Brought:
    """Page `at` (from 0) of a PDF becomes what a form stands on; fields that are placed stay where they are. Nothing of
    the file is kept but what draws the page. Refused as `take_over`; what is wrong with the file stands in `faults`."""
    editors.must_edit(who)
    stands = await stand(c, draft)
    must_have(stands, form)
    try:
        taken = await c.exchange.take_page(file, at)
    except BadFile as no:
        return Brought(faults=no.faults)
    page = taken.page
    if sum(len(one.stream or b"") for one in page.objects) > MOST_KEPT:
        return Brought(faults=bad(TOO_HEAVY).faults)
    base = await c.base_pages.keep(BasePage(uploaded=page), who.name, c.clock())
    row = {
        "form_id": form,
        "base": base,
        "width": shown(page.width),
        "height": shown(page.height),
        "source": admit(name.strip()[:MOST_SOURCE], MOST_SOURCE, at="name"),
    }
    before = stands.row("layouts", form)
    await drafts.write(c, who, draft, [_wanted(stands, "layouts", {**(before or {}), **row})])
    return Brought(base, page.width, page.height, proposals=await _proposed(c, stands, form, taken.found))


async def named(c: Cupboards, who: Actor, draft: str, form: str, file: bytes, at: int) -> Named:
    """What the named cells of a department's sheet propose for the page that was brought, when the sheet prints it as
    its page `at` (from 0). Nothing is written. Refused as `take_over`; `no_such_row` too where the form has no page."""
    editors.must_edit(who)
    stands = await stand(c, draft)
    must_have(stands, form)
    page = stands.row("layouts", form)
    if page is None:
        raise Refused(Reason.no_such_row, at="layouts")
    try:
        read = await c.exchange.named_cells(file, at)
    except BadFile as no:
        return Named(faults=no.faults)
    width, height = number(page, "width", 0), number(page, "height", 0)
    left = list(read.left)
    if abs(read.width - width) > SAME_PAPER or abs(read.height - height) > SAME_PAPER:
        text = f"シートの用紙は {read.width:g}×{read.height:g} mm、様式のページは {width:g}×{height:g} mm です。"
        left.insert(0, FileFault(text + "場所が合いません。", read.sheet, level="warning"))
    return Named(read.sheet, await _proposed(c, stands, form, read.found), left)


async def _proposed(c: Cupboards, stands: Standing, form: str, found: list[Found]) -> list[Proposal]:
    book = await asyncio.to_thread(book_of, c, stands)
    return proposals(found, book.forms[form].items, book.items)


async def give_up(c: Cupboards, who: Actor, draft: str, form: str) -> int:
    """A form has our own page again; how many rows went. Refused as `take_over`."""
    editors.must_edit(who)
    stands = await stand(c, draft)
    must_have(stands, form)
    tables = ("layouts", "layout_fields")
    gone = [_gone(stands, table, one) for table in tables for one in _ids(stands, table, form)]
    if gone:
        await drafts.write(c, who, draft, gone)
    return len(gone)


# ---- a form with all that belongs to it


async def copy(c: Cupboards, who: Actor, draft: str, form: str, name: str) -> str:
    """A form like another one, with its places for signatures and its layout, under the next free number; its id.
    Refused: `reason_needed` (no name), `too_long`, as `take_over`."""
    editors.must_edit(who)
    name = admit(name.strip(), MOST_NAME, at="name")
    if not name:
        raise Refused(Reason.reason_needed, at="name")
    stands = await stand(c, draft)
    must_have(stands, form)
    new = next_id([one.id for one in stands.rows("forms")])
    rows: list[tuple[str, Row]] = [("forms", {**(stands.row("forms", form) or {}), "form_id": new, "name": name})]
    for table in OF_FORM:
        rows += [(table, {**(stands.row(table, one) or {}), "form_id": new}) for one in _ids(stands, table, form)]
    await drafts.write(c, who, draft, [_wanted(stands, table, row) for table, row in rows])
    return new


async def drop(c: Cupboards, who: Actor, draft: str, form: str) -> int:
    """A form goes, with its places for signatures, its layout, and out of the procedures that bring it; how many rows
    that changed. Refused as `take_over`."""
    editors.must_edit(who)
    stands = await stand(c, draft)
    must_have(stands, form)
    wanted = [_without(stands, one.id, one.row, form) for one in stands.rows("procedures") if _brings(one.row, form)]
    wanted += [_gone(stands, table, one) for table in OF_FORM for one in _ids(stands, table, form)]
    await drafts.write(c, who, draft, [*wanted, _gone(stands, "forms", form)])
    return len(wanted) + 1


def _brings(row: Row, form: str) -> bool:
    return form in split(row.get("forms", ""))


def _without(stands: Standing, one: str, row: Row, form: str) -> Wanted:
    rest = "|".join(name for name in split(row.get("forms", "")) if name != form)
    return Wanted("procedures", one, {**row, "forms": rest}, stands.rev("procedures", one))


def next_id(ids: Iterable[str]) -> str:
    """The number after the greatest one: F085 -> F086."""
    numbers = [int(one[1:]) for one in ids if one[:1] == "F" and one[1:].isascii() and one[1:].isdigit()]
    return f"F{max(numbers, default=0) + 1:03d}"


# ---- what they share


def must_have(stands: Standing, form: str) -> Row:
    """The form's row; refused with `no_such_row`."""
    row = stands.row("forms", form)
    if row is None:
        raise Refused(Reason.no_such_row, at=form[:40])
    return row


def book_of(c: Cupboards, stands: Standing) -> FormBook:
    """The forms of a draft, without its layouts: whoever needs one draws it."""
    now = c.catalogs.current()
    tables = {table: rows for table, rows in stands.tables.items() if table != "layouts"}
    return form_book(catalog_of(now.version, now.city, now.name, tables))


def _ids(stands: Standing, table: str, form: str) -> list[str]:
    return [id_of(table, row) for row in stands.tables[table] if row.get("form_id") == form]


def _wanted(stands: Standing, table: str, row: Row) -> Wanted:
    one = id_of(table, row)
    return Wanted(table, one, row, stands.rev(table, one))


def _gone(stands: Standing, table: str, one: str) -> Wanted:
    return Wanted(table, one, None, stands.rev(table, one))
