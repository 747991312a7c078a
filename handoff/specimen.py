"""Made-up people with every item of a form filled in: what an administrator tries a form's page with.

No value is anybody's. The long ones are as long as the dictionary lets them be: whoever sees those fit has room enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from handoff.case import Entry, Value, person_key
from handoff.fields import ItemDef, Kind
from handoff.form import Form
from handoff.form_book import FormBook

Size: TypeAlias = Literal["usual", "long"]
OP: Final = "specimen"
LONGEST: Final = 120
_NAMES: Final = ("見本　太郎", "見本　花子", "見本　一郎", "見本　さくら", "見本　次郎")
_KANA: Final = ("ミホン　タロウ", "ミホン　ハナコ", "ミホン　イチロウ", "ミホン　サクラ", "ミホン　ジロウ")
_BORN: Final = ("1984-04-12", "1986-11-03", "2012-07-20", "2016-01-31", "2020-02-29")
_TOWNS: Final = {
    "pref": "見本県",
    "city": "見本市",
    "town": "中央一丁目",
    "banchi": "１番２３号",
    "katagaki": "見本荘１０１",
}
_LONG_NAME: Final = "葛󠄀城﨑　龍之介左衛門之丞"
_LONG_KANA: Final = "カツラギザキ　リュウノスケザエモンノジョウ"
_LONG_TEXT: Final = "グランドコート青葉タワーレジデンス弐番館イーストウイング２５０１号室"


def specimen(form: Form, book: FormBook, given: Mapping[str, Value], size: Size = "usual") -> dict[str, Entry]:
    """The entries of a case that fills a form: `given` as they are, everything else that the form asks made up; as many
    people as one sheet has rows. The form is in the case by hand."""
    values: dict[str, Value] = {**given, f"form.{form.form}": True}
    people = [key[2:] for key in given if key.startswith("p.") and key.count(".") == 1]
    for number in range(len(people), form.rows.per_sheet if form.rows else 1):
        people.append(f"specimen{number}")
        values[person_key(people[-1], "")[:-1]] = {"order": number}
        values[person_key(people[-1], "m_in_setai")] = True
    for role in book.roles:
        values.setdefault(f"role.{role}", people[0])
    if form.rows and not given:
        values[f"rows.{form.form}"] = list(people)
    for key in form.items:
        _fill(book.items[key], book, values, people, size)
    return {key: Entry(value, op=OP) for key, value in values.items()}


def _fill(item: ItemDef, book: FormBook, values: dict[str, Value], people: list[str], size: Size) -> None:
    if item.input == "derived":
        if item.person_item in book.items:
            _fill(book.items[item.person_item], book, values, people, size)
    elif item.scope == "person":
        for at, person in enumerate(people):
            values.setdefault(person_key(person, item.key), made_up(item, at, size))
    else:
        values.setdefault(item.key, made_up(item, 0, size))


def made_up(item: ItemDef, at: int = 0, size: Size = "usual") -> Value:
    """A value of an item, of person `at`. What is reckoned or drawn by hand has none."""
    if item.choices:
        one = item.choices[at % len(item.choices)]
        return [one] if item.kind is Kind.enum_multi else one
    match item.kind:
        case Kind.bool:
            return at % 2 == 0
        case Kind.date:
            return _BORN[at % len(_BORN)]
        case Kind.int:
            return item.span[0] if item.span else 1
        case Kind.image | Kind.signature | Kind.ref | Kind.id | Kind.datetime:
            return None
    return _text(item, at, size)[: min(item.max_len, LONGEST)]


def _text(item: ItemDef, at: int, size: Size) -> str:
    match item.kind:
        case Kind.name:
            return _LONG_NAME if size == "long" else _NAMES[at % len(_NAMES)]
        case Kind.kana:
            return _LONG_KANA if size == "long" else _KANA[at % len(_KANA)]
        case Kind.roman:
            return "MIHON TARO" if size == "usual" else "MIHON ALEXANDRA MARIA DA CONCEICAO"
        case Kind.postal:
            return "9998001"
        case Kind.tel:
            return "09000001234"
        case Kind.digits | Kind.code:
            return ("123456789012" * 4)[: item.max_len]
        case Kind.enum | Kind.enum_multi:
            return "見本"
        case Kind.address if size == "usual":
            return "見本県見本市中央一丁目１番２３号"
    if size == "long":
        return _LONG_TEXT * -(-min(item.max_len, LONGEST) // len(_LONG_TEXT))
    return _TOWNS.get(item.key.rpartition("_")[2], item.label)
