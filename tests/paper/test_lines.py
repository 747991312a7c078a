"""Where lines break."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.paper.fonts import clusters
from server.paper.lines import fit, wrap
from server.paper.shelf import Fonts

MIXED = st.text(st.sampled_from("あア漢、。（）「」ー ab12.,-𠮷"), max_size=120)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MIXED, width=st.floats(30, 300))
def test_no_line_is_too_wide_and_nothing_but_spaces_is_lost(fonts: Fonts, text: str, width: float) -> None:
    lines = wrap(text, fonts.plain, 10, width)
    assert all(fonts.plain.width(line, 10) <= width + 0.001 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("あいうえお。かき", ["あいうえ", "お。かき"]),
        ("あいうえ「おかき", ["あいうえ", "「おかき"]),
        ("あいう（2人）え", ["あいう", "（2人）え"]),
        ("あいうえ 2027年", ["あいうえ", "2027年"]),
        ("あいう Excel形式", ["あいう", "Excel形式"]),
        ("一行\n\n三行", ["一行", "", "三行"]),
        ("", []),
    ],
)
def test_marks_and_words_stay_together(fonts: Fonts, text: str, broken: list[str]) -> None:
    assert wrap(text, fonts.plain, 10, 50) == broken


def test_a_variation_sequence_is_never_parted(fonts: Fonts) -> None:
    text = "辻󠄀" * 30
    assert all(set(clusters(line)) == {"辻󠄀"} for line in wrap(text, fonts.body, 10, 75))


def test_fit_shrinks_to_the_width_and_not_below_the_least(fonts: Fonts) -> None:
    assert fit("あい", fonts.plain, 10, 100) == 10
    assert fit("あいうえお", fonts.plain, 10, 40) == pytest.approx(8)
    assert fit("あ" * 100, fonts.plain, 10, 40) == pytest.approx(5.5)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Đăng ký chuyển đến", ["Đăng ký ", "chuyển đến"]),
        ("この かみを つぎの まどぐちで", ["この かみを", "つぎの", "まどぐちで"]),
        ("Please bring it", ["Please bring", "it"]),
    ],
)
def test_where_spaces_part_words_they_stay_whole(fonts: Fonts, text: str, broken: list[str]) -> None:
    assert wrap(text, fonts.other_plain, 10, 62, spaced=True) == [line.strip() for line in broken]
