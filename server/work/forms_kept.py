"""What a case's visitors confirmed, and the papers that they were shown."""

from __future__ import annotations

from typing import Final

from handoff import ids
from handoff.case import Sheet
from handoff.refusal import Reason, Refused
from server.ports.confirmations import Confirmation
from server.work import opening, protecting
from server.work.cupboards import Actor, Cupboards
from server.work.met import is_protected, view_in

WANTED: Final = frozenset({"L3", "L4"})


async def confirmed(c: Cupboards, who: Actor, case: str) -> list[Confirmation]:
    """By whom, when and for which applications, oldest first; nothing of an application that this clerk may not have.
    The look is written down before. Refused as `opening.look_at`."""
    return await _mine(c, who, await opening.look_at(c, who, case))


async def paper(c: Cupboards, who: Actor, case: str, op: str, request: str) -> str:
    """The paper of one confirmation, for the documents cupboard; its id there. It shows what the clerk of that hour
    could see, so it needs the rights of L3 and L4, and to have just shown who it is; and, where a protected person is
    met in the case, the right to see where they live: a paper may be older than the flag.

    Refused: `not_allowed`, `prove_again`, `no_such_item`, and as `opening.look_at`."""
    ids.check_op(request)
    if not who.sees >= WANTED:
        raise Refused(Reason.not_allowed)
    await protecting.must_open_numbers(c, who)
    sheet = await opening.look_at(c, who, case, "print", number=True)
    if is_protected(c, sheet.entries) and "S" not in view_in(c, who, sheet).sees:
        raise Refused(Reason.not_allowed, at="S")
    one = next((one for one in await _mine(c, who, sheet) if one.op == op), None)
    pdf = await c.confirmations.paper(case, one.digest) if one is not None else None
    if pdf is None:
        raise Refused(Reason.no_such_item, at="op")
    if opening.gives(c, who, sheet, opening.CODE):
        await opening.note_code(c, who, case)
    return await c.documents.put(who.clerk, request, pdf)


async def _mine(c: Cupboards, who: Actor, sheet: Sheet) -> list[Confirmation]:
    book = c.catalogs.forms(sheet.catalog)
    return [
        one
        for one in await c.confirmations.of_case(sheet.case)
        if all(form in book.forms and book.may_print(book.forms[form], who.sees) for form in one.forms)
    ]
