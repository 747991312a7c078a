"""Files that somebody brought are read, and large ones made, in a process of their own: bounded in memory, processor
time and seconds. Whatever a file does, it does it there.

On the pipe to the process stand a job's question and the file, each after its length (4 bytes); on the pipe back
pieces, each likewise: `+` and a part of the answer, `-` and faults, `!` and the kind of a bug, `.` at the end. A
process that ends without any of these was stopped by its bounds.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import struct
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import msgspec

from handoff.filefault import BadFile, FileFault, bad

MEMORY: Final = 512 << 20
"""Bytes of address space. Python and its modules take about 50 MB of it, a workbook of 20 cities some 50 more."""
PROCESSOR_S: Final = 45
PATIENCE_S: Final = 180.0
AT_ONCE: Final = 2
LONGEST: Final = 64 << 20
"""No piece of an answer is longer."""
ROOT: Final = str(Path(__file__).resolve().parents[2])
TOO_MUCH: Final = "このファイルは大きすぎるか複雑すぎるため、途中でやめました。"


class Limited:
    """Runs jobs of `server.exchange.child`, two at a time."""

    def __init__(self, memory: int = MEMORY, processor_s: int = PROCESSOR_S) -> None:
        self._bounds = (str(memory), str(processor_s))
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def ask(self, job: str, question: bytes, file: bytes = b"") -> AsyncIterator[bytes]:
        """The parts of the answer, as they come. `BadFile` when the job found faults, or did not end in time and within
        its bounds."""
        async with self._turns:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "server.exchange.child", job, *self._bounds),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": ROOT},
            )
            telling = asyncio.create_task(_tell(process, question, file))
            deadline = asyncio.get_running_loop().time() + PATIENCE_S
            try:
                while (part := await _part(process, deadline)) is not None:
                    yield part
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)  # process.kill() would reap it behind asyncio's back
                await asyncio.gather(telling, return_exceptions=True)
                await process.wait()


async def _tell(process: asyncio.subprocess.Process, question: bytes, file: bytes) -> None:
    """A job that has seen enough stops listening: then nobody needs the rest."""
    assert process.stdin is not None
    with contextlib.suppress(ConnectionError):
        for piece in (question, file):
            process.stdin.write(struct.pack(">I", len(piece)))
            process.stdin.write(piece)
        await process.stdin.drain()
    process.stdin.close()


async def _part(process: asyncio.subprocess.Process, deadline: float) -> bytes | None:
    """The next part, None at the end."""
    assert process.stdout is not None
    try:
        async with asyncio.timeout_at(deadline):
            (length,) = struct.unpack(">I", await process.stdout.readexactly(4))
            piece = await process.stdout.readexactly(min(length, LONGEST))
    except (TimeoutError, asyncio.IncompleteReadError):
        raise bad(TOO_MUCH) from None
    if piece[:1] == b"-":
        raise BadFile(*msgspec.msgpack.decode(piece[1:], type=list[FileFault]))
    if piece[:1] == b"!":
        raise RuntimeError(f"a job of server.exchange.child raised {piece[1:].decode()}")
    return None if piece[:1] == b"." else piece[1:]
