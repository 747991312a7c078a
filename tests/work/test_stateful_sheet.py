"""The sheet over everything that can happen to it: windows that edit and hand on, engines that die, lose, and hang.

Each walk has a seed; a seed that failed is written to models/failed_seeds.txt and walked first from then on.
`MODEL_STEPS` is how many steps all walks take together (4,000 unless said), `MODEL_SEED` where the seeds begin.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from tests.engines import Databases, Own, new_ground
from tests.work.models.sheet_checks import check
from tests.work.models.sheet_walk import Walk
from tests.work.models.sheet_world import World

STEPS = int(os.environ.get("MODEL_STEPS", "4200"))
FIRST = int(os.environ.get("MODEL_SEED", "1"))
WALKS = 4
DISASTER_EVERY = 140
FAILED = Path(__file__).parent / "models/failed_seeds.txt"
KEPT = [] if "MODEL_SEED" in os.environ or not FAILED.exists() else [int(one) for one in FAILED.read_text().split()]


@pytest.fixture(scope="module")
def own_redis() -> Iterator[Own[Valkey]]:
    """A Valkey whose every write is on the disk before it is acknowledged, to be killed and cut short."""
    with new_ground() as ground:
        own = Own(Valkey(ground))
        own.start()
        yield own
        own.kill()


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[tuple[Own[Postgres], Databases]]:
    """A PostgreSQL to be frozen."""
    with new_ground() as ground:
        own = Own(Postgres(ground, durable=False))
        own.start()
        yield own, Databases(own.engine)
        own.kill()


@pytest.mark.parametrize("seed", [*KEPT, *range(FIRST, FIRST + WALKS)])
async def test_i1_to_i8_i12_i13_i16_i17_hold_on_every_walk(
    seed: int, own_redis: Own[Valkey], own_postgres: tuple[Own[Postgres], Databases]
) -> None:
    postgres, databases = own_postgres
    with databases.fresh() as url:
        try:
            async with World(own_redis, postgres, url).alive() as world:
                walk = Walk(world, seed)
                await walk.run(STEPS // WALKS, DISASTER_EVERY)
                await walk.rest()
                journal = await check(walk)
                assert sum(map(len, journal.ops.values())) > STEPS // WALKS / 4, "a walk that writes next to nothing"
                assert walk.moved > 10
        except Exception:
            remember(seed)
            raise


def remember(seed: int) -> None:
    """Walk this one first next time."""
    print(f"failed: MODEL_SEED={seed}")
    if seed not in KEPT:
        with FAILED.open("a") as file:
            file.write(f"{seed}\n")
