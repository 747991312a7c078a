"""A case that goes from one window to another and back while the hall is hurt (I8, I12): entered, handed off, claimed
by both windows in the same instant, opened, and looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from handoff import messages as m
from tests.bench import crew
from tests.bench.city import LINE, SERVICE
from tests.bench.terminal import Refusal, Terminal, new_op
from tests.chaos.clerk import ANSWER_S, PAUSE_S, Screens

T = TypeVar("T")
FIELD = "form_biko"
TAKEN = "taken"
PROJECTED_S = 20.0
"""So long after a claim is decided it may take until the sheet knows it, when Redis was away just then."""


class Post:
    """A screen with a clerk who comes back over a cut line and says again what was not answered. `sits`: at the window
    of that number."""

    def __init__(self, city: Screens, number: int, sits: bool = True) -> None:
        self.city = city
        self.number = number
        self.sits = sits
        self.cookie = ""
        self._terminal: Terminal | None = None

    async def insist(self, ask: Callable[[Terminal], Awaitable[T]]) -> T:
        """Ask until it is answered. `Refusal` when the answer is no."""
        while True:
            try:
                async with asyncio.timeout(2 * ANSWER_S):
                    return await ask(await self._here())
            except (OSError, TimeoutError):
                pass
            except AssertionError:  # the door answered nothing yet
                self.cookie = ""
            self.leave()
            await asyncio.sleep(PAUSE_S)

    def leave(self) -> None:
        """The line is gone."""
        if self._terminal is not None:
            self._terminal.leave()
            self._terminal = None

    async def _here(self) -> Terminal:
        if self._terminal is not None:
            return self._terminal
        port = self.city.port(self.number)
        self.cookie = self.cookie or await asyncio.to_thread(crew.log_in, port, self.city.login(self.number))
        self._terminal = Terminal(self.city.window(self.number))
        await self._terminal.come(port, self.cookie)
        if self.sits:
            await self._terminal.move(m.Sit(window=self.city.window(self.number)))
            await self._terminal.move(m.OpenWindow())
        return self._terminal


class Walk:
    """One visitor between two windows of one counter. `wrong` gathers what may never be; `turns` counts hand-offs."""

    def __init__(self, city: Screens, first: int) -> None:
        self.posts = (Post(city, first), Post(city, first + 1))
        self.wrong: list[str] = []
        self.turns = 0
        self._rests = asyncio.Event()
        self._said = (0, "")
        """The revision and the value that the window which handed off was told of."""
        self._fence = 0

    async def walk(self) -> None:
        """Until `rest`; the turn that was begun is ended. A no that nobody expects ends the walk."""
        try:
            await self._walk()
        except Refusal as no:
            self.wrong.append(f"I8: the case goes no further: {no}")
        finally:
            for post in self.posts:
                post.leave()

    def rest(self) -> None:
        """This turn is the last."""
        self._rests.set()

    async def _walk(self) -> None:
        give, request = m.GiveNumber(service=SERVICE), new_op()
        row = (await self.posts[0].insist(lambda at: at.move(give, request))).row
        assert row is not None
        holder = await self._claimed(row)
        while not self._rests.is_set():
            await self._turn(row, holder)
            holder = await self._claimed(row)
            self.turns += 1
            await asyncio.sleep(PAUSE_S)
        await self._done(holder, m.Finish(visit=row.visit, result="done"))

    async def _done(self, holder: int, deed: m.MoveDeed) -> m.Row | None:
        """The visit after the holder's deed, which is said until it is done; who is refused is no holder."""
        request = new_op()
        try:
            return (await self.posts[holder].insist(lambda at: at.move(deed, request))).row
        except Refusal as no:
            self.wrong.append(f"I8: who has the case is refused: {no}")
            return None

    async def _turn(self, row: m.Row, holder: int) -> None:
        """Something is entered, and the case is handed to the counter."""
        post, value, op = self.posts[holder], f"{self.turns}回目", new_op()
        epoch, answer = await post.insist(lambda at: self._enter(at, row.case, op, value))
        if answer.result not in ("ok", "done"):
            self.wrong.append(f"I5: an entry before a hand-off ended as {answer.result} {answer.reason}")
        self._said = (answer.rev or 0, value)
        handed = await self._done(holder, m.HandOff(visit=row.visit, to=LINE))
        if handed is None or number_of(epoch) != handed.epoch:
            self._said = (
                0,
                "",
            )  # what was only shared is gone with its epoch: a screen says it again, this one does not
        elif handed.sheet_rev < self._said[0]:
            self.wrong.append(f"I12: handed off at revision {handed.sheet_rev}, and {self._said[0]} was told")

    async def _enter(self, at: Terminal, case: str, op: str, value: str) -> tuple[str, m.Answer]:
        """The epoch in which it was entered, and the answer."""
        view = await at.join(case)
        return view.epoch, await self._write(at, view, value, op, view.fence)

    async def _write(self, at: Terminal, view: m.CaseView, value: str, op: str, fence: int) -> m.Answer:
        stands = view.entries.get(FIELD)
        base = {FIELD: stands.op if stands is not None else None}
        return await at.change(view.case, m.Set(entries={FIELD: value}), base, fence, op)

    async def _claimed(self, row: m.Row) -> int:
        """Both windows take it at once: one has it, and its first snapshot holds what the other was told is there."""
        both = await asyncio.gather(*(self._claims(post, row) for post in self.posts))
        winners = [number for number, won in enumerate(both) if won]
        if len(winners) != 1:
            self.wrong.append(f"I8: {len(winners)} windows claimed the case")
        winner = winners[0] if winners else 0
        view = await self.posts[winner].insist(lambda at: at.join(row.case))
        rev, value = self._said
        shown = view.entries.get(FIELD)
        if view.rev < rev or (value and (shown is None or shown.value != value)):
            self.wrong.append(f"I12: handed off at revision {rev}, the next window sees {view.rev}")
        before = self._fence
        await self._fenced(self.posts[winner], row.case)
        if before:
            await self._too_late(self.posts[1 - winner], row.case, before)
        return winner

    async def _fenced(self, post: Post, case: str) -> None:
        """The claim has reached the sheet: its fence is a higher one."""
        before, end = self._fence, monotonic() + PROJECTED_S
        while self._fence <= before:
            if monotonic() > end:
                self.wrong.append(f"I8: the fence stays {before} after a claim")
                return
            self._fence = (await post.insist(lambda at: at.join(case))).fence

    async def _too_late(self, post: Post, case: str, fence: int) -> None:
        """Who still holds the fence of before the claim writes nothing."""
        op = new_op()

        async def write(at: Terminal) -> m.Answer:
            return await self._write(at, await at.join(case), "遅れて届いた入力", op, fence)

        try:
            async with asyncio.timeout(PROJECTED_S):
                answer = await post.insist(write)
        except TimeoutError:
            self.wrong.append("I8: an edit with an older fence was not answered")
            return
        if answer.result != "moved_on":
            self.wrong.append(f"I8: an edit with an older fence was answered {answer.result} {answer.reason}")

    async def _claims(self, post: Post, row: m.Row) -> bool:
        request = new_op()
        try:
            await post.insist(lambda at: at.move(m.Claim(number=row.number), request))
        except Refusal as no:
            if TAKEN not in str(no):
                self.wrong.append(f"I8: a claim was refused: {no}")
            return False
        return True


def number_of(epoch: str) -> int:
    """`city:number:nonce`."""
    return int(epoch.split(":")[1])
