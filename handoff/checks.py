"""Numbers with a shape or a check digit: 個人番号, 住民票コード, 全国地方公共団体コード, postal codes, telephones,
在留カード, 在留期間.

Each function takes what was typed (full or half width, with spaces or hyphens) and gives what is stored (ASCII).
Refused: `not_a_number` (something that is no digit), `wrong_length` (with `n`, `of`), `wrong_check_digit`,
`wrong_pattern`. The number itself is never repeated in a refusal. 個人番号 and 住民票コード: a check digit finds only
about 98.3 % of single wrong digits (measured; two remainders share the digit 0), so a clerk still compares by eye.
"""

from __future__ import annotations

import re
from typing import Final

from handoff.refusal import Reason, Refused

_WIDE: Final = str.maketrans({0xFF01 + offset: chr(0x21 + offset) for offset in range(94)})
_BETWEEN: Final = re.compile(r"[\s\-‐‑‒–—―−－ー]+")
_CARD: Final = re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}")
_TEL_BETWEEN: Final = re.compile(r"[\s\-‐‑‒–—―−－ー()（）.]+")
_TEL: Final = re.compile(r"0[0-9]{9,10}|\+[0-9]{8,15}")
_SPELLED: Final = re.compile(r"(?:([0-9]{1,2})年)?(?:([0-9]{1,2})(?:か月|ヶ月|カ月|箇月|月))?(?:([0-9]{1,3})日)?")
_RUN_OF_DIGITS: Final = re.compile(r"[0-9０-９][0-9０-９ \u3000\-－ー]{10,}[0-9０-９]")


def half(text: str) -> str:
    """Full-width letters, digits and signs as ASCII; everything else as it is."""
    return text.translate(_WIDE)


def squeeze(text: str) -> str:
    """A code without what people put between its groups: ASCII where it can be, no spaces, no hyphens."""
    return _BETWEEN.sub("", half(text))


def digits(text: str, length: int, at: str | None = None) -> str:
    """Exactly `length` digits."""
    plain = squeeze(text)
    if not (plain.isascii() and plain.isdigit()):
        raise Refused(Reason.not_a_number, at)
    if len(plain) != length:
        raise Refused(Reason.wrong_length, at, n=len(plain), of=length)
    return plain


def my_number(text: str, at: str | None = None) -> str:
    """個人番号: 12 digits, the last one by 行政手続番号法施行令 and 総務省令85号 (2014)."""
    return _checked(digits(text, 12, at), at)


def juminhyo(text: str, at: str | None = None) -> str:
    """住民票コード: 11 digits. The same formula over ten digits (three published samples agree; the notice itself was
    not seen)."""
    return _checked(digits(text, 11, at), at)


def lgcode(text: str, at: str | None = None) -> str:
    """全国地方公共団体コード: 6 digits, the last one by weights 6 5 4 3 2, modulo 11."""
    code = digits(text, 6, at)
    if lgcode_digit(code[:5]) != code[5]:
        raise Refused(Reason.wrong_check_digit, at)
    return code


def postal(text: str, at: str | None = None) -> str:
    """A postal code: 7 digits, typed with 〒 or a hyphen or without."""
    return digits(text.replace("〒", ""), 7, at)


def phone(text: str, at: str | None = None) -> str:
    """A telephone number without its hyphens: 10 or 11 digits from 0, or + and 8 to 15 digits (abroad); +81 comes
    home as 0."""
    plain = _TEL_BETWEEN.sub("", half(text))
    plain = "0" + plain[3:].removeprefix("0") if plain.startswith("+81") else plain
    if not (plain.isascii() and plain.removeprefix("+").isdigit()):
        raise Refused(Reason.not_a_number, at)
    if not _TEL.fullmatch(plain):
        raise Refused(Reason.wrong_pattern, at, n=len(plain))
    return plain


def residence_card(text: str, at: str | None = None) -> str:
    """在留カード等の番号: two letters, eight digits, two letters."""
    plain = squeeze(text).upper()
    if len(plain) != 12:
        raise Refused(Reason.wrong_length, at, n=len(plain), of=12)
    if not _CARD.fullmatch(plain):
        raise Refused(Reason.wrong_pattern, at)
    return plain


def residence_period(text: str, at: str | None = None) -> str:
    """在留期間: 7 digits, years 2, months 2, days 3 (0500000 is 5年, 0003000 3月, 0000090 90日); also typed as 5年,
    1年3月, 90日."""
    plain = "".join(half(text).split())
    spelled = _SPELLED.fullmatch(plain)
    if plain and spelled:
        years, months, days = (int(part or 0) for part in spelled.groups())
        plain = f"{years:02}{months:02}{days:03}"
    code = digits(plain, 7, at)
    if int(code[2:4]) > 12:
        raise Refused(Reason.wrong_pattern, at)
    return code


def show_residence_period(code: str) -> str:
    """`5年`, `1年3月`, `90日`."""
    parts = zip((code[:2], code[2:4], code[4:]), "年月日", strict=True)
    return "".join(f"{int(part)}{unit}" for part, unit in parts if int(part)) or code


def show_postal(code: str) -> str:
    """`999-0015`."""
    return f"{code[:3]}-{code[3:]}" if len(code) == 7 else code


def show_phone(number: str) -> str:
    """With hyphens where the number itself tells the groups (mobile, 0120, 03, 06); else as it is: an area code's
    length cannot be seen."""
    if len(number) == 11 and number[:3] in {"050", "060", "070", "080", "090"}:
        return f"{number[:3]}-{number[3:7]}-{number[7:]}"
    if len(number) == 10 and number[:4] in {"0120", "0570"}:
        return f"{number[:4]}-{number[4:7]}-{number[7:]}"
    if len(number) == 10 and number[:2] in {"03", "06"}:
        return f"{number[:2]}-{number[2:6]}-{number[6:]}"
    return number


def number_digit(body: str) -> str:
    """The check digit of 個人番号 (11 digits of body) and 住民票コード (10)."""
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(body), start=1))
    rest = total % 11
    return str(11 - rest) if rest > 1 else "0"


def lgcode_digit(body: str) -> str:
    """The check digit of a 全国地方公共団体コード (5 digits of body)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def holds_my_number(text: str) -> bool:
    """Whether free text holds something that may be a 個人番号 (12 digits in a row that pass the check): memos must
    not."""
    for run in _RUN_OF_DIGITS.findall(text):
        plain = squeeze(run)
        if len(plain) == 12 and number_digit(plain[:11]) == plain[11]:
            return True
    return False


def _checked(number: str, at: str | None) -> str:
    if number_digit(number[:-1]) != number[-1]:
        raise Refused(Reason.wrong_check_digit, at)
    return number
