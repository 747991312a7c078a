"""終える, 閉庁処理, and midnight: nothing stays open over night without somebody being told in the morning."""

from __future__ import annotations

from msgspec.structs import replace

from handoff import messages as m
from handoff import visit as rules
from handoff.appointment import NOSHOW
from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.stage import Move, Stage
from handoff.visit import RESULTS, Place, Visit, row_of
from server.ports.unreachable import Unreachable
from server.ports.visits import AtWindow, Step, Story, Unsure
from server.work import moves, reasons, windows
from server.work.cupboards import Actor, Cupboards, Done
from server.work.visits.asking import visit_of

KINDS = {"done": "override", "suspended": "suspend", "withdrawn": "withdraw", "referred": "refer", "gone": "absent"}
"""Which list of reasons belongs to which result."""
NEEDED = frozenset({"suspended", "withdrawn", "referred"})
LEAVES = frozenset({"done", "referred"})
"""Results after which the applications of a visit count."""
NIGHT = Story(clerk="", name="閉庁後の自動処理", window=None, reason="suspend-4")


async def finish(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Finish) -> Done:
    """終える with its result. The sheet is sealed first: no edit comes after what was finished.

    Refused: `not_a_choice` (result, reason), `reason_needed`, `not_holder` while another window holds it (a floor
    manager
    may end it all the same).
    """
    return await settle(c, who, request, deed.visit, deed.result, deed.reason, deed.note, version)


async def settle(
    c: Cupboards,
    who: Actor,
    request: str,
    visit: str,
    result: str,
    reason: str = "",
    note: str = "",
    version: int | None = None,
) -> Done:
    """The same for any visit of the closing list."""
    if result not in RESULTS:
        raise Refused(Reason.not_a_choice, at="result")
    found = await visit_of(c, visit)
    missed = found.stage is Stage.booked and result == "suspended"
    reasons.check(c, reason, "noshow" if missed else KINDS.get(result, ""), note, needed=result in NEEDED)
    case = found.case
    at = moves.place(c, who)

    def rule(visit: Visit, here: AtWindow) -> Step:
        return _ended(c, who, at, visit, result, reason)

    told = moves.story(who, reason, note)
    return await moves.run(
        c, request, visit, rule, told, version=version, case=case, seal=True, leaves=result in LEAVES
    )


def _ended(c: Cupboards, who: Actor, at: Place, visit: Visit, result: str, reason: str) -> Step:
    move, now = RESULTS[result], c.clock()
    if "manager" in who.roles:
        after = rules.settled(visit, now, move, result, reason)
    else:
        after = rules.finished(visit, at, now, result, reason)
    return Step(after, move, ends_ticket=result == "withdrawn")


async def closing_list(c: Cupboards, office: str) -> list[Row]:
    """閉庁処理: everything unfinished today at an office, in the order of arrival."""
    return [row_of(visit) for visit in await c.visits.unfinished(office, c.business_day())]


async def midnight(c: Cupboards) -> int:
    """What nobody settled on an earlier day becomes 中断, and stands in the morning's report; how many. Seats of
    sessions
    that are over become free.

    Safe to ask every minute and by two at once. A case that cannot be kept now is left for the next round. A catalog
    that begins with the day is first: its counters' heirs are told what stands in their lines.
    """
    if c.catalogs.due(c.clock()):
        return 0
    await windows.free_seats(c)
    today, done = c.business_day(), 0
    for visit in await c.visits.forgotten(today):
        done += await interrupt(c, visit)
    return done


async def interrupt(c: Cupboards, visit: Visit) -> bool:
    """A visit of an earlier day becomes 中断 (of an appointment to which nobody came: 来庁なし), with a line in the
    morning's report. False when that cannot be now."""

    def rule(visit: Visit, here: AtWindow) -> Step:
        return Step(rules.settled(visit, c.clock(), Move.suspend, "suspended", told.reason), Move.suspend)

    told = NIGHT if visit.stage is not Stage.booked else replace(NIGHT, reason=NOSHOW)
    request = f"night-{visit.visit}-{visit.version}"
    try:
        await moves.run(c, request, visit.visit, rule, told, case=visit.case, seal=True)
        await c.visits.report(visit.office, visit.day, c.clock(), [visit.visit])
    except (Refused, Unsure, Unreachable):
        return False
    return True


async def morning(c: Cupboards, office: str) -> list[Row]:
    """朝のお知らせ: what midnight interrupted the last time, and is still interrupted."""
    return [row_of(visit) for visit in await c.visits.last_report(office) if not visit.live]
