"""児童手当 認定請求書, laid out by hand: who claims, the spouse, the children, the account."""

from __future__ import annotations

from typing import Final

from handoff.blank import Blank
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit.address import draw_address
from handoff.kit.frame import draw_edge, draw_head, draw_office, draw_sign
from handoff.kit.lines import shape
from handoff.kit.names import draw_name
from handoff.kit.pen import BOLD, Pen
from handoff.kit.standard import draw_bar
from handoff.kit.widget import draw, options

X: Final = 15.0
W: Final = 180.0
ROWS: Final = 4
_LABEL: Final = 24.0
_ADDRESS: Final = ("new_postal", "new_pref", "new_city", "new_town", "new_banchi", "new_katagaki")
_NUMBER: Final = 7.0
_NAME: Final = 54.0
_COLUMNS: Final = (
    ("m_birth", "生年月日", 34.0),
    ("m_zokugara", "続柄", 21.0),
    ("live_apart", "同居・別居", 24.0),
    ("kango", "監護・生計関係", 40.0),
)
_CONSENT: Final = (
    "・支給要件の確認のため、市が住民基本台帳・課税・年金の情報を調べることに同意します。",
    "・出生・転入の日の翌日から１５日以内に請求してください。公務員の方は勤務先に請求します。",
)
_OFFICE: Final = ("受付", "入力", "審査", "認定", "支給開始年月")


def draw_form(form: Form, book: FormBook) -> Blank:
    """The page."""
    pen = Pen(form.paper.width, form.paper.height)
    top = draw_head(pen, X, 11, W, form, book.city, "児童手当　認定請求書")
    _claims(pen, top, book)
    _spouse(pen, top + 70.5)
    _children(pen, top + 89, book)
    _account(pen, top + 156.5, book)
    _signs(pen, top + 185, form)
    draw_office(X, W, pen, top + 216, 18, _OFFICE)
    draw_edge(pen, X, form.paper.height - 13, W, form, book.city)
    return pen.blank(form.form, form.name)


def _claims(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 1, "請求者（保護者のうち、生計を維持する程度の高い方）", pen, y, 5.5)
    y += 5.5
    half = W / 2
    pen.labelled(X, y, half, 11, _LABEL, "氏名", "claimant_name", size=11.5)
    pen.labelled(X + half, y, half, 11, _LABEL, "生年月日", "app_birth")
    pen.label(X, y + 11, _LABEL, 17, "住所")
    draw_address(pen, X + _LABEL, y + 11, W - _LABEL, 17, "new", _ADDRESS)
    pen.labelled(X, y + 28, half, 10, _LABEL, "電話", "app_tel")
    pen.labelled(X + half, y + 28, half, 10, _LABEL, "勤務先・職業", "claimant_job")
    pen.label(X, y + 38, _LABEL, 11, "加入年金")
    draw(pen, X + _LABEL, y + 38, W - _LABEL, 11, shape(book.items["claimant_pension"], book))
    pen.labelled(X, y + 49, W, 10, _LABEL, "１月１日\nの住所", "jan1_addr")
    words = "（今の住所と違うときだけ書きます。前の年の所得を、その市区町村に確かめます。）"
    pen.words(X + 1, y + 59.6, W - 2, 3.4, words, size=6.5, align="left")
    pen.frame(X, y, W, 59, BOLD)


def _spouse(pen: Pen, y: float) -> None:
    draw_bar(X, W, 2, "配偶者", pen, y, 5.5)
    y += 5.5
    pen.labelled(X, y, 86, 10, _LABEL, "氏名", "spouse_name")
    pen.label(X + 86, y, _LABEL, 10, "個人番号")
    pen.digits(X + 86 + _LABEL, y, W - 86 - _LABEL, 10, 12, "spouse_mynumber", group=4)
    pen.frame(X, y, W, 10, BOLD)


def _children(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 3, "１８歳になった最初の３月３１日までのお子さん", pen, y, 5.5)
    y += 5.5
    head, row = 7.5, 12.8
    pen.label(X, y, _NUMBER, head, "")
    pen.shade(X + _NUMBER, y, _NAME, head)
    pen.frame(X + _NUMBER, y, _NAME, head)
    pen.words(X + _NUMBER, y + 0.4, _NAME, 2.8, "フリガナ", size=6)
    pen.words(X + _NUMBER, y + 3.0, _NAME, 4.2, "氏　名", size=7.5)
    x = X + _NUMBER + _NAME
    for _, words, width in _COLUMNS:
        pen.label(x, y, width, head, words)
        x += width
    for at in range(ROWS):
        _child(pen, y + head + at * row, row, at, book)
    pen.frame(X, y, W, head + ROWS * row, BOLD)


def _child(pen: Pen, y: float, h: float, row: int, book: FormBook) -> None:
    pen.label(X, y, _NUMBER, h, str(row + 1))
    draw_name(pen, X + _NUMBER, y, _NAME, h, "m_name", "m_kana", row)
    x = X + _NUMBER + _NAME
    for item, _, width in _COLUMNS:
        if options(book.items[item]):
            draw(pen, x, y, width, h, book.items[item], row)
        else:
            pen.cell(x, y, width, h, item, row=row, align="middle", size=9.5)
        x += width


def _account(pen: Pen, y: float, book: FormBook) -> None:
    draw_bar(X, W, 4, "手当を受け取る口座（請求者名義のものに限ります）", pen, y, 5.5)
    y += 5.5
    half = W / 2
    pen.labelled(X, y, half, 10, _LABEL, "金融機関名", "bank_name")
    pen.labelled(X + half, y, half, 10, _LABEL, "支店名", "bank_branch")
    pen.label(X, y + 10, _LABEL, 10, "預金種別")
    draw(pen, X + _LABEL, y + 10, 38, 10, book.items["bank_type"])
    pen.label(X + _LABEL + 38, y + 10, 18, 10, "口座番号")
    pen.digits(X + _LABEL + 56, y + 10, 40, 10, 7, "bank_no")
    left = X + _LABEL + 96
    pen.label(left, y + 10, 16, 10, "口座名義\n（カナ）", size=6.5)
    pen.cell(left + 16, y + 10, X + W - left - 16, 10, "bank_holder")
    pen.frame(X, y, W, 20, BOLD)


def _signs(pen: Pen, y: float, form: Form) -> None:
    for at, words in enumerate(_CONSENT):
        pen.words(X, y + at * 3.8, W, 3.6, words, size=7, align="left")
    pen.words(X, y + 8.2, W, 5, "上記のとおり請求します。", size=9, align="left")
    for sign in form.signs[:1]:
        draw_sign(pen, X, y + 13.5, W, 14, sign, 34)
