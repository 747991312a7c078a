"""The keeper: the one process that writes the river into PostgreSQL, and puts Redis right from it (DESIGN §9 P6)."""

from __future__ import annotations

from server.work.keeper.awaken import awaken
from server.work.keeper.keeper import Keeper
from server.work.keeper.rounds import Round

__all__ = ["Keeper", "Round", "awaken"]
