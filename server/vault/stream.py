"""A file sealed piece by piece, so that one of any size can be written and read as a stream: AES-256-GCM in the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance, CRYPTO 2015). Pieces cannot be exchanged, left out or cut off at the end without being noticed.

Layout: 16 bytes of magic, 8 bytes that tell keys apart, 16 bytes of salt, then pieces of 1 MiB with 16 bytes of tag
each; the last one is marked in its nonce. Each file has a key of its own (HKDF-SHA-256 of the key and the salt).
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC: Final = b"madoguchi-seal-1"
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NAME_BYTES: Final = 8
PIECE: Final = 1 << 20
TAG: Final = 16
HEAD: Final = len(MAGIC) + NAME_BYTES + SALT_BYTES


class NotSealed(ValueError):
    """No file of ours."""


class OtherKey(ValueError):
    """Sealed by another key."""


class NotWhole(ValueError):
    """Cut off, or not as it was written."""


def key_at(path: Path, *, make: bool = False) -> bytes:
    """The key in a file (64 hex digits). `make`: a new one when there is none, readable by its owner alone. ValueError
    when it holds something else; no byte of it is in the error's text."""
    if make and not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("no key of 64 hex digits")
    return key


class SealedWriter:
    """Seals what is written into `out`, which must be closed by whoever opened it, after `close`."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        self._out = out
        self._waiting = bytearray()
        self._head = MAGIC + _name(key) + secrets.token_bytes(SALT_BYTES)
        self._cipher = _cipher(key, self._head)
        self._count = 0
        out.write(self._head)

    def write(self, content: bytes) -> int:
        """More of it."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """The last piece; without it the file is not whole."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._count, last), piece, self._head))
        self._count += 1


class SealedReader:
    """What was sealed, again. Raises `NotSealed`, `OtherKey` when it is made, `NotWhole` while it is read: what was
    read until then counts for nothing."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._head = file.read(HEAD)
        if len(self._head) < HEAD or not self._head.startswith(MAGIC):
            raise NotSealed
        if self._head[len(MAGIC) : -SALT_BYTES] != _name(key):
            raise OtherKey
        self._cipher = _cipher(key, self._head)
        self._next = file.read(PIECE + TAG)
        self._at_hand = bytearray()
        self._count = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """At most so many bytes; b"" at the end."""
        while len(self._at_hand) < size and not self._ended:
            piece, self._next = self._next, self._file.read(PIECE + TAG)
            self._ended = not self._next
            try:
                self._at_hand += self._cipher.decrypt(_nonce(self._count, self._ended), piece, self._head)
            except InvalidTag:
                raise NotWhole from None
            self._count += 1
        given = bytes(self._at_hand[:size])
        del self._at_hand[:size]
        return given


def _name(key: bytes) -> bytes:
    """Tells keys apart, and nothing about one."""
    return hashlib.sha256(b"madoguchi name of a key|" + key).digest()[:NAME_BYTES]


def _cipher(key: bytes, head: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, head[-SALT_BYTES:], b"madoguchi file").derive(key))


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])
