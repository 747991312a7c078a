"""A case is found by what was typed into it a moment ago, before any window has claimed it again."""

from __future__ import annotations

import secrets

import pytest

from handoff import messages as m
from handoff.ids import OP_BYTES, new_op
from tests.house import ISHII, NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
HANA = "hana0000"


async def test_a_name_is_found_as_soon_as_it_is_kept(city_hall: RunningHouse) -> None:
    _, here = await city_hall.clerk(NAKAMURA, "W07")
    other, _ = await city_hall.clerk(ISHII)
    given = await here.moves(m.GiveNumber("S02"))
    called = await here.moves(m.Call(visit=given.row.visit))
    await here.moves(m.Serve(visit=given.row.visit))
    case = called.row.case
    await here.say(m.Join(case))
    sheet = await here.hears(m.CaseView, lambda view: view.case == case)
    deed = m.AddPerson(HANA, {"m_name": "菊池　ゑい", "m_kana": "キクチ　エイ"})
    op = new_op(secrets.token_bytes(OP_BYTES))
    await here.say(m.Change(op=op, case=case, fence=sheet.fence, do=deed))
    await here.hears(m.Answer, lambda answer: answer.re == op and answer.result in {"ok", "done"})
    await here.moves(m.CallAgain(visit=given.row.visit))  # refused, and behind the indexing in the same lane
    found = await other.posts("/api/find", {"text": "きくち"})
    assert [(hit["case"], hit["kana"]) for hit in found["hits"]] == [(case, "キクチ　エイ")]
    await here.moves(m.Finish(visit=given.row.visit, result="suspended", reason="suspend-4"))
