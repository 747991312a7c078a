"""A scanner at a serial port: over a pseudo terminal, which the system treats as one."""

from __future__ import annotations

import os
import queue
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner import LONGEST, Lines, Scanner

WAIT_S = 30.0


class Port:
    """A port with a scanner at it, by a name that stays when it is plugged in again."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self.lines: queue.Queue[str] = queue.Queue()
        self.there: queue.Queue[bool] = queue.Queue()
        self._scanner: int | None = None

    def plug(self) -> None:
        self._scanner, end = os.openpty()
        tty.setraw(end)
        self.name.symlink_to(os.ttyname(end))
        self._end = end

    def pull(self) -> None:
        if self._scanner is not None:
            self.name.unlink()
            os.close(self._end)
            os.close(self._scanner)
            self._scanner = None

    def scans(self, data: bytes) -> None:
        assert self._scanner is not None
        os.write(self._scanner, data)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[Port]:
    one = Port(tmp_path / "ttyACM0")
    one.plug()
    scanner = Scanner(str(one.name), one.lines.put, one.there.put)
    scanner.start()
    assert one.there.get(timeout=WAIT_S)
    yield one
    scanner.stop()
    one.pull()


def test_each_line_is_a_scan_whatever_ends_it(port: Port) -> None:
    port.scans(b"1234567890123456\r\n4321\n5555\r")
    assert [port.lines.get(timeout=WAIT_S) for _ in range(3)] == ["1234567890123456", "4321", "5555"]
    assert port.lines.empty()


def test_a_line_that_comes_in_pieces_is_one(port: Port) -> None:
    for piece in (b"12345678", b"90123456", b"\r"):
        port.scans(piece)
    assert port.lines.get(timeout=WAIT_S) == "1234567890123456"


def test_unplugged_and_back_it_is_read_again(port: Port) -> None:
    port.scans(b"half a line")
    port.pull()
    assert port.there.get(timeout=WAIT_S) is False
    port.plug()
    assert port.there.get(timeout=WAIT_S) is True
    port.scans(b"1234\r")
    assert port.lines.get(timeout=WAIT_S) == "1234"


def test_what_no_code_has_drops_its_line_alone() -> None:
    lines = Lines()
    assert lines.fed(b"12\x0034\r") == []
    assert lines.fed(b"\x80\r\xff12\r1234\r") == ["1234"]
    assert lines.fed(b"9" * (LONGEST + 1) + b"\r" + b"8" * LONGEST + b"\r") == ["8" * LONGEST]


@given(st.lists(st.binary(max_size=200), max_size=8))
def test_no_bytes_give_a_long_line_or_an_odd_one(pieces: list[bytes]) -> None:
    lines = Lines()
    found = [line for piece in pieces for line in lines.fed(piece)]
    assert all(0 < len(line) <= LONGEST and line.isascii() and line.isprintable() for line in found)
    whole = Lines()
    assert found == whole.fed(b"".join(pieces))
