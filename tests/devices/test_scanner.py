"""A scanner at a serial port: over a pseudo terminal, which the system treats as one."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner import LONGEST, Lines, Scanner
from tests.devices.port import Port, plugged

WAIT_S = 30.0


class Heard:
    """A scanner's port, and what was heard of it."""

    def __init__(self, port: Port) -> None:
        self.port = port
        self.lines: queue.Queue[str] = queue.Queue()
        self.there: queue.Queue[bool] = queue.Queue()


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Heard]:
    with plugged(tmp_path) as port:
        one = Heard(port)
        scanner = Scanner(str(port.name), one.lines.put, one.there.put)
        scanner.start()
        assert one.there.get(timeout=WAIT_S)
        yield one
        scanner.stop()


def test_each_line_is_a_scan_whatever_ends_it(heard: Heard) -> None:
    heard.port.scans(b"1234567890123456\r\n4321\n5555\r")
    assert [heard.lines.get(timeout=WAIT_S) for _ in range(3)] == ["1234567890123456", "4321", "5555"]
    assert heard.lines.empty()


def test_a_line_that_comes_in_pieces_is_one(heard: Heard) -> None:
    for piece in (b"12345678", b"90123456", b"\r"):
        heard.port.scans(piece)
    assert heard.lines.get(timeout=WAIT_S) == "1234567890123456"


def test_unplugged_and_back_it_is_read_again(heard: Heard) -> None:
    heard.port.scans(b"half a line")
    heard.port.pull()
    assert heard.there.get(timeout=WAIT_S) is False
    heard.port.plug()
    assert heard.there.get(timeout=WAIT_S) is True
    heard.port.scans(b"1234\r")
    assert heard.lines.get(timeout=WAIT_S) == "1234"


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
