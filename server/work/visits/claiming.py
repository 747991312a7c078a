"""受け付ける: by the slip, by today's number, by a search; one winner each. And giving back what was the wrong
person's."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec.structs import replace

from handoff import messages as m
from handoff import ticket
from handoff import visit as rules
from handoff.appointment import is_expected
from handoff.characters import count
from handoff.refusal import Reason, Refused
from handoff.stage import Move, Stage
from handoff.visit import Visit
from server.ports.archive import Look
from server.ports.visits import AtWindow, Opening, Rule, Step
from server.work import find, moves, reasons
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits import fresh, reserved
from server.work.visits.asking import visit_of
from server.work.visits.calling import must_be_free
from server.work.visits.closing import interrupt
from server.work.visits.numbers import new_code, open_visit

DAY_MS: Final = 86_400_000
COMES_AGAIN: Final = frozenset({Stage.suspended, Stage.gone})
"""Ends of today after which the same visit goes on when its slip is shown again."""


class Found(msgspec.Struct, frozen=True):
    """What a claim is about. `slip`: the digest of the code that was shown."""

    visit: Visit
    slip: bytes | None = None
    searched: bool = False


async def claim(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Claim) -> Done:
    """This window has the case now, with a new fence.

    By `code` (a slip of any day within the city's days), by today's `number`, or by `case` after a search: that asks
    for a
    reason, and gives a new code whose slip ends the lost one. A case whose last visit ended on an earlier day gets a
    new
    visit with a number of today; one that was interrupted today goes on.

    Refused: `bad_ticket`, `ticket_unknown`, `ticket_replaced` (`when`, `number`, `case`; again with `look` after a
    look at
    the name), `ticket_old`, `ticket_ended`, `no_such_visit`, `taken` (`by`, `window`, `since`; again with `take_over`),
    `early` (`where`: the window or line that waits; again with `early`), `case_open_here` (`number`),
    `window_closed`, `no_window`, `already_claimed`; of a number that was printed for hours without power
    `reserve_number` (again with `arrived` and `service`), `reserve_gone`.
    """
    if (before := await c.visits.known(request)) is not None:
        return await moves.finish(c, before)
    moves.at_a_window(c, who)
    try:
        return await _claim(c, who, request, version, deed)
    except Refused as no:
        if no.reason is not Reason.taken:
            raise
        names = await c.visits.names([str(no.more["clerk"])])
        raise Refused(Reason.taken, no.at, **{**no.more, "by": names.get(str(no.more["clerk"]), "")}) from None


async def _claim(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Claim) -> Done:
    found = await _found(c, who, deed)
    if found is None:
        return await _first_use(c, who, request, version, deed)
    if found.visit.live and found.visit.day < c.business_day() and await interrupt(c, found.visit):
        found = replace(found, visit=await visit_of(c, found.visit.visit))  # midnight has not walked yet
    code = new_code(c) if found.searched else None
    digest = ticket.digest(code) if code else None
    if _goes_on(c, found.visit):
        rule = _claim_rule(c, who, deed, digest)
        told = moves.story(who, deed.reason, deed.note, found.slip)
        visit = found.visit
        if visit.stage not in COMES_AGAIN:  # what is refused anyway is refused before the sheet must be kept
            rules.claimed(visit, moves.at_a_window(c, who, visit), c.clock(), 0, deed.take_over, deed.early)
        done = await moves.run(c, request, visit.visit, rule, told, version=version, case=visit.case)
    else:
        done = await _new_visit(c, who, request, found, deed, digest)
    return replace(done, code=code)


async def _first_use(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Claim) -> Done:
    """A code that is no slip yet: of a kit that was printed for hours without power. Of two who show it in one instant
    one opens the case, and the other finds it."""
    reserve = await reserved.of_code(c, deed.code or "")
    try:
        return await reserved.open_case(c, who, request, deed, reserve)
    except Refused as no:
        if no.reason is not Reason.already_claimed or await _by_code(c, deed.code or "", deed.look) is None:
            raise
    return await _claim(c, who, request, version, deed)


def _goes_on(c: Cupboards, visit: Visit) -> bool:
    """Whether the visit itself goes on; else its case gets a new one. Refused where the case opens no more."""
    today = visit.day == c.business_day()
    if visit.live:
        return True
    if visit.stage is Stage.withdrawn or (today and visit.stage is Stage.done):
        raise Refused(Reason.ticket_ended, number=visit.number, visit=visit.visit, stage=visit.stage.value)
    days = c.catalogs.settings().visits.reopen_days
    if c.clock() - (visit.ended or visit.arrived) > days * DAY_MS:
        raise Refused(Reason.ticket_old, days=days, number=visit.number)
    return today and visit.stage in COMES_AGAIN and not is_expected(visit.number)


def _claim_rule(c: Cupboards, who: Actor, deed: m.Claim, digest: bytes | None) -> Rule:
    def rule(visit: Visit, here: AtWindow) -> Step:
        moves.must_be_open(here, who)
        must_be_free(here, (Stage.serving,), visit)
        at, now = moves.at_a_window(c, who, visit), c.clock()
        if visit.stage in COMES_AGAIN:
            return Step(rules.reopened(visit, at, now, here.rev), Move.reopen, digest)
        after = rules.claimed(visit, at, now, here.rev, deed.take_over, deed.early)
        of_another = visit.held and visit.window != at.window
        return Step(after, Move.take_over if of_another else Move.claim, digest)

    return rule


async def _new_visit(c: Cupboards, who: Actor, request: str, found: Found, deed: m.Claim, digest: bytes | None) -> Done:
    """A further visit of the case, served at this window from its first moment."""
    at, old = moves.at_a_window(c, who), found.visit
    moves.must_be_open(await fresh.window_of(c, who), who)
    line, house = fresh.line_here(c, at), c.catalogs.house()
    ahead = dict.fromkeys(house.goes_on(old.office, group) for group in old.way)
    visit = replace(
        fresh.begun(c, at, line, old.case, old.service),
        way=[group for group in ahead if group != line.group],
        follows=old.visit,
        care=old.care,
    )
    opening = Opening(visit, line.letters, False, 0, digest, Move.claim.value, {"new_number": 1})
    try:
        return await open_visit(c, who, request, opening, found.slip)
    except Refused as no:
        if no.reason is not Reason.already_claimed:
            raise
        live = await c.visits.last_of(old.case)  # somebody else showed the same slip in the same instant
        if live is None or not live.live:
            raise
        rule = _claim_rule(c, who, deed, digest)
        return await moves.run(c, request, live.visit, rule, moves.story(who, deed.reason), case=old.case)


# ---- what was shown


async def _found(c: Cupboards, who: Actor, deed: m.Claim) -> Found | None:
    """None: a code that is no slip."""
    if deed.code is not None:
        return await _by_code(c, deed.code, deed.look)
    if deed.number is not None:
        return Found(await _by_number(c, who, deed.number))
    if deed.case is not None:
        return await _by_case(c, who, deed)
    raise Refused(Reason.bad_message)


async def _by_code(c: Cupboards, text: str, look: bool) -> Found | None:
    sha = ticket.digest(ticket.read(text, c.city))
    slip = await c.visits.ticket(sha)
    if slip is None:
        return None
    visit = await c.visits.last_of(slip.case)
    if visit is None:
        raise Refused(Reason.ticket_unknown)
    if slip.ended_at is not None:
        raise Refused(Reason.ticket_ended, number=visit.number, visit=visit.visit)
    if slip.replaced_at is not None and not look:
        raise Refused(
            Reason.ticket_replaced,
            at="code",
            when=slip.replaced_at,
            number=visit.number,
            visit=visit.visit,
            case=slip.case,
        )
    return Found(visit, sha)


async def _by_number(c: Cupboards, who: Actor, text: str) -> Visit:
    number = find.as_number(text)
    visit = await c.visits.by_number(who.office, c.business_day(), number) if number else None
    if visit is None:
        raise Refused(Reason.no_such_visit, at="number")
    return visit


async def _by_case(c: Cupboards, who: Actor, deed: m.Claim) -> Found:
    """Opened by search: why is asked, and written down before anything is opened."""
    reasons.check(c, deed.reason, "find", deed.note, needed=True)
    visit = await c.visits.last_of(deed.case or "")
    if visit is None:
        raise Refused(Reason.no_such_case)
    about: dict[str, str | int] = {"reason": deed.reason, "note_letters": count(deed.note)}
    look = Look(c.clock(), who.clerk, who.window or "", who.office, "open_by_search", visit.case, about)
    await c.audit.note(look)
    return Found(visit, searched=True)


# ---- the wrong person, and once more


async def give_back(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.GiveBack) -> Done:
    """取り違い: the visit goes back to the stage and place that the claim found. (What was entered goes back in the
    sheet.)"""
    reasons.check(c, deed.reason, "wrong", needed=True)
    case = (await visit_of(c, deed.visit)).case

    def rule(visit: Visit, here: AtWindow) -> Step:
        at = moves.at_a_window(c, who, visit)
        return Step(rules.given_back(visit, at, c.clock(), deed.reason), Move.give_back)

    told = moves.story(who, deed.reason)
    return await moves.run(c, request, deed.visit, rule, told, version=version, case=case)


async def reopen(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Reopen) -> Done:
    """A visit of today that is ended goes on at this window, if its case has no other one since. An appointment that
    ended without its visitor has no number of the day, and does not: its case gets a new visit."""
    found = await visit_of(c, deed.visit)
    newest = await c.visits.last_of(found.case)
    other = newest is None or newest.visit != found.visit
    if found.day != c.business_day() or other or is_expected(found.number):
        raise Refused(Reason.illegal_move, stage=found.stage.value, move=Move.reopen.value)

    def rule(visit: Visit, here: AtWindow) -> Step:
        moves.must_be_open(here, who)
        must_be_free(here, (Stage.serving,), visit)
        at = moves.at_a_window(c, who, visit)
        return Step(rules.reopened(visit, at, c.clock(), here.rev), Move.reopen)

    return await moves.run(c, request, deed.visit, rule, moves.story(who), version=version, case=found.case)
