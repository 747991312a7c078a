"""The base pages of forms, kept: what layouts' fields stand on, by the digests that catalogs name."""

from __future__ import annotations

from typing import Protocol

from handoff.base_page import BasePage


class BasePages(Protocol):
    """Pages by their digests."""

    async def keep(self, page: BasePage, by: str, now: int) -> str:
        """Keep a page (again); its digest."""
        ...

    async def get(self, digest: str) -> BasePage | None:
        """A page, None when there is none of this digest. The same object for the same page, as long as it is often
        asked for."""
        ...

    async def known(self, digests: list[str]) -> set[str]:
        """Which of these are there."""
        ...
