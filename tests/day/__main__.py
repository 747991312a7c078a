"""`python -m tests.day [--visitors N] [--seed N] [FILE]`: a day of 22 clerks, from a file of events or a new one;
status 1 where somebody was called twice or forgotten, or the board is not the record."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from time import perf_counter

from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from tests.day.events import Event, a_day, read, write
from tests.day.run import WINDOWS, play, services
from tests.engines import Databases, Own, new_ground

VISITORS = 10_000


def main() -> int:
    """One JSON line of what the day became."""
    parser = argparse.ArgumentParser(prog="python -m tests.day", description="庁舎の1日を、できごとのファイルから")
    parser.add_argument("--visitors", type=int, default=VISITORS, help="来る人の数")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="できごとをこのファイルに書く")
    parser.add_argument("file", nargs="?", type=Path, help="できごとのファイル（JSON Lines）")
    asked = parser.parse_args()
    events = read(asked.file) if asked.file else a_day(asked.visitors, services(), WINDOWS, asked.seed)
    if asked.write:
        write(asked.write, events)
    try:
        print(json.dumps(told(events)))
    except AssertionError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


def told(events: list[Event]) -> dict[str, object]:
    """The day over engines of its own; all writes of the live store are on its disk before they count."""
    begun = perf_counter()
    with new_ground() as ground, new_ground() as other:
        postgres, valkey = Postgres(ground, durable=False), Own(Valkey(other))
        postgres.start()
        valkey.start()
        try:
            with Databases(postgres).fresh() as url:
                became = asyncio.run(play(url, valkey, events))
        finally:
            valkey.kill()
            postgres.stop()
    return {"visitors": sum(became.values()), "became": became, "seconds": round(perf_counter() - begun, 1)}


sys.exit(main())
