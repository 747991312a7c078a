"""What every test may ask for. Engines start only when the first test asks for them; each xdist worker has its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from server.embedded.postgres import Postgres
from server.embedded.valkey import Valkey
from tests.engines import DATABASES, Databases, Keyspaces, Own, copy_cluster, migrate, new_ground

# The same examples every time, so that a change is judged by what it changed; what a busy machine does with the clock
# says nothing about a rule. New examples are looked for with `--hypothesis-profile=explore`.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", settings.get_profile("house"), derandomize=False, max_examples=2000)
settings.load_profile("house")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """The shared PostgreSQL with its migrated template."""
    with new_ground() as ground:
        postgres = Postgres(ground, durable=False)
        postgres.start()
        try:
            yield Databases(postgres)
        finally:
            postgres.stop()


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A fresh migrated database: `postgresql+asyncpg://app@/t1?host=/tmp/...`."""
    with databases.fresh() as url:
        yield url


@pytest.fixture(scope="session")
def keyspaces() -> Iterator[Keyspaces]:
    """The shared Valkey."""
    with new_ground() as ground:
        valkey = Valkey(ground, durable=False, databases=DATABASES)
        valkey.start()
        try:
            yield Keyspaces(valkey)
        finally:
            valkey.stop()


@pytest.fixture
def redis_url(keyspaces: Keyspaces) -> str:
    """An empty logical database: `unix:///tmp/.../valkey.sock?db=7`."""
    return keyspaces.fresh()


@pytest.fixture
def redis_server() -> Iterator[Own[Valkey]]:
    """A Valkey of the test's own, every write on the disk before it is acknowledged."""
    with new_ground() as ground:
        own = Own(Valkey(ground))
        own.start()
        try:
            yield own
        finally:
            own.kill()


@pytest.fixture(scope="session")
def migrated_cluster() -> Iterator[Path]:
    """The data directory of a stopped PostgreSQL whose database `app` is migrated; copied for each own server."""
    with new_ground() as ground:
        postgres = Postgres(ground, durable=False)
        postgres.start()
        migrate(postgres.url())
        postgres.stop()
        yield postgres.data


@pytest.fixture
def postgres_server(migrated_cluster: Path) -> Iterator[Own[Postgres]]:
    """A PostgreSQL of the test's own, migrated. fsync is off, which a kill -9 does not see."""
    with new_ground() as ground:
        own = Own(Postgres(ground, durable=False))
        copy_cluster(migrated_cluster, own.engine)
        own.start()
        try:
            yield own
        finally:
            own.kill()
