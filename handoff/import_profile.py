"""取込定義: how a file of the city's own systems is read, as configuration. The layout of such files differs from city
to city and was not found published: so encoding, delimiter, headings and codes are said here, not in code.

The columns are found by their headings; which kinds of files there are, and what each may say: `import_kind.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import msgspec

from handoff.filefault import FileFault
from handoff.import_kind import ELIGIBILITY, GONE, KINDS, MOVING, RESIDENTS, Kind, KindId

Encoding: TypeAlias = Literal["utf-8", "utf-8-sig", "cp932", "utf-16"]
Extent: TypeAlias = Literal["full", "differences"]

LONGEST_HEADING: Final = 100
_ID: Final = re.compile(r"[a-z0-9_-]{1,40}")


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How files of one `kind` are read. `columns`: item -> heading (without headings: the column's number from 1).
    `codes`: item -> the file's code -> what we keep. `latest`: only rows whose column has this value are the newest
    of their resident ("" = all rows are). `extent`: whether the file holds everybody, or only what changed since the
    last one. `ours`: a CSV that this house wrote (`export_rows.py`): cells stand as they are, blanks at their ends too,
    and the apostrophe in front of what begins like a formula is taken off."""

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
    kind: KindId = "residents"
    ours: bool = False

    @property
    def of(self) -> Kind:
        """What such files may say."""
        return KINDS[self.kind]


_STAYS: Final = {"1": "1", "0": "", "": ""}
_SEX: Final = {"1": "男", "2": "女"}
STANDARD: Final = Profile(
    "standard",
    "住民情報（標準の項目名）",
    columns=dict(RESIDENTS),
    codes={"m_sex": _SEX, GONE: _STAYS},
    latest_column="最新フラグ",
)
STANDARDS: Final = (
    STANDARD,
    Profile("eligibility", "資格情報", columns=dict(ELIGIBILITY), codes={GONE: _STAYS}, kind="eligibility"),
    Profile("moving", "転出証明書情報", columns=dict(MOVING), codes={"m_sex": _SEX, GONE: _STAYS}, kind="moving"),
)
"""What stands before a city has said anything, one of each kind."""


def faults(profile: Profile) -> list[FileFault]:
    """What is wrong with a profile itself, in sentences."""
    found = []
    if not _ID.fullmatch(profile.profile):
        found.append(FileFault("識別名は、半角の英小文字・数字・_・- で40字までです。"))
    if not profile.name.strip() or len(profile.name) > LONGEST_HEADING:
        found.append(FileFault("名前を100字までで入れてください。"))
    for item in sorted(profile.columns.keys() - profile.of.headings.keys()):
        found.append(FileFault("この項目は取り込めません。", column=item[:LONGEST_HEADING]))
    for item in profile.of.needed:
        if not profile.columns.get(item):
            found.append(FileFault("この項目の列は必ず決めてください。", column=profile.of.headings[item]))
    if not profile.header:
        found += [
            FileFault(
                "見出しのないファイルでは、列の番号（1から）を入れてください。",
                column=profile.of.headings.get(item, item),
            )
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
            column=profile.of.headings[item],
        )
        for item in profile.of.needed
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
