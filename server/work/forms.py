"""申請書: the applications of a case as it stands, printed with what this clerk may see, for the documents cupboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from handoff import ids
from handoff.application import Application
from handoff.refusal import Reason, Refused
from server.ports.paper import CutOff
from server.work.cupboards import Actor, Cupboards
from server.work.forms_case import CaseForms, check_size, look_at, may_print, setting_of

TITLE = "申請書"


class MadeForms(msgspec.Struct, frozen=True):
    """A file of applications: its document, how many pages of which paper, the characters that no face can print, the
    texts that were cut off."""

    document: str
    pages: int
    papers: dict[str, int]
    missing: list[str]
    too_long: list[CutOff]


async def print_forms(
    c: Cupboards, who: Actor, case: str, request: str, wanted: Sequence[str] | None = None, larger: float = 1.0
) -> MadeForms:
    """Some applications of a case in this order, or (None) all that this clerk may print. What the clerk may not see is
    masked on them. The look is written down before.

    Refused: `not_allowed` (no clerk, or a form that needs a right), `no_such_case`, `no_such_item` (no such form in
    this case, or none at all), `bad_message` (a type size out of reach).
    """
    ids.check_op(request)
    check_size(larger)
    found, visit = await look_at(c, who, case, "print")
    setting = setting_of(c, who, found, visit.number)
    leaves = [leaf for one in chosen(found, who, wanted) for leaf in found.leaves(one, setting)]
    ink = await c.paper.forms(leaves, TITLE, larger)
    return MadeForms(
        document=await c.documents.put(who.clerk, request, ink.pdf),
        pages=ink.pages,
        papers=dict(Counter(found.source.book.forms[leaf.form].paper.name for leaf in leaves)),
        missing=list(ink.missing),
        too_long=list(ink.too_long),
    )


def chosen(found: CaseForms, who: Actor, wanted: Sequence[str] | None) -> list[Application]:
    """The applications that are asked for, in that order, or all that this clerk may print."""
    mine = {one.form.form: one for one in found.found if one.counts}
    if wanted is None:
        some = [one for one in mine.values() if may_print(found, one, who)]
    else:
        for form in wanted:
            if form not in mine:
                raise Refused(Reason.no_such_item, at=form[:40])
            if not may_print(found, mine[form], who):
                raise Refused(Reason.not_allowed, at=form)
        some = [mine[form] for form in dict.fromkeys(wanted)]
    if not some:
        raise Refused(Reason.no_such_item, at="forms")
    return some
