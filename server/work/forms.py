"""申請書: the applications of a case as it stands, printed with what this clerk may see, for the documents cupboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final, cast

import msgspec

from handoff import ids
from handoff.application import Application
from handoff.leaf import Leaf, Setting, visitors_copy
from handoff.messages import Slip
from handoff.refusal import Reason, Refused
from handoff.visibility import NUMBERS
from handoff.visit import Visit
from handoff.words import Language
from server.ports.paper import CutOff, FormInk, Ink
from server.ports.visits import Unsure
from server.work import opening, papers, protecting
from server.work.cupboards import Actor, Cupboards
from server.work.forms_case import CaseForms, look_at, may_print, setting_of
from server.work.forms_plan import Plan, check_plan
from server.work.visits.slips import slip

TITLE: Final = "申請書"
A4_MM: Final = 297.5
"""A paper with a longer side than this is none for the A4 printer."""
SLIP_PAPER: Final = "A4縦"
SLIP_TRIES: Final = 5
FIRST_SLIP: Final = 100
SMALLER: Final = "（A4に縮小）"


class Job(msgspec.Struct, frozen=True):
    """One file, for one tray of the printer: its document, pages, and how many of which paper."""

    document: str
    pages: int
    papers: dict[str, int]


class MadeForms(msgspec.Struct, frozen=True):
    """The jobs in their order (papers larger than A4 are one of their own, unless the city has them reduced), all pages
    and papers of them, the characters that no face can print, the texts that were cut off, how many places are masked
    because this clerk may not see what stands there."""

    jobs: list[Job]
    pages: int
    papers: dict[str, int]
    missing: list[str]
    too_long: list[CutOff]
    masked: int


async def print_forms(c: Cupboards, who: Actor, case: str, request: str, plan: Plan) -> MadeForms:
    """Some applications of a case, or all that this clerk may print. What the clerk may not see is masked on them. The
    look is written down before.

    Refused: `not_allowed` (no clerk, a form that needs a right, an override or numbers without their right),
    `prove_again` (numbers, of who has not just shown who it is), `no_such_case`,
    `no_such_item` (no such form in this case, no such page, or none at all), `items_missing` (with `at`, the first
    form, and how many items lack or are past their limit), `bad_message` (copies or a type size out of reach), and a
    reason that is none.
    """
    ids.check_op(request)
    check_plan(c, who, plan)
    if plan.numbers is not None:
        await protecting.must_open_numbers(c, who)
    for why in (plan.reveal, plan.numbers):
        if why is not None:
            await opening.note(c, who, "reveal", case, why.reason, number=why is plan.numbers)
    purpose = plan.override.reason if plan.override else ""
    found, visit = await look_at(c, who, case, "print", purpose, plan.numbers is not None)
    chosen = _chosen(found, who, plan.forms)
    if plan.override is None:
        _must_be_whole(found, chosen)
    revealed, numbers = plan.reveal is not None, plan.numbers is not None
    setting = setting_of(c, who, found, visit.number, found=chosen, revealed=revealed, numbers=numbers)
    leaves = _staffs(found, chosen, setting, plan)
    if plan.numbers is not None and _says_code(c, leaves):
        await opening.note_code(c, who, case, plan.numbers.reason)
    masked = sum(put.masked for leaf in leaves for put in leaf.puts)
    leaves = [*leaves * plan.copies, *(_visitors(c, who, found, chosen, visit.number) if plan.visitor else [])]
    reduced = c.catalogs.settings().forms.a3 == "reduced"
    last = await _slip(c, who, visit, request, plan) if plan.slip else None
    jobs, inks = [], []
    for at, (large, some) in enumerate(_trays(leaves, reduced)):
        ink = await c.paper.forms(some, TITLE, plan.larger, reduced=reduced)
        counted = _papers(found, some, reduced and not large)
        if last is not None and not large:
            ink, last = await _joined(c, ink, last), None
            counted[SLIP_PAPER] = counted.get(SLIP_PAPER, 0) + ink.pages - len(some)
        document = await c.documents.put(who.clerk, ids.again(request, at) if at else request, ink.pdf)
        jobs.append(Job(document, ink.pages, counted))
        inks.append(ink)
    if last is not None:  # nothing else on A4
        ink = await _joined(c, None, last)
        document = await c.documents.put(who.clerk, ids.again(request, len(jobs)), ink.pdf)
        jobs.append(Job(document, ink.pages, {SLIP_PAPER: ink.pages}))
        inks.append(ink)
    return _made(jobs, inks, masked)


async def _slip(c: Cupboards, who: Actor, visit: Visit, request: str, plan: Plan) -> Ink:
    """The guidance slip, with a new code each time that it is asked for: the one before opens nothing any more."""
    for times in range(SLIP_TRIES):
        deed = Slip(visit.visit, language=plan.language)
        done = await slip(c, who, ids.again(request, FIRST_SLIP + times), None, deed)
        if done.row is not None and done.code is not None:
            return await papers.slip(c, who, done.row, done.code, language=cast("Language", plan.language))
    raise Unsure(request)


async def _joined(c: Cupboards, ink: FormInk | None, slip: Ink) -> FormInk:
    pdf, pages = await c.paper.join([*([ink.pdf] if ink else []), slip.pdf])
    missing = (*(ink.missing if ink else ()), *slip.missing)
    return FormInk(pdf, pages, tuple(dict.fromkeys(missing)), ink.too_long if ink else ())


def _chosen(found: CaseForms, who: Actor, wanted: Sequence[str] | None) -> list[Application]:
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


def _must_be_whole(found: CaseForms, chosen: Sequence[Application]) -> None:
    lacks = {one.form.form: len(found.stops(one)) for one in chosen}
    total = sum(lacks.values())
    if total:
        raise Refused(Reason.items_missing, at=next(form for form, many in lacks.items() if many), n=total)


def _says_code(c: Cupboards, leaves: Sequence[Leaf]) -> bool:
    """Whether a 住民票コード stands on them."""
    codes = {item.key for item in c.catalogs.items().values() if item.check_digit == opening.CODE}
    return any(put.text and not put.masked and codes & set(put.field.items) for leaf in leaves for put in leaf.puts)


def _staffs(found: CaseForms, chosen: Sequence[Application], setting: Setting, plan: Plan) -> list[Leaf]:
    leaves = [leaf for one in chosen for leaf in found.leaves(one, setting)]
    if plan.page is None:
        return leaves
    if not 1 <= plan.page <= len(leaves):
        raise Refused(Reason.no_such_item, at="page")
    return [leaves[plan.page - 1]]


def _visitors(c: Cupboards, who: Actor, found: CaseForms, chosen: Sequence[Application], number: str) -> list[Leaf]:
    """What a visitor takes along: without office remarks, 個人番号, and where a protected person lives."""
    items = c.catalogs.items()
    nobody = msgspec.structs.replace(who, sees=who.sees - {"S"}, group=None)
    setting = setting_of(c, nobody, found, number, for_visitor=True, found=chosen)

    def sees(key: str) -> bool:
        item = items.get(key.rsplit(".", 1)[-1])
        return (item is None or item.sensitivity != NUMBERS) and setting.sees(key)

    mine = msgspec.structs.replace(setting, sees=sees)
    return [visitors_copy(leaf) for one in chosen for leaf in found.leaves(one, mine)]


def _trays(leaves: Sequence[Leaf], reduced: bool) -> list[tuple[bool, list[Leaf]]]:
    """The leaves by tray: A4 and smaller first, larger ones after them; all together where they are reduced."""
    if reduced:
        return [(False, list(leaves))]
    return [(large, list(some)) for large, some in groupby(sorted(leaves, key=_is_large), key=_is_large)]


def _is_large(leaf: Leaf) -> bool:
    return max(leaf.blank.width, leaf.blank.height) > A4_MM


def _papers(found: CaseForms, leaves: Sequence[Leaf], reduced: bool) -> dict[str, int]:
    forms = found.source.book.forms
    return dict(
        Counter(forms[leaf.form].paper.name + (SMALLER if reduced and _is_large(leaf) else "") for leaf in leaves)
    )


def _made(jobs: list[Job], inks: Sequence[FormInk], masked: int) -> MadeForms:
    papers: Counter[str] = Counter()
    for job in jobs:
        papers.update(job.papers)
    return MadeForms(
        jobs=jobs,
        pages=sum(job.pages for job in jobs),
        papers=dict(papers),
        missing=list(dict.fromkeys(letter for ink in inks for letter in ink.missing)),
        too_long=list({(one.form, one.sheet, tuple(one.items)): one for ink in inks for one in ink.too_long}.values()),
        masked=masked,
    )
