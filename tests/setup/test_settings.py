"""What the environment may set, and how a wrong value is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from server import settings

WRONG = {
    "PORT": ["abc", "-1", "65536", "８０００", "1e3"],
    "DATABASE_URL": ["mysql://root:himitsu@db/x", "himitsu"],
    "REDIS_URL": ["http://himitsu", "redis://"],
    "MADOGUCHI_CITY": ["no/such/himitsu"],
    "MADOGUCHI_WEB_PROCESSES": ["0", "33", "two"],
    "MADOGUCHI_SECURE_COOKIES": ["maybe"],
    "MADOGUCHI_AHEAD_MINUTES": ["-5", "527041", "tomorrow"],
    "MADOGUCHI_METRICS_PORT": ["65001", "-1", "x"],
    "MADOGUCHI_ORIGINS": ["example.lg.jp", "https://a.lg.jp/path"],
}


def test_an_empty_environment_is_the_demo() -> None:
    read = settings.read({})
    assert (read.port, read.web_processes, read.secure_cookies) == (8000, 2, False)
    assert read.embedded_postgres and read.embedded_redis
    assert read.state == settings.ROOT / "var"
    assert read.city == settings.ROOT / "deploy/city/aobano"


def test_an_empty_variable_counts_as_not_set() -> None:
    assert settings.read({"PORT": "", "DATABASE_URL": " "}) == settings.read({})


def test_each_setting_is_read() -> None:
    read = settings.read(
        {
            "PORT": "0",
            "MADOGUCHI_HOST": "0.0.0.0",
            "DATABASE_URL": "postgres://u@h/d",
            "REDIS_URL": "redis://h:6379/1",
            "MADOGUCHI_STATE": "/srv/state",
            "MADOGUCHI_WEB_PROCESSES": "4",
            "MADOGUCHI_SECURE_COOKIES": "1",
            "MADOGUCHI_ORIGINS": "https://a.lg.jp, https://b.lg.jp:8443",
            "MADOGUCHI_DEMO": "off",
        }
    )
    assert read == settings.Settings(
        port=0,
        host="0.0.0.0",
        database_url="postgres://u@h/d",
        redis_url="redis://h:6379/1",
        state=Path("/srv/state"),
        web_processes=4,
        secure_cookies=True,
        public_origins=("https://a.lg.jp", "https://b.lg.jp:8443"),
        demo=False,
    )


def test_a_child_reads_what_its_parent_had() -> None:
    mine = settings.read({"PORT": "8123", "MADOGUCHI_ORIGINS": "https://a.lg.jp", "MADOGUCHI_SECURE_COOKIES": "yes"})
    assert settings.read(settings.to_environment(mine)) == mine


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_refused_in_one_line_that_names_the_variable_and_not_the_value(name: str, value: str) -> None:
    with pytest.raises(settings.SettingRefused) as refused:
        settings.read({name: value})
    said = str(refused.value)
    assert said.startswith(name) and "\n" not in said and "himitsu" not in said and said.endswith("。")


def test_a_clock_is_set_ahead_in_a_demo_alone() -> None:
    read = settings.read({"MADOGUCHI_AHEAD_MINUTES": "1440"})
    assert read.ahead_minutes == 1440
    assert settings.read(settings.to_environment(read)).ahead_minutes == 1440
    with pytest.raises(settings.SettingRefused, match="MADOGUCHI_AHEAD_MINUTES"):
        settings.read({"MADOGUCHI_AHEAD_MINUTES": "1440", "MADOGUCHI_DEMO": "0"})
