"""One card on one reader of the real service of card readers: read whole as the agent does, and its commands alone."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from smartcard import scard

from devices.cards.secret import Secret
from devices.desk import read_whole
from devices.pcsc.session import Session
from devices.pcsc.watch import counter
from devices.pretend.card import Chip
from devices.pretend.licence import Holder as Driver
from devices.pretend.licence import Licence
from devices.pretend.mynumber import Holder, MyNumberCard
from devices.wanted import Wanted
from tests.devices.pcscd import in_service, until

CARDS: dict[str, Callable[[], Chip]] = {
    "mynumber": lambda: MyNumberCard(Holder("黒桐　幹也", "東京都清瀬市観布子南１２－７－２０２", "1980-02-17")),
    "licence": lambda: Licence(Driver()),
}


class Noting(Session):
    """A session that notes what it sends."""

    def __init__(self, reader: str, count: int) -> None:
        super().__init__(reader, count)
        self.sent: list[bytes] = []

    def _transmit(self, command: bytes) -> bytes:
        self.sent.append(command)
        return super()._transmit(command)


def through_the_service(kind: str, times: int) -> tuple[list[float], list[float], int]:
    """ms of whole reads; ms of their commands alone; how many commands."""
    with in_service() as service:
        reader = service.names[0]
        service.slots[0].insert(CARDS[kind]())
        until(lambda: state(reader) & scard.SCARD_STATE_PRESENT != 0, "a card on the reader")
        count = counter(state(reader))
        sent = read(reader, count)[1]
        turns = [(read(reader, count)[0], alone(reader, sent)) for _ in range(times)]
        return [whole for whole, _ in turns], [bare for _, bare in turns], len(sent)


def read(reader: str, count: int) -> tuple[float, list[bytes]]:
    """One read, from power to no power: ms, and what was sent."""
    begun = perf_counter()
    with Noting(reader, count) as session:
        session.is_still_there()
        read_whole(session, typed)
        session.is_still_there()
    return (perf_counter() - begun) * 1000, session.sent


def typed(_: Wanted) -> Secret:
    """The visitor is quick."""
    return Secret("1234")


def alone(reader: str, sent: list[bytes]) -> float:
    """The same commands on a card that has power, one after the other: ms."""
    _, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
    result, card, _ = scard.SCardConnect(context, reader, scard.SCARD_SHARE_EXCLUSIVE, either)
    assert result == scard.SCARD_S_SUCCESS, "no card"
    begun = perf_counter()
    for command in sent:
        result, _answer = scard.SCardTransmit(card, scard.SCARD_PCI_T1, list(command))
        assert result == scard.SCARD_S_SUCCESS, "the card is gone"
    took = (perf_counter() - begun) * 1000
    scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD)
    scard.SCardReleaseContext(context)
    return took


def state(reader: str) -> int:
    """The reader's state now; 0 when nobody can say."""
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if result != scard.SCARD_S_SUCCESS:
        return 0
    _, states = scard.SCardGetStatusChange(context, 0, [(reader, scard.SCARD_STATE_UNAWARE)])
    scard.SCardReleaseContext(context)
    return int(states[0][1])
