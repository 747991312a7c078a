"""Visits at random: events, answers, facts, hands, overruled blocks, belongings and days, in any mixture."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from handoff.guidance import Book, ByHand, Known
from handoff.household import FACTS, Fact
from tests.households import demo

TODAY = date(2026, 12, 1)


def visit(chance: Random, book: Book | None = None, most: int = 3) -> Known:
    """A visit of at most so many events; about half of its questions are answered."""
    book = book or demo()
    events = [event for event in book.catalog.events if event in chance.sample(list(book.catalog.events), most)]
    given = chance.choice([0.0, 0.3, 0.6, 0.9, 1.0])
    procedures = sorted(book.procedures)
    blocks = [one.rule for one in book.rules if one.effect == "block"]
    return Known(
        events=events[: chance.randint(0, most)] if chance.random() < 0.9 else [],
        today=TODAY,
        answers={question: chance.random() < 0.5 for question in book.questions if chance.random() < given},
        facts={fact: _fact(chance, fact) for fact in FACTS if chance.random() < 0.7},
        by_hand={key: _hand(chance) for key in chance.sample(procedures, chance.choice([0, 0, 1, 4]))},
        over=[rule for rule in blocks if chance.random() < 0.2],
        have={thing: chance.random() < 0.5 for thing in chance.sample(_things(book), 3)},
        office=chance.choice(["main", "east", ""]),
        dates={item: TODAY + timedelta(days=chance.randint(-40, 20)) for item in ("ido_date", "dec_date", "ev_date")},
    )


def _things(book: Book) -> list[str]:
    """What may be brought: as procedures ask for it, and as it is called after merging."""
    asked = [thing for one in book.procedures.values() for thing in one.bring]
    return sorted({*asked, *(one.text for one in book.rules if one.effect in ("merge", "bring"))})


def _fact(chance: Random, fact: str) -> Fact:
    if fact in ("days_since_move", "remain_15plus"):
        return chance.choice([None, 0, 1, 2, 14, 15])
    return chance.choice([None, True, False])


def _hand(chance: Random) -> ByHand:
    return ByHand(chance.random() < 0.5, chance.choice(["", "procedure-1"]), chance.choice(["", "本人の希望"]))
