"""What a clerk may type that no sheet takes: refused at once with its own reason, and the next good word is taken.

The sheet is untouched by it, and another socket sees the good word alone.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio
from msgspec.structs import replace

from handoff import messages as m
from handoff.ids import OP_BYTES, PERSON_BYTES, new_op, new_person
from server.work import visits
from server.work.cupboards import Actor
from tests.house import ISHII, KAN, NAKAMURA, OONO, TANAKA, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
AT_ONCE_S = 3.0
"""A second on a quiet machine."""
RECEPTION = Actor("U04", "小川", "main", roles=("clerk",))


def op() -> str:
    return new_op(secrets.token_bytes(OP_BYTES))


class Desk:
    """A case that one clerk types into and another one watches."""

    def __init__(self, case: str, person: str, hand: Voice, eye: Voice) -> None:
        self.case = case
        self.person = person
        self.hand = hand
        self.eye = eye

    async def says(self, do: m.ChangeDeed, *, name: str = "", base: dict[str, str | None] | None = None) -> m.Answer:
        """An edit, and its answer."""
        change = m.Change(name or op(), self.case, 0, do, base or {})
        place = len(self.hand.heard)
        async with asyncio.timeout(AT_ONCE_S):
            await self.hand.say(change)
            answer: m.Answer = await self.hand.hears(m.Answer, lambda heard: heard.re == change.op, place)
        return answer

    async def takes(self, do: m.ChangeDeed) -> m.Answer:
        """An edit that is good."""
        answer = await self.says(do)
        assert answer.result == "ok", answer
        return answer

    async def look(self) -> m.CaseView:
        """The case as the watcher's fresh snapshot shows it, but for who is there and how far it is kept."""
        place = len(self.eye.heard)
        await self.eye.say(m.Join(self.case))
        view: m.CaseView = await self.eye.hears(m.CaseView, lambda view: view.case == self.case, place)
        return replace(view, kept=0, here=[])


async def open_case(house: RunningHouse, service: str = "S04") -> str:
    """A new case with nobody at it."""
    done = await visits.give_number(house.web.cellar.cupboards, RECEPTION, op(), None, m.GiveNumber(service))
    assert done.row is not None
    return done.row.case


async def sees(voice: Voice, case: str) -> Any:
    """The answer to a join: the view, or the no."""
    place = len(voice.heard)
    await voice.say(m.Join(case))
    kinds = (m.CaseView, m.Answer)
    return await voice.hears(kinds, lambda heard: getattr(heard, "re", f"join:{case}") == f"join:{case}", place)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(city_hall: RunningHouse) -> AsyncIterator[Desk]:
    case, person = await open_case(city_hall), new_person(secrets.token_bytes(PERSON_BYTES))
    _, hand = await city_hall.clerk(NAKAMURA)
    _, eye = await city_hall.clerk(ISHII)
    made = Desk(case, person, hand, eye)
    await sees(hand, case)
    await made.takes(m.AddPerson(person, {"m_name": "青葉 花子"}))
    yield made


def of_one(key: str, value: Any) -> m.Set:
    return m.Set({key: value})


EDITS: dict[str, tuple[m.ChangeDeed, str]] = {
    "a number for a text": (of_one("new_town", 5), "wrong_kind"),
    "yes for a text": (of_one("new_town", True), "wrong_kind"),
    "a list for a text": (of_one("new_town", ["中央"]), "wrong_kind"),
    "an object for a text": (of_one("new_town", {"a": 1}), "wrong_kind"),
    "a text for a number": (of_one("cert_copies", "三"), "not_a_number"),
    "2,001 letters": (of_one("new_town", "あ" * 2001), "too_long"),
    "2,001 letters of a memo": (m.Note("あ" * 2001), "too_long"),
    "U+0000": (of_one("new_town", "中\0央"), "bad_characters"),
    "a control": (of_one("new_town", "中\x1b央"), "bad_characters"),
    "a bidi mark": (of_one("new_town", "\u202e中央"), "bad_characters"),
    "a noncharacter": (of_one("new_town", "中\ufffe"), "bad_characters"),
    "a new line in a line": (of_one("new_town", "中\n央"), "bad_characters"),
    "U+0000 in a memo": (m.Note("中\0央"), "bad_characters"),
    "30 February": (of_one("ido_date", "2027-02-30"), "no_such_date"),
    "29 February of a common year": (of_one("ido_date", "2027-02-29"), "no_such_date"),
    "a month 13": (of_one("ido_date", "2027-13-01"), "no_such_date"),
    "a date of an era that was over": (of_one("ido_date", "昭和64年1月8日"), "no_such_date"),
    "no choice of the list": (of_one("ido_scope", "半分"), "not_a_choice"),
    "an item that is none": (of_one("new_moon", "中央"), "no_such_item"),
    "a private name": (of_one("__proto__", "x"), "no_such_item"),
    "a mark of the case": (of_one("#rev", "9"), "no_such_item"),
    "somebody's confirmation": (of_one("ok.new_addr", True), "no_such_item"),
    "somebody's memo": (of_one("note.x", {"text": "x", "to": None}), "no_such_item"),
    "a person by setting": (of_one("p.abcdefgh", {}), "no_such_item"),
    "a person's item outside a person": (of_one("m_name", "花子"), "no_such_item"),
    "nobody's name": (of_one("p.00000000.m_name", "花子"), "no_such_person"),
    "a role of nobody": (of_one("role.todokede", "00000000"), "no_such_person"),
    "a role that is none": (of_one("role.king", "00000000"), "no_such_item"),
    "what the house writes itself": (of_one("case_no", "1"), "read_only"),
    "what follows from the person": (of_one("app_name", "花子"), "read_only"),
    "nothing": (m.Set({}), "bad_message"),
    "65 at once": (m.Set({f"x{n}": "x" for n in range(65)}), "bad_message"),
    "as if from a card": (m.Set({"new_town": "中央"}, source="card"), "bad_message"),
    "from nowhere": (m.Set({"new_town": "中央"}, source="moon"), "bad_message"),
    "an empty memo": (m.Note("　 "), "wrong_length"),
    "an Individual Number in a memo": (m.Note("番号は 123456789018 です"), "number_in_memo"),
    "a procedure that is none": (m.Choose(["P999"]), "no_such_procedure"),
    "no procedure": (m.Choose([]), "bad_message"),
    "a question that is none": (m.Reply({"x": True}), "no_such_question"),
    "a question with U+0000": (m.Reply({"Q001\0": True}), "no_such_question"),
    "an event that is none": (m.Events({"HANABI": True}), "no_such_event"),
    "a reason of another list": (m.Choose(["P001"], reason="overrule_block-1"), "not_a_choice"),
    "a reason without its sentence": (m.Unchoose(["P001"], reason="procedure-5"), "reason_needed"),
    "U+0000 in a reason's sentence": (m.Choose(["P001"], note="中\0央"), "bad_characters"),
    "a procedure nobody touched": (m.AsAnswered(["P001"]), "no_such_item"),
    "U+0000 in a belonging": (m.Have({"印\0鑑": True}), "bad_characters"),
    "81 letters of a belonging": (m.Have({"あ" * 81: True}), "too_long"),
    "U+0000 on the slip": (m.Say("正面の\0入口"), "bad_characters"),
    "an Individual Number on the slip": (m.Say("番号は 123456789018 です"), "number_in_memo"),
    "a phrase that is for staff": (m.Say("本人確認済み", phrase="T001"), "no_such_item"),
    "a sentence that nobody said": (m.Unsay(op()), "no_such_item"),
    "a block overruled for no reason": (m.Overrule("R06", ""), "reason_needed"),
    "a block that is none": (m.Overrule("R01", "overrule_block-1"), "no_such_rule"),
    "an answer that was never given": (m.Withdraw(["Q099"]), "no_such_item"),
    "a section that is not confirmed": (m.Open("new_addr"), "no_such_item"),
    "a person of no shape": (m.AddPerson("x"), "wrong_pattern"),
    "a person who is not there": (m.RemovePerson("00000000", 99), "no_such_person"),
    "a merge with nobody": (m.MergePerson("00000000", "00000001"), "no_such_person"),
    "an undo of another's edit": (m.Undo(op(), {"new_town": None}), "not_your_edit"),
}


@pytest.mark.parametrize(("do", "reason"), EDITS.values(), ids=EDITS.keys())
async def test_what_no_sheet_takes_is_refused_by_name_and_loses_nothing(
    desk: Desk, do: m.ChangeDeed, reason: str
) -> None:
    before = await desk.look()
    answer = await desk.says(do)
    assert (answer.result, answer.reason) == ("refused", reason)
    assert await desk.look() == before
    await desk.takes(m.Set({"new_banchi": "１番２号"}))
    after = await desk.look()
    assert after.rev == before.rev + 1
    assert after.entries.keys() - before.entries.keys() == {"new_banchi"}


KANA = {
    "kanji": ("花子", "not_kana"),
    "a number": (5, "wrong_kind"),
    "101 letters": ("ア" * 101, "too_long"),
}


@pytest.mark.parametrize(("value", "reason"), KANA.values(), ids=KANA.keys())
async def test_a_reading_that_is_none_is_refused(desk: Desk, value: Any, reason: str) -> None:
    answer = await desk.says(m.Set({f"p.{desk.person}.m_kana": value}))
    assert (answer.result, answer.reason, answer.at) == ("refused", reason, f"p.{desk.person}.m_kana")


async def test_nobody_moves_in_after_the_day_of_the_notification(city_hall: RunningHouse, desk: Desk) -> None:
    moving = Desk(await open_case(city_hall, "S01"), desk.person, desk.hand, desk.eye)
    await sees(moving.hand, moving.case)
    today = date.fromisoformat(city_hall.web.cellar.cupboards.business_day())
    tomorrow = of_one("ido_date", (today + timedelta(days=1)).isoformat())
    answer = await moving.says(tomorrow)
    assert (answer.result, answer.reason, answer.at) == ("refused", "after_limit", "ido_date")
    await moving.takes(of_one("ido_date", today.isoformat()))
    await desk.takes(tomorrow)  # who came for something else may name the day


async def test_one_bad_value_of_three_writes_none(desk: Desk) -> None:
    before = await desk.look()
    answer = await desk.says(m.Set({"new_town": "中央", "ido_date": "2027-02-30", "new_banchi": "１番"}))
    assert (answer.reason, answer.at) == ("no_such_date", "ido_date")
    assert await desk.look() == before


async def test_an_op_with_other_words_is_refused_and_the_first_stands(desk: Desk) -> None:
    name = op()
    assert (await desk.says(m.Set({"new_town": "中央"}), name=name)).result == "ok"
    assert (await desk.says(m.Set({"new_town": "中央"}), name=name)).result == "done"
    assert (await desk.says(m.Set({"new_town": "本町"}), name=name)).reason == "op_reused"
    assert (await desk.look()).entries["new_town"].value == "中央"


async def test_another_clerks_op_is_not_mine_to_use(desk: Desk, city_hall: RunningHouse) -> None:
    name = op()
    await desk.says(m.Set({"new_town": "中央"}), name=name)
    await desk.eye.say(m.Change(name, desk.case, 0, m.Set({"new_town": "中央"})))
    await sees(desk.eye, desk.case)
    await desk.eye.say(m.Change(name, desk.case, 0, m.Set({"new_town": "中央"})))
    answer = await desk.eye.hears(m.Answer, lambda heard: heard.re == name and heard.reason != "not_joined")
    assert (answer.result, answer.reason) == ("refused", "op_reused")


async def test_a_value_over_what_was_not_on_screen_comes_back_with_both(desk: Desk) -> None:
    await desk.takes(m.Set({"new_town": "中央"}))
    answer = await desk.says(m.Set({"new_town": "本町"}), base={"new_town": None})
    assert answer.result == "overtaken"
    assert answer.entries is not None
    assert answer.entries["new_town"].value == "中央"
    assert (await desk.look()).entries["new_town"].value == "中央"


@pytest.mark.parametrize("name", ["", "short", "x" * 41, "あ" * 20, "a b" * 8, "\0" * 20])
async def test_an_op_that_is_no_word_is_refused(desk: Desk, name: str) -> None:
    before = await desk.look()
    place = len(desk.hand.heard)
    await desk.hand.say(m.Change(name, desk.case, 0, m.Set({"new_town": "中央"})))
    answer = await desk.hand.hears(m.Answer, after=place)
    assert (answer.result, answer.reason) in {("refused", "wrong_pattern"), ("refused", "bad_message")}
    assert await desk.look() == before


# ---- who may


async def test_who_has_not_joined_edits_nothing(desk: Desk, city_hall: RunningHouse) -> None:
    _, stranger = await city_hall.clerk(TANAKA)
    name = op()
    await stranger.say(m.Change(name, desk.case, 0, m.Set({"new_town": "中央"})))
    answer = await stranger.hears(m.Answer, lambda heard: heard.re == name)
    assert (answer.result, answer.reason) == ("refused", "not_joined")


async def test_an_item_needs_its_right(desk: Desk, city_hall: RunningHouse) -> None:
    _, plain = await city_hall.clerk(TANAKA)
    await sees(plain, desk.case)
    name = op()
    await plain.say(m.Change(name, desk.case, 0, m.Set({f"p.{desk.person}.m_card_no": "AB12345678CD"})))
    answer = await plain.hears(m.Answer, lambda heard: heard.re == name)
    assert (answer.result, answer.reason) == ("refused", "not_allowed")
    await desk.takes(m.Set({f"p.{desk.person}.m_card_no": "AB12345678CD"}))


async def test_an_administrator_opens_no_case(desk: Desk, city_hall: RunningHouse) -> None:
    _, admin = await city_hall.clerk(KAN)
    answer = await sees(admin, desk.case)
    assert (answer.result, answer.reason) == ("refused", "not_allowed")
    assert not any(isinstance(heard, m.CaseView) for heard in admin.heard)


async def test_a_floor_manager_who_is_a_clerk_too_opens_it(desk: Desk, city_hall: RunningHouse) -> None:
    _, boss = await city_hall.clerk(OONO)
    assert isinstance(await sees(boss, desk.case), m.CaseView)


@pytest.mark.parametrize("case", ["", "*", "0" * 16, "case:*", "../x", "x" * 3_000])
async def test_a_case_that_is_none_is_joined_by_nobody(desk: Desk, case: str) -> None:
    answer = await sees(desk.hand, case)
    assert (answer.result, answer.reason) == ("refused", "no_such_case")


async def test_who_has_not_greeted_is_told_so(desk: Desk, city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    silent = await client.stands_at("/staff")
    answer = await sees(silent, desk.case)
    assert (answer.result, answer.reason) == ("refused", "bad_message")


async def test_another_wire_version_is_sent_off(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    old = await client.stands_at("/staff")
    await old.say(m.Hello(wire=99))
    assert (await old.hears(m.Bye)).why == "wire_version"
    async with asyncio.timeout(5):
        await old.closed.wait()


UNKNOWN: dict[str, Any] = {
    "a kind that is none": {"t": "delete", "op": "a" * 16},
    "no kind": {"op": "a" * 16},
    "a field too many": {"t": "join", "case": "0" * 16, "as": "admin", "op": "a" * 16},
    "a deed that is none": {"t": "change", "op": "a" * 16, "case": "x", "fence": 0, "do": {"kind": "grant"}},
    "a plan, which is the house's own": {"t": "move", "request": "a" * 16, "do": {"kind": "plan", "case": "x"}},
    "a card read at the staff's door": {"t": "card_read", "read": "a" * 16, "nonce": "", "card": "", "values": {}},
    "a number for a case": {"t": "join", "case": 5, "op": "a" * 16},
    "a text for a fence": {
        "t": "change",
        "op": "a" * 16,
        "case": "x",
        "fence": "0",
        "do": {"kind": "open", "section": ""},
    },
    "a text": "join",
    "a list": [1],
}


@pytest.mark.parametrize("said", UNKNOWN.values(), ids=UNKNOWN.keys())
async def test_what_is_no_message_is_refused(desk: Desk, said: Any) -> None:
    place = len(desk.hand.heard)
    async with asyncio.timeout(AT_ONCE_S):
        await desk.hand.say(said)
        answer = await desk.hand.hears(m.Answer, after=place)
    assert (answer.result, answer.reason) == ("refused", "bad_message")
    await desk.takes(m.Set({"new_town": "中央"}))
