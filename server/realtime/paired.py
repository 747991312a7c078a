"""What the doors of paired screens and of agents have in common: a key of their own, looked up in the live store or in
the record, and closed within seconds when it is revoked or bound to another place."""

from __future__ import annotations

from handoff.messages import Me
from handoff.refusal import Reason
from server.ports.visits import RecordAway
from server.realtime.announce import Announcer
from server.realtime.handshake import Door
from server.realtime.rooms import Rooms
from server.work import pairing
from server.work.cupboards import Cupboards


class PairedDoor(Door):
    """A door for things. No person's session opens it, and a thing's key opens no other."""

    def __init__(self, namespace: str, cupboards: Cupboards, rooms: Rooms, announcer: Announcer) -> None:
        super().__init__(namespace, cupboards, rooms)
        self.announcer = announcer

    async def who(self, sha: bytes) -> Me | None:
        """Survives an emptied live store: the record knows the key."""
        return await pairing.session_of(self.c, sha)

    async def round(self) -> None:
        """Close what was revoked, and what was bound to another place: it comes back as what it is now. Walked every
        few seconds, and at once when something was revoked.

        While the record is away nobody is sent off for it.
        """
        mine = self.mine
        alive = await self.c.sessions.those(dict.fromkeys((screen.sha for screen in mine), False))
        for screen in [screen for screen in mine if alive.get(screen.sha) != screen.me]:
            try:
                me = alive.get(screen.sha) or await pairing.session_of(self.c, screen.sha, touch=False)
            except RecordAway:
                continue
            if me != screen.me:
                await self.bye(screen, Reason.unknown_device if me is None else Reason.other_place)
