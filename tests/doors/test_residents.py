"""The city's own data at its doors: administrators bring it, clerks search it and take a household into a case."""

from __future__ import annotations

import io
from typing import Any

import pytest

from handoff import messages as m
from handoff.ids import new_op
from tests.house import NAKAMURA, Client, RunningHouse
from tests.residents import CITY, YAMADA, file_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def sends(client: Client, method: str, path: str, body: bytes | None = None) -> tuple[int, Any]:
    kind = "application/json" if body is None else "text/csv"
    headers = {"origin": client.house.address, "content-type": kind}
    data = io.BytesIO(body if body is not None else b"{}")
    async with client.http.request(method, path, data=data, headers=headers) as answer:
        return answer.status, await answer.json()


async def brought(admin: Client, file: bytes) -> Any:
    """A file, looked at and put into use."""
    status, looked = await sends(admin, "POST", "/api/imports/read/standard", file)
    assert status == 200
    assert looked["upload"], looked["faults"]
    await admin.posts(f"/api/imports/use/{looked['upload']}", {})
    return looked


async def test_a_file_comes_into_use_and_is_erased_when_the_city_says(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    looked = await brought(admin, file_of(CITY))
    _, state = await admin.ask("/api/imports")
    used = state["in_use"]["residents"]
    assert (used["file"], used["rows"]) == (looked["upload"], 5)
    assert [one["profile"]["profile"] for one in state["profiles"]] == ["standard", "eligibility", "moving"]
    assert (await sends(admin, "DELETE", "/api/imports/nothing"))[0] == 400
    assert (await sends(admin, "DELETE", "/api/imports/residents"))[0] == 200
    assert (await admin.ask("/api/imports"))[1]["in_use"]["residents"] is None


async def test_a_household_is_found_and_is_in_the_case_for_every_window(city_hall: RunningHouse) -> None:
    await brought(await city_hall.admin(), file_of(CITY))
    client, voice = await city_hall.clerk(NAKAMURA, "W05")
    row = (await voice.done(m.GiveNumber("S01"))).row
    assert row is not None
    await voice.done(m.Claim(number=row.number))
    await voice.say(m.Join(case=row.case))
    view = await voice.hears(m.CaseView, lambda heard: heard.case == row.case)
    (hit, *_) = (await client.posts("/api/residents/search", {"text": "やまだ"}))["hits"]
    asked = {"household": hit["household"], "case": row.case}
    members = (await client.posts("/api/residents/household", asked))["members"]
    assert [one["name"] for one in members] == [name for _, _, name, *_ in YAMADA]
    op = new_op(bytes(16))
    take = {"case": row.case, "op": op, "fence": view.fence, "residents": [one["resident"] for one in members]}
    place = len(voice.heard)
    answer = await client.posts("/api/residents/take", take)
    assert (answer["result"], len(answer["persons"])) == ("ok", 3)
    changed = await voice.hears(m.Changed, lambda heard: heard.case == row.case, place)
    assert {entry.source for entry in changed.facts.values()} == {"import"}


async def test_a_bad_file_and_whoever_may_not_change_nothing(city_hall: RunningHouse) -> None:
    admin = await city_hall.admin()
    for file in (b"", b"PK\x03\x04", file_of(YAMADA, encoding="cp932"), b"x" * 10):
        status, looked = await sends(admin, "POST", "/api/imports/read/standard", file)
        assert (status, looked["upload"]) == (200, None)
        assert looked["faults"]
    assert (await sends(admin, "POST", "/api/imports/use/nowhere"))[0] == 409
    assert (await sends(admin, "POST", "/api/imports/read/nowhere", file_of(CITY)))[0] in (400, 404, 409)
    client, _ = await city_hall.clerk(NAKAMURA)
    for method, path in (
        ("GET", "/api/imports"),
        ("DELETE", "/api/imports/residents"),
        ("POST", "/api/imports/read/standard"),
        ("POST", "/api/imports/profiles"),
        ("POST", "/api/imports/use/x"),
    ):
        status, no = await sends(client, method, path, b"x" if path.endswith("standard") else None)
        assert (status, no["reason"]) == (403, "not_allowed"), path
    for path in ("search", "household", "take", "eligibility"):
        assert (await sends(city_hall.browser(), "POST", f"/api/residents/{path}"))[0] == 401
        assert (await sends(client, "POST", f"/api/residents/{path}"))[0] == 400
