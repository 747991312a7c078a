"""The codes' modules, before ink."""

from __future__ import annotations

import pytest

from server.paper.codes import bars, matrix

CODE = "4071882639501174"


def test_sixteen_digits_are_the_smallest_qr_code() -> None:
    modules = matrix(CODE)
    assert len(modules) == 21
    assert {len(row) for row in modules} == {21}


def test_sixteen_digits_are_all_in_subset_c() -> None:
    assert sum(bars(CODE)) == 11 * (1 + 8 + 1) + 13  # start, eight pairs, check, stop


def test_stripes_are_one_to_four_modules_wide_and_begin_and_end_black() -> None:
    stripes = bars(CODE)
    assert set(stripes) <= {1, 2, 3, 4}
    assert len(stripes) % 2 == 1


@pytest.mark.parametrize("code", ["", "123", "A012", "４０７１", "40 71", "4071\n"])
def test_anything_but_pairs_of_digits_is_refused(code: str) -> None:
    for draw in (bars, matrix):
        with pytest.raises(ValueError, match="digits"):
            draw(code)
