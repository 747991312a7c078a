"""Made-up people fill every form: nothing that a form asks stays empty but what no case could tell."""

from __future__ import annotations

from datetime import date

import pytest

from handoff.application import Application
from handoff.inherit import applications
from handoff.source import Source
from handoff.specimen import Size, specimen
from tests.papers import demo_forms

FORMS = tuple(demo_forms().forms)
TODAY = date(2027, 4, 1)
RECKONED = frozenset({"dec_nos", "m_school_new", "new_gyoseiku", "ido_jiyu"})
"""Reckoned from a town or an event that a specimen need not have."""


def filled(form: str, size: Size) -> Application:
    book = demo_forms()
    source = Source(specimen(book.forms[form], book, {}, size), book, TODAY)
    named = [event for key in book.named_by.get(form, []) for event in book.procedures[key].events]
    found = applications(source, [], [one for one in named if one in book.moves][:1])
    return next(one for one in found if one.form.form == form)


@pytest.mark.parametrize("size", ["usual", "long"])
@pytest.mark.parametrize("form", FORMS)
def test_every_box_of_every_form_is_filled_on_all_rows_of_one_sheet(form: str, size: Size) -> None:
    one = filled(form, size)
    items = demo_forms().items
    assert len(one.sheets) == 1 and one.left_out == []
    assert len(one.sheets[0].people) == (one.form.rows.per_sheet if one.form.rows else 0)
    empty = {box.item for box in one.sheets[0].boxes if box.drawn.value in (None, "", [])}
    assert {key for key in empty if items[key].kind != "image" and key not in RECKONED} == set()


def test_what_is_given_stays_and_blanks_are_made_up() -> None:
    book = demo_forms()
    given = {"p.p1": {"order": 0}, "p.p1.m_birth": "1990-01-02", "role.todokede": "p1"}
    entries = specimen(book.forms["F010"], book, given)
    assert entries["p.p1.m_birth"].value == "1990-01-02"
    assert entries["p.p1.m_name"].value == "見本　太郎"
