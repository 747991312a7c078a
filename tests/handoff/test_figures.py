"""Figures that say nothing of anybody: groups that are too small are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.baseline import Baseline, admitted
from handoff.figures import FEW, LEAST, Figures, without_few
from handoff.refusal import Reason, Refused

TOWNS = st.dictionaries(st.from_regex(r"[0-9]{5}", fullmatch=True), st.integers(1, 9), max_size=8)


@given(TOWNS, st.integers(0, 9))
def test_no_town_of_few_is_named_and_nobody_is_lost(towns: dict[str, int], unknown: int) -> None:
    """Who came from no other town is no town."""
    rows = [Figures("", visitors=unknown), *(Figures(key, visitors=n, cases=n) for key, n in sorted(towns.items()))]
    found = without_few(rows)
    assert all(one.visitors >= LEAST for one in found if one.key not in ("", FEW))
    assert sum(one.visitors for one in found) == sum(one.visitors for one in rows)
    assert sum(one.cases for one in found) == sum(towns.values()) and found[0].key == ""


def test_the_time_of_few_is_their_average() -> None:
    rows = [Figures("1", visitors=1, services=1, service_average=6), Figures("2", visitors=2, services=2)]
    assert without_few(rows) == [Figures(FEW, visitors=3, services=3, service_average=2)]


def test_a_baseline_is_a_figure_within_reach() -> None:
    assert admitted(Baseline(0, None, 31.5, " 体験調査 ")) == Baseline(0, None, 31.5, "体験調査")
    for wrong in (Baseline(wait=-0.1), Baseline(service=float("nan")), Baseline(written=1_001)):
        with pytest.raises(Refused) as no:
            admitted(wrong)
        assert no.value.reason is Reason.bad_message
