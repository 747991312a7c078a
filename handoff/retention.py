"""保存期間: how long what visitors said is kept, and the certificate of what was erased: item, medium, quantity,
method, responsible, witness, date, as cities ask of who disposes of data. Counts only: it names nobody whose data it
was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from handoff.import_kind import KindId

LONGEST: Final = 36_500
NAME: Final = 60
MEDIUM: Final = "データベース"
KEYS: Final = "鍵の保管場所"
ITEMS: Final[Mapping[str, tuple[str, str, str]]] = {
    "cases": ("案件の鍵", KEYS, "鍵を乱数で上書きして消去（控えを含むすべての写しが、読めなくなる）"),
    "changes": ("入力の記録", MEDIUM, "鍵の消去と、行の削除"),
    "papers": ("見せた申請書の控え", MEDIUM, "鍵の消去と、行の削除"),
    "confirmations": ("確認と署名の記録", MEDIUM, "行の削除"),
    "words": ("検索の索引", MEDIUM, "行の削除"),
    "slips": ("手続番号の照合値", MEDIUM, "行の削除"),
    "notes": ("引継ぎなどの言葉", MEDIUM, "消去"),
    "sessions": ("終わったログインの記録", MEDIUM, "行の削除"),
    "own_data": ("取り込んだ市の情報（人数）", MEDIUM, "鍵の消去と、行の削除"),
}
"""What is erased: its name, where it lay, how it is erased."""


class RetentionSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days after the end of the last visit (cases), after the end (sessions), after the file came into use (the city's
    own data, kind by kind). 0: kept until the city decides."""

    case_days: int = 0
    session_days: int = 0
    residents_days: int = 0
    eligibility_days: int = 0
    moving_days: int = 0

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if not 0 <= getattr(self, name) <= LONGEST:
                raise ValueError(f"retention.{name}: 0..{LONGEST}")


class ErasurePaper(msgspec.Struct, frozen=True):
    """データ消去証明書. `counts` by `ITEMS`; days `YYYY-MM-DD`; `responsible` and `witness` "" = a line to write on.
    `lead`: why it was erased, "" = by the days that the city set; `items`: others than `ITEMS`."""

    city: str
    since: str
    until: str
    printed: str
    runs: int
    counts: dict[str, int]
    responsible: str = ""
    witness: str = ""
    lead: str = ""
    items: Mapping[str, tuple[str, str, str]] | None = None


def own_data_days(settings: RetentionSettings) -> dict[KindId, int]:
    """The days of each kind of the city's own data that is not kept for ever."""
    days: dict[KindId, int] = {
        "residents": settings.residents_days,
        "eligibility": settings.eligibility_days,
        "moving": settings.moving_days,
    }
    return {kind: said for kind, said in days.items() if said}


def total(runs: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The counts of several runs together; every item, also where nothing was erased."""
    sums = dict.fromkeys(ITEMS, 0)
    for counts in runs:
        for name in sums:
            sums[name] += counts.get(name, 0)
    return sums
