"""A deed that somebody signed in may not do: refused, and a row of the audit (OWASP ASVS 5.0, 16.3.2)."""

from __future__ import annotations

from typing import Final

from handoff import ids
from handoff.refusal import Reason, Refused
from server.ports.archive import Look
from server.work.cupboards import Actor, Cupboards

WEIGHS: Final = frozenset(
    {Reason.not_allowed, Reason.other_department, Reason.own_account, Reason.last_admin, Reason.not_your_edit}
)
"""What is no slip of the fingers: no screen of ours offers it to who may not."""


async def noted(c: Cupboards, who: Actor, no: Refused, deed: str, case: object = None) -> None:
    """Written down before the answer leaves. `deed`: the address or the message, as the house's own code names it;
    `case`: what was said to be one. Nothing else that was sent is kept."""
    if no.reason not in WEIGHS:
        return
    about: dict[str, str | int] = {"why": no.reason.value, "deed": deed}
    look = Look(c.clock(), who.clerk, who.window or "", who.office, "refused", _case(case), about, who.terminal)
    await c.audit.note(look)


def _case(said: object) -> str | None:
    try:
        return ids.check_case(said) if isinstance(said, str) else None
    except Refused:
        return None
