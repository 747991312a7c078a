"""The sheet of a case while it is awake (DESIGN §4 laws 1 and 3, §9 P4): the rule decides here, Lua compares and
appends."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import msgspec

from handoff.case import LIMIT_ENTRIES, Facts, Sheet
from handoff.messages import Row
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.river import ms_of
from server.live.awake import AwakeCases
from server.live.epoch import Epoch, Gate, weather
from server.live.marks import Marks
from server.live.packing import BODY_LIMIT, ChangeBody, Word, fields_of, opened, ops_of, pack
from server.live.turns import Turns
from server.ports.journal import SealedSheet
from server.ports.sealing import Sealing
from server.ports.sheets import Accepted, Asleep, Decide, Head, Later, MovedOn, Outcome
from server.ports.unreachable import Unreachable

TRIES: Final = 60
BUSY_S: Final = 1.0
FENCE_S: Final = 2.0
"""How long an edit waits for the projection of the claim that its window already knows of."""
FENCE_STEP_S: Final = 0.02
KEPT_STEP_S: Final = 0.05
"""How often `#kept` is read while waiting; usually the tail's word comes first."""


class Reading(msgspec.Struct, frozen=True):
    """A sheet as Redis had it in one epoch, and what it knew of one op."""

    sheet: Sheet | None
    known: bytes | None


class LiveSheets:
    """`server.ports.sheets.Sheets` over Redis. One per process, sharing `awake` and `marks` with the process's tail."""

    def __init__(self, gate: Gate, sealing: Sealing, awake: AwakeCases, marks: Marks) -> None:
        self._gate = gate
        self._redis = gate.redis
        self._keys = gate.keys
        self._sealing = sealing
        self._awake = awake
        self._marks = marks
        self._turns = Turns()

    def hold(self, case: str) -> None:
        """This process has the case open once more."""
        self._awake.hold(case)

    def release(self, case: str) -> None:
        """This process has the case open once less."""
        self._awake.release(case)

    async def epoch(self) -> str:
        """The id of the open epoch, "" while closed."""
        return await self._gate.stands()

    async def last_epoch(self) -> str:
        """The id of the epoch that this process writes in."""
        return (await self._gate.open()).id

    async def read(self, case: str) -> Sheet | None:
        """The sheet as Redis has it, None when it is not awake."""
        return await self._fresh(await self._gate.open(), case)

    async def latest(self, sheet: Sheet) -> tuple[str, Sheet] | None:
        """The epoch, and the sheet in it: the one at hand where Redis names its revision and version, else read again
        but for the entries that `sheet` has."""
        epoch = await self._gate.open()
        if self._awake.get(sheet.case, epoch.id) is not None:
            try:
                head = await self._head(epoch, sheet.case)
            except Asleep:
                return None
            at_hand = self._awake.get(sheet.case, epoch.id)
            if at_hand is not None and (at_hand.rev, at_hand.version) == (head.rev, head.version):
                return epoch.id, msgspec.structs.replace(at_hand, kept=head.kept, entries=dict(at_hand.entries))
        fresh = await self._fresh(epoch, sheet.case, sheet)
        return (epoch.id, fresh) if fresh is not None else None

    async def _fresh(self, epoch: Epoch, case: str, known: Sheet | None = None) -> Sheet | None:
        """The sheet as Redis has it in this epoch, at hand from now on where somebody here holds the case."""
        sheet = (await self._read(epoch, case, "", known)).sheet
        if sheet is not None:
            self._awake.put(msgspec.structs.replace(sheet, entries=dict(sheet.entries)), epoch.id)
        return sheet

    async def change(
        self, case: str, op: str, digest: bytes, fence: int, decide: Decide, *, by: str, window: str, kind: str
    ) -> Outcome:
        """Decide over the newest sheet and append: at most 60 times or 1 s. Refused when the edit is too big.

        `digest` is 8 bytes over who, kind and content, without fence and base: the same op with another content is
        refused (`op_reused`). `op`, `by`, `window` and `kind` must be clean text; the journal's columns take them as
        they are.
        """
        assert len(digest) == 8
        for word in (case, op, by, window, kind):
            _clean(word)
        edit = _Edit(case, op, self._sealing.mark(case, digest), fence, by, window, kind)
        try:
            return await self._append(edit, decide)
        except Unreachable as away:
            return Later(away.why)

    async def _append(self, edit: _Edit, decide: Decide) -> Outcome:
        """Try until it ends: over the sheet at hand first, then over the sheet as it stands."""
        clock = asyncio.get_running_loop().time
        begun, fresh = clock(), False
        for _ in range(TRIES):
            async with self._turns.of(edit.case, BUSY_S) as mine:
                answer = await self._try(edit, decide, fresh) if mine else Later("busy")
            if not isinstance(answer, str):
                return answer
            if answer == "not_yet":
                if clock() - begun > FENCE_S:
                    return Later("slow")
                await asyncio.sleep(FENCE_STEP_S)
                continue
            fresh = True
            if clock() - begun > BUSY_S:
                break
        return Later("busy")

    async def _try(self, edit: _Edit, decide: Decide, fresh: bool) -> Outcome | str:
        """One decision and, unless it is a no, one call of the change script."""
        epoch = await self._gate.open()
        at_hand = None if fresh else self._at_hand(epoch, edit, decide)
        decided = at_hand or await self._newest(epoch, edit, decide)
        if isinstance(decided, Accepted | MovedOn):
            return decided
        return await self._send(epoch, edit, *decided)

    def _at_hand(self, epoch: Epoch, edit: _Edit, decide: Decide) -> tuple[Sheet, Facts] | None:
        """The decision over the sheet at hand. A no is only believed of a sheet that was just read: then None."""
        sheet = self._awake.get(edit.case, epoch.id)
        if sheet is None:
            return None
        try:
            return sheet, decide(sheet)
        except (Refused, Overtaken):
            return None

    async def _newest(self, epoch: Epoch, edit: _Edit, decide: Decide) -> tuple[Sheet, Facts] | Accepted | MovedOn:
        """The decision over the sheet as it stands, in P4's order: known, asleep, closed, fence, and then the rule's
        no."""
        reading = await self._read(epoch, edit.case, edit.op)
        if reading.known is not None:
            if reading.known[:8] != edit.digest:
                raise Refused(Reason.op_reused)
            return Accepted(int(reading.known[8:]), again=True)
        sheet = reading.sheet
        if sheet is None:
            raise Asleep(edit.case)
        if sheet.stage != "open":
            raise Refused(Reason.case_closed)
        self._awake.put(sheet, epoch.id)
        try:
            return sheet, decide(sheet)
        except (Refused, Overtaken):
            if edit.fence < sheet.fence:
                return MovedOn(sheet.fence)
            raise

    async def _send(self, epoch: Epoch, edit: _Edit, sheet: Sheet, facts: Facts) -> Outcome | str:
        """One call of the change script. Gives "overtaken" or "not_yet" when it is to be tried again."""
        if len(sheet.entries) + len(facts) > LIMIT_ENTRIES and len(sheet.entries.keys() | facts.keys()) > LIMIT_ENTRIES:
            raise Refused(Reason.too_big)
        sealed = [(key, self._sealing.seal(edit.case, key, entry)) for key, entry in facts.items()]
        body = pack(ChangeBody(sealed, edit.by, edit.window, edit.kind, edit.digest))
        if len(body) > BODY_LIMIT:
            raise Refused(Reason.too_big)
        args: list[Word] = [edit.op, edit.digest, sheet.rev, edit.fence, edit.case, body]
        for key, value in sealed:
            args += (key, value)
        keys = [self._keys.case(edit.case), self._keys.ops(edit.case), self._keys.river]
        answer = await self._gate.run(epoch, "change", keys, args)
        if answer[0] == b"ok":
            self._note(epoch, edit.case, answer[1], ms_of(answer[2].decode()), facts)
            return Accepted(answer[1])
        return _said(edit.case, answer)

    def _note(self, epoch: Epoch, case: str, rev: int, at: int, facts: Facts) -> None:
        """Our own change, before the river brings it."""
        told = {key: msgspec.structs.replace(entry, rev=rev, at=at) for key, entry in facts.items()}
        self._awake.hear(epoch.id, case, rev, told)

    async def _read(self, epoch: Epoch, case: str, op: str, at_hand: Sheet | None = None) -> Reading:
        """The case's hash, and the op if it is known, in one look behind the fence: after a roll-back nothing is told,
        and no edit is refused, over what was true once."""
        keys = [self._keys.case(case), self._keys.ops(case)]
        try:
            _, known, flat = await self._gate.run(epoch, "look", keys, [op])
        except Unreachable as away:
            raise Unreachable("slow" if away.why == "unknown" else away.why) from None
        fields = dict(zip(flat[::2], flat[1::2], strict=True))
        if b"#rev" not in fields:
            return Reading(None, known)
        return Reading(opened(self._sealing, case, fields, at_hand), known)

    async def head(self, case: str) -> Head:
        """(epoch, rev, kept, visit version) now."""
        return await self._head(await self._gate.open(), case)

    async def _head(self, epoch: Epoch, case: str) -> Head:
        answer = await self._gate.run(epoch, "head", [self._keys.case(case)], [])
        if answer[0] == b"asleep":
            raise Asleep(case)
        return Head(epoch.id, answer[1], answer[2], answer[3])

    async def wait_kept(self, case: str, rev: int, seconds: float) -> bool:
        """Wait until PostgreSQL holds `rev`; False when it does not within the time."""
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        while True:
            if (await self.head(case)).kept >= rev:
                return True
            left = until - clock()
            if left <= 0:
                return False
            if await self._marks.wait(case, rev, min(left, KEPT_STEP_S)):
                return True

    async def seal(self, case: str, ms: int) -> Head:
        """No edits for so long (Redis clock); the projection of the move lifts it."""
        epoch = await self._gate.open()
        answer = await self._gate.run(epoch, "seal", [self._keys.case(case)], [ms])
        if answer[0] == b"asleep":
            raise Asleep(case)
        return Head(epoch.id, answer[1], answer[2], answer[3])

    async def wake(self, sheet: SealedSheet, catalog: int, row: Row, read_in: str | None = None) -> bool:
        """Bring a sleeping case back as it is sealed. False when Redis knows a newer visit: read PostgreSQL again."""
        epoch = await self._gate.open()
        if read_in not in (None, epoch.id):
            raise Unreachable("epoch")
        fields = ["#catalog", catalog, *fields_of(sheet, row)]
        args: list[Word] = [row.visit, row.version, len(fields), *fields, *ops_of(sheet)]
        keys = [self._keys.case(sheet.case), self._keys.ops(sheet.case), self._keys.board(row)]
        answer = await self._gate.run(epoch, "wake", keys, args)
        self._awake.drop(sheet.case)
        return bool(answer[0] != b"newer")

    async def known(self, case: str, ops: list[str]) -> dict[str, int]:
        """Which ops the awake case holds, with their revisions."""
        if not ops:
            return {}
        await self._gate.open()
        with weather():
            found = await self._redis.hmget(self._keys.ops(case), ops)
        return {op: int(value[8:]) for op, value in zip(ops, found, strict=True) if value is not None}


class _Edit(msgspec.Struct, frozen=True):
    """All of an edit but its decision."""

    case: str
    op: str
    digest: bytes
    fence: int
    by: str
    window: str
    kind: str


def _said(case: str, answer: list[Any]) -> Outcome | str:
    """What the change script answered, but for "ok"."""
    match answer[0]:
        case b"done":
            return Accepted(answer[1], again=True)
        case b"moved_on":
            return MovedOn(answer[1])
        case b"sealed":
            return Later("sealed")
        case b"reused":
            raise Refused(Reason.op_reused)
        case b"closed":
            raise Refused(Reason.case_closed)
        case b"asleep":
            raise Asleep(case)
        case again:
            return str(again.decode())


def _clean(word: str) -> None:
    """Refused: text that PostgreSQL would refuse (U+0000, lone surrogates), or longer than 200."""
    if "\0" in word or len(word) > 200 or any("\ud800" <= letter <= "\udfff" for letter in word):
        raise Refused(Reason.bad_message)
