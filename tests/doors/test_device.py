"""The readers' door: a card goes to the case that its window serves, once, or nowhere; and a reader learns nothing."""

from __future__ import annotations

import asyncio
import base64
import secrets
from typing import Any

import msgspec
import pytest

from devices.cards.picture import png
from devices.pretend.people import picture
from devices.simulator import CARDS
from handoff import messages as m
from handoff.case import Value
from handoff.ids import OP_BYTES, new_op
from handoff.refusal import Reason, Refused
from server.live.keys import Keys
from server.ports.river import NewEpoch
from server.work import cards
from server.work.cupboards import Actor
from tests.house import KAN, NAKAMURA, SATO, Client, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
MOVING = "S01"
YAMADA = CARDS["yamada"][1]


def op() -> str:
    return new_op(secrets.token_bytes(OP_BYTES))


class Desk:
    """A clerk who serves a visitor at a window with a reader, the case open on the screen."""

    def __init__(self, house: RunningHouse, window: str) -> None:
        self.house = house
        self.window = window

    async def open(self) -> Desk:
        """The clerk sits down and the reader is paired."""
        self.client: Client
        self.clerk: Voice
        self.client, self.clerk = await self.house.clerk(NAKAMURA, self.window)
        self.key = await self.house.reader(self.window)
        self.reader = await self.house.agent(self.key)
        return self

    async def serves(self) -> m.Row:
        """A visitor is called and served; the case is open on the screen."""
        given = await self.clerk.done(m.GiveNumber(MOVING))
        await self.clerk.done(m.Call(given.row.visit))
        row = (await self.clerk.done(m.Serve(given.row.visit))).row
        await self.clerk.say(m.Join(row.case))
        self.view = await self.clerk.hears(m.CaseView, lambda view: view.case == row.case)
        self.row: m.Row = row
        return row

    async def armed(self, after: int = 0) -> m.Armed:
        """The reader hears that it is armed."""
        armed: m.Armed = await self.reader.hears(m.Armed, lambda armed: armed.nonce is not None, after)
        return armed

    async def keys(self, person: str | None = None) -> None:
        """The clerk says whose card comes: a person of the case, or somebody new."""
        await self.client.posts("/api/arm", {"case": self.row.case, "person": person, "fresh": person is None})

    async def waiting(self) -> list[dict[str, Any]]:
        """The reads that wait for a key, as the clerk's screen gets them."""
        found: list[dict[str, Any]] = (await self.client.posts("/api/cards/waiting", {"case": self.row.case}))["reads"]
        return found

    async def takes(self, read: str, **key: Any) -> tuple[int, Any]:
        """The key, for a read that waits."""
        return await self.client.ask("/api/cards/take", {"case": self.row.case, "read": read, "op": op(), **key})

    async def lays_down(self, values: dict[str, Value], nonce: str | None = None, read: str = "") -> m.Answer:
        """A card is read; the answer."""
        read = read or op()
        place = len(self.reader.heard)
        nonce = nonce or [heard for heard in self.reader.heard if isinstance(heard, m.Armed)][-1].nonce or "0" * 32
        await self.reader.say(m.CardRead(read=read, nonce=nonce, card="mynumber", values=values))
        answer: m.Answer = await self.reader.hears(m.Answer, lambda heard: heard.re == read, place)
        return answer

    async def types(self, deed: m.ChangeDeed, base: dict[str, str | None] | None = None) -> None:
        """An edit of the clerk's."""
        change = m.Change(op=op(), case=self.row.case, fence=self.row.fence, do=deed, base=base or {})
        await self.clerk.say(change)
        answer = await self.clerk.hears(m.Answer, lambda heard: heard.re == change.op)
        assert answer.result == "ok", answer

    async def ends(self) -> None:
        """The visitor goes home."""
        await self.clerk.done(m.Finish(self.row.visit, "done"))

    def card_facts(self) -> dict[str, Any]:
        """What came from cards to the clerk's screen, key by key."""
        changes = [heard for heard in self.clerk.heard if isinstance(heard, m.Changed) and heard.case == self.row.case]
        return {key: e.value for one in changes for key, e in one.facts.items() if e.source == "card"}


async def test_a_card_fills_the_case_that_its_window_serves(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W05").open()
    row = await desk.serves()
    await desk.armed()
    await desk.keys()
    assert (await desk.lays_down(YAMADA)).result == "ok"
    changed = await desk.clerk.hears(m.Changed, lambda heard: heard.kind == "card")
    person = changed.facts["role.todokede"].value
    entry = changed.facts[f"p.{person}.m_name"]
    assert (entry.value, entry.by, entry.window, entry.source) == ("山田　太郎", "中村", "W05", "card")
    assert changed.facts[f"p.{person}.m_birth"].value == "1984-04-12"
    kept = await desk.clerk.hears(m.Kept, lambda heard: heard.cases.get(row.case, 0) >= changed.n)
    assert kept
    await desk.ends()


async def test_a_turns_word_stays_while_the_case_does_and_tells_nothing_of_it(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W05").open()
    row = await desk.serves()
    first = await desk.armed()
    place = desk.reader.heard.index(first) + 1
    assert (await desk.lays_down(YAMADA)).result == "ok"
    again = await desk.armed(place)
    assert first.nonce != again.nonce
    assert first.turn == again.turn != ""
    assert row.case not in first.turn
    await desk.ends()
    place = desk.reader.heard.index(again) + 1
    await desk.serves()
    await desk.reader.hears(m.Armed, lambda heard: heard.turn not in ("", first.turn), place)
    await desk.ends()


async def test_a_card_that_is_left_when_its_case_closes_is_given_back(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W05").open()
    await desk.serves()
    await desk.armed()
    await desk.reader.say(m.CardLies(True))
    assert (await desk.lays_down(YAMADA)).result == "ok"
    assert not any(isinstance(heard, m.CardLies) for heard in desk.clerk.heard)
    await desk.ends()
    left = await desk.clerk.hears(m.CardLies)
    assert left.lies
    await desk.reader.say(m.CardLies(False))
    await desk.clerk.hears(m.CardLies, lambda heard: not heard.lies)


async def test_a_card_that_lay_there_before_the_case_is_given_back(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W05").open()
    tablet = await (await city_hall.screen("tablet", "W05")).stands_at("/display")
    await tablet.say(m.Hello(wire=m.WIRE))
    await tablet.hears(m.Welcome)
    await desk.reader.say(m.CardLies(True))
    await desk.serves()
    assert (await desk.clerk.hears(m.CardLies)).lies
    assert (await tablet.hears(m.CardLies)).lies
    await desk.reader.socket.disconnect()
    await desk.clerk.hears(m.CardLies, lambda heard: not heard.lies)
    await desk.ends()


async def test_a_card_is_refused_when_no_case_is_open_there(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W06").open()
    answer = await desk.lays_down(YAMADA)
    assert (answer.result, answer.reason) == ("refused", "not_armed")


async def test_a_card_never_lands_in_the_next_visitors_case(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W06").open()
    await desk.serves()
    old = await desk.armed()
    await desk.ends()
    place = len(desk.reader.heard)
    await desk.serves()
    new = await desk.armed(place)
    assert new.nonce != old.nonce
    answer = await desk.lays_down(YAMADA, nonce=old.nonce)
    assert (answer.result, answer.reason) == ("refused", "not_armed")
    assert (await desk.lays_down({}, nonce=new.nonce)).result == "ok"
    assert desk.card_facts() == {}
    await desk.ends()


async def test_a_card_laid_down_while_the_case_is_handed_on_is_refused(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W07").open()
    row = await desk.serves()
    armed = await desk.armed()
    await desk.clerk.done(m.HandOff(row.visit, "G20"))
    assert (await desk.lays_down(YAMADA, nonce=armed.nonce)).reason == "not_armed"
    await desk.reader.hears(m.Armed, lambda heard: heard.nonce is None, desk.reader.heard.index(armed))


async def test_a_claim_that_this_process_has_not_heard_of_stops_the_read_at_the_sheet(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W07").open()
    row = await desk.serves()
    c = city_hall.web.cellar.cupboards
    armed = await cards.arm(c, row)
    _, other = await city_hall.clerk(SATO, "W20")
    await desk.clerk.done(m.HandOff(row.visit, "G20"))
    claimed = await other.done(m.Claim(number=row.number, reason="scan-1"))
    reader = Actor(clerk="", name="リーダー", office="main", window="W07", roles=("reader",), session=b"s")
    said = m.CardRead(read=op(), nonce=str(armed.nonce), card="mynumber", values=YAMADA)
    with pytest.raises(Refused) as no:
        await cards.read(c, reader, said, serving=row)
    assert no.value.reason is Reason.not_armed
    sheet = await c.sheets.read(row.case)
    assert sheet is not None
    assert sheet.fence > row.fence
    assert not any(entry.source == "card" for entry in sheet.entries.values())
    await other.done(m.Finish(claimed.row.visit, "done"))


async def test_a_window_that_is_left_takes_no_card(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W08").open()
    await desk.serves()
    armed = await desk.armed()
    await desk.clerk.done(m.Away())
    await desk.reader.hears(m.Armed, lambda heard: heard.nonce is None, desk.reader.heard.index(armed))
    assert (await desk.lays_down(YAMADA, nonce=armed.nonce)).reason == "not_armed"
    place = len(desk.reader.heard)
    await desk.clerk.done(m.Return())
    await desk.armed(place)
    assert (await desk.lays_down(YAMADA)).result == "ok"
    await desk.ends()


async def test_the_same_read_again_is_answered_alike_and_written_once(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W08").open()
    await desk.serves()
    armed = await desk.armed()
    read = op()
    await desk.keys()
    first = await desk.lays_down(YAMADA, armed.nonce, read)
    again = await desk.lays_down(YAMADA, armed.nonce, read)
    assert first == again
    assert first.result == "ok"
    sheet = await city_hall.web.cellar.cupboards.sheets.read(desk.row.case)
    assert sheet is not None
    assert sheet.rev == 1
    await desk.ends()


async def test_a_reader_is_armed_anew_when_the_live_store_has_lost_its_nonce(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W11").open()
    await desk.serves()
    armed = await desk.armed()
    redis, city = city_hall.web.cellar.live.redis, city_hall.web.cellar.cupboards.city
    assert await redis.delete(Keys(city).card(f"nonce:{armed.nonce}")) == 1
    assert (await desk.lays_down(YAMADA, armed.nonce)).reason == "not_armed"
    await desk.armed(desk.reader.heard.index(armed) + 1)
    assert (await desk.lays_down(YAMADA)).result == "ok"
    await desk.ends()


async def test_a_new_epoch_arms_every_reader_anew(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W11").open()
    await desk.serves()
    place = desk.reader.heard.index(await desk.armed()) + 1
    await city_hall.web.device.follow(NewEpoch("another"))
    await desk.armed(place)
    await desk.ends()


async def test_a_nonce_is_good_for_one_read(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W09").open()
    await desk.serves()
    armed = await desk.armed()
    await desk.keys()
    assert (await desk.lays_down(YAMADA, armed.nonce)).result == "ok"
    assert (await desk.lays_down(CARDS["hanako"][1], armed.nonce)).reason == "not_armed"
    await desk.reader.hears(m.Armed, lambda heard: heard.nonce not in {None, armed.nonce})
    await desk.keys()
    assert (await desk.lays_down(CARDS["hanako"][1])).result == "ok"
    await desk.clerk.hears(m.Changed, lambda heard: any(e.value == "山田　花子" for e in heard.facts.values()))
    assert sorted(value for key, value in desk.card_facts().items() if key.endswith("m_name")) == [
        "山田　太郎",
        "山田　花子",
    ]
    await desk.ends()


async def test_a_card_that_says_something_else_than_what_was_typed_asks_the_clerk(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W09").open()
    await desk.serves()
    await desk.armed()
    await desk.types(m.AddPerson("tar0tar0", {"m_name": "山田　太郎", "m_addr": "別の町１番"}))
    await desk.keys("tar0tar0")
    answer = await desk.lays_down(YAMADA)
    asked = await desk.clerk.hears(m.Answer, lambda heard: heard.re == f"card:{answer.re}")
    assert asked.result == "overtaken"
    assert (asked.more["case"], asked.more["person"], asked.more["waits"]) == (desk.row.case, "tar0tar0", False)
    assert {key: entry.value for key, entry in asked.entries.items()} == {"p.tar0tar0.m_addr": YAMADA["address"]}
    assert (answer.result, answer.entries) == ("ok", None)
    await desk.clerk.hears(m.Changed, lambda heard: "p.tar0tar0.m_birth" in heard.facts)
    sheet = await city_hall.web.cellar.cupboards.sheets.read(desk.row.case)
    assert sheet is not None
    assert sheet.value("p.tar0tar0.m_addr") == "別の町１番"
    await desk.ends()


async def test_without_a_key_a_read_waits_and_nothing_of_it_is_written(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W09").open()
    await desk.serves()
    await desk.armed()
    await desk.types(m.AddPerson("n0name00"))
    assert (await desk.lays_down(YAMADA)).result == "ok"
    told = await desk.clerk.hears(m.Answer, lambda heard: heard.re.startswith("card:"))
    assert (told.result, told.entries, told.more["waits"]) == ("ok", None, True)
    assert desk.card_facts() == {}
    (one,) = await desk.waiting()
    assert one["values"]["m_name"] == "山田　太郎"
    assert "m_mynumber" not in one["values"]
    assert [(who["person"], who["same"], who["another"]) for who in one["persons"]] == [("n0name00", False, False)]
    assert one["parts"]["old"]["old_town"] == "中央一丁目"
    status, taken = await desk.takes(one["read"], person="n0name00", split="old")
    assert (status, taken["result"], taken["person"]) == (200, "ok", "n0name00")
    changed = await desk.clerk.hears(m.Changed, lambda heard: heard.kind == "card")
    assert changed.facts["p.n0name00.m_addr"].value == YAMADA["address"]
    assert changed.facts["old_banchi"].value == "２番３号"
    assert {entry.source for entry in changed.facts.values()} == {"card"}
    assert await desk.waiting() == []
    assert (await desk.takes(one["read"], person="n0name00"))[1]["reason"] == "card_gone"
    await desk.ends()


async def test_a_key_that_names_somebody_else_is_asked_again(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W09").open()
    await desk.serves()
    await desk.armed()
    await desk.types(m.AddPerson("tar0tar0", {"m_name": "別の　人", "m_birth": "1950-01-01"}))
    await desk.keys("tar0tar0")
    assert (await desk.lays_down(YAMADA)).result == "ok"
    (one,) = await desk.waiting()
    assert one["persons"][0]["another"]
    assert (await desk.takes(one["read"], person="tar0tar0"))[1]["reason"] == "card_of_another"
    assert desk.card_facts() == {}
    over = {"m_name": one["persons"][0]["differs"]["m_name"]}
    status, taken = await desk.takes(one["read"], person="tar0tar0", anyway=True, over=over)
    assert (status, taken["differing"]) == (200, ["p.tar0tar0.m_birth"])
    changed = await desk.clerk.hears(m.Changed, lambda heard: heard.kind == "card")
    assert changed.facts["p.tar0tar0.m_name"].value == "山田　太郎"
    await desk.ends()


async def test_a_read_that_waits_is_gone_when_its_case_moves_on(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W11").open()
    row = await desk.serves()
    await desk.armed()
    assert (await desk.lays_down(YAMADA)).result == "ok"
    (one,) = await desk.waiting()
    other, _ = await city_hall.clerk(SATO, "W20")
    assert (await other.ask("/api/cards/waiting", {"case": row.case}))[1] == {"reason": "not_armed"}
    c = city_hall.web.cellar.cupboards
    assert [held.read for held in await c.arms.held(row.case)] == [one["read"]]
    await desk.ends()
    assert (await desk.takes(one["read"]))[1]["reason"] == "not_armed"
    after = await desk.serves()  # what happened before it has been heard of everywhere then
    await desk.clerk.hears(m.Moved, lambda heard: heard.row.visit == after.visit and heard.row.stage == "serving")
    assert await c.arms.held(row.case) == []
    await desk.ends()


async def test_a_read_that_is_not_wanted_is_forgotten(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W11").open()
    row = await desk.serves()
    await desk.armed()
    await desk.lays_down(YAMADA)
    (one,) = await desk.waiting()
    await desk.client.posts("/api/cards/forget", {"case": row.case, "read": one["read"]})
    assert await desk.waiting() == []
    await desk.ends()


async def test_the_clerk_hears_of_a_card_that_has_expired_and_of_what_to_look_at(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W10").open()
    await desk.serves()
    place = 0
    for card, expires, doubtful in (
        ("licence", "2020-01-01", ["name", "address", "no such value"]),
        ("mynumber_licence", "2999-01-01", []),
    ):
        armed = await desk.armed(place)
        place = desk.reader.heard.index(armed) + 1
        read = op()
        await desk.keys()
        await desk.reader.say(m.CardRead(read, armed.nonce or "", card, YAMADA, expires, doubtful))
        told = await desk.clerk.hears(m.Answer, lambda heard, read=read: heard.re == f"card:{read}")
        assert told.more["card"] == card
        assert told.more["expired"] == (expires < "2900")
        assert told.more["doubtful"] == (["m_name", "m_addr"] if doubtful else [])
    await desk.ends()


async def test_a_last_day_that_is_none_is_a_bad_message(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W10").open()
    await desk.serves()
    armed = await desk.armed()
    await desk.reader.say(m.CardRead(op(), armed.nonce or "", "licence", YAMADA, "tomorrow"))
    assert (await desk.reader.hears(m.Answer)).reason == "bad_message"
    await desk.ends()


async def test_the_clerk_hears_what_of_a_card_could_not_be_taken(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W10").open()
    await desk.serves()
    await desk.armed()
    await desk.keys()
    answer = await desk.lays_down(YAMADA | {"birth": "00000000", "name": "あ\u0000い"})
    told = await desk.clerk.hears(m.Answer, lambda heard: heard.re == f"card:{answer.re}")
    assert told.result == "ok"
    assert told.more["left_out"].keys() == {"m_birth", "m_name"}
    assert "m_sex" in {key.rpartition(".")[2] for key in desk.card_facts()}
    await desk.ends()


async def test_only_a_clerk_who_serves_the_case_says_whose_card_comes(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W10").open()
    await desk.serves()
    other, _ = await city_hall.clerk(NAKAMURA, "W11")
    nobody, _ = await city_hall.clerk(KAN)
    case = desk.row.case
    assert await other.ask("/api/arm", {"case": case}) == (400, {"reason": "not_armed"})
    assert await nobody.ask("/api/arm", {"case": case}) == (400, {"reason": "no_window"})
    assert (await desk.client.ask("/api/arm", {"case": case, "person": "n0b0dy00"}))[1]["reason"] == "no_such_person"
    assert (await desk.client.ask("/api/arm", {"case": case, "person": None}))[0] == 200
    await desk.ends()


async def test_a_reader_hears_yes_or_no_and_nothing_of_the_case(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W10").open()
    await desk.serves()
    await desk.armed()
    await desk.types(m.AddPerson("tar0tar0", {"m_name": "山田　太朗"}))
    await desk.lays_down(YAMADA)
    await desk.reader.say(m.Join(desk.row.case))
    refused = await desk.reader.hears(m.Answer, lambda heard: heard.reason == "bad_message")
    assert refused.entries is None
    assert {type(heard) for heard in desk.reader.heard} == {m.Placed, m.Armed, m.Answer}
    said = [msgspec.to_builtins(heard) for heard in desk.reader.heard]
    assert {name for one in said for name in one} <= {
        *("t", "window", "place", "name", "city"),
        *("nonce", "until", "turn", "re", "result", "reason"),
    }
    await desk.ends()


async def test_a_reader_that_floods_is_slowed_down_and_loses_nothing_else(city_hall: RunningHouse) -> None:
    desk = await Desk(city_hall, "W10").open()
    for _ in range(100):
        await desk.reader.say(m.CardRead(read=op(), nonce="0" * 32, card="mynumber", values=YAMADA))
    slowed = await desk.reader.hears(m.Answer, lambda heard: heard.reason == "slow_down")
    assert slowed.result == "slow"
    assert desk.reader.socket.connected


@pytest.mark.parametrize(
    "said",
    [
        {"t": "card_read", "read": "short", "nonce": "0" * 32, "card": "mynumber", "values": {}},
        {"t": "card_read", "read": "r" * 26, "nonce": "*", "card": "mynumber", "values": {}},
        {"t": "card_read", "read": "r" * 26, "nonce": "0" * 32, "card": "mynumber", "values": {}, "more": 1},
        {
            "t": "card_read",
            "read": "r" * 26,
            "nonce": "0" * 32,
            "card": "m",
            "values": dict.fromkeys(map(str, range(33))),
        },
        {"t": "change", "op": "o" * 26, "case": "c", "fence": 0, "do": {"kind": "set", "entries": {}}},
        [1, 2, 3],
        "card_read",
    ],
)
async def test_what_is_no_read_is_refused(city_hall: RunningHouse, said: Any) -> None:
    reader = await city_hall.agent(await city_hall.reader("W31"))
    await reader.say(said)
    assert (await reader.hears(m.Answer)).reason == "bad_message"


async def test_a_revoked_reader_is_cut_off_within_five_seconds(city_hall: RunningHouse) -> None:
    reader = await city_hall.agent(await city_hall.reader("W32", "外すリーダー"))
    admin, _ = await city_hall.clerk(KAN)
    _, listed = await admin.ask("/api/devices")
    thing = next(one["id"] for one in listed["devices"] if one["name"] == "外すリーダー")
    await admin.posts("/api/devices/revoke", {"id": thing})
    async with asyncio.timeout(5):
        await reader.closed.wait()
    assert (await reader.hears(m.Bye)).why == "unknown_device"


async def test_what_a_card_has_as_a_picture_is_shown_beside_its_field_and_gone_with_the_case(
    city_hall: RunningHouse,
) -> None:
    desk = await Desk(city_hall, "W10").open()
    row = await desk.serves()
    armed = await desk.armed()
    image = base64.b64encode(png(picture("name"))).decode()
    for pictures in ({"name": "AAAA"}, {"name": "*"}, {"face": image}):
        place = len(desk.reader.heard)
        await desk.reader.say(m.CardRead(op(), armed.nonce or "", "residence", {}, pictures=pictures))
        assert (await desk.reader.hears(m.Answer, after=place)).reason == "bad_message"
    await desk.keys()  # a picture is looked at before it counts, whatever was said ahead
    armed = [heard for heard in desk.reader.heard if isinstance(heard, m.Armed)][-1]
    said = m.CardRead(op(), armed.nonce or "", "residence", {"birth": "19900215"}, "", ["name"], {"name": image})
    await desk.reader.say(said)
    assert (await desk.reader.hears(m.Answer, lambda heard: heard.re == said.read)).result == "ok"
    (one,) = await desk.waiting()
    assert (one["pictures"], one["doubtful"]) == ({"name": image}, ["m_name"])
    status, taken = await desk.takes(one["read"])
    assert (status, taken["result"]) == (200, "ok")
    c = city_hall.web.cellar.cupboards
    assert await c.arms.held(row.case) == []
    sheet = await c.sheets.read(row.case)
    assert sheet is not None
    assert image not in repr(sheet.entries)
    await desk.ends()
