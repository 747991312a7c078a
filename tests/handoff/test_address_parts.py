"""An address in one line and in parts: what is sure, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.address_parts import parts

TOWNS = ["中央一丁目", "中央", "みどり台三丁目"]


def taken_apart(address: str) -> tuple[str, ...]:
    found = parts(address, "あおばの市", TOWNS)
    return tuple(found.get(name, "") for name in ("pref", "city", "town", "banchi", "katagaki"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "あおばの市中央一丁目２番３号　あおばハイツ１０１",
            ("", "あおばの市", "中央一丁目", "２番３号", "あおばハイツ１０１"),
        ),
        ("東京都清瀬市観布子南１２－７－２０２", ("東京都", "清瀬市", "観布子南", "１２－７－２０２", "")),
        ("あおばの市みどり台三丁目１２番地", ("", "あおばの市", "みどり台三丁目", "１２番地", "")),
        (
            "しおかぜ市浜町二丁目４番６号　コーポ潮１０５",
            ("", "しおかぜ市", "浜町二丁目", "４番６号", "コーポ潮１０５"),
        ),
        (
            "北海道札幌市中央区北一条西２丁目１番地",
            ("北海道", "札幌市中央区", "北一条西２丁目", "１番地", ""),
        ),
        ("福岡県大牟田市大字草木５番地の３", ("福岡県", "大牟田市", "大字草木", "５番地の３", "")),
        (
            "京都府京都市中京区寺町通御池上る上本能寺前町４８８番地",
            ("京都府", "京都市中京区", "寺町通御池上る上本能寺前町", "４８８番地", ""),
        ),
        ("広島県廿日市市下平良一丁目１１番１号", ("広島県", "廿日市市", "下平良一丁目", "１１番１号", "")),
        (
            "千葉県市川市八幡１丁目１－１ マンションA-201",
            ("千葉県", "市川市", "八幡１丁目", "１－１", "マンションA-201"),
        ),
        ("東京都千代田区霞が関2-1-2", ("東京都", "千代田区", "霞が関", "2-1-2", "")),
        ("秋田県南秋田郡八郎潟町大道８０", ("秋田県", "南秋田郡八郎潟町", "大道", "８０", "")),
        ("無番地", ("", "", "", "", "")),
        ("", ("", "", "", "", "")),
    ],
)
def test_an_address_is_taken_apart(address: str, expected: tuple[str, ...]) -> None:
    assert taken_apart(address) == expected


letters = st.text("東京都大阪府県市区町村郡丁目番地号の中央一二三１２３123－- 　ー", max_size=60)


@given(letters)
def test_whatever_is_taken_apart_says_the_same_together(address: str) -> None:
    found = parts(address, "中央市", ["一丁目"])
    joined = "".join(found.values())
    assert not found or "".join(joined.split()) == "".join(address.split())
