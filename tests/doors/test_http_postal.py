"""The postal file at its door: brought as it is downloaded, looked at, put into use whole; a code gives a choice."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from tests.house import KAN, TANAKA, Client, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINE = '99999,"999  ","{code}","ｶｸｳｹﾝ","ﾄﾅﾘｼ","{kana}","架空県","となり市","{town}",0,0,0,0,0,0\r\n'
ROWS = [
    LINE.format(code="9991000", kana="ｲｶﾆｹｲｻｲｶﾞﾅｲﾊﾞｱｲ", town="以下に掲載がない場合"),
    LINE.format(code="9991001", kana="ｵｸｾ(ｱｵﾌﾞﾅ､", town="奥瀬（青撫、"),
    LINE.format(code="9991001", kana="ﾄﾜﾀﾞ)", town="十和田）"),
    LINE.format(code="9991001", kana="ｷﾀﾏﾁ", town="北町"),
    LINE.format(code="9990001", kana="ﾁｭｳｵｳ", town="中央"),
]


def zipped(name: str, body: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return made.getvalue()


async def brings(client: Client, body: bytes, path: str = "/api/catalog/postal", **headers: str) -> tuple[int, Any]:
    sent = {"origin": client.house.address, "content-type": "application/octet-stream", **headers}
    async with client.http.post(path, data=io.BytesIO(body), headers=sent) as answer:
        return answer.status, await answer.json()


async def previewed(client: Client, body: bytes) -> Any:
    status, said = await brings(client, body)
    assert status == 200
    return said


async def test_a_zip_in_the_old_encoding_is_looked_at_and_put_into_use(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    looked = await previewed(admin, zipped("KEN_ALL.CSV", "".join(ROWS).encode("cp932")))
    assert looked["faults"] == []
    assert (looked["file"]["rows"], looked["file"]["codes"], looked["prefectures"]) == (4, 3, {"架空県": 3})
    assert looked["difference"]["added"] + looked["difference"]["same"] == 3
    done = await admin.posts(f"/api/catalog/postal/{looked['upload']}", {})
    assert done["in_use"]["file"] == looked["upload"]
    assert (await admin.ask("/api/catalog/postal"))[1]["in_use"] == done["in_use"]
    clerk, _ = await city_hall.clerk(TANAKA)
    _, found = await clerk.ask("/api/postal/999-1001")
    assert found["code"] == "9991001"
    assert [(one["town"], one["kana"], one["notes"]) for one in found["choices"]] == [
        ("奥瀬", "オクセ", ["青撫、十和田"]),
        ("北町", "キタマチ", []),
    ]
    _, other = await clerk.ask("/api/postal/9991000")
    assert [(one["city"], one["town"]) for one in other["choices"]] == [("となり市", "")]


async def test_the_file_in_utf_8_without_a_zip_says_the_same(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    first = await previewed(admin, "".join(ROWS).encode("cp932"))
    await admin.posts(f"/api/catalog/postal/{first['upload']}", {})
    second = await previewed(admin, b"\xef\xbb\xbf" + "".join(ROWS).encode())
    assert {name: second["difference"][name] for name in ("added", "removed", "changed", "same")} == {
        "added": 0,
        "removed": 0,
        "changed": 0,
        "same": 3,
    }


async def test_a_code_of_the_city_itself_brings_its_towns(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(TANAKA)
    _, found = await clerk.ask("/api/postal/9990001")
    assert [(one["machiaza_id"], one["town"]) for one in found["towns"]] == [("0001001", "中央一丁目")]


@pytest.mark.parametrize(
    ("body", "row", "words"),
    [
        (b"", 0, "ひとつもありません"),
        ("".join(ROWS[:2]).encode("cp932"), 2, "閉じていません"),
        ((ROWS[0] + "1,2,3\r\n").encode(), 2, "列の数"),
        (ROWS[0].replace("9991000", "999100").encode(), 1, "値が正しくありません"),
        (b"\xff\xfe" + ROWS[0].encode("utf-16-le"), 0, "文字を読めません"),
        (zipped("readme.txt", b"x"), 0, "ちょうど1つ"),
        (zipped("a.csv", b"x")[:40], 0, "壊れている"),
        (b'"unclosed', 0, "CSV"),
        (zipped("a.csv", b"0" * (49 << 20)), 0, "大きくなりすぎる"),
    ],
    ids=["empty", "quote", "columns", "code", "utf-16", "readme", "broken zip", "unclosed", "bomb"],
)  # fmt: skip
async def test_a_file_that_is_none_goes_nowhere(city_hall: RunningHouse, body: bytes, row: int, words: str) -> None:
    looked = await previewed(await city_hall.admin(), body)
    assert looked["upload"] is None
    (fault,) = looked["faults"]
    assert fault["row"] == row
    assert words in fault["text"]


async def test_a_file_that_is_much_smaller_than_the_one_in_use_is_doubted(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    first = await previewed(admin, "".join(ROWS).encode())
    await admin.posts(f"/api/catalog/postal/{first['upload']}", {})
    second = await previewed(admin, ROWS[0].encode())
    assert second["upload"]
    assert [one["level"] for one in second["faults"]] == ["warning"]


async def test_of_two_files_only_one_takes_the_place(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    one, two = [await previewed(admin, "".join(ROWS).encode()) for _ in range(2)]
    await admin.posts(f"/api/catalog/postal/{one['upload']}", {})
    assert await admin.ask(f"/api/catalog/postal/{two['upload']}", {}) == (409, {"reason": "upload_gone"})
    assert await admin.ask("/api/catalog/postal/no-such", {}) == (409, {"reason": "upload_gone"})


async def test_only_administrators_bring_it_and_only_staff_ask(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(TANAKA)
    assert await brings(clerk, b"x") == (403, {"reason": "not_allowed"})
    assert await clerk.ask("/api/catalog/postal/x", {}) == (403, {"reason": "not_allowed"})
    assert (await clerk.ask("/api/catalog/postal"))[0] == 403
    assert await city_hall.browser().ask("/api/postal/9990001") == (401, {"reason": "signed_out"})
    screen = await city_hall.screen("tablet", "W05")
    assert (await screen.ask("/api/postal/9990001"))[0] == 401


async def test_what_is_no_postal_code_is_refused(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(TANAKA)
    assert (await clerk.ask("/api/postal/99900"))[1]["reason"] == "wrong_length"
    assert (await clerk.ask("/api/postal/abc"))[1]["reason"] == "not_a_number"


async def test_a_file_comes_from_the_citys_own_page_and_is_not_endless(city_hall: RunningHouse) -> None:
    client = city_hall.browser()
    await client.posts("/api/session", {"login": KAN, "password": "aobano-demo-2027"})
    assert await brings(client, b"x", origin="http://elsewhere.invalid") == (403, {"reason": "bad_origin"})
    for simple in ("text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        assert await brings(client, b"x", **{"content-type": simple}) == (400, {"reason": "bad_message"})
    assert await brings(client, b"{}", path="/api/catalog/postal/x") == (400, {"reason": "bad_message"})
    assert await brings(client, bytes((32 << 20) + 1)) == (413, {"reason": "too_big"})
