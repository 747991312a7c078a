"""A city's folder: its CSV files (UTF-8, header row) and settings.toml, read into one `City` and checked as a whole.

Every mistake is a `BadCity` with the file and the row in Japanese: an administrator reads it.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from handoff.catalog import Catalog, Row, Settings, definitions
from handoff.catalog_rows import KEYS, LATER, BadRow, catalog_of, counter_row, split, window_rows
from handoff.import_kind import KINDS, KindId
from handoff.offices import Counter, House, Line, Office, Service, Window
from handoff.sso import SsoSettings
from server.ports.catalogs import City, User

PARTS: Final = Settings.__struct_fields__
LETTERS: Final = frozenset("ABCDEFGHJKLMNPRSTUVWXYZ")
"""Number letters: none that looks like a figure or like another letter (I, O, Q)."""
T = TypeVar("T")


class BadCity(Exception):
    """The folder does not hold a city."""


def read_city(folder: Path, training: bool = False) -> City:
    """The city in a folder; `training`: as its training city (研修), another city of which nothing goes out."""
    said = _settings(folder, training)
    house = _house(folder)
    catalog = _catalog(folder, said, house)
    _check(catalog, house)
    try:
        settings = msgspec.convert({key: said[key] for key in PARTS if key in said}, Settings)
        sso = msgspec.convert(said.get("sso", {}), SsoSettings)
    except msgspec.ValidationError as error:
        raise BadCity(f"{folder}/settings.toml が正しくありません（{error}）。") from None
    password = said.get("demo", {}).get("password", "")
    return City(catalog, house, settings, _each(folder, "users", _user), password, sso)


def read_own_data(folder: Path) -> dict[KindId, bytes]:
    """The files of the city's own data that come with a demo city, by kind; those that it has."""
    files = {kind: folder / f"{kind}.csv" for kind in KINDS}
    return {kind: file.read_bytes() for kind, file in files.items() if file.exists()}


def rows(folder: Path, name: str) -> list[Row]:
    """The rows of one file; a byte order mark is left out."""
    try:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadCity(f"{folder}/{name}.csv を読めません（{type(error).__name__}）。") from None


def _each(folder: Path, name: str, read: Callable[[Row], T]) -> list[T]:
    found = []
    for number, row in enumerate(rows(folder, name), start=2):
        try:
            found.append(read(row))
        except (KeyError, ValueError) as error:
            raise BadCity(f"{folder}/{name}.csv の {number} 行目が正しくありません（{error}）。") from None
    return found


def _settings(folder: Path, training: bool) -> dict[str, Any]:
    try:
        with (folder / "settings.toml").open("rb") as file:
            said = tomllib.load(file)
        said = _as_training(said) if training else said
        _city(said)
        return said
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise BadCity(f"{folder}/settings.toml を読めません（{error}）。") from None


def _city(said: dict[str, Any]) -> None:
    code, name = said["city"]["code"], said["city"]["name"]
    if len(code) != 6 or not code.isdigit() or not name:
        raise ValueError("[city] code, name")


def _as_training(said: dict[str, Any]) -> dict[str, Any]:
    """Another number (its keys and places are called by it), another name (papers and screens show it), passwords of
    its own; it writes into no folder and tells no other system."""
    own, real = said["training"], said["city"]
    if own["code"] == real["code"]:
        raise ValueError("[training] code")
    return {
        **said,
        "city": {"code": own["code"], "name": f"{real['name']}（研修）"},
        "demo": {"password": own["password"]},
        "exports": {**said.get("exports", {}), "folder": ""},
        "systems": {**said.get("systems", {}), "networks": []},
        "sso": {},
    }


# ---- the house


def _house(folder: Path) -> House:
    offices = _each(folder, "offices", lambda r: Office(r["office_id"], r["name"], r["opens"], r["closes"]))
    ids = {office.name: office.office for office in offices}
    counters = _each(folder, "counters", lambda r: _counter(r, ids))
    return House(
        offices=offices,
        counters=list({(one.office, one.group): one for one in reversed(counters)}.values())[::-1],
        windows=_each(folder, "counters", lambda r: _window(r, ids)),
        lines=_each(
            folder,
            "lines",
            lambda r: Line(r["office"], r["line_id"], r["group_id"], r["name"], r["letters"], r["rule"]),
        ),
        services=_each(
            folder, "services", lambda r: Service(r["office"], r["service_id"], r["name"], r["line_id"], r["event"])
        ),
    )


def _counter(row: Row, ids: dict[str, str]) -> Counter:
    return Counter(
        office=ids[row["office"]],
        group=row["group_id"],
        name=row["group_name"],
        department=row["department"],
        floor=row["floor"],
        label=row["slip_label"],
        walk_rank=int(row["walk_rank"]),
        quiet=row["quiet"] == "1",
        appointment=row["appointment"] == "1",
        lines_first=split(row.get("lines_first", "")),
    )


def _window(row: Row, ids: dict[str, str]) -> Window:
    office = ids[row["office"]]
    return Window(row["window_id"], office, row["group_id"], row["name"], row["window_no"], row["floor"], row["kind"])


def _user(row: Row) -> User:
    return User(
        clerk=row["clerk_id"],
        login=row["login"],
        name=row["name"],
        department=row["department"],
        roles=split(row["roles"]),
        sees=split(row["sees"]),
        offices=split(row["offices"]),
        groups=split(row["groups"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"] or None,
        note=row["note"],
        rights=split(row.get("rights", "")),
    )


# ---- the catalog


def _catalog(folder: Path, said: dict[str, Any], house: House) -> Catalog:
    tables = {table: rows(folder, table) for table in KEYS if table != "counters" and _holds(folder, table)}
    tables["counters"] = [counter_row(one) for one in house.counters]
    tables["windows"] = window_rows(house)
    try:
        return catalog_of(1, said["city"]["code"], said["city"]["name"], tables)
    except BadRow as bad:
        raise BadCity(f"{folder}/{bad.table}.csv の {bad.number + 1} 行目が正しくありません（{bad.why}）。") from None


def _holds(folder: Path, table: str) -> bool:
    return table not in LATER or (folder / f"{table}.csv").exists()


# ---- does it hold together


def _check(catalog: Catalog, house: House) -> None:
    """Every id resolves; a letter belongs to one office, so that a number handed to another office stays one number."""
    counters = {(one.office, one.group) for one in house.counters}
    groups = {one.group for one in house.counters}
    lines = {(one.office, one.line) for one in house.lines}
    _all("lines.csv", (one.line for one in house.lines if (one.office, one.group) not in counters))
    _all("services.csv", (one.service for one in house.services if (one.office, one.line) not in lines))
    _all("procedures.csv", (one.procedure for one in catalog.procedures.values() if one.group not in groups))
    _all(
        "procedures.csv",
        (one.procedure for one in catalog.procedures.values() if not set(one.after) <= catalog.procedures.keys()),
    )
    _all("events.csv", (one.event for one in catalog.events.values() if one.group not in groups))
    _all("lines.csv", (one.line for one in house.lines if not one.letters or not set(one.letters) <= LETTERS))
    offices: dict[str, str] = {}
    for line in house.lines:
        _all(
            "lines.csv",
            (line.line for letter in line.letters if offices.setdefault(letter, line.office) != line.office),
        )
    try:
        definitions(catalog)
    except ValueError as error:
        raise BadCity(f"data_dictionary.csv が正しくありません（{error}）。") from None


def _all(file: str, wrong: Iterable[str]) -> None:
    if bad := sorted(set(wrong)):
        raise BadCity(f"{file} の参照先が見つからないか、重なっています: {', '.join(bad[:5])}")
