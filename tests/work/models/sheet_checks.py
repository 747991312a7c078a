"""What must hold when everything is at rest, asked of PostgreSQL, of Redis and of every screen. Each check names its
invariant (DESIGN §4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace
from sqlalchemy import text

from handoff import apply
from handoff.case import Entry, Sheet, fold
from handoff.edit import Ground, Writer
from handoff.messages import Change
from handoff.overtaken import Overtaken
from handoff.refusal import Reason, Refused
from handoff.visit import row_of
from server.live.packing import read_change, read_move
from server.work.opening import woken
from tests.work.models.sheet_walk import Walk
from tests.work.models.sheet_window import Window
from tests.work.models.sheet_world import World
from tests.work.town import DAY

JOURNAL = 'SELECT "case", rev, op, at, epoch, kind, body FROM journal ORDER BY "case", rev'


class Journal:
    """The journal, read once and folded once; `before[case][rev]` is the sheet that revision `rev` was decided over."""

    def __init__(self, rows: list[Any], world: World) -> None:
        sealing = world.windows[0].town.live.sheets._sealing
        self.revs: dict[str, list[int]] = {}
        self.ops: dict[str, dict[str, int]] = {}
        self.sheets: dict[str, list[Sheet]] = {}
        self.facts: dict[str, list[tuple[str, str, dict[str, Entry]]]] = {}
        for case, rev, op, at, _, kind, body in rows:
            entries = {key: sealing.open(case, key, sealed) for key, sealed in read_change(body).entries}
            assert op not in self.ops.setdefault(case, {}), f"I2 {op} stands twice in {case}"
            self.ops[case][op] = rev
            self.revs.setdefault(case, []).append(rev)
            sheets = self.sheets.setdefault(case, [Sheet(case=case)])
            assert rev == len(sheets), f"I2 {case} has revision {rev} after {len(sheets) - 1}"
            sheets.append(fold(sheets[-1], rev, at, entries))
            self.facts.setdefault(case, []).append((op, kind, entries))

    def at_rest(self, case: str) -> Sheet:
        """The fold of the whole."""
        return self.sheets[case][-1] if case in self.sheets else Sheet(case=case)


async def read_journal(world: World) -> Journal:
    """I2 is looked at on the way: (case, op) once, revisions without gaps."""
    async with world.windows[0].town.engine.connect() as line:
        return Journal(list(await line.execute(text(JOURNAL))), world)


async def check(walk: Walk) -> Journal:
    """All of them."""
    world = walk.world
    journal = await read_journal(world)
    for window in world.windows:
        assert not window.faults, window.faults  # I3, I6, I7, I8 as its ear found them
    await i4_redis_and_every_screen_show_the_fold(world, journal)
    await i3_the_readable_entries_are_the_newest(world, journal)
    i1_what_was_told_to_be_kept_is_kept(world, journal)
    i5_every_edit_has_one_end(world, journal)
    i5_a_no_was_true_when_it_was_said(world, journal)
    i12_hand_offs_carry_what_was_seen(walk, journal)
    i16_the_journal_is_what_the_rule_makes(walk, journal)
    await i8_no_older_fence_after_a_newer_one(world)
    await i13_the_board_is_the_record(world)
    return journal


async def i4_redis_and_every_screen_show_the_fold(world: World, journal: Journal) -> None:
    for case in world.given:
        folded = journal.at_rest(case)
        sheet = await woken(world.windows[0].c, case)
        assert sheet is not None
        assert (sheet.rev, sheet.entries) == (folded.rev, folded.entries), f"I4 Redis shows {case} otherwise"
        for window in world.windows:
            view = window.views[case]
            assert (view.rev, view.entries) == (folded.rev, folded.entries), (
                f"I4 {window.who.window} shows {case} otherwise"
            )


async def i3_the_readable_entries_are_the_newest(world: World, journal: Journal) -> None:
    async with world.windows[0].town.engine.connect() as line:
        rows = list(await line.execute(text('SELECT "case", key, rev FROM entries')))
    derived = {(case, key): rev for case, key, rev in rows}
    folded = {(case, key): entry.rev for case in journal.sheets for key, entry in journal.at_rest(case).entries.items()}
    assert derived == folded, "I3 the readable entries are not the newest"


def i1_what_was_told_to_be_kept_is_kept(world: World, journal: Journal) -> None:
    for window in world.windows:
        for op in window.ops:
            if op.kept:
                assert op.change.op in journal.ops.get(op.change.case, {}), (
                    f"I1 a kept edit of {op.change.case} is missing"
                )
        for case, rev in window.kept.items():
            assert rev <= journal.at_rest(case).rev, f"I1 {rev} of {case} was announced and is not there"


def i5_every_edit_has_one_end(world: World, journal: Journal) -> None:
    for window in world.windows:
        for op in window.ops:
            there = op.change.op in journal.ops.get(op.change.case, {})
            assert op.fate in ("seen", "refused", "overtaken"), f"I5 {op.change.do} has no end"
            assert there == (op.fate == "seen"), f"I5 {op.fate} {op.why}, and in the journal: {there} ({op.change})"
            if there:
                assert journal.ops[op.change.case][op.change.op] == op.rev, "I5 kept at another revision than was told"


def i5_a_no_was_true_when_it_was_said(world: World, journal: Journal) -> None:
    """The rule says the same over a sheet that stood there, and not only over one older than what was known as kept."""
    ground = world.windows[0].c.catalogs.ground(date.fromisoformat(DAY))
    for window in world.windows:
        for op in window.ops:
            if op.fate in ("refused", "overtaken") and op.why != Reason.case_closed:
                sheets = journal.sheets.get(op.change.case, [Sheet(case=op.change.case)])[op.floor :]
                said = {says(op.change, window, sheet, ground) for sheet in sheets}
                assert (op.why or "overtaken") in said, f"I5 {op.fate} {op.why} was never true: {op.change.do} {said}"


def says(change: Change, window: Window, sheet: Sheet, ground: Ground) -> str:
    """What the rule says over a sheet, in a word."""
    try:
        apply.decide(sheet, change, writer_at(window), ground)
    except Refused as no:
        return no.reason.value
    except Overtaken:
        return "overtaken"
    return "yes"


def writer_at(window: Window) -> Writer:
    who = window.who
    return Writer(clerk=who.clerk, name=who.name, window=who.window or "", sees=who.sees)


def i12_hand_offs_carry_what_was_seen(walk: Walk, journal: Journal) -> None:
    """What Redis lost before it was kept is sent again after the hand-over; everything else stands before it."""
    for hand_off in walk.hand_offs:
        for op, must in hand_off.seen:
            if must:
                rev = journal.ops[hand_off.case][op]
                assert rev <= hand_off.sheet_rev, f"I12 {rev} was seen, and {hand_off.sheet_rev} was handed over"


def i16_the_journal_is_what_the_rule_makes(walk: Walk, journal: Journal) -> None:
    """Every revision is the pure rule over the revision before it: no edit was decided over something else."""
    writers = {op.change.op: (window, op.change) for window in walk.world.windows for op in window.ops} | walk.passed
    ground = walk.world.windows[0].c.catalogs.ground(date.fromisoformat(DAY))
    for case, rows in journal.facts.items():
        for rev, (op, kind, facts) in enumerate(rows, 1):
            before = journal.sheets[case][rev - 1]
            if kind == "take_back":
                window, claim = walk.claims[op]
                assert values(facts) == taken_back(journal, case, rev, window, claim), f"give_back {case} {rev}"
                continue
            window, change = writers[op]
            decided = apply.decide(before, change, writer_at(window), ground)
            assert facts == unstamped(decided), f"I16 {case} at {rev}: {change.do}"


def unstamped(facts: dict[str, Entry]) -> dict[str, Entry]:
    """As a body holds them: version and time are the river's to say."""
    return {key: replace(entry, rev=0, at=0) for key, entry in facts.items()}


def values(facts: dict[str, Entry]) -> dict[str, Any]:
    return {key: entry.value for key, entry in facts.items()}


def taken_back(journal: Journal, case: str, rev: int, window: Window, claim: int) -> dict[str, Any]:
    """What a give-back at `rev` must write: all that the window had entered since its claim, as it was then."""
    now, then = journal.sheets[case][rev - 1], journal.sheets[case][claim]
    mine = [key for key, entry in now.entries.items() if entry.rev > claim and entry.window == window.who.window]
    return {key: then.value(key) for key in mine}


async def i8_no_older_fence_after_a_newer_one(world: World) -> None:
    """In the river's order: after a move with a new fence there is no edit that was sent under an older one."""
    live, fences = world.windows[0].town.live, dict[str, int]()
    sent = {op.change.op: op.fence for window in world.windows for op in window.ops}
    for _, entry in await live.redis.xrange(live.gate.keys.river):
        if entry[b"t"] == b"visit":
            row = read_move(entry[b"b"]).row
            assert row.fence >= fences.get(row.case, 0), "I8 a fence fell"
            fences[row.case] = row.fence
        elif entry[b"t"] == b"sheet" and (op := entry[b"o"].decode()) in sent:
            assert sent[op] >= fences.get(entry[b"c"].decode(), 0), "I8 an edit under an older fence"


async def i13_the_board_is_the_record(world: World) -> None:
    """Whoever is not ended stands on the board, and every row of it is the record's."""
    town = world.windows[0].town
    async with town.engine.connect() as line:
        found = list(await line.execute(text("SELECT visit, number, ended FROM visits")))
    rows = {row.visit: row for row in await town.c.board.rows("main", DAY)}
    assert {visit for visit, _, ended in found if ended is None} <= rows.keys(), "I13 somebody is missing on the board"
    for visit, row in rows.items():
        assert row == row_of(await town.stored(visit)), "I13 the board is not the record"
    numbers = [number for _, number, _ in found]
    assert len(numbers) == len(set(numbers)) == len(world.given), "I13 a number was given twice"
