"""The keeper's hands in Redis (DESIGN §9 P6): the river to read, the epoch to open and close, cases to put right.

Its client has one connection: what is asked and what is written go to the same server, or fail together.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any, Final

import msgspec

from handoff.messages import Row, Seat
from handoff.river import ms_of
from server.live import scripts
from server.live.connection import Client
from server.live.epoch import Epoch, told, weather
from server.live.keys import Keys
from server.live.packing import FORMAT, NoticeBody, Word, fields_of, ops_of, pack, read_change, read_row
from server.ports.journal import Line, SealedSheet, Spoiled
from server.ports.keeping import AwakeCase, Batch, Identity
from server.ports.unreachable import Unreachable

BATCH: Final = 500
FULL: Final = 50
"""A read of so many entries is written at once; a smaller one lingers for company."""
DAY_MS: Final = 24 * 3600 * 1000
WORDS_AT_ONCE: Final = 400


class LiveKeeping:
    """`server.ports.keeping.Keeping` over Redis. `keep_ms`: how long kept entries stay in the river."""

    def __init__(self, redis: Client, keys: Keys, keep_ms: int = DAY_MS) -> None:
        self._redis = redis
        self._keys = keys
        self._keep_ms = keep_ms

    async def identity(self) -> Identity:
        """Ask Redis who it is."""
        with weather():
            info: dict[str, Any] = await self._redis.info("server", "replication")
            epoch = await self._epoch()
            shas = [epoch.shas[name] for name in scripts.EVERYBODYS if name in epoch.shas]
            there = await self._redis.execute_command("SCRIPT EXISTS", *shas) if shas else []
        whole = len(shas) == len(scripts.EVERYBODYS) and all(there) and epoch.contract == scripts.CONTRACT
        return Identity(
            run_id=str(info["run_id"]),
            replid=str(info["master_replid"]),
            master=info["role"] == "master",
            number=epoch.number,
            id=epoch.id,
            open=epoch.open,
            pos=epoch.pos,
            scripts=whole,
        )

    async def read(self, after: str, wait_ms: int, linger_s: float) -> Batch | None:
        """The river after `after`, at most 500 entries; a few wait a moment for company."""
        with weather():
            entries = await self._xread(after, wait_ms)
            if 0 < len(entries) < FULL and linger_s:
                await asyncio.sleep(linger_s)
                entries += await self._xread(entries[-1][0].decode(), 0)
        if not entries:
            return None
        lines = [line for place, fields in entries[:BATCH] if (line := _line(place.decode(), fields)) is not None]
        return Batch(lines, entries[:BATCH][-1][0].decode())

    async def _xread(self, after: str, wait_ms: int) -> list[tuple[bytes, dict[bytes, bytes]]]:
        words: list[Word] = ["COUNT", BATCH, "STREAMS", self._keys.river, after]
        if wait_ms:
            words[:0] = ["BLOCK", wait_ms]
        answer = await self._redis.execute_command("XREAD", *words)
        return list(answer[0][1]) if answer else []

    async def end(self) -> str:
        """The last id that the river ever gave."""
        with weather():
            if not await self._redis.exists(self._keys.river):
                return "0-0"
            info = await self._redis.xinfo_stream(self._keys.river)
        return str(info["last-generated-id"].decode())

    async def keep(self, epoch: str, pos: str, kept: dict[str, int]) -> None:
        """Announce it; afterwards `#kept` of every awake case is what PostgreSQL holds."""
        cases = list(kept)
        for begin in range(0, max(len(cases), 1), WORDS_AT_ONCE):
            some = {case: kept[case] for case in cases[begin : begin + WORDS_AT_ONCE]}
            keys = [self._keys.kept, *(self._keys.case(case) for case in some)]
            await self._call("keep", epoch, keys, [pos, pack(some), *some.values()])

    async def trim(self, pos: str) -> None:
        """Let go of river entries that have been kept for `keep_ms`. Never of one after `pos`."""
        oldest = ms_of(pos) - self._keep_ms
        if oldest <= 0:
            return
        with weather():
            await self._redis.execute_command("XTRIM", self._keys.river, "MINID", f"{oldest}-0")

    async def shut(self, number: int, name: str) -> None:
        """The epoch is `number`, and closed."""
        await self._eval(scripts.SHUT, [], [number, name])

    async def awake(self) -> list[AwakeCase]:
        """All awake cases, as Redis has them."""
        found: list[AwakeCase] = []
        cursor = -1
        with weather():
            while cursor:
                cursor, keys = await self._redis.scan(max(cursor, 0), match=self._keys.cases, count=1000)
                found += await self._where(keys)
        return list({case.case: case for case in found}.values())

    async def boards(self) -> list[Row]:
        """What all boards show, as Redis has them; what nobody can read is left out."""
        with weather():
            keys = [key async for key in self._redis.scan_iter(match=self._keys.all_visits, count=1000)]
            values = [value for key in keys for value in await self._redis.hvals(key)]
        return [row for row in map(_row, values) if row is not None]

    async def _where(self, keys: list[bytes]) -> list[AwakeCase]:
        """Where these cases stand, asked in one go."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for key in keys:
                pipe.hmget(key, "#rev", "#last", "#of", "#visit", "#stage")
            told = await pipe.execute() if keys else []
        return [
            AwakeCase(
                self._keys.case_of(key),
                int(rev),
                (last or b"").decode(),
                (of or b"").decode(),
                int(visit or 0),
                stage == b"closed",
            )
            for key, (rev, last, of, visit, stage) in zip(keys, told, strict=True)
            if rev is not None
        ]

    async def restore(self, name: str, sheet: SealedSheet, row: Row | None) -> None:
        """Replace a case whole, never patched. Without a visit it is closed until its visit is projected."""
        fields = fields_of(sheet, row)
        keys = [self._keys.case(sheet.case), self._keys.ops(sheet.case)]
        await self._eval(scripts.text(scripts.RESTORE, name), keys, [len(fields), *fields, *ops_of(sheet)])

    async def restore_board(self, name: str, rows: list[Row], seats: list[Seat]) -> None:
        """Replace all boards and the seats whole. A board of which nothing is told is emptied."""
        boards: dict[str, list[Word]] = {self._keys.board(row): [] for row in await self.boards()}
        for row in rows:
            boards.setdefault(self._keys.board(row), []).extend((row.visit, b"%d:%b" % (row.version, pack(row))))
        for seat in seats:
            boards.setdefault(self._keys.seats(seat.office), []).extend(
                (seat.window, b"%d:%b" % (seat.version, pack(seat)))
            )
        for key, words in boards.items():
            await self._eval(scripts.text(scripts.RESTORE_BOARD, name), [key], words)
        offices = {row.office for row in rows} | {seat.office for seat in seats}
        if offices:
            with weather():
                await self._redis.sadd(self._keys.offices, *offices)

    async def begin(self, name: str, number: int, above: str) -> str:
        """The marker, higher than `above`, than all that the river ever gave, and than now."""
        with weather():
            seconds, micros = await self._redis.time()
            last = await self.end()
            highest = max(ms_of(above), ms_of(last), seconds * 1000 + micros // 1000)
            marker = f"{highest + 1}-0"
            fields = {"t": "epoch", "v": FORMAT, "e": name, "c": "", "n": number, "o": "", "b": b""}
            await self._redis.xadd(self._keys.river, fields, id=marker)
        return marker

    async def open(self, name: str, number: int, since: str, pos: str) -> None:
        """Load the scripts, open the epoch. Refused (`epoch`) when this Redis does not hold the marker."""
        shas: list[Word] = []
        with weather():
            for call, script in scripts.EVERYBODYS.items():
                sha = await self._redis.execute_command("SCRIPT LOAD", scripts.text(script, name))
                shas += (f"sha:{call}", sha)
        fields: list[Word] = ["number", number, "state", "open", "since", since, "pos", pos]
        fields += ["contract", scripts.CONTRACT, *shas]
        await self._eval(scripts.text(scripts.OPEN_EPOCH, name), [self._keys.river], [since, *fields])

    async def rest(self, epoch: str) -> list[str]:
        """Put to sleep what is closed, kept, and left for 30 min; gives the cases."""
        slept: list[str] = []
        for case in [case for case in await self.awake() if case.closed]:
            keys = [self._keys.case(case.case), self._keys.ops(case.case), self._keys.here(case.case)]
            if (await self._call("sleep", epoch, keys, []))[0] == b"ok":
                slept.append(case.case)
        return slept

    async def notice(self, what: str, about: dict[str, str]) -> None:
        """Tell all processes something of the house itself."""
        body = pack(NoticeBody(what, about))
        fields = {"t": "notice", "v": FORMAT, "e": "", "c": "", "n": 0, "o": "", "b": body}
        with weather():
            await self._redis.xadd(self._keys.river, fields)

    async def close(self) -> None:
        """Let go of the connection."""
        await self._redis.aclose()

    async def _epoch(self) -> Epoch:
        return told(await self._redis.hgetall(self._keys.epoch))

    async def _call(self, call: str, epoch: str, keys: list[str], args: list[Word]) -> list[Any]:
        """One of the loaded scripts, by the sha of its text in this epoch."""
        script = scripts.text(scripts.EVERYBODYS[call], epoch)
        sha = hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
        with weather():
            answer = await self._redis.execute_command("EVALSHA", sha, len(keys) + 1, self._keys.epoch, *keys, *args)
        return _not_foreign(answer)

    async def _eval(self, script: str, keys: list[str], args: list[Word]) -> list[Any]:
        with weather():
            answer = await self._redis.execute_command("EVAL", script, len(keys) + 1, self._keys.epoch, *keys, *args)
        return _not_foreign(answer)


def _not_foreign(answer: list[Any]) -> list[Any]:
    if answer[0] == b"epoch":
        raise Unreachable("epoch")
    return answer


def _line(place: str, fields: dict[bytes, bytes]) -> Line | Spoiled | None:
    """A river entry as the journal takes it; None for what PostgreSQL has already or needs not (visits, markers,
    notices)."""
    if fields.get(b"t", b"sheet") != b"sheet":
        return None
    try:
        body = read_change(fields[b"b"])
        return Line(
            id=place,
            case=fields[b"c"].decode(),
            rev=int(fields[b"n"]),
            op=fields[b"o"].decode(),
            digest=body.digest,
            at=ms_of(place),
            epoch=int(fields[b"e"].split(b":")[1]),
            by=body.by,
            window=body.window,
            kind=body.kind,
            format=int(fields[b"v"]),
            body=fields[b"b"],
            entries=body.entries,
        )
    except (KeyError, IndexError, ValueError, msgspec.MsgspecError) as error:
        return _spoiled(place, fields, type(error).__name__)


def _spoiled(place: str, fields: dict[bytes, bytes], why: str) -> Spoiled:
    def word(name: bytes) -> str:
        return fields.get(name, b"").decode("utf-8", "replace").replace("\0", "\ufffd")[:200]

    number = word(b"n")
    return Spoiled(place, word(b"c"), int(number) if number.isdecimal() else 0, word(b"o"), why, fields.get(b"b", b""))


def _row(value: bytes) -> Row | None:
    try:
        return read_row(value)
    except ValueError:  # msgspec's own errors are some of these
        return None
