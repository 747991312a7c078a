"""Every kind of letter that people have in their names, and what no receiving system expects."""

from __future__ import annotations

from hypothesis import strategies as st

from handoff.characters import admit
from handoff.refusal import Refused

PLAIN = "山田太郎アイウガパ々ー・（）１２３ABCabc0123456789"
IN_CP932 = "髙﨑①㈱塚侊纊"
NOT_IN_CP932 = "𠮷㐂栁𣘺éü한國\U0002f81a"
SELECTED = ("辻\U000e0100", "葛\U000e0101", "渡邉\U000e0100", "𠮷\U000e0100", "一\ufe00")
TWINS = "〜−‖—¢£¬¦¥‾"
PRIVATE = "\ue000\ue757\uf8ff\U0010de92"
FORMULAS = "=+-@＝＋－＠'"
IN_THE_WAY = ",\"'| \t\n　;"

LETTERS = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(IN_CP932),
    st.sampled_from(NOT_IN_CP932),
    st.sampled_from(SELECTED),
    st.sampled_from(TWINS),
    st.sampled_from(PRIVATE),
    st.sampled_from(FORMULAS),
    st.sampled_from(IN_THE_WAY),
    st.characters(),
)


def texts(most: int = 30, long: bool = False) -> st.SearchStrategy[str]:
    """Texts of all of them that a sheet takes; `long`: of several lines."""
    drawn = st.lists(LETTERS, max_size=most).map("".join)
    return drawn.map(lambda text: _admitted(text, long)).filter(bool)


def _admitted(text: str, long: bool) -> str:
    try:
        return admit(text, 100, long=long)
    except Refused:
        return ""
