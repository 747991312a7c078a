"""The second place of the audit's heads, as a file: one line for each, added at the end and written through.

On a disk, a share or a log collector that whoever holds the database cannot write to. A head is `seq hash at`.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from handoff.chain import Head


class FileWitness:
    """`server.ports.audit.Witness`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def hear(self, head: Head) -> None:
        """One line more, on the disk when this returns."""
        await asyncio.to_thread(self._write, f"{head.seq} {head.hash} {head.at}\n")

    def _write(self, line: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode())
            os.fsync(file)
        finally:
            os.close(file)

    async def heads(self) -> list[Head]:
        """All lines; one that was only half written is none."""
        try:
            text = await asyncio.to_thread(self._path.read_text)
        except FileNotFoundError:
            return []
        whole = [line.split(" ") for line in text.split("\n")[:-1]]
        return [Head(int(words[0]), words[1], int(words[2])) for words in whole if len(words) == 3]
