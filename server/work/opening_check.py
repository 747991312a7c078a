"""始業点検: whether an office may open its doors. Each light stands on a fact that is looked up now, and says it."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.operations import Part
from handoff.reserve import COUNT
from server.ports.pairings import Paired
from server.work import opening_prints, window_plans
from server.work.cupboards import Actor, Cupboards
from server.work.status import SEEN_MS, VOICE, called
from server.work.watching import Watch

State: TypeAlias = Literal["good", "look", "bad", "none"]
What: TypeAlias = Literal[
    "house",
    "backup",
    "night",
    "numbers",
    "reserve",
    "plan",
    "forecast",
    "catalog",
    "halls",
    "voice",
    "printers",
    "kiosks",
    "tablets",
    "readers",
]
PARTS: Final[tuple[Part, ...]] = ("live", "record", "keeper")
BACKUP_MS: Final = 26 * 3_600_000
"""A backup of the last night is not older than this in the morning."""
KINDS: Final[tuple[tuple[What, str], ...]] = (
    ("halls", "hall"),
    ("voice", "hall"),
    ("kiosks", "number"),
    ("tablets", "tablet"),
    ("readers", "reader"),
)


class Light(msgspec.Struct, frozen=True, omit_defaults=True):
    """One light. good; look = somebody should look; bad = the doors should not open like this; none = there is nothing
    of the kind. `good`, `all`: how many of how many; `names`: which not; `at` (ms), `day`: since when, of which day."""

    what: What
    state: State
    good: int = 0
    all: int = 0
    names: list[str] = []
    at: int = 0
    day: str = ""


class Check(msgspec.Struct, frozen=True):
    """All lights of an office at an instant (ms). `open` false: no business day."""

    at: int
    day: str
    open: bool
    lights: list[Light]


async def look(watch: Watch, who: Actor) -> Check:
    """Every light, looked up now. What cannot be asked because a store is away is the house's own light."""
    c, day = watch.c, watch.c.business_day()
    today = date.fromisoformat(day)
    lights = [
        _house(watch),
        _backup(watch),
        await _night(c, day),
        await _numbers(c, who.office, day),
        await _reserve(c, who.office),
        await _plan(c, who.office, today),
        await _forecast(c, day),
        _catalog(c),
        *await _things(watch, who.office),
        await _printers(watch, who.office, today),
    ]
    return Check(c.clock(), day, window_plans.hours_of(c, who.office, today).open, lights)


def _house(watch: Watch) -> Light:
    """Live store, record and keeper: without one of them nothing is safe."""
    broken: list[str] = [part for part in PARTS if part in watch.since]
    return Light("house", "bad" if broken else "good", len(PARTS) - len(broken), len(PARTS), broken)


def _backup(watch: Watch) -> Light:
    last = watch.backup
    if last is None:
        return Light("backup", "look")
    return Light("backup", "good" if watch.c.clock() - last.at < BACKUP_MS else "look", at=last.at)


async def _night(c: Cupboards, day: str) -> Light:
    """日次処理: nothing of an earlier day is still open."""
    left = await c.visits.forgotten(day)
    return Light("night", "look" if left else "good", all=len(left), names=[one.number for one in left[:5]])


async def _numbers(c: Cupboards, office: str, day: str) -> Light:
    """Numbers begin anew with the day: how many it has given so far."""
    given = await c.visits.numbers_given(office, day)
    return Light("numbers", "good", all=given, day=day)


async def _reserve(c: Cupboards, office: str) -> Light:
    """停電の備え: a kit lies ready; how many of its numbers nobody has used."""
    kept = [one for one in await c.reserves.kits() if one.office == office and one.withdrawn is None]
    left = sum(COUNT - one.used for one in kept)
    return Light("reserve", "good" if left else "look", all=left, at=kept[0].made if kept else 0)


async def _plan(c: Cupboards, office: str, day: date) -> Light:
    plans = await window_plans.of_day(c, office, day)
    entered = sum(one.source == "entered" for one in plans)
    signs = {one.window: one.number for one in c.catalogs.house().windows}
    missing = [signs[one.window] for one in plans if one.source == "none"]
    return Light("plan", "good" if entered == len(plans) else "look", entered, len(plans), missing)


async def _forecast(c: Cupboards, day: str) -> Light:
    """待ち時間の目安 learned for today in the night."""
    known = await c.waits.learned()
    if known is None:
        return Light("forecast", "none")
    return Light("forecast", "good" if known[0] >= day else "look", day=known[0])


def _catalog(c: Cupboards) -> Light:
    return Light("catalog", "good", all=c.catalogs.current().version)


async def _things(watch: Watch, office: str) -> list[Light]:
    """Paired screens and readers of the office: which of them hold their line now."""
    c = watch.c
    alive = await watch.pulse.screens(c.clock() - SEEN_MS)
    paired = [*await c.pairings.all("display"), *await c.pairings.all("device")]
    mine = [one for one in paired if _office(c, one) == office]
    found = []
    for what, kind in KINDS:
        things = [one for one in mine if one.kind == kind]
        sign = VOICE if what == "voice" else kind
        dark = [one.name for one in things if called(sign, one.window or one.office, one.name) not in alive]
        state: State = "none" if not things else "look" if dark else "good"
        found.append(Light(what, state, len(things) - len(dark), len(things), dark))
    return found


async def _printers(watch: Watch, office: str, day: date) -> Light:
    """試し刷り: paper was seen today at each window where somebody sits, and at each number screen."""
    windows, kiosks = await opening_prints.windows(watch, office), await opening_prints.kiosks(watch, office)
    missing = await opening_prints.unseen(watch, office, day, [*windows, *kiosks])
    signs = {one.window: one.number for one in watch.c.catalogs.house().windows}
    all_ = len(windows) + len(kiosks)
    state: State = "none" if all_ == 0 else "look" if missing else "good"
    return Light("printers", state, all_ - len(missing), all_, [signs.get(one, one) for one in missing])


def _office(c: Cupboards, one: Paired) -> str:
    window = c.catalogs.house().window(one.window or "")
    return window.office if window is not None else one.office
