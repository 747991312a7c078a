"""One card on one reader, ours alone, from power to no power: what went wrong once is not asked again.

A handle that met an error is thrown away: half a second later the same handle would talk to the next card without a
word. At the end the card loses its power, so that what a PIN opened is shut.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Final

from smartcard import scard

from devices.cards.apdu import T, Talk, converse
from devices.pcsc.watch import counter
from devices.readers import CardGone, CardHeld

EITHER: Final = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
HELD: Final = scard.SCARD_E_SHARING_VIOLATION


class Session:
    """`with Session(reader, count) as session`: `count` is the reader's counter when the card was seen."""

    def __init__(self, reader: str, count: int) -> None:
        self.reader = reader
        self.count = count
        self._context: Any = None
        self._card: Any = None
        self._protocol: Any = None

    def __enter__(self) -> Session:
        """Power, for us alone. Refused: `CardGone`, `CardHeld`."""
        result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        if result != scard.SCARD_S_SUCCESS:
            raise CardGone("service")
        result, card, protocol = scard.SCardConnect(self._context, self.reader, scard.SCARD_SHARE_EXCLUSIVE, EITHER)
        if result != scard.SCARD_S_SUCCESS:
            self._close()
            raise (CardHeld if result == HELD else CardGone)("connect")
        self._card = card
        self._protocol = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
        return self

    def __exit__(self, kind: type[BaseException] | None, no: BaseException | None, trace: TracebackType | None) -> None:
        """No power, nothing held."""
        self._close()

    def hold(self, talk: Talk[T]) -> T:
        """A conversation with the card. Refused: `CardGone`, and what the conversation refuses."""
        return converse(talk, self._transmit)

    def is_still_there(self) -> None:
        """See that no card went or came since ours was seen. Refused: `CardGone`."""
        asked = [(self.reader, scard.SCARD_STATE_UNAWARE)]
        result, states = scard.SCardGetStatusChange(self._context, 0, asked)
        if result != scard.SCARD_S_SUCCESS:
            raise CardGone("state")
        state = states[0][1]
        if not state & scard.SCARD_STATE_PRESENT or counter(state) != self.count:
            raise CardGone("another card")

    def _transmit(self, command: bytes) -> bytes:
        if self._card is None:
            raise CardGone("closed")
        result, answer = scard.SCardTransmit(self._card, self._protocol, list(command))
        if result != scard.SCARD_S_SUCCESS or not answer:
            self._close()
            raise CardGone("transmit")
        return bytes(answer)

    def _close(self) -> None:
        card, self._card = self._card, None
        context, self._context = self._context, None
        if card is not None:
            scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD)
        if context is not None:
            scard.SCardReleaseContext(context)
