"""A day in the words of each language: 12月4日(金), 12がつ4か （きん）, Fri, 4 Dec, 12月4日（周五）, T6 4/12.

The weekday always stands with it: a reader who mistakes the figures still has that.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from handoff.wareki import show
from handoff.words import Language

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_JA: Final = "月火水木金土日"
_EASY: Final = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ZH: Final = "一二三四五六日"
_VI: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")  # thứ Hai … thứ Bảy, Chủ nhật
# Read with か and not with にち: ふつか … とおか, じゅうよっか, はつか, にじゅうよっか.
_KA: Final = frozenset((*range(2, 11), 14, 20, 24))


def spoken_day(day: date, language: Language, year: bool = False) -> str:
    """The day with its weekday, and with its year where asked: of the era in Japanese, western elsewhere."""
    at, month, number = day.weekday(), day.month, day.day
    match language:
        case "ja":
            return show(day, weekday=True) if year else f"{month}月{number}日({_JA[at]})"
        case "easy":
            head = f"{day.year}ねん " if year else ""
            return f"{head}{month}がつ{_easy_number(number)} （{_EASY[at]}）"
        case "en":
            return f"{_EN[at]}, {number} {_MONTHS[month - 1]}" + (f" {day.year}" if year else "")
        case "zh":
            return f"{f'{day.year}年' if year else ''}{month}月{number}日（周{_ZH[at]}）"
        case "vi":
            return f"{_VI[at]} {number}/{month}" + (f"/{day.year}" if year else "")


def _easy_number(day: int) -> str:
    if day == 1:
        return "ついたち"
    return f"{day}か" if day in _KA else f"{day}にち"
