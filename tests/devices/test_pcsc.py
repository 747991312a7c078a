"""Real PC/SC: cards on readers that come and go, over the service that real readers use."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from devices.cards import licence, mynumber, residence
from devices.cards.detect import detect
from devices.cards.secret import Secret, TooFewTries, WrongSecret
from devices.pcsc.session import Session
from devices.pcsc.watch import Watch
from devices.pretend.licence import Holder as Driver
from devices.pretend.licence import Licence
from devices.pretend.mynumber import Holder, MyNumberCard
from devices.pretend.residence import ResidenceCard
from devices.readers import CardGone, CardHeld, Seen
from tests.devices.held import KOKUTOU, NUMBER, chance
from tests.devices.pcscd import Pcscd, empty, until

WAIT_S = 60.0
B = "55021720352285"


class Watched:
    """What the watch says, in its order."""

    def __init__(self) -> None:
        self.said: queue.Queue[Seen] = queue.Queue()
        self.watch = Watch(self.said.put)

    def hear(self, what: str, reader: str | None = None) -> Seen:
        """The next of this kind; others in between are passed over."""
        while True:
            seen = self.said.get(timeout=WAIT_S)
            if seen.what == what and reader in (None, seen.reader):
                return seen


@pytest.fixture
def watched(pcscd: Pcscd) -> Iterator[Watched]:
    one = Watched()
    one.watch.start()
    missing = set(pcscd.names)
    while missing:
        missing.discard(one.hear("reader").reader)
    yield one
    for slot in pcscd.slots:
        slot.remove()
    one.watch.stop()


def laid(pcscd: Pcscd, watched: Watched, card: Any, which: int = 0) -> Seen:
    until(lambda: empty(pcscd, pcscd.names[which]), "an empty reader")
    pcscd.slots[which].insert(card)
    return watched.hear("card", pcscd.names[which])


def lifted(pcscd: Pcscd, watched: Watched, which: int = 0) -> None:
    pcscd.slots[which].remove()
    watched.hear("gone", pcscd.names[which])


def read(seen: Seen, talk: Callable[[], Any]) -> Any:
    with Session(seen.reader, seen.count) as session:
        session.hold(detect())
        return session.hold(talk())


@pytest.mark.parametrize("kind", ["mynumber", "licence", "residence 1", "residence 2"])
def test_each_kind_of_card_is_found_and_read_whole(pcscd: Pcscd, watched: Watched, kind: str) -> None:
    card, talk = {
        "mynumber": (MyNumberCard(KOKUTOU), lambda: mynumber.read(Secret(B))),
        "licence": (Licence(Driver()), lambda: licence.read(Secret("1234"))),
        "residence 1": (ResidenceCard(NUMBER, chance(), 1), lambda: residence.read(Secret(NUMBER), chance(2))),
        "residence 2": (ResidenceCard(NUMBER, chance(), 2), lambda: residence.read(Secret(NUMBER), chance(2))),
    }[kind]
    seen = laid(pcscd, watched, card)
    with Session(seen.reader, seen.count) as session:
        session.is_still_there()
        assert session.hold(detect()) == kind.partition(" ")[0]
        got = session.hold(talk())
        session.is_still_there()
    assert got.values
    assert all(len(picture) >= 2500 for picture in got.images.values())


def test_pulled_out_at_every_command_it_gives_nothing_and_was_tried_once(pcscd: Pcscd, watched: Watched) -> None:
    seen = laid(pcscd, watched, MyNumberCard(KOKUTOU))
    assert read(seen, lambda: mynumber.read(Secret("1234"))).values["name"] == KOKUTOU.name
    total = pcscd.slots[0].commands
    lifted(pcscd, watched)
    assert total > 8
    for command in range(total):
        card = MyNumberCard(KOKUTOU)
        pcscd.slots[0].pull_at = command
        seen = laid(pcscd, watched, card)
        with pytest.raises(CardGone):
            read(seen, lambda: mynumber.read(Secret("1234")))
        watched.hear("gone", seen.reader)
        assert card.verifies <= 1
        assert card.pin.left == 3


def test_a_handle_that_met_an_error_talks_to_no_other_card(pcscd: Pcscd, watched: Watched) -> None:
    seen = laid(pcscd, watched, MyNumberCard(KOKUTOU))
    with Session(seen.reader, seen.count) as session:
        session.hold(detect())
        pcscd.slots[0].remove()
        with pytest.raises(CardGone):
            session.hold(mynumber.look())
        watched.hear("gone", seen.reader)
        laid(pcscd, watched, MyNumberCard(Holder("別人　二郎", "あおばの市", "1990-01-01")))
        with pytest.raises(CardGone):
            session.hold(mynumber.look())


def test_a_card_that_was_swapped_is_another_card(pcscd: Pcscd, watched: Watched) -> None:
    seen = laid(pcscd, watched, MyNumberCard(KOKUTOU))
    lifted(pcscd, watched)
    other = MyNumberCard(Holder("別人　二郎", "あおばの市", "1990-01-01"))
    again = laid(pcscd, watched, other)
    assert again.count != seen.count
    with Session(seen.reader, seen.count) as session, pytest.raises(CardGone):
        session.is_still_there()
    assert other.verifies == 0


def test_swapped_at_once_while_it_is_held_nothing_reaches_the_second_card(pcscd: Pcscd, watched: Watched) -> None:
    """Quicker than the service looks (400 ms): the session ends, and no secret goes to the card that lies there now."""
    other = MyNumberCard(Holder("別人　二郎", "あおばの市", "1990-01-01"))
    seen = laid(pcscd, watched, MyNumberCard(KOKUTOU))
    with Session(seen.reader, seen.count) as session:
        session.hold(detect())
        session.hold(mynumber.look())
        pcscd.slots[0].remove()
        pcscd.slots[0].insert(other)
        with pytest.raises(CardGone):
            session.is_still_there()
            session.hold(mynumber.read(Secret("1234")))
    assert other.verifies == 0


def test_wrong_pins_go_down_to_the_floor_and_no_further(pcscd: Pcscd, watched: Watched) -> None:
    card = MyNumberCard(KOKUTOU)
    seen = laid(pcscd, watched, card)
    for left in (2, 1):
        with pytest.raises(WrongSecret) as wrong:
            read(seen, lambda: mynumber.read(Secret("0000")))
        assert wrong.value.left == left
    for _ in range(3):
        with pytest.raises(TooFewTries):
            read(seen, lambda: mynumber.read(Secret("1234")))
    assert card.verifies == 2


def test_what_a_pin_opened_is_shut_when_the_session_ends(pcscd: Pcscd, watched: Watched) -> None:
    card = MyNumberCard(KOKUTOU)
    seen = laid(pcscd, watched, card)
    read(seen, lambda: mynumber.read(Secret("1234")))
    until(lambda: not card.opened, "power taken away", seconds=4.0)  # pcscd by itself takes it after 5 s


def test_a_card_that_another_program_holds_is_not_touched(pcscd: Pcscd, watched: Watched) -> None:
    seen = laid(pcscd, watched, MyNumberCard(KOKUTOU))
    with Session(seen.reader, seen.count), pytest.raises(CardHeld), Session(seen.reader, seen.count):
        pass


def test_the_service_is_killed_and_comes_back_and_so_does_the_watch(pcscd: Pcscd, watched: Watched) -> None:
    seen = laid(pcscd, watched, MyNumberCard(KOKUTOU))
    session = Session(seen.reader, seen.count).__enter__()
    pcscd.kill()
    watched.hear("gone", seen.reader)
    watched.hear("unplugged", seen.reader)
    watched.hear("down")
    with pytest.raises(CardGone):
        session.hold(detect())
    session.__exit__(None, None, None)
    pcscd.start()
    watched.hear("up")
    watched.hear("reader", seen.reader)
    again = laid(pcscd, watched, MyNumberCard(KOKUTOU))
    assert read(again, lambda: mynumber.read(Secret(B))).values["name"] == KOKUTOU.name


@pytest.mark.parametrize("readers", [2, 8])
def test_readers_at_once_read_each_its_own_person(pcscd: Pcscd, watched: Watched, readers: int) -> None:
    people = [Holder("一二三四五六七八"[which], f"あおばの市{which}", "1980-02-17") for which in range(readers)]
    places = [laid(pcscd, watched, MyNumberCard(person), which) for which, person in enumerate(people)]
    names: list[set[str]] = [set() for _ in people]

    def keep_reading(which: int) -> None:
        for _ in range(50):
            got = read(places[which], lambda: mynumber.read(Secret(B)))
            names[which].add(got.values["name"])

    threads = [threading.Thread(target=keep_reading, args=(which,)) for which in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == [{person.name} for person in people]
