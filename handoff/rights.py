"""What a user may do, and where: grants on items, forms, procedures, windows, offices (standard 10.3 and 10.4).

A grant is written `item:APP:rw`: a kind, an id of it (`*`: every one) and deeds (r read, w write, p print, x export).
Rights narrow by kind: who has no grant of a kind has all of that kind to read, write and print, as the role says; who
has one has only what the grants name. Nobody exports without a grant. A level (L3, L4, S) is asked for besides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import msgspec

What: TypeAlias = Literal["item", "form", "procedure", "window", "office"]
Deed: TypeAlias = Literal["read", "write", "print", "export"]

KINDS: Final[tuple[What, ...]] = ("item", "form", "procedure", "window", "office")
LETTERS: Final[Mapping[str, Deed]] = {"r": "read", "w": "write", "p": "print", "x": "export"}
EVERY: Final = "*"
_SHAPE: Final = re.compile(r"(item|form|procedure|window|office):(\*|[0-9A-Za-z_.-]{1,60}):(r?w?p?x?)", re.ASCII)


class Grant(msgspec.Struct, frozen=True):
    """One right: which deeds at what."""

    what: What
    of: str
    deeds: str

    @property
    def text(self) -> str:
        """As it is kept."""
        return f"{self.what}:{self.of}:{self.deeds}"


class Limits(msgspec.Struct, frozen=True):
    """The grants of one user, ready to be asked. `by`: (kind, deed) -> ids; kinds without any grant are not in it."""

    by: dict[tuple[str, str], frozenset[str]]
    kinds: frozenset[str]

    def may(self, deed: Deed, what: What, *of: str) -> bool:
        """Whether the deed is allowed at one of these (an item under its own name or its group's)."""
        if what not in self.kinds:
            return deed != "export"
        ids = self.by.get((what, deed))
        return ids is not None and (EVERY in ids or any(one in ids for one in of))

    @property
    def free(self) -> bool:
        """Nothing is narrowed."""
        return not self.kinds


FREE: Final = Limits({}, frozenset())


def grant_of(text: str) -> Grant | None:
    """What a text grants; None when it is no grant, or one of nothing."""
    found = _SHAPE.fullmatch(text)
    if found is None or not found[3]:
        return None
    return Grant(msgspec.convert(found[1], What), found[2], found[3])


def limits_of(sees: Collection[str]) -> Limits:
    """The limits that stand in a user's rights; what is no grant (a level) counts for nothing here."""
    return _limits(frozenset(one for one in sees if ":" in one))


@lru_cache(maxsize=4096)
def _limits(grants: frozenset[str]) -> Limits:
    by: dict[tuple[str, str], set[str]] = {}
    kinds = set()
    for text in grants:
        kinds.add(text.partition(":")[0])
        if (grant := grant_of(text)) is not None:
            for letter in grant.deeds:
                by.setdefault((grant.what, LETTERS[letter]), set()).add(grant.of)
    return Limits({key: frozenset(ids) for key, ids in by.items()}, frozenset(kinds)) if kinds else FREE


def spread(grants: Iterable[str], groups: Mapping[str, Collection[str]]) -> list[str]:
    """The same grants with each group of items written out as its items, sorted: who asks later knows items alone.

    What grants nothing (a group without items, a text that is no grant) still narrows its kind."""
    found: set[str] = set()
    for text in grants:
        grant = grant_of(text)
        inside = groups.get(grant.of) if grant is not None and grant.what == "item" else None
        if grant is None or not inside:
            found.add(text)
        else:
            found.update(Grant(grant.what, one, grant.deeds).text for one in inside)
    return sorted(found)


def item_groups(rows: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """The groups of items of a catalog (item_groups.csv): id -> items."""
    return {row["group"]: [one.strip() for one in row["items"].split(",") if one.strip()] for row in rows}
