"""Signatures of ID tokens (JWS). Only asymmetric ones count: nobody who knows the client's secret alone, and nobody at
all (`alg: none`), can have made one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError, MissingKeyError
from joserfc.jwk import KeySet

from server.ports.sso import NotSigned, UnknownKey

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
KINDS: Final = ("RSA", "EC")
LONGEST: Final = 16_384


class Jws:
    """`server.ports.sso.Signatures`."""

    def claims(self, token: str, keys: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        """What it says, once one of the keys has signed it."""
        if len(token) > LONGEST:
            raise NotSigned
        signing = [dict(one) for one in keys if one.get("kty") in KINDS and one.get("use", "sig") == "sig"]
        try:
            known = KeySet.import_key_set({"keys": signing})
            return jwt.decode(token, known, algorithms=ALGORITHMS).claims
        except (InvalidKeyIdError, MissingKeyError):
            raise UnknownKey from None
        except (JoseError, ValueError, TypeError, KeyError):
            raise NotSigned from None
