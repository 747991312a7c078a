"""`server.ports.exchange.Exchange`: each file in a process of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path

import msgspec

from handoff.catalog_rows import Tables
from handoff.conversion import Encoding
from handoff.conversion_map import Swap
from handoff.import_profile import Profile
from handoff.import_row import Resident
from handoff.postal import Area
from server.exchange import accounts, out
from server.exchange.limited import Limited
from server.ports.exchange import Brought, Cover, FigureTable, NamedCells, TakenPage


class Files:
    """Files in and out."""

    def __init__(self, limited: Limited | None = None) -> None:
        self._limited = limited or Limited()

    async def areas(self, file: bytes) -> AsyncIterator[list[Area]]:
        """The areas of a postal file."""
        async for part in self._limited.ask("postal", b"", file):
            yield msgspec.msgpack.decode(part, type=list[Area])

    async def residents(self, profile: Profile, file: bytes) -> AsyncIterator[dict[str, str] | list[Resident]]:
        """The columns of a file of residents, then its rows."""
        question = msgspec.msgpack.encode(profile)
        async for part in self._limited.ask("residents", question, file):
            yield msgspec.msgpack.decode(part, type=dict[str, str] | list[Resident])

    async def read_accounts(self, file: bytes) -> list[list[str]]:
        """The lines of a CSV of users."""
        whole = b"".join([part async for part in self._limited.ask("accounts", b"", file)])
        return msgspec.msgpack.decode(whole, type=list[list[str]])

    def write_accounts(self, lines: Sequence[dict[str, str]]) -> bytes:
        """A CSV of users."""
        return accounts.write(lines)

    def write_csv(self, lines: Iterable[Sequence[str]], encoding: Encoding) -> bytes:
        """A CSV that goes out."""
        return out.write(lines, encoding)

    async def own_letters(self, file: bytes) -> list[Swap]:
        """The city's own table."""
        whole = b"".join([part async for part in self._limited.ask("own_letters", b"", file)])
        return msgspec.msgpack.decode(whole, type=list[Swap])

    async def public_letters(self, file: bytes) -> dict[str, tuple[str, ...]]:
        """The public map."""
        whole = b"".join([part async for part in self._limited.ask("public_letters", b"", file)])
        return msgspec.msgpack.decode(whole, type=dict[str, tuple[str, ...]])

    def pack(self, files: Sequence[tuple[str, bytes]]) -> bytes:
        """A zip."""
        return out.pack(files)

    def lay_file(self, folder: str, name: str, file: bytes) -> None:
        """Into a folder, whole."""
        out.lay(Path(folder), name, file)

    async def write_workbook(self, cover: Cover, tables: Tables) -> bytes:
        """The catalog as an Excel workbook."""
        question = msgspec.msgpack.encode((cover, tables))
        return b"".join([part async for part in self._limited.ask("write_workbook", question)])

    async def write_table(self, table: FigureTable) -> bytes:
        """A table of figures as an Excel workbook."""
        return b"".join([part async for part in self._limited.ask("write_table", msgspec.msgpack.encode(table))])

    async def read_workbook(self, file: bytes) -> Brought:
        """What a workbook holds."""
        whole = b"".join([part async for part in self._limited.ask("read_workbook", b"", file)])
        return msgspec.msgpack.decode(whole, type=Brought)

    async def take_page(self, file: bytes, page: int) -> TakenPage:
        """A page of a PDF."""
        question = msgspec.msgpack.encode({"page": page})
        whole = b"".join([part async for part in self._limited.ask("take_page", question, file)])
        return msgspec.msgpack.decode(whole, type=TakenPage)

    async def named_cells(self, file: bytes, page: int) -> NamedCells:
        """The named cells of a sheet."""
        question = msgspec.msgpack.encode({"page": page})
        whole = b"".join([part async for part in self._limited.ask("named_cells", question, file)])
        return msgspec.msgpack.decode(whole, type=NamedCells)
