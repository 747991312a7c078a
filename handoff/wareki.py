"""Dates as city halls write and read them: in Japanese eras, in western years, and 不詳 (the stored form: `eras.py`).

明治 counts from the solar calendar (1873-01-01; before it the months were lunar and are not converted here), 大正 from
1912-07-30, 昭和 1926-12-25, 平成 1989-01-08, 令和 2019-05-01. The days on which 大正 and 昭和 began also bear the
old name (明治45年7月30日, 大正15年12月25日: standard 1.1.8 wants both accepted); 平成 and 令和 began at midnight.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, Literal

from handoff.characters import admit
from handoff.eras import BY_NAME, ERAS, SOLAR, STORED, TEXT_LIMIT, UNKNOWN, DateValue, Era, read_value
from handoff.refusal import Reason, Refused

__all__ = [
    "Calendar",
    "DateValue",
    "age",
    "era_of",
    "grade",
    "on",
    "parse_date",
    "read_value",
    "short",
    "show",
    "year_name",
]

Calendar = Literal["wareki", "western"]

WEEKDAYS: Final = "月火水木金土日"

_SEP: Final = r"(?:年|[-/.])"
_SEP2: Final = r"(?:月|[-/.])"
_TAIL: Final = rf"([0-9]{{1,2}}){_SEP2}([0-9]{{1,2}})日?(?:\(?([{WEEKDAYS}])(?:曜日?)?\)?)?"
_WESTERN: Final = re.compile(rf"(?:西暦)?([0-9]{{4}}){_SEP}{_TAIL}")
_WESTERN_SHORT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_JAPANESE: Final = re.compile(rf"(明治?|大正?|昭和?|平成?|令和?|[MTSHR])(元|[0-9]{{1,2}}){_SEP}{_TAIL}")
_JAPANESE_SHORT: Final = re.compile(r"([MTSHR1-5])([0-9]{2})([0-9]{2})([0-9]{2})")
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-") | {"。": ".", "、": ".", "・": ".", "\uff65": "."})
_SPACES: Final = re.compile(r"\s+")

# Words that 1.1.8 gives for dates that are not known to the day; without one of them it is a mistyped date.
_SAYS: Final = re.compile("不詳|不明|頃|ころ|推定|[春夏秋冬]|[上中下]旬")


def parse_date(text: str, unknown: bool = False, at: str | None = None) -> DateValue:
    """What a person typed, as a date: `S590412`, `3590412` (1 明治 .. 5 令和), `19840412`, `昭59.4.12`,
    `昭和59年4月12日`, `令和元年5月1日`, `1984-04-12`, `1984/4/12`, each in full or half width, with or without its
    weekday. `unknown`: the item also takes words (不詳) and days that the calendar lacks.

    Refused: `no_such_date` (not in the calendar, not in that era, a wrong weekday, lunar 明治), `wrong_pattern` (no
    date at all), `too_long` and `bad_characters` for words.
    """
    if text.startswith(UNKNOWN):
        return _words(text[len(UNKNOWN) :], unknown, at)  # the clerk says: in words, as they stand
    if stored := STORED.fullmatch(text):
        return _stored(stored, unknown, at)
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text[:200])).translate(_DASHES).upper()
    read = _read(plain, at)
    if read is None:
        return _words(text, unknown and bool(_SAYS.search(text[:200])), at)
    value, weekday = read
    _hold(value, unknown, at)
    if weekday and (value.on is None or WEEKDAYS[value.on.weekday()] != weekday):
        raise Refused(Reason.no_such_date, at)
    return value


def on(value: str) -> date | None:
    """The calendar's day of a stored date value, or None."""
    return read_value(value).on if value else None


def show(value: str | date | DateValue, calendar: Calendar = "wareki", weekday: bool = False) -> str:
    """`昭和59年4月12日`, or `1984年4月12日`; with the weekday `令和8年11月20日(金)`. Words as they are. Before 1873
    always western.

    The day on which 大正 or 昭和 began bears the new name, unless the value says the older one.
    """
    whole = _whole(value)
    if whole.text:
        return whole.text
    known = whole.on
    day = f"({WEEKDAYS[known.weekday()]})" if weekday and known else ""
    return f"{year_name(whole, calendar)}{whole.month}月{whole.day}日{day}"


def short(value: str | date | DateValue) -> str:
    """`S59.4.12`, for narrow columns; 令和元年 is `R1`."""
    whole = _whole(value)
    era = era_of(whole)
    if whole.text:
        return whole.text
    year = f"{era.letter}{whole.year - era.zero}" if era else str(whole.year)
    return f"{year}.{whole.month}.{whole.day}"


def year_name(value: DateValue, calendar: Calendar = "wareki") -> str:
    """`昭和59年`, `令和元年`, `1984年`."""
    era = era_of(value) if calendar == "wareki" else None
    if era is None:
        return f"{value.year}年"
    year = value.year - era.zero
    return f"{era.name}{'元' if year == 1 else year}年"


def era_of(value: DateValue) -> Era | None:
    """The era of a day (the newer one where two share it, unless the value says otherwise); None before 1873 and for
    words."""
    day = (value.year, value.month, value.day)
    if day < SOLAR:
        return None
    if value.era:
        return BY_NAME[value.era]
    return next(era for era in ERAS if era.first <= day)


def age(birth: str, day: date) -> int | None:
    """Full years on a day; None when the birth is not known to the day, or is later. A birth of 29 February counts
    from 1 March."""
    born = read_value(birth)
    if born.text or (day.year, day.month, day.day) < (born.year, born.month, born.day):
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def grade(birth: str, day: date) -> str:
    """The school grade in the school year (1 April) of `day`; born 2 April to 1 April go together (学校教育法17条,
    and the law on counting ages: one is a year older at the end of the day before the birthday). Empty when the birth
    is not known."""
    born = read_value(birth)
    if born.text:
        return ""
    cohort = born.year - ((born.month, born.day) < (4, 2))
    years = day.year - (day.month < 4) - cohort
    if years < 7:
        return f"就学前({7 - years}年前)"
    if years > 18:
        return "18歳年度末超"
    for first, school in ((16, "高"), (13, "中"), (7, "小")):
        if years >= first:
            return f"{school}{years - first + 1}"
    raise AssertionError("every year has a grade")


def _whole(value: str | date | DateValue) -> DateValue:
    if isinstance(value, date):
        return DateValue(value.year, value.month, value.day)
    return read_value(value) if isinstance(value, str) else value


def _read(plain: str, at: str | None) -> tuple[DateValue, str] | None:
    """What the text says, and the weekday that it names; None when it has not the form of a date."""
    if found := _WESTERN_SHORT.fullmatch(plain) or _WESTERN.fullmatch(plain):
        year, month, day, *rest = found.groups()
        return DateValue(int(year), int(month), int(day)), (rest[0] or "" if rest else "")
    if found := _JAPANESE_SHORT.fullmatch(plain) or _JAPANESE.fullmatch(plain):
        name, year, month, day, *rest = found.groups()
        return _in_era(BY_NAME[name], year, int(month), int(day), at), (rest[0] or "" if rest else "")
    return None


def _in_era(era: Era, year: str, month: int, day: int, at: str | None) -> DateValue:
    count = 1 if year == "元" else int(year)
    when = (era.zero + count, month, day)
    if count < 1 or not max(era.first, SOLAR) <= when <= era.last:
        raise Refused(Reason.no_such_date, at)
    shared = any(when == newer.first for newer in ERAS if newer is not era)
    return DateValue(*when, era=era.letter if shared else "")


def _stored(found: re.Match[str], unknown: bool, at: str | None) -> DateValue:
    """A value in its stored form comes back as it is, also from a screen that sends it again."""
    value = read_value(found.group())
    _hold(value, unknown, at)
    day = (value.year, value.month, value.day)
    if value.era and day != BY_NAME[value.era].last:
        raise Refused(Reason.no_such_date, at)
    return value


def _hold(value: DateValue, unknown: bool, at: str | None) -> None:
    if value.on is None and not (unknown and _could_be(value)):
        raise Refused(Reason.no_such_date, at)


def _could_be(value: DateValue) -> bool:
    """A day that a family register may hold: a month of the calendar, a day of 1 to 31."""
    return value.year >= 1000 and 1 <= value.month <= 12 and 1 <= value.day <= 31


def _words(text: str, unknown: bool, at: str | None) -> DateValue:
    if not unknown:
        raise Refused(Reason.wrong_pattern, at)
    words = admit(text.strip(), TEXT_LIMIT, at)
    if not words:
        raise Refused(Reason.wrong_pattern, at)
    return DateValue(text=words)
