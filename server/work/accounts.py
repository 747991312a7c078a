"""What every change of accounts stands on: who may be named, what is wrong, whose own account it is, who is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from handoff.account import Account, Known, faults, is_day
from handoff.catalog_faults import BadRows, Fault
from handoff.refusal import Reason, Refused
from handoff.rights import item_groups
from server.ports.archive import Look
from server.ports.drafts import Hand
from server.ports.users import Edit, UserKept
from server.work import versions
from server.work.cupboards import Actor, Cupboards

ID_BYTES: Final = 8
OWN: Final = ("roles", "sees", "teams", "rights", "disabled", "valid_from", "valid_to", "offices")
"""What nobody changes of the own account."""
TAKEN: Final = {
    "login": "この職員番号は、ほかの方が使っています。",
    "subject": "このシングルサインオンのIDは、ほかの方が使っています。",
}


def check(who: Actor, users: Sequence[UserKept], edits: Sequence[Edit], known: Known, day: str) -> None:
    """Whether these accounts may be written by this one. Raises `BadRows`, or `Refused` as `write` says."""
    wrong = [fault for edit in edits for fault in faults(edit.account, known, edit.clerk)]
    wrong += taken(users, edits)
    if wrong:
        raise BadRows(Reason.bad_row.value, wrong)
    own = next((edit for edit in edits if edit.clerk == who.clerk), None)
    if own is not None:
        before = of(users, own.clerk).account
        if any(getattr(before, field) != getattr(own.account, field) for field in OWN):
            raise Refused(Reason.own_account)
    for edit in edits:
        if edit.base:
            of(users, edit.clerk)
    after = {one.clerk: one.account for one in users} | {edit.clerk: edit.account for edit in edits}
    if edits and not any("admin" in account.roles and account.valid(day) for account in after.values()):
        raise Refused(Reason.last_admin)


def taken(users: Sequence[UserKept], edits: Sequence[Edit]) -> list[Fault]:
    """Numbers and single sign-on ids that another account has."""
    after = {one.clerk: one.account for one in users} | {edit.clerk: edit.account for edit in edits}
    found = []
    for field, text in TAKEN.items():
        counted: dict[str, int] = {}
        for account in after.values():
            counted[getattr(account, field)] = counted.get(getattr(account, field), 0) + 1
        found += [
            Fault("users", edit.clerk, field, text)
            for edit in edits
            if getattr(edit.account, field) and counted[getattr(edit.account, field)] > 1
        ]
    return found


def of(users: Sequence[UserKept], clerk: str) -> UserKept:
    """The account of this id. Refused: `no_such_user`."""
    found = next((one for one in users if one.clerk == clerk), None)
    if found is None:
        raise Refused(Reason.no_such_user)
    return found


async def known_of(c: Cupboards, day: str | None = None) -> Known:
    """What ids an account may name: now, or when a day begins, as far as its catalog is planned."""
    version = c.catalogs.current().version if day is None else await versions.on(c, day)
    catalog, rows = c.catalogs.version(version), versions.rows_of(c, version)
    return Known(
        offices={one.office for one in c.catalogs.house().offices},
        groups={one.group for one in versions.counters(rows)},
        teams={one.team for one in await c.users.teams()},
        windows={one.window for one in versions.windows(rows)},
        items={*catalog.items, *item_groups(catalog.tables.get("item_groups", []))},
        forms={row["form_id"] for row in catalog.tables.get("forms", [])},
        procedures=set(catalog.procedures),
    )


def differing(before: Account, after: Account) -> dict[str, Any]:
    """The fields that differ, as they are after."""
    now, then = msgspec.to_builtins(before), msgspec.to_builtins(after)
    return {field: then[field] for field in then if now[field] != then[field]}


def changed(account: Account, changes: Mapping[str, Any]) -> Account:
    """The account with these fields changed."""
    return msgspec.convert({**msgspec.to_builtins(account), **changes}, Account)


def must_come(c: Cupboards, day: str) -> None:
    """Refused: `no_such_date`, `past_time` for today and before."""
    if not is_day(day):
        raise Refused(Reason.no_such_date, at="day")
    if date.fromisoformat(day) <= date.fromisoformat(c.business_day()):
        raise Refused(Reason.past_time, at="day")


def new_id(c: Cupboards) -> str:
    """An id that says nothing of whom it is."""
    return "u" + c.chance(ID_BYTES).hex()


async def audit(c: Cupboards, who: Actor, deed: str, about: str) -> None:
    """One row of the audit, besides the accounts' own log."""
    seen: dict[str, str | int] = {"deed": deed, "account": about}
    await c.audit.note(Look(c.clock(), who.clerk, who.window or "", who.office, "account", about=seen))


def house_hand(c: Cupboards) -> Hand:
    """What the house does by itself, at its time."""
    return Hand(clerk="", name="", now=c.clock())
