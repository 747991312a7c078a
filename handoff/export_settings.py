"""What a city decides about its data's way out (`[exports]` of settings.toml)."""

from __future__ import annotations

import msgspec

from handoff.conversion import Encoding


class ExportSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`folder`: where files are laid ("" = nowhere, download alone); `encoding`: what the receiving system reads;
    `days`: so far back visits are looked at for work."""

    folder: str = ""
    encoding: Encoding = "cp932"
    days: int = 60
