"""Who looks at what in this process: screens and their rooms. What is told to a room is encoded once.

Rooms: `case:<id>:<view>` (a class of rights), `line:<office>` (a line's rows and seats), `work:<office>` (its
作業一覧), `all`.
A screen that does not read is dropped when 500 messages wait for it; it comes back and asks for everything again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import engineio.packet
import msgspec
import socketio
import socketio.packet

from handoff.messages import Me, ToClient
from handoff.visibility import NOBODY, Shown, View, view_of
from server.work.cupboards import Actor

MOST_WAITING = 500


class Json:
    """What python-socketio calls to read and write JSON: msgspec, so that messages are encoded as their structs say."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """JSON text."""
        return ENCODER.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        """Plain values. NaN, Infinity and what nests too deep are refused."""
        return DECODER.decode(text)


ENCODER = msgspec.json.Encoder()
DECODER = msgspec.json.Decoder()


class Screen:
    """One open socket of a signed-in person or a paired screen."""

    def __init__(
        self, server: socketio.AsyncServer, sid: str, eio_sid: str, namespace: str, sha: bytes, me: Me
    ) -> None:
        self.server = server
        self.sid = sid
        self.eio_sid = eio_sid
        self.namespace = namespace
        self.sha = sha
        self.me = me
        self.view: View = NOBODY if namespace == "/display" else view_of(me.sees)
        self.rooms: set[str] = set()
        self.cases: set[str] = set()
        self.views: dict[str, View] = {}
        """The rights in a case where they are other than the own ones: by the duty of its window."""
        self.greeted = False
        self.active = True
        """Something was said, beats aside, since the last look at its session."""
        self.spoke = 0.0
        """When something was last said here, beats aside (the process's own clock)."""

    def view_of(self, case: str) -> View:
        """The rights in a case."""
        return self.views.get(case, self.view)

    @property
    def actor(self) -> Actor:
        """Who this is, to the work."""
        me = self.me
        return Actor(
            clerk=me.clerk,
            name=me.name,
            office=me.office,
            window=me.window,
            group=me.group,
            roles=tuple(me.roles),
            sees=frozenset(me.sees),
            screen=self.sid,
            session=self.sha,
        )

    def tell(self, message: Shown[ToClient]) -> None:
        """Say something to this screen alone."""
        self.put(encode(self.namespace, message))

    def put(self, packet: engineio.packet.Packet) -> None:
        """Into its queue; a screen that reads nothing any more is let go."""
        socket = self.server.eio.sockets.get(self.eio_sid)
        if socket is None or socket.closed or socket.closing:
            return
        if socket.queue.qsize() >= MOST_WAITING:
            self.server.start_background_task(socket.close, False, True)
            socket.queue.put_nowait(None)  # the line is closed behind what waits, so that a slow screen knows at once
            return
        socket.queue.put_nowait(packet)


def encode(namespace: str, message: Shown[ToClient]) -> engineio.packet.Packet:
    """One packet, made once for all who get it. Takes nothing that did not pass `visibility.show`."""
    packet = socketio.packet.Packet(socketio.packet.EVENT, namespace=namespace, data=["hear", message.value])
    return engineio.packet.Packet(engineio.packet.MESSAGE, packet.encode())


class Rooms:
    """All screens of this process, and the rooms that they are in."""

    def __init__(self) -> None:
        self.screens: dict[str, Screen] = {}
        self.members: defaultdict[str, set[Screen]] = defaultdict(set)
        self.views: defaultdict[str, dict[str, View]] = defaultdict(dict)
        """case -> room -> view: in which classes of rights a case is open here."""

    def enter(self, screen: Screen, room: str) -> None:
        """The screen hears this room from now on."""
        screen.rooms.add(room)
        self.members[room].add(screen)

    def leave(self, screen: Screen, room: str) -> None:
        """It hears it no longer; an empty room is gone."""
        screen.rooms.discard(room)
        self.members[room].discard(screen)
        if not self.members[room]:
            del self.members[room]

    def gone(self, screen: Screen) -> None:
        """The socket is closed."""
        for room in list(screen.rooms):
            self.leave(screen, room)
        self.screens.pop(screen.sid, None)

    def tell(self, room: str, message: Shown[ToClient]) -> None:
        """Say something to all in a room: one encoding per namespace."""
        packets: dict[str, engineio.packet.Packet] = {}
        for screen in list(self.members.get(room, ())):
            if screen.namespace not in packets:
                packets[screen.namespace] = encode(screen.namespace, message)
            screen.put(packets[screen.namespace])

    def open_case(self, screen: Screen, case: str, view: View | None = None) -> None:
        """The screen sees this case live from now on; with these rights in it (None: its own)."""
        screen.cases.add(case)
        screen.views[case] = view or screen.view
        room = f"case:{case}:{screen.view_of(case).name}"
        self.views[case][room] = screen.view_of(case)
        self.enter(screen, room)

    def close_case(self, screen: Screen, case: str) -> bool:
        """It sees it no longer; True when nobody in this process does."""
        room = f"case:{case}:{screen.view_of(case).name}"
        screen.cases.discard(case)
        screen.views.pop(case, None)
        self.leave(screen, room)
        if room not in self.members:
            self.views[case].pop(room, None)
        if not self.views[case]:
            del self.views[case]
            return True
        return False

    def cases(self) -> set[str]:
        """All cases that are open on some screen here."""
        return set(self.views)
