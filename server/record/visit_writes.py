"""The pieces of a visit's transaction: what is checked first, and what is written last."""

from __future__ import annotations

import msgspec
from sqlalchemy import Insert, Update, insert, null, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.messages import Row
from handoff.visit import Visit, row_of
from server.ports.visits import AtWindow, Barrier, NotKept, Story, Written, WrongEpoch
from server.record.tables import outbox, tickets, visit_events, visits, windows
from server.record.visit_rows import changed_of_visit, row_of_visit, visit_of

CLOCK = text("(extract(epoch FROM clock_timestamp()) * 1000)::bigint")
"""PostgreSQL's own clock in ms: what waits in the outbox is measured by one clock only."""
_BARRIER = text(
    'SELECT number, nonce, EXISTS (SELECT 1 FROM journal WHERE "case" = :case AND rev = :rev) AS kept '
    "FROM epoch FOR SHARE OF epoch"
)
_FACTS = msgspec.json.Decoder(Written)


async def known(connection: AsyncConnection, request: str) -> Written | None:
    """What a request did before."""
    found = (
        await connection.execute(select(visit_events.c.answer).where(visit_events.c.request_id == request))
    ).scalar()
    return msgspec.structs.replace(_FACTS.decode(found), again=True) if found is not None else None


async def check(connection: AsyncConnection, city: str, barrier: Barrier) -> int:
    """The barrier still holds: the same epoch, and the journal has the revision. The epoch's number."""
    asked = {"case": barrier.case, "rev": barrier.rev}
    row = (await connection.execute(_BARRIER, asked)).one_or_none()
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
    query = select(windows.c.state).where(windows.c.window == window).with_for_update(key_share=True)
    return str((await connection.execute(query)).scalar() or "")


async def at_window(connection: AsyncConnection, window: str | None, state: str) -> AtWindow:
    """The window as a rule sees it; read after its lock."""
    if window is None:
        return AtWindow("")
    query = select(visits).where(visits.c.window == window, visits.c.ended.is_(None))
    return AtWindow(state, tuple(visit_of(row) for row in (await connection.execute(query)).mappings()))


async def write(
    connection: AsyncConnection,
    request: str,
    old: Visit | None,
    visit: Visit,
    move: str,
    story: Story,
    now: int,
    more: dict[str, str | int],
) -> Written:
    """The visit's row at its new version, the event that says who did what, and the outbox row that the projection is
    made from: one statement."""
    row = row_of(visit)
    answer = Written(visit.visit, row, move, request, more=more)
    event = insert(visit_events).values(
        visit=visit.visit,
        version=visit.version,
        request_id=request,
        move=move,
        at=now,
        took=max(0, now - old.since) if old else 0,
        stage=old.stage.value if old else "",
        next=visit.stage.value,
        office=visit.office,
        line=old.line if old else visit.line,
        clerk=story.clerk,
        name=story.name,
        window=story.window,
        reason=story.reason or None,
        note=story.note or None,
        row=msgspec.to_builtins(row),
        answer=msgspec.json.encode(answer),
    )
    waiting = insert(outbox).values(
        visit=visit.visit,
        version=visit.version,
        event=move,
        request_id=request,
        row=msgspec.json.encode(row),
        at=CLOCK,
    )
    done = waiting.add_cte(_row(old, visit).cte("visit"), event.cte("event")).returning(outbox.c.id)
    return msgspec.structs.replace(answer, outbox=(await connection.execute(done)).scalar_one())


def _row(old: Visit | None, visit: Visit) -> Insert | Update:
    """A new row, or the old one rewritten."""
    columns = changed_of_visit(visit) if old else row_of_visit(visit)
    columns["before"] = null() if columns["before"] is None else columns["before"]
    if old is None:
        return insert(visits).values(columns)
    return update(visits).where(visits.c.visit == visit.visit).values(columns)


async def new_ticket(connection: AsyncConnection, visit: Visit, sha: bytes, now: int) -> None:
    """A new slip; the one before is replaced from now on."""
    await end_tickets(connection, visit.case, now, "replaced_at")
    await connection.execute(
        insert(tickets).values(sha=sha, case=visit.case, visit=visit.visit, number=visit.number, issued=now)
    )


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
