"""A new epoch (DESIGN §9 P6.2): Redis is another one, or not what it was; nothing is written until it equals the
journal.

Every step can be done twice. Whatever fails raises, and the keeper begins again with asking who Redis is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from handoff.messages import Row
from handoff.river import after
from server.ports.journal import EpochRow, KeepersJournal
from server.ports.keeping import AwakeCase, Identity, Keeping
from server.ports.outbox import Outbox
from server.ports.unreachable import Unreachable

log = logging.getLogger(__name__)


def name_of(city: str, epoch: EpochRow) -> str:
    """The epoch's id, as it stands in every script's text and at the epoch key."""
    return f"{city}:{epoch.number}:{epoch.nonce}"


async def same(city: str, journal: KeepersJournal, keeping: Keeping) -> EpochRow | None:
    """The epoch that goes on, None when a new one is due. Redis must be a master (else `Unreachable`)."""
    row, mark, redis = await journal.epoch(), await journal.mark(), await keeping.identity()
    if not redis.master:
        raise Unreachable("slow")
    as_known = (
        redis.id == name_of(city, row)
        and redis.open
        and redis.scripts
        and (redis.run_id, redis.replid) == (row.run_id, row.replid)
        and row.timeline == mark.now_timeline
        and not after(redis.pos, mark.pos)
    )
    return row if as_known else None


async def begin(
    city: str, journal: KeepersJournal, keeping: Keeping, outbox: Outbox, chance: Callable[[int], bytes]
) -> EpochRow:
    """Close, drain, put right, mark, open."""
    redis = await keeping.identity()
    if not redis.master:
        raise Unreachable("slow")
    row = await journal.next_epoch(redis.number, chance(8).hex())
    name = name_of(city, row)
    await keeping.shut(row.number, name)
    pos = await drain(journal, keeping, row.number)
    await outbox.spare(await keeping.boards())
    put_right = await restore(name, journal, keeping, outbox)
    since = await keeping.begin(name, row.number, pos)
    row = msgspec.structs.replace(row, since=since, timeline=(await journal.mark()).now_timeline)
    row = _of(row, redis, await keeping.identity())
    await journal.settle(row, since)
    await keeping.open(name, row.number, since, since)
    log.warning("epoch number=%s begins restored=%s", row.number, put_right)
    return row


def _of(row: EpochRow, before: Identity, now: Identity) -> EpochRow:
    """The row with who Redis is: still the one that was put right."""
    if (before.run_id, before.replid) != (now.run_id, now.replid):
        raise Unreachable("epoch")
    return msgspec.structs.replace(row, run_id=now.run_id, replid=now.replid)


async def drain(journal: KeepersJournal, keeping: Keeping, number: int) -> str:
    """Keep what the closed river still holds; gives how far the river is kept."""
    pos, end = (await journal.mark()).pos, await keeping.end()
    while after(end, pos):
        batch = await keeping.read(pos, 0, 0)
        if batch is None:
            break
        await journal.write(number, batch.lines, batch.pos)
        pos = batch.pos
    return pos


async def restore(name: str, journal: KeepersJournal, keeping: Keeping, outbox: Outbox) -> int:
    """Replace whole every awake case that is not as the journal and its visit tell, and all boards; how many cases."""
    awake = await keeping.awake()
    cases = [case.case for case in awake]
    heads, visits = await journal.heads(cases), await outbox.latest(cases)
    put_right = 0
    for case in awake:
        row = visits.get(case.case)
        if heads[case.case] != (case.rev, case.last) or not _same_visit(case, row):
            await keeping.restore(name, await journal.fold(case.case), row)
            put_right += 1
    await keeping.restore_board(name, await outbox.shown(), await outbox.seats())
    return put_right


def _same_visit(case: AwakeCase, row: Row | None) -> bool:
    return row is None or (case.visit, case.version) == (row.visit, row.version)
