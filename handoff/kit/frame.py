"""What stands around every form's items: title, addressee, dates above; declaration, signatures, office's box below."""

from __future__ import annotations

from functools import partial
from typing import Final

from handoff.blank import Field
from handoff.form import Form, SignPlace
from handoff.kit.band import Band
from handoff.kit.pen import BOLD, LABEL, Pen
from handoff.kit.wording import declared, issued, title

FILED: Final = "todoke_date"
TICKET: Final = "ticket_no"
OFFICE: Final = ("受付", "入力", "審査", "本人確認", "交付")
SIGN: Final = 13.0
SIGN_LOWEST: Final = 9.5
OFFICE_HIGH: Final = 15.0
OFFICE_LOWEST: Final = 11.0
EDGE: Final = 5.0


def draw_head(pen: Pen, x: float, y: float, w: float, form: Form, city: str, words: str = "") -> float:
    """Form number, the visitor's number, title, addressee and the day of filing; returns where it ends."""
    pen.words(x, y, 60, 4, f"様式 {form.form}", size=7, align="left", grey=0.35)
    draw_ticket(pen, x + w - 40, y - 1.5, 40, 7)
    pen.heading(x + 42, y + 6.5, w - 84, 9, words or title(form), 18)
    if "（記入補助）" in form.name:
        pen.words(
            x + w - 40, y + 8, 40, 4, "記入補助（この紙のままでは届け出になりません）", size=6, align="right", grey=0.35
        )
    top = y + 18
    if issued(form):
        draw_day(pen, x + w - 59, top, "today")
        pen.words(x, top + 6.5, w, 6, f"{city}長", size=11, align="right")
        return top + 15
    pen.words(x, top, 80, 6, f"（宛先）　{city}長", size=10.5, align="left")
    day = FILED if FILED in form.items else "today"
    draw_day(pen, x + w - (76 if day == FILED else 59), top, day)
    return top + 9


def draw_ticket(pen: Pen, x: float, y: float, w: float, h: float) -> None:
    """受付番号."""
    pen.labelled(x, y, w, h, 18, "受付番号", TICKET, align="middle", size=12)


def draw_day(pen: Pen, x: float, y: float, what: str) -> None:
    """A day in three boxes with its era: 令和□年□月□日. `what`: an item, or today (62 mm wide; an item has its name
    before it, 16 mm more)."""
    left = x
    if what != "today":
        pen.words(left, y, 17, 6, "届出年月日", size=7.5, align="left")
        left += 17
    kind = "today" if what == "today" else "text"
    items = () if what == "today" else (what,)
    for part, width, unit in (("era", 13.0, ""), ("year", 11.0, "年"), ("month", 10.0, "月"), ("day", 10.0, "日")):
        if unit:
            pen.frame(left, y, width, 6)
        pen.field(
            Field(left + 0.5, y + 0.3, width - 1, 5.4, kind=kind, items=items, part=part, align="middle", size=10.5)  # type: ignore[arg-type]
        )
        left += width
        if unit:
            pen.words(left, y, 5, 6, unit, size=9)
            left += 5


def signing(form: Form, x: float, w: float, columns: int = 2) -> list[Band]:
    """What is declared, and a box for each signature, some beside one another where there are many."""
    words = declared(form)
    if not words:
        return []
    found = [Band(6.0, 4.6, lambda pen, y, h: pen.words(x, y, w, h, words, size=9, align="left"))]
    beside = columns if len(form.signs) > 1 else 1
    for at in range(0, len(form.signs), beside):
        some = form.signs[at : at + beside]
        found.append(Band(SIGN, SIGN_LOWEST, partial(_draw_signs, some, x, w, beside)))
    return found


def _draw_signs(signs: tuple[SignPlace, ...], x: float, w: float, beside: int, pen: Pen, y: float, h: float) -> None:
    step = w / beside
    for at, sign in enumerate(signs):
        draw_sign(pen, x + at * step, y, step, h, sign)


def draw_sign(pen: Pen, x: float, y: float, w: float, h: float, sign: SignPlace, lw: float = 32) -> None:
    """A place for a signature: who signs, and whether a pen must be used."""
    lw = min(lw, w * 0.42)
    pen.label(x, y, lw, h, sign.label)
    pen.frame(x + lw, y, w - lw, h)
    seal = "印" in sign.label
    if sign.medium == "paper":
        pen.words(
            x + lw + 1, y + 0.4, w - lw - 2, 3, "ご本人がこの紙に署名してください", size=5.5, align="left", grey=0.45
        )
    if seal:
        pen.ring(x + w - 7.5, y + h / 2, min(4.2, h / 2 - 1))
    room = w - lw - (14 if seal else 2)
    pen.field(Field(x + lw + 1, y + 0.8, room, h - 1.6, kind="sign", place=sign.place))


def office(x: float, w: float) -> Band:
    """事務処理欄."""
    return Band(OFFICE_HIGH, OFFICE_LOWEST, partial(draw_office, x, w))


def draw_office(x: float, w: float, pen: Pen, y: float, h: float, steps: tuple[str, ...] = OFFICE) -> None:
    """The office's own box: who took it in, and a remark."""
    lead, each = 8.0, min(20.0, w * 0.11)
    pen.label(x, y, lead, h, "事務処理欄", size=6.5, upright=True)
    left = x + lead
    for words in steps:
        pen.label(left, y, each, 4.6, words, size=6.5)
        pen.frame(left, y + 4.6, each, h - 4.6)
        left += each
    rest = x + w - left
    pen.label(left, y, rest, 4.6, "備考", size=6.5)
    pen.frame(left, y + 4.6, rest, h - 4.6)
    pen.field(Field(left + 1, y + 4.9, rest - 2, h - 5.2, kind="remark", size=8.5, csv=False))
    pen.frame(x, y, w, h, BOLD)


def draw_edge(pen: Pen, x: float, y: float, w: float, form: Form, city: str) -> None:
    """The last line: whose form it is, and which sheet."""
    pen.words(x, y, w - 20, EDGE, f"{city}　{form.name}", size=6.5, align="left", grey=0.4)
    pen.field(Field(x + w - 20, y, 20, EDGE, kind="page", align="right", size=LABEL))
