"""What a user may do and where: grants narrow by kind, broken ones grant nothing, nobody exports without a grant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.rights import FREE, KINDS, LETTERS, grant_of, limits_of, spread

DEEDS = st.lists(st.sampled_from(sorted(LETTERS)), min_size=1, unique=True).map(
    lambda letters: "".join(letter for letter in LETTERS if letter in letters)
)
IDS = st.sampled_from(["APP", "m_name", "W05", "*"])
GRANTS = st.builds(lambda what, of, deeds: f"{what}:{of}:{deeds}", st.sampled_from(KINDS), IDS, DEEDS)
BROKEN = ("item:", "item:APP:", "item:APP:q", "item:APP:wr", "item:あ:r", "form:F1 :r", "item:APP:r\n")


def test_who_has_no_grant_may_do_what_the_role_says_and_never_export() -> None:
    for what in KINDS:
        assert FREE.may("read", what, "x") and FREE.may("write", what, "x") and FREE.may("print", what, "x")
        assert not FREE.may("export", what, "x")
    assert limits_of(["L3", "S", "overrule"]) is FREE


def test_a_grant_narrows_its_kind_and_no_other() -> None:
    limits = limits_of(["L3", "item:APP:r", "window:W09:rw"])
    assert limits.may("read", "item", "m_name", "APP") and not limits.may("write", "item", "APP")
    assert not limits.may("read", "item", "m_name")
    assert limits.may("write", "window", "W09") and not limits.may("write", "window", "W05")
    assert limits.may("write", "form", "F001") and limits.may("read", "office", "main")


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_grant_grants_nothing_and_opens_nothing(broken: str) -> None:
    assert grant_of(broken) is None
    limits = limits_of([broken])
    what = "form" if broken.startswith("form") else "item"
    assert not any(limits.may(deed, what, "APP", "m_name", "F1") for deed in LETTERS.values())  # type: ignore[arg-type]
    assert limits_of(spread([broken], {"APP": ["m_name"]})) == limits


@given(st.lists(GRANTS, max_size=8), GRANTS, st.sampled_from(sorted(LETTERS.values())), IDS)
def test_another_grant_of_a_kind_that_is_narrowed_takes_nothing_away(
    grants: list[str], more: str, deed: str, of: str
) -> None:
    what = more.partition(":")[0]
    before, after = limits_of(grants), limits_of([*grants, more])
    if what in before.kinds and before.may(deed, what, of):  # type: ignore[arg-type]
        assert after.may(deed, what, of)  # type: ignore[arg-type]


@given(st.lists(GRANTS, max_size=8), st.sampled_from(sorted(LETTERS.values())), st.sampled_from(["m_name", "m_kana"]))
def test_groups_written_out_mean_the_same(grants: list[str], deed: str, item: str) -> None:
    groups = {"APP": ["m_name", "m_kana"], "EMPTY": []}
    whole, out = limits_of(grants), limits_of(spread(grants, groups))
    assert whole.may(deed, "item", item, "APP") == out.may(deed, "item", item)  # type: ignore[arg-type]
    assert whole.kinds == out.kinds


def test_a_group_without_items_opens_nothing() -> None:
    limits = limits_of(spread(["item:EMPTY:r"], {"EMPTY": []}))
    assert not limits.may("read", "item", "m_name")
