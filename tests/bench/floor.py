"""The floors: two bare processes on the city's own engines, without rules, rights, pictures of the world or a keeper.

`call`: each thing said is one PostgreSQL commit, one XADD, and the fan-out by XREAD to all. `edit`: one XADD and the
fan-out by XREAD to those who joined the case. Nothing that does the job can be much faster: a ratio to these says more
than a time.
They speak the frames of `terminal.py`. `python -m tests.bench.floor (call|edit) FD DATABASE_URL REDIS_URL`.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import sys
from collections import Counter, defaultdict
from contextlib import suppress
from typing import Any

import asyncpg
import msgspec
from redis.asyncio import BlockingConnectionPool, Redis
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

from handoff import messages as m
from handoff.case import Entry

RIVER, SAY, HEAR = "floor", '42/staff,["say",', '42/staff,["hear",'
READ = msgspec.json.Decoder(m.ToServer)
encode = msgspec.json.Encoder().encode
ME = m.Me(clerk="", name="", roles=["clerk"], office="main")
TABLE = "CREATE TABLE IF NOT EXISTS floor (id bigserial PRIMARY KEY, body bytea NOT NULL)"


class Floor:
    """One bare process. `all` are its sockets, `cases` who joined what."""

    def __init__(self, kind: str, pool: Any, redis: Any) -> None:
        self.kind, self.pool, self.redis = kind, pool, redis
        self.all: set[ServerConnection] = set()
        self.cases: defaultdict[str, set[ServerConnection]] = defaultdict(set)
        self.revs: Counter[str] = Counter()
        self.now = itertools.count(1)

    async def talk(self, line: ServerConnection) -> None:
        """One socket, as long as it lasts."""
        await line.send('0{"sid":"floor","upgrades":[],"pingInterval":60000,"pingTimeout":60000}')
        with suppress(ConnectionClosed):
            async for text in line:
                if str(text).startswith(SAY):
                    await self.said(line, READ.decode(str(text)[len(SAY) : -1]))
                else:
                    await line.send('40/staff,{"sid":"floor"}')

    async def said(self, line: ServerConnection, message: Any) -> None:
        """A greeting, a case joined, an edit, or a move."""
        match message:
            case m.Hello():
                self.all.add(line)
                await line.send(hear(m.Welcome(wire=1, epoch="", me=ME, now=0, rows=[], seats=[])))
            case m.Join(case=case):
                self.cases[case].add(line)
                await line.send(hear(m.CaseView(case, "", self.revs[case], 0, 0, "open", 1, None, {})))
            case m.Change(op=op, case=case, do=do):
                await self.redis.xadd(RIVER, {"c": case, "o": op, "b": encode(do)})
                await line.send(hear(m.Answer(re=op, result="ok")))
            case m.MoveIt(request=request, do=do):
                row = await self.move(request, do)
                await line.send(hear(m.Answer(re=request, result="done", row=row)))

    async def move(self, request: str, do: Any) -> m.Row:
        """One commit and one XADD of a row as the city's are."""
        what = do.__struct_config__.tag
        number = await self.pool.fetchval("INSERT INTO floor (body) VALUES ($1) RETURNING id", encode(do))
        visit = getattr(do, "visit", None) or request[:16]
        row = m.Row(visit, visit, number, "main", "2027-04-01", "A001", what, "G05", "S01", 1, 1, 1, 1, "X00", "X00")
        await self.redis.xadd(RIVER, {"b": encode(m.Moved(row=row, what=what))})
        return row

    async def tail(self) -> None:
        """The fan-out."""
        place = "0-0"
        while True:
            for _, entries in await self.redis.xread({RIVER: place}, count=500, block=500) or []:
                for place, fields in entries:
                    self.tell(fields, int(place.split(b"-")[0]))

    def tell(self, fields: dict[bytes, bytes], at: int) -> None:
        """To all, or to those who joined the case."""
        if b"c" not in fields:
            broadcast(self.all, HEAR + fields[b"b"].decode() + "]")
            return
        case, op = fields[b"c"].decode(), fields[b"o"].decode()
        self.revs[case] += 1
        facts = {key: Entry(value=value, op=op) for key, value in msgspec.json.decode(fields[b"b"])["entries"].items()}
        broadcast(self.cases[case], hear(m.Changed(case=case, n=self.revs[case], op=op, at=at, facts=facts)))


def hear(message: m.ToClient) -> str:
    """A frame."""
    return f"{HEAR}{encode(message).decode()}]"


async def main(kind: str, fd: int, database: str, redis: str) -> None:
    """For ever."""
    pool = await asyncpg.create_pool(database.replace("+asyncpg", ""), min_size=10, max_size=10)
    await pool.execute(TABLE)
    connections = BlockingConnectionPool.from_url(redis, max_connections=40, timeout=5, protocol=2)
    floor = Floor(kind, pool, Redis.from_pool(connections))
    async with serve(floor.talk, sock=socket.socket(fileno=fd), compression=None, ping_interval=None):
        print("ready", flush=True)
        await floor.tail()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]))
