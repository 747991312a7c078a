"""連絡とお知らせ: a floor manager speaks to windows or to the hall, and takes it back; windows have read it."""

from __future__ import annotations

from typing import Final

from handoff import bulletin as rules
from handoff import messages as m
from handoff.refusal import Reason, Refused
from server.ports.archive import Look
from server.work.cupboards import Actor, Cupboards, Done

NOTICE: Final = "bulletins"
"""Said in the river: the bulletins of an office are others now."""


async def post(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.Post) -> Done:
    """It stands on the screens that it is for, at once or from its time on. Noted in the audit with its
    words: who said what to whom.

    Refused: `not_allowed` (floor managers alone), `no_such_counter`, `no_such_window`, `not_a_choice` (the hall has no
    windows), and as `handoff.bulletin.worded`.
    """
    must_manage(who)
    if deed.to == "halls" and (deed.group is not None or deed.window is not None):
        raise Refused(Reason.not_a_choice, at="to")
    must_be_there(c, who, deed.group, deed.window)
    now = c.clock()
    said = rules.worded(deed, now)
    kept = m.Bulletin(
        request, deed.to, said.text, said.since, said.until, said.easy, deed.group, deed.window, by=who.name
    )
    to = deed.window or deed.group or deed.to
    await _note(c, who, "post", request, to=to, text=said.text, easy=said.easy)
    await c.bulletins.keep(who.office, kept, who.clerk, now)
    await tell(c, who.office)
    return Done(more={"bulletin": request})


async def take_down(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.TakeDown) -> Done:
    """It is said no more, anywhere. Asked again it is as it was. Refused: `not_allowed` (floor managers alone, and the
    window that asked others to come)."""
    if not await _asked_here(c, who, deed.bulletin):
        must_manage(who)
    await _note(c, who, "take_down", deed.bulletin)
    await c.bulletins.end(who.office, deed.bulletin, c.clock())
    await tell(c, who.office)
    return Done()


async def have_read(c: Cupboards, who: Actor, request: str, version: int | None, deed: m.HaveRead) -> Done:
    """Read here. What is gone meanwhile was read as well."""
    await c.bulletins.read(who.office, deed.bulletin, who.window or who.clerk, c.clock())
    await tell(c, who.office)
    return Done()


def must_manage(who: Actor) -> None:
    """Refused with `not_allowed`: anybody but a floor manager."""
    if "manager" not in who.roles:
        raise Refused(Reason.not_allowed)


def must_be_there(c: Cupboards, who: Actor, group: str | None, window: str | None) -> None:
    """Refused with `no_such_counter`, `no_such_window`: none of this office."""
    if group is not None and c.catalogs.house().counter(who.office, group) is None:
        raise Refused(Reason.no_such_counter, at="group")
    found = c.catalogs.house().in_use(window) if window is not None else None
    if window is not None and (found is None or found.office != who.office):
        raise Refused(Reason.no_such_window)


async def _asked_here(c: Cupboards, who: Actor, bulletin: str) -> bool:
    """Whether this window asked others to come by it."""
    said = await c.bulletins.of_office(who.office, c.clock())
    return any(one.bulletin == bulletin and one.come and one.come.window == who.window for one in said)


async def _note(c: Cupboards, who: Actor, what: str, bulletin: str, **more: str) -> None:
    about: dict[str, str | int] = {"bulletin": bulletin, **{name: said for name, said in more.items() if said}}
    await c.audit.note(Look(c.clock(), who.clerk, who.window or "", who.office, what, about=about))


async def tell(c: Cupboards, office: str) -> None:
    """To all screens of an office: what is said there is another thing now."""
    await c.tail.notice(NOTICE, {"office": office})
