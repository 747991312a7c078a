"""The listening socket: opened before anything else, so that a taken port is said at once, and shared by the web
processes, so that a connection waits while one of them is started again instead of being refused."""

from __future__ import annotations

import errno
import socket

BACKLOG = 2048
# Longer than a proxy in front keeps an idle connection (60 s is their usual). The side that may send is to be the one
# that ends it, or a request meets a closing door, and one that writes is not sent again by itself.
KEEP_ALIVE_S = 75


class ListeningRefused(RuntimeError):
    """The address cannot be listened on. The text is one Japanese sentence."""


def listen(host: str, port: int) -> socket.socket:
    """A TCP socket that listens. Port 0 lets the system choose. Refused when the port is taken or may not be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(BACKLOG)
    except OSError as error:
        opened.close()
        raise ListeningRefused(_sentence(error.errno, host, port)) from None
    return opened


def _sentence(number: int | None, host: str, port: int) -> str:
    other = port + 1 if port < 65535 else 8000
    if number == errno.EADDRINUSE:
        return (
            f"ポート {port} は、ほかのプログラムがすでに使っています。"
            f"別の番号で起動してください（例: PORT={other} make run）。"
        )
    if number in (errno.EACCES, errno.EPERM):
        return f"ポート {port} を使う権限がありません。1024 以上の番号で起動してください（例: PORT=8000 make run）。"
    return f"{host} のポート {port} を開けません。MADOGUCHI_HOST を確かめてください。"
