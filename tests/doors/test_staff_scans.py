"""What a window may scan or type that opens nothing: each has its own reason, and the case stands as it stood."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator

import msgspec
import pytest
import pytest_asyncio

from handoff import messages as m
from handoff import ticket
from handoff.ids import OP_BYTES, new_op
from handoff.messages import Row
from server.work import visits
from server.work.cupboards import Actor
from tests.house import ISHII, NAKAMURA, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
AT_ONCE_S = 3.0
"""A second on a quiet machine."""
CITY = "999989"
HERE, THERE = "W08", "W09"
RECEPTION = Actor("U04", "小川", "main", roles=("clerk",))


class Counter:
    """Two windows side by side, and visitors with slips."""

    def __init__(self, house: RunningHouse, here: Voice, there: Voice) -> None:
        self.house = house
        self.here = here
        self.there = there
        self.c = house.web.cellar.cupboards
        self.came: list[str] = []

    async def visitor(self) -> tuple[Row, str]:
        """A visitor with a number and the code on the paper."""
        done = await visits.give_number(self.c, RECEPTION, request(), None, m.GiveNumber("S01"))
        assert done.row is not None
        assert done.code is not None
        self.came.append(done.row.visit)
        return done.row, done.code

    async def stands(self, row: Row) -> Row:
        """The visit now."""
        found = await visits.row_of_case(self.c, row.case)
        assert found is not None
        return found

    async def refuses(self, voice: Voice, deed: m.MoveDeed, reason: str, row: Row) -> m.Answer:
        """The deed is refused at once for this reason, and the visit is as it was."""
        before = await self.stands(row)
        async with asyncio.timeout(AT_ONCE_S):
            answer = await voice.moves(deed)
        assert (answer.result, answer.reason) == ("refused", reason)
        assert await self.stands(row) == before
        return answer

    async def all_go_home(self) -> None:
        """The windows are free for the next test."""
        boss = Actor("U07", "大野", "main", roles=("manager", "clerk"))
        for visit in self.came:
            found = await self.c.visits.get(visit)
            if found is not None and found.live:
                await visits.settle(self.c, boss, request(), visit, "suspended", "suspend-4")


def request() -> str:
    return new_op(secrets.token_bytes(OP_BYTES))


@pytest_asyncio.fixture(loop_scope="session")
async def counter(city_hall: RunningHouse) -> AsyncIterator[Counter]:
    _, here = await city_hall.clerk(NAKAMURA, HERE)
    _, there = await city_hall.clerk(ISHII, THERE)
    made = Counter(city_hall, here, there)
    yield made
    await made.all_go_home()


def mistyped(code: str) -> str:
    """One digit wrong, as a finger slips."""
    return code[:7] + str((int(code[7]) + 1) % 10) + code[8:]


def swapped(code: str) -> str:
    """Two neighbours swapped."""
    at = next(at for at in range(15) if code[at] != code[at + 1])
    return code[:at] + code[at + 1] + code[at] + code[at + 2 :]


def of_another_city() -> str:
    """A good code of a city whose check runs another way (nine cities of ten)."""
    return ticket.make("1" * 15, next(city for city in ("131016", "011002") if _foreign(city)))


def _foreign(city: str) -> bool:
    return ticket.make("1" * 15, city) != ticket.make("1" * 15, CITY)


BAD = {
    "mistyped": lambda code: mistyped(code),
    "two digits swapped": lambda code: swapped(code),
    "short": lambda code: code[:15],
    "long": lambda code: code + "0",
    "another city's": lambda code: of_another_city(),
    "nothing": lambda code: "",
    "an address": lambda code: f"https://example.jp/?c={code}",
    "a script": lambda code: "javascript:alert(1)",
    "a query": lambda code: f"{code}' OR 1=1 --",
    "a megabyte less": lambda code: "1" * 50_000,
    "letters that look like figures": lambda code: "O" + code[1:],
    "figures of another script": lambda code: "٣" * 16,
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
async def test_a_code_that_is_none_opens_nothing(counter: Counter, bad: object) -> None:
    row, code = await counter.visitor()
    assert callable(bad)
    answer = await counter.refuses(counter.here, m.Claim(code=bad(code), early=True), "bad_ticket", row)
    assert code not in msgspec.json.encode(answer).decode(), "what was scanned is not repeated"
    assert (await counter.here.done(m.Claim(code=code))).row is not None, "the right one opens it all the same"


async def test_a_good_code_that_was_never_given_is_unknown(counter: Counter) -> None:
    row, _ = await counter.visitor()
    code = ticket.make(str(secrets.randbelow(10**15)).zfill(15), CITY)
    await counter.refuses(counter.here, m.Claim(code=code), "ticket_unknown", row)


GOOD = {
    "as it is": lambda code: code,
    "in full width": lambda code: "".join(chr(ord(digit) + 0xFEE0) for digit in code),
    "in groups": ticket.groups,
    "with a scanner's mark": lambda code: f"]C1{code}\r\n",
    "with Enter twice": lambda code: f"{code}\r\r",
}


@pytest.mark.parametrize("shape", GOOD.values(), ids=GOOD.keys())
async def test_the_code_opens_it_however_it_comes(counter: Counter, shape: object) -> None:
    row, code = await counter.visitor()
    assert callable(shape)
    done = await counter.here.done(m.Claim(code=shape(code)))
    assert done.row is not None
    assert (done.row.case, done.row.window) == (row.case, HERE)


async def test_a_closed_window_takes_nobody(counter: Counter) -> None:
    row, code = await counter.visitor()
    await counter.here.done(m.CloseWindow())
    for deed in (m.Claim(code=code), m.Call(), m.Call(row.visit)):
        await counter.refuses(counter.here, deed, "window_closed", row)
    await counter.here.done(m.OpenWindow())
    await counter.here.done(m.Claim(code=code))


async def test_who_sits_nowhere_takes_nobody(counter: Counter) -> None:
    row, code = await counter.visitor()
    _, nowhere = await counter.house.clerk(NAKAMURA)
    for deed in (m.Claim(code=code), m.Call(), m.Hold(row.visit), m.HandOff(row.visit, "G20")):
        await counter.refuses(nowhere, deed, "no_window", row)


async def test_a_second_claim_is_told_who_has_it(counter: Counter) -> None:
    row, code = await counter.visitor()
    await counter.here.done(m.Claim(code=code))
    answer = await counter.refuses(counter.there, m.Claim(code=code), "taken", row)
    assert answer.more is not None
    assert (answer.more["window"], answer.more["by"]) == (HERE, "中村")
    again = await counter.refuses(counter.here, m.Claim(code=code), "already_claimed", row)
    assert again.more is not None
    assert again.more["number"] == row.number


async def test_a_scan_while_another_case_is_open_here_mixes_nothing(counter: Counter) -> None:
    one, first = await counter.visitor()
    other, second = await counter.visitor()
    await counter.here.done(m.Claim(code=first))
    answer = await counter.refuses(counter.here, m.Claim(code=second), "case_open_here", other)
    assert answer.more is not None
    assert answer.more["number"] == one.number


async def test_a_finished_case_opens_no_more_and_takes_no_edit(counter: Counter) -> None:
    row, code = await counter.visitor()
    claimed = (await counter.here.done(m.Claim(code=code))).row
    assert claimed is not None
    await counter.here.say(m.Join(row.case))
    await counter.here.hears(m.CaseView, lambda view: view.case == row.case)
    await counter.here.done(m.Finish(row.visit, "done"))
    await counter.refuses(counter.here, m.Claim(code=code), "ticket_ended", row)
    op = request()
    await counter.here.say(m.Change(op, row.case, claimed.fence, m.Set({"new_town": "中央"})))
    answer = await counter.here.hears(m.Answer, lambda heard: heard.re == op)
    assert (answer.result, answer.reason) == ("refused", "case_closed")


async def test_an_end_that_is_refused_stops_nobody_from_typing(counter: Counter) -> None:
    """Finishing seals the sheet; a finish that may not be leaves no seal behind."""
    row, code = await counter.visitor()
    claimed = (await counter.here.done(m.Claim(code=code))).row
    assert claimed is not None
    await counter.here.say(m.Join(row.case))
    await counter.here.hears(m.CaseView, lambda view: view.case == row.case)
    await counter.refuses(counter.there, m.Finish(row.visit, "done"), "not_holder", row)
    op = request()
    await counter.here.say(m.Change(op, row.case, claimed.fence, m.Set({"new_town": "中央"})))
    answer = await counter.here.hears(m.Answer, lambda heard: heard.re == op)
    assert answer.result == "ok"


MOVES: dict[str, tuple[m.MoveDeed, str]] = {
    "a visit that is none": (m.Hold("0" * 16), "no_such_visit"),
    "U+0000 for a visit": (m.Hold("\0"), "bad_message"),
    "a number that is none": (m.Claim(number="Z999"), "no_such_visit"),
    "letters for a number": (m.Claim(number="' OR 1=1 --"), "no_such_visit"),
    "a claim of nothing": (m.Claim(), "bad_message"),
    "a case without a reason": (m.Claim(case="0" * 16), "reason_needed"),
    "a case that is none": (m.Claim(case="0" * 16, reason="find-1"), "no_such_case"),
    "a service that is none": (m.GiveNumber("S99"), "no_such_counter"),
    "an office that is none": (m.GiveNumber("S01", office="moon"), "no_such_counter"),
    "a way of coming that is none": (m.GiveNumber("S01", channel="pigeon"), "not_a_choice"),
    "a further visit of no case": (m.GiveNumber("S01", case="0" * 16), "no_such_case"),
    "a window that is none": (m.Sit("W99"), "no_such_window"),
    "a pause without a reason": (m.Pause(""), "reason_needed"),
    "a pause for another list's reason": (m.Pause("hold-1"), "not_a_choice"),
}


@pytest.mark.parametrize(("deed", "reason"), MOVES.values(), ids=MOVES.keys())
async def test_a_move_that_may_not_be_says_why(counter: Counter, deed: m.MoveDeed, reason: str) -> None:
    row, _ = await counter.visitor()
    await counter.refuses(counter.here, deed, reason, row)


async def test_a_request_that_is_no_word_is_refused(counter: Counter) -> None:
    for name in ("", "x", "' OR 1=1 --0000000000", "あ" * 20, "x" * 41):
        place = len(counter.here.heard)
        await counter.here.say(m.MoveIt(name, m.GiveNumber("S01")))
        answer = await counter.here.hears(m.Answer, after=place)
        assert (answer.result, answer.reason) == ("refused", "wrong_pattern")
