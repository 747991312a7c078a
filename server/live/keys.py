"""The spelling of every key in Redis (DESIGN §9 P1). All carry the city's hash tag, so that one script may touch them
together."""

from __future__ import annotations

from handoff.messages import Row
from handoff.stage import Stage


class Keys:
    """The keys of one city, `999989` -> `{999989}:...`."""

    def __init__(self, city: str) -> None:
        self.city = city
        self._tag = f"{{{city}}}"
        self.epoch = f"{self._tag}:epoch"
        self.river = f"{self._tag}:river"
        self.kept = f"{self._tag}:kept"
        self.weather = f"{self._tag}:weather"
        self.audit = f"{self._tag}:audit"
        self.offices = f"{self._tag}:offices"
        self.screens = f"{self._tag}:screens"

    def case(self, case: str) -> str:
        """Hash: the sheet and where it stands."""
        return f"{self._tag}:case:{case}"

    def case_of(self, key: bytes) -> str:
        """The case whose hash this is."""
        return key[len(self._tag) + 6 :].decode()

    @property
    def cases(self) -> str:
        """The pattern of all case hashes."""
        return f"{self._tag}:case:*"

    def ops(self, case: str) -> str:
        """Hash: op -> digest (8 bytes) and revision."""
        return f"{self._tag}:ops:{case}"

    def visits(self, office: str, day: str) -> str:
        """Hash: visit -> `<version>:` and the row."""
        return f"{self._tag}:visits:{office}:{day}"

    @property
    def all_visits(self) -> str:
        """The pattern of all these hashes."""
        return f"{self._tag}:visits:*"

    def booked(self, office: str) -> str:
        """The same of an office's appointments that are still to come, of all days."""
        return self.visits(office, "booked")

    def board(self, row: Row) -> str:
        """Where a visit's row stands: with its day's, or, until its visitor comes, with the appointments."""
        return self.booked(row.office) if row.stage == Stage.booked else self.visits(row.office, row.day)

    def seats(self, office: str) -> str:
        """Hash: window -> `<version>:` and the seat."""
        return f"{self._tag}:seats:{office}"

    def here(self, case: str) -> str:
        """Sorted set: open screens by the end of their lease; it outlives them by the 30 min after which a case may
        sleep."""
        return f"{self._tag}:here:{case}"

    def faces(self, case: str) -> str:
        """Hash: open screen -> who it is and in which field."""
        return f"{self._tag}:faces:{case}"

    def session(self, sha: bytes) -> str:
        """Hash: a session, by the SHA-256 of its cookie."""
        return f"{self._tag}:session:{sha.hex()}"

    def blob(self, name: str) -> str:
        """A made paper, for a few minutes."""
        return f"{self._tag}:blob:{name}"

    def card(self, what: str) -> str:
        """Of card readers, all running out by themselves: `nonce:`, `taken:`, `next:`, `read:`, `said:`, `held:`,
        `pin:`, `box:` and what it is of."""
        return f"{self._tag}:card:{what}"

    def limit(self, what: str) -> str:
        """Counter: how often something was tried."""
        return f"{self._tag}:limit:{what}"
