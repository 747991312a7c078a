"""How the agent stands, on a terminal and in a file: true at every moment, and never whose card it was."""

from __future__ import annotations

import asyncio
import io
import os
import re
from pathlib import Path

import pytest

from devices import labels, statuspage, words
from devices.standing import Standing
from devices.statusline import StatusLine, width
from tests.devices.pcscd import until


@pytest.fixture
def standing() -> Standing:
    return Standing(clock=lambda: "14:05")


def said(standing: Standing) -> dict[str, str]:
    return dict(standing.parts())


def test_before_anything_happened_nothing_is_made_up(standing: Standing) -> None:
    assert said(standing) == {
        labels.LINE: "つながっていません",
        labels.PLACE: labels.UNKNOWN_PLACE,
        labels.READER: "カードリーダーがありません",
        labels.LAST: labels.NEVER,
    }


def test_a_reader_that_was_pulled_out_is_named_until_it_is_back(standing: Standing) -> None:
    standing.reader("RC-S300", True)
    assert said(standing)[labels.READER] == "カードリーダー 1台"
    standing.reader("RC-S300", False)
    assert "外れています（RC-S300）" in said(standing)[labels.READER]
    standing.reader("RC-S300", True)
    assert said(standing)[labels.READER] == "カードリーダー 1台"
    standing.serves(False)
    assert "止まっています" in said(standing)[labels.READER]


def test_whoever_is_not_known_any_more_is_so_until_the_line_comes_back(standing: Standing) -> None:
    standing.line(True)
    standing.turned_away()
    standing.line(False)
    assert said(standing)[labels.LINE] == "登録が消されています"
    standing.line(True)
    assert said(standing)[labels.LINE] == "つながっています"


def test_when_a_card_was_read_and_how_it_went(standing: Standing) -> None:
    standing.read(True)
    assert said(standing)[labels.LAST] == "14:05 読み取りました"
    standing.read(False)
    assert said(standing)[labels.LAST] == "14:05 読み取れませんでした"


def test_scanners_are_shown_where_there_are_any(standing: Standing) -> None:
    assert labels.SCANNER not in said(standing)
    standing.scanner("COM3", False)
    assert "COM3" in said(standing)[labels.SCANNER]


def screen(written: str) -> list[str]:
    """What a terminal shows of it."""
    shown = []
    for line in written.split("\n"):
        cells: list[str] = []
        for part in line.split("\r"):
            wide = list(part)
            cells = wide + cells[len(wide) :]
        shown.append("".join(cells).rstrip())
    return shown


def test_the_line_is_rewritten_and_sentences_go_by_above_it(standing: Standing) -> None:
    out = io.StringIO()
    line = StatusLine(out, standing, columns=lambda: 200)
    standing.heard.append(line.show)
    standing.placed("5番窓口（読取機）")
    line.tell(words.READING)
    standing.line(True)
    *above, last = screen(out.getvalue())
    assert above == [words.READING]
    assert last.startswith("つながっています | 5番窓口（読取機） |")


@pytest.mark.parametrize("columns", [1, 20, 79, 80])
def test_it_never_runs_over_the_edge(standing: Standing, columns: int) -> None:
    out = io.StringIO()
    StatusLine(out, standing, columns=lambda: columns).show()
    assert width(out.getvalue().strip()) < columns


def shown(path: Path) -> str:
    """The page, as far as there is one."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


async def test_the_page_follows_each_change_and_says_when_the_agent_ended(standing: Standing, tmp_path: Path) -> None:
    path = tmp_path / statuspage.NAME
    keeping = asyncio.create_task(statuspage.keep(path, standing))
    await asyncio.to_thread(until, lambda: labels.NEVER in shown(path), "the page")
    standing.placed("<5番>")
    await asyncio.to_thread(until, lambda: "&lt;5番&gt;" in shown(path), "the window on the page")
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert labels.ENDED in shown(path) and "5番" not in shown(path)
    assert os.listdir(tmp_path) == [statuspage.NAME]


def test_the_page_loads_nothing_and_reads_itself_again(standing: Standing) -> None:
    page = statuspage.page(standing, 1_800_000_000)
    assert 'http-equiv="refresh"' in page and "1800000000" in page
    assert not re.search(r"(src|href)=|https?://", page)


def test_where_it_cannot_be_written_cards_are_read_on(standing: Standing, tmp_path: Path) -> None:
    statuspage.write(tmp_path / "no such folder" / "status.html", standing)
