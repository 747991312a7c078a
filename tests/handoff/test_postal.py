"""郵便番号データ: rows in the real layout, made up for the test, with every trap that the real file has."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.filefault import BadFile
from handoff.postal import Area, areas, choices, part


def row(code: str, city: str, town: str, kana: str = "ﾁｮｳｲｷ", *, changed: str = "0", pref: str = "架空県") -> list[str]:
    return ["99999", code[:5], code, "ｶｸｳｹﾝ", "ﾄﾅﾘｼ", kana, pref, city, town, "0", "0", "0", "0", changed, "0"]


def of(*rows: Sequence[str]) -> list[tuple[str, str]]:
    return [(area.town, area.note) for area in areas(rows)]


@pytest.mark.parametrize(
    ("town", "city", "name", "note"),
    [
        ("本町", "となり市", "本町", ""),
        ("以下に掲載がない場合", "となり市", "", ""),
        ("みなみ町の次に番地がくる場合", "架空郡みなみ町", "", ""),
        ("みなみ町の次に１〜４２６番地がくる場合（川東）", "架空郡みなみ町", "", "１〜４２６番地（川東）"),
        ("しま村一円", "しま村", "", ""),
        ("しま村一円", "架空郡しま村", "", ""),
        ("一円", "架空郡ひとつ町", "一円", ""),
        ("大通西（１〜１９丁目）", "となり市", "大通西", "１〜１９丁目"),
        ("みどり（その他）", "となり市", "みどり", "その他"),
        ("駅前タワービル（地階・階層不明）", "となり市", "駅前タワービル", "地階・階層不明"),
        ("種市第１５地割〜第２１地割（鹿糠、緑町）", "架空町", "種市", "第１５地割〜第２１地割（鹿糠、緑町）"),
        ("越中畑６４地割〜越中畑６６地割", "架空町", "越中畑", "６４地割〜越中畑６６地割"),
        ("葛巻（第４地割「５番地１を除く」〜第５地割）", "架空町", "葛巻", "第４地割「５番地１を除く」〜第５地割"),
        ("（旧）本町", "となり市", "（旧）本町", ""),
    ],
)  # fmt: skip
def test_a_town_is_told_from_what_the_file_says_besides(town: str, city: str, name: str, note: str) -> None:
    assert part(town, city) == (name, note)


def test_a_parenthesis_that_goes_on_over_rows_is_one_town() -> None:
    rows = [
        row("9990101", "となり市", "奥瀬（青撫、小畳石、", "ｵｸｾ(ｱｵﾌﾞﾅ､ｺﾀﾀﾐｲｼ､"),
        row("9990101", "となり市", "十和田、", "ﾄﾜﾀﾞ､"),
        row("9990101", "となり市", "休屋）", "ﾔｽﾐﾔ)"),
        row("9990102", "となり市", "本町", "ﾎﾝﾁｮｳ"),
    ]
    first, second = areas(rows)
    assert (first.town, first.note, first.town_kana) == ("奥瀬", "青撫、小畳石、十和田、休屋", "オクセ")
    assert (second.town, second.town_kana) == ("本町", "ホンチョウ")


def test_kana_that_do_not_go_on_are_not_written_twice() -> None:
    rows = [row("9990101", "となり市", "長い町（一、", "ﾅｶﾞｲﾁｮｳ"), row("9990101", "となり市", "二）", "ﾅｶﾞｲﾁｮｳ")]
    assert [area.town_kana for area in areas(rows)] == ["ナガイチョウ"]


def test_kana_of_lots_are_those_of_the_town() -> None:
    made = row("9990101", "架空町", "種市第１５地割〜第２１地割（緑町）", "ﾀﾈｲﾁﾀﾞｲ15ﾁﾜﾘ-ﾀﾞｲ21ﾁﾜﾘ(ﾐﾄﾞﾘﾁｮｳ)")
    assert [area.town_kana for area in areas([made])] == ["タネイチ"]


def test_where_there_is_no_town_there_are_no_kana() -> None:
    made = row("9990000", "となり市", "以下に掲載がない場合", "ｲｶﾆｹｲｻｲｶﾞﾅｲﾊﾞｱｲ")
    assert [area.town_kana for area in areas([made])] == [""]


def test_a_code_that_is_no_more_is_left_out() -> None:
    assert of(row("9990101", "となり市", "本町"), row("9990102", "となり市", "旧町", changed="2")) == [("本町", "")]


def test_the_two_files_of_japan_post_say_the_same() -> None:
    """KEN_ALL in cp932 has half-width kana and FULLWIDTH TILDE; the file in UTF-8 has WAVE DASH."""
    old = row("9990101", "となり市", "大通西（１～１９丁目）", "ｵｵﾄﾞｵﾘﾆｼ(1-19ﾁｮｳﾒ)")
    new = row("9990101", "となり市", "大通西（１〜１９丁目）", "オオドオリニシ（１－１９チョウメ）")
    new[3:5] = ["カクウケン", "トナリシ"]
    assert list(areas([old])) == list(areas([new]))


def test_one_code_for_several_towns_gives_a_choice() -> None:
    found = areas(
        [
            row("9990101", "となり市", "北町"),
            row("9990101", "となり市", "南町（１丁目）"),
            row("9990101", "となり市", "南町（２丁目）"),
            row("9990101", "架空郡みなみ町", "以下に掲載がない場合"),
        ]
    )
    assert [(one.city, one.town, one.notes) for one in choices(found)] == [
        ("となり市", "北町", []),
        ("となり市", "南町", ["１丁目", "２丁目"]),
        ("架空郡みなみ町", "", []),
    ]


def test_one_town_with_several_codes_is_found_under_each() -> None:
    rows = [row("9990101", "となり市", "本町（１丁目）"), row("9990102", "となり市", "本町（その他）")]
    assert [(area.code, area.town) for area in areas(rows)] == [("9990101", "本町"), ("9990102", "本町")]


def wrong(place: int, value: str) -> list[str]:
    made = row("9990101", "となり市", "本町")
    made[place] = value
    return made


GOOD = row("9990100", "となり市", "北町")


@pytest.mark.parametrize(
    ("rows", "number", "words"),
    [
        ([GOOD, GOOD[:13]], 2, "大口事業所"),
        ([GOOD, GOOD[:14]], 2, "列の数"),
        ([GOOD, [*GOOD, ""]], 2, "列の数"),
        ([GOOD, wrong(2, "999010")], 2, "3列目（郵便番号）"),
        ([GOOD, wrong(2, "９９９０１０１")], 2, "3列目（郵便番号）"),
        ([GOOD, wrong(0, "9999")], 2, "1列目（全国地方公共団体コード）"),
        ([GOOD, wrong(7, "")], 2, "8列目（市区町村名）"),
        ([GOOD, wrong(8, "本町\x00")], 2, "9列目（町域名）"),
        ([GOOD, wrong(8, "本" * 3000)], 2, "9列目（町域名）"),
        ([GOOD, wrong(8, "本町（一")], 2, "閉じていません"),
        ([wrong(8, "本町（一"), GOOD], 1, "閉じていません"),
        ([], 0, "ひとつもありません"),
        ([row("9990101", "となり市", "旧町", changed="2")], 0, "ひとつもありません"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_with_its_place(rows: list[list[str]], number: int, words: str) -> None:
    with pytest.raises(BadFile) as refused:
        list(areas(rows))
    (fault,) = refused.value.faults
    assert fault.row == number
    assert words in fault.text + fault.column


def test_a_parenthesis_without_end_stops() -> None:
    rows = [row("9990101", "となり市", "本町（一、")] + [row("9990101", "となり市", "二、" * 20)] * 500
    with pytest.raises(BadFile) as refused:
        list(areas(rows))
    assert "長すぎます" in refused.value.faults[0].text


WORDS = st.text(alphabet="一二三町北南東西１２３、「」〜", min_size=1, max_size=30)
TOWN = st.text(alphabet="青葉緑川山田", min_size=1, max_size=6)


@given(TOWN, WORDS, st.lists(st.integers(0, 40), max_size=5))
def test_wherever_a_row_is_cut_inside_its_parenthesis_the_town_is_the_same(
    name: str, note: str, cuts: list[int]
) -> None:
    text = f"{name}（{note}）"
    places = sorted({len(name) + 1 + cut for cut in cuts if len(name) + 1 + cut < len(text)})
    pieces = [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]
    rows = [row("9990101", "となり市", piece) for piece in pieces]
    assert of(*rows, GOOD) == [(name, note), ("北町", "")]


@given(st.lists(st.lists(st.text(max_size=8), min_size=15, max_size=15), max_size=6))
def test_whatever_the_rows_say_they_are_areas_or_refused(rows: list[list[str]]) -> None:
    try:
        found = list(areas(rows))
    except BadFile as no:
        assert no.faults
    else:
        assert all(len(area.code) == 7 and area.city for area in found)


@given(
    st.lists(st.tuples(TOWN, st.sampled_from(["", "（その他）", "（１丁目）", "第１地割"])), min_size=1, max_size=20)
)
def test_no_town_of_a_file_is_lost(towns: list[tuple[str, str]]) -> None:
    rows = [row("9990101", "となり市", name + more) for name, more in towns]
    assert {one.town for one in choices(areas(rows))} == {name for name, _ in towns}
    assert len(set(areas(rows))) == len(list(areas(rows)))


def test_a_line_of_the_real_shape_is_read_as_it_stands_in_a_csv() -> None:
    line = (
        '99999,"999  ","9990001","ｶｸｳｹﾝ","ﾄﾅﾘｼ","ﾁｭｳｵｳ(1-3ﾁｮｳﾒ)","架空県","となり市","中央（１〜３丁目）",1,0,1,0,0,0'
    )
    assert list(areas(csv.reader([line]))) == [
        Area("9990001", "99999", "架空県", "となり市", "中央", "１〜３丁目", "カクウケン", "トナリシ", "チュウオウ")
    ]
