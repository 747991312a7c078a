"""A store that cannot answer now. Never a refusal: the same request may be sent again."""

from __future__ import annotations


class Unreachable(Exception):
    """`why` is one of the wire's answers that end nothing, or "epoch".

    slow     nothing was sent
    unknown  it was sent, and the answer did not come
    full     the store has no room
    epoch    Redis is being put right after a restart or fail-over; nothing was written
    busy     it was not looked at: what it needs is being read
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
