"""One row of a file of residents, as it is kept: each cell through the gate of its item, with a sentence where it does
not fit. Names are kept as they stand; digits, dates and kana are put into their stored forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from handoff import checks, wareki
from handoff.characters import admit
from handoff.filefault import FileFault
from handoff.import_profile import GONE, HEADINGS, HOUSEHOLD, NEEDED, NUMBER, Profile
from handoff.kana import admit_kana
from handoff.refusal import Reason, Refused
from handoff.relationship import admit_relationship

NUMBER_DIGITS: Final = 15
LENGTHS: Final = {"at_town": 120, "at_banchi": 50, "at_katagaki": 300, "m_nat": 200, "m_romaji": 100, "m_kyuuji": 50}
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
    """Whoever a row is about. `values`: item -> text, without blanks. `gone`: is no resident any more."""

    number: str
    household: str
    values: dict[str, str]
    gone: bool = False


def resident_of(
    profile: Profile, places: Mapping[str, int], row: Sequence[str], line: int
) -> Resident | list[FileFault]:
    """The resident of a row, or all that is wrong with it. No cell's text is repeated in a fault."""
    wrong: list[FileFault] = []
    said: dict[str, str] = {}
    for item, place in places.items():
        cell = row[place].strip() if place < len(row) else ""
        codes = profile.codes.get(item)
        try:
            value = codes.get(cell, cell) if codes else cell
            stored = _READ.get(item, _text)(item, value) if value else ""
        except Refused as no:
            wrong.append(FileFault(SENTENCES.get(no.reason, "値が正しくありません。"), row=line, column=HEADINGS[item]))
            continue
        if stored:
            said[item] = stored
    gone = said.pop(GONE, "") != ""
    needed = (NUMBER,) if gone else NEEDED
    wrong += [
        FileFault("空です。", row=line, column=HEADINGS[item])
        for item in needed
        if item not in said and not any(one.column == HEADINGS[item] for one in wrong)
    ]
    if wrong:
        return wrong
    return Resident(said[NUMBER], said.get(HOUSEHOLD, ""), said, gone)


def _text(item: str, value: str) -> str:
    return admit(value, LENGTHS.get(item, 100), item)


def _number(item: str, value: str) -> str:
    """宛名番号 and 世帯番号: up to 15 digits, kept with their zeros in front."""
    plain = checks.squeeze(value)
    if not (plain.isascii() and plain.isdigit()):
        raise Refused(Reason.not_a_number, item)
    if len(plain) > NUMBER_DIGITS:
        raise Refused(Reason.wrong_length, item)
    return plain.zfill(NUMBER_DIGITS)


def _kana(item: str, value: str) -> str:
    return admit_kana(value, 100, item)


def _date(item: str, value: str) -> str:
    return str(wareki.parse_date(value, True, item))


def _sex(item: str, value: str) -> str:
    if value not in ("男", "女"):
        raise Refused(Reason.not_a_choice, item)
    return value


def _kinship(item: str, value: str) -> str:
    return admit_relationship(admit(value, 20, item), item)


def _flag(item: str, value: str) -> str:
    if value != "1":
        raise Refused(Reason.not_a_choice, item)
    return value


_READ: Final[Mapping[str, Callable[[str, str], str]]] = {
    NUMBER: _number,
    HOUSEHOLD: _number,
    "m_kana": _kana,
    "m_tsusho_kana": _kana,
    "m_birth": _date,
    "m_juminbi": _date,
    "m_until": _date,
    "m_sex": _sex,
    "m_zokugara": _kinship,
    "m_postal": lambda item, value: checks.postal(value, item),
    "m_code": lambda item, value: checks.juminhyo(value, item),
    "m_mynumber": lambda item, value: checks.my_number(value, item),
    GONE: _flag,
}
