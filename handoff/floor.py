"""What counts as long on the floor manager's board, as the city sets it (`[floor]` of settings.toml)."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

Minutes: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=600)]


class FloorSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In minutes: a wait in a line, a visitor at a window, a case between counters, a window without its clerk.
    `wait_minutes_of`: lines whose wait has another target."""

    wait_minutes: Minutes = 30
    service_minutes: Minutes = 30
    flow_minutes: Minutes = 20
    away_minutes: Minutes = 10
    wait_minutes_of: dict[str, Minutes] = {}
