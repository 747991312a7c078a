"""Before the first process: the city's folder goes into the record, once."""

from __future__ import annotations

from server.cellar import Cellar, NoPaper
from server.city import city_of
from server.exchange.city import read_own_data
from server.settings import SettingRefused, Settings
from server.work import catalog, imports


async def load_city(settings: Settings) -> None:
    """Put the city's folder into the record; a city that is there already is left as its people have made it. Refused
    (`SettingRefused`): a clock set ahead in a city that is no demo."""
    city = city_of(settings)
    if settings.ahead_minutes and not city.password:
        raise SettingRefused("MADOGUCHI_AHEAD_MINUTES（練習用の時計）は、デモの市区町村でだけ使えます。")
    cellar = Cellar(settings, city.catalog.city, NoPaper())
    try:
        if await catalog.load(cellar.cupboards, city):
            await imports.found(cellar.cupboards, read_own_data(settings.city))
    finally:
        await cellar.close()


def demo_accounts(settings: Settings) -> list[tuple[str, str, str]]:
    """(login, password, who) of the city's demo users; none when the city has no demo password."""
    city = city_of(settings)
    if not settings.demo or not city.password:
        return []
    return [(user.login, city.password, f"{user.name}（{user.note or user.department}）") for user in city.users]
