"""Socket.IO, tamed: who may connect, what a socket may say, and nothing that python-socketio would do by itself.

A client event named "connect" or "disconnect" would run those handlers with forged arguments: only the library's own
call, recognised by its very environ object and by what the manager knows, gets through. Rooms and fan-out are ours
(`rooms.py`); no `client_manager`: it loses and reorders messages over an outage.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
import traceback
from abc import ABC, abstractmethod
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import msgspec
import socketio
import structlog
from socketio.exceptions import ConnectionRefusedError as RefuseConnection

from handoff.messages import Answer, Beat, Bye, Hello, Me, ToClient
from handoff.refusal import Reason, Refused
from handoff.visibility import Shown, show
from server.ports.unreachable import Unreachable
from server.ports.visits import RecordAway, Unsure
from server.realtime import guard
from server.realtime.lanes import ASK_SECONDS, Lane
from server.realtime.queueing import lighten
from server.realtime.rooms import Json, Rooms, Screen
from server.work import refusing
from server.work.cupboards import Cupboards

log = structlog.get_logger()


COME_IN_S = 4.0
"""A line on which nobody comes in through a door is hung up after so long."""


BINARY = ("5", "6")
"""How packets with attachments begin: nobody of ours sends any, and a missing attachment swallows what comes after."""


class Server(socketio.AsyncServer):  # type: ignore[misc]  # python-socketio has no types
    """Hangs up on who connects and never says for which door; takes text and no attachments."""

    async def _handle_eio_connect(self, eio_sid: str, environ: Any) -> None:
        await super()._handle_eio_connect(eio_sid, environ)
        self.start_background_task(self._hang_up, eio_sid)

    async def _hang_up(self, eio_sid: str) -> None:
        await asyncio.sleep(COME_IN_S)
        socket = self.eio.sockets.get(eio_sid)
        inside = (self.manager.sid_from_eio_sid(eio_sid, door) for door in self.namespace_handlers)
        if socket is not None and not any(inside):
            await socket.close(wait=False)
            await socket.queue.put(None)  # the writer ends and closes the line; a bad client would not

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        if isinstance(data, str) and not data.startswith(BINARY):
            await super()._handle_eio_message(eio_sid, data)


def same_house(origin: str | None, environ: dict[str, Any]) -> bool:
    """A page of this very host. What a client writes into X-Forwarded-Host counts for nothing."""
    return origin is not None and urlsplit(origin).netloc == environ.get("HTTP_HOST")


def make_server(origins: list[str] | None) -> socketio.AsyncServer:
    """The Socket.IO server: websocket only, 64 KB frames, origins named (None = the page's own host)."""
    return Server(
        async_mode="asgi",
        async_handlers=False,
        transports=["websocket"],
        cors_allowed_origins=origins or same_house,
        max_http_buffer_size=guard.MOST_BYTES,
        ping_interval=10,
        ping_timeout=10,
        json=Json,
        logger=False,
        engineio_logger=False,
    )


def cookie_of(environ: dict[str, Any], name: str) -> bytes | None:
    """The SHA-256 of a cookie's value; None when there is none."""
    try:
        jar = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except CookieError:
        return None
    return hashlib.sha256(jar[name].value.encode()).digest() if name in jar else None


class Door(socketio.AsyncNamespace, ABC):  # type: ignore[misc]  # python-socketio has no types
    """A namespace: connect, disconnect, `say`. Subclasses say which messages they take and what they do with them."""

    kinds: Any
    cookie = "session"
    """What opens this door, as `server/web/cookies.py` calls it."""
    secure = False
    """Whether cookies go over HTTPS only, and are called so."""
    training = False
    """Whether this is the training city, whose cookies have names of their own."""
    now = time.monotonic
    rate = guard.RATE
    burst = guard.BURST

    def __init__(self, namespace: str, cupboards: Cupboards, rooms: Rooms) -> None:
        super().__init__(namespace)
        self.c = cupboards
        self.rooms = rooms
        self.lanes: dict[str, tuple[Lane, Lane, guard.Allowance]] = {}

    async def trigger_event(self, event: Any, *args: Any) -> Any:
        """Three events exist; anything else is not ours."""
        if event == "connect" and len(args) >= 2:
            return await self.connect(*args[:2])
        if event == "disconnect" and args:
            return await self.disconnect(args[0])
        if event == "say" and len(args) == 2:
            self.heard(*args)
        return None

    # ---- coming and going

    async def connect(self, sid: str, environ: Any) -> None:
        """A session decides who this is, and nothing else does."""
        if sid in self.lanes or environ is not self.server.get_environ(sid, namespace=self.namespace):
            return
        sha = self.secret_of(environ)
        me = await self._known(sha) if sha else None
        if sha is None or me is None or not self.welcomes(me.roles):
            raise RefuseConnection(Reason.signed_out.value)
        if sum(screen.sha == sha for screen in self.rooms.screens.values()) >= guard.MOST_SCREENS:
            raise RefuseConnection(Reason.slow_down.value)
        eio_sid = self.server.manager.eio_sid_from_sid(sid, self.namespace)
        lighten(self.server.eio.sockets[eio_sid])
        screen = Screen(self.server, sid, eio_sid, self.namespace, sha, me)
        self.rooms.screens[sid] = screen
        edits = Lane(lambda message: self._work(screen, message, self.edit))
        asks = Lane(lambda message: self._ask(screen, message))
        self.lanes[sid] = (edits, asks, guard.Allowance(time.monotonic, self.rate, self.burst))

    def secret_of(self, environ: dict[str, Any]) -> bytes | None:
        """The SHA-256 of what opens this door: a cookie."""
        own = f"training-{self.cookie}" if self.training else self.cookie
        return cookie_of(environ, f"__Host-{own}" if self.secure else own)

    async def who(self, sha: bytes) -> Me | None:
        """Whose it is."""
        return await self.c.sessions.find(sha)

    async def _known(self, sha: bytes) -> Me | None:
        try:
            return await self.who(sha)
        except (Unreachable, RecordAway):
            raise RefuseConnection(Reason.not_now.value) from None

    @property
    def mine(self) -> list[Screen]:
        """The sockets at this door."""
        return [screen for screen in self.rooms.screens.values() if screen.namespace == self.namespace]

    async def disconnect(self, sid: str) -> None:
        """Only when the manager too says that it is gone."""
        if self.server.manager.is_connected(sid, self.namespace) or sid not in self.lanes:
            return
        edits, asks, _ = self.lanes.pop(sid)
        screen = self.rooms.screens.get(sid)
        await edits.close()
        await asks.close()
        if screen is not None:
            try:
                await self.left(screen)
            finally:
                self.rooms.gone(screen)

    # ---- what is said

    def heard(self, sid: str, said: Any) -> None:
        """Put a message into its lane; answer at once when it cannot be taken."""
        screen = self.rooms.screens.get(sid)
        if screen is None or sid not in self.lanes:
            return
        edits, asks, allowance = self.lanes[sid]
        try:
            allowance.take()
            message = guard.read(said, self.kinds)
        except Refused as no:
            result = "slow" if no.reason is Reason.slow_down else "refused"
            self.answer(screen, Answer(re=guard.reference(said), result=result, reason=no.reason.value))
            return
        if not screen.greeted and not isinstance(message, Hello):
            self.answer(screen, Answer(re=guard.reference(said), result="refused", reason=Reason.bad_message.value))
            return
        if isinstance(message, Beat) and message.re:
            self.answer(screen, Answer(re=message.re, result="done"))
            return
        if not isinstance(message, Beat):
            screen.active, screen.spoke = True, time.monotonic()
        lane = edits if self.is_edit(message) else asks
        if not lane.put(message):
            self.answer(screen, Answer(re=guard.reference(said), result="full"))

    def remind(self, screen: Screen, message: Any, edits: bool = False) -> bool:
        """Put a message of our own into a lane of a screen. False when the screen has gone by now, or the lane is
        full."""
        if screen.sid not in self.lanes:
            return False
        own, asks, _ = self.lanes[screen.sid]
        return (own if edits else asks).put(message)

    async def _ask(self, screen: Screen, message: Any) -> None:
        try:
            async with asyncio.timeout(ASK_SECONDS):
                await self._work(screen, message, self.ask)
        except TimeoutError:
            self.answer(screen, Answer(re=guard.reference(msgspec.to_builtins(message)), result="unknown"))

    async def _work(self, screen: Screen, message: Any, deed: Any) -> None:
        try:
            await deed(screen, message)
        except Refused as no:
            with suppress(Unreachable):
                case = getattr(message, "case", None)
                await refusing.noted(self.c, screen.actor, no, type(message).__name__, case)
            re = self.reference(message)
            self.answer(screen, Answer(re=re, result="refused", reason=no.reason.value, at=no.at, more=dict(no.more)))
        except (asyncio.CancelledError, TimeoutError):
            raise
        except Unreachable as away:
            self.answer(
                screen, Answer(re=self.reference(message), result="unknown" if away.why == "unknown" else "busy")
            )
        except RecordAway:
            self.answer(screen, Answer(re=self.reference(message), result="refused", reason=Reason.not_now.value))
        except Unsure:
            self.answer(screen, Answer(re=self.reference(message), result="unknown"))
        except Exception as bug:  # noqa: BLE001 (a bug stays loud, without the message that met it)
            log.error("door", kind=type(message).__name__, error=type(bug).__name__, at=_place(bug))
            self.answer(screen, Answer(re=self.reference(message), result="unknown"))

    def reference(self, message: Any) -> str:
        """What an answer to this message refers to."""
        if isinstance(case := getattr(message, "case", None), str) and type(message).__name__ == "Join":
            return f"join:{case}"
        return next((str(re) for name in guard.NAMES if (re := getattr(message, name, ""))), "")

    def answer(self, screen: Screen, answer: Answer, protected: bool | None = None) -> None:
        """Answer one screen."""
        screen.tell(self.shown(answer, screen, protected))

    def shown(self, message: ToClient, screen: Screen, protected: bool | None = None) -> Shown[ToClient]:
        """A message as this screen may have it."""
        return show(message, screen.view, self.c.catalogs.items(), protected)

    async def bye(self, screen: Screen, why: Reason) -> None:
        """Say why, and close."""
        screen.tell(self.shown(Bye(why=why.value), screen, False))
        await self.server.disconnect(screen.sid, namespace=self.namespace)

    # ---- for the doors that stand on this one

    @abstractmethod
    def welcomes(self, roles: list[str]) -> bool:
        """Whether somebody with these roles comes in here."""

    @abstractmethod
    def is_edit(self, message: Any) -> bool:
        """Edits and weather go by the fast lane, which never waits for PostgreSQL."""

    @abstractmethod
    async def edit(self, screen: Screen, message: Any) -> None:
        """The fast lane."""

    @abstractmethod
    async def ask(self, screen: Screen, message: Any) -> None:
        """The other lane."""

    async def left(self, screen: Screen) -> None:
        """The screen is gone: what stands open because of it is closed."""


def _place(bug: BaseException) -> str:
    """Where a bug happened: files and lines, no values."""
    return " < ".join(
        f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in reversed(traceback.extract_tb(bug.__traceback__))
    )
