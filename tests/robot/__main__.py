"""`python -m tests.robot [CASES]`: so many households (100) go out through our screens into a pretend resident system,
by a robot in a real browser that is killed twice on the way and started again. One JSON line: differences and double
entries (both must be 0), seconds."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from tests.engines import DATABASES, Databases, Keyspaces, new_ground
from tests.house import RunningHouse, running_house
from tests.robot.compare import differences, doubles, file_of
from tests.robot.other import OtherSystem, other_system
from tests.robot.visitors import finished, may_export

ENDS_S = 1_800.0


async def run(databases: Databases, keyspaces: Keyspaces, many: int) -> dict[str, object]:
    """The line."""
    with databases.fresh() as database_url:
        async with running_house(database_url, keyspaces.fresh()) as house, other_system() as other:
            await may_export(house)
            said = await finished(house, many)
            begun = monotonic()
            kills = [await robot(house, other, many * part // 3) for part in (1, 2, 4)]
            took = monotonic() - begun
            rows = await file_of(house)
            wrong = differences(other.records, said, rows)
            return {
                "robot": many,
                "entered": len(other.records),
                "people": sum(len(one) for one in rows.values()),
                "values": sum(bool(text) for one in other.records for text in one.values()),
                "differences": len(wrong),
                "double_entries": doubles(other.records),
                "killed": sum(kills),
                "seconds": round(took, 1),
            }


async def robot(house: RunningHouse, other: OtherSystem, until: int) -> bool:
    """A robot at work until it ends, or has entered so many in all: then it is killed with its browser. Whether it
    was."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.robot.robot", house.address, other.address, start_new_session=True
    )
    ended = asyncio.create_task(process.wait())
    async with asyncio.timeout(ENDS_S):
        while not ended.done() and len(other.records) < until:
            await asyncio.wait([ended], timeout=0.02)
    killed = not ended.done()
    if killed:
        os.killpg(process.pid, signal.SIGKILL)
    code = await ended
    assert killed or code == 0, f"the robot broke: {code}"
    return killed


@contextmanager
def engines() -> Iterator[tuple[Databases, Keyspaces]]:
    """The engines of the tests, for this command alone."""
    with new_ground() as ground, new_ground() as beside:
        postgres, valkey = Postgres(ground, durable=False), Valkey(beside, durable=False, databases=DATABASES)
        postgres.start()
        valkey.start()
        try:
            yield Databases(postgres), Keyspaces(valkey)
        finally:
            valkey.stop()
            postgres.stop()


def main(many: int) -> int:
    """1 when anything is not as it must be."""
    with engines() as (databases, keyspaces):
        line = asyncio.run(run(databases, keyspaces, many))
    print(json.dumps(line))
    return int(bool(line["differences"] or line["double_entries"] or line["entered"] != many))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
