"""The readers of a window PC: a card that is laid down during a turn is read whole and given on, or not at all.

One conversation a reader, in a thread of its own, for a card blocks as long as it likes. The card is held from the
first look to the last byte, so that what a person types for one card never reaches another. A card that lay there
before the turn is not read: it may be the last visitor's.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import Final

import msgspec

from devices import words
from devices.cards import licence, mynumber, residence
from devices.cards.apdu import CardProblem
from devices.cards.detect import detect
from devices.cards.picture import png
from devices.cards.read import Card, Read, fresh
from devices.cards.secret import NotASecret, Secret, TooFewTries, WrongSecret
from devices.readers import CardGone, CardHeld, Readers, Seen, Session
from devices.standing import Standing
from devices.wanted import Ask, Wanted

TYPING_S: Final = 60.0
MOST_READERS: Final = 16


class NotTyped(CardProblem):
    """Nobody typed what opens the card."""


class UnknownCard(CardProblem):
    """No card that a counter has a use for."""


class Desk:
    """`turn`: a word for the case that the window serves now, None while it serves none. `lies` hears whether a card
    lies on any reader."""

    def __init__(
        self,
        readers: Readers,
        turn: Callable[[], str | None],
        ask: Ask,
        tell: Callable[[str], None],
        lies: Callable[[bool], None],
        standing: Standing | None = None,
    ) -> None:
        self.readers = readers
        self.turn = turn
        self.ask = ask
        self.tell = tell
        self.lies = lies
        self.standing = standing or Standing()
        self.lying: dict[str, int] = {}
        """reader -> its counter, while a card lies on it."""
        self._seen: asyncio.Queue[Seen | Read] = asyncio.Queue()
        self._asking: dict[str, asyncio.Task[Secret | None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._threads = concurrent.futures.ThreadPoolExecutor(MOST_READERS, "card")

    async def reads(self) -> AsyncIterator[Read]:
        """Each card that is laid down during a turn, read whole."""
        loop = asyncio.get_running_loop()

        def heard(seen: Seen) -> None:
            loop.call_soon_threadsafe(self._seen.put_nowait, seen)

        watch = self.readers.watch(heard)
        watch.start()
        try:
            while True:
                match await self._seen.get():
                    case Read() as read:
                        yield read
                    case Seen() as seen:
                        self._heed(seen)
        finally:
            for task in (*self._asking.values(), *self._tasks):
                task.cancel()
            await asyncio.to_thread(watch.stop)
            self._threads.shutdown(wait=False, cancel_futures=True)

    def _heed(self, seen: Seen) -> None:
        match seen.what:
            case "up":
                self.standing.serves(True)
            case "down":
                self.standing.serves(False)
                self.tell(words.NO_SERVICE)
            case "reader":
                self.standing.reader(seen.reader, True)
                self.tell(words.found(seen.reader))
            case "unplugged":
                self.standing.reader(seen.reader, False)
                self.tell(words.unplugged(seen.reader))
            case "gone":
                self.lying.pop(seen.reader, None)
                self.lies(bool(self.lying))
                if seen.reader in self._asking:
                    self._asking[seen.reader].cancel()
            case "card":
                self.lying[seen.reader] = seen.count
                self.lies(True)
                task = asyncio.create_task(self._card(seen))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _card(self, seen: Seen) -> None:
        """One card: read, or a sentence why not."""
        turn = self.turn()
        if turn is None:
            self.tell(words.NOT_ARMED)
            return
        self.tell(words.READING)
        loop = asyncio.get_running_loop()
        try:
            card = await loop.run_in_executor(self._threads, self._read, seen, loop)
        except CardProblem as no:
            self.standing.read(False)
            self.tell(_sentence(no))
            return
        if card.expires and card.expires < date.today().isoformat():
            self.tell(words.EXPIRED)
        if card.card == mynumber.WITH_LICENCE:
            self.tell(words.LICENCE_TYPED)
        read = fresh(card.card, card.values)
        read = msgspec.structs.replace(
            read, turn=turn, expires=card.expires, doubtful=card.confirm, pictures=pictures_of(card)
        )
        self._seen.put_nowait(read)

    def _read(self, seen: Seen, loop: asyncio.AbstractEventLoop) -> Card:
        """In the reader's thread: all of the card, or nothing."""

        def typed(wanted: Wanted) -> Secret:
            asked = asyncio.run_coroutine_threadsafe(self._typed(seen, wanted), loop)
            secret = asked.result()
            if secret is None:
                raise NotTyped("nothing")
            return secret

        with self.readers.session(seen.reader, seen.count) as session:
            session.is_still_there()
            card = read_whole(session, typed)
            session.is_still_there()
            return card

    async def _typed(self, seen: Seen, wanted: Wanted) -> Secret | None:
        """What a person types; None after a minute. Refused: `CardGone` when the card is taken away meanwhile."""
        if self.lying.get(seen.reader) != seen.count:
            raise CardGone("before typing")
        task = asyncio.ensure_future(self.ask(wanted))
        self._asking[seen.reader] = task
        try:
            return await asyncio.wait_for(task, TYPING_S)
        except TimeoutError:
            return None
        except asyncio.CancelledError:
            raise CardGone("while typing") from None
        finally:
            del self._asking[seen.reader]


def pictures_of(card: Card) -> dict[str, bytes]:
    """What is on the card as a picture alone, as PNG; one that cannot be shown is read from the card by eye."""
    found = {}
    for name, tiff in card.images.items():
        with contextlib.suppress(CardProblem):
            found[name] = png(tiff)
    return found


def read_whole(session: Session, ask: Callable[[Wanted], Secret]) -> Card:
    """Find out which card it is, ask for what opens it, read it. Refused: `CardProblem`."""

    def typed(wanted: Wanted) -> Secret:
        """Typing takes its time: what was typed is for the card that lay there before."""
        secret = ask(wanted)
        session.is_still_there()
        return secret

    match session.hold(detect()):
        case "mynumber":
            look = session.hold(mynumber.look())
            if max(look.pin_left, look.code_left) < mynumber.FLOOR:
                raise TooFewTries(look.pin_left)
            wanted = Wanted(words.ask_mynumber(look.pin_left, look.code_left), "mynumber", look.pin_left)
            card = session.hold(mynumber.read(typed(wanted)))
            return msgspec.structs.replace(card, card=mynumber.WITH_LICENCE) if look.licence else card
        case "licence":
            seen = session.hold(licence.look())
            if seen.pin_left is None:
                return session.hold(licence.read(None))
            if seen.pin_left < licence.FLOOR:
                raise TooFewTries(seen.pin_left)
            wanted = Wanted(words.ask_licence(seen.pin_left), "licence", seen.pin_left)
            return session.hold(licence.read(typed(wanted)))
        case "residence":
            session.hold(residence.look())
            return session.hold(residence.read(typed(Wanted(words.ASK_RESIDENCE, "residence")), secrets.token_bytes))
    raise UnknownCard("kind")


def _sentence(no: CardProblem) -> str:
    match no:
        case WrongSecret(left=None):
            return words.WRONG_NUMBER
        case WrongSecret(left=left):
            return words.wrong(left or 0)
        case TooFewTries(left=left):
            return words.too_few(left)
    return SENTENCES.get(type(no), words.ODD)


SENTENCES: Final[dict[type[CardProblem], str]] = {
    CardGone: words.TAKEN_AWAY,
    CardHeld: words.HELD,
    NotASecret: words.WRONG_FORM,
    NotTyped: words.NOT_TYPED,
    UnknownCard: words.UNKNOWN,
}
