"""The walk of the masks over the sockets: every message and every deed of the wire is said once about a case, by
somebody who may not see all of it; and every message that comes back either is heard in the walk, or is named here with
the reason why no value of a case can be in it.

What is said is made from the messages' own fields, so that a new one is said without a word here; a new message to
clients is red until it stands in one of the tables (`unplaced`).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from handoff import messages as m
from tests.doors.serving import an_op
from tests.doors.walked import Place, words_of
from tests.house import Voice

HEARD: Final = {
    m.Welcome,
    m.CaseView,
    m.Changed,
    m.Moved,
    m.Seats,
    m.Kept,
    m.Presence,
    m.Bulletins,
    m.Answer,
    m.Armed,
    m.Placed,
    m.Questions,
    m.Papers,
}
"""What the walk brings about."""
APART: Final[dict[type, str]] = {
    m.Heads: "revisions and versions",
    m.EpochIs: "an epoch's id",
    m.Lamp: "which part of the house stands",
    m.Waits: "minutes of lines",
    m.LineMoved: "two lines and a moment",
    m.WorkMoved: "an office",
    m.Bye: "a reason of the closed list",
    m.Scanned: "the digits of a slip, to the window where it was scanned",
    m.CardLies: "yes or no",
    m.PinAsked: "a kind of card, the tries that are left, a share of a key",
    m.PinGiven: "what was typed, sealed for the agent that asked",
}
"""What has no room for a value of a case, and why."""
LAST: Final = (m.Hello, m.LeaveCase)
"""Said when all else was: the one greets anew, after the other the case is not open any more."""


def unplaced() -> list[str]:
    """Messages to clients that stand in no table, or in both."""
    told = set(typing.get_args(m.ToClient))
    return sorted(kind.__name__ for kind in (told ^ {*HEARD, *APART}) | (HEARD & APART.keys()))


def everything(at: Place) -> list[Any]:
    """Each message once, each change and each move once, about this case."""
    kinds = [kind for kind in typing.get_args(m.ToServer) if kind not in (m.Change, m.MoveIt, *LAST)]
    said = [_made(kind, at) for kind in kinds]
    said += [_of(m.Change, at, do=_made(deed, at)) for deed in typing.get_args(m.ChangeDeed)]
    said += [_of(m.MoveIt, at, do=_made(deed, at)) for deed in typing.get_args(m.MoveDeed)]
    return [*said, *(_made(kind, at) for kind in LAST)]


async def says_everything(voice: Voice, at: Place) -> None:
    """All of it, each answered before the next is said; what came too fast is said again."""
    for one in everything(at):
        named = _named(one)
        await voice.say(one)
        while named is not None and (await _answer(voice, named)).result == "slow":
            voice.heard = [heard for heard in voice.heard if not (isinstance(heard, m.Answer) and heard.re == named)]
            await voice.say(one)


def words(heard: Sequence[m.ToClient]) -> str:
    """All that was heard."""
    return words_of([msgspec.to_builtins(one) for one in heard])


async def _answer(voice: Voice, named: str) -> m.Answer:
    answer: m.Answer = await voice.hears(m.Answer, lambda heard: heard.re == named)
    return answer


def _named(message: Any) -> str | None:
    """What the answer refers to; None: nothing answers."""
    match message:
        case m.Change(op=named) | m.MoveIt(request=named) | m.AskKept(ask=named):
            return str(named)
    return None


def _of(kind: type[Any], at: Place, **given: Any) -> Any:
    hints = typing.get_type_hints(kind)
    fields = [field for field in msgspec.structs.fields(kind) if field.required and field.name not in given]
    return kind(**{field.name: _value(field.name, hints[field.name], at) for field in fields}, **given)


def _made(kind: type[Any], at: Place) -> Any:
    return _of(kind, at)


def _value(name: str, hint: Any, at: Place) -> Any:
    """A value of this type: the case's own where the name says so, else one that nothing is called."""
    known = {"case": at.case, "visit": at.visit, "op": an_op(), "request": an_op(), "ask": an_op(), "keys": at.keys}
    if name in known:
        return known[name]
    if name == "entries":
        return dict.fromkeys(at.keys[:32], "鳥")
    origin = typing.get_origin(hint)
    if origin is dict:
        return {"x": True}
    if origin is list:
        return ["x"]
    if origin is typing.Literal:
        return typing.get_args(hint)[0]
    if origin in (typing.Union, types.UnionType) and type(None) in typing.get_args(hint):
        return None
    return {str: "x", int: 1, bool: False}[hint]
