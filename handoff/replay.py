"""再生: the floor of a business day again, as it was at any instant of it: what the record kept of visits and windows,
folded. Numbers, lines, windows and times, and nobody.

The board's twin is clients/staff/src/replay/tape.ts, held to it by tests/vectors/replay.json.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec


class Seen(msgspec.Struct, frozen=True, omit_defaults=True):
    """A visit after a move: what a board draws of its row (`handoff.messages.Row`). Neither its case nor a clerk."""

    number: str
    stage: str
    line: str
    service: str
    arrived: int
    since: int
    line_since: int
    window: str | None = None
    to_window: str | None = None
    from_window: str | None = None
    calls: int = 0
    called_at: int = 0
    urgency: str = "normal"
    channel: str = "counter"
    due: int | None = None
    care: bool = False
    turn: int | None = None


class Kept(msgspec.Struct, frozen=True):
    """A move as the record has it: when (ms), of which visit, its version, the office where the visit was then."""

    at: int
    visit: str
    version: int
    office: str
    seen: Seen


class Move(msgspec.Struct, frozen=True, array_like=True):
    """A move as the board of an office has it. `visit`: its place in the day, instead of an id; `seen` None: it went to
    another office."""

    at: int
    visit: int
    version: int
    seen: Seen | None


class Post(msgspec.Struct, frozen=True, omit_defaults=True):
    """A window from an instant on (ms): open, paused, closed or away, since when, and which counter it served, where
    that was not its own."""

    at: int
    window: str
    version: int
    state: str
    since: int
    serves: str | None = None


class Floor(msgspec.Struct, frozen=True):
    """The floor at an instant: its visits, its windows, and how often anybody was called so far."""

    visits: Mapping[int, Seen]
    windows: Mapping[str, Post]
    calls: int


def moves_of(office: str, kept: Iterable[Kept]) -> list[Move]:
    """What an office's board saw of these moves, which come in the order of their times. What a visit does at another
    office is nothing of it."""
    places: dict[str, int] = {}
    here: set[str] = set()
    found: list[Move] = []
    for one in kept:
        if one.office == office:
            here.add(one.visit)
            place = places.setdefault(one.visit, len(places))
            found.append(Move(one.at, place, one.version, one.seen))
        elif one.visit in here:
            here.discard(one.visit)
            found.append(Move(one.at, places[one.visit], one.version, None))
    return found


def standing(moves: Iterable[Move], posts: Iterable[Post], until: int) -> Floor:
    """The floor after all that happened up to an instant (ms, itself included). As on the live board, a version decides
    which is newer: two clocks may have told the times."""
    newest: dict[int, Move] = {}
    windows: dict[str, Post] = {}
    calls = 0
    for move in moves:
        before = newest.get(move.visit)
        if move.at > until or (before and before.version >= move.version):
            continue
        newest[move.visit] = move
        calls += before is not None and _calls(before.seen, move.seen)
    for post in posts:
        held = windows.get(post.window)
        if post.at <= until and (held is None or held.version < post.version):
            windows[post.window] = post
    visits = {visit: move.seen for visit, move in newest.items() if move.seen is not None}
    return Floor(visits, windows, calls)


def _calls(before: Seen | None, after: Seen | None) -> bool:
    """Whether the number was called with this move."""
    return before is not None and after is not None and after.called_at != before.called_at
