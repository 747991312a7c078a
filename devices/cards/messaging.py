"""The secure messaging of the residence card: mutual authentication by the number on its face, and sealed answers.

First generation: two-key triple DES in CBC, MAC of ISO 9797-1 algorithm 3. Second: AES-128 in CBC, CMAC. The vector of
all ciphers' start is zero, as the specification has it (在留カード等仕様書 1.5; 第2世代在留カード等仕様書 1.1).
"""

from __future__ import annotations

import abc
import hashlib
import hmac
from typing import Final

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from devices.cards.apdu import OddCard

KEY_BYTES: Final = 16
CHALLENGE_BYTES: Final = 8
TOKEN_BYTES: Final = 40
"""An authentication token: 32 sealed bytes and 8 of MAC."""


class Sealing(abc.ABC):
    """One generation's ciphers. `block`: bytes of a block."""

    block: int

    def seal(self, key: bytes, data: bytes) -> bytes:
        """Encipher whole blocks."""
        cipher = self._cipher(key).encryptor()
        return cipher.update(data) + cipher.finalize()

    def open(self, key: bytes, data: bytes) -> bytes:
        """Decipher whole blocks. Refused: anything else."""
        if not data or len(data) % self.block:
            raise OddCard("half a block")
        cipher = self._cipher(key).decryptor()
        return cipher.update(data) + cipher.finalize()

    @abc.abstractmethod
    def mac(self, key: bytes, data: bytes) -> bytes:
        """Eight bytes that vouch for the data."""

    def pad(self, data: bytes) -> bytes:
        """80 and zeros to the end of the block."""
        return data + b"\x80" + bytes(-(len(data) + 1) % self.block)

    def unpad(self, data: bytes) -> bytes:
        """Without 80 and the zeros after it. Refused: a text that has none, or more zeros than a block."""
        bare = data.rstrip(b"\x00")
        if not bare.endswith(b"\x80") or len(data) - len(bare) >= self.block:
            raise OddCard("no padding")
        return bare[:-1]

    @abc.abstractmethod
    def _cipher(self, key: bytes) -> Cipher[modes.CBC]: ...


class First(Sealing):
    """Triple DES with two keys."""

    block = 8

    def mac(self, key: bytes, data: bytes) -> bytes:
        first, second = key[:8], key[8:]
        step = bytes(8)
        padded = self.pad(data)
        for at in range(0, len(padded), 8):
            step = _des(first, bytes(a ^ b for a, b in zip(step, padded[at : at + 8], strict=True)))
        return _des(first, _des_back(second, step))

    def _cipher(self, key: bytes) -> Cipher[modes.CBC]:
        return Cipher(TripleDES(key + key[:8]), modes.CBC(bytes(8)))


class Second(Sealing):
    """AES-128."""

    block = 16

    def mac(self, key: bytes, data: bytes) -> bytes:
        summed = CMAC(algorithms.AES(key))
        summed.update(data)
        return summed.finalize()[:8]

    def _cipher(self, key: bytes) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(key), modes.CBC(bytes(16)))


def number_key(number: bytes) -> bytes:
    """The key that is made of the card's number."""
    return hashlib.sha1(number, usedforsecurity=False).digest()[:KEY_BYTES]


def session_key(ours: bytes, theirs: bytes) -> bytes:
    """The key of the session, of both sides' shares."""
    mixed = bytes(a ^ b for a, b in zip(ours, theirs, strict=True))
    return hashlib.sha1(mixed + b"\x00\x00\x00\x01", usedforsecurity=False).digest()[:KEY_BYTES]


def token(sealing: Sealing, key: bytes, ours: bytes, theirs: bytes, share: bytes) -> bytes:
    """Both challenges, ours first, and our share: sealed and vouched for."""
    sealed = sealing.seal(key, ours + theirs + share)
    return sealed + sealing.mac(key, sealed)


def share_of(sealing: Sealing, key: bytes, answer: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The card's share of the session's key. Refused: a token that does not answer our challenge."""
    sealed, mac = answer[:32], answer[32:]
    if len(answer) != TOKEN_BYTES or not hmac.compare_digest(sealing.mac(key, sealed), mac):
        raise OddCard("the card does not know its number")
    plain = sealing.open(key, sealed)
    if not hmac.compare_digest(plain[:16], theirs + ours):
        raise OddCard("the card answers another challenge")
    return plain[16:]


def _des(key: bytes, block: bytes) -> bytes:
    cipher = Cipher(TripleDES(key * 3), modes.ECB()).encryptor()
    return cipher.update(block) + cipher.finalize()


def _des_back(key: bytes, block: bytes) -> bytes:
    cipher = Cipher(TripleDES(key * 3), modes.ECB()).decryptor()
    return cipher.update(block) + cipher.finalize()
