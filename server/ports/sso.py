"""The city's single sign-on (OpenID Connect provider), and who looks at what it signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from handoff.sso import Flow, SsoSettings


class UnknownKey(Exception):
    """Signed by a key that is not among these: the provider may have turned its keys."""


class NotSigned(Exception):
    """No token, or not signed by any of these keys in a way that counts. Its text is empty."""


class Signatures(Protocol):
    """Who looks at signatures."""

    def claims(self, token: str, keys: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        """What a signed token says. `keys`: as JWK. Raises `UnknownKey`, `NotSigned`."""
        ...


class Provider(Protocol):
    """The provider. Refused: `sso_away` when it gives no answer within seconds, `sso_failed` when what it answers is
    not to be believed."""

    settings: SsoSettings

    async def address(self, flow: Flow) -> str:
        """Where the browser goes."""
        ...

    async def claims(self, flow: Flow, code: str) -> Mapping[str, Any]:
        """What it signed for this code; the signature is looked at, what it says is not."""
        ...

    async def leaving(self, back: str) -> str:
        """Where a browser goes to end its session there too; "" where the provider offers nothing of the kind."""
        ...
