"""What is written of letters that the receiving system does not know, and where that is from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.conversion import LOST, Misfit, Target, convert, holds, letters
from handoff.conversion_map import Swap, fault, map_of, names_of, own_of, rows_of
from handoff.filefault import BadFile
from tests.handoff.letters import PRIVATE, TWINS, texts

TSUJI, YOSHI, KATSU = "辻\U000e0100", "𠮷", "葛\U000e0101"
SJIS = Target("cp932")


def known(letter: str) -> bool:
    """Whether a letter stands in cp932 as itself, asked of the codec alone."""
    try:
        return letter.encode("cp932").decode("cp932") == letter and letter not in PRIVATE
    except UnicodeError:
        return False


@given(texts(long=True))
def test_letters_put_together_are_the_text(text: str) -> None:
    assert "".join(letters(text)) == text


@given(texts(long=True))
def test_in_utf_8_nothing_is_changed(text: str) -> None:
    assert convert(text, Target()) == (text, [])


@given(texts(long=True), st.booleans())
def test_in_cp932_every_letter_that_is_not_kept_is_reported_and_nothing_else_is(text: str, mapped: bool) -> None:
    target = Target("cp932", own={YOSHI: "吉"}, public={KATSU: ("葛",)}) if mapped else SJIS
    written, found = convert(text, target)
    assert written.encode("cp932").decode("cp932") == written
    lacking = [one for one in letters(text) if not known(one) and not (len(one) == 1 and 0xE000 <= ord(one) < 0xF900)]
    assert [one.letter for one in found if one.letter in lacking] == lacking
    rest = iter(found)
    said = "".join(one if holds("cp932", one) else next(rest).written for one in letters(text))
    assert said == written
    assert next(rest, None) is None


@pytest.mark.parametrize("letter", [*TWINS])
def test_what_a_codec_swaps_in_silence_is_reported_too(letter: str) -> None:
    written, (found,) = convert(letter, SJIS)
    assert found.how == "twin"
    assert written != letter
    assert known(written)


def test_a_selector_is_dropped_when_the_plain_letter_is_known_and_said_so() -> None:
    assert convert(f"{TSUJI}本", SJIS) == ("辻本", [Misfit(TSUJI, "辻", "plain")])
    assert Misfit(TSUJI, "辻", "plain").codes == "U+8FBB U+E0100"


def test_the_citys_own_table_wins_over_everything() -> None:
    own = {"髙": "高", TSUJI: "\ue000", YOSHI: "吉"}
    target = Target("cp932", own=own, public={YOSHI: ("𠮷", "良"), TSUJI: ("逵",)})
    written, found = convert(f"髙{TSUJI}{YOSHI}", target)
    assert written == "高\ue000吉"
    assert [one.how for one in found] == ["own"] * 3
    assert convert(YOSHI, Target(own={YOSHI: "吉"})) == ("吉", [Misfit(YOSHI, "吉", "own")]), "in UTF-8 as well"


def test_the_public_map_gives_the_first_letter_that_is_known_there() -> None:
    assert convert(YOSHI, Target("cp932", public={YOSHI: ("㐂", "吉", "良")}))[0] == "吉"


def test_what_nobody_knows_becomes_a_sign_and_never_nothing() -> None:
    assert convert("\ue000𣘺", SJIS) == (LOST * 2, [Misfit("\ue000", LOST, "lost"), Misfit("𣘺", LOST, "lost")])


# ---- the files

LIST = [
    {"MJ文字図形名": "MJ006989", "対応するUCS": "U+20BB7", "実装したMoji_JohoコレクションIVS": ""},
    {"MJ文字図形名": "MJ026190", "対応するUCS": "U+8FBB", "実装したMoji_JohoコレクションIVS": "8FBB_E0100;8FBB_E0103"},
]
MAP = {
    "content": [
        {
            "MJ文字図形名": "MJ006989",
            "辞書類等による関連字": [{"JIS X 0213": "1-21-40", "UCS": "U+5409"}],
            "法務省戸籍法関連通達・通知": [
                {"UCS": "U+826F", "ホップ数": 2},
                {"UCS": "U+5409", "ホップ数": 1},
            ],
        },
        {"MJ文字図形名": "MJ026190", "JIS包摂規準・UCS統合規則": [{"UCS": "U+8FBB"}]},
    ]
}


def test_the_public_map_is_read_surest_ground_first_and_nearest_letter_first() -> None:
    found = map_of(MAP, names_of(LIST))
    assert found == {YOSHI: ("吉", "良"), TSUJI: ("辻",), "辻\U000e0103": ("辻",)}


@pytest.mark.parametrize("said", [None, [], {}, {"content": 3}, {"content": [3]}, {"content": []}])
def test_what_is_no_such_map_is_refused(said: object) -> None:
    with pytest.raises(BadFile):
        map_of(said, names_of(LIST))


def test_the_citys_own_table_goes_out_and_comes_in_again() -> None:
    swaps = [Swap(TSUJI, "\ue000", "外字 F040"), Swap(YOSHI, "吉")]
    assert own_of(rows_of(swaps)) == swaps
    assert own_of([["もとの文字", "書く文字", "備考"], ["𠮷", "吉"]]) == [Swap(YOSHI, "吉")]


def test_every_wrong_line_of_the_table_is_named_and_none_is_taken() -> None:
    lines = [["もとの文字", "書く文字", "備考"], ["𠮷野", "吉", ""], ["髙", "𠮷", ""], ["髙", "高", ""], ["", "", ""]]
    with pytest.raises(BadFile) as no:
        own_of(lines)
    assert [one.row for one in no.value.faults] == [2, 3, 4, 5]
    with pytest.raises(BadFile):
        own_of([["letter", "text", "note"]])
    assert fault(Swap("髙", "高")) == ""
