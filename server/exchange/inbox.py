"""`server.ports.inbox.Inbox`: a folder with a folder for each profile in it, `<folder>/<profile>/residents.csv`.

A file counts as whole when `residents.csv.done` lies beside it, put there by whoever wrote it, when all of it was
written. A size that stays the same for a while says nothing: a copy over a slow line stands still for minutes, too.
When the `.done` says a number, the file must have so many bytes. What is refused goes to `refused/`, with
`residents.csv.faults.csv` beside it: row, column and what is wrong, and never what stood there.
"""

from __future__ import annotations

import asyncio
import csv
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from handoff.filefault import FileFault, bad
from server.ports.inbox import Dropped, InboxShown

DONE: Final = ".done"
FAULTS: Final = ".faults.csv"
REFUSED: Final = "refused"
KINDS: Final = (".csv", ".txt")
LONGEST_MARK: Final = 64
HEADINGS: Final = ("行", "列", "内容")
_PROFILE: Final = re.compile(r"[a-z0-9_-]{1,40}")
_SIZE: Final = re.compile(rb"\s*([0-9]{1,15})\s*", re.ASCII)


class FolderInbox:
    """A folder of this machine, or one that is mounted here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def look(self) -> InboxShown:
        """What lies there."""
        return await asyncio.to_thread(self._look)

    async def read(self, one: Dropped, most: int) -> bytes | None:
        """A whole file."""
        return await asyncio.to_thread(self._read, one, most)

    async def done(self, one: Dropped) -> None:
        """Nothing of it stays."""
        await asyncio.to_thread(self._done, one)

    async def refuse(self, one: Dropped, faults: Sequence[FileFault]) -> None:
        """Put aside."""
        await asyncio.to_thread(self._refuse, one, faults)

    # ---- in a thread

    def _look(self) -> InboxShown:
        found = InboxShown(str(self._folder), [], [], [])
        for place in self._places():
            for name in _names(place):
                one = Dropped(place.name, name)
                (found.waiting if _is_whole(place / name) else found.unfinished).append(one)
            found.refused.extend(Dropped(place.name, name) for name in _names(place / REFUSED) if not _is_fault(name))
        return found

    def _places(self) -> Iterator[Path]:
        try:
            inside = sorted(self._folder.iterdir())
        except OSError:
            return
        for place in inside:
            if _PROFILE.fullmatch(place.name) and not place.is_symlink() and place.is_dir():
                yield place

    def _read(self, one: Dropped, most: int) -> bytes | None:
        path = self._folder / one.profile / one.name
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return None
        with open(handle, "rb") as file:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode) or not _is_whole(path):
                return None
            if before.st_size > most:
                raise bad(f"{most >> 20:,}MBまでです。分けて取り込んでください。")
            content = file.read(before.st_size + 1)
            after = os.fstat(handle)
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        return content if same and len(content) == before.st_size else None

    def _done(self, one: Dropped) -> None:
        path = self._folder / one.profile / one.name
        path.unlink(missing_ok=True)
        _mark(path).unlink(missing_ok=True)

    def _refuse(self, one: Dropped, faults: Sequence[FileFault]) -> None:
        path = self._folder / one.profile / one.name
        aside = path.parent / REFUSED
        aside.mkdir(exist_ok=True)
        with (aside / (one.name + FAULTS)).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            writer.writerows((fault.row or "", fault.column or "", fault.text) for fault in faults)
        path.replace(aside / one.name)
        _mark(path).unlink(missing_ok=True)


def _names(place: Path) -> list[str]:
    """The files of a folder that may be somebody's data, the oldest first."""
    try:
        found = [one for one in place.iterdir() if one.suffix in KINDS and not one.is_symlink() and one.is_file()]
        return [one.name for one in sorted(found, key=lambda one: (one.stat().st_mtime_ns, one.name))]
    except OSError:
        return []


def _mark(path: Path) -> Path:
    return path.with_name(path.name + DONE)


def _is_fault(name: str) -> bool:
    return name.endswith(FAULTS)


def _is_whole(path: Path) -> bool:
    """Whether whoever wrote the file says that it is all there."""
    try:
        with _mark(path).open("rb") as mark:
            said = mark.read(LONGEST_MARK)
        number = _SIZE.fullmatch(said)
        return int(number[1]) == path.stat().st_size if number else True
    except OSError:
        return False
