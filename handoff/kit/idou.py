"""住民異動届, laid out by hand: A4 across, addresses at the left, who files at the right, five persons below."""

from __future__ import annotations

from typing import Final

from handoff.blank import Blank, Field
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit.address import draw_address, parts
from handoff.kit.frame import draw_edge, draw_office, draw_ticket
from handoff.kit.lines import shape
from handoff.kit.names import draw_name, label_name
from handoff.kit.pen import BOLD, Pen
from handoff.kit.widget import draw

X: Final = 10.0
W: Final = 277.0
ROWS: Final = 5
_SIDE: Final = 6.0
_LEFT: Final = 148.0
_MOVES: Final = ("転入", "転居", "転出", "世帯変更")
# (the upper item, the lower item, their labels, the width); a lower one of None is the upper one over both lines
_PAIRS: Final = (
    ("m_birth", "m_sex", "生年月日", "性別", 25.0),
    ("m_zokugara", "m_mnc", "続柄", "個人番号カード", 19.0),
    ("m_code", "m_mynumber", "住民票コード", "個人番号", 38.0),
    ("m_nat", "m_romaji", "国籍・地域", "氏名（ローマ字）", 33.0),
    ("m_303045", "m_status", "30条45区分", "在留資格", 33.0),
    ("m_period", "m_until", "在留期間", "満了の日", 23.0),
)
_NUMBER: Final = 5.0
_NAME: Final = 42.0
_CARD: Final = 26.0
_CARE: Final = 18.0


def draw_form(form: Form, book: FormBook) -> Blank:
    """The page."""
    pen = Pen(form.paper.width, form.paper.height)
    _head(pen, form, book)
    for at, (start, head, words) in enumerate(_HOUSES):
        _house(pen, 33.0 + at * 13.5, start, head, words)
    _home(pen, 73.5)
    _files(pen, X + _LEFT + 2, 33.0, book, form)
    _people(pen, 85.5, book)
    _foot(pen, 166.0, form)
    draw_edge(pen, X, 199.0, W, form, book.city)
    return pen.blank(form.form, form.name)


def _head(pen: Pen, form: Form, book: FormBook) -> None:
    pen.words(X, 8, 60, 4, f"様式 {form.form}", size=7, align="left", grey=0.35)
    pen.words(X, 13.5, 80, 6, f"（宛先）　{book.city}長", size=10.5, align="left")
    pen.heading(X + 90, 9, W - 180, 10, form.name, 18)
    draw_ticket(pen, X + W - 42, 9, 42, 8)
    y, h = 22.5, 8.5
    pen.label(X, y, 20, h, "届出の種別")
    pen.frame(X + 20, y, 120, h)
    left = X + 21.5
    for move in _MOVES:
        left = pen.tick(left, y + h / 2, "ido_jiyu", move, move)
    pen.words(left + 1, y, 9, h, "事由", size=7, grey=0.3)
    pen.put(left + 10, y, 22, h, "ido_jiyu", size=9)
    pen.line(X + 106, y + 1, X + 106, y + h - 1, 0.1, 0.6)
    left = X + 108
    for part in ("全部", "一部"):
        left = pen.tick(left, y + h / 2, "ido_scope", part, part)
    pen.labelled(X + 140, y, 68, h, 20, "異動年月日", "ido_date", align="middle")
    pen.labelled(X + 208, y, 69, h, 20, "届出年月日", "todoke_date", align="middle")


_HOUSES: Final = (
    ("new", "hh_head_name", "新住所"),
    ("old", "hh_old_head", "旧住所"),
    ("next", "hh_next_head", "転出先"),
)
_ADDRESS: Final = ("postal", "pref", "city", "town", "banchi", "katagaki")


def _house(pen: Pen, y: float, start: str, head: str, words: str) -> None:
    h = 13.5
    pen.label(X, y, _SIDE, h, words, size=7, upright=True)
    pen.label(X + _SIDE, y, 12, h, "住所")
    draw_address(pen, X + _SIDE + 12, y, 84, h, start, tuple(f"{start}_{part}" for part in _ADDRESS))
    pen.labelled(X + _SIDE + 96, y, _LEFT - _SIDE - 96, h, 12, "世帯主", head)


def _home(pen: Pen, y: float) -> None:
    h = 10.0
    pen.label(X, y, _SIDE, h, "本籍", size=7, upright=True)
    pen.label(X + _SIDE, y, 12, h, "本籍")
    items = parts("koseki", ("koseki_pref", "koseki_city", "koseki_town", "koseki_banchi"))
    pen.cell(X + _SIDE + 12, y, 84, h, *items)
    pen.labelled(X + _SIDE + 96, y, _LEFT - _SIDE - 96, h, 12, "筆頭者", "koseki_hittosha")


def _files(pen: Pen, x: float, y: float, book: FormBook, form: Form) -> None:
    """届出人."""
    w, top = X + W - x, y
    pen.label(x, y, _SIDE, 50.5, "届出人", size=8, upright=True)
    left, w = x + _SIDE, w - _SIDE
    label_name(pen, left, top, 15, 11.5, "氏名")
    draw_name(pen, left + 15, top, 53, 11.5, "app_name", "app_kana")
    pen.labelled(left + 68, top, w - 68, 11.5, 15, "生年月日", "app_birth", align="middle")
    pen.labelled(left, top + 11.5, w, 9, 15, "住所", "app_addr")
    pen.labelled(left, top + 20.5, 53, 10, 15, "連絡先", "app_tel")
    pen.label(left + 53, top + 20.5, 12, 10, "関係")
    draw(pen, left + 65, top + 20.5, w - 65, 10, shape(book.items["app_relation"], book))
    pen.label(left, top + 30.5, 15, 8, "世帯の区分", size=7)
    draw(pen, left + 15, top + 30.5, w - 15, 8, book.items["hh_new_type"])
    pen.label(left, top + 38.5, 15, 12, "署名")
    pen.frame(left + 15, top + 38.5, w - 15, 12)
    for sign in form.signs[:1]:
        pen.field(Field(left + 16, top + 39.3, w - 17, 10.4, kind="sign", place=sign.place))
    pen.frame(x, y, X + W - x, 50.5, BOLD)
    pen.frame(X, y, _LEFT, 50.5, BOLD)


def _people(pen: Pen, y: float, book: FormBook) -> None:
    head, row = 8.0, 14.2
    _labels(pen, y, head)
    for at in range(ROWS):
        _person(pen, y + head + at * row, row, at, book)
    pen.frame(X, y, W, head + ROWS * row, BOLD)


def _labels(pen: Pen, y: float, h: float) -> None:
    half = h / 2
    pen.label(X, y, _NUMBER, h, "")
    x = X + _NUMBER
    for width, upper, lower in (
        (_NAME, "フリガナ", "氏名"),
        *((pair[4], pair[2], pair[3]) for pair in _PAIRS),
        (_CARD, "在留カード等の番号", "国保　／　後期"),
        (_CARE, "要介護度", "年金種別"),
        (X + W - _care_right(), "児童手当", "選挙登録"),
    ):
        pen.label(x, y, width, half, upper, size=6)
        pen.label(x, y + half, width, half, lower, size=6)
        x += width


def _care_right() -> float:
    return X + _NUMBER + _NAME + sum(pair[4] for pair in _PAIRS) + _CARD + _CARE


def _person(pen: Pen, y: float, h: float, row: int, book: FormBook) -> None:
    half = h / 2
    pen.label(X, y, _NUMBER, h, str(row + 1), size=8)
    x = X + _NUMBER
    draw_name(pen, x, y, _NAME, h, "m_name", "m_kana", row)
    x += _NAME
    for upper, lower, _, __, width in _PAIRS:
        for item, top in ((upper, y), (lower, y + half)):
            if item in ("m_code", "m_mynumber"):
                count = book.items[item].max_len
                pen.digits(x, top, width, half, count, item, row, group=4 if count == 12 else 0)
            else:
                pen.cell(x, top, width, half, item, row=row, align="middle", pad=0.6, size=9)
        x += width
    pen.cell(x, y, _CARD, half, "m_card_no", row=row, align="middle", pad=0.6, size=9)
    pen.cell(x, y + half, _CARD / 2, half, "m_kokuho", row=row, align="middle", size=9)
    pen.cell(x + _CARD / 2, y + half, _CARD / 2, half, "m_kouki", row=row, align="middle", size=9)
    x += _CARD
    pen.cell(x, y, _CARE, half, "m_kaigo_lv", row=row, align="middle", pad=0.6, size=9)
    pen.cell(x, y + half, _CARE, half, "m_nenkin", row=row, align="middle", pad=0.6, size=9)
    x += _CARE
    pen.cell(x, y, X + W - x, half, "m_jite", row=row, align="middle", pad=0.4, size=9)
    pen.frame(x, y + half, X + W - x, half)
    pen.line(X, y, X + W, y, 0.35)


def _foot(pen: Pen, y: float, form: Form) -> None:
    h = 30.0
    pen.label(X, y, 14, 15, "備考")
    pen.cell(X + 14, y, W - 14, 15, "form_biko", size=9)
    draw_office(X, W, pen, y + 16.5, h - 16.5, _STEPS)


_STEPS: Final = ("受付", "入力", "審査", "本人確認", "旧住定日", "新住定日", "住居表示")
