"""The city of these settings: its folder, read; as its training city (研修) where the settings say so."""

from __future__ import annotations

from server.exchange.city import read_city
from server.ports.catalogs import City
from server.settings import Settings


def city_of(settings: Settings) -> City:
    """All that its folder says."""
    return read_city(settings.city, training=settings.training)
