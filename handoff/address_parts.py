"""An address in one line, taken apart: prefecture, municipality, town, numbers, house and room.

Cards write it in one line, forms in parts. Only what is sure is given: an address that does not read like one stays
whole. The original is kept by whoever asks; joined again, the parts say the same but for blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_PREF: Final = re.compile(r"東京都|北海道|(?:京都|大阪)府|[^都道府県市区町村郡]{2,3}県")
_ODD_CITIES: Final = (
    "旭川|伊達|石狩|盛岡|奥州|田村|南相馬|那須塩原|東村山|武蔵村山|羽村|十日町|上越|富山|野々市|大町|蒲郡|四日市|姫路|大和郡山|"
    "廿日市|下松|岩国|田川|大村|町田|市川|市原|郡山|郡上|小郡|村上|村山|大和村山"
)
"""Cities with one of 市区町村郡 in their names."""
_CITY: Final = re.compile(
    rf"(?:{_ODD_CITIES})市(?:[^市区町村郡0-9０-９]{{1,3}}区(?=.))?"
    r"|[^市区町村郡]+?市(?:[^市区町村郡0-9０-９]{1,3}区(?=.))?"
    r"|[^市区町村郡]+?郡[^市区町村郡]+?[町村]"
    r"|[^市区町村郡]+?[区町村]"
)
_DIGIT: Final = "0-9０-９〇一二三四五六七八九十百"
_STROKE: Final = "\\-－−‐―ー"
_TOWN: Final = re.compile(rf"[^0-9０-９\s]*?[{_DIGIT}]+丁目|[^0-9０-９\s]+(?=[0-9０-９])")
_RUN: Final = rf"[0-9０-９][0-9０-９{_STROKE}の]*"
_NUMBERS: Final = re.compile(rf"{_RUN}(?:番地の?|番|号)?(?:{_RUN}(?:番地|号)?)*")


def parts(address: str, own_city: str = "", towns: Iterable[str] = ()) -> dict[str, str]:
    """`pref`, `city`, `town`, `banchi`, `katagaki`: those that are sure, {} when it does not read like an address.
    `own_city`, `towns`: the city's own name and the names of its towns, which are known for certain."""
    rest = address.strip()
    found: dict[str, str] = {}
    if pref := _PREF.match(rest):
        found["pref"], rest = pref[0], rest[pref.end() :].strip()
    city = own_city if own_city and rest.startswith(own_city) else _matched(_CITY, rest)
    if not city:
        return {}
    found["city"], rest = city, rest[len(city) :].strip()
    known = max((town for town in towns if town and rest.startswith(town)), key=len, default="")
    town = known if city == own_city and known else _matched(_TOWN, rest)
    if not town:
        return {}
    found["town"], rest = town, rest[len(town) :].strip()
    numbers = _matched(_NUMBERS, rest)
    if numbers:
        found["banchi"], rest = numbers, rest[len(numbers) :].strip()
    if rest:
        found["katagaki"] = rest
    return found


def _matched(form: re.Pattern[str], text: str) -> str:
    said = form.match(text)
    return said[0] if said else ""
