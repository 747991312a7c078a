"""One cell of a file of the city's own data, as it is kept: names stand as they are; digits, dates, kana, yes and no
are put into their stored forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from handoff import checks, wareki
from handoff.characters import admit
from handoff.import_kind import GONE, HOUSEHOLD, NOTICE, NUMBER, PLACE
from handoff.kana import admit_kana
from handoff.refusal import Reason, Refused
from handoff.relationship import admit_relationship

Read: TypeAlias = Callable[[str, str], str]

NUMBER_DIGITS: Final = 15
MOST_TOGETHER: Final = 60
LENGTHS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("at_town", "old_town", "new_town", "koseki_town"), 120),
    **dict.fromkeys(("at_banchi", "old_banchi", "new_banchi", "koseki_banchi", "m_kyuuji"), 50),
    **dict.fromkeys(("at_katagaki", "old_katagaki", "new_katagaki"), 300),
    **dict.fromkeys(("old_pref", "koseki_pref"), 4),
    **dict.fromkeys(("old_city", "koseki_city"), 12),
    **dict.fromkeys(("m_techo", "m_iryo"), 40),
    "m_nat": 200,
    "m_school": 60,
    "m_kokuho_no": 20,
    "m_inkan_no": 10,
}
"""Letters that a text may have; 100 where nothing is said."""
FLAGS: Final = ("m_kokuho", "m_kouki", "m_zei", "m_kotei")
"""Items that are yes or no: kept as 1 and 0."""
YES_OR_NO: Final[Mapping[str, str]] = {
    **dict.fromkeys(("1", "はい", "有", "あり", "該当", "○"), "1"),
    **dict.fromkeys(("0", "いいえ", "無", "なし", "非該当", "×"), "0"),
}
"""How files say yes and no; what else a city writes its profile turns into these."""
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "m_kaigo_lv": ("なし", "要支援1", "要支援2", *(f"要介護{level}" for level in range(1, 6)), "申請中"),
    "m_nenkin": ("第1号", "第2号", "第3号", "未加入"),
    "m_jite": ("受給者", "対象児童", "なし"),
    "m_fuyo": ("受給者", "対象児童", "全部停止", "なし"),
    "m_mnc": ("あり", "なし", "申請中", "失効"),
}
"""What these items take (data_dictionary.csv)."""


def read_cell(item: str, text: str) -> str:
    """What is kept of a text that is not empty. `Refused` with the reason when it is nothing for this item."""
    return _READ.get(item, _text)(item, text)


def _text(item: str, value: str) -> str:
    return admit(value, LENGTHS.get(item, 100), item)


def _number(item: str, value: str) -> str:
    """宛名番号, 世帯番号 and 整理番号: up to 15 digits, kept with their zeros in front."""
    plain = _plain(item, value)
    if len(plain) > NUMBER_DIGITS:
        raise Refused(Reason.wrong_length, item)
    return plain.zfill(NUMBER_DIGITS)


def _place(item: str, value: str) -> str:
    plain = _plain(item, value)
    if len(plain) > NUMBER_DIGITS or not 1 <= int(plain) <= MOST_TOGETHER:
        raise Refused(Reason.not_a_number, item)
    return f"{int(plain):02}"


def _digits(count: int) -> Read:
    def read(item: str, value: str) -> str:
        plain = _plain(item, value)
        if len(plain) != count:
            raise Refused(Reason.wrong_length, item)
        return plain

    return read


def _plain(item: str, value: str) -> str:
    plain = checks.squeeze(value)
    if not (plain.isascii() and plain.isdigit()):
        raise Refused(Reason.not_a_number, item)
    return plain


def _kana(item: str, value: str) -> str:
    return admit_kana(value, 100, item)


def _date(item: str, value: str) -> str:
    return str(wareki.parse_date(value, True, item))


def _sex(item: str, value: str) -> str:
    return _among(item, value, ("男", "女"))


def _kinship(item: str, value: str) -> str:
    return admit_relationship(admit(value, 20, item), item)


def _flag(item: str, value: str) -> str:
    return _among(item, value, ("1",))


def _yes_or_no(item: str, value: str) -> str:
    return YES_OR_NO[_among(item, value, tuple(YES_OR_NO))]


def _choice(item: str, value: str) -> str:
    return _among(item, value, CHOICES[item])


def _among(item: str, value: str, those: tuple[str, ...]) -> str:
    if value not in those:
        raise Refused(Reason.not_a_choice, item)
    return value


_READ: Final[Mapping[str, Read]] = {
    **dict.fromkeys((NUMBER, HOUSEHOLD, NOTICE), _number),
    **dict.fromkeys(("m_kana", "m_tsusho_kana"), _kana),
    **dict.fromkeys(("m_birth", "m_juminbi", "m_until", "m_kokuho_get"), _date),
    **dict.fromkeys(FLAGS, _yes_or_no),
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys(("m_kiso_no", "m_kaigo_no"), _digits(10)),
    **dict.fromkeys(("m_postal", "old_postal", "new_postal"), lambda item, value: checks.postal(value, item)),
    "m_kouki_no": _digits(8),
    "m_sex": _sex,
    "m_zokugara": _kinship,
    "m_code": lambda item, value: checks.juminhyo(value, item),
    "m_mynumber": lambda item, value: checks.my_number(value, item),
    "old_lgcode": lambda item, value: checks.lgcode(value, item),
    PLACE: _place,
    GONE: _flag,
}
