"""What stands in a backup's file, in order: the manifest, the database in pieces, the city's folder, the audit's heads.
A tar inside a sealed stream, so that nothing of it ever lies open on a disk."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

import msgspec

from server.vault.stream import NotWhole, SealedReader, SealedWriter

MANIFEST: Final = "manifest.json"
RECORD: Final = "record/"
CITY: Final = "city/"
HEADS: Final = "audit-heads.log"
PIECE: Final = 4 << 20


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of which city, when it was (ms), by what it was made, and how many rows each table had."""

    city: str
    at: int
    schema: str
    postgres: str
    tables: dict[str, int]

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(self.tables.values())


class Writer:
    """A new bundle in `out`."""

    def __init__(self, out: BinaryIO, key: bytes, manifest: Manifest) -> None:
        self._sealed = SealedWriter(out, key)
        self._tar = tarfile.open(fileobj=cast("Any", self._sealed), mode="w|")  # noqa: SIM115 (closed by close)
        self._put(MANIFEST, msgspec.json.encode(manifest))

    def record(self, dump: IO[bytes]) -> None:
        """The database, as it comes out of the pipe."""
        number = 0
        while piece := dump.read(PIECE):
            self._put(f"{RECORD}{number:08}", piece)
            number += 1

    def folder(self, folder: Path) -> None:
        """The city's files."""
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                self._put(CITY + file.relative_to(folder).as_posix(), file.read_bytes())

    def heads(self, file: Path) -> None:
        """The audit's heads, where they are a file."""
        if file.is_file():
            self._put(HEADS, file.read_bytes())

    def close(self) -> None:
        """It is whole."""
        self._tar.close()
        self._sealed.close()

    def _put(self, name: str, content: bytes) -> None:
        about = tarfile.TarInfo(name)
        about.size, about.mode = len(content), 0o600
        self._tar.addfile(about, io.BytesIO(content))


class Part(msgspec.Struct, frozen=True):
    """One member: its name and its bytes."""

    name: str
    content: bytes


def parts(file: BinaryIO, key: bytes) -> Iterator[Part]:
    """All members, in order. Raises what `SealedReader` raises; a bundle that ends early is `NotWhole`."""
    sealed = SealedReader(file, key)
    try:
        with tarfile.open(fileobj=cast("Any", sealed), mode="r|") as tar:
            for about in tar:
                opened = tar.extractfile(about)
                if opened is None or not _plain(about.name):
                    raise NotWhole
                yield Part(about.name, opened.read())
    except tarfile.TarError:
        raise NotWhole from None
    while sealed.read(PIECE):
        pass  # what fills the last block; the end itself is looked at too


def manifest_of(all_parts: Iterable[Part]) -> Manifest:
    """The manifest, which is the first; reads on to the end, so that the file is known to be whole."""
    found: Manifest | None = None
    for part in all_parts:
        if found is None:
            if part.name != MANIFEST:
                raise NotWhole
            found = msgspec.json.decode(part.content, type=Manifest)
    if found is None:
        raise NotWhole
    return found


def _plain(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")
