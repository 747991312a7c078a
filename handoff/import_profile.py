"""取込定義: how a file of the city's own systems is read, as configuration. The layout of such files differs from city
to city and was not found published: so encoding, delimiter, headings and codes are said here, not in code.

The columns are found by their headings; the standard's item names (標準データ項目) are what a fresh profile expects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.filefault import FileFault

Encoding: TypeAlias = Literal["utf-8", "utf-8-sig", "cp932", "utf-16"]
Extent: TypeAlias = Literal["full", "differences"]

NUMBER: Final = "m_atena_no"
HOUSEHOLD: Final = "hh_setai_no"
GONE: Final = "gone"
"""Not an item: whether the row says that the resident is no longer one."""
HEADINGS: Final[Mapping[str, str]] = {
    NUMBER: "宛名番号",
    HOUSEHOLD: "世帯番号",
    "m_name": "氏名",
    "m_kana": "氏名_フリガナ",
    "m_romaji": "氏名_外国人ローマ字",
    "m_kanji_f": "氏名_外国人漢字",
    "m_tsusho": "通称",
    "m_tsusho_kana": "通称_フリガナ",
    "m_kyuuji": "旧氏",
    "m_birth": "生年月日",
    "m_sex": "性別",
    "m_zokugara": "続柄表記",
    "m_postal": "住所_郵便番号",
    "at_machiaza": "住所_町字コード",
    "at_town": "住所_町字",
    "at_banchi": "住所_番地号表記",
    "at_katagaki": "住所_方書",
    "m_juminbi": "住民となった年月日",
    "m_code": "住民票コード",
    "m_mynumber": "個人番号",
    "m_nat": "国籍名等",
    "m_status": "在留資格等コード",
    "m_period": "在留期間等コード",
    "m_until": "在留期間の満了の日",
    "m_card_no": "在留カード等番号",
    GONE: "消除フラグ",
}
"""What a file of residents may say (item -> the standard's name of it). `at_` is where somebody is registered."""
NEEDED: Final = (NUMBER, HOUSEHOLD, "m_name", "m_birth")
LONGEST_HEADING: Final = 100
_ID: Final = re.compile(r"[a-z0-9_-]{1,40}")


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of file. `columns`: item -> heading (without headings: the column's number from 1). `codes`: item -> the
    file's code -> what we keep. `latest`: only rows whose column has this value are the newest of their resident ("" =
    all rows are). `extent`: whether the file holds everybody, or only what changed since the last one."""

    profile: str
    name: str
    encoding: Encoding = "utf-8-sig"
    delimiter: Literal[",", "\t", ";"] = ","
    quote: Literal['"', "'"] = '"'
    header: bool = True
    extent: Extent = "full"
    columns: dict[str, str] = {}
    codes: dict[str, dict[str, str]] = {}
    latest_column: str = ""
    latest_value: str = "1"


STANDARD: Final = Profile(
    "standard",
    "住民情報（標準の項目名）",
    columns=dict(HEADINGS),
    codes={"m_sex": {"1": "男", "2": "女"}, GONE: {"1": "1", "0": "", "": ""}},
    latest_column="最新フラグ",
)
"""What stands before a city has said anything."""


def faults(profile: Profile) -> list[FileFault]:
    """What is wrong with a profile itself, in sentences."""
    found = []
    if not _ID.fullmatch(profile.profile):
        found.append(FileFault("識別名は、半角の英小文字・数字・_・- で40字までです。"))
    if not profile.name.strip() or len(profile.name) > LONGEST_HEADING:
        found.append(FileFault("名前を100字までで入れてください。"))
    for item in sorted(profile.columns.keys() - HEADINGS.keys()):
        found.append(FileFault("この項目は取り込めません。", column=item[:LONGEST_HEADING]))
    for item in NEEDED:
        if not profile.columns.get(item):
            found.append(FileFault("この項目の列は必ず決めてください。", column=HEADINGS[item]))
    if not profile.header:
        found += [
            FileFault("見出しのないファイルでは、列の番号（1から）を入れてください。", column=HEADINGS.get(item, item))
            for item, column in profile.columns.items()
            if not (column.isascii() and column.isdigit() and 1 <= int(column) <= 999)
        ]
    if any(len(text) > LONGEST_HEADING for text in (*profile.columns.values(), profile.latest_column)):
        found.append(FileFault("列の見出しは100字までです。"))
    return found


def places(profile: Profile, headings: Sequence[str]) -> tuple[dict[str, int], int | None, list[FileFault]]:
    """Where each item stands in a row (item -> place from 0), where the latest flag does, and what lacks.

    A column that the profile names and the file has not is left out, unless its item is needed: then it is a fault.
    """
    if not profile.header:
        return {item: int(column) - 1 for item, column in profile.columns.items()}, None, []
    at = {heading.strip(): place for place, heading in reversed(list(enumerate(headings)))}
    found = {item: at[column] for item, column in profile.columns.items() if column in at}
    wrong = [
        FileFault(
            f"「{profile.columns[item]}」の列が見つかりません。取込定義の列の対応と、ファイルの見出しを確かめてください。",
            row=1,
            column=HEADINGS[item],
        )
        for item in NEEDED
        if item not in found
    ]
    twice = sorted({heading.strip() for heading in headings if heading.strip() and _count(headings, heading) > 1})
    wrong += [
        FileFault("同じ見出しの列が2つあります。", row=1, column=heading[:LONGEST_HEADING])
        for heading in twice
        if heading in profile.columns.values()
    ]
    return found, at.get(profile.latest_column) if profile.latest_column else None, wrong


def _count(headings: Sequence[str], heading: str) -> int:
    return sum(1 for one in headings if one.strip() == heading.strip())
