"""Flags of protected persons, kept by who has the right: set and extended one by one or by list, lifted by two people
against the version that both have seen. Set = at once, everywhere. Nothing ends by itself."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Final

import msgspec

from handoff.calendar import TOKYO
from handoff.filefault import FileFault
from handoff.protection import Kin, Kind, Known, end_of, forms_of, standing
from handoff.refusal import Reason, Refused
from server.ports.archive import Look
from server.ports.protection import Change, Flag, FlagMoved, ListTaken
from server.work import reasons
from server.work.cupboards import Actor, Cupboards
from server.work.protecting import opened

RIGHT: Final = "S"
COLUMNS: Final = ("宛名番号", "区分", "氏名", "フリガナ", "生年月日", "住所", "状態", "開始日", "終了日")
KINDS: Final[dict[str, Kind]] = {
    "本人": "self",
    "併せて": "together",
    "世帯": "household",
    "戸籍": "koseki",
    "相手方": "other",
}
STATES: Final = {"仮": "provisional", "決定": "on", "解除": "lifted"}
MOST_ROWS: Final = 20_000


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A flag as somebody sets or extends it. `state`: provisional or on; `ends` "" = a year. `base`: the version that
    was on the screen, 0 for a new one."""

    known: Known
    state: str
    begins: str
    ends: str = ""
    base: int = 0


class Listed(msgspec.Struct, frozen=True):
    """A flag as the list of flags shows it to who keeps them. `asked_name`: who wants it lifted."""

    flag: str
    version: int
    name: str
    state: str
    standing: str
    begins: str
    ends: str
    asked_by: str | None
    asked_name: str = ""


class Taken(msgspec.Struct, frozen=True):
    """What came of a list: flags set (or set anew), asked to be lifted, left as they are; or what is wrong with it."""

    set: int = 0
    lifted: int = 0
    left: int = 0
    faults: list[FileFault] = []


async def listed(c: Cupboards, who: Actor) -> list[Listed]:
    """Every flag that stands, the one that ends first on top."""
    await _noted(c, who, "flags")
    today, last = date.fromisoformat(c.business_day()), c.catalogs.settings().protection.last_days
    found = []
    for one in await c.protection.all():
        if one.state != "lifted":
            name = next((kin.name for kin in opened(c, one.body, one.flag).persons), "")
            how = standing("provisional" if one.state == "provisional" else "on", one.ends, today, last)
            asked = await _name_of(c, one.asked_by)
            found.append(Listed(one.flag, one.version, name, one.state, how, one.begins, one.ends, one.asked_by, asked))
    return found


async def one(c: Cupboards, who: Actor, flag: str) -> tuple[Flag, Known]:
    """A flag that stands, and what is sealed of it, for who changes it. Refused: `not_allowed`, `no_such_row`."""
    await _noted(c, who, "flag_read")
    found = await c.protection.get([flag])
    if not found or found[0].state == "lifted":
        raise Refused(Reason.no_such_row, at="flag")
    return found[0], opened(c, found[0].body, flag)


async def put(c: Cupboards, who: Actor, said: Setting) -> Flag:
    """Set a flag, or another period or persons of it; at once and everywhere. A wish to lift it is void then.

    Refused: `not_allowed`, `no_such_date`, `bad_message`, `overtaken` (another version stands).
    """
    await _noted(c, who, "flag_set")
    what = "set" if said.base == 0 else "extend"
    flag = _flag(c, who, await _over_lifted(c, said), "online")
    await _write(c, [_change(c, who, flag, said.known, what, "")])
    return flag


async def _over_lifted(c: Cupboards, said: Setting) -> Setting:
    """A new flag of somebody whose last one was lifted goes on from there: no screen shows that one."""
    found = await c.protection.get([_name(c, said.known.number)]) if said.base == 0 else []
    lifted = [one.version for one in found if one.state == "lifted"]
    return msgspec.structs.replace(said, base=lifted[0]) if lifted else said


async def ask(c: Cupboards, who: Actor, flag: str, version: int, reason: str, note: str = "") -> Flag:
    """The first of two wants a flag lifted, as it stands at this version."""
    reasons.check(c, reason, "lift", note, needed=True)
    await _noted(c, who, "flag_ask", reason)
    stands = await _stands(c, flag, version)
    wish = {"asked_by": who.clerk, "asked_at": c.clock(), "asked_version": version + 1}
    asked = msgspec.structs.replace(stands, version=version + 1, **wish)
    await _write(c, [Change(asked, "ask", who.clerk, _note(c, flag, note))])
    return asked


async def lift(c: Cupboards, who: Actor, flag: str, version: int, reason: str, note: str = "") -> Flag:
    """The second of two lifts it: another one than the first, and only the version that the first wanted lifted.

    Refused: `not_allowed` (the same person, or nobody has asked), `overtaken` (anything changed since).
    """
    reasons.check(c, reason, "lift", note, needed=True)
    await _noted(c, who, "flag_lift", reason)
    stands = await _stands(c, flag, version)
    if stands.asked_by is None or stands.asked_by == who.clerk:
        raise Refused(Reason.not_allowed, at="second")
    if stands.asked_version != version:
        raise Refused(Reason.overtaken, at=flag)
    now = {"state": "lifted", "at": c.clock(), "by": who.clerk, "asked_by": None, "asked_version": None}
    lifted = msgspec.structs.replace(stands, version=version + 1, asked_at=None, **now)
    await _write(c, [Change(lifted, "lift", who.clerk, _note(c, flag, note), frozenset())])
    return lifted


# ---- by list


async def take(c: Cupboards, who: Actor, made: str, text: str) -> Taken:
    """A list from the resident records (CSV, `COLUMNS`), made at this moment (`YYYY-MM-DDTHH:MM`): all or nothing.

    A row that lifts only asks: a second person lifts it. What was set or changed here after the list was made is left
    as it is, whatever the list says; flags that it does not name stay. Refused: `overtaken` when the list is not newer
    than the last one, `no_such_date`, `too_big`.
    """
    await _noted(c, who, "flag_list")
    moment = _moment(made)
    last = await c.protection.last_list()
    if last is not None and made <= last.made:
        raise Refused(Reason.overtaken, at="made")
    rows, faults = _rows(text)
    if faults:
        return Taken(faults=faults)
    stand = {one.flag: one for one in await c.protection.all()}
    changes, counts = [], {"set": 0, "lifted": 0, "left": 0}
    for number, group in rows.items():
        name = _name(c, number)
        what, change = _by_list(c, who, stand.get(name), group, moment)
        counts[what] += 1
        changes += [change] if change is not None else []
    taken = ListTaken(made=made, at=c.clock(), clerk=who.clerk, **counts)
    await _write(c, changes, taken)
    return Taken(counts["set"], counts["lifted"], counts["left"])


def _by_list(c: Cupboards, who: Actor, stands: Flag | None, said: Setting, moment: int) -> tuple[str, Change | None]:
    if stands is not None and stands.at >= moment:
        return "left", None
    if said.state == "lifted":
        if stands is None or stands.state == "lifted":
            return "left", None
        version = stands.version + 1
        wish = {"asked_by": who.clerk, "asked_at": c.clock(), "asked_version": version}
        asked = msgspec.structs.replace(stands, version=version, **wish)
        return "lifted", Change(asked, "ask", who.clerk, _note(c, stands.flag, ""))
    base = msgspec.structs.replace(said, base=stands.version if stands else 0)
    flag = _flag(c, who, base, "list")
    if stands is not None and _same(c, stands, flag):
        return "left", None
    return "set", _change(c, who, flag, said.known, "set", "")


def _same(c: Cupboards, one: Flag, other: Flag) -> bool:
    plain = ("state", "begins", "ends")
    return all(getattr(one, name) == getattr(other, name) for name in plain) and (
        opened(c, one.body, one.flag) == opened(c, other.body, other.flag)
    )


def _rows(text: str) -> tuple[dict[str, Setting], list[FileFault]]:
    """The list's flags by resident number, or everything that is wrong with it."""
    read = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if tuple(read.fieldnames or ()) != COLUMNS:
        return {}, [_fault(1, "", f"1行目の見出しは {'、'.join(COLUMNS)} にしてください。")]
    rows = list(read)
    if len(rows) > MOST_ROWS:
        raise Refused(Reason.too_big, at="list", limit=MOST_ROWS)
    groups: dict[str, list[dict[str, str]]] = {}
    faults = []
    for line, row in enumerate(rows, start=2):
        faults += _wrong(line, row)
        groups.setdefault(row["宛名番号"] or "", []).append(row)
    for number, group in groups.items():
        if not faults and [row["区分"] for row in group].count("本人") != 1:
            faults.append(_fault(0, "区分", f"宛名番号 {number} に「本人」の行が1つ必要です。"))
    return ({} if faults else {number: _setting(number, group) for number, group in groups.items()}), faults


def _wrong(line: int, row: dict[str, str]) -> list[FileFault]:
    faults = []
    if any(row.get(name) is None for name in COLUMNS) or None in row:
        return [_fault(line, "", "列の数が合いません。")]
    if not row["宛名番号"].isascii() or not row["宛名番号"].isdigit():
        faults.append(_fault(line, "宛名番号", "宛名番号は数字で入れてください。"))
    if row["区分"] not in KINDS:
        faults.append(_fault(line, "区分", f"区分は {'・'.join(KINDS)} のどれかにしてください。"))
    if not (row["氏名"].strip() or row["フリガナ"].strip()):
        faults.append(_fault(line, "氏名", "氏名かフリガナを入れてください。"))
    if row["区分"] == "本人" and row["状態"] not in STATES:
        faults.append(_fault(line, "状態", f"状態は {'・'.join(STATES)} のどれかにしてください。"))
    for name in ("生年月日", "開始日", "終了日"):
        needed = name == "開始日" and row["区分"] == "本人" and row["状態"] != "解除"
        if (row[name] or needed) and not _is_day(row[name]):
            faults.append(_fault(line, name, f"{name}は 2027-04-01 の形で入れてください。"))
    return faults


def _setting(number: str, group: list[dict[str, str]]) -> Setting:
    group = sorted(group, key=lambda row: row["区分"] != "本人")
    first = group[0]
    persons = [Kin(KINDS[row["区分"]], row["氏名"], row["フリガナ"], row["生年月日"]) for row in group]
    addresses = [row["住所"] for row in group if row["住所"].strip() and row["区分"] != "相手方"]
    known = Known(number, persons, list(dict.fromkeys(addresses)))
    return Setting(known, STATES[first["状態"]], first["開始日"], first["終了日"])


def _fault(row: int, column: str, text: str) -> FileFault:
    return FileFault(text=text, sheet="", row=row, column=column)


# ---- how a flag is made


def _flag(c: Cupboards, who: Actor, said: Setting, source: str) -> Flag:
    if said.state not in ("provisional", "on") or not said.known.persons or not said.known.number:
        raise Refused(Reason.bad_message)
    begins = _day(said.begins, "begins")
    ends = _day(said.ends, "ends") if said.ends else end_of(begins)
    if ends < begins:
        raise Refused(Reason.no_such_date, at="ends")
    name = _name(c, said.known.number)
    body = c.sealing.wrap(f"shien|{name}", msgspec.msgpack.encode(said.known))
    first, last = begins.isoformat(), ends.isoformat()
    return Flag(name, said.base + 1, said.state, first, last, source, c.clock(), who.clerk, body)


def _change(c: Cupboards, who: Actor, flag: Flag, known: Known, what: str, note: str) -> Change:
    words = frozenset((c.sealing.blind(f"shien|{form}"), str(kind)) for form, kind in forms_of(known))
    return Change(flag, what, who.clerk, _note(c, flag.flag, note), words)


def _name(c: Cupboards, number: str) -> str:
    return c.sealing.blind(f"resident|{number.lstrip('0')}").hex()


def _note(c: Cupboards, flag: str, note: str) -> bytes:
    return c.sealing.wrap(f"shien-note|{flag}", note.encode())


async def _name_of(c: Cupboards, clerk: str | None) -> str:
    found = await c.clerks.get(clerk) if clerk else None
    return found.name if found else ""


async def _stands(c: Cupboards, flag: str, version: int) -> Flag:
    found = await c.protection.get([flag])
    if not found or found[0].state == "lifted":
        raise Refused(Reason.no_such_row, at="flag")
    if found[0].version != version:
        raise Refused(Reason.overtaken, at="flag")
    return found[0]


async def _write(c: Cupboards, changes: list[Change], taken: ListTaken | None = None) -> None:
    try:
        await c.protection.write(changes, taken)
    except FlagMoved:
        raise Refused(Reason.overtaken, at="flag") from None
    await c.protection.refresh()
    await c.tail.notice("protection", {})


async def _noted(c: Cupboards, who: Actor, what: str, reason: str = "") -> None:
    if RIGHT not in who.sees or "clerk" not in who.roles:
        raise Refused(Reason.not_allowed)
    look = Look(c.clock(), who.clerk, who.window or "", who.office, what, terminal=who.terminal, purpose=reason)
    await c.audit.note(look)


def _day(text: str, at: str) -> date:
    if not _is_day(text):
        raise Refused(Reason.no_such_date, at=at)
    return date.fromisoformat(text)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _moment(text: str) -> int:
    """The instant of a list (Tokyo)."""
    try:
        if len(text) != 16:
            raise ValueError
        return int(datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=TOKYO).timestamp() * 1000)
    except ValueError:
        raise Refused(Reason.no_such_date, at="made") from None
