"""The wire itself: it carries whole and in order, and each hurt does what it says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from tests.chaos.wire import HOST, Wire, Wires, wires

WAIT_S = 20.0
MUCH = bytes(range(256)) * 8_000


@pytest.fixture
def held() -> Iterator[Wires]:
    with wires() as made:
        yield made


class Again(asyncio.Protocol):
    """Says everything again."""

    def __init__(self, open_ones: set[asyncio.Transport]) -> None:
        self.open_ones = open_ones

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.open_ones.add(transport)

    def data_received(self, data: bytes) -> None:
        self.transport.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open_ones.discard(self.transport)


@asynccontextmanager
async def echo(held: Wires) -> AsyncIterator[Wire]:
    """A wire to somebody who says everything again."""
    open_ones: set[asyncio.Transport] = set()
    server = await asyncio.get_running_loop().create_server(lambda: Again(open_ones), HOST, 0)
    try:
        yield await asyncio.to_thread(held.to, server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for transport in open_ones:
            transport.abort()


class Caller:
    """Somebody at the near end."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def says(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def hears(self, count: int) -> bytes:
        async with asyncio.timeout(WAIT_S):
            return await self.reader.readexactly(count)

    async def is_cut(self) -> bool:
        async with asyncio.timeout(WAIT_S):
            try:
                return not await self.reader.read(1)
            except ConnectionError:
                return True


@asynccontextmanager
async def call(wire: Wire) -> AsyncIterator[Caller]:
    reader, writer = await asyncio.open_connection(HOST, wire.port)
    try:
        yield Caller(reader, writer)
    finally:
        writer.transport.abort()


async def test_it_carries_whole_and_in_order(held: Wires) -> None:
    async with echo(held) as wire, call(wire) as caller:
        said = asyncio.create_task(caller.says(MUCH))
        assert await caller.hears(len(MUCH)) == MUCH
        await said


async def test_frozen_it_says_nothing_and_loses_nothing(held: Wires) -> None:
    async with echo(held) as wire, call(wire) as caller:
        await caller.says(b"1")
        assert await caller.hears(1) == b"1"
        await asyncio.to_thread(wire.freeze)
        await caller.says(b"23")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await caller.reader.read(1)
        await asyncio.to_thread(wire.thaw)
        assert await caller.hears(2) == b"23"


async def test_reset_connections_are_cut_and_the_next_call_gets_through(held: Wires) -> None:
    async with echo(held) as wire:
        async with call(wire) as caller:
            await caller.says(b"1")
            assert await caller.hears(1) == b"1"
            await asyncio.to_thread(wire.abort)
            assert await caller.is_cut()
        async with call(wire) as caller:
            await caller.says(b"2")
            assert await caller.hears(1) == b"2"


async def test_slow_it_keeps_the_order_also_when_it_gets_faster(held: Wires) -> None:
    async with echo(held) as wire, call(wire) as caller:
        await asyncio.to_thread(wire.slow, 0.05)
        await caller.says(b"12")
        await asyncio.to_thread(wire.slow, 0.0)
        await caller.says(b"34")
        assert await caller.hears(4) == b"1234"


async def test_half_open_connections_carry_nothing_and_a_new_one_does(held: Wires) -> None:
    async with echo(held) as wire, call(wire) as caller:
        await caller.says(b"1")
        assert await caller.hears(1) == b"1"
        await asyncio.to_thread(wire.go_deaf)
        await caller.says(b"2")
        async with call(wire) as later:
            await later.says(b"3")
            assert await later.hears(1) == b"3"
        assert not caller.reader.at_eof()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await caller.reader.read(1)


async def test_an_answer_is_lost_after_so_many_bytes_and_the_next_call_is_answered(held: Wires) -> None:
    async with echo(held) as wire:
        async with call(wire) as caller:
            await asyncio.to_thread(wire.cut_answers_after, 2)
            await caller.says(b"12")
            assert await caller.hears(2) == b"12"
            await caller.says(b"3")
            assert await caller.is_cut()
        async with call(wire) as caller:
            await caller.says(b"4")
            assert await caller.hears(1) == b"4"
