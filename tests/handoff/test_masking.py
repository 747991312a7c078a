"""I14: a masked value is in no frame, answer, history or hit of whoever may not see it: 10,000 random cases, against a
table of rights of their own, not the rule's. As many others as one likes: `python -m tests.handoff.test_masking CASES
[SEED]`."""

from __future__ import annotations

import itertools
import random
import secrets
import sys
from pathlib import Path
from typing import Final

import msgspec
import pytest

from handoff import messages as m
from handoff.case import Entry
from handoff.catalog import definitions
from handoff.visibility import NOBODY, View, show, show_history, show_values, view_of
from server.exchange.city import read_city

ITEMS: Final = definitions(read_city(Path(__file__).resolve().parents[2] / "deploy/city/aobano").catalog)
KEYS: Final = sorted(ITEMS)
RIGHTS: Final = [(), ("L3",), ("L4",), ("S",), ("L3", "L4"), ("L3", "L4", "S"), ("overrule",), ("L2", "admin", "*")]
CASES: Final = 10_000
PLACES: Final = ("new_", "old_", "next_", "kaitei_")
BESIDE: Final = ("q.Q001", "note.op1", "say.op1", "ev.TENNYU", "role.todokede", "proc.P001")


def allowed(key: str, rights: tuple[str, ...], staff: bool, protected: bool, asked: bool = True) -> bool:
    """Who may see an entry, in plain words. `asked`: 個人番号 were asked for."""
    if key in BESIDE:
        return staff
    item = ITEMS.get(key.rpartition(".")[2])
    if item is None:
        return False
    if item.sensitivity in ("L3", "L4", "S") and item.sensitivity not in rights:
        return False
    if item.sensitivity == "L4" and not asked:
        return False
    lives = item.kind in ("address", "postal", "tel") or item.key.startswith(PLACES)
    return not (protected and lives) or "S" in rights


def a_case(chance: random.Random) -> dict[str, Entry]:
    """Entries with a value of their own each."""
    entries = {}
    for number in range(chance.randint(1, 12)):
        name = chance.choice(KEYS) if chance.random() < 0.95 else "item_of_nobody"
        key = f"p.00000000.{name}" if chance.random() < 0.6 else name
        entries[key] = Entry(f"かなりあ{number:02d}{chance.randrange(10**9):09d}", "op", clerk="U01", by="中村")
    beside = chance.choice(BESIDE)
    entries[beside] = Entry(f"かなりあ99{chance.randrange(10**9):09d}", "op")
    return entries


def told(entries: dict[str, Entry], view: View, protected: bool | None, chance: random.Random) -> bytes:
    """All that a door may say of a case, as bytes."""
    field = chance.choice(sorted(entries))
    draft = entries[field].value
    here = [m.Here("s", "U01", "中村", "W05", field, draft if isinstance(draft, str) else None)]
    said = [
        m.CaseView("c", "e", 1, 1, 1, "open", 1, None, entries, here),
        m.Changed("c", 1, "op", 1, entries),
        m.Answer("op", "overtaken", entries=entries),
        m.Presence("c", here),
    ]
    out = b"".join(msgspec.json.encode(show(one, view, ITEMS, protected).value) for one in said)
    for key, entry in entries.items():
        out += msgspec.json.encode(show_history(key, [entry, entry], view, ITEMS, protected).value)
    names = {key: key.rpartition(".")[2] for key in entries if key not in BESIDE}
    values = {key: entries[key].value for key in names}
    return out + msgspec.json.encode(show_values(values, names, view, ITEMS, protected).value)


def walk(rights: tuple[str, ...], staff: bool, cases: int, chance: random.Random) -> tuple[list[str], int]:
    """So many random cases as these rights are told them: keys that leaked, and how many values were shown."""
    held = rights if staff else ()
    leaks, shown = [], 0
    for _ in range(cases):
        entries = a_case(chance)
        protected, asked = chance.choice([True, False, None]), chance.choice([True, False])
        view = view_of(rights, numbers=asked) if staff else NOBODY
        out = told(entries, view, protected, chance).decode()
        for key, entry in entries.items():
            if allowed(key, held, staff, protected is not False, asked):
                shown += str(entry.value) in out
            elif str(entry.value) in out:
                leaks.append(key)
    return leaks, shown


@pytest.mark.parametrize("rights", RIGHTS, ids=lambda one: ".".join(one) or "none")
@pytest.mark.parametrize("staff", [True, False], ids=["staff", "screen"])
def test_i14_no_masked_value_leaves_in_ten_thousand_cases(rights: tuple[str, ...], staff: bool) -> None:
    chance = random.Random(f"{rights} {staff}")  # the same cases each time, so that a leak is found again
    leaks, shown = walk(rights, staff, CASES // (2 * len(RIGHTS)), chance)
    assert leaks == []
    assert shown or not staff, "who may see, sees: else this test sees nothing"


if __name__ == "__main__":
    most, seed = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else secrets.token_hex(4)
    for one, at_desk in itertools.product(RIGHTS, (True, False)):
        found, seen = walk(one, at_desk, most // (2 * len(RIGHTS)), random.Random(f"{seed} {one} {at_desk}"))
        who = f"{'.'.join(one) or 'none':<12} {'staff' if at_desk else 'screen'}"
        print(f"seed {seed}  {who}: {len(found)} leaks, {seen} values shown", *sorted(set(found)))
