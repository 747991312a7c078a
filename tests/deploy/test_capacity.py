"""What a city needs grows with it, and the page says what the model says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deploy.capacity import SIZES, need, table
from tests.engines import ROOT

TERMINALS = st.integers(1, 50_000)


@given(TERMINALS, TERMINALS)
def test_more_terminals_never_need_less(one: int, other: int) -> None:
    small, large = need(min(one, other)), need(max(one, other))
    assert small.processes <= large.processes
    assert small.web_mb <= large.web_mb
    assert small.mbit <= large.mbit


@given(TERMINALS)
def test_one_process_may_always_be_gone(size: int) -> None:
    found = need(size)
    assert found.processes >= 2
    assert found.processors <= found.processes / 2


def test_the_page_says_what_the_model_says() -> None:
    page = (ROOT / "deploy/CAPACITY.md").read_text()
    assert table(SIZES) in page
