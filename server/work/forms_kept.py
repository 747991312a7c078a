"""What a case's visitors confirmed, and the papers that they were shown."""

from __future__ import annotations

from handoff import ids
from handoff.refusal import Reason, Refused
from server.ports.confirmations import Confirmation
from server.work import opening
from server.work.cupboards import Actor, Cupboards

WANTED = frozenset({"L3", "L4"})


async def confirmed(c: Cupboards, who: Actor, case: str) -> list[Confirmation]:
    """By whom, when and for which applications, oldest first. The look is written down before. Refused as
    `opening.look_at`."""
    await opening.look_at(c, who, case)
    return await c.confirmations.of_case(case)


async def paper(c: Cupboards, who: Actor, case: str, op: str, request: str) -> str:
    """The paper of one confirmation, for the documents cupboard; its id there. It shows what the clerk of that hour
    could see, so it needs the rights of L3 and L4. (What only S may see is on none of them.)

    Refused: `not_allowed`, `no_such_item`, and as `opening.look_at`."""
    ids.check_op(request)
    await opening.look_at(c, who, case, "print")
    if not who.sees >= WANTED:
        raise Refused(Reason.not_allowed)
    one = next((one for one in await c.confirmations.of_case(case) if one.op == op), None)
    pdf = await c.confirmations.paper(case, one.digest) if one is not None else None
    if pdf is None:
        raise Refused(Reason.no_such_item, at="op")
    return await c.documents.put(who.clerk, request, pdf)
