"""住民票の写し等交付請求書, laid out by hand: who comes, whose, which and how many, what stands on it, what for."""

from __future__ import annotations

from typing import Final

from handoff.blank import Blank, Field
from handoff.fields import ItemDef
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit.address import draw_address
from handoff.kit.frame import draw_edge, draw_head, draw_sign
from handoff.kit.lines import shape
from handoff.kit.pen import BOLD, Pen
from handoff.kit.standard import draw_bar
from handoff.kit.widget import draw

X: Final = 17.0
W: Final = 176.0
_LABEL: Final = 24.0
_ADDRESS: Final = ("new_postal", "new_pref", "new_city", "new_town", "new_banchi", "new_katagaki")
_FIRST: Final = 4
"""The kinds that this form is for stand in lines of their own; the rest of the list beside one another."""
_OFFICE: Final = ("受付", "作成", "交付", "手数料")


def draw_form(form: Form, book: FormBook) -> Blank:
    """The page."""
    pen = Pen(form.paper.width, form.paper.height)
    top = draw_head(pen, X, 11, W, form, book.city)
    _who_comes(pen, top, book)
    _whose(pen, top + 53)
    _which(pen, top + 89, book)
    _on_it(pen, top + 142, book)
    _what_for(pen, top + 161)
    _signs(pen, top + 182, form)
    _office(pen, top + 207)
    draw_edge(pen, X, form.paper.height - 15, W, form, book.city)
    return pen.blank(form.form, form.name)


def _who_comes(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 1, "窓口に来られた方", pen, y, 6)
    y += 6
    pen.labelled(X, y, W, 11, _LABEL, "住所", "app_addr")
    pen.labelled(X, y + 11, 100, 11, _LABEL, "氏名", "app_name", size=11.5)
    pen.labelled(X + 100, y + 11, W - 100, 11, 20, "生年月日", "app_birth")
    pen.labelled(X, y + 22, W, 9.5, _LABEL, "電話", "app_tel")
    pen.label(X, y + 31.5, _LABEL, 12, "本人確認\n書類")
    draw(pen, X + _LABEL, y + 31.5, W - _LABEL, 12, shape(book.items["app_id_doc1"], book))
    pen.frame(X, y, W, 43.5, BOLD)


def _whose(pen: Pen, y: float) -> None:
    draw_bar(X, W, 2, "どなたのものが必要ですか", pen, y, 6)
    y += 6
    pen.label(X, y, _LABEL, 16, "住所")
    draw_address(pen, X + _LABEL, y, W - _LABEL, 16, "new", _ADDRESS)
    pen.labelled(X, y + 16, W, 10.5, _LABEL, "氏名", "cert_target", size=11.5)
    pen.frame(X, y, W, 26.5, BOLD)


def _which(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 3, "必要なもの", pen, y, 6)
    y += 6
    kinds = book.items["cert_kind"]
    wide = W - 46
    for at, choice in enumerate(kinds.choices[:_FIRST]):
        line = y + at * 8.4
        pen.frame(X, line, wide, 8.4)
        pen.tick(X + 3, line + 4.2, kinds.key, choice, choice, 9.5)
    _others(pen, y + _FIRST * 8.4, wide, kinds)
    pen.label(X + wide, y, 46, 8, "通数")
    pen.cell(X + wide, y + 8, 46, 34.6, "cert_copies", align="middle", size=20)
    pen.words(X + wide + 30, y + 29, 14, 8, "通", size=12)
    pen.frame(X, y, W, 42.6, BOLD)


def _others(pen: Pen, y: float, wide: float, kinds: ItemDef) -> None:
    pen.frame(X, y, wide, 9)
    pen.words(X + 2, y, 12, 9, "ほか", size=7.5, align="left", grey=0.3)
    left = X + 12
    for choice in kinds.choices[_FIRST:]:
        left = pen.tick(left, y + 4.5, kinds.key, choice, choice, 6.5)


def _on_it(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 4, "のせる事項（記入がないときは省きます）", pen, y, 6)
    draw(pen, X, y + 6, W, 10, book.items["cert_opts"])
    pen.frame(X, y + 6, W, 10, BOLD)


def _what_for(pen: Pen, y: float) -> None:
    draw_bar(X, W, 5, "使いみち・提出先", pen, y, 6)
    pen.cell(X, y + 6, W, 12, "cert_purpose", pad=2)
    pen.frame(X, y + 6, W, 12, BOLD)


def _signs(pen: Pen, y: float, form: Form) -> None:
    words = "上記のとおり請求します。偽りその他不正な手段で交付を受けたときは、法により罰せられます。"
    pen.words(X, y, W, 5, words, size=8, align="left")
    for sign in form.signs[:1]:
        draw_sign(pen, X, y + 6, W, 15, sign, 38)


def _office(pen: Pen, y: float) -> None:
    h, each = 17.0, 22.0
    pen.label(X, y, 8, h, "事務処理欄", size=6.5, upright=True)
    for at, words in enumerate(_OFFICE):
        pen.label(X + 8 + at * each, y, each, 5, words, size=6.5)
        pen.frame(X + 8 + at * each, y + 5, each, h - 5)
    left = X + 8 + len(_OFFICE) * each
    pen.label(left, y, X + W - left, 5, "備考", size=6.5)
    pen.frame(left, y + 5, X + W - left, h - 5)
    pen.field(Field(left + 1, y + 5.4, X + W - left - 2, h - 5.8, kind="remark", size=8.5, csv=False))
    pen.frame(X, y, W, h, BOLD)
