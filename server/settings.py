"""What the environment may set. Each wrong value is refused at the start, in one Japanese line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
MOST_AHEAD = 366 * 24 * 60


class SettingRefused(ValueError):
    """A setting that cannot be used. The text names the variable and what it may be, never the value: it may hold
    a password."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of one process.

    `database_url` and `redis_url` are empty until the engines' addresses are known (`server.run` names them).
    `host` is the address that is listened on: this machine alone, unless said otherwise, because the demo's passwords
    are printed for everyone to read. `public_origins` are the addresses that browsers use, for the sockets' origin
    check; empty means: the page's own host. `audit_witness`: the second place of the audit, a file or another database;
    empty means: a file in `state`. `keys`: the folder of the city's keys, never beside the databases in production;
    None means: in `state`. `ahead_minutes`: so far the city's clock is set ahead, to rehearse a day to come; in a demo
    alone, and every screen says so. `metrics_port`: the first of the ports for figures, 0 = none. `backups`: where
    backups go, None = nowhere; `backup_key`: the file of the key that seals them, and `keys_copy`: the second place of
    the city's keys, both apart from the backups; None means: beside `keys`. `imports`: the folder into which other
    systems put files of the city's own data, None = nowhere. `password_passes`: how often argon2id goes through its
    memory for one password, so that a log-in takes 100 to 200 ms on this machine. `pretend_readers`: the page on which
    pretend cards are put down, in a demo alone. `training`: this is the training city (研修) of the city in this
    folder; `training_beside`: one is kept ready beside this city, with engines of its own; `other_city`: where the
    training city is, and for the training city where the real one is: an address, or a port of the same host; "" =
    nowhere.
    """

    port: int = 8000
    host: str = "127.0.0.1"
    database_url: str = ""
    redis_url: str = ""
    state: Path = ROOT / "var"
    city: Path = ROOT / "deploy/city/aobano"
    web_processes: int = 2
    secure_cookies: bool = False
    public_origins: tuple[str, ...] = ()
    demo: bool = True
    audit_witness: str = ""
    keys: Path | None = None
    ahead_minutes: int = 0
    metrics_port: int = 0
    backups: Path | None = None
    backup_key: Path | None = None
    keys_copy: Path | None = None
    imports: Path | None = None
    password_passes: int = 6
    pretend_readers: bool = False
    training: bool = False
    training_beside: bool = False
    other_city: str = ""

    @property
    def embedded_postgres(self) -> bool:
        """Whether PostgreSQL is ours to run."""
        return not self.database_url

    @property
    def embedded_redis(self) -> bool:
        """Whether Valkey is ours to run."""
        return not self.redis_url


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from environment variables; an empty variable counts as not set. Relative paths start at the project."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    city = _path(given, "MADOGUCHI_CITY", Settings().city)
    if not city.is_dir():
        raise SettingRefused("MADOGUCHI_CITY には、市区町村の設定があるディレクトリを指定してください。")
    demo, ahead = _flag(given, "MADOGUCHI_DEMO", True), _whole(given, "MADOGUCHI_AHEAD_MINUTES", 0, 0, MOST_AHEAD)
    if ahead and not demo:
        raise SettingRefused("MADOGUCHI_AHEAD_MINUTES（練習用の時計）は、デモのときだけ使えます。")
    training = _flag(given, "MADOGUCHI_TRAINING", False)
    return Settings(
        port=_whole(given, "PORT", 8000, 0, 65535),
        host=given.get("MADOGUCHI_HOST", Settings().host),
        database_url=_address(given, "DATABASE_URL", r"postgres(ql)?(\+asyncpg)?://.*", "postgresql://"),
        redis_url=_address(given, "REDIS_URL", r"(redis|rediss|unix)://.+", "redis:// か unix://"),
        state=_path(given, "MADOGUCHI_STATE", Settings().state),
        city=city,
        web_processes=_whole(given, "MADOGUCHI_WEB_PROCESSES", 2, 1, 32),
        secure_cookies=_flag(given, "MADOGUCHI_SECURE_COOKIES", False),
        public_origins=_origins(given),
        demo=demo,
        ahead_minutes=ahead,
        audit_witness=given.get("MADOGUCHI_AUDIT_WITNESS", ""),
        keys=_place(given, "MADOGUCHI_KEYS"),
        metrics_port=_whole(given, "MADOGUCHI_METRICS_PORT", 0, 0, 65000),
        backups=None if training else _place(given, "MADOGUCHI_BACKUPS"),  # nothing there is worth keeping
        backup_key=_place(given, "MADOGUCHI_BACKUP_KEY"),
        keys_copy=_place(given, "MADOGUCHI_KEYS_COPY"),
        imports=_place(given, "MADOGUCHI_IMPORTS"),
        password_passes=_whole(given, "MADOGUCHI_PASSWORD_PASSES", Settings().password_passes, 1, 100),
        pretend_readers=demo and _flag(given, "MADOGUCHI_PRETEND_READERS", False),
        training=training,
        training_beside=not training and _flag(given, "MADOGUCHI_TRAINING_BESIDE", False),
        other_city=_other(given),
    )


def to_environment(settings: Settings) -> dict[str, str]:
    """The same settings for a child process. In the environment, not in arguments, which every user of the machine
    can read."""
    return {
        "PORT": str(settings.port),
        "MADOGUCHI_HOST": settings.host,
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "MADOGUCHI_STATE": str(settings.state),
        "MADOGUCHI_CITY": str(settings.city),
        "MADOGUCHI_WEB_PROCESSES": str(settings.web_processes),
        "MADOGUCHI_SECURE_COOKIES": str(int(settings.secure_cookies)),
        "MADOGUCHI_ORIGINS": ",".join(settings.public_origins),
        "MADOGUCHI_DEMO": str(int(settings.demo)),
        "MADOGUCHI_AHEAD_MINUTES": str(settings.ahead_minutes),
        "MADOGUCHI_AUDIT_WITNESS": settings.audit_witness,
        "MADOGUCHI_KEYS": str(settings.keys or ""),
        "MADOGUCHI_METRICS_PORT": str(settings.metrics_port),
        "MADOGUCHI_BACKUPS": str(settings.backups or ""),
        "MADOGUCHI_BACKUP_KEY": str(settings.backup_key or ""),
        "MADOGUCHI_KEYS_COPY": str(settings.keys_copy or ""),
        "MADOGUCHI_IMPORTS": str(settings.imports or ""),
        "MADOGUCHI_PASSWORD_PASSES": str(settings.password_passes),
        "MADOGUCHI_PRETEND_READERS": str(int(settings.pretend_readers)),
        "MADOGUCHI_TRAINING": str(int(settings.training)),
        "MADOGUCHI_TRAINING_BESIDE": str(int(settings.training_beside)),
        "MADOGUCHI_OTHER_CITY": settings.other_city,
    }


def _whole(given: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    value = given.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,6}", value) or not low <= int(value) <= high:
        raise SettingRefused(f"{name} には {low} から {high} までの整数を指定してください。")
    return int(value)


def _flag(given: Mapping[str, str], name: str, default: bool) -> bool:
    value = given.get(name, str(int(default))).lower()
    if value not in TRUE | FALSE:
        raise SettingRefused(f"{name} には 1 か 0 を指定してください。")
    return value in TRUE


def _path(given: Mapping[str, str], name: str, default: Path) -> Path:
    return (ROOT / given[name]).resolve() if name in given else default


def _place(given: Mapping[str, str], name: str) -> Path | None:
    return (ROOT / given[name]).resolve() if name in given else None


def _address(given: Mapping[str, str], name: str, shape: str, example: str) -> str:
    value = given.get(name, "")
    if value and not re.fullmatch(shape, value):
        raise SettingRefused(f"{name} には {example} で始まる接続先を指定してください。")
    return value


def _origins(given: Mapping[str, str]) -> tuple[str, ...]:
    origins = tuple(part.strip() for part in given.get("MADOGUCHI_ORIGINS", "").split(",") if part.strip())
    if not all(re.fullmatch(r"https?://[^/\s]+", origin) for origin in origins):
        raise SettingRefused("MADOGUCHI_ORIGINS には https://example.lg.jp の形の値をコンマ区切りで指定してください。")
    return origins


def _other(given: Mapping[str, str]) -> str:
    other = given.get("MADOGUCHI_OTHER_CITY", "")
    if other and not re.fullmatch(r"[0-9]{1,5}|https?://[^/\s]+/?", other):
        raise SettingRefused("MADOGUCHI_OTHER_CITY には https://example.lg.jp の形の値か、ポートを指定してください。")
    return other
