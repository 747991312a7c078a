"""Who a clerk is at a place: name, roles and rights, with the groups of items of the catalog in force written out."""

from __future__ import annotations

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from handoff.rights import item_groups, limits_of
from server.ports.clerks import Clerk, me_of
from server.work.cupboards import Cupboards


def placed(c: Cupboards, clerk: Clerk, office: str, window: str | None = None, serves: str | None = None) -> Me:
    """This clerk at this window (None: at no window). `serves`: the counter that the window was given for now."""
    at = c.catalogs.house().window(window or "")
    groups = item_groups(c.catalogs.current().tables.get("item_groups", []))
    return me_of(clerk, office, window, serves or (at.group if at else None), groups)


async def seated(c: Cupboards, clerk: Clerk, office: str, window: str | None) -> Me:
    """The same, as the record has the window now."""
    if window is None:
        return placed(c, clerk, office)
    return placed(c, clerk, office, window, await c.visits.serves(window))


def must_sit(clerk: Clerk, office: str, window: str) -> None:
    """Refused with `not_allowed`: a clerk of other offices, one who serves no visitors, or one whose grants name other
    offices or windows."""
    limits = limits_of(clerk.rights)
    if office not in clerk.offices or not limits.may("write", "office", office):
        raise Refused(Reason.not_allowed, at="office")
    if "clerk" not in clerk.roles or not limits.may("write", "window", window):
        raise Refused(Reason.not_allowed, at="window")
