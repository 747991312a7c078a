"""What the tablet does with what was typed (`clients/display/src/tablet/seal.ts`)."""

from __future__ import annotations

import base64
import secrets

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from devices.sealed import FILLED, NONCE_BYTES, derived


def seal(typed: str, ask: str, share: str) -> tuple[str, str]:
    """(the tablet's own share, the box)."""
    key = ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(share))
    nonce = secrets.token_bytes(NONCE_BYTES)
    filled = typed.encode("ascii").ljust(FILLED, b"\x00")
    box = nonce + AESGCM(derived(key.exchange(ec.ECDH(), theirs), ask)).encrypt(nonce, filled, ask.encode())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.b64encode(point).decode(), base64.b64encode(box).decode()
