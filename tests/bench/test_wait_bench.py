"""The bench of the wait times: the hall that it plays, and its adapter. Nothing here is timed."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from handoff.wait import NEVER
from handoff.wait_draws import Draws
from tests.bench import board, wait, wait_ahead, wait_warsaw
from tests.bench.wait_adapter import make
from tests.bench.wait_floor import HALL, Floor, Setting, played
from tests.bench.wait_score import figures, score, trained


def test_the_hall_has_25_windows_and_9_lines_and_everybody_is_called() -> None:
    assert (sum(one.windows for one in HALL), len(HALL)) == (25, 9)
    floor = Floor(Setting(), "d", random.Random(1), 1.0)
    day = floor.play()
    assert all(not line for line in floor.lines.values())
    assert all(one.wait >= 0 and one.called >= one.snapshot.now for one in day.seen)
    assert len(day.waits) > 500


def test_one_window_serves_one_visitor_at_a_time() -> None:
    (day,) = played(Setting(), 3, 1, 1.0)
    for seen in day.seen:
        windows = seen.snapshot.windows
        assert len({one.window for one in windows}) == len(windows)
        assert all(one.since <= seen.snapshot.now for one in windows)
        assert all(one.since <= seen.snapshot.now for one in seen.snapshot.waiting)


def test_the_same_seed_is_the_same_day_and_another_seed_another() -> None:
    (one,), (same,), (other,) = played(Setting(), 3, 1, 0.1), played(Setting(), 3, 1, 0.1), played(Setting(), 4, 1, 0.1)
    assert one.services == same.services and one.services != other.services


def test_the_forecast_is_better_than_the_simple_ways_and_its_ranges_hold() -> None:
    setting = Setting(busy=wait.PEAK)
    teller, model = wait.taught(setting, 5, (3, 4, 1), Draws(60))
    found = figures(score(teller, model, played(setting, 5, 2, 0.4, "test")))
    assert float(str(found["ratio_ma"])) < 0.7
    assert 0.6 < float(str(found["cov80"])) < 0.95
    assert float(str(found["rrase"])) < float(str(found["rrase_ql"]))


def test_an_outsider_can_score_it_with_plain_values() -> None:
    (day,) = played(Setting(), 3, 1, 0.3)
    history = {"services": msgspec.to_builtins(day.services), "waits": msgspec.to_builtins(day.waits), "away": []}
    asked = [
        ({"id": one.id, "queue": one.queue, **msgspec.to_builtins(one.snapshot)}, one.wait) for one in day.seen[:30]
    ]
    teller = make(history, asked[:20])
    snapshot, waited = asked[25]
    said = teller.predict(snapshot)
    assert said["p10"] <= said["p50"] <= said["p80"] <= said["p90"] < NEVER
    teller.observe(snapshot["id"], waited)
    teller.observe("nobody", 5.0)
    assert snapshot["id"] not in teller.open


def test_waits_are_read_from_the_numbers_of_a_real_queue(tmp_path: Path) -> None:
    rows = ["date,time,office,queue_id,letter,queue,windows_open,waiting,current_number,city_service_minutes"]
    for minute in range(0, 600, 5):
        called = 1 + minute // 5
        rows.append(f"2020-01-07,{8 + minute // 60:02d}:{minute % 60:02d},UD,1,A,Q,4,4,A{called:03d},8")
    path = tmp_path / "queues.csv"
    path.write_text("\n".join(rows))
    looks = wait_warsaw.read(path, least=1)
    (day,) = looks.values()
    assert {round(one.wait, 6) for one in day.seen} == {25.0}
    assert {one.minutes for one in day.services} == {5.0}
    assert trained([day])


def test_a_whole_house_has_a_range_for_each_line_and_each_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_SECONDS", "0.1")
    found = {line["case"]: line for line in board.run(1)}
    assert (found["25x200"]["ranges"], found["25x200"]["lines"]) == (200, 9)
    assert (found["100x1000"]["ranges"], found["100x1000"]["lines"]) == (1000, 36)
    assert found["closing"]["looks"] == 25


def test_the_rest_of_the_day_is_foretold_better_than_by_what_is_usual_and_its_ranges_hold() -> None:
    setting = Setting(busy=wait.PEAK)
    before, tested = played(setting, 5, 11, 0.0, "learn"), played(setting, 5, 2, 0.0, "test", wait_ahead.LOOKS[1::2])
    found = wait_ahead.figures(wait.learned(before), tested, before, Draws(40))
    assert 0.7 < float(str(found["cov80"])) < 0.98
    assert 0.65 < float(str(found["wait_cov80"])) < 0.98
    assert float(str(found["ratio_usual"])) < 0.9
