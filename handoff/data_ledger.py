"""個人情報の管理台帳: what came in, was used, was copied, is kept and was erased of personal data, day by day
(受領・利用・複製・保管・廃棄, as the cities' security clauses ask). Counts and who did it; nothing of the data
themselves, and nobody whom they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Literal

import msgspec

from handoff.calendar import local_time
from handoff.oversight import Trace
from handoff.retention import ITEMS

Stage = Literal["received", "used", "copied", "kept", "erased"]
STAGES: Final[Mapping[Stage, str]] = {
    "received": "受領",
    "used": "利用",
    "copied": "複製",
    "kept": "保管",
    "erased": "廃棄",
}
HEADINGS: Final = ("区分", "日", "内容", "数", "単位", "利用者", "備考")
LOOKS: Final[Mapping[str, tuple[Stage, str]]] = {
    "import_use": ("received", "市の情報のファイルを取り込んだ"),
    "card": ("received", "カードを読んだ"),
    "resident_take": ("received", "住民情報を案件に入れた"),
    "system_create": ("received", "ほかのシステムから事前の入力を受けた"),
    "flag_list": ("received", "個別対応の一覧を取り込んだ"),
    "open": ("used", "案件を開いた"),
    "open_by_search": ("used", "検索から案件を開いた"),
    "search": ("used", "案件を検索した"),
    "resident_search": ("used", "住民を探した"),
    "resident": ("used", "世帯を見た"),
    "resident_compare": ("used", "住民情報と案件を並べて見た"),
    "history": ("used", "欄の履歴を見た"),
    "appointments": ("used", "予約の一覧を見た"),
    "work": ("used", "作業一覧の申請書を見た"),
    "system_read": ("used", "ほかのシステムに進み具合を見せた"),
    "tablet": ("used", "タブレットに申請書を出した"),
    "protection": ("used", "個別対応を確かめた"),
    "reveal": ("used", "伏せた内容を理由を書いて出した"),
    "flag_read": ("used", "個別対応の内容を見た"),
    "print": ("copied", "申請書を印刷した"),
    "export": ("copied", "CSVに案件を載せた"),
    "csv_out": ("copied", "CSVを取り出した"),
    "csv_folder": ("copied", "CSVをフォルダに出した"),
    "audit_export": ("copied", "監査の記録を取り出した"),
    "import_erase": ("erased", "市の情報のファイルを消した"),
}
"""What the audit's kinds are to the ledger; kinds that touch no personal data are not in it."""


class Line(msgspec.Struct, frozen=True):
    """A line: `stage` by `STAGES`; the day `YYYY-MM-DD`, of what is kept the one since when; so many, of what; who did
    it ("" = by itself)."""

    stage: Stage
    day: str
    what: str
    count: int
    unit: str
    clerk: str = ""
    note: str = ""


class Held(msgspec.Struct, frozen=True):
    """What is kept: its name, since when (ms), how many, whose doing, and for how many days (0: until the city
    decides)."""

    what: str
    since: int
    count: int
    clerk: str
    days: int


class Copy(msgspec.Struct, frozen=True):
    """A backup: when (ms), its file, how many rows are in it."""

    at: int
    file: str
    rows: int


def looked(rows: Iterable[Trace]) -> list[Line]:
    """What the audit says, by day, kind and user."""
    times: Counter[tuple[str, str, str]] = Counter()
    numbers: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        if row.what in LOOKS:
            key = (_day(row.at), row.what, row.clerk)
            times[key] += 1
            numbers[key] += row.number
    return [
        Line(*_of(what, day), count, "回", clerk, _numbers(numbers[day, what, clerk]))
        for (day, what, clerk), count in times.items()
    ]


def copied(backups: Iterable[Copy]) -> list[Line]:
    """Backups: sealed, and without the keys."""
    return [Line("copied", _day(one.at), "控えを作った", one.rows, "行", note=one.file) for one in backups]


def kept(held: Iterable[Held]) -> list[Line]:
    """What is there now, and for how long."""
    return [
        Line("kept", _day(one.since), one.what, one.count, "件", one.clerk, f"{one.days}日" if one.days else "期限なし")
        for one in held
    ]


def erased(runs: Iterable[tuple[int, Mapping[str, int]]]) -> list[Line]:
    """What the periods of retention ended, as the certificate says it."""
    return [
        Line("erased", _day(at), ITEMS[item][0], count, "件", note=f"{ITEMS[item][1]}、{ITEMS[item][2]}")
        for at, counts in runs
        for item, count in counts.items()
        if count and item in ITEMS
    ]


def ordered(lines: Iterable[Line]) -> list[Line]:
    """As the ledger shows them: stage by stage, the newest day first."""
    stages = list(STAGES)
    named = sorted(lines, key=lambda one: (one.what, one.clerk))
    newest = sorted(named, key=lambda one: one.day, reverse=True)
    return sorted(newest, key=lambda one: stages.index(one.stage))


def cells(line: Line) -> tuple[str, ...]:
    """The line under `HEADINGS`."""
    return (STAGES[line.stage], line.day, line.what, str(line.count), line.unit, line.clerk, line.note)


def _of(what: str, day: str) -> tuple[Stage, str, str]:
    stage, name = LOOKS[what]
    return stage, day, name


def _numbers(count: int) -> str:
    return f"うち個人番号 {count}回" if count else ""


def _day(at: int) -> str:
    return local_time(at).date().isoformat()
