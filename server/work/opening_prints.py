"""試し刷り: which printers put out paper today, as far as a house can know it: somebody saw the paper and said so.

A browser prints and is told nothing of the paper; so neither is the server. What is said holds for the day.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from handoff.calendar import midnight
from handoff.refusal import Reason, Refused
from server.ports.archive import Look
from server.work.cupboards import Actor
from server.work.status import called
from server.work.watching import Watch

PRINTER: Final = "printer"


async def printed(watch: Watch, who: Actor, kiosk: str) -> None:
    """Paper came out at my window or, where its name is given, at a number screen of my office. Noted in the audit.

    Refused: `no_window`, `unknown_device` (no such number screen here).
    """
    c = watch.c
    if not kiosk and who.window is None:
        raise Refused(Reason.no_window)
    if kiosk and kiosk not in await kiosks(watch, who.office):
        raise Refused(Reason.unknown_device)
    about: dict[str, str | int] = {"kiosk": kiosk} if kiosk else {}
    await c.audit.note(Look(c.clock(), who.clerk, who.window or "", who.office, "printed_on_trial", about=about))
    await watch.pulse.seen({_sign(who.office, kiosk or who.window or "")}, c.clock())


async def kiosks(watch: Watch, office: str) -> list[str]:
    """The number screens of an office, by name."""
    found = await watch.c.pairings.all("display")
    return sorted(one.name for one in found if one.kind == "number" and one.office == office)


async def unseen(watch: Watch, office: str, day: date, things: Collection[str]) -> list[str]:
    """Of these windows and number screens, those at which nobody has seen paper today."""
    seen = await watch.pulse.screens(midnight(day))
    return [one for one in things if _sign(office, one) not in seen]


async def windows(watch: Watch, office: str) -> list[str]:
    """The windows at which somebody sits: a printer that nobody could look at is no doubt."""
    return [seat.window for seat in await watch.c.visits.seats(office) if seat.clerks]


def _sign(office: str, thing: str) -> str:
    return called(PRINTER, office, thing)
