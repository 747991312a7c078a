"""停電の備え: kits of numbers and blank forms, printed while there is power.

A code stands on the paper only: no kit is printed twice, another one is made.
"""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec

from handoff import ids, reserve, ticket
from handoff.form_book import FormBook
from handoff.kit.shelf import page_of
from handoff.leaf import Leaf
from handoff.refusal import Reason, Refused
from handoff.reserve import Kit, KitPaper
from server.ports.paper import Ink
from server.work import accounts
from server.work.cupboards import Actor, Cupboards
from server.work.visits.numbers import new_code

ROLES: Final = frozenset({"manager", "admin"})
TITLE: Final = "停電の備え"


class Form(msgspec.Struct, frozen=True):
    """A form that may be printed blank."""

    form: str
    name: str


class Shelf(msgspec.Struct, frozen=True):
    """What is kept, newest first, and the forms to choose from. `spans`: the numbers of each kit (E001 〜 E100);
    `size`: how many these are."""

    kits: list[Kit]
    spans: dict[str, str]
    forms: list[Form]
    size: int = reserve.COUNT


async def shelf(c: Cupboards, who: Actor) -> Shelf:
    """The actor's office's kits. Refused: `not_allowed`."""
    _must_keep(who)
    kits = [one for one in await c.reserves.kits() if one.office == who.office]
    forms = [Form(key, form.name) for key, form in _book(c).forms.items()]
    return Shelf(kits, {one.kit: reserve.span(one) for one in kits}, forms)


async def print_kit(c: Cupboards, who: Actor, forms: list[str], copies: int) -> Ink:
    """A new kit, as one job: how it is used, a hundred numbers, so many blank copies of each form.

    Refused: `not_allowed`, `not_a_choice` (a line uses the letter), `numbers_used_up` (withdraw an old kit),
    `overtaken` (printed twice in one instant), `no_such_item`, `bad_message`, `too_big`."""
    _must_keep(who)
    book, house = _book(c), c.catalogs.house()
    reserve.must_print(forms, book.forms, copies)
    letter = c.catalogs.settings().visits.reserve_letter
    reserve.must_be_free(house, letter)
    kit = Kit(
        kit=ids.new_case(c.chance(ids.CASE_BYTES)),
        office=who.office,
        letter=letter,
        first=reserve.next_block(await c.reserves.kits(), letter),
        made=c.clock(),
        clerk=who.clerk,
        name=who.name,
        forms=forms,
        copies=copies,
    )
    numbers = [(one, new_code(c)) for one in reserve.numbers(kit)]
    paper = KitPaper(
        city=c.catalogs.current().name,
        office=house.office_name(who.office),
        printed=c.business_day(),
        by=who.name,
        numbers=numbers,
        forms=[book.forms[form].name for form in forms],
        copies=copies,
    )
    ink = await _printed(c, paper, await asyncio.to_thread(_blank, book, forms, copies))
    await c.reserves.keep(kit, [(one, ticket.digest(code)) for one, code in numbers])
    await accounts.audit(c, who, "reserve_kit", kit.kit)
    return ink


async def withdraw(c: Cupboards, who: Actor, kit: str) -> None:
    """Its numbers that nobody has used open nothing any more. Refused: `not_allowed`, `no_such_item`."""
    _must_keep(who)
    if not any(one.kit == kit and one.office == who.office for one in await c.reserves.kits()):
        raise Refused(Reason.no_such_item, at="kit")
    await c.reserves.withdraw(kit, who.name, c.clock())
    await accounts.audit(c, who, "reserve_gone", kit)


def _must_keep(who: Actor) -> None:
    if not ROLES & set(who.roles):
        raise Refused(Reason.not_allowed)


def _book(c: Cupboards) -> FormBook:
    return c.catalogs.forms(c.catalogs.current().version)


def _blank(book: FormBook, forms: list[str], copies: int) -> list[Leaf]:
    return [Leaf(page_of(book.forms[form], book), [], form, 1, 1) for form in forms for _ in range(copies)]


async def _printed(c: Cupboards, paper: KitPaper, leaves: list[Leaf]) -> Ink:
    """Kept before it is handed out, but made before it is kept: a paper that cannot be made leaves no kit."""
    kit = await c.paper.reserve_kit(paper)
    if not leaves:
        return kit
    blank = await c.paper.forms(leaves, TITLE, reduced=c.catalogs.settings().forms.a3 == "reduced")
    pdf, _ = await c.paper.join([kit.pdf, blank.pdf])
    return Ink(pdf, kit.missing)
