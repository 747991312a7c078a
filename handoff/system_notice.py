"""What another system is told of a visit (webhook): how it knows that we said it, where it may be told, when again.

Signed as webhooks commonly are: HMAC-SHA256 over the time and the body, so that neither can be changed and an old one
cannot be said again. The body names nobody: a case, its number, how far it is.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Final
from urllib.parse import urlsplit

import msgspec

from handoff.messages import Row

LONGEST: Final = 512
PORTS: Final = {"https": 443, "http": 80}
FIRST_MS: Final = 10_000
LONGEST_WAIT_MS: Final = 3_600_000
TRIES: Final = 30
"""Tried for about a day, then given up."""


class SystemSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a city decides about other systems (`[systems]` of settings.toml). `networks`: networks of the city's own
    (`10.0.0.0/8`) in which a notice may go to a system; only there without encryption, too. Nothing else that is not
    on the public internet is ever called."""

    networks: list[str] = []

    def __post_init__(self) -> None:
        """ValueError for what is no network."""
        self.own()

    def own(self) -> list[IPv4Network | IPv6Network]:
        """The same, to be asked."""
        return [ip_network(one) for one in self.networks]


class Target(msgspec.Struct, frozen=True):
    """Where a notice goes."""

    secure: bool
    host: str
    port: int
    path: str


class Told(msgspec.Struct, frozen=True):
    """A notice. `notice` is its own number: told twice (an answer may be lost), it is the same; a lower `version` of a
    visit is older. Times in ms since 1970."""

    notice: str
    system: str
    what: str
    case: str
    visit: str
    version: int
    number: str
    office: str
    service: str
    stage: str
    since: int
    result: str | None = None


def told(notice: str, system: str, row: Row) -> Told:
    """What is said of a visit's row."""
    facts = {name: getattr(row, name) for name in ("case", "visit", "version", "number", "office", "service")}
    return Told(notice, system, "visit.moved", **facts, stage=row.stage, since=row.since, result=row.result)


def target_of(url: str) -> Target | None:
    """An address as it can be called; None when it is none: another scheme, a name in it, a fragment, too long."""
    if len(url) > LONGEST or not url.isascii() or any(one <= " " for one in url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None or parts.fragment:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme == "https", parts.hostname, port or PORTS[parts.scheme], path)


def may_be_told(target: Target, address: IPv4Address | IPv6Address, own: Collection[IPv4Network | IPv6Network]) -> bool:
    """Whether a notice may go there: into a network that the city named, or encrypted to the public internet."""
    plain = getattr(address, "ipv4_mapped", None) or address
    if any(plain in network for network in own):
        return True
    return target.secure and plain.is_global and not plain.is_multicast


def signature(secret: bytes, at_s: int, body: bytes) -> str:
    """The header's value: the time, and the HMAC of `time.body` in hex."""
    said = hmac.digest(secret, f"{at_s}.".encode() + body, hashlib.sha256).hex()
    return f"t={at_s},v1={said}"


def again_at(now: int, tries: int) -> int | None:
    """When a notice that failed so often is tried again: twice as late each time, an hour at most; None: given up."""
    if tries >= TRIES:
        return None
    return now + min(FIRST_MS << (tries - 1), LONGEST_WAIT_MS)
