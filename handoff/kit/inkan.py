"""印鑑登録申請書, laid out by hand: a box for the seal's print, and the ways of making sure who it is."""

from __future__ import annotations

from typing import Final

from handoff.blank import Blank, Field
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit.address import draw_address
from handoff.kit.frame import draw_edge, draw_head, draw_sign
from handoff.kit.names import draw_name, label_name
from handoff.kit.pen import BOLD, Pen
from handoff.kit.standard import draw_bar
from handoff.kit.widget import draw

X: Final = 17.0
W: Final = 176.0
_LABEL: Final = 24.0
_SEAL: Final = 52.0
_NOTES: Final = (
    "・印影は、一辺が８ミリを超え２５ミリ以内の正方形に収まるものに限ります。",
    "・ゴム印など変形しやすいもの、ご家族がすでに登録している印鑑は登録できません。",
    "・登録できるのは１５歳以上の方お一人につき１個です。",
)
_WAYS: Final = (
    ("即日", "即日登録", "顔写真つきの本人確認書類を１点お見せいただく方法"),
    ("保証人", "保証人による登録", "この市に印鑑登録をしている方の署名と登録印による方法"),
    ("照会", "照会書による登録", "ご自宅に送る照会書に回答書を添えて、あらためてお越しいただく方法"),
)
_OFFICE: Final = ("登録番号", "受付", "本人確認", "登録", "交付")


def draw_form(form: Form, book: FormBook) -> Blank:
    """The page."""
    pen = Pen(form.paper.width, form.paper.height)
    top = draw_head(pen, X, 11, W, form, book.city)
    _whose(pen, top, book)
    _who_comes(pen, top + 80, form)
    _ways(pen, top + 120)
    _warrant(pen, top + 159, form)
    _office(pen, top + 200)
    draw_edge(pen, X, form.paper.height - 15, W, form, book.city)
    return pen.blank(form.form, form.name)


def _whose(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 1, "登録する方と印鑑", pen, y, 6)
    y += 6
    w = W - _SEAL
    pen.label(X, y, _LABEL, 17, "住所")
    draw_address(pen, X + _LABEL, y, w - _LABEL, 17, "new", _ADDRESS)
    label_name(pen, X, y + 17, _LABEL, 14, "氏名")
    draw_name(pen, X + _LABEL, y + 17, w - _LABEL, 14, "m_name", "m_kana", 0)
    pen.labelled(X, y + 31, 78, 10, _LABEL, "生年月日", "m_birth", row=0)
    pen.label(X + 78, y + 31, 14, 10, "性別")
    draw(pen, X + 92, y + 31, w - 92, 10, book.items["m_sex"], 0)
    pen.labelled(X, y + 41, w, 10, _LABEL, "旧氏", "m_kyuuji", row=0)
    pen.labelled(X, y + 51, w, 10, _LABEL, "通称", "m_tsusho", row=0)
    _seal(pen, X + w, y, 61)
    for at, note in enumerate(_NOTES):
        pen.words(X, y + 61.8 + at * 3.2, W, 3, note, size=6.5, align="left")
    pen.frame(X, y, W, 61, BOLD)


_ADDRESS: Final = ("new_postal", "new_pref", "new_city", "new_town", "new_banchi", "new_katagaki")


def _seal(pen: Pen, x: float, y: float, h: float) -> None:
    """登録する印影: a square of 25 mm, the largest that may be registered."""
    pen.label(x, y, _SEAL, 7, "登録する印影")
    pen.frame(x, y + 7, _SEAL, h - 7)
    side = 25.0
    left, top = x + (_SEAL - side) / 2, y + 7 + (h - 7 - side) / 2
    corners = ((left, top), (left + side, top), (left + side, top + side), (left, top + side))
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        pen.line(x1, y1, x2, y2, 0.15, 1)
    pen.words(x, top - 7, _SEAL, 5, "枠の中に鮮明に押してください", size=6.5, grey=0.4)
    pen.field(Field(left, top, side, side, kind="stamp", items=("ink_stamp",)))


def _who_comes(pen: Pen, y: float, form: Form) -> None:
    draw_bar(X, W, 2, "窓口に来られた方（申請者）", pen, y, 6)
    y += 6
    pen.labelled(X, y, W, 9, _LABEL, "氏名", "app_name")
    pen.labelled(X, y + 9, W, 9, _LABEL, "住所", "app_addr")
    for sign in form.signs[:1]:
        draw_sign(pen, X, y + 18, W, 13, sign, _LABEL)
    pen.frame(X, y, W, 31, BOLD)


def _ways(pen: Pen, y: float) -> None:
    draw_bar(X, W, 3, "ご本人であることの確認方法", pen, y, 6)
    y += 6
    for at, (value, name, about) in enumerate(_WAYS):
        line = y + at * 10
        pen.frame(X, line, W, 10)
        pen.tick(X + 3, line + 5, "ink_method", value, name, 9)
        pen.words(X + 50, line, W - 52, 10, about, size=7.5, align="left")
    pen.frame(X, y, W, 30, BOLD)


def _warrant(pen: Pen, y: float, form: Form) -> None:
    draw_bar(X, W, 4, "保証人（確認方法が「保証人による登録」のとき）", pen, y, 6)
    y += 6
    words = "登録を受けようとする方がご本人に相違ないことを保証します。"
    pen.words(X + 2, y, W - 4, 6.5, words, size=8, align="left")
    pen.labelled(X, y + 6.5, W, 9, _LABEL, "保証人氏名", "ink_guarantor")
    for sign in form.signs[1:2]:
        draw_sign(pen, X, y + 15.5, W, 15, sign, _LABEL)
    pen.frame(X, y, W, 30.5, BOLD)


def _office(pen: Pen, y: float) -> None:
    pen.label(X, y, 8, 18, "事務処理欄", size=6.5, upright=True)
    each = 26.0
    for at, words in enumerate(_OFFICE):
        pen.label(X + 8 + at * each, y, each, 5, words, size=6.5)
        pen.frame(X + 8 + at * each, y + 5, each, 13)
    left = X + 8 + len(_OFFICE) * each
    pen.label(left, y, X + W - left, 5, "備考", size=6.5)
    pen.frame(left, y + 5, X + W - left, 13)
    pen.field(Field(left + 0.8, y + 5.4, X + W - left - 1.6, 12.2, kind="remark", size=8, csv=False))
    pen.frame(X, y, W, 18, BOLD)
