"""Ten households with every form that comes out for them (tests/vectors/forms.json), over the demo city's forms."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from handoff.application import Application
from handoff.blank import Blank
from handoff.case import Entry, Value
from handoff.fields import ItemDef, Kind
from handoff.form_book import FormBook, form_book
from handoff.inherit import applications
from handoff.kit.shelf import blank_of
from handoff.leaf import Leaf, Setting, leaf_of
from handoff.source import Source
from server.exchange.city import read_city
from tests.vectors.read import vectors

FOLDER = Path(__file__).parents[1] / "deploy" / "city" / "aobano"


class PaperHome(msgspec.Struct, forbid_unknown_fields=True):
    """A household, the procedures that it does, and the papers that must come out."""

    id: str
    event: str
    today: date
    procedures: list[str]
    entries: dict[str, Any]
    expected: dict[str, int]
    forms: list[dict[str, Any]]
    signatures: dict[str, Any]


@cache
def homes() -> dict[str, PaperHome]:
    """All ten by id."""
    return {one.id: one for one in msgspec.convert(vectors("forms"), list[PaperHome])}


@cache
def demo_forms() -> FormBook:
    """The demo city's forms."""
    return form_book(read_city(FOLDER).catalog)


def entries(values: dict[str, Value]) -> dict[str, Entry]:
    """These values as entries."""
    return {key: Entry(value, op="op") for key, value in values.items()}


def source(home: PaperHome, **more: Value) -> Source:
    """What a household's case holds, and more entries over it (`__` stands for a dot)."""
    values = {**home.entries, **{key.replace("__", "."): value for key, value in more.items()}}
    return Source(entries(values), demo_forms(), home.today)


def papers(home: PaperHome, **more: Value) -> list[Application]:
    """The applications of a household."""
    return applications(source(home, **more), home.procedures, [home.event])


# ---- everybody on every form

NAMES = (
    ("小林　さくら", "コバヤシ　サクラ"),
    ("渡邉󠄀　葛󠄀子", "ワタナベ　カツコ"),
    ("髙橋　𠮷男", "タカハシ　ヨシオ"),
    ("辻󠄀﨑　龍之介", "ツジサキ　リュウノスケ"),
    ("NGUYEN THI HONG NHUNG", "グエン　ティ　ホン　ニュン"),
    ("勅使河原　小百合", "テシガワラ　サユリ"),
)
LONG_HOUSE = "グランドコート青葉タワーレジデンス弐番館イーストウイング２５０１号室"
_CASE: dict[str, Value] = {
    "new_katagaki": LONG_HOUSE,
    "old_katagaki": LONG_HOUSE,
    "next_katagaki": LONG_HOUSE,
    "form_biko": "転出証明書の記載と旧住所の方書が異なるため、本人に確認し、届書のとおりとした。" * 2,
    "late_reason": "急な入院のため、引っ越しの日から１４日を過ぎてしまいました。" * 3,
    "ido_date": "2026-04-01",
    "dec_date": "2026-03-31",
    "ev_date": "2026-04-02",
    "koseki_hittosha": "渡邉󠄀　葛󠄀之介",
    "ink_method": "保証人",
}
_BY_KIND: dict[Kind, Value] = {
    Kind.date: "1989-12-31",
    Kind.int: 2,
    Kind.bool: True,
    Kind.postal: "9990001",
    Kind.tel: "09000005678",
    Kind.roman: "NGUYEN THI HONG NHUNG",
    Kind.kana: "グエン　ティ　ホン　ニュン",
    Kind.name: "勅使河原　小百合",
    Kind.address: f"あおば県あおばの市中央一丁目１番１号　{LONG_HOUSE}",
}


def sample(item: ItemDef) -> Value:
    """Something to write into an item: long where it may be long."""
    if item.key in _CASE:
        return _CASE[item.key]
    if item.kind in (Kind.enum, Kind.enum_multi) and item.choices:
        longest = max(item.choices, key=lambda one: len(item.labels.get(one, one)))
        return list(item.choices) if item.kind is Kind.enum_multi else longest
    if item.kind in _BY_KIND:
        return _BY_KIND[item.kind]
    if "YYMMDDD" in item.checks:
        return "0103000"
    if item.kind in (Kind.code, Kind.digits):
        return "AB12345678CD" if item.key == "m_card_no" else "1234567890123456"[: item.max_len]
    return f"{item.label}の見本"[: min(item.max_len, 24)]


def crowd(many: int) -> dict[str, Value]:
    """A case in which everything is filled in, of so many persons; somebody is in every role."""
    book = demo_forms()
    made: dict[str, Value] = {key: sample(item) for key, item in book.items.items() if _alone(item)}
    for at in range(many):
        person = f"p{at + 1}"
        made[f"p.{person}"] = {"order": at}
        for key, item in book.items.items():
            if item.scope == "person" and item.input != "auto" and item.kind is not Kind.signature:
                made[f"p.{person}.{key}"] = sample(item)
        name, kana = NAMES[at % len(NAMES)]
        made |= {f"p.{person}.m_name": name, f"p.{person}.m_kana": kana, f"p.{person}.m_in_setai": True}
        del made[f"p.{person}.m_addr"], made[f"p.{person}.m_uji"], made[f"p.{person}.m_mei"]
    for at, role in enumerate(book.roles):
        made[f"role.{role}"] = f"p{at % many + 1}"
    return made


def _alone(item: ItemDef) -> bool:
    return (
        item.scope not in ("person", "role") and item.input != "auto" and item.kind not in (Kind.image, Kind.datetime)
    )


def crowded(form: str, **more: Value) -> tuple[Source, Application]:
    """A form with all its rows full and one person more, for residents whom paper finds hardest; `more` entries."""
    book = demo_forms()
    rows = book.forms[form].rows
    many = (rows.per_sheet if rows else 0) + 1
    made = crowd(max(many, 3))
    made |= {f"form.{form}": True, f"rows.{form}": [f"p{at + 1}" for at in range(many)] if rows else [], **more}
    case = Source(entries(made), book, date(2026, 4, 6))
    (found,) = applications(case, [], ["TENNYU"])
    return case, found


@cache
def blank(form: str) -> Blank:
    """The page of a form of the demo city."""
    return blank_of(demo_forms().forms[form], demo_forms())


def seen(**beside: str) -> Setting:
    """Whoever prints may see everything."""
    return Setting(sees=lambda key: True, beside={"ticket_no": "A042", **beside})


def leaves(case: Source, found: list[Application], setting: Setting | None = None) -> list[Leaf]:
    """The pages of these applications."""
    return [leaf_of(blank(one.form.form), one, sheet, case, setting or seen()) for one in found for sheet in one.sheets]
