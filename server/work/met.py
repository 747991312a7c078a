"""Whether a protected person is met in a case, and who sees the address there. What is not known counts as
protected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from handoff.case import Entry, Sheet
from handoff.guidance import procedures_of
from handoff.protection import Has, met
from handoff.visibility import View, view_of
from server.work import guidance
from server.work.cupboards import Actor, Cupboards


def looking_up(c: Cupboards) -> Has | None:
    """Which kinds stand at a form; None while the flags are not known."""
    index = c.protection.index()
    if index is None:
        return None
    stands = index

    def has(form: str) -> Iterable[str]:
        return {kind for _, kind in stands.get(c.sealing.blind(f"shien|{form}"), ())}

    return has


def is_protected(c: Cupboards, entries: Mapping[str, Entry]) -> bool:
    """Whether a protected person is met in a case, or may be."""
    has = looking_up(c)
    return has is None or bool(met(entries, has))


def view_in(c: Cupboards, who: Actor, sheet: Sheet, service: str = "", numbers: bool = False) -> View:
    """The rights of somebody in a case: a counter that has the address by duty, for a procedure of the case, sees
    it. `numbers`: as `view_of`."""
    view = view_of(who.sees, numbers)
    duty = c.catalogs.settings().protection.duty
    if "S" in view.sees or who.group is None:
        return view
    at = c.catalogs.house().window(who.window or "")
    group = at.group if at is not None else who.group  # helping another counter out gives nobody its duty
    if not any(group in groups for groups in duty.values()):
        return view
    wanted = procedures_of(guidance.book_of(c, sheet), guidance.known_of(c, sheet, who.office, service))
    by_duty = any(group in duty.get(procedure, ()) for procedure in wanted)
    return msgspec.structs.replace(view, sees=view.sees | {"S"}) if by_duty else view
