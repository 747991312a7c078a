"""What a visitor types on the tablet, sealed for this agent alone.

For each question the agent makes a key pair that dies with it (ECDH on P-256, which every browser has). The tablet
makes one of its own, derives a key from both (HKDF-SHA-256, the question's id as salt), and seals what was typed with
AES-256-GCM, filled up to 16 bytes and bound to the id. The twin stands in `clients/display/src/tablet/seal.ts`.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from devices.cards.secret import Secret

INFO: Final = b"madoguchi card secret 1"
NONCE_BYTES: Final = 12
FILLED: Final = 16


class NotSealed(Exception):
    """A box that is not for this question, or was changed."""


class Question:
    """One question and its key. `ask`: its name; `share`: what the tablet needs of the key, in base64."""

    def __init__(self) -> None:
        self.ask = secrets.token_hex(16)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.share = base64.b64encode(_bytes(self._key.public_key())).decode()

    def open(self, share: str, box: str) -> Secret:
        """What was typed. Refused: `NotSealed`."""
        try:
            theirs = ec.EllipticCurvePublicKey.from_encoded_point(
                ec.SECP256R1(), base64.b64decode(share, validate=True)
            )
            sealed = base64.b64decode(box, validate=True)
            key = derived(self._key.exchange(ec.ECDH(), theirs), self.ask)
            filled = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self.ask.encode())
            return Secret(filled.rstrip(b"\x00").decode("ascii"))
        except (ValueError, binascii.Error, InvalidTag):
            raise NotSealed from None


def derived(common: bytes, ask: str) -> bytes:
    """The key of the box."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=ask.encode(), info=INFO).derive(common)


def _bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
