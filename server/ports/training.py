"""What the work needs of a training city (研修)."""

from __future__ import annotations

from typing import Protocol


class Training(Protocol):
    """This city is for training: everything in it is made up."""

    def begin_anew(self) -> bool:
        """All of it is thrown away and the city begins again, within a minute; False where that is not ours to do."""
        ...
