"""利用者のCSV: out; in after a look at what it changes, all of it or nothing; and with a day, as a 人事異動 that begins
at its 00:00: changes are planned, new people come in valid from then on, leavers go by their last day. In the same way
comes a table of department codes (所属コードの変換表); it is kept, and from its day on a file with an old code is
refused.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import Any, Final, Literal

import msgspec

from handoff import department_codes
from handoff.account import LABELS, Account, Known, faults, tidy
from handoff.account_file import KEY, Names, Said, account_of, heading_faults, row_of
from handoff.catalog_faults import BadRows
from handoff.department_codes import Table
from handoff.filefault import MOST, BadFile, FileFault
from handoff.refusal import Reason, Refused
from server.ports.users import Edit, UserKept, UserMoved
from server.work import accounts, drafts, editors, rerighting
from server.work.cupboards import Actor, Cupboards

MOST_BYTES: Final = 5 << 20
ID_BYTES: Final = 16


class UserDiffers(msgspec.Struct, frozen=True):
    """What a row does: to whom, and which fields from what to what."""

    row: int
    login: str
    name: str
    what: Literal["new", "changed"]
    fields: dict[str, tuple[Any, Any]]


class UsersPreview(msgspec.Struct, frozen=True):
    """What a file would do. Without `upload` it goes nowhere: the faults say why, or there is nothing to do. `last`:
    whose last day it says."""

    upload: str | None
    differences: list[UserDiffers]
    same: int
    faults: list[FileFault]
    day: str | None
    leaving: int = 0


class _Kept(msgspec.Struct, frozen=True):
    lines: list[list[str]]
    day: str | None
    seen: str


class _Wants(msgspec.Struct):
    edits: list[Edit]
    differ: list[UserDiffers]
    faults: list[FileFault]
    same: int = 0


async def out(c: Cupboards, who: Actor) -> bytes:
    """Everybody, as a file that may come in again. Refused: `not_allowed`. The door asks who it is again before."""
    editors.must_administer(who)
    names = await _names(c)
    users = await c.users.all(c.clock())
    await accounts.audit(c, who, "export", f"{len(users)}")
    return c.exchange.write_accounts([row_of(one.account, names) for one in users])


async def bring(c: Cupboards, who: Actor, file: bytes, day: str | None) -> UsersPreview:
    """Read a file and say what it would do. Nothing is changed yet. Refused: `not_allowed`; `no_such_date`, `past_time`
    for a day that is none to come."""
    editors.must_administer(who)
    if day is not None:
        accounts.must_come(c, day)
    try:
        lines = await c.exchange.read_accounts(file)
    except BadFile as no:
        return UsersPreview(None, [], 0, no.faults, day)
    wants = await _wants(c, who, lines, day)
    upload = None
    if wants.edits and not wants.faults:
        kept = msgspec.msgpack.encode(_Kept(lines, day, _print(wants)))
        upload = await c.documents.put(who.clerk, c.chance(ID_BYTES).hex(), zlib.compress(kept, 1))
    leaving = sum(1 for one in wants.differ if one.what == "changed" and "valid_to" in one.fields)
    return UsersPreview(upload, wants.differ, wants.same, wants.faults[:MOST], day, leaving)


async def apply(c: Cupboards, who: Actor, upload: str) -> int:
    """Do what was looked at, whole; how many accounts. Refused: `not_allowed`, `upload_gone` when it is not there any
    more or would do something else by now."""
    editors.must_administer(who)
    waiting = await c.documents.get(who.clerk, upload)
    if waiting is None:
        raise Refused(Reason.upload_gone)
    kept = msgspec.msgpack.decode(zlib.decompress(waiting), type=_Kept)
    wants = await _wants(c, who, kept.lines, kept.day)
    if wants.faults or _print(wants) != kept.seen:
        raise Refused(Reason.upload_gone)
    now, later = (wants.edits, {}) if kept.day is None else await _by_day(c, wants.edits, kept.day)
    try:
        await c.users.write(now, drafts.hand(c, who), "csv", later, kept.day or "", _table(c, kept))
    except UserMoved:
        raise Refused(Reason.upload_gone) from None
    await accounts.audit(c, who, "csv", f"{len(wants.edits)}")
    await rerighting.at_once(c)
    return len(wants.edits)


def _table(c: Cupboards, kept: _Kept) -> Table | None:
    if not department_codes.is_table(kept.lines[0]):
        return None
    return department_codes.table_of(kept.lines, kept.day or c.business_day())


async def _by_day(c: Cupboards, edits: list[Edit], day: str) -> tuple[list[Edit], dict[str, dict[str, Any]]]:
    """What is written at once, and what is planned for the day: new people (who are valid from then on) and last days
    before it stand at once; everything else changes with the day."""
    users = await c.users.all(c.clock())
    now, later = [edit for edit in edits if edit.base == 0], {}
    for edit in edits:
        if edit.base == 0:
            continue
        before = accounts.of(users, edit.clerk).account
        changes = accounts.differing(before, edit.account)
        last = changes.get("valid_to")
        if last is not None and last < day:
            now.append(Edit(edit.clerk, msgspec.structs.replace(before, valid_to=changes.pop("valid_to")), edit.base))
        if changes:
            later[edit.clerk] = changes
    return now, later


async def _names(c: Cupboards) -> Names:
    house = c.catalogs.house()
    return Names(
        offices={one.office: one.name for one in house.offices},
        groups={one.group: one.name for one in house.counters},
        teams={one.team: one.name for one in await c.users.teams()},
    )


async def _wants(c: Cupboards, who: Actor, lines: list[list[str]], day: str | None) -> _Wants:
    """What the lines want of the accounts as they stand."""
    users = await c.users.all(c.clock())
    said, wrong = _said(lines, [one.account for one in users])
    if lines and not department_codes.is_table(lines[0]):
        gone = department_codes.gone(await c.users.tables(), day or c.business_day())
        wrong += department_codes.outdated(said, gone)
    if wrong:
        return _Wants([], [], wrong)
    reader = _Reader(users, await accounts.known_of(c, day), await _names(c), day, lambda: accounts.new_id(c))
    for one in said:
        reader.take(one.number, one.row, one.whole)
    wants = reader.wants
    if not wants.faults:
        wants.faults += _whole(c, who, users, wants, reader.known, day)
    return wants


def _said(lines: list[list[str]], accounts: list[Account]) -> tuple[list[Said], list[FileFault]]:
    """What a file says of users, and why it cannot be read. A table of department codes says it of everybody who has
    one of them."""
    headings = lines[0] if lines else []
    if department_codes.is_table(headings):
        wrong = department_codes.faults(lines, accounts)
        return [] if wrong else department_codes.users_lines(lines, accounts), wrong
    rows = [
        Said(number, dict(zip(headings, line, strict=False)), len(line) == len(headings))
        for number, line in enumerate(lines[1:], start=2)
    ]
    return rows, heading_faults(headings)


def _whole(
    c: Cupboards, who: Actor, users: list[UserKept], wants: _Wants, known: Known, day: str | None
) -> list[FileFault]:
    """What is wrong with all rows together, in a sentence."""
    rows = {one.login: one.row for one in wants.differ}
    try:
        accounts.check(who, users, wants.edits, known, day or c.business_day())
    except BadRows as no:
        logins = {edit.clerk: edit.account.login for edit in wants.edits}
        return [
            FileFault(one.text, row=rows.get(logins.get(one.id, ""), 0), column=LABELS[one.column]) for one in no.faults
        ]
    except Refused as no:
        own = "自分の役割・権限・停止は、CSVでも変えられません。"
        return [FileFault(own if no.reason is Reason.own_account else "管理者がひとりもいなくなります。")]
    return []


class _Reader:
    """Rows into edits."""

    def __init__(
        self, users: list[UserKept], known: Known, names: Names, day: str | None, new_id: Callable[[], str]
    ) -> None:
        self.new_id = new_id
        self.by_login = {one.account.login: one for one in users}
        self.known, self.names, self.day = known, names, day
        self.wants = _Wants([], [], [])
        self.seen: dict[str, int] = {}

    def take(self, number: int, row: dict[str, str], whole: bool) -> None:
        """One row."""
        if not whole:
            self.wants.faults.append(FileFault("列の数が見出しと合いません。", row=number))
            return
        blank = Account(login=row.get(KEY, ""), name="", department="", roles=[], offices=[], valid_from="")
        login = tidy(blank).login
        if login in self.seen:
            self.wants.faults.append(FileFault(f"{self.seen[login]}行目と同じ職員番号です。", row=number, column=KEY))
            return
        self.seen[login] = number
        stands = self.by_login.get(login)
        wanted, wrong = account_of({**row, KEY: login}, number, stands.account if stands else None, self.names)
        if wanted is not None:
            wanted = self._begun(tidy(wanted), stands)
            found = faults(wanted, self.known)
            wrong = [FileFault(one.text, row=number, column=LABELS[one.column]) for one in found]
        if wanted is None or wrong:
            self.wants.faults += wrong
            return
        self._note(number, wanted, stands)

    def _begun(self, wanted: Account, stands: UserKept | None) -> Account:
        """Somebody who comes with a 人事異動 does not come before its day."""
        if stands is None and self.day is not None and wanted.valid_from < self.day:
            return msgspec.structs.replace(wanted, valid_from=self.day)
        return wanted

    def _note(self, number: int, wanted: Account, stands: UserKept | None) -> None:
        if stands is None:
            self.wants.edits.append(Edit(self.new_id(), wanted, 0))
            self.wants.differ.append(UserDiffers(number, wanted.login, wanted.name, "new", {}))
            return
        changes = accounts.differing(stands.account, wanted)
        if not changes:
            self.wants.same += 1
            return
        before = msgspec.to_builtins(stands.account)
        self.wants.edits.append(Edit(stands.clerk, wanted, stands.rev))
        fields = {field: (before[field], after) for field, after in changes.items()}
        self.wants.differ.append(UserDiffers(number, wanted.login, wanted.name, "changed", fields))


def _print(wants: _Wants) -> str:
    """Of what would be done, to what: another one when anything of it changed since."""
    edits = [(edit.clerk if edit.base else "", edit.account, edit.base) for edit in wants.edits]
    return hashlib.sha256(msgspec.json.encode(edits)).hexdigest()
