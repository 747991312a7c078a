"""`server.ports.outward.Outward`: one POST to an address that was looked up and found good, so that a name which says
another address a moment later leads nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Collection, Mapping
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Final

from handoff.system_notice import Target, may_be_told
from server.ports.outward import NotTold

SECONDS: Final = 10.0
"""For connecting, and again for each piece of the answer."""


class Posting:
    """`server.ports.outward.Outward`."""

    async def tell(
        self,
        target: Target,
        body: bytes,
        headers: Mapping[str, str],
        own: Collection[IPv4Network | IPv6Network],
    ) -> None:
        """In a thread of its own: nothing of the house waits for it."""
        address = await _address(target, own)
        status = await asyncio.to_thread(_post, target, address, body, headers)
        if not 200 <= status < 300:
            raise NotTold(f"http_{status}")


async def _address(target: Target, own: Collection[IPv4Network | IPv6Network]) -> str:
    """Where the name leads; refused unless every address of it is good."""
    try:
        async with asyncio.timeout(SECONDS):
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except TimeoutError:
        raise NotTold("late") from None
    except (OSError, UnicodeError):
        raise NotTold("name") from None
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not addresses or not all(may_be_told(target, ip_address(one), own) for one in addresses):
        raise NotTold("place")
    return addresses[0]


class _Pinned(HTTPConnection):
    """A connection to this address, under the target's name."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self._target, self._address = target, address

    def connect(self) -> None:
        """As HTTPConnection and HTTPSConnection do, but for the name, which is not looked up again."""
        line = socket.create_connection((self._address, self.port), self.timeout)
        if self._target.secure:
            try:
                line = ssl.create_default_context().wrap_socket(line, server_hostname=self.host)
            except BaseException:
                line.close()
                raise
        self.sock = line


def _post(target: Target, address: str, body: bytes, headers: Mapping[str, str]) -> int:
    try:
        with contextlib.closing(_Pinned(target, address)) as line:
            line.request("POST", target.path, body, {**headers, "Host": _host(target), "Connection": "close"})
            return line.getresponse().status
    except TimeoutError:
        raise NotTold("late") from None
    except (OSError, HTTPException, ValueError):
        raise NotTold("line") from None


def _host(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"{host}:{target.port}"
