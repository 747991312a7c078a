"""Answers, persons and cards make the way; the slip says what the guidance says; a block is overruled by right."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from devices.simulator import CARDS
from handoff import messages as m
from handoff.ids import PERSON_BYTES, new_person
from server.realtime.replanning import Replanning
from server.work.cupboards import Actor
from tests.doors.serving import Serving, an_op
from tests.house import ISHII, NAKAMURA, SATO, RunningHouse
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
INSURANCE, CHILD, PROOF, CARE = "Q030", "Q040", "Q012", "Q007"
PROOF_PAPER = "転出証明書（特例転入は不要）"


@pytest_asyncio.fixture(loop_scope="session")
async def desk(city_hall: RunningHouse) -> AsyncIterator[Serving]:
    """石井 at window 8 with a visitor who moves in."""
    made = await Serving.open(city_hall, ISHII, "W08")
    yield made
    await made.close()


async def test_an_answer_makes_the_way_and_taking_it_back_unmakes_it(desk: Serving) -> None:
    op = await desk.edits(m.Reply({INSURANCE: True}))
    row = await desk.planned(lambda row: "G20" in row.way)
    assert "G05" not in row.way, "the counter that has the case does not come again"
    await desk.edits(m.Withdraw([INSURANCE]), {f"q.{INSURANCE}": op})
    await desk.planned(lambda now: now.version > row.version and "G20" not in now.way)


async def test_consideration_is_on_the_row_as_long_as_the_case_says_so(desk: Serving) -> None:
    op = await desk.edits(m.Reply({CARE: True}))
    row = await desk.planned(lambda row: row.care)
    await desk.edits(m.Withdraw([CARE]), {f"q.{CARE}": op})
    await desk.planned(lambda now: now.version > row.version and not now.care)


async def test_a_procedure_by_hand_and_another_event_make_the_way_too(desk: Serving) -> None:
    op = await desk.edits(m.Choose(["P080"], reason="procedure-1"))
    row = await desk.planned(lambda row: "G23" in row.way)
    await desk.edits(m.AsAnswered(["P080"]), {"proc.P080": op})
    row = await desk.planned(lambda now: now.version > row.version and "G23" not in now.way)
    await desk.edits(m.Events({"TENNYU": True, "KONIN": True}))
    await desk.planned(lambda now: now.version > row.version and "G11" in now.way)


async def test_a_child_who_is_entered_brings_its_counter_by_itself(desk: Serving) -> None:
    child = new_person(secrets.token_bytes(PERSON_BYTES))
    await desk.edits(m.AddPerson(child, {"m_name": "山田　一郎"}))
    await desk.edits(m.Set({f"p.{child}.m_birth": "2020-04-01"}))
    await desk.planned(lambda row: "G25" in row.way)


async def test_a_card_that_the_clerk_takes_brings_its_counter(city_hall: RunningHouse, desk: Serving) -> None:
    reader = await city_hall.agent(await city_hall.reader("W08"))
    armed = await reader.hears(m.Armed, lambda heard: heard.nonce is not None)
    kind, values = CARDS["yamada"]
    read = an_op()
    await reader.say(m.CardRead(read, armed.nonce, kind, {**values, "birth": "20200401"}))
    assert (await reader.hears(m.Answer)).result == "ok"
    taken = await desk.client.posts("/api/cards/take", {"case": desk.row.case, "read": read, "op": an_op()})
    assert taken["result"] == "ok"
    await desk.planned(lambda row: "G25" in row.way)


async def test_two_windows_answer_many_questions_at_once_and_the_way_is_that_of_all_answers(
    city_hall: RunningHouse, desk: Serving
) -> None:
    _, other = await city_hall.clerk(SATO)
    await desk.joins(other)
    mine, theirs = {"Q030": True, "Q071": True, "Q063": True}, {"Q060": True, "Q040": True, "Q004": False}
    answers = await asyncio.gather(
        *(desk.tries(m.Reply({question: yes})) for question, yes in mine.items()),
        *(desk.tries(m.Reply({question: yes}), by=other) for question, yes in theirs.items()),
    )
    assert {answer.result for answer in answers} == {"ok"}
    row = await desk.planned(lambda row: {"G20", "G24", "G25", "G35"} <= set(row.way))
    view = await desk.joins(desk.clerk)
    assert {key[2:] for key in view.entries if key.startswith("q.")} == mine.keys() | theirs.keys()
    plans = [heard for heard in desk.clerk.heard if isinstance(heard, m.Moved) and heard.what == "plan"]
    assert len({heard.row.version for heard in plans if heard.row.visit == row.visit}) <= len(answers)


async def test_edits_that_wait_are_one_plan(city_hall: RunningHouse, desk: Serving) -> None:
    plans = Replanning(city_hall.web.cellar.cupboards)
    who = Actor(clerk="U02", name="石井", office="main", window="W08")
    for _ in range(5):
        plans.owe(desk.row.case, who, an_op())
    assert list(plans.owed) == [desk.row.case]


async def test_a_block_is_overruled_by_right_and_what_it_stopped_is_on_the_way_again(
    city_hall: RunningHouse, desk: Serving
) -> None:
    _, nakamura = await city_hall.clerk(NAKAMURA)
    await desk.joins(nakamura)
    await desk.edits(m.Reply({INSURANCE: True, PROOF: False}))
    deed = m.Overrule("R06", "overrule_block-1")
    no = await desk.tries(deed)
    assert (no.result, no.reason) == ("refused", "not_allowed")
    assert (await desk.tries(m.Overrule("R06", ""), by=nakamura)).reason == "reason_needed"
    await desk.edits(deed, by=nakamura)
    row = await desk.planned(lambda row: "G20" in row.way)
    no = await desk.tries(m.HoldTo("R06"))
    assert (no.result, no.reason) == ("refused", "not_allowed")
    entry = await desk.wrote("over.R06")
    await desk.edits(m.HoldTo("R06"), {"over.R06": entry.op}, by=nakamura)
    await desk.planned(lambda now: now.version > row.version and "G20" not in now.way)


async def test_the_slip_says_what_is_to_be_done_what_lacks_and_what_is_stopped(desk: Serving) -> None:
    await desk.edits(m.Set({"ido_date": "2026-11-10"}))
    await desk.edits(m.Reply({INSURANCE: True, "Q006": True, "Q076": True}))
    await desk.edits(m.Have({PROOF_PAPER: False}))
    await desk.edits(m.Say("正面の入口へどうぞ。"))
    await desk.planned(lambda row: "G37" in row.way)
    text = await _slip(desk)
    for line in ("転入届", "国民健康保険", "足りないもの", PROOF_PAPER, "正面の入口へどうぞ。", "まで", "住民異動届"):
        assert line in text, line
    for hidden in ("支援措置", "生活保護", "生活支援", "困窮"):
        assert hidden not in text
    await desk.edits(m.Reply({PROOF: False}))
    stopped = await _slip(desk, language="vi")
    for line in ("今日は受け付けできない手続き", "転出証明書がないため", "再交付"):
        assert line in stopped.replace("\n", ""), line
    assert "Quầy" in stopped or "quầy" in stopped


async def test_a_slip_speaks_the_languages_that_it_can(desk: Serving) -> None:
    no = await desk.clerk.moves(m.Slip(desk.row.visit, language="tlh"))
    assert (no.result, no.reason) == ("refused", "not_a_choice")


async def _slip(desk: Serving, language: str = "ja") -> str:
    """The text of a slip that was just printed."""
    printed = await desk.clerk.done(m.Slip(desk.row.visit, language=language))
    assert printed.url is not None
    status, paper = await desk.client.ask(printed.url)
    assert status == 200
    return text_of(paper)
