"""What a visitor may have of the guidance: nothing that is for staff only leaves a trace in it."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.guidance import Book, ByHand, Known, book, guide
from handoff.visitor import for_visitor
from tests.households import demo, households
from tests.households import given as told
from tests.visits import TODAY, visit

CHANCE = st.integers(0, 2**32).map(Random)
SECRETS = ("Q006", "Q076")


def bytes_of(case: Known, of: Book | None = None) -> bytes:
    """Everything that a visitor gets, to the last byte."""
    return msgspec.json.encode(for_visitor(of or demo(), case))


def stirred(case: Known, chance: Random, of: Book) -> Known:
    """The same visit with everything that is for staff only answered, added and overruled otherwise."""
    questions = [key for key, one in of.questions.items() if one.staff_only]
    procedures = [key for key, one in of.procedures.items() if one.staff_only]
    rules = [one.rule for one in of.rules if one.staff_only]
    kept = {key: yes for key, yes in case.answers.items() if key not in questions}
    hands = {key: said for key, said in case.by_hand.items() if key not in procedures}
    return replace(
        case,
        answers=kept | {key: chance.random() < 0.5 for key in questions if chance.random() < 0.7},
        by_hand=hands | {key: ByHand(chance.random() < 0.7) for key in procedures if chance.random() < 0.7},
        facts={**case.facts, "any_shien": chance.choice([True, False, None])},
        over=[*(rule for rule in case.over if rule not in rules), *(one for one in rules if chance.random() < 0.5)],
        have={**case.have, "警察・相談機関の意見": chance.random() < 0.5},
    )


@settings(deadline=None)
@given(CHANCE)
def test_what_is_for_staff_only_changes_no_byte(chance: Random) -> None:
    case = visit(chance)
    assert bytes_of(case) == bytes_of(stirred(case, chance, demo()))


def leaking() -> Book:
    """A catalog whose keeper made every mistake: open rows look at questions for staff only, a procedure for staff only
    stands between two open ones, rules for staff only touch open procedures and belongings."""
    catalog = demo().catalog
    tables: dict[str, list[dict[str, str]]] = {**catalog.tables}
    changes = {
        "questions": {
            "Q030": {"show_when": "Q006!=True"},
            "Q063": {"auto_answer": "Q076"},
            "Q070": {"show_when": "any_shien != True"},
        },
        "rules": {
            "R01": {"staff_only": "1", "when": "Q006==True"},
            "R06": {"staff_only": "1"},
            "R29": {"when": "Q076!=True"},
            "R24": {"when": "Q006==True"},
        },
    }
    for table, rows in changes.items():
        key = "q_id" if table == "questions" else "rule_id"
        tables[table] = [{**row, **rows.get(row[key], {})} for row in tables[table]]
    procedures = {
        **catalog.procedures,
        "P020": replace(catalog.procedures["P020"], trigger="Q015==True or Q006==True"),
        "P012": replace(catalog.procedures["P012"], after=["P097", "P030"], bring=["母子健康手帳", "（なし）"]),
        "P068": replace(catalog.procedures["P068"], after=["P099"]),
        "P013": replace(catalog.procedures["P013"], staff_only=True),
    }
    return book(replace(catalog, tables=tables, procedures=procedures), demo().house)


LEAKING = leaking()


@settings(deadline=None)
@given(CHANCE)
def test_not_even_a_catalog_full_of_mistakes_lets_it_out(chance: Random) -> None:
    case = visit(chance, LEAKING)
    assert bytes_of(case, LEAKING) == bytes_of(stirred(case, chance, LEAKING), LEAKING)


def test_a_visitor_never_reads_a_hint_a_note_or_a_row_for_staff() -> None:
    """The words themselves: hints, alerts, notes, rows for staff only; also what is answered yes."""
    for home in households().values():
        case = replace(told(home), answers={**home.answers, "Q006": True, "Q076": True, "Q007": True, "Q013": False})
        text = bytes_of(case).decode()
        hidden = [one.hint for one in demo().questions.values() if one.hint]
        hidden += [one.text for one in demo().questions.values() if one.staff_only]
        hidden += [one.text for one in demo().rules if one.staff_only]
        hidden += [one.name for one in demo().procedures.values() if one.staff_only]
        hidden += [one.note for one in demo().procedures.values() if len(one.note) > 8]
        assert [words for words in hidden if words in text] == []
        assert not any(secret in text for secret in (*SECRETS, "P012", "P099", "G37", "hint", "note", "staff"))


def test_the_numbers_have_no_gap_and_the_counts_are_of_what_is_shown() -> None:
    home = households()["S1b"]
    found = for_visitor(demo(), told(home))
    asked = [one.question for one in found.questions]
    assert [one.number for one in found.questions] == list(range(1, len(asked) + 1)) and not set(SECRETS) & set(asked)
    assert found.progress == (len(asked), len(asked)) == (44, 44)


def test_what_is_open_reaches_the_visitor_whole() -> None:
    """Without anything for staff only, it is the guidance itself."""
    home = households()["S6"]
    whole, found = guide(demo(), told(home)), for_visitor(demo(), told(home))
    assert found.way == whole.way and found.bring == whole.bring
    assert [one.procedure for one in found.procedures] == [one.procedure for one in whole.procedures if one.counts]


def test_a_block_tells_the_visitor_what_it_stops_by_name_and_what_can_be_done() -> None:
    case: dict[str, Any] = {"events": ["TENNYU"], "today": TODAY, "answers": {"Q012": False}}
    found = for_visitor(demo(), msgspec.convert(case, Known))
    assert [(one.procedures, one.names) for one in found.blocks] == [(["P001"], ["転入届"])]
    assert "転出証明書がない" in found.blocks[0].text and "再交付" in found.blocks[0].way_out
    free = for_visitor(demo(), msgspec.convert({**case, "over": ["R06"]}, Known))
    assert free.blocks == [] and "P001" in [one.procedure for one in free.procedures]


def test_what_a_hand_took_out_is_not_told() -> None:
    case: dict[str, Any] = {"events": ["TENNYU"], "today": TODAY, "by_hand": {"P097": {"on": False, "note": "XYZZY"}}}
    text = bytes_of(msgspec.convert(case, Known)).decode()
    assert "P097" not in text and "XYZZY" not in text
