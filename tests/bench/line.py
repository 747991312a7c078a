"""A websocket's client side for many terminals in one process: text frames, and nothing that our server does not send.

A general library costs some 60 µs a message and would be measured along with the server; this costs some 3. Frames from
the server are whole and unmasked; ours are masked with zeros, which RFC 6455 allows and which costs nothing.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A
ZERO = b"\0\0\0\0"


class Line(asyncio.Protocol):
    """One socket. `told` gets each text, `gone` is called when it is over."""

    def __init__(self, told: Callable[[bytes], None], gone: Callable[[], None]) -> None:
        self.told = told
        self.gone = gone
        self.carried = 0
        """Bytes of frames, both ways, without what TCP, IP and TLS add."""
        self._greeting = True
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone()

    def greet(self, host: str, path: str, cookie: str) -> None:
        """The upgrade."""
        words = [
            f"GET {path} HTTP/1.1",
            f"Host: {host}",
            f"Origin: http://{host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            f"Cookie: {cookie}",
        ]
        self.transport.write(("\r\n".join(words) + "\r\n\r\n").encode())

    def say(self, text: bytes, kind: int = TEXT) -> None:
        """One frame."""
        size = len(text)
        if size < 126:
            head = struct.pack("!BB", kind, 0x80 | size)
        elif size < 65536:
            head = struct.pack("!BBH", kind, 0xFE, size)
        else:
            head = struct.pack("!BBQ", kind, 0xFF, size)
        self.transport.write(head + ZERO + text)
        self.carried += len(head) + len(ZERO) + size

    def hang_up(self) -> None:
        """Close without ceremony."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        self.carried += len(data)
        data = self._rest + data
        if self._greeting:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self._rest = data
                return
            self._greeted(data[:end])
            data = data[end + 4 :]
        self._rest = self._frames(data)

    def _greeted(self, head: bytes) -> None:
        self._greeting = False
        first = head.split(b"\r\n", 1)[0]
        if b" 101 " not in first:
            raise ConnectionError(first.decode())

    def _frames(self, data: bytes) -> bytes:
        """All whole frames; what is left of the last one comes back."""
        at, end = 0, len(data)
        while end - at >= 2:
            kind, size, begin = data[at], data[at + 1], at + 2
            if size == 126:
                size, begin = int.from_bytes(data[begin : begin + 2], "big"), begin + 2
            elif size == 127:
                size, begin = int.from_bytes(data[begin : begin + 8], "big"), begin + 8
            if begin + size > end:
                break
            at = begin + size
            self._frame(kind, data[begin:at])
        return data[at:]

    def _frame(self, kind: int, payload: bytes) -> None:
        if kind == TEXT:
            self.told(payload)
        elif kind == PING:
            self.say(payload, PONG)
        elif kind == CLOSE:
            self.hang_up()
