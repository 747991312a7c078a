"""How the hall speaks (`[hall]` of settings.toml): in which languages, and how a number is said."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec


class HallSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`voice`: the languages of an announcement, in this order; none = the chime alone. `number`: A012 as one number
    (エーの12番), or digit by digit (エー、ゼロ、イチ、ニ). `rate`: how fast, 1 = as the voice speaks by itself."""

    voice: tuple[Literal["ja", "en"], ...] = ("ja", "en")
    number: Literal["whole", "digits"] = "whole"
    rate: Annotated[float, msgspec.Meta(ge=0.5, le=1.5)] = 0.9
