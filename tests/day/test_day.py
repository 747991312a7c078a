"""A small day from its file: a lunch gap, a power cut while 22 clerks press 次の方を呼ぶ, and midnight."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.embedded.valkey import Valkey
from tests.day.events import LATE, a_day, read, write
from tests.day.run import WINDOWS, play, services
from tests.engines import Own

VISITORS = 60


def test_a_day_is_read_as_it_was_written(tmp_path: Path) -> None:
    """In the order of its times; a line that is no event is refused."""
    file, events = tmp_path / "day.jsonl", a_day(30, services(), WINDOWS)
    write(file, reversed(events))
    assert [one.at for one in read(file)] == [one.at for one in events]
    assert {one.what for one in read(file)} == {"comes", "pauses", "resumes", "power", "midnight"}
    file.write_text('{"at": 600, "what": "sleeps"}\n')
    with pytest.raises(ValueError, match="sleeps"):
        read(file)


async def test_i13_nobody_is_called_twice_and_nobody_forgotten_over_a_power_cut_and_midnight(
    database_url: str, redis_server: Own[Valkey], tmp_path: Path
) -> None:
    """Most are served; who came when nobody called any more is settled by the night."""
    write(tmp_path / "day.jsonl", a_day(VISITORS, services(), WINDOWS))
    became = await play(database_url, redis_server, read(tmp_path / "day.jsonl"))
    assert became["done"] > VISITORS / 2 and became["suspended"] >= LATE
