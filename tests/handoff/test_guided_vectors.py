"""The vectors that hold the guidance and its twin on the screens together are what the rules say today."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.vectors.guided import HERE, made
from tests.vectors.read import vectors

MADE = made()


@pytest.mark.parametrize("name", list(MADE))
def test_the_vectors_are_current(name: str) -> None:
    """After a change of a rule or of the demo city: `python -m tests.vectors.guided`, and look at what changed."""
    assert json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")) == json.loads(MADE[name])


def test_the_visits_of_the_vectors_show_all_there_is() -> None:
    """Blocks held and overruled, alerts, hands, terms past, what is overruled, ticked, and several events."""
    out: list[dict[str, Any]] = [one["out"] for one in vectors("guidance")["cases"]]
    dues = [due for one in out for due in one["procedures"]]
    assert {overruled for one in out for *_, overruled in one["blocks"]} == {True, False}
    assert {due["by_hand"] for due in dues} == {True, False, None} and {due["past"] for due in dues} == {True, False}
    assert {bool(one["alerts"]) for one in out} == {True, False}
    assert {have for one in out for *_, have in one["bring"]} == {True, False, None}
    assert {question[4] for one in out for question in one["questions"]} == {True, False}
    assert {len(one["known"]["events"]) for one in vectors("guidance")["cases"]} == {0, 1, 2, 3}
