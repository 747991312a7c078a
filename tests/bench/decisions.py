"""How much a clerk is asked: questions, those that answered themselves, decisions (each yes, and one for the noes of a
group), and the keys of a clerk who goes through them one after the other. Goal: S1b at most 20 keys, S9 at most 10
questions. The facts come from the entries of the household's persons, as at a counter."""

from __future__ import annotations

from collections.abc import Iterator

from handoff.guidance import guide
from tests.households import demo, derived, households, keys, rows

CASES = ("S1b", "S9")


def run() -> Iterator[dict[str, object]]:
    """One line for each household."""
    for case in CASES:
        home = households()[case]
        known = derived(home)
        found = rows(guide(demo(), known), home.event)
        yield {
            "bench": "decisions",
            "case": case,
            "n": 1,
            "asked": found.asked,
            "automatic": len(found.automatic),
            "decisions": found.decisions,
            "keys": keys(home, known),
        }
