"""Files of residents, made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from handoff import import_kind as kinds
from handoff.import_kind import RESIDENTS

PLAIN = (
    "m_atena_no", "hh_setai_no", "m_name", "m_kana", "m_birth", "m_sex", "m_zokugara", "at_town", "at_banchi",
    "at_katagaki",
)  # fmt: skip
HOME = ("中央一丁目", "２番３号", "あおばハイツ１０１")
YAMADA = [
    ("1", "1", "山田　太郎", "ヤマダ　タロウ", "1984-04-12", "1", "世帯主", *HOME),
    ("2", "1", "山田　花子", "ヤマダ　ハナコ", "S611103", "2", "妻", *HOME),
    ("3", "1", "山田　一郎", "ヤマダ　イチロウ", "平成29年4月1日", "1", "子", *HOME),
]
TAKAHASHI = ("5", "2", "髙橋　𠮷男", "タカハシ　ヨシオ", "1947-02-28", "1", "世帯主", "みどり台三丁目", "１２番地", "")
WATANABE = ("7", "3", "渡邉󠄀　葛󠄀子", "ワタナベ　カツコ", "1979-09-09", "2", "世帯主", "みどり台三丁目", "５番１号", "")
CITY = [*YAMADA, TAKAHASHI, WATANABE]


ABLE = ("m_atena_no", "m_kokuho", "m_kouki", "m_kaigo_lv", "m_techo", "m_zei", "m_kotei")
ELIGIBLE = [
    ("1", "1", "0", "なし", "", "はい", "有"),
    ("2", "1", "0", "なし", "身体1級 第5号", "0", ""),
    ("5", "0", "1", "要介護2", "", "1", "1"),
]
MOVER = (
    "notice", "place", "m_name", "m_kana", "m_birth", "m_sex", "m_zokugara", "old_city", "old_town", "new_town",
    "new_banchi", "m_kokuho",
)  # fmt: skip
MIURA = [
    (
        "77",
        "1",
        "三浦　誠",
        "ミウラ　マコト",
        "1985-02-11",
        "1",
        "世帯主",
        "となり市",
        "港町",
        "中央一丁目",
        "９番９号",
        "1",
    ),
    (
        "77",
        "2",
        "三浦　湊",
        "ミウラ　ミナト",
        "2016-06-18",
        "1",
        "子",
        "となり市",
        "港町",
        "中央一丁目",
        "９番９号",
        "1",
    ),
]


def eligibility_of(rows: Sequence[Sequence[str]] = ELIGIBLE) -> bytes:
    """A file of eligibility."""
    return file_of(rows, ABLE, headings=kinds.ELIGIBILITY)


def moving_of(rows: Sequence[Sequence[str]] = MIURA) -> bytes:
    """A file of moving-out notices."""
    return file_of(rows, MOVER, headings=kinds.MOVING)


def file_of(
    rows: Sequence[Sequence[str]],
    items: Sequence[str] = PLAIN,
    more: Mapping[str, Sequence[str]] | None = None,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    headings: Mapping[str, str] = RESIDENTS,
) -> bytes:
    """A file with the standard's headings; `more`: heading -> a cell for each row."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter)
    extra = more or {}
    writer.writerow([*(headings[item] for item in items), *extra])
    for place, row in enumerate(rows):
        writer.writerow([*row, *(cells[place] for cells in extra.values())])
    return made.getvalue().encode(encoding)
