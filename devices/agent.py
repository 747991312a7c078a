"""The agent of one reader: a card that is laid down goes to the case that the window serves, or nowhere.

A read belongs to the nonce that stood when the card was laid down and to no other: after a cut it is sent again under
the same nonce while that lives, and then forgotten; a minute of sleep is a minute. So a late read can never land in the
next visitor's case. Nothing is written to the disk.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Callable
from typing import Final

import msgspec

from devices import clock, words
from devices.cards.read import Read
from devices.link import Link
from devices.readers import Reader
from devices.standing import Standing
from devices.tablet import Tablet
from handoff import messages as m
from handoff import ticket
from handoff.card import ARMED_MS
from handoff.ids import OP_BYTES, new_op
from handoff.refusal import Reason, Refused

OLD_S: Final = ARMED_MS / 1000
"""No read is older than a nonce may be, whatever kept it: the PC's sleep, or reads before it that wait for the line."""
ANSWER_S: Final = 3.0
AGAIN_S: Final = 0.5
DONE: Final = frozenset({"ok", "done"})
AGAIN: Final = frozenset({"busy", "slow", "full", "unknown"})
SENTENCES: Final = {
    Reason.not_armed.value: words.NOT_ARMED,
    Reason.no_such_person.value: "選んだ人が案件にいません。人を選びなおして、カードをもう一度置いてください。",
    Reason.case_closed.value: "この案件は終わっています。",
}
UNPLACED: Final = frozenset({Reason.unknown_device.value, Reason.signed_out.value})
"""Why a line was closed by a server that does not know this PC any more."""


class Agent:
    """One reader and its line. `tell` gets sentences for the person at the window, never what stands on a card. `now`:
    seconds that go on in sleep."""

    def __init__(
        self,
        server: str,
        key: str,
        reader: Reader,
        tell: Callable[[str], None],
        standing: Standing | None = None,
        now: Callable[[], float] = clock.awake,
    ) -> None:
        self.now = now
        self.link = Link(server, key, self._heard, self._cut)
        self.reader = reader
        self.tell = tell
        self.standing = standing or Standing()
        self.city = ""
        """The city whose tickets are read here; "" until the server has said it."""
        self.nonce: str | None = None
        self.armed = asyncio.Event()
        self.refused: str | None = None
        """Why the server let this agent go, when it did."""
        self._one = asyncio.Lock()
        self._turn: str | None = None
        self._until = 0.0
        self._lies = False
        self._owed: set[asyncio.Task[bool]] = set()
        self._answers: dict[str, tuple[m.CardRead | m.Scan, asyncio.Future[m.Answer]]] = {}
        self._up = False
        self.tablet = Tablet(self.link.say)
        self.standing.heard.append(self._stands)

    async def run(self) -> None:
        """Read until the reader is closed; the line is kept meanwhile."""
        line = asyncio.create_task(self.link.run())
        try:
            await self.give(self.reader)
        finally:
            line.cancel()
            await asyncio.gather(line, return_exceptions=True)

    async def give(self, reader: Reader) -> None:
        """What a reader reads, one read after the other, whichever reader it is: a nonce is for one read."""
        async for read in reader.reads():
            async with self._one:
                self.tell(await self.deliver(read))

    def turn(self) -> str | None:
        """The word of the case that the window serves, None while it serves none that this agent knows of."""
        return self._turn if self.now() < self._until else None

    def lies(self, lies: bool) -> None:
        """Whether a card lies on a reader: said at once, and again when the line comes back."""
        self._lies = lies
        self._say(m.CardLies(lies))

    def _stands(self) -> None:
        """How this PC stands, to the server, as long as it has a place there."""
        if self._up and self.standing.place:
            self._say(self.standing.said())

    def _say(self, message: m.FromDevice) -> None:
        task = asyncio.create_task(self.link.say(message))
        self._owed.add(task)
        task.add_done_callback(self._owed.discard)

    async def deliver(self, read: Read) -> str:
        """Send a read until it is answered, or until its nonce is over; the sentence for the window."""
        said = await self._deliver(read)
        self.standing.read(said == words.READ)
        return said

    async def scan(self, line: str) -> str | None:
        """A line of a scanner, to the screen of this window; the sentence for the window, None when it is there.

        What cannot be a ticket of this city does not leave the PC: the screen hears only what is wrong with it. A scan
        is never sent later: whoever scanned has gone on by then.
        """
        if not self.city:
            return words.SCAN_LOST
        scanned = m.Scan(read=new_op(secrets.token_bytes(OP_BYTES)))
        try:
            scanned = msgspec.structs.replace(scanned, code=ticket.read(line, self.city))
        except Refused as no:
            fault, n = str(no.more["fault"]), int(str(no.more["n"]))
            scanned = msgspec.structs.replace(scanned, fault=fault, n=n)
        answer = await self._once(scanned)
        if answer is None or answer.result in AGAIN:
            return words.SCAN_LOST
        return None if answer.result in DONE else words.SCAN_NOWHERE

    async def _deliver(self, read: Read) -> str:
        if self.now() - read.at >= OLD_S:
            return words.READ_OLD
        nonce, until = self.nonce, self._until
        if nonce is None or self.now() >= until or (read.turn and read.turn != self._turn):
            return SENTENCES[Reason.not_armed.value]
        message = m.CardRead(
            read=read.read,
            nonce=nonce,
            card=read.card,
            values=read.values,
            expires=read.expires,
            doubtful=list(read.doubtful),
            pictures={name: base64.b64encode(picture).decode() for name, picture in read.pictures.items()},
        )
        while self.now() < until:
            answer = await self._once(message)
            if answer is not None and answer.result not in AGAIN:
                return _sentence(answer)
            await asyncio.sleep(AGAIN_S)
        return "カードの内容を送れませんでした。通信を確かめて、カードをもう一度置いてください。"

    async def _once(self, message: m.CardRead | m.Scan) -> m.Answer | None:
        waiting: asyncio.Future[m.Answer] = asyncio.get_running_loop().create_future()
        self._answers[message.read] = (message, waiting)
        try:
            if not await self.link.say(message):
                return None
            return await asyncio.wait_for(waiting, ANSWER_S)
        except TimeoutError:
            return None
        finally:
            self._answers.pop(message.read, None)

    # ---- what the line says

    def _heard(self, said: m.ToClient) -> None:
        match said:
            case m.Armed(nonce=nonce, turn=turn):
                self.nonce = nonce
                self._turn = turn if nonce is not None else None
                self._until = self.now() + OLD_S
                (self.armed.set if nonce is not None else self.armed.clear)()
            case m.Placed(window=window, place=place, name=name, city=city):
                self.city = city
                self.standing.placed(f"{place or window}（{name}）")
            case m.Answer(re=re) if re in self._answers:
                self._answered(said, *self._answers[re])
            case m.PinGiven():
                self.tablet.heard(said)
            case m.Bye(why=why):
                self._bye(why)

    def _answered(self, said: m.Answer, asked: m.CardRead | m.Scan, waiting: asyncio.Future[m.Answer]) -> None:
        if waiting.done():
            return
        if said.result in DONE and isinstance(asked, m.CardRead):
            self.nonce = None  # one nonce, one read; the next one is on its way
            self.armed.clear()
        waiting.set_result(said)

    def _bye(self, why: str) -> None:
        """The server closes the line: for good, or to take this PC in again at another place."""
        self.refused = why
        if why == Reason.other_place.value:
            self.tell(words.OTHER_PLACE)
            return
        if why in UNPLACED:
            self.standing.turned_away()
        self.tell(f"サーバーから切り離されました（{why}）。登録を確かめてください。")

    def _cut(self, up: bool) -> None:
        """A nonce outlives a short cut; the reads under it are sent again."""
        self.standing.line(up)
        if up != self._up:
            self._up = up
            if up and self._lies:
                self.lies(True)
            self.tell("サーバーにつながりました。" if up else "サーバーにつながっていません。つながるまで待ちます。")


def _sentence(answer: m.Answer) -> str:
    if answer.result in DONE:
        return words.READ
    return SENTENCES.get(answer.reason or "", f"読み取れませんでした（{answer.reason}）。")
