"""Sessions of people and of paired screens: opaque ids, decided in PostgreSQL, projected where doors look them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from handoff.messages import Me


class Sessions(Protocol):
    """A session is found by the SHA-256 of its cookie and by nothing else."""

    async def find(self, sha: bytes, touch: bool = True) -> Me | None:
        """Who this is, None when unknown, expired (idle or absolute) or revoked. `touch` renews the idle time."""
        ...

    async def those(self, asked: Mapping[bytes, bool]) -> dict[bytes, Me]:
        """The same for many, in one way there and back; what is missing is no session. The values are `touch`."""
        ...

    async def idle(self, shas: Sequence[bytes]) -> dict[bytes, int]:
        """For how many ms nobody has worked at each (at most: near its absolute end that is not known better); what is
        missing is no session here."""
        ...

    async def put(self, sha: bytes, me: Me, idle_s: int, absolute_s: int) -> None:
        """Begin or renew a session."""
        ...

    async def drop(self, sha: bytes) -> None:
        """End a session; its sockets are closed within 5 s."""
        ...
