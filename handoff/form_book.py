"""A catalog's forms, compiled: what inheritance and paper need of a version. Made once for a version."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from handoff.base_page import BasePage
from handoff.blank import Blank
from handoff.catalog import Catalog, Procedure, Role, Row, definitions
from handoff.fields import ItemDef
from handoff.form import Form, forms_of
from handoff.layout import blank_of, layouts_of
from handoff.rights import limits_of

_WORDS: Final = {"TENNYU": "転入", "TENSHUTSU": "転出", "TENKYO": "転居"}


class FormBook(msgspec.Struct, frozen=True):
    """Forms and items by id; `named_by`: form -> the procedures that name it; `staff_only`: forms that only procedures
    for staff name; `moves`: life event -> the word for it on a paper (転入)."""

    city: str
    forms: dict[str, Form]
    items: dict[str, ItemDef]
    roles: dict[str, Role]
    procedures: dict[str, Procedure]
    towns: list[Row]
    foreign: frozenset[str]
    named_by: dict[str, list[str]]
    staff_only: frozenset[str]
    moves: dict[str, str]
    pages: dict[str, Blank] = {}
    """The city's own layouts, and the standard pages that were drawn so far (`kit.shelf.page_of`)."""

    def may_print(self, form: Form, sees: Collection[str]) -> bool:
        """Whether somebody with these rights may print a form: grants name it, and one of its procedures, where they
        name any at all; a restricted one needs L3, and one that only procedures for staff bring (支援措置) needs S."""
        limits, named = limits_of(sees), self.named_by.get(form.form, [])
        if not limits.may("print", "form", form.form) or not limits.may("print", "procedure", *named):
            return False
        return self._at_all(form, sees)

    def may_export(self, form: Form, sees: Collection[str]) -> bool:
        """Whether a form's values may leave the house with somebody: only by a grant that names it, or all."""
        return limits_of(sees).may("export", "form", form.form) and self._at_all(form, sees)

    def _at_all(self, form: Form, sees: Collection[str]) -> bool:
        if form.form in self.staff_only:
            return "S" in sees
        return not form.restricted or "L3" in sees


def form_book(catalog: Catalog, bases: Mapping[str, BasePage] | None = None) -> FormBook:
    """The forms of a catalog. `bases`: the base pages of its layouts, by their digests; KeyError when one is not
    there: another page than the city's own is never printed instead."""
    items = definitions(catalog)
    forms = forms_of(catalog)
    named: dict[str, list[str]] = {}
    for key, procedure in catalog.procedures.items():
        for form in procedure.forms:
            named.setdefault(form, []).append(key)
    return FormBook(
        city=catalog.name,
        forms=forms,
        items=items,
        roles=catalog.roles,
        procedures=catalog.procedures,
        towns=catalog.tables.get("towns", []),
        foreign=frozenset(key for key, item in items.items() if item.foreign_only and item.scope == "person"),
        named_by=named,
        staff_only=frozenset(
            form for form, keys in named.items() if all(catalog.procedures[key].staff_only for key in keys)
        ),
        moves={key: _word(key, one.name) for key, one in catalog.events.items()},
        pages=_pages(catalog, forms, bases or {}),
    )


def _pages(catalog: Catalog, forms: Mapping[str, Form], bases: Mapping[str, BasePage]) -> dict[str, Blank]:
    own = layouts_of(catalog.tables)
    return {form: blank_of(one, forms[form].name, bases[one.base]) for form, one in own.items() if form in forms}


def _word(event: str, name: str) -> str:
    """転入（国内） is 転入, and so are all kinds of it."""
    return _WORDS.get(event.split("_")[0]) or name.split("（")[0]
