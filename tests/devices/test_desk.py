"""The readers of a window PC over real PC/SC: only cards of this turn, all of a card or nothing, and what is said."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from devices import words
from devices.cards.read import Read
from devices.cards.secret import Secret
from devices.desk import Desk
from devices.pcsc.readers import PcscReaders
from devices.pretend.card import FileCard
from devices.pretend.licence import Holder as Driver
from devices.pretend.licence import Licence
from devices.pretend.mynumber import Holder, MyNumberCard
from devices.pretend.people import picture
from devices.pretend.residence import ResidenceCard
from devices.wanted import Wanted
from tests.devices.held import KOKUTOU, NUMBER, chance
from tests.devices.pcscd import Pcscd, until

WAIT_S = 60.0


class Counter:
    """A window with readers, and somebody who types."""

    def __init__(self, pcscd: Pcscd) -> None:
        self.pcscd = pcscd
        self.turn: str | None = "turn-1"
        self.told: asyncio.Queue[str] = asyncio.Queue()
        self.asked: asyncio.Queue[tuple[str, asyncio.Future[Secret | None]]] = asyncio.Queue()
        self.reads: asyncio.Queue[Read] = asyncio.Queue()
        self.lay: list[bool] = []
        self.desk = Desk(PcscReaders(), lambda: self.turn, self.ask, self.told.put_nowait, self.lay.append)

    async def ask(self, wanted: Wanted) -> Secret | None:
        typed: asyncio.Future[Secret | None] = asyncio.get_running_loop().create_future()
        self.asked.put_nowait((wanted.sentence, typed))
        return await typed

    async def run(self) -> None:
        async with contextlib.aclosing(self.desk.reads()) as reads:
            async for read in reads:
                self.reads.put_nowait(read)

    async def hears(self, sentence: str) -> None:
        async with asyncio.timeout(WAIT_S):
            while await self.told.get() != sentence:
                pass

    async def types(self, digits: str | None) -> str:
        async with asyncio.timeout(WAIT_S):
            sentence, typed = await self.asked.get()
        typed.set_result(None if digits is None else Secret(digits))
        return sentence

    async def gets(self) -> Read:
        async with asyncio.timeout(WAIT_S):
            return await self.reads.get()

    async def lays(self, card: Any, which: int = 0) -> None:
        await asyncio.to_thread(self.pcscd.slots[which].insert, card)

    async def lifts(self, which: int = 0) -> None:
        """Taken away, and the service has seen it."""
        await asyncio.to_thread(self.pcscd.slots[which].remove)
        await asyncio.to_thread(until, lambda: self.pcscd.names[which] not in self.desk.lying, "seen that it is gone")


@pytest.fixture
async def counter(pcscd: Pcscd) -> AsyncIterator[Counter]:
    one = Counter(pcscd)
    running = asyncio.create_task(one.run())
    missing = {words.found(name) for name in pcscd.names}
    async with asyncio.timeout(WAIT_S):
        while missing:
            missing.discard(await one.told.get())
    yield one
    for slot in pcscd.slots:
        await asyncio.to_thread(slot.remove)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_card_is_read_with_what_the_person_types(counter: Counter) -> None:
    await counter.lays(MyNumberCard(KOKUTOU))
    assert await counter.types("1234") == words.ask_mynumber(3, 10)
    read = await counter.gets()
    assert (read.card, read.turn, read.values["name"]) == ("mynumber", "turn-1", KOKUTOU.name)
    assert "mynumber" not in read.values
    assert counter.lay == [True]


async def test_of_a_card_that_is_a_licence_too_it_is_said_at_once_what_is_not_read(counter: Counter) -> None:
    await counter.lays(MyNumberCard(KOKUTOU, licence=True))
    await counter.types("1234")
    read = await counter.gets()
    assert (read.card, read.values["name"]) == ("mynumber_licence", KOKUTOU.name)
    await counter.hears(words.LICENCE_TYPED)


async def test_a_licence_without_pins_asks_for_none(counter: Counter) -> None:
    await counter.lays(Licence(Driver(pin=None)))
    assert (await counter.gets()).values["name"] == "日本　花子"
    assert counter.asked.empty()


async def test_a_character_that_no_machine_reads_is_named(counter: Counter) -> None:
    await counter.lays(Licence(Driver(name="〓本　花子", pin=None)))
    assert (await counter.gets()).doubtful == ("name",)


async def test_a_residence_card_is_opened_by_the_number_on_it(counter: Counter) -> None:
    await counter.lays(ResidenceCard(NUMBER, chance(), 2))
    assert await counter.types(NUMBER) == words.ASK_RESIDENCE
    assert (await counter.gets()).values["birth"] == "1990-02-15"


async def test_a_card_that_lies_there_when_no_case_is_open_is_not_read(counter: Counter) -> None:
    card = MyNumberCard(KOKUTOU)
    counter.turn = None
    await counter.lays(card)
    await counter.hears(words.NOT_ARMED)
    counter.turn = "turn-2"
    assert card.commands == 0
    await counter.lifts()
    await counter.lays(card)
    await counter.types("1234")
    assert (await counter.gets()).turn == "turn-2"


async def test_taken_away_while_the_person_types_it_is_not_tried(counter: Counter) -> None:
    card = MyNumberCard(KOKUTOU)
    await counter.lays(card)
    async with asyncio.timeout(WAIT_S):
        _, typed = await counter.asked.get()
    await counter.lifts()
    await counter.hears(words.TAKEN_AWAY)
    assert typed.cancelled()
    assert card.verifies == 0
    assert counter.lay == [True, False]


async def test_what_was_typed_for_one_card_never_reaches_the_next(counter: Counter) -> None:
    other = MyNumberCard(Holder("別人　二郎", "あおばの市", "1990-01-01"))
    await counter.lays(MyNumberCard(KOKUTOU))
    async with asyncio.timeout(WAIT_S):
        _, typed = await counter.asked.get()
    await asyncio.to_thread(counter.pcscd.slots[0].remove)
    await counter.lays(other)
    if not typed.done():
        typed.set_result(Secret("1234"))
    await counter.hears(words.TAKEN_AWAY)
    assert other.verifies == 0
    assert counter.reads.empty()


async def test_a_wrong_pin_says_how_many_tries_are_left_and_the_floor_holds(counter: Counter) -> None:
    card = MyNumberCard(KOKUTOU)
    for left in (2, 1):
        await counter.lays(card)
        await counter.types("9999")
        await counter.hears(words.wrong(left))
        await counter.lifts()
    await counter.lays(card)
    assert await counter.types("1234") == words.ask_mynumber(1, 10)
    await counter.hears(words.too_few(1))
    assert card.verifies == 2


async def test_an_expired_card_is_read_and_said_to_be_expired(counter: Counter) -> None:
    holder = Holder(KOKUTOU.name, KOKUTOU.address, KOKUTOU.birth, expires="2020-02-17")
    await counter.lays(MyNumberCard(holder))
    await counter.types("1234")
    await counter.hears(words.EXPIRED)
    read = await counter.gets()
    assert (read.values["name"], read.expires) == (KOKUTOU.name, "2020-02-17")


async def test_a_card_that_a_counter_has_no_use_for_is_named_so(counter: Counter) -> None:
    await counter.lays(FileCard({}))
    await counter.hears(words.UNKNOWN)


async def test_two_readers_give_each_their_own_person(counter: Counter) -> None:
    people = {"甲　一郎": "1111", "乙　二郎": "2222"}
    for which, (name, pin) in enumerate(people.items()):
        await counter.lays(MyNumberCard(Holder(name, "あおばの市", "1980-01-01", pin=pin)), which)
        await counter.types(pin)
        assert (await counter.gets()).values["name"] == name


async def test_the_service_dies_and_comes_back_and_cards_are_read_again(counter: Counter) -> None:
    await counter.lays(MyNumberCard(KOKUTOU))
    await counter.types("1234")
    await counter.gets()
    await asyncio.to_thread(counter.pcscd.kill)
    await counter.hears(words.NO_SERVICE)
    await asyncio.to_thread(counter.pcscd.start)
    await counter.hears(words.found(counter.pcscd.names[0]))
    await counter.lays(MyNumberCard(KOKUTOU))
    await counter.types("1234")
    assert (await counter.gets()).values["name"] == KOKUTOU.name


def test_no_sentence_of_the_agent_is_without_an_end() -> None:
    sentences = [said for name, said in vars(words).items() if name.isupper() and isinstance(said, str)]
    assert all(said.endswith("。") for said in sentences)


async def test_what_is_on_a_card_as_a_picture_alone_comes_as_one_that_a_screen_shows(counter: Counter) -> None:
    await counter.lays(ResidenceCard(NUMBER, chance(), 2, pictures=(picture("name"), b"no picture")))
    await counter.types(NUMBER)
    read = await counter.gets()
    assert read.pictures.keys() == {"name"}
    assert read.pictures["name"].startswith(b"\x89PNG")
    assert set(read.doubtful) == {"name", "address"}
