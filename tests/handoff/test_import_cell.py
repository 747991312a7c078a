"""A cell of a file of the city's own data: kept in one form, or refused; never something else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handoff.import_cell import read_cell
from handoff.import_kind import KINDS
from handoff.refusal import Refused

ITEMS = sorted({item for kind in KINDS.values() for item in kind.headings})
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
TYPED = st.text(st.sampled_from("0123456789０１９-年月日HS.はいなしあり第要介護"), min_size=1, max_size=15)


@given(st.sampled_from(ITEMS), WORDS | TYPED)
@example("m_kotei", "有")
@example("m_birth", "S59.4.12")
@example("notice", "７７")
def test_what_is_kept_of_a_cell_is_kept_the_same_when_it_is_read_again(item: str, text: str) -> None:
    try:
        kept = read_cell(item, text)
    except Refused:
        return
    if kept and not kept.startswith("?:"):
        assert read_cell(item, kept) == kept


@pytest.mark.parametrize(
    ("item", "text", "kept"),
    [
        ("m_kokuho", "該当", "1"),
        ("m_zei", "無", "0"),
        ("place", "３", "03"),
        ("notice", "77", "000000000000077"),
        ("m_kaigo_lv", "要介護2", "要介護2"),
        ("m_kouki_no", "１２３４５６７８", "12345678"),
        ("old_postal", "998-0011", "9980011"),
    ],
)
def test_a_cell_is_kept_in_the_form_of_its_item(item: str, text: str, kept: str) -> None:
    assert read_cell(item, text) == kept


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("m_kokuho", "たぶん"),
        ("place", "0"),
        ("place", "61"),
        ("m_kouki_no", "1234567"),
        ("old_lgcode", "999970"),
        ("m_mynumber", "123456789012"),
    ],
)
def test_a_cell_that_is_nothing_for_its_item_is_refused(item: str, text: str) -> None:
    with pytest.raises(Refused):
        read_cell(item, text)
