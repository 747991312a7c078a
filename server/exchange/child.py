"""The process that a file is read or made in: `python -m server.exchange.child JOB MEMORY SECONDS`, started by
`limited.py` alone."""

from __future__ import annotations

import resource
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import BinaryIO, Final

import msgspec

from handoff.filefault import BadFile

JOBS: Final[Mapping[str, tuple[str, str]]] = {
    "accounts": ("accounts", "job"),
    "named_cells": ("sheet_names", "job"),
    "own_letters": ("out_letters", "own_job"),
    "postal": ("postal", "job"),
    "public_letters": ("out_letters", "public_job"),
    "residents": ("residents", "job"),
    "write_table": ("table", "job"),
    "write_workbook": ("workbook", "job"),
    "read_workbook": ("workbook_read", "job"),
    "take_page": ("pdf_page", "job"),
}
"""What is done with (question, file): parts of an answer, or `BadFile`. Module and function: only what a job needs is
loaded, because the libraries of workbooks and PDF take longer than reading a city's CSV."""


def main() -> None:
    """Do one job, within bounds that this process cannot widen again."""
    job, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    question, file = (_read(sys.stdin.buffer) for _ in range(2))
    try:
        for part in _job(job)(question, file):
            _write(b"+" + part)
    except BadFile as no:
        _write(b"-" + msgspec.msgpack.encode(no.faults))
    except MemoryError:
        return  # without an end: the bounds stopped it
    except Exception as bug:  # noqa: BLE001 (told by its kind, without what was read)
        _write(b"!" + type(bug).__name__.encode())
    else:
        _write(b".")


def _job(name: str) -> Callable[[bytes, bytes], Iterator[bytes]]:
    module, function = JOBS[name]
    found: Callable[[bytes, bytes], Iterator[bytes]] = getattr(import_module(f"server.exchange.{module}"), function)
    return found


def _read(pipe: BinaryIO) -> bytes:
    (length,) = struct.unpack(">I", pipe.read(4))
    return pipe.read(length)


def _write(piece: bytes) -> None:
    sys.stdout.buffer.write(struct.pack(">I", len(piece)))
    sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
