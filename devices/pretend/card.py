"""A card of files and keys that answers ISO 7816-4 commands. All who stand on such cards are made up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol

import msgspec

OK: Final = 0x9000
NO_RIGHT: Final = 0x6982
BLOCKED: Final = 0x6984
NOT_FOUND: Final = 0x6A82
PAST_END: Final = 0x6B00
NO_SUCH: Final = 0x6D00
CONTACTLESS: Final = bytes.fromhex("3B8F8001804F0CA0000003060300010000000068")


class Chip(Protocol):
    """What lies on a reader."""

    @property
    def atr(self) -> bytes:
        """What it says when it gets power."""
        ...

    def power(self, on: bool) -> None:
        """Power comes or goes: what was opened is shut."""
        ...

    def answer(self, command: bytes) -> bytes:
        """The answer to a command, with its status word."""
        ...


class Command(NamedTuple):
    """A command taken apart. `want`: how many bytes it asks for, None when none."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes
    want: int | None


class Key(msgspec.Struct):
    """A secret and the tries that are left for it."""

    secret: bytes
    most: int
    left: int = -1

    def __post_init__(self) -> None:
        if self.left < 0:
            self.left = self.most

    def tried(self, said: bytes) -> int:
        """The status word; nothing said asks for the count alone."""
        if not said:
            return 0x63C0 | self.left
        if self.left == 0:
            return BLOCKED
        if said == self.secret:
            self.left = self.most
            return OK
        self.left -= 1
        return 0x63C0 | self.left


class Folder(msgspec.Struct):
    """An application: its files, its keys, and which keys open a file (any of them; one not named is free)."""

    files: dict[int, bytes]
    keys: dict[int, Key] = {}
    opened_by: Mapping[int, frozenset[int]] = {}


class FileCard:
    """Folders by their names. `verifies` counts the secrets that were sent, `commands` everything."""

    atr = CONTACTLESS

    def __init__(self, folders: dict[bytes, Folder], main: Folder | None = None) -> None:
        self.folders = folders
        self.main = main
        self.commands = 0
        self.verifies = 0
        self.opened: set[int] = set()
        self.folder: Folder | None = main
        self.file: int | None = None

    def power(self, on: bool) -> None:
        self.opened.clear()
        self.folder = self.main
        self.file = None

    def answer(self, command: bytes) -> bytes:
        self.commands += 1
        asked = taken_apart(command)
        if asked.ins == 0x20 and asked.data:
            self.verifies += 1
        return self.does(asked)

    def does(self, asked: Command) -> bytes:
        """The answer to one command."""
        match asked.ins:
            case 0xA4:
                return status(self.select(asked))
            case 0x20 if self.folder is not None:
                return status(self.verify(self.folder, asked))
            case 0xB0 if self.folder is not None:
                return self.read(self.folder, asked)
        return status(NO_SUCH)

    def select(self, asked: Command) -> int:
        """An application by its name, a file by its two bytes, the main file."""
        if asked.p1 == 0x04 and asked.data in self.folders:
            self.folder, self.file = self.folders[asked.data], None
            return OK
        if asked.p1 == 0x02 and self.folder is not None:
            name = int.from_bytes(asked.data, "big")
            if name in self.folder.files or name in self.folder.keys:
                self.file = name
                return OK
        if asked.p1 == 0x00 and self.main is not None and asked.data in (b"", b"\x3f\x00"):
            self.folder, self.file = self.main, None
            return OK
        return NOT_FOUND

    def verify(self, folder: Folder, asked: Command) -> int:
        """A secret, or the question how many tries are left."""
        name = self.file if asked.p2 == 0x80 else asked.p2 & 0x1F
        key = folder.keys.get(name) if name is not None else None
        if key is None or name is None:
            return NOT_FOUND
        said = key.tried(asked.data)
        if asked.data and said == OK:
            self.opened.add(name)
        return said

    def read(self, folder: Folder, asked: Command) -> bytes:
        """Bytes of a file, by its short name or of the selected one."""
        if asked.p1 & 0x80:
            self.file, start = asked.p1 & 0x1F, asked.p2
        else:
            start = asked.p1 << 8 | asked.p2
        data = folder.files.get(self.file) if self.file is not None else None
        if data is None or self.file is None:
            return status(NOT_FOUND)
        if self.file in folder.opened_by and not self.may(folder.opened_by[self.file]):
            return status(NO_RIGHT)
        if start >= len(data):
            return status(PAST_END)
        return data[start : start + (asked.want or 256)] + status(OK)

    def may(self, keys: frozenset[int]) -> bool:
        """Whether one of these keys was opened."""
        return bool(self.opened & keys)


def status(word: int) -> bytes:
    """A status word as a card sends it."""
    return word.to_bytes(2, "big")


def tlv(tag: int, value: bytes) -> bytes:
    """Tag, length, value."""
    name = tag.to_bytes(2 if tag > 0xFF else 1, "big")
    size = len(value)
    if size < 0x80:
        return name + bytes((size,)) + value
    if size < 0x100:
        return name + bytes((0x81, size)) + value
    return name + b"\x82" + size.to_bytes(2, "big") + value


def taken_apart(command: bytes) -> Command:
    """A short or an extended command."""
    cla, ins, p1, p2 = command[:4]
    rest = command[4:]
    if len(rest) > 1 and rest[0] == 0:
        return Command(cla, ins, p1, p2, *_extended(rest[1:]))
    if len(rest) <= 1:
        return Command(cla, ins, p1, p2, b"", (rest[0] or 256) if rest else None)
    size, body = rest[0], rest[1:]
    return Command(cla, ins, p1, p2, body[:size], (body[size] or 256) if len(body) > size else None)


def _extended(rest: bytes) -> tuple[bytes, int | None]:
    size = int.from_bytes(rest[:2], "big")
    if len(rest) == 2:
        return b"", size or 65_536
    body = rest[2:]
    tail = body[size:]
    return body[:size], (int.from_bytes(tail, "big") or 65_536) if tail else None
