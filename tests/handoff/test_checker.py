"""The checker: the demo city has no fault, and every fault that is planted in it is found, where it stands."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from msgspec.structs import replace

from handoff.catalog import Row
from handoff.catalog_columns import COLUMNS
from handoff.catalog_faults import Fault
from handoff.catalog_rows import Tables, id_of
from handoff.checker import MOST, check
from handoff.offices import Service
from server.exchange.city import read_city

CITY = read_city(Path(__file__).resolve().parents[2] / "deploy/city/aobano")
Plant: TypeAlias = Callable[[Tables], None]


def planted(plant: Plant) -> list[Fault]:
    """The faults of the city with something planted in it."""
    tables = copy.deepcopy(CITY.catalog.tables)
    plant(tables)
    return check(tables, CITY.house)


def row(tables: Tables, table: str, one: str) -> Row:
    """A row."""
    return next(row for row in tables[table] if id_of(table, row) == one)


def sets(table: str, one: str, **columns: str) -> Plant:
    """These columns of a row say something else."""
    return lambda tables: row(tables, table, one).update(columns)


def adds(table: str, like: str, **columns: str) -> Plant:
    """A new row like another one at the end of its table."""
    return lambda tables: tables[table].append({**row(tables, table, like), **columns})


def removes(table: str, one: str) -> Plant:
    """A row is gone."""
    return lambda tables: tables[table].remove(row(tables, table, one))


def asks(one: str = "Q900", **columns: str) -> Plant:
    """A new question about childcare that brings something, so that it is of use."""

    def plant(tables: Tables) -> None:
        adds("questions", "Q007", q_id=one, **columns)(tables)
        adds("rules", "R04", rule_id="R900", when=f"{one}==True")(tables)

    return plant


def both(*plants: Plant) -> Plant:
    """One after the other."""

    def plant(tables: Tables) -> None:
        for one in plants:
            one(tables)

    return plant


FAULTS: dict[str, tuple[Plant, tuple[str, str, str, str]]] = {
    # what names a row that is not there
    "an event of a question": (
        sets("questions", "Q012", events="TENNYU|MARS"),
        ("questions", "Q012", "events", "error"),
    ),
    "a counter of a procedure": (
        sets("procedures", "P001", group_id="G99"),
        ("procedures", "P001", "group_id", "error"),
    ),
    "a form of a procedure": (sets("procedures", "P001", forms="F999"), ("procedures", "P001", "forms", "error")),
    "a procedure that goes first": (
        sets("procedures", "P020", order_after="P999"),
        ("procedures", "P020", "order_after", "error"),
    ),
    "a procedure that a block stops": (sets("rules", "R18", target="P036|P999"), ("rules", "R18", "target", "error")),
    "a belonging that no procedure of the event asks for": (
        sets("rules", "R34", events="SHIBO"),
        ("rules", "R34", "target", "warning"),
    ),
    "a belonging that nobody asks for": (sets("rules", "R02", target="石うす"), ("rules", "R02", "target", "error")),
    "an item on a form": (sets("forms", "F002", items="@APP,no_such"), ("forms", "F002", "items", "error")),
    "a group of items on a form": (sets("forms", "F002", items="@NONE"), ("forms", "F002", "items", "error")),
    "an item in a group": (
        sets("item_groups", "APPS", items="app_name,app_moon"),
        ("item_groups", "APPS", "items", "error"),
    ),
    "a role at a signature": (
        sets("signatures", "F001.1", signer_role="nobody"),
        ("signatures", "F001.1", "signer_role", "error"),
    ),
    "a form at a signature": (
        adds("signatures", "F001.1", form_id="F999"),
        ("signatures", "F999.1", "form_id", "error"),
    ),
    "a role of an item": (
        sets("data_dictionary", "app_name", role="nobody"),
        ("data_dictionary", "app_name", "role", "error"),
    ),
    "a list of codes": (
        sets("data_dictionary", "m_nat_cd", validation="dict:planets"),
        ("data_dictionary", "m_nat_cd", "validation", "error"),
    ),
    "the counter that receives an event": (
        sets("events", "SHIBO", reception_group="G98"),
        ("events", "SHIBO", "reception_group", "error"),
    ),
    "the counter of a phrase": (sets("phrases", "T020", group_id="G97"), ("phrases", "T020", "group_id", "error")),
    "the town of a building": (
        sets("katagaki", "K001", machiaza_id="0099999"),
        ("katagaki", "K001", "machiaza_id", "error"),
    ),
    "an event in a condition": (
        sets("procedures", "P006", trigger="ev=='SETAII'"),
        ("procedures", "P006", "trigger", "error"),
    ),
    "the beginning of an event in a condition": (
        sets("procedures", "P006", trigger="ev.startswith('SETX') or Q153==True"),
        ("procedures", "P006", "trigger", "error"),
    ),
    "an event that a service needs": (removes("events", "INKAN"), ("events", "INKAN", "event", "error")),
    "a counter that windows need": (removes("counters", "main.G38"), ("counters", "main.G38", "group_id", "error")),
    "a window of a counter that its office has not": (
        sets("windows", "E01", group_id="G37"),
        ("windows", "E01", "group_id", "error"),
    ),
    "a window of no counter": (sets("windows", "W05", group_id="G97"), ("windows", "W05", "group_id", "error")),
    "a window without a line": (
        both(adds("counters", "main.G05", group_id="G90"), sets("windows", "W05", group_id="G90")),
        ("windows", "W05", "group_id", "warning"),
    ),
    "a window that moves to another office": (
        sets("windows", "W05", office="east"),
        ("windows", "W05", "office", "error"),
    ),
    "a window's number twice": (sets("windows", "W05", window_no="6"), ("windows", "W05", "window_no", "warning")),
    "a line that no window calls": (
        sets("windows", "W38", retired="1"),
        ("counters", "main.G38", "group_id", "warning"),
    ),
    "an heir that is nobody": (sets("counters", "main.G38", heir="G99"), ("counters", "main.G38", "heir", "error")),
    "an heir of another office": (sets("counters", "east.G05", heir="G38"), ("counters", "east.G05", "heir", "error")),
    "an heir that is the counter itself": (
        sets("counters", "main.G38", heir="G38"),
        ("counters", "main.G38", "heir", "error"),
    ),
    "an heir without a window": (
        both(
            sets("windows", "W38", retired="1"),
            sets("windows", "W36", retired="1"),
            sets("counters", "main.G38", heir="G36"),
        ),
        ("counters", "main.G38", "heir", "error"),
    ),
    "a translation of nothing": (
        adds("words", "procedure.P001", key="P998"),
        ("words", "procedure.P998", "key", "warning"),
    ),
    # conditions
    "a condition that is none": (
        sets("procedures", "P013", trigger="Q180 = True"),
        ("procedures", "P013", "trigger", "error"),
    ),
    "a condition that stops in the middle": (sets("rules", "R04", when="Q007=="), ("rules", "R04", "when", "error")),
    "a condition that is too deep": (
        sets("questions", "Q002", show_when="(" * 50 + "Q001" + ")" * 50),
        ("questions", "Q002", "show_when", "error"),
    ),
    "a name that nobody knows": (
        sets("procedures", "P013", trigger="Q18O==True"),
        ("procedures", "P013", "trigger", "error"),
    ),
    "a fact that nobody knows": (
        sets("questions", "Q005", auto_answer="is_foreign"),
        ("questions", "Q005", "auto_answer", "error"),
    ),
    "a question that comes later": (
        sets("questions", "Q002", show_when="Q012==False"),
        ("questions", "Q002", "show_when", "error"),
    ),
    "a question that asks for itself": (
        sets("questions", "Q002", show_when="Q002==True"),
        ("questions", "Q002", "show_when", "error"),
    ),
    "a condition on a person that asks for the case": (
        sets("forms", "F021", row_filter="age>=15 and Q001==True"),
        ("forms", "F021", "row_filter", "error"),
    ),
    # never reached
    "a question that nobody is asked": (
        both(asks(show_when="Q001==True and Q002==True"), sets("questions", "Q002", show_when="Q001==False")),
        ("questions", "Q900", "show_when", "error"),
    ),
    "a question whose condition contradicts itself": (
        asks(show_when="Q001==True and Q001==False"),
        ("questions", "Q900", "show_when", "error"),
    ),
    "a question behind one of another event": (
        asks(show_when="Q140==True", events="TENNYU"),
        ("questions", "Q900", "show_when", "error"),
    ),
    "a question that one of its events never asks": (
        asks(show_when="Q012==False", events="TENNYU|SHIBO"),
        ("questions", "Q900", "show_when", "warning"),
    ),
    "a procedure that no answers reach": (
        sets("procedures", "P013", trigger="Q180==True and Q180!=True"),
        ("procedures", "P013", "trigger", "error"),
    ),
    "a procedure of the wrong event": (
        sets("procedures", "P005", trigger="ev=='TENNYU'"),
        ("procedures", "P005", "trigger", "error"),
    ),
    "a number that is never that": (
        sets("questions", "Q013", show_when="days_since_move>20 and days_since_move<10"),
        ("questions", "Q013", "show_when", "error"),
    ),
    "a rule that never holds": (
        sets("rules", "R04", when="Q007==True and not Q007"),
        ("rules", "R04", "when", "error"),
    ),
    "a block that never stops what it names": (
        sets("rules", "R18", target="P001"),
        ("rules", "R18", "target", "warning"),
    ),
    # rows by themselves
    "a number twice": (adds("questions", "Q001"), ("questions", "Q001", "q_id", "error")),
    "a question without its text": (sets("questions", "Q001", text_ja=" "), ("questions", "Q001", "text_ja", "error")),
    "a kind of procedure that is none": (
        sets("procedures", "P001", kind="お願い"),
        ("procedures", "P001", "kind", "error"),
    ),
    "a block without a way out": (sets("rules", "R18", way_out=""), ("rules", "R18", "way_out", "error")),
    "a block that stops nothing": (sets("rules", "R18", target=""), ("rules", "R18", "target", "error")),
    "a term without its days": (
        sets("procedures", "P013", due_item="today", due_days=""),
        ("procedures", "P013", "due_days", "error"),
    ),
    "a term that begins with a name": (
        sets("procedures", "P013", due_item="app_name", due_days="14"),
        ("procedures", "P013", "due_item", "error"),
    ),
    "an item of no kind": (
        sets("data_dictionary", "ido_date", type="mood"),
        ("data_dictionary", "ido_date", "type", "error"),
    ),
    "an item with a pattern that is none": (
        sets("data_dictionary", "new_postal", validation="re:^[0-9$"),
        ("data_dictionary", "new_postal", "validation", "error"),
    ),
    "a rank that is no number": (
        sets("counters", "main.G05", walk_rank="x"),
        ("counters", "main.G05", "walk_rank", "error"),
    ),
    "an opening day without hours": (
        lambda tables: tables["opening_days"].append({"date": "2027-03-28", "opens": "09:00"}),
        ("opening_days", "2027-03-28", "closes", "error"),
    ),
    "another counter's line called first": (
        sets("counters", "main.G05", lines_first="G20"),
        ("counters", "main.G05", "lines_first", "error"),
    ),
    "a line that is none called first": (
        sets("counters", "main.G05", lines_first="G99"),
        ("counters", "main.G05", "lines_first", "error"),
    ),
    "a term that is no number": (sets("procedures", "P001", due_days="x"), ("procedures", "P001", "proc_id", "error")),
    # circles, and what nobody uses
    "two procedures that wait for each other": (
        sets("procedures", "P001", order_after="P020"),
        ("procedures", "P001", "order_after", "error"),
    ),
    "a procedure that waits for itself": (
        sets("procedures", "P060", order_after="P060"),
        ("procedures", "P060", "order_after", "error"),
    ),
    "a question without effect": (adds("questions", "Q007", q_id="Q901"), ("questions", "Q901", "q_id", "warning")),
    "a form without a procedure": (adds("forms", "F002", form_id="F901"), ("forms", "F901", "form_id", "warning")),
    # leaks
    "a procedure that hangs on a secret answer": (
        sets("procedures", "P013", trigger="Q006==True"),
        ("procedures", "P013", "trigger", "error"),
    ),
    "a question that hangs on a secret fact": (
        sets("questions", "Q007", auto_answer="any_shien"),
        ("questions", "Q007", "auto_answer", "error"),
    ),
    "a rule that hangs on a secret answer": (
        sets("rules", "R01", when="Q003==False and Q006!=True"),
        ("rules", "R01", "when", "error"),
    ),
    "a secret question that is open": (
        sets("questions", "Q006", staff_only="0"),
        ("questions", "Q006", "staff_only", "error"),
    ),
    "words for a secret procedure": (
        adds("words", "procedure.P001", key="P012"),
        ("words", "procedure.P012", "key", "error"),
    ),
    "words for a secret counter": (adds("words", "group.G05", key="G37"), ("words", "group.G37", "key", "error")),
    "an open block that names a secret procedure": (
        sets("rules", "R18", target="P036|P012"),
        ("rules", "R18", "target", "error"),
    ),
    "a secret item on a paper": (sets("forms", "F002", items="@APP,shien_flag"), ("forms", "F002", "items", "error")),
}


def test_the_demo_city_has_no_fault() -> None:
    assert check(CITY.catalog.tables, CITY.house) == []


def test_a_counter_may_end_with_an_heir_also_a_new_one_that_has_no_line() -> None:
    new = both(adds("counters", "main.G38", group_id="G91"), sets("windows", "W38", group_id="G91"))
    found = planted(both(new, sets("counters", "main.G38", heir="G91")))
    assert [(fault.table, fault.id) for fault in found] == []
    without = {(fault.table, fault.id) for fault in planted(new)}
    assert without == {("counters", "main.G38"), ("windows", "W38")}, "nobody calls its line, and W38 has none"


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_where_it_stands(name: str) -> None:
    plant, (table, one, column, level) = FAULTS[name]
    found = planted(plant)
    mine = [fault for fault in found if (fault.table, fault.id, fault.column) == (table, one, column)]
    assert level in {fault.level for fault in mine}, found
    for fault in found:
        assert fault.column in {column.name for column in COLUMNS[fault.table]} and fault.text.endswith(("。", "）"))


def test_a_fault_in_a_condition_names_its_place() -> None:
    (fault,) = planted(sets("procedures", "P013", trigger="Q180==True and Q99==False"))
    assert (fault.place, "Q99" in fault.text) == (15, True)


def test_a_condition_that_is_too_wide_to_go_through_is_a_warning() -> None:
    """Fourteen questions that bring something in one combination alone, which no way that is tried finds."""
    many = [f"Q9{n:02}" for n in range(14)]

    def plant(tables: Tables) -> None:
        for one in many:
            asks(one)(tables)
            tables["rules"].pop()
        tables["rules"].append({**row(tables, "rules", "R04"), "rule_id": "R900", "when": " or ".join(many)})
        wide = " and ".join(f"{one}=={bool(at % 2)}" for at, one in enumerate(many))
        adds("procedures", "P060", proc_id="P900", trigger=f"{wide} and Q001==True", order_after="")(tables)
        adds("procedures", "P060", proc_id="P901", trigger=" or ".join(many), order_after="")(tables)

    found = [fault for fault in planted(plant) if fault.id in ("P900", "P901")]
    assert [(fault.id, fault.level, fault.column) for fault in found] == [("P900", "warning", "trigger")]


def test_a_catalog_that_is_nothing_but_faults_is_told_in_part() -> None:
    tables = copy.deepcopy(CITY.catalog.tables)
    tables["procedures"] = [
        {**one, "proc_id": f"{one['proc_id']}X{n}", "group_id": "G99", "forms": "F999", "name": ""}
        for n in range(30)
        for one in tables["procedures"]
    ]
    found = check(tables, CITY.house)
    assert len(found) == MOST and {fault.level for fault in found} == {"error"}


def test_an_event_of_a_service_that_is_none_is_told() -> None:
    lost = replace(CITY.house, services=[*CITY.house.services, Service("main", "S99", "旅行", "G05", "TRAVEL")])
    (fault,) = check(CITY.catalog.tables, lost)
    assert (fault.table, fault.id) == ("events", "TRAVEL")


def test_the_check_runs_as_one_types() -> None:
    """Half a second of processor time is far more than it takes (40 ms on the machine it was written on)."""
    tables = copy.deepcopy(CITY.catalog.tables)
    check(tables, CITY.house)
    row(tables, "procedures", "P013")["trigger"] = "Q180==True and Q003==True"
    begun = time.process_time()
    check(tables, CITY.house)
    assert time.process_time() - begun < 0.5
