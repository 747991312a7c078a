"""The one gate of every message: rate, shape, size. What does not pass never reaches the work, and the sender is
told why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from handoff.characters import must_be_text
from handoff.messages import CardRead, Change
from handoff.refusal import Reason, Refused

RATE = 20.0
"""Messages a second that a screen may say for long."""
BURST = 60.0
MOST_SCREENS = 24
"""Sockets of one session at one process: a clerk's windows and tabs, and those that a cut line left half open."""
NAMES = ("op", "request", "ask", "read", "re")
"""Where a message may say what its answer refers to."""
VALUES = (Change, CardRead)
"""What brings values for a sheet: the rule of the sheet looks at each of them, and says which one it refuses."""
MOST_BYTES = 64 * 1024
"""A longer frame closes the socket (engine.io's own limit)."""


class Allowance:
    """A token bucket: 60 at once, 20 a second for long."""

    def __init__(self, now: Callable[[], float], rate: float = RATE, burst: float = BURST) -> None:
        self.now = now
        self.rate = rate
        self.burst = burst
        self.left = burst
        self.seen = now()

    def take(self) -> None:
        """One message; refused with `slow_down` when there were too many."""
        now = self.now()
        self.left = min(self.burst, self.left + (now - self.seen) * self.rate)
        self.seen = now
        if self.left < 1:
            raise Refused(Reason.slow_down)
        self.left -= 1


def read(said: Any, kinds: Any) -> Any:
    """A payload as one of these messages; refused with `bad_message` when it is none, or says more than it may."""
    try:
        message = msgspec.convert(said, kinds, strict=True)
    except (msgspec.ValidationError, RecursionError, OverflowError):
        raise Refused(Reason.bad_message) from None
    if not isinstance(message, VALUES):
        must_be_text(said)
    return message


def reference(said: Any) -> str:
    """What an answer to a payload that could not be read refers to, so that its sender is not left waiting."""
    if isinstance(said, dict):
        if said.get("t") == "join" and isinstance(said.get("case"), str):
            return f"join:{said['case'][:64]}"
        for name in NAMES:
            if isinstance(said.get(name), str):
                return str(said[name])[:64]
    return ""
