"""A clerk at a window who serves a case: edits it, and hears what becomes of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Self

from handoff import messages as m
from handoff.case import Entry
from handoff.ids import OP_BYTES, new_op
from tests.house import Client, RunningHouse, Voice

MOVING = "S01"
Base = dict[str, str | None] | None
NOBODY = m.Row("", "", 0, "", "", "", "", "", "", 0, 0, 0)


def an_op() -> str:
    """A new op."""
    return new_op(secrets.token_bytes(OP_BYTES))


class Serving:
    """A clerk, a window, and the visitor's case."""

    def __init__(self, house: RunningHouse, client: Client, clerk: Voice, window: str) -> None:
        self.house = house
        self.client = client
        self.clerk = clerk
        self.window = window
        self.row = NOBODY

    @classmethod
    async def open(cls, house: RunningHouse, login: str, window: str) -> Self:
        """The next visitor of the moving counter, being served."""
        client, clerk = await house.clerk(login, window)
        desk = cls(house, client, clerk, window)
        await desk.begin()
        await desk.next()
        return desk

    async def begin(self) -> None:
        """What else stands at the window."""

    async def next(self) -> None:
        """A new visitor comes and is served."""
        given = (await self.clerk.done(m.GiveNumber(MOVING))).row
        assert given is not None
        await self._calls(given.visit)
        self.row = (await self.clerk.done(m.Serve(given.visit))).row or given
        await self.joins(self.clerk)

    async def _calls(self, visit: str) -> None:
        """Whoever an earlier test left at the window goes first."""
        answer = await self.clerk.moves(m.Call(visit))
        if answer.reason == "case_open_here" and answer.more is not None:
            await self.clerk.done(m.Finish(answer.more["visit"], "done"))
            answer = await self.clerk.done(m.Call(visit))
        assert answer.result == "done", answer

    async def close(self) -> None:
        """The window is free again."""
        await self.clerk.moves(m.Finish(self.row.visit, "done"))

    async def joins(self, voice: Voice) -> m.CaseView:
        """Open the case; as it stands now."""
        place = len(voice.heard)
        await voice.say(m.Join(self.row.case))
        view: m.CaseView = await voice.hears(m.CaseView, lambda heard: heard.case == self.row.case, place)
        return view

    async def edits(self, deed: m.ChangeDeed, base: Base = None, by: Voice | None = None) -> str:
        """An edit that must succeed; its op."""
        answer = await self.tries(deed, base, by)
        assert answer.result == "ok", answer
        return answer.re

    async def tries(self, deed: m.ChangeDeed, base: Base = None, by: Voice | None = None) -> m.Answer:
        """An edit, and its answer."""
        voice, op = by or self.clerk, an_op()
        await voice.say(m.Change(op=op, case=self.row.case, fence=self.row.fence, do=deed, base=base or {}))
        answer: m.Answer = await voice.hears(m.Answer, lambda heard: heard.re == op)
        return answer

    async def wrote(self, key: str, such: Callable[[Entry], bool] = lambda _: True) -> Entry:
        """The entry that came at a key."""
        changed = await self.clerk.hears(m.Changed, lambda heard: key in heard.facts and such(heard.facts[key]))
        entry: Entry = changed.facts[key]
        return entry

    async def planned(self, such: Callable[[m.Row], bool]) -> m.Row:
        """The visit's row once its way is so."""
        moved = await self.clerk.hears(
            m.Moved, lambda heard: heard.row.visit == self.row.visit and heard.what == "plan" and such(heard.row)
        )
        row: m.Row = moved.row
        return row
