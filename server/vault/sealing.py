"""Sealing: AES-256-GCM for every entry, under the data key of its case, the same in Redis, in the river and in
PostgreSQL.

An entry's bytes are format, nonce, ciphertext; what it belongs to (city, case, key, format) is authenticated with it,
so that nothing sealed can be put in another place. What lives minutes and belongs to no entry (made papers, letters
while they are typed, reads of a card) is sealed under the house's own key.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag

from handoff.case import Entry
from server.vault.keyring import NONCE_BYTES, Keyring, NoKey

FORMAT: Final = b"\x01"
BLIND_BYTES: Final = 16


class Sealing:
    """`server.ports.sealing.Sealing` over a city's keys."""

    def __init__(self, keys: Keyring) -> None:
        self._keys = keys
        self._pack = msgspec.msgpack.Encoder()
        self._unpack = msgspec.msgpack.Decoder(Entry, strict=True)

    def seal(self, case: str, key: str, entry: Entry) -> bytes:
        """The bytes to store for the entry at `key` of `case`, without version and time, which the river gives."""
        if entry.rev or entry.at:
            entry = msgspec.structs.replace(entry, rev=0, at=0)
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._keys.made(case).encrypt(nonce, self._pack.encode(entry), self._about(case, key))
        return FORMAT + nonce + sealed

    def open(self, case: str, key: str, sealed: bytes) -> Entry:
        """The entry in `sealed`. ValueError when it is none of this case and key, or the case's key was destroyed; no
        byte of it is in the error's text."""
        sealed = bytes(sealed)
        if sealed[:1] != FORMAT:
            raise NoKey("not sealed")
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._unpack.decode(self._keys.of(case).decrypt(nonce, rest, self._about(case, key)))
        except (InvalidTag, ValueError):
            raise NoKey("sealed for another place, or not as it was") from None

    def mark(self, case: str, digest: bytes) -> bytes:
        """What is kept of an op's digest: under the index key, so that nobody tries values until one fits."""
        return hmac.digest(self._keys.index, f"op|{case}|".encode() + digest, "sha256")[: len(digest)]

    def wrap(self, what: str, content: bytes) -> bytes:
        """Something of the house, sealed. `what` it is, is authenticated with it."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORMAT + nonce + self._keys.house.encrypt(nonce, content, f"{self._keys.city}|{what}".encode())

    def unwrap(self, what: str, sealed: bytes) -> bytes:
        """The same again. ValueError when it is something else."""
        sealed = bytes(sealed)
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._keys.house.decrypt(nonce, rest, f"{self._keys.city}|{what}".encode())
        except InvalidTag:
            raise NoKey("sealed as something else") from None

    def blind(self, text: str) -> bytes:
        """The same word for the same text, and nothing of the text in it, for whoever has not the index key."""
        return hmac.digest(self._keys.index, text.encode(), "sha256")[:BLIND_BYTES]

    def destroy(self, case: str) -> bool:
        """A case's key is gone for good, and with it all copies of its entries; whether there was one."""
        return self._keys.destroy(case)

    def forget(self) -> None:
        """Keys were destroyed or changed elsewhere."""
        self._keys.forget()

    def _about(self, case: str, key: str) -> bytes:
        return f"{self._keys.city}|{case}|{key}|1".encode()
