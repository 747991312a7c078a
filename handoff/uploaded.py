"""A page of a PDF that somebody brought, as a form's base: nothing but what draws it."""

from __future__ import annotations

import msgspec


class PdfObject(msgspec.Struct, frozen=True, array_like=True):
    """An object of the page: its text in parts, with the places of other objects between them (`objects[place]`); the
    data of a stream as they are packed."""

    parts: list[bytes | int]
    stream: bytes | None = None


class UploadedPage(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """A page, `width` x `height` mm as it is read. The last of `objects` is a form XObject whose origin is the page's
    lower left corner."""

    width: float
    height: float
    objects: list[PdfObject]
