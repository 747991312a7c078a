"""Ten households, printed: what each of them gets from its entries, and whatever differs from what must come out.

`python -m tests.printed`
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from handoff.guidance import guide
from tests.households import Expected, Household, demo, derived, households, keys, rows


def main() -> None:
    """Household after household."""
    for home in households().values():
        print("\n".join(lines(home)))


def lines(home: Household) -> Iterator[str]:
    """What one household gets: questions and keys, procedures in walking order, belongings, hints, blocks."""
    case = derived(home)
    found = guide(demo(), case)
    said = rows(found, home.event)
    names = {one.procedure: one.name for one in found.procedures}
    yield f"{home.id} {home.title}"
    yield f"  質問 {said.asked}、自動 {len(said.automatic)}、判断 {said.decisions}、キー {keys(home, case)}"
    for group, procedures in said.way:
        counter = demo().house.counter("main", group)
        done = "、".join(f"{one} {names[one]}" for one in procedures)
        yield f"  {group} {counter.name if counter else ''}: {done}"
    yield f"  持ち物 {len(said.bring_before_merging)} → {len(said.bring)}: {'、'.join(said.bring)}"
    yield f"  注意 {'、'.join(said.alerts) or 'なし'}、止まる {'、'.join(said.blocks) or 'なし'}"
    yield f"  違い {'、'.join(differing(said, home.expected)) or 'なし'}"


def differing(said: Expected, must: Expected) -> list[str]:
    """What is another than it must be."""
    return [row for row in msgspec.structs.asdict(must) if getattr(said, row) != getattr(must, row)]


if __name__ == "__main__":
    main()
