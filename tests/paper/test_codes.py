"""The codes' modules, before ink."""

from __future__ import annotations

from random import Random

import pytest
import segno

from server.paper.codes import bars, matrix

CODE = "4071882639501174"


def test_sixteen_digits_are_the_smallest_qr_code() -> None:
    modules = matrix(CODE)
    assert len(modules) == 21
    assert {len(row) for row in modules} == {21}


@pytest.mark.parametrize("length", [2, 4, 12, 16, 18, 50])
def test_a_code_that_is_woven_of_others_is_the_one_that_segno_draws(length: int) -> None:
    chance = Random(length)
    for code in ("0" * length, "9" * length, *("".join(chance.choices("0123456789", k=length)) for _ in range(50))):
        drawn = segno.make_qr(code, error="m", mode="numeric", mask=2, boost_error=True)
        assert matrix(code) == tuple(map(bytes, drawn.matrix)), code


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
