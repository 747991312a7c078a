"""One row of a file of the city's own data, as it is kept: each cell through the gate of its item, with a sentence
where it does not fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from handoff.export_cell import restored
from handoff.filefault import FileFault
from handoff.import_cell import read_cell
from handoff.import_kind import GONE
from handoff.import_profile import Profile
from handoff.refusal import Reason, Refused

SENTENCES: Final[Mapping[Reason, str]] = {
    Reason.too_long: "長すぎます。",
    Reason.bad_characters: "使えない文字が入っています。",
    Reason.no_such_date: "暦にない日付です。",
    Reason.wrong_pattern: "形が正しくありません。",
    Reason.not_kana: "フリガナは全角カタカナで入れてください。",
    Reason.not_a_number: "数字ではありません。",
    Reason.wrong_length: "桁数が正しくありません。先頭の0が落ちていないか確かめてください。",
    Reason.wrong_check_digit: "検査数字が合いません。",
    Reason.not_a_choice: "決められた値ではありません。取込定義の読み替えを確かめてください。",
}


class Resident(msgspec.Struct, frozen=True):
    """Whoever a row is about. `number`: what tells the row from all others; `household`: what those who belong together
    share; `values`: item -> text, without blanks; yes and no are 1 and 0. `gone`: is not in the data any more."""

    number: str
    household: str
    values: dict[str, str]
    gone: bool = False


def resident_of(
    profile: Profile, places: Mapping[str, int], row: Sequence[str], line: int
) -> Resident | list[FileFault]:
    """Whom a row is about, or all that is wrong with it. No cell's text is repeated in a fault."""
    kind = profile.of
    wrong: list[FileFault] = []
    said: dict[str, str] = {}
    for item, place in places.items():
        cell = _cell(profile, row[place]) if place < len(row) else ""
        codes = profile.codes.get(item)
        try:
            value = codes.get(cell, cell) if codes else cell
            stored = read_cell(item, value) if value else ""
        except Refused as no:
            text = SENTENCES.get(no.reason, "値が正しくありません。")
            wrong.append(FileFault(text, row=line, column=kind.headings[item]))
            continue
        if stored:
            said[item] = stored
    gone = said.pop(GONE, "") != ""
    wrong += [
        FileFault("空です。", row=line, column=kind.headings[item])
        for item in (kind.one if gone else kind.needed)
        if item not in said and not any(one.column == kind.headings[item] for one in wrong)
    ]
    if wrong:
        return wrong
    return Resident("-".join(said[item] for item in kind.one), said.get(kind.together, ""), said, gone)


def _cell(profile: Profile, text: str) -> str:
    """Files of other systems fill cells up with blanks."""
    return restored(text) if profile.ours else text.strip()
