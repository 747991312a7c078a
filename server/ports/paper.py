"""Ink: values in, PDF bytes out."""

from __future__ import annotations

from typing import Protocol

import msgspec

from handoff.definition import Definition
from handoff.slip import NumberPaper, Slip


class Ink(msgspec.Struct, frozen=True):
    """A paper, and the characters that no face at hand can print (each shown as 〓 on it)."""

    pdf: bytes
    missing: tuple[str, ...] = ()


class Paper(Protocol):
    """The printer's room."""

    async def slip(self, slip: Slip) -> Ink:
        """手続きのご案内, A4."""
        ...

    async def number(self, paper: NumberPaper) -> Ink:
        """番号札."""
        ...

    async def definition(self, book: Definition) -> Ink:
        """手続定義書, A4: some tens of pages."""
        ...
