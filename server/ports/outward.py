"""Saying something to another system, over HTTP."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from ipaddress import IPv4Network, IPv6Network
from typing import Protocol

from handoff.system_notice import Target


class NotTold(Exception):
    """It did not take it. `why`: a word of the list of the administrators' page, or `http_` and the status."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Outward(Protocol):
    """The way out of the house."""

    async def tell(
        self,
        target: Target,
        body: bytes,
        headers: Mapping[str, str],
        own: Collection[IPv4Network | IPv6Network],
    ) -> None:
        """POST it, once; done when it is answered with 2xx. Raises `NotTold`: `name` (the host is not known), `place`
        (it stands where no notice goes, `may_be_told`), `line` (no connection, cut, a certificate that is not good),
        `late` (no answer in time), `http_404` (another status; nothing is followed elsewhere)."""
        ...
