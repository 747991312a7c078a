"""利用者: who may log in, with what rights, from when to when; and everything that is wrong with an account.

City staff (職員) and people of contractors (委託) are told apart: a contractor's account always has a last day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

import msgspec

from handoff import characters
from handoff.catalog_faults import Fault
from handoff.refusal import Refused
from handoff.rights import EVERY, Grant, grant_of

ROLES: Final = ("clerk", "manager", "editor", "admin")
LEVELS: Final = ("L3", "L4", "S", "overrule")
SORTS: Final = ("staff", "contractor")
LABELS: Final = {
    "login": "職員番号",
    "name": "氏名",
    "kana": "フリガナ",
    "sort": "区分",
    "department": "所属",
    "department_code": "所属コード",
    "roles": "役割",
    "sees": "見てよい情報",
    "teams": "グループ",
    "offices": "拠点",
    "groups": "窓口グループ",
    "rights": "権限",
    "valid_from": "有効開始日",
    "valid_to": "有効終了日",
    "disabled": "停止",
    "subject": "シングルサインオンのID",
}
TEXTS: Final = ("name", "kana", "department", "department_code", "subject")
_LOGIN: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}", re.ASCII)
_FORMULA: Final = ("=", "+", "-", "@", "\t")
MOST_RIGHTS: Final = 200


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that an administrator says of a user. Days are `YYYY-MM-DD`, both included; `rights` are grants
    (`handoff.rights`); `department_code` is what the city's staff system calls the department; `subject` is who the
    city's single sign-on says this is."""

    login: str
    name: str
    department: str
    roles: list[str]
    offices: list[str]
    valid_from: str
    kana: str = ""
    department_code: str = ""
    sort: str = "staff"
    sees: list[str] = []
    teams: list[str] = []
    groups: list[str] = []
    rights: list[str] = []
    valid_to: str | None = None
    disabled: bool = False
    subject: str = ""

    def valid(self, day: str) -> bool:
        """Whether the account may be used on a day."""
        return not self.disabled and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Team(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group of users (グループ): whoever is in it has its rights besides the own ones."""

    team: str
    name: str
    sees: list[str] = []
    rights: list[str] = []


class Known(msgspec.Struct, frozen=True):
    """What ids an account may name."""

    offices: Collection[str]
    groups: Collection[str]
    teams: Collection[str]
    windows: Collection[str]
    items: Collection[str]
    forms: Collection[str]
    procedures: Collection[str]

    def of(self, what: str) -> Collection[str]:
        """The ids that a grant of this kind may name."""
        named = {"item": self.items, "form": self.forms, "procedure": self.procedures, "window": self.windows}
        return named.get(what, self.offices)


def tidy(account: Account) -> Account:
    """The account as it is kept: no spaces around, a login in half width, lists without doubles."""
    texts = {name: getattr(account, name).strip() for name in TEXTS}
    lists = {name: list(dict.fromkeys(getattr(account, name))) for name in ("roles", "sees", "teams", "offices")}
    more = {name: list(dict.fromkeys(getattr(account, name))) for name in ("groups", "rights")}
    login = unicodedata.normalize("NFKC", account.login[:200]).strip()
    return msgspec.structs.replace(account, login=login, valid_to=account.valid_to or None, **texts, **lists, **more)


def faults(account: Account, known: Known, key: str = "") -> list[Fault]:
    """Everything that is wrong with a tidy account, each with the field that it is about; none when it can be kept."""
    return [Fault("users", key, field, text) for field, text in _wrong(account, known)]


def team_faults(team: Team, known: Known) -> list[Fault]:
    """The same of a group."""
    wrong = [
        *_text("name", team.name, 40, needed=True, label="グループの名前"),
        *_choices("sees", team.sees, LEVELS),
        *_rights(team.rights, known),
    ]
    return [Fault("teams", team.team, field, text) for field, text in wrong]


def _wrong(account: Account, known: Known) -> Iterator[tuple[str, str]]:
    if not _LOGIN.fullmatch(account.login):
        yield "login", "職員番号は、半角の英数字と . _ - で32文字までにしてください。"
    yield from _text("name", account.name, 60, needed=True)
    yield from _text("kana", account.kana, 60)
    yield from _text("department", account.department, 60, needed=True)
    yield from _text("department_code", account.department_code, 20)
    yield from _text("subject", account.subject, 200)
    yield from _choices("sort", [account.sort], SORTS)
    yield from _choices("roles", account.roles, ROLES, needed=True)
    yield from _choices("sees", account.sees, LEVELS)
    yield from _choices("teams", account.teams, known.teams)
    yield from _choices("offices", account.offices, known.offices, needed=True)
    yield from _choices("groups", account.groups, known.groups)
    yield from _rights(account.rights, known)
    yield from _days(account)


def _text(field: str, text: str, limit: int, needed: bool = False, label: str = "") -> Iterator[tuple[str, str]]:
    label = label or LABELS[field]
    if needed and not text:
        yield field, f"{label}を入れてください。"
    if text.startswith(_FORMULA):
        yield field, f"{label}は、= + - @ で始められません（表計算ソフトで式として動くためです）。"
    try:
        characters.admit(text, limit)
    except Refused:
        yield field, f"{label}は {limit}文字までで、制御文字は使えません。"


def _choices(
    field: str, said: Iterable[str], known: Collection[str], needed: bool = False
) -> Iterator[tuple[str, str]]:
    said = list(said)
    if needed and not said:
        yield field, f"{LABELS[field]}を1つ以上選んでください。"
    for one in said:
        if one not in known:
            yield field, f"{LABELS[field]}に「{one[:40]}」はありません。"


def _rights(rights: list[str], known: Known) -> Iterator[tuple[str, str]]:
    if len(rights) > MOST_RIGHTS:
        yield "rights", f"権限は {MOST_RIGHTS}件までです。グループにまとめてください。"
    for text in rights[:MOST_RIGHTS]:
        grant = grant_of(text)
        if grant is None:
            yield "rights", f"「{text[:60]}」は権限として読めません（例 item:APP:rw）。"
        elif not _is_there(grant, known):
            yield "rights", f"権限「{text}」の対象がありません。"


def _is_there(grant: Grant, known: Known) -> bool:
    return grant.of == EVERY or grant.of in known.of(grant.what)


def _days(account: Account) -> Iterator[tuple[str, str]]:
    if not is_day(account.valid_from):
        yield "valid_from", "有効開始日は 2027-04-01 の形で入れてください。"
    if account.valid_to is not None and not is_day(account.valid_to):
        yield "valid_to", "有効終了日は 2027-04-01 の形で入れてください。"
    elif account.valid_to is not None and account.valid_to < account.valid_from:
        yield "valid_to", "有効終了日が有効開始日より前です。"
    if account.sort == "contractor" and account.valid_to is None:
        yield "valid_to", "委託の方には、有効終了日が要ります。"


def is_day(text: str) -> bool:
    """Whether it is a day of the calendar, `YYYY-MM-DD`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
