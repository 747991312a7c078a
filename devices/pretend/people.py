"""Cards of the demo city's residents, who do not exist. Their numbers are printed beside them, for trying."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from importlib import resources
from typing import Final

import msgspec

from devices.pretend.card import Chip
from devices.pretend.licence import Holder as Driver
from devices.pretend.licence import Licence
from devices.pretend.mynumber import Holder, MyNumberCard
from devices.pretend.residence import ResidenceCard

AOBA: Final = "あおばの市中央一丁目２番３号　あおばハイツ１０１"


class Person(msgspec.Struct, frozen=True):
    """`card`: what it says on the page; `opens`: what opens it; `about`: what there is to see."""

    name: str
    card: str
    opens: str
    about: str
    made: Callable[[], Chip]


def picture(name: str) -> bytes:
    """A drawn text, as a residence card has it."""
    return resources.files("devices.pretend").joinpath(f"{name}.tif").read_bytes()


def _mynumber(name: str, birth: str, sex: str, address: str, expires: str = "2035-02-17") -> Callable[[], Chip]:
    return lambda: MyNumberCard(Holder(name, address, birth, sex, expires=expires))


PEOPLE: Final[dict[str, Person]] = {
    "yamada": Person(
        "山田　太郎", "マイナンバーカード", "1234", "世帯主", _mynumber("山田　太郎", "1984-04-12", "1", AOBA)
    ),
    "hanako": Person(
        "山田　花子", "マイナンバーカード", "1234", "妻", _mynumber("山田　花子", "1986-11-03", "2", AOBA)
    ),
    "ichiro": Person(
        "山田　一郎", "マイナンバーカード", "1234", "子", _mynumber("山田　一郎", "2017-04-01", "1", AOBA)
    ),
    "futaba": Person(
        "山田　二葉", "マイナンバーカード", "1234", "子", _mynumber("山田　二葉", "2017-04-02", "2", AOBA)
    ),
    "takahashi": Person(
        "髙橋　𠮷男",
        "マイナンバーカード",
        "1234",
        "髙と𠮷のある名前",
        _mynumber("髙橋　𠮷男", "1947-02-28", "1", "あおばの市みどり台三丁目１２番地"),
    ),
    "kobayashi": Person(
        "小林　さくら",
        "マイナンバーカード",
        "1234",
        "有効期限が切れたカード",
        _mynumber("小林　さくら", "1992-10-10", "2", "あおばの市中央一丁目１番１号", "2020-10-10"),
    ),
    "suzuki": Person(
        "鈴木　悠真",
        "マイナ免許証",
        "1234",
        "運転免許証でもあるマイナンバーカード",
        lambda: MyNumberCard(
            Holder("鈴木　悠真", "あおばの市みどり台三丁目２０番２号　学生寮Ａ３０１", "2006-05-05"), licence=True
        ),
    ),
    "licence": Person("日本　花子", "運転免許証", "1234", "市外の方の免許証", lambda: Licence(Driver())),
    "drawn": Person(
        "〓本　花子", "運転免許証", "なし", "外字のある名前", lambda: Licence(Driver("〓本　花子", pin=None))
    ),
    "residence": Person(
        "（画像のみ）",
        "在留カード",
        "AA12345678BB",
        "氏名と住所が画像だけのカード",
        lambda: ResidenceCard(
            "AA12345678BB", secrets.token_bytes, 2, birth="19970305", pictures=(picture("name"), picture("address"))
        ),
    ),
}
