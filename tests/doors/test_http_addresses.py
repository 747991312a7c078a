"""Addresses at their door: towns by a few letters, level by level, apartments of an address."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doors.test_http_postal import brings
from tests.house import TANAKA, Client, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINE = '{city},"999  ","{code}","{kana}","{pref}","{name}","{town}",0,0,0,0,0,0\r\n'
ROWS = [
    LINE.format(
        city="40202", code="8360000", kana='ﾌｸｵｶｹﾝ","ｵｵﾑﾀｼ","ｵｵｳﾗﾏﾁ', pref="福岡県", name="大牟田市", town="大浦町"
    ),
    LINE.format(
        city="40202", code="8360001", kana='ﾌｸｵｶｹﾝ","ｵｵﾑﾀｼ","ﾎﾝﾏﾁ', pref="福岡県", name="大牟田市", town="本町"
    ),
    LINE.format(city="99001", code="9992001", kana='ｱｵﾊﾞｹﾝ","ﾄﾅﾘｼ","ﾎﾝﾏﾁ', pref="青葉県", name="となり市", town="本町"),
    LINE.format(city="99001", code="9992001", kana='ｱｵﾊﾞｹﾝ","ﾄﾅﾘｼ","ﾁﾕｳｵｳ', pref="青葉県", name="となり市", town="中央"),
]


async def with_the_file(house: RunningHouse) -> Client:
    admin = await house.admin()
    status, looked = await brings(admin, "".join(ROWS).encode("cp932"))
    assert (status, looked["faults"]) == (200, [])
    await admin.posts(f"/api/catalog/postal/{looked['upload']}", {})
    clerk, _ = await house.clerk(TANAKA)
    return clerk


async def found(clerk: Client, text: str) -> list[tuple[str, str, str]]:
    said: Any = await clerk.posts("/api/addresses/find", {"text": text})
    return [(one["pref"], one["city"], one["town"]) for one in said["places"]]


async def test_the_citys_own_town_comes_before_those_of_its_prefecture_and_of_japan(city_hall: RunningHouse) -> None:
    clerk = await with_the_file(city_hall)
    places = await found(clerk, "ほんまち")
    own = [city for _, city, _ in places]
    assert own[0] == "あおばの市"
    assert own.index("となり市") < own.index("大牟田市")
    assert await found(clerk, "大浦") == [("福岡県", "大牟田市", "大浦町")]
    assert ("青葉県", "となり市", "中央") in await found(clerk, "ちゅうお")


async def test_heads_of_the_levels_find_a_town(city_hall: RunningHouse) -> None:
    clerk = await with_the_file(city_hall)
    for text in ("ふおお", "福大大", "福おお"):
        assert ("福岡県", "大牟田市", "大浦町") in await found(clerk, text)
    assert {pref for pref, _, _ in await found(clerk, "福●○")} == {"福岡県"}
    assert await found(clerk, "") == []


async def test_one_goes_down_level_by_level(city_hall: RunningHouse) -> None:
    clerk = await with_the_file(city_hall)

    async def level(**chosen: str) -> list[tuple[str, str]]:
        said = await clerk.posts("/api/addresses/levels", chosen)
        return [(one["name"], one["code"]) for one in said["parts"]]

    assert await level() == [("福岡県", ""), ("青葉県", "")]
    assert await level(pref="福岡県") == [("大牟田市", "")]
    assert await level(pref="福岡県", city="大牟田市") == [("大浦町", "8360000"), ("本町", "8360001")]
    assert ("中央一丁目", "9990001") in await level(city="あおばの市")


async def test_an_address_proposes_its_apartments(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(TANAKA)
    said = await clerk.posts("/api/addresses/apartments", {"town": "中央一丁目", "banchi": "２番３号"})
    assert said["buildings"] == [{"name": "あおばハイツ", "kana": "アオバハイツ", "rooms": "101-105|201-205"}]


async def test_only_staff_may_look(city_hall: RunningHouse) -> None:
    stranger = Client(city_hall)
    for path in ("find", "levels", "apartments"):
        assert (await stranger.ask(f"/api/addresses/{path}", {}))[0] == 401
    await stranger.leave()
