"""The benches run and say what they promise. Nothing here is timed: only what must hold on any machine."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.pretend.licence import Holder, Licence
from handoff import messages as m
from tests.bench import __main__ as bench
from tests.bench import (
    batch,
    card,
    card_desk,
    card_read,
    claims,
    decisions,
    edit,
    figures,
    guide,
    memory,
    numbers,
    overlay,
    preview,
    saved,
    workbook,
)
from tests.bench.calling import Hall
from tests.bench.city import City, open_city
from tests.bench.terminal import Terminal

FLOOR_LINES = 120


def test_the_floor_stays_bare() -> None:
    floor = Path(__file__).with_name("floor.py").read_text().splitlines()
    assert len(floor) <= FLOOR_LINES


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    """One for all benches that are tried in one."""
    with open_city() as made:
        yield made


def test_200_numbers_at_once_are_200_numbers(city: City) -> None:
    (line,) = numbers.run(200, "one line", city)
    assert line["n"] == 200
    assert line["duplicates"] == 0
    assert {"bench", "case", "per_s", "p95"} <= line.keys()


def test_20_slips_scanned_by_16_windows_have_one_winner_each(city: City) -> None:
    (line,) = claims.run(20, city)
    assert line["n"] == 20
    assert line["wrong"] == 0
    assert {"bench", "case", "p95"} <= line.keys()


@pytest.mark.parametrize(("kind", "commands"), [("mynumber", 18), ("licence", 26)])
def test_a_card_is_read_with_the_same_commands_that_are_timed_alone(kind: str, commands: int) -> None:
    whole, alone, sent = card_read.through_the_service(kind, 3)
    assert (len(whole), len(alone), sent) == (3, 3, commands)


def test_every_card_arrives_at_the_other_windows_screen(city: City) -> None:
    line = card.screens(4, 2, 0.5, city)
    assert line["n"] == 4
    assert {"bench", "case", "p50", "p95", "floor_p95", "ratio"} <= line.keys()


def test_the_cards_own_time_is_known() -> None:
    chip = card_desk.Timed(Licence(Holder(pin=None)))
    chip.power(True)
    assert chip.answer(bytes.fromhex("00A40000"))[-2:] == b"\x90\x00"
    assert chip.spent > 0


def test_a_grown_catalog_guides_as_the_city_does_only_more_often() -> None:
    """Nine copies and a part of a tenth: nothing of a copy answers another one."""
    city, grown = guide.run(2, (("city", 0), ("1000", 1000)))
    assert city["questions"] == 107 and grown["questions"] == 1000
    assert {"bench", "case", "n", "p50", "p95", "browser_p95"} <= city.keys()
    for figure in ("shown", "procedures"):
        assert 9 * city[figure] <= grown[figure] <= 10 * city[figure]  # type: ignore[operator]


def test_a_clerk_is_asked_what_the_households_say() -> None:
    four, paper = decisions.run()
    assert (four["asked"], four["automatic"], four["decisions"], four["keys"]) == (36, 10, 17, 17)
    assert (paper["asked"], paper["automatic"], paper["decisions"], paper["keys"]) == (9, 2, 5, 5)


def test_a_workbook_goes_out_and_in_also_when_it_is_larger() -> None:
    one, two = workbook.run(2)
    assert (one["case"], two["case"]) == ("1x", "2x")
    assert two["n"] == 2 * int(str(one["n"]))
    assert {"export_s", "import_s", "rss_mb"} <= two.keys()


def test_forty_forms_are_one_small_file_and_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_SECONDS", "0.5")
    forty, home, many = batch.run(400)
    assert (forty["pages"], home["pages"]) == (40, 17)
    assert float(str(forty["kb"])) <= 700
    assert float(str(many["rss_growth_mb"])) <= 4


def test_a_form_is_filled_at_every_size_and_beside_it_the_naive_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_SECONDS", "0.5")
    lines = list(overlay.run())
    assert [line["case"] for line in lines] == ["10 fields", "40 fields", "80 fields", "160 fields"]
    assert [line["case"] for line in lines if {"naive_p50", "ratio"} <= line.keys()] == ["40 fields"]


def test_the_papers_save_what_the_households_say() -> None:
    found = {line["case"]: line for line in saved.run()}
    four = found["S1b"]
    assert (four["sheets"], four["names"], four["boxes"], four["typed"], four["saved"]) == (17, 51, 442, 157, 64)
    assert (four["places"], four["strokes"], four["paper_places"]) == (16, 2, 1)
    assert [line["saved"] for line in found.values()] == [71, 64, 63, 70, 60, 61, 61, 70, 73, 18]


def test_every_bench_is_found_by_its_name() -> None:
    runs = {path.stem for path in Path(__file__).parent.glob("*.py") if "\ndef run(" in path.read_text()}
    assert runs == {*bench.NAMES, *bench.LONG}


def test_every_line_says_how_and_where_it_was_measured() -> None:
    line = bench.signed("numbers", {"bench": "numbers", "case": "x"}, 0.5, {})
    assert {"bench", "case", "load", "fsync_ms", "command"} <= line.keys()


@pytest.mark.parametrize(("floor", "noisy"), [(1.0, False), (1.29, False), (1.31, True), (0.69, True)])
def test_a_floor_far_from_the_recorded_one_proves_nothing(floor: float, noisy: bool) -> None:
    line: dict[str, Any] = {"bench": "call", "case": 22, "floor_p95": floor}
    assert bench.signed("call", line, 0.5, {"call:22": 1.0}).get("noisy", False) is noisy


def test_percentiles_are_values_that_were_measured() -> None:
    assert figures.percentile([5.0, 1.0, 3.0, 2.0, 4.0], 50) == 3.0
    assert figures.percentile(list(range(1, 101)), 95) == 95
    assert figures.percentile([7.0], 99) == 7.0


async def test_a_terminal_that_gets_revisions_out_of_order_is_counted() -> None:
    window = Terminal("X00")
    window._hear(m.CaseView("c", "", 3, 0, 0, "open", 1, None, {}))
    for n in (3, 4, 5, 7, 6):
        window._hear(m.Changed(case="c", n=n, op="o", at=0, facts={}))
    assert window.inversions == 2  # 7 came before 6; what the snapshot held already (3) counts for nothing


async def test_a_call_lasts_until_the_last_terminal_holds_it() -> None:
    hall = Hall(random.Random(1))
    hall.open([Terminal("X00", hall.heard), Terminal("X01", hall.heard)])
    row = m.Row("v", "c", 2, "main", "2027-04-01", "A001", "calling", "G05", "S01", 0, 0, 0)
    hall.calls.append((0.0, ("v", 2)))
    hall.terminals[0]._hear(m.Moved(row=row, what="call"))
    waiting = asyncio.create_task(hall.took())
    await asyncio.sleep(0)
    assert not waiting.done()
    hall.terminals[1]._hear(m.Moved(row=row, what="call"))
    (took,) = await waiting
    assert took == hall.held["v", 2].last * 1000


def test_a_large_family_has_150_entries() -> None:
    assert memory.PERSONS * (len(memory.ITEMS) + 1) >= 150


def test_there_are_sockets_enough_for_the_fastest_edits() -> None:
    assert max(edit.RATES) / 10 <= 2 * edit.CASES


def test_a_preview_is_a_picture_of_every_width_and_grows_with_it() -> None:
    found = list(preview.run(1))
    assert [line["case"] for line in found] == [
        f"{form} {width}px" for form in preview.FORMS for width in preview.WIDTHS
    ]
    sizes = [line["kb"] for line in found[:3]]
    assert sizes == sorted(sizes) and all(line["p50"] > 0 for line in found)
