"""A walk through the sheet's model: what windows do, one weighted rule after the other, and what happens to engines."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handoff import ids
from handoff import messages as m
from handoff.case import in_case
from handoff.refusal import Reason, Refused
from server.realtime.deeds import perform
from server.work import sheets
from server.work.cupboards import Done
from server.work.opening import woken
from tests.work.models.sheet_window import AWAY, Window
from tests.work.models.sheet_world import World
from tests.work.town import eventually

OPEN_CASES = 5
TEXTS = ("中央一丁目", "𠮷田町", "辻󠄀堂", "神明", "髙﨑", "１番２号", "ｱｵﾊﾞ", "港町 ７番地")
ITEMS = ("new_town", "new_banchi", "new_katagaki", "old_town", "late_reason")
PERSONAL = ("m_name", "m_job", "m_school")
SECTIONS = ("new_addr", "old_addr")
THINGS = ("印鑑", "通帳またはキャッシュカード（請求者名義）")
EVENTS = ("TENNYU", "INKAN")
COUNTERS = ("G05", "G20")


@dataclass
class HandOff:
    """A hand-off that was done: what its window had been told was seen, and where the sheet stood."""

    case: str
    sheet_rev: int
    seen: list[tuple[str, bool]]
    """Op by op, and whether it had to be handed over: known to be kept, or nothing was lost from its sending until the
    hand-off's answer. As it stood then: what is lost meanwhile is sent again, and is another edit afterwards."""


class Walk:
    """`steps` steps from one seed. Windows act at the same time, each of them one thing after the other."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.chance = random.Random(seed)
        self.taken = 0
        self.hand_offs: list[HandOff] = []
        self.claims: dict[str, tuple[Window, int]] = {}
        self.passed: dict[str, tuple[Window, m.Change]] = {}
        self.deck: list[Callable[[Walk], Awaitable[None]]] = []
        self.moved = 0
        self.resent = 0

    async def run(self, steps: int, disaster_every: int) -> None:
        """Walk; nothing is at rest afterwards."""
        for _ in range(OPEN_CASES):
            await self._new_case(self.world.windows[0])
        next_one = disaster_every
        while self.taken < steps:
            acts = [self._act(window) for window in self.world.windows if self.chance.random() < 0.9]
            if self.taken >= next_one:
                next_one += disaster_every
                await asyncio.gather(self._disaster(), *acts)
                for _ in range(self.chance.randrange(1, 8)):
                    await asyncio.gather(*(self._act(window) for window in self.world.windows))
                await self.world.is_open()
            else:
                await asyncio.gather(*acts)
            if self.chance.random() < 0.1:
                self.world.note_place()

    async def rest(self) -> None:
        """Everything that waits has been sent, everything is kept, and every screen shows it."""
        await self.world.is_open()
        for window in self.world.windows:
            for case in {*window.views, *window.queues, *window.doubtful}:
                await eventually(lambda window=window, case=case: window.pump(case), 20)
        for window in self.world.windows:
            for case in self.world.given:
                await eventually(lambda window=window, case=case: window.join(case), 20)
        for case in self.world.given:
            sheet = await woken(self.world.windows[0].c, case)
            assert sheet is not None
            assert await self.world.windows[0].c.sheets.wait_kept(case, sheet.rev, 10.0), f"I1 {case} is not kept"
            for window in self.world.windows:
                assert await window.caught_up(case, sheet.rev), f"I4 {window.who.window} is ahead in {case}"

    # ---- what windows do

    async def _act(self, window: Window) -> None:
        self.taken += 1
        rule = self.chance.choices([rule for rule, _ in RULES], [weight for _, weight in RULES])[0]
        case = self.chance.choice(self.world.cases)
        if case not in window.views and not await window.join(case):
            return
        await rule(self, window, case)

    async def _new_case(self, window: Window) -> None:
        done = await window.town.number(window.who)
        assert done.row is not None
        assert done.code is not None
        self.world.given[done.row.case] = (done.row, done.code)
        self.world.cases.append(done.row.case)

    async def write(self, window: Window, case: str, do: m.ChangeDeed, keys: list[str] | None = None) -> None:
        """One more edit, sent with all that waits before it."""
        window.writes(case, do, window.base(case, keys or []))
        await window.pump(case)

    def _text(self) -> str:
        return self.chance.choice(TEXTS) + str(self.chance.randrange(100))

    def _keys(self, window: Window, case: str) -> list[str]:
        keys = [*ITEMS, *(f"p.{one}.{item}" for one in self._persons(window, case) for item in PERSONAL)]
        return self.chance.sample(keys, self.chance.choice((1, 1, 1, 2, 3)))

    def _persons(self, window: Window, case: str) -> list[str]:
        """Persons that this screen has ever seen; the removed ones too."""
        return [key[2:] for key in window.views[case].entries if key.startswith("p.") and key.count(".") == 1]

    async def set(self, window: Window, case: str) -> None:
        keys = self._keys(window, case)
        await self.write(window, case, m.Set({key: self._text() for key in keys}), keys)

    async def set_blindly(self, window: Window, case: str) -> None:
        """As a screen that shows nothing of what stands there."""
        window.writes(case, m.Set({key: self._text() for key in self._keys(window, case)}))
        await window.pump(case)

    async def clear(self, window: Window, case: str) -> None:
        keys = self._keys(window, case)
        await self.write(window, case, m.Clear(keys), keys)

    async def undo(self, window: Window, case: str) -> None:
        mine = [
            op for op in window.ops if op.change.case == case and op.fate == "seen" and isinstance(op.change.do, m.Set)
        ]
        if mine:
            last = mine[-1].change
            assert isinstance(last.do, m.Set)
            await self.write(window, case, m.Undo(last.op, dict.fromkeys(last.do.entries)))

    async def note(self, window: Window, case: str) -> None:
        await self.write(window, case, m.Note(self._text(), self.chance.choice((None, *COUNTERS))))

    async def add_person(self, window: Window, case: str) -> None:
        if len(self._persons(window, case)) < 6:
            person = ids.new_person(os.urandom(5))
            await self.write(window, case, m.AddPerson(person, {"m_name": self._text()}))

    async def remove_person(self, window: Window, case: str) -> None:
        await self._of_person(window, case, lambda one: m.RemovePerson(one, window.views[case].rev))

    async def restore_person(self, window: Window, case: str) -> None:
        await self._of_person(window, case, m.RestorePerson)

    async def merge_person(self, window: Window, case: str) -> None:
        other = self._persons(window, case)
        if other:
            await self._of_person(window, case, lambda one: m.MergePerson(one, self.chance.choice(other)))

    async def _of_person(self, window: Window, case: str, deed: Callable[[str], m.ChangeDeed]) -> None:
        if there := self._persons(window, case):
            await self.write(window, case, deed(self.chance.choice(there)))

    async def role(self, window: Window, case: str) -> None:
        there = [one for one in self._persons(window, case) if in_case(window.views[case].entries[f"p.{one}"])]
        if there:
            key = self.chance.choice(("role.setainushi", "role.todokede"))
            await self.write(window, case, m.Set({key: self.chance.choice(there)}), [key])

    async def reply(self, window: Window, case: str) -> None:
        question = f"Q00{self.chance.randrange(1, 5)}"
        await self.write(window, case, m.Reply({question: self.chance.random() < 0.5}), [f"q.{question}"])

    async def withdraw(self, window: Window, case: str) -> None:
        question = f"Q00{self.chance.randrange(1, 5)}"
        await self.write(window, case, m.Withdraw([question]), [f"q.{question}"])

    async def choose(self, window: Window, case: str) -> None:
        deed = self.chance.choice((m.Choose, m.Choose, m.Unchoose, m.AsAnswered))
        procedure = f"P00{self.chance.randrange(1, 6)}"
        await self.write(window, case, deed([procedure]), [f"proc.{procedure}"])

    async def tick(self, window: Window, case: str) -> None:
        """What the visitor has brought; or a life event comes or goes."""
        thing, event = self.chance.choice(THINGS), self.chance.choice(EVENTS)
        deed: tuple[m.ChangeDeed, str] = self.chance.choice(
            (
                (m.Have({thing: self.chance.choice((True, False, None))}), f"have.{thing}"),
                (m.Events({event: self.chance.random() < 0.5}), f"ev.{event}"),
            )
        )
        await self.write(window, case, deed[0], [deed[1]])

    async def say(self, window: Window, case: str) -> None:
        """A sentence for the slip; or one that stands there is taken away."""
        said = [key for key in window.views[case].entries if key.startswith("say.")]
        if said and self.chance.random() < 0.5:
            key = self.chance.choice(said)
            await self.write(window, case, m.Unsay(key[4:]), [key])
        else:
            await self.write(window, case, m.Say(self._text()))

    async def confirm(self, window: Window, case: str) -> None:
        rev = max(0, window.views[case].rev - self.chance.choice((0, 0, 3)))
        await self.write(window, case, m.Confirm(self.chance.choice(SECTIONS), rev))

    async def open(self, window: Window, case: str) -> None:
        await self.write(window, case, m.Open(self.chance.choice(SECTIONS)))

    async def again(self, window: Window, case: str) -> None:
        """An old op once more: it stands at its revision, and nothing is written twice."""
        old = [op for op in window.ops if op.change.case == case and op.fate == "seen" and op.kept]
        if not old:
            return
        op = self.chance.choice(old)
        try:
            answer = await sheets.change(window.c, window.who, op.change)
        except (*AWAY, Refused):
            return
        if answer.result in ("ok", "done"):
            self.resent += 1
            assert (answer.result, answer.rev) == ("done", op.rev), f"I2 {answer} of an op that stood at {op.rev}"

    async def again_with_other_words(self, window: Window, case: str) -> None:
        """The op of an old edit with another content is refused."""
        old = [op for op in window.ops if op.change.case == case and op.kept]
        if not old:
            return
        op = self.chance.choice(old)
        forged = m.Change(op=op.change.op, case=case, fence=window.views[case].fence, do=m.Note("別の内容"))
        try:
            answer = await sheets.change(window.c, window.who, forged)
        except AWAY:
            return
        except Refused as no:
            assert no.reason in (Reason.op_reused, Reason.case_closed), no.reason
            return
        assert answer.result not in ("ok", "done"), "I2 one op, two contents"

    async def look_again(self, window: Window, case: str) -> None:
        """I17: the old snapshot with all that came after it is what a fresh snapshot shows."""
        view = window.views[case]
        if view.stale or window.doubtful[case]:
            return
        epoch = window.epoch
        try:
            fresh = await window.c.sheets.read(case)
            read_in = await window.c.sheets.last_epoch()  # or a later one, of which nobody has told yet
        except AWAY:
            return
        if fresh is None or read_in != epoch:
            return
        entries = dict(fresh.entries)
        for _ in range(400):
            if view.rev >= fresh.rev or view.stale or window.views.get(case) is not view:
                break
            await asyncio.sleep(0.005)
        if view.rev == fresh.rev and window.epoch == epoch and not view.stale:
            assert view.entries == entries, f"I17 {window.who.window} shows {case} at {fresh.rev} otherwise"

    async def join(self, window: Window, case: str) -> None:
        await window.join(case)

    async def leave(self, window: Window, case: str) -> None:
        await window.leave(case)

    # ---- moves

    def _mine(self, window: Window, case: str) -> str:
        """A case that this window holds, as far as it knows; now and then another one, which is refused."""
        mine = [one for one in self.world.cases if one in window.rows and window.rows[one].window == window.who.window]
        return self.chance.choice(mine) if mine and self.chance.random() < 0.9 else case

    async def claim(self, window: Window, case: str) -> None:
        """By the slip; now and then over another window's head. The first look shows all that was handed over (I12)."""
        wait = [one for one in self.world.cases if one in window.rows and window.rows[one].window is None]
        case = self.chance.choice(wait) if wait and self.chance.random() < 0.7 else case
        _, code = self.world.given[case]
        over = self.chance.random() < 0.3
        done = await self._move(window, m.Claim(code=code, take_over=over, early=True), case)
        if done is None or done.row is None:
            return
        if await window.join(case):
            view = window.views[case]
            assert view.rev >= done.row.sheet_rev, f"I12 {view.rev} is behind the hand-over at {done.row.sheet_rev}"
            assert view.fence >= done.row.fence, "I8 the claimant has not its own fence"

    async def hand_off(self, window: Window, case: str) -> None:
        """Only when all that was typed is seen (P7, step 0)."""
        case = self._mine(window, case)
        row = window.rows.get(case)
        if row is None or not await window.pump(case):
            return
        ops = [op for op in window.ops if op.change.case == case and op.fate == "seen"]
        seen = [(op.change.op, op.kept, op.losses) for op in ops]
        memo = self._text() if self.chance.random() < 0.5 else ""
        done = await self._move(window, m.HandOff(row.visit, self.chance.choice(COUNTERS), memo=memo), case)
        if done is not None and done.row is not None:
            lost = self.world.lost
            carried = [(op, kept or losses == lost) for op, kept, losses in seen]
            self.hand_offs.append(HandOff(case, done.row.sheet_rev, carried))

    async def take_back(self, window: Window, case: str) -> None:
        if (row := window.rows.get(case)) is not None:
            await self._move(window, m.TakeBack(row.visit), case)

    async def give_back(self, window: Window, case: str) -> None:
        case = self._mine(window, case)
        row = window.rows.get(case)
        if row is None or not await window.pump(case):
            return
        try:
            found = await window.c.visits.get(row.visit)
        except AWAY:
            return
        if found is not None:
            await self._move(window, m.GiveBack(row.visit), case, claim=found.claim_rev)

    async def hold(self, window: Window, case: str) -> None:
        if (row := window.rows.get(case)) is not None:
            await self._move(window, m.Hold(row.visit, "hold-1"), case)

    async def finish(self, window: Window, case: str) -> None:
        """The case closes; a new one comes."""
        case = self._mine(window, case)
        row = window.rows.get(case)
        if row is None or not await window.pump(case):
            return
        done = await self._move(window, m.Finish(row.visit, "done"), case)
        if done is not None and case in self.world.cases:
            self.world.cases.remove(case)
            await self._new_case_when_possible(window)

    async def _new_case_when_possible(self, window: Window) -> None:
        async def tried() -> bool:
            try:
                await self._new_case(window)
            except AWAY:
                return False
            return True

        await eventually(tried, 20)

    async def _move(self, window: Window, do: m.MoveDeed, case: str, claim: int = 0) -> Done | None:
        """One move, asked again when its outcome is not known, and now and then for no reason: the same answer."""
        request = ids.new_op(os.urandom(16))
        if isinstance(do, m.GiveBack):
            self.claims[request] = (window, claim)
        if isinstance(do, m.HandOff) and do.memo:
            self.passed[request] = (window, m.Change(op=request, case=case, fence=0, do=m.Note(do.memo, do.to)))
        done = None
        for _ in range(3):
            try:
                done = await perform(window.c, window.who, m.MoveIt(request=request, do=do))
                break
            except AWAY:
                await asyncio.sleep(0.02)
            except Refused:
                return None
        if done is None:
            return None
        self.moved += 1
        if self.chance.random() < 0.3:
            try:
                again = await perform(window.c, window.who, m.MoveIt(request=request, do=do))
            except AWAY:
                return done
            assert again.row == done.row, f"{type(do).__name__}: the same request, another result"
        return done

    # ---- what happens to engines

    async def _disaster(self) -> None:
        """The next one; no kind comes again before all have come."""
        if not self.deck:
            self.deck = self.chance.sample(DISASTERS, len(DISASTERS))
        await self.deck.pop()(self)

    async def keeper_restarts(self) -> None:
        await self.world.restart_keeper()

    async def redis_restarts(self) -> None:
        self.world.restart_redis()

    async def redis_falls_back(self) -> None:
        self.world.note_place()
        near = self.world.marks[-6:]
        self.world.marks = [mark for mark in self.world.marks if mark <= (to := self.chance.choice(near))]
        self.world.roll_redis_back(to)

    async def redis_is_emptied(self) -> None:
        await self.world.empty_redis()

    async def postgres_hangs(self) -> None:
        self.world.postgres.freeze()
        await asyncio.sleep(0.25)
        self.world.postgres.thaw()


Rule = Callable[[Walk, Window, str], Awaitable[None]]
RULES: list[tuple[Rule, int]] = [
    (Walk.set, 40),
    (Walk.set_blindly, 3),
    (Walk.clear, 4),
    (Walk.undo, 6),
    (Walk.note, 6),
    (Walk.add_person, 5),
    (Walk.remove_person, 3),
    (Walk.restore_person, 2),
    (Walk.merge_person, 2),
    (Walk.role, 3),
    (Walk.reply, 4),
    (Walk.withdraw, 2),
    (Walk.choose, 4),
    (Walk.tick, 4),
    (Walk.say, 3),
    (Walk.confirm, 3),
    (Walk.open, 3),
    (Walk.again, 5),
    (Walk.again_with_other_words, 2),
    (Walk.look_again, 4),
    (Walk.join, 2),
    (Walk.leave, 2),
    (Walk.claim, 7),
    (Walk.hand_off, 7),
    (Walk.take_back, 2),
    (Walk.give_back, 3),
    (Walk.hold, 1),
    (Walk.finish, 1),
]
DISASTERS: list[Callable[[Walk], Awaitable[None]]] = [
    Walk.keeper_restarts,
    Walk.redis_restarts,
    Walk.redis_falls_back,
    Walk.redis_is_emptied,
    Walk.postgres_hangs,
]
