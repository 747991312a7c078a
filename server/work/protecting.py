"""What is opened to a clerk for a reason, and closes by itself: why a case is marked, where a protected person lives,
and 個人番号, which stand on no screen otherwise. It is written down before anything is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import msgspec

from handoff.fields import ItemDef
from handoff.protection import Known, State, met, standing
from handoff.refusal import Reason, Refused
from handoff.visibility import NUMBERS, Shown, may_see, show_values, tells_address, view_of
from server.work import opening, proving, reasons
from server.work.cupboards import Actor, Cupboards

MOST_KEYS: Final = 64


async def details(c: Cupboards, who: Actor, case: str, reason: str, note: str = "") -> list[dict[str, Any]]:
    """Why a case is marked, behind a key and a reason: for each person ("" = the case's address) the kinds, the period
    and how it stands. No name and no address is in it.

    Refused: `not_allowed`, `no_such_case`, `reason_needed`, `not_a_choice`.
    """
    reasons.check(c, reason, "reveal", note, needed=True)
    sheet = await opening.look_at(c, who, case, "protection", reason)
    index, today = c.protection.index() or {}, date.fromisoformat(c.business_day())
    flagged: dict[str, set[tuple[str, str]]] = {}

    def has(form: str) -> Iterable[str]:
        found = index.get(c.sealing.blind(f"shien|{form}"), frozenset())
        return {f"{flag} {kind}" for flag, kind in found}

    for person, kinds in met(sheet.entries, has).items():
        flagged[person] = {(flag, kind) for flag, _, kind in (one.rpartition(" ") for one in kinds)}
    flags = {one.flag: one for one in await c.protection.get([flag for found in flagged.values() for flag, _ in found])}
    last_days = c.catalogs.settings().protection.last_days
    told = []
    for person, found in flagged.items():
        for flag, kind in sorted(found):
            one = flags.get(flag)
            state = standing(_state(one.state), one.ends, today, last_days) if one else "on"
            told.append({"person": person, "kind": kind, "standing": state, "ends": one.ends if one else ""})
    return told


async def reveal(
    c: Cupboards, who: Actor, case: str, keys: list[str], reason: str, note: str = ""
) -> tuple[Shown[dict[str, Any]], int]:
    """Where somebody lives, for a counter that has it not by duty, and 個人番号, for who has their right and has just
    shown who it is: the values at these keys and for how many seconds. L3 stays as it is. A 住民票コード is as closed,
    and counted by itself.

    Refused: `not_allowed`, `prove_again`, `no_such_case`, `no_such_item` (none that is hidden so), `reason_needed`,
    `not_a_choice`, `bad_message`.
    """
    reasons.check(c, reason, "reveal", note, needed=True)
    items = c.catalogs.items()
    closed = [item.check_digit for item in _hidden(items, keys) if item.sensitivity == NUMBERS]
    if closed:
        await must_open_numbers(c, who)
    number = any(digit != opening.CODE for digit in closed)
    sheet = await opening.look_at(c, who, case, "reveal", reason, number)
    if opening.CODE in closed:
        await opening.note_code(c, who, case, reason)
    view = view_of(who.sees, numbers=bool(closed))
    wide = msgspec.structs.replace(view, sees=view.sees | {"S"})
    seen = {key: sheet.value(key) for key in keys if may_see(key, wide, items, protected=True)}
    shown = show_values(seen, {key: key for key in seen}, wide, items, protected=True)
    return shown, c.catalogs.settings().protection.reveal_seconds


async def must_open_numbers(c: Cupboards, who: Actor) -> None:
    """Whoever wants 個人番号 has their right, and has just shown who it is. Refused: `not_allowed`, `prove_again`,
    `signed_out`."""
    if NUMBERS not in who.sees:
        raise Refused(Reason.not_allowed, at=NUMBERS)
    await proving.must_be_proved(c, who.session)


def _hidden(items: Mapping[str, ItemDef], keys: list[str]) -> list[ItemDef]:
    """The items at these keys, all of them such as are hidden until somebody asks."""
    if not keys or len(keys) > MOST_KEYS:
        raise Refused(Reason.bad_message, at="keys")
    found = []
    for key in keys:
        item = items.get(key.rpartition(".")[2])
        if item is None or not (tells_address(item) or item.sensitivity == NUMBERS):
            raise Refused(Reason.no_such_item, at=key[:60])
        found.append(item)
    return found


def opened(c: Cupboards, body: bytes, flag: str) -> Known:
    """What is sealed of a flag."""
    return msgspec.msgpack.decode(c.sealing.unwrap(f"shien|{flag}", body), type=Known)


def _state(text: str) -> State:
    return "lifted" if text == "lifted" else "provisional" if text == "provisional" else "on"
