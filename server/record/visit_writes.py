"""The pieces of a visit's transaction: what is checked first, and what is written last."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import TextClause, insert, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.ended import Ended
from handoff.messages import Row
from handoff.refusal import Reason, Refused
from handoff.visit import Visit, row_of
from server.ports.visits import AtWindow, Barrier, NotKept, Story, Written, WrongEpoch
from server.record import visit_sql as sql
from server.record.swift import Asked
from server.record.tables import tickets, visit_facts
from server.record.visit_rows import row_of_visit, visit_of

_FACTS = msgspec.json.Decoder(Written)


async def known(connection: AsyncConnection, request: str) -> Written | None:
    """What a request did before."""
    found = (await connection.execute(sql.KNOWN, {"request": request})).scalar()
    return msgspec.structs.replace(_FACTS.decode(found), again=True) if found is not None else None


async def check(connection: AsyncConnection, city: str, barrier: Barrier) -> int:
    """The barrier still holds: the same epoch, and the journal has the revision. The epoch's number."""
    asked = {"case": barrier.case, "rev": barrier.rev}
    row = (await connection.execute(sql.BARRIER, asked)).one_or_none()
    if row is None or f"{city}:{row.number}:{row.nonce}" != barrier.epoch:
        raise WrongEpoch
    if barrier.rev > 0 and not row.kept:
        raise NotKept
    return int(row.number)


async def lock_window(connection: AsyncConnection, window: str | None) -> str:
    """The window's state, its row locked first of all: two clerks at one window never take two visitors in one
    instant."""
    if window is None:
        return ""
    return str((await connection.execute(sql.LOCK_WINDOW, {"window": window})).scalar() or "")


async def lock_visit(connection: AsyncConnection, visit: str) -> Visit:
    """The visit, locked. Refused: `no_such_visit`."""
    row = (await connection.execute(sql.LOCK_VISIT, {"visit": visit})).mappings().one_or_none()
    if row is None:
        raise Refused(Reason.no_such_visit)
    return visit_of(row)


async def at_window(connection: AsyncConnection, window: str | None, state: str) -> AtWindow:
    """The window as a rule sees it; read after its lock."""
    if window is None:
        return AtWindow("")
    found = await connection.execute(sql.AT_WINDOW, {"here": window})
    return AtWindow(state, tuple(visit_of(row) for row in found.mappings()))


class Fact(msgspec.Struct, frozen=True):
    """A move that is decided: from which visit (None: a new one) to which, by whom, when."""

    request: str
    old: Visit | None
    visit: Visit
    move: str
    story: Story
    now: int
    more: dict[str, str | int]


async def write(
    connection: Asked, fact: Fact, statement: TextClause = sql.REWRITE, beside: dict[str, Any] | None = None
) -> Written:
    """The visit's row at its new version, the event that says who did what, and the outbox row that the projection is
    made from: one statement, with the parameters of what is new `beside` them."""
    row = row_of(fact.visit)
    encoded = msgspec.json.encode(row)
    answer = Written(fact.visit.visit, row, fact.move, fact.request, more=fact.more)
    shown = {
        "visit": fact.visit.visit,
        "version": fact.visit.version,
        "event": fact.move,
        "request_id": fact.request,
        "row": encoded,
    }
    parameters = {
        **sql.params("v", row_of_visit(fact.visit)),
        **sql.params("e", _event(fact, encoded.decode(), msgspec.json.encode(answer))),
        **sql.params("o", shown),
        **(beside or {}),
    }
    number = await connection.scalar(statement, parameters)
    return msgspec.structs.replace(answer, outbox=number)


def _event(fact: Fact, row: str, answer: bytes) -> dict[str, Any]:
    visit, old, story = fact.visit, fact.old, fact.story
    return {
        "visit": visit.visit,
        "version": visit.version,
        "request_id": fact.request,
        "move": fact.move,
        "at": fact.now,
        "took": max(0, fact.now - old.since) if old else 0,
        "stage": old.stage.value if old else "",
        "next": visit.stage.value,
        "office": visit.office,
        "line": old.line if old else visit.line,
        "clerk": story.clerk,
        "name": story.name,
        "window": story.window,
        "reason": story.reason or None,
        "note": story.note or None,
        "row": row,
        "answer": answer,
    }


async def leave(connection: AsyncConnection, visit: str, left: Ended) -> None:
    """What an ended visit leaves, in place of what it left when it ended before."""
    values = msgspec.structs.asdict(left)
    row = upsert(visit_facts).values(visit=visit, **values)
    await connection.execute(row.on_conflict_do_update(index_elements=["visit"], set_=values))


async def new_ticket(connection: AsyncConnection, visit: Visit, sha: bytes, now: int) -> None:
    """A new slip; the one before is replaced from now on."""
    await end_tickets(connection, visit.case, now, "replaced_at")
    await connection.execute(insert(tickets).values(ticket_row(visit, sha, now)))


def ticket_row(visit: Visit, sha: bytes, now: int) -> dict[str, Any]:
    """A slip's row."""
    return {"sha": sha, "case": visit.case, "visit": visit.visit, "number": visit.number, "issued": now}


async def end_tickets(connection: AsyncConnection, case: str, now: int, how: str) -> None:
    """The slip of a case opens nothing any more: `replaced_at` or `ended_at`."""
    current = (tickets.c.case == case) & tickets.c.replaced_at.is_(None) & tickets.c.ended_at.is_(None)
    await connection.execute(update(tickets).where(current).values({how: now}))


async def use_ticket(connection: AsyncConnection, sha: bytes) -> None:
    """Count a use."""
    await connection.execute(update(tickets).where(tickets.c.sha == sha).values(uses=tickets.c.uses + 1))


def row_from(body: object) -> Row:
    """A row as an event holds it."""
    return msgspec.convert(body, Row)
