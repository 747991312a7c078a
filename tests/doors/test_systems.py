"""Other systems at their door: by a key of their own, within its rights and limits, each deed once, all of it in the
audit."""

from __future__ import annotations

import io
import secrets
import zipfile
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest

from handoff.case import Entry
from server.work.systems import digest
from tests.doors.systems import V1, Other, administrator, kept, other
from tests.doors.test_work import finished
from tests.house import NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
PRE_VISIT = {
    "service": "S04",
    "people": [{"m_name": "山田　花子", "m_kana": "ヤマダ　ハナコ", "m_birth": "1990-05-06"}, {"m_name": "山田　空"}],
    "answers": {"Q180": True},
    "note": "車いすで来ます",
}


async def rows_of(house: RunningHouse, case: str) -> list[tuple[str, str]]:
    """Who did what with a case, as the audit has it once the keeper has brought it in."""
    c = house.web.cellar.cupboards
    waiting = [(look.clerk, look.what) for _, _, look in await c.audit.waiting() if look.case == case]
    sought = {"since": c.business_day(), "until": c.business_day(), "case": case}
    kept_rows = await (await house.admin()).posts("/api/audit/find", sought)
    return [*waiting, *((one["clerk"], one["what"]) for one in kept_rows["rows"])]


async def test_a_key_is_said_once_and_kept_as_its_digest(city_hall: RunningHouse) -> None:
    system = await other(city_hall, "read")
    said = await kept(city_hall, system.name)
    assert system.key not in str(said)
    assert await city_hall.web.cellar.cupboards.systems.of_key(digest(system.key), 1) is not None
    assert (await system.gets("/cases/0000000000000000"))[0] == 404
    for key in ("", "x" * 43, system.key[:-1]):
        async with system.browser.http.get(f"{V1}/work", headers={"authorization": f"Bearer {key}"}) as answer:
            assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    await system.ends()
    assert (await system.gets("/cases/0000000000000000"))[0] == 401
    assert (await kept(city_hall, system.name))["ended"]


async def test_administrators_alone_make_keys_and_every_fault_names_its_field(city_hall: RunningHouse) -> None:
    system = {"name": "別の", "office": "main", "rights": ["read"]}
    clerk, _ = await city_hall.clerk(NAKAMURA)
    assert (await clerk.ask("/api/systems"))[0] == 403
    assert (await clerk.ask("/api/systems", system))[0] == 403
    admin = await administrator(city_hall)
    status, said = await admin.ask("/api/systems", {**system, "office": "nowhere", "target": "http://"})
    assert status == 400
    assert {one["column"] for one in said["faults"]} == {"office", "target"}
    first = await other(city_hall, "read")
    status, said = await admin.ask("/api/systems", {**system, "name": first.name})
    assert (status, [one["column"] for one in said["faults"]]) == (400, ["name"])
    change = {"name": first.name, "office": "main", "rights": ["create"]}
    await admin.posts("/api/systems/change", change)
    assert (await first.gets("/cases/0000000000000000"))[0] == 403


async def test_a_pre_visit_becomes_one_case_however_often_it_is_sent(city_hall: RunningHouse) -> None:
    system, c = await other(city_hall, "create", "read"), city_hall.web.cellar.cupboards
    name = secrets.token_hex(16)
    status, first = await system.posts("/cases", PRE_VISIT, name)
    assert status == 200, first
    assert await system.posts("/cases", PRE_VISIT, name) == (200, first)
    assert await system.posts("/cases", {**PRE_VISIT, "note": ""}, name) == (
        400,
        {"reason": "op_reused", "at": "idempotency-key"},
    )
    sheet = await c.sheets.read(first["case"])
    assert sheet is not None
    first_one = sheet.value("role.todokede")
    entry: Entry = sheet.entries[f"p.{first_one}.m_name"]
    assert (entry.value, entry.by, entry.source) == ("山田　花子", system.name, "previsit")
    assert sheet.value("q.Q180") is True
    names = {value.value for key, value in sheet.entries.items() if key.endswith(".m_name")}
    assert names == {"山田　花子", "山田　空"}
    status, state = await system.gets(f"/cases/{first['case']}")
    assert (status, state["stage"], state["number"]) == (200, "waiting", first["number"])
    assert "山田" not in str(state)
    assert ("system:" + system.name, "system_read") in await rows_of(city_hall, first["case"])


async def test_a_pre_visit_may_come_with_an_appointment(city_hall: RunningHouse) -> None:
    system, c = await other(city_hall, "create", "read"), city_hall.web.cellar.cupboards
    clerk, _ = await city_hall.clerk(NAKAMURA)
    today = date.fromisoformat(c.business_day())
    days = {"service": "S06", "first": today.isoformat(), "last": (today + timedelta(days=20)).isoformat()}
    free = (await clerk.posts("/api/appointments/places", days))["days"]
    day = next(one for one in reversed(free) if any(place["left"] for place in one["places"]))
    place = {"day": day["day"], "time": next(one["time"] for one in day["places"] if one["left"])}
    status, said = await system.posts("/cases", {**PRE_VISIT, "service": "S06", "answers": {}, "appointment": place})
    assert (status, said["stage"], said["day"]) == (200, "booked", place["day"])
    assert said["appointment"]


@pytest.mark.parametrize(
    ("change", "reason", "at"),
    [
        ({"service": "S99"}, "no_such_counter", "service"),
        ({"people": [{"m_nothing": "x"}]}, "no_such_item", "m_nothing"),
        ({"people": [{"m_mynumber": "123456789018"}]}, "not_allowed", "m_mynumber"),
        ({"language": "xx"}, "not_a_choice", "language"),
        ({"people": [{}] * 21}, "too_big", "people"),
    ],
)
async def test_what_the_house_refuses_makes_no_case(
    city_hall: RunningHouse, change: dict[str, Any], reason: str, at: str
) -> None:
    system, c = await other(city_hall, "create"), city_hall.web.cellar.cupboards
    before = len(await c.visits.unfinished("main", c.business_day()))
    status, said = await system.posts("/cases", {**PRE_VISIT, **change})
    assert (status // 100, said["reason"], said["at"]) == (4, reason, at)
    assert len(await c.visits.unfinished("main", c.business_day())) == before


async def taken(system: Other, case: str, today: str) -> dict[str, Any]:
    """The case's certificate, taken by the robot; of a hall where many ended before, not at the first look."""
    for _ in range(200):
        _, page = await system.gets(f"/work?since={today}&until={today}&form=F010")
        if mine := [one for one in page["tasks"] if one["case"] == case]:
            status, task = await system.posts(f"/work/{case}/F010/take", {"version": mine[0]["version"]})
            assert (status, task["holder_name"]) == (200, system.name)
            return dict(task)
    raise AssertionError("never listed")


async def test_a_robot_takes_a_record_and_gives_its_result_back_once(city_hall: RunningHouse) -> None:
    case, today = await finished(city_hall), city_hall.web.cellar.cupboards.business_day()
    system = await other(city_hall, "work", forms=["F010"])
    task = await taken(system, case, today)
    _, record = await system.gets(f"/work/{case}/F010")
    values = {one["heading"]: one["text"] for one in record["case"]}
    assert values["届出人氏名"] == "〓本　光"
    done = {"version": task["version"], "outcome": "entered", "seen": record["seen"], "result": "R-77"}
    name = secrets.token_hex(16)
    status, entered = await system.posts(f"/work/{case}/F010/result", done, name)
    assert (status, entered["state"]) == (200, "entered")
    assert await system.posts(f"/work/{case}/F010/result", done, name) == (200, entered)
    assert (await system.posts(f"/work/{case}/F010/result", done))[0] == 409
    _, record = await system.gets(f"/work/{case}/F010")
    assert record["said"] == {"result": "R-77"}
    rows = await rows_of(city_hall, case)
    assert ("system:" + system.name, "work_enter") in rows


async def test_csv_and_pdf_go_to_who_has_the_right_and_no_further(city_hall: RunningHouse) -> None:
    case, today = await finished(city_hall), city_hall.web.cellar.cupboards.business_day()
    system = await other(city_hall, "work", "csv", "pdf", forms=["F010"])
    await taken(system, case, today)
    status, packed = await system.gets(f"/csv?since={today}&until={today}&form=F010&encoding=utf-8-sig")
    assert status == 200, packed
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert len(names) == 2
    status, pdf = await system.gets(f"/cases/{case}/forms/F010.pdf")
    assert status == 200, pdf
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert (await system.gets(f"/cases/{case}/forms/F001.pdf"))[0] in (400, 403)
    without = await other(city_hall, "csv", forms=["F020"])
    assert (await without.gets(f"/csv?since={today}&until={today}&form=F010"))[1]["reason"] == "no_such_row"
    assert (await without.gets(f"/work/{case}/F010"))[1] == {"reason": "not_allowed", "at": "right"}
    assert ("system:" + without.name, "refused") in await rows_of(city_hall, case)


async def test_so_many_requests_a_minute_and_no_more(city_hall: RunningHouse) -> None:
    system = await other(city_hall, "read", per_minute=2)
    path = "/cases/0000000000000000"
    assert [(await system.gets(path))[0] for _ in range(3)] == [404, 404, 429]


async def test_what_is_no_request_is_refused_and_no_page(city_hall: RunningHouse) -> None:
    system, today = await other(city_hall, "work", "create", forms=["F010"]), "2027-04-01"
    for path in (
        "/work",
        f"/work?since={today}",
        "/work?since=x&until=y",
        f"/work?since={today}&since={today}&until={today}",
    ):
        assert (await system.gets(path))[0] == 400, path
    assert (await system.gets("/nothing"))[0] == 404
    assert (await system.posts("/cases", {"service": "S04", "more": 1}))[1]["at"] == "body"
    assert (await system.posts("/cases", PRE_VISIT, "short"))[1]["at"] == "idempotency-key"
