"""Files of residents, made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from handoff.import_profile import HEADINGS

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


def file_of(
    rows: Sequence[Sequence[str]],
    items: Sequence[str] = PLAIN,
    more: Mapping[str, Sequence[str]] | None = None,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
) -> bytes:
    """A file with the standard's headings; `more`: heading -> a cell for each row."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter)
    extra = more or {}
    writer.writerow([*(HEADINGS[item] for item in items), *extra])
    for place, row in enumerate(rows):
        writer.writerow([*row, *(cells[place] for cells in extra.values())])
    return made.getvalue().encode(encoding)
