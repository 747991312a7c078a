"""The page of any form: one of the five that are laid out by hand, where it has a place for everything that the
catalog's form asks; else the standard page, drawn from the form's items."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from handoff.blank import Blank
from handoff.form import Form
from handoff.form_book import FormBook
from handoff.kit import idou, inkan, jidou, juminhyo, kokuho
from handoff.kit.standard import standard

BY_HAND: Final[dict[str, tuple[Callable[[Form, FormBook], Blank], int]]] = {
    "F001": (idou.draw_form, idou.ROWS),
    "F010": (juminhyo.draw_form, 0),
    "F012": (inkan.draw_form, 1),
    "F030": (kokuho.draw_form, kokuho.ROWS),
    "F055": (jidou.draw_form, jidou.ROWS),
}
"""By form: what draws it, and how many rows it has."""


def blank_of(form: Form, book: FormBook) -> Blank:
    """The page of a form. Draws it anew each time: keep what you get."""
    found = BY_HAND.get(form.form)
    if found is not None and _known(form, book):
        page = found[0](form, book)
        if holds(page, form) and (form.rows.per_sheet if form.rows else 0) == found[1]:
            return page
    return standard(form, book)


def page_of(form: Form, book: FormBook) -> Blank:
    """The page of a form, drawn once for a version of the catalog: the press knows it again."""
    if form.form not in book.pages:
        book.pages[form.form] = blank_of(form, book)
    return book.pages[form.form]


def holds(page: Blank, form: Form) -> bool:
    """Whether a page has a place for every item and every signature of a form."""
    items = {item for field in page.fields for item in field.items}
    places = {field.place for field in page.fields if field.kind == "sign"}
    return set(form.items) <= items and {sign.place for sign in form.signs} <= places


def _known(form: Form, book: FormBook) -> bool:
    """Whether the items that the page by hand draws as choices are still those that it knows."""
    return all(item in book.items for item in _DRAWN[form.form]) and form.paper.name == _PAPER[form.form]


_DRAWN: Final = {
    "F001": ("app_relation", "hh_new_type", "m_code", "m_mynumber"),
    "F010": ("app_id_doc1", "cert_kind", "cert_opts"),
    "F012": ("m_sex",),
    "F030": ("ido_scope",),
    "F055": ("claimant_pension", "bank_type", "m_birth", "m_zokugara", "live_apart", "kango"),
}
_PAPER: Final = {"F001": "A4横", "F010": "A4縦", "F012": "A4縦", "F030": "A4縦", "F055": "A4縦"}
