"""The engines that run here already, for commands beside a running house: where the house itself started them, nobody
has to name them."""

from __future__ import annotations

import msgspec

from server.embedded import ground
from server.embedded.postgres import PORT_NAME, USER
from server.settings import Settings


def running(settings: Settings) -> Settings:
    """The settings with the addresses of the engines of this state directory. What is named from outside stays; what
    does not run here stays empty."""
    sockets = ground.sockets_of(settings.state)
    if sockets is None:
        return settings
    database, valkey = settings.database_url, settings.redis_url
    if not database and (sockets / PORT_NAME).exists():
        database = f"postgresql+asyncpg://{USER}@/{USER}?host={sockets}"
    if not valkey and (sockets / "valkey.sock").exists():
        valkey = f"unix://{sockets / 'valkey.sock'}?db=0"
    return msgspec.structs.replace(settings, database_url=database, redis_url=valkey)
