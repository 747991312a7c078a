"""A lean terminal: what a clerk's screen says and holds, over raw Engine.IO and Socket.IO frames.

Frames: `0{…}` open; `40/staff,` connect; `42/staff,["say",{…}]` said; `42/staff,["hear",{…}]` heard; `2` ping,
`3` pong.
A terminal folds rows and seats by version and cases by revision, like the screens do.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec

from handoff import messages as m
from tests.bench.line import Line

HEAR = msgspec.json.Decoder(m.ToClient)
ENCODE = msgspec.json.Encoder().encode
PATIENCE_S = 60.0
AGAIN = {"busy": 0.2, "unknown": 0.5, "slow": 1.0, "full": 1.0}
"""So many seconds a screen waits before it opens a case or sends an edit once more (`caseStore.ts`)."""
REFUSED_S = 3.0
"""The same for a case that could not be opened for the record's sake."""
LATER = frozenset({"not_kept_yet", "not_now"})


def new_op() -> str:
    """An id for an op or a request."""
    return secrets.token_hex(13)


class Refusal(Exception):
    """The server said no; the text is its reason."""


class Terminal:
    """One screen. `heard` is called for every message, after the terminal holds what it says."""

    def __init__(self, name: str, heard: Callable[[Terminal, Any], None] | None = None) -> None:
        self.name = name
        self.heard = heard
        self.rows: dict[str, m.Row] = {}
        self.cases: dict[str, int] = {}
        """case -> revision"""
        self.snapshots: dict[str, int] = {}
        """case -> revision of the snapshot: what it held already may be told once more, and counts for nothing"""
        self.again = 0
        """How often the server said later."""
        self.inversions = 0
        self.waiting: dict[str, asyncio.Future[Any]] = {}
        self.line: Line | None = None
        self._epoch = asyncio.Event()

    # ---- coming

    async def come(self, port: int, cookie: str, host: str = "127.0.0.1", namespace: str = "/staff") -> m.Welcome:
        """Connect, greet, and hold the welcome."""
        self._head = f'42{namespace},["say",'.encode()
        self._heard = f'42{namespace},["hear",'.encode()
        self._connect = f"40{namespace},".encode()
        loop = asyncio.get_running_loop()
        _, self.line = await loop.create_connection(lambda: Line(self._told, self._gone), host, port)
        greet = self.line.greet
        await self._wait("connect", lambda: greet(f"{host}:{port}", "/socket.io/?EIO=4&transport=websocket", cookie))
        welcome = await self._wait("welcome", lambda: self.say(m.Hello(wire=m.WIRE)))
        assert isinstance(welcome, m.Welcome)
        return welcome

    def leave(self) -> None:
        """Hang up."""
        if self.line is not None:
            self.line.hang_up()

    @property
    def carried(self) -> int:
        """Bytes over its line so far."""
        return self.line.carried if self.line is not None else 0

    # ---- saying

    def say(self, message: m.ToServer) -> None:
        """Say something."""
        assert self.line is not None
        self.line.say(self._head + ENCODE(message) + b"]")

    async def move(self, do: m.MoveDeed, request: str | None = None) -> m.Answer:
        """Ask for a move, again while the server says later. Raises `Refusal`."""
        request = request or new_op()
        while True:
            answer = await self._wait(request, lambda: self.say(m.MoveIt(request=request, do=do)))
            if answer.result == "refused" and answer.reason not in LATER:
                raise Refusal(f"{type(do).__name__}: {answer.reason} {answer.more or ''}")
            if answer.result == "done":
                return m_answer(answer)
            self.again += 1
            await asyncio.sleep(0.05)

    async def join(self, case: str) -> m.CaseView:
        """Open a case, again while the server says later. Raises `Refusal`."""
        while True:
            view = await self._wait(f"join:{case}", lambda: self.say(m.Join(case=case)))
            if isinstance(view, m.CaseView):
                return view
            if view.result not in AGAIN and view.reason not in LATER:
                raise Refusal(f"join: {view.reason or view.result}")
            await self._pause(view.result)

    async def change(self, case: str, do: m.ChangeDeed, base: dict[str, str | None], fence: int, op: str) -> m.Answer:
        """An edit, sent again while the server says later; `ok`, `done`, or a no as an answer."""
        message = m.Change(op=op, case=case, fence=fence, do=do, base=base)
        while True:
            answer = await self._wait(op, lambda: self.say(message))
            if answer.result not in AGAIN:
                return m_answer(answer)
            await self._pause(answer.result)

    async def _pause(self, result: str) -> None:
        """As a screen: some time, or until a new epoch is told."""
        self.again += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(AGAIN.get(result, REFUSED_S)):
                await self._epoch.wait()

    async def _wait(self, re: str, say: Callable[[], None]) -> Any:
        waiting = self.waiting[re] = asyncio.get_running_loop().create_future()
        say()
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await waiting
        finally:
            self.waiting.pop(re, None)

    def _answered(self, re: str, answer: Any) -> None:
        waiting = self.waiting.get(re)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    def _gone(self) -> None:
        """The server hung up: whoever waits hears of it."""
        for waiting in self.waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError(f"{self.name}: the server hung up"))

    # ---- hearing

    def _told(self, text: bytes) -> None:
        if text.startswith(self._heard):
            self._hear(HEAR.decode(text[len(self._heard) : -1]))
        elif text == b"2":
            assert self.line is not None
            self.line.say(b"3")
        elif text[:1] == b"0":
            assert self.line is not None
            self.line.say(self._connect)
        elif text.startswith(self._connect):
            self._answered("connect", None)
        elif text.startswith(b"44"):
            raise ConnectionError(f"the door stays shut: {text[:80]!r}")

    def _hear(self, message: Any) -> None:
        match message:
            case m.Moved(row=row):
                self._fold(row)
            case m.Changed(case=case, n=n):
                self._applied(case, n)
            case m.Answer(re=re):
                self._answered(re, message)
            case m.CaseView(case=case, rev=rev):
                self.cases[case] = self.snapshots[case] = rev
                self._answered(f"join:{case}", message)
            case m.Welcome(rows=rows):
                for row in rows:
                    self._fold(row)
                self._answered("welcome", message)
            case m.EpochIs():
                self._epoch.set()
                self._epoch = asyncio.Event()
            case m.Bye(why=why):
                raise ConnectionError(f"{self.name} was sent away: {why}")
            case _:
                pass
        if self.heard is not None:
            self.heard(self, message)

    def _fold(self, row: m.Row) -> None:
        held = self.rows.get(row.visit)
        if held is None or held.version < row.version:
            self.rows[row.visit] = row

    def _applied(self, case: str, n: int) -> None:
        """A window applies revision after revision; anything else is an inversion (but not what its snapshot held)."""
        held = self.cases.get(case)
        if held is None or n <= self.snapshots[case]:
            return
        if n != held + 1:
            self.inversions += 1
        self.cases[case] = max(held, n)


def m_answer(answer: Any) -> m.Answer:
    """The same, known to be an answer."""
    assert isinstance(answer, m.Answer)
    return answer
