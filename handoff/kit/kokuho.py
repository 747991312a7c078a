"""国民健康保険 資格異動届, laid out by hand: the head of the household above, four persons in two lines each below."""

from __future__ import annotations

from typing import Final

from handoff.blank import Blank
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit.address import draw_address
from handoff.kit.frame import draw_edge, draw_head, draw_office, draw_sign
from handoff.kit.names import draw_name, label_name
from handoff.kit.pen import BOLD, Pen
from handoff.kit.standard import draw_bar
from handoff.kit.widget import draw

X: Final = 15.0
W: Final = 180.0
ROWS: Final = 4
_LABEL: Final = 24.0
_ADDRESS: Final = ("new_postal", "new_pref", "new_city", "new_town", "new_banchi", "new_katagaki")
_UPPER: Final = (("m_birth", "生年月日", 32.0), ("m_sex", "性別", 12.0), ("m_zokugara", "続柄", 18.0))
_LOWER: Final = (
    ("m_kokuho_why", "異動の事由", 52.0),
    ("m_kokuho_get", "取得・喪失年月日", 38.0),
    ("m_shaho_lost", "職場の保険をやめた日", 38.0),
    ("m_kokuho_no", "記号・番号・枝番", 44.0),
)
_NUMBER: Final = 8.0
_NOTES: Final = (
    "・異動のあった日から１４日以内に届け出てください。",
    "・職場の健康保険をやめた方は資格喪失証明書を、入った方は新しい資格がわかるものを添えてください。",
)
_OFFICE: Final = ("受付", "入力", "審査", "本人確認", "資格確認書")


def draw_form(form: Form, book: FormBook) -> Blank:
    """The page."""
    pen = Pen(form.paper.width, form.paper.height)
    top = draw_head(pen, X, 11, W, form, book.city, "国民健康保険　資格異動届")
    _what(pen, top, book)
    _head(pen, top + 17)
    _people(pen, top + 57, book)
    _files(pen, top + 185, form)
    draw_office(X, W, pen, top + 216, 18, _OFFICE)
    draw_edge(pen, X, form.paper.height - 13, W, form, book.city)
    return pen.blank(form.form, form.name)


def _what(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 1, "届出の内容", pen, y, 5.5)
    pen.labelled(X, y + 5.5, 96, 9, _LABEL, "異動年月日", "ido_date")
    pen.label(X + 96, y + 5.5, _LABEL, 9, "全部・一部")
    draw(pen, X + 96 + _LABEL, y + 5.5, W - 96 - _LABEL, 9, book.items["ido_scope"])
    pen.frame(X, y + 5.5, W, 9, BOLD)


def _head(pen: Pen, y: float) -> None:
    draw_bar(X, W, 2, "世帯主", pen, y, 5.5)
    y += 5.5
    label_name(pen, X, y, _LABEL, 13, "氏名")
    draw_name(pen, X + _LABEL, y, 80, 13, "hh_head_name", "hh_head_kana")
    pen.labelled(X + _LABEL + 80, y, W - _LABEL - 80, 13, _LABEL, "電話", "app_tel")
    pen.label(X, y + 13, _LABEL, 18, "住所")
    draw_address(pen, X + _LABEL, y + 13, W - _LABEL, 18, "new", _ADDRESS)
    pen.frame(X, y, W, 31, BOLD)


def _people(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 3, "資格に異動のある方", pen, y, 5.5)
    y += 5.5
    row = 28.0
    for at in range(ROWS):
        _person(pen, y + at * row, row, at)
    for at, note in enumerate(_NOTES):
        pen.words(X, y + ROWS * row + 0.8 + at * 3.4, W, 3.2, note, size=6.5, align="left")


def _person(pen: Pen, y: float, h: float, row: int) -> None:
    first = h * 0.54
    pen.label(X, y, _NUMBER, h, str(row + 1), size=10)
    label_name(pen, X + _NUMBER, y, 14, first, "氏名")
    draw_name(pen, X + _NUMBER + 14, y, 50, first, "m_name", "m_kana", row)
    x = X + _NUMBER + 64
    for item, words, width in _UPPER:
        _boxed(pen, x, y, width, first, item, words, row)
        x += width
    wide = X + W - x
    pen.label(x, y, wide, 4.6, "個人番号", size=6.5)
    pen.digits(x, y + 4.6, wide, first - 4.6, 12, "m_mynumber", row, group=4)
    x = X + _NUMBER
    for item, words, width in _LOWER:
        _boxed(pen, x, y + first, width, h - first, item, words, row)
        x += width
    pen.frame(X, y, W, h, BOLD)


def _boxed(pen: Pen, x: float, y: float, w: float, h: float, item: str, words: str, row: int) -> None:
    pen.label(x, y, w, 4.6, words, size=6.5)
    pen.cell(x, y + 4.6, w, h - 4.6, item, row=row, align="middle", pad=0.6)


def _files(pen: Pen, y: float, form: Form) -> None:
    draw_bar(X, W, 4, "届出人（窓口に来られた方）", pen, y, 5.5)
    pen.words(X + 2, y + 6, W - 4, 5, "上記のとおり届け出ます。", size=8.5, align="left")
    pen.labelled(X, y + 11.5, 78, 15, 20, "氏名", "app_name")
    for sign in form.signs[:1]:
        draw_sign(pen, X + 78, y + 11.5, W - 78, 15, sign, 24)
    pen.frame(X, y + 5.5, W, 21, BOLD)
