"""停電の備え at its doors: a kit is printed, its numbers open cases later, once each."""

from __future__ import annotations

import asyncio
import re

import pytest

from handoff import messages as m
from handoff.refusal import Reason
from tests.house import ISHII, NAKAMURA, OONO, Client, RunningHouse
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOUR_MS = 3_600_000


async def printed(manager: Client, *forms: str) -> list[tuple[str, str]]:
    """A new kit's numbers with their codes, as they stand on the paper."""
    pdf = await manager.posts("/api/reserves/print", {"forms": list(forms), "copies": 1})
    said = text_of(pdf)
    numbers = re.findall(r"^(E\d{3})$", said, re.MULTILINE)
    codes = re.findall(r"手続番号 ((?:\d{4} ?){4})", said)
    assert len(numbers) == len(codes) == 100
    return list(zip(numbers, (code.replace(" ", "") for code in codes), strict=True))


async def test_a_number_opens_a_case_with_the_arrival_that_is_typed_and_the_second_scan_opens_the_same(
    city_hall: RunningHouse,
) -> None:
    """It asks for the arrival first; nothing is opened by the asking."""
    manager, _ = await city_hall.clerk(OONO)
    _, desk = await city_hall.clerk(NAKAMURA, "W05")
    _, other = await city_hall.clerk(ISHII, "W06")
    number, code = (await printed(manager, "F001"))[41]
    asked = await desk.moves(m.Claim(code=code))
    assert (asked.reason, asked.more["number"]) == (Reason.reserve_number, number)
    now = city_hall.web.cellar.cupboards.clock()
    late = await desk.moves(m.Claim(code=code, arrived=now + HOUR_MS, service="S01"))
    assert late.reason == Reason.future_date
    came = now - 3 * HOUR_MS
    row = (await desk.done(m.Claim(code=code, arrived=came, service="S01"))).row
    assert row is not None
    assert (row.number, row.arrived, row.stage, row.window, row.service) == (number, came, "serving", "W05", "S01")
    again = await other.moves(m.Claim(code=code, arrived=now, service="S04"))
    assert (again.reason, again.more["case"]) == (Reason.taken, row.case)
    taken = (await other.done(m.Claim(code=code, take_over=True))).row
    assert taken is not None and (taken.visit, taken.arrived) == (row.visit, came)


async def test_of_two_windows_that_scan_a_number_in_one_instant_one_opens_the_case(city_hall: RunningHouse) -> None:
    manager, _ = await city_hall.clerk(OONO)
    _, desk = await city_hall.clerk(NAKAMURA, "W05")
    _, other = await city_hall.clerk(ISHII, "W06")
    came = city_hall.web.cellar.cupboards.clock() - HOUR_MS
    for _, code in (await printed(manager))[:5]:
        deed = m.Claim(code=code, arrived=came, service="S01")
        answers = await asyncio.gather(desk.moves(deed), other.moves(deed))
        won = [one for one in answers if one.result == "done"]
        assert len(won) == 1 and won[0].row is not None
        assert next(one for one in answers if one.result != "done").reason == Reason.taken
        holder = desk if won[0].row.window == "W05" else other
        await holder.done(m.Finish(won[0].row.visit, "done"))


async def test_a_kit_that_was_withdrawn_opens_nothing_new_and_its_cases_go_on(city_hall: RunningHouse) -> None:
    """The page says who printed it, how many are used, who withdrew it; a clerk sees none of it."""
    manager, _ = await city_hall.clerk(OONO)
    clerk, desk = await city_hall.clerk(NAKAMURA, "W05")
    used, unused, *_ = await printed(manager, "F001", "F010")
    came = city_hall.web.cellar.cupboards.clock() - HOUR_MS
    row = (await desk.done(m.Claim(code=used[1], arrived=came, service="S01"))).row
    assert row is not None
    await desk.done(m.Hold(row.visit))
    status, shelf = await manager.ask("/api/reserves")
    mine = next(one for one in shelf["kits"] if one["first"] == int(used[0][1:]) and one["withdrawn"] is None)
    assert shelf["spans"][mine["kit"]] == f"{used[0]} 〜 {mine['letter']}{mine['first'] + shelf['size'] - 1:03}"
    assert (status, mine["used"], mine["forms"], mine["name"][:2]) == (200, 1, ["F001", "F010"], "大野")
    for path, body in (("", None), ("/print", {"forms": []}), (f"/{mine['kit']}/withdraw", {})):
        assert (await clerk.ask(f"/api/reserves{path}", body))[0] == 403
    gone = await manager.posts(f"/api/reserves/{mine['kit']}/withdraw", {})
    assert next(one for one in gone["kits"] if one["kit"] == mine["kit"])["withdrawn"] > came
    assert (await desk.moves(m.Claim(code=unused[1], arrived=came, service="S01"))).reason == Reason.reserve_gone
    assert (await desk.done(m.Claim(code=used[1]))).row.visit == row.visit  # type: ignore[union-attr]
