"""手続マスタ: what a city's counters know, versioned. A case stays on the version that it was opened with.

Rows stand as the city's CSV files have them (`tables`), so that nothing of a file is lost; what rules need often is
typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Literal, TypeAlias

import msgspec

from handoff.appointment import AppointmentSettings
from handoff.edit import Ground
from handoff.export_settings import ExportSettings
from handoff.fees import CertificateSettings
from handoff.fields import ItemDef, from_row, sections
from handoff.floor import FloorSettings
from handoff.hall_voice import HallSettings
from handoff.household import Town
from handoff.moving_code import CodeSettings
from handoff.offices import House
from handoff.opening import OpenDays, open_days
from handoff.operations import OperationsSettings
from handoff.oversight import AuditSettings
from handoff.password import PasswordSettings
from handoff.protection import ProtectionSettings
from handoff.questions import questions, rules
from handoff.queue_order import OrderSettings
from handoff.retention import RetentionSettings
from handoff.system_notice import SystemSettings
from handoff.walk import ranks
from handoff.words import Words

Row: TypeAlias = "dict[str, str]"


class Event(msgspec.Struct, frozen=True):
    """A life event, and the counter that receives it first."""

    event: str
    name: str
    group: str
    appointment: str = ""


class Procedure(msgspec.Struct, frozen=True):
    """What must be done, at which counter; `after` = procedures that go first when they are in the same visit.

    `trigger`: the condition that brings it (`expression.py`; empty = by hand only). `due_items`: the items whose day
    begins its term (the first that is known; `today` = the day of the visit), `due_days`: how many days, and whether
    the first day counts (0 days = no date can be reckoned; `deadline` then says it in words).
    """

    procedure: str
    name: str
    group: str
    events: list[str]
    kind: str
    deadline: str
    bring: list[str]
    forms: list[str]
    after: list[str]
    note: str
    staff_only: bool
    proxy: str
    trigger: str = ""
    due_items: list[str] = []
    due_days: int = 0
    due_first_counts: bool = False


class ReasonText(msgspec.Struct, frozen=True):
    """One choice of a list of reasons. `needs_note`: その他 and the like ask for a sentence."""

    reason: str
    kind: str
    name: str
    needs_note: bool
    staff_only: bool


class Phrase(msgspec.Struct, frozen=True):
    """A ready sentence for memos and slips."""

    phrase: str
    kind: str
    group: str
    text: str
    visitor: bool


class Role(msgspec.Struct, frozen=True):
    """A part that a person of the case can have (届出人, 世帯主 …)."""

    role: str
    name: str
    events: list[str]
    outside_ok: bool


class Catalog(msgspec.Struct, frozen=True):
    """One version of a city's catalog. `items` and `tables` are rows as the files have them."""

    version: int
    city: str
    name: str
    items: dict[str, Row]
    procedures: dict[str, Procedure]
    events: dict[str, Event]
    reasons: dict[str, ReasonText]
    phrases: list[Phrase]
    roles: dict[str, Role]
    words: Words
    codes: dict[str, dict[str, str]]
    tables: dict[str, list[Row]] = {}


class VisitSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a visitor counts as absent, where one comes back to (keep, end), and how long a slip opens a case.
    `care_questions`: whoever says yes to one of them is 要配慮. `reserve_letter`: of the numbers that are printed for
    hours without power; no line may give it. `number_screens`: whether visitors take numbers by themselves in opening
    hours only (from so many minutes before, `number_before`), or at any time."""

    absent_calls: int = 2
    absent_minutes: int = 5
    back_place: str = "keep"
    reopen_days: int = 30
    care_questions: list[str] = []
    reserve_letter: str = "E"
    number_screens: Literal["hours", "always"] = "hours"
    number_before: int = 15


class SlipSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a slip carries the name, and whom it says to ask."""

    name: bool = False
    contact: str = ""


class SessionSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long a session lives: without a sign of life, and at most."""

    idle_minutes: int = 30
    absolute_hours: int = 12


class FormSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Applications on paper: those larger than A4 as a job of their own (separate), or brought down to A4 (reduced)."""

    a3: Literal["separate", "reduced"] = "separate"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a city decides for itself."""

    visits: VisitSettings = VisitSettings()
    slip: SlipSettings = SlipSettings()
    forms: FormSettings = FormSettings()
    sessions: SessionSettings = SessionSettings()
    floor: FloorSettings = FloorSettings()
    order: OrderSettings = OrderSettings()
    hall: HallSettings = HallSettings()
    appointments: AppointmentSettings = AppointmentSettings()
    audit: AuditSettings = AuditSettings()
    protection: ProtectionSettings = ProtectionSettings()
    certificates: CertificateSettings = CertificateSettings()
    passwords: PasswordSettings = PasswordSettings()
    retention: RetentionSettings = RetentionSettings()
    exports: ExportSettings = ExportSettings()
    operations: OperationsSettings = OperationsSettings()
    systems: SystemSettings = SystemSettings()
    moving_code: CodeSettings = CodeSettings()


def public(catalog: Catalog, house: House, settings: Settings) -> dict[str, Any]:
    """What a browser needs of the catalog, as plain JSON: items as definitions and in sections, procedures, the house.

    Holds no personal data; staff-only rows are marked as such.
    """
    defs = definitions(catalog)
    return {
        "version": catalog.version,
        "city": catalog.city,
        "name": catalog.name,
        "items": msgspec.to_builtins(list(defs.values())),
        "sections": msgspec.to_builtins(sections(defs.values())),
        "procedures": msgspec.to_builtins(list(catalog.procedures.values())),
        "events": msgspec.to_builtins(list(catalog.events.values())),
        "reasons": msgspec.to_builtins(list(catalog.reasons.values())),
        "phrases": msgspec.to_builtins(catalog.phrases),
        "roles": msgspec.to_builtins(list(catalog.roles.values())),
        "words": msgspec.to_builtins(catalog.words),
        "codes": catalog.codes,
        "forms": [
            {"form": row["form_id"], "name": row["name"], "group": row["group_id"]}
            for row in catalog.tables.get("forms", [])
        ],
        "house": msgspec.to_builtins(house),
        "settings": msgspec.to_builtins(settings),
        "guidance": guidance(catalog, house),
    }


def guidance(catalog: Catalog, house: House) -> dict[str, Any]:
    """What the twin of the guidance needs (`handoff/guidance.py`), for staff screens alone: it names what a visitor
    never hears of. `groups`: the questions' groups in order; `ranks`: of the counters, by office (`walk.py`)."""
    asked = questions(catalog.tables.get("questions", []))
    return {
        "events": list(catalog.events),
        "questions": msgspec.to_builtins(asked),
        "groups": list(dict.fromkeys(one.group for one in asked)),
        "rules": msgspec.to_builtins(rules(catalog.tables.get("rules", []))),
        "procedures": msgspec.to_builtins(list(catalog.procedures.values())),
        "ranks": {office: ranks(house, office) for office in ("", *(one.office for one in house.offices))},
        "holidays": sorted(day.isoformat() for day in holidays(catalog)),
        "town": msgspec.to_builtins(town(catalog)),
    }


def holidays(catalog: Catalog) -> list[date]:
    """The days on which the city's offices are closed, beside Saturdays and Sundays."""
    found = []
    for row in catalog.tables.get("holidays", []):
        with suppress(ValueError):
            found.append(date.fromisoformat(row.get("date", "")))
    return found


def opening(catalog: Catalog) -> OpenDays:
    """The days on which the city's offices have hours of their own."""
    return open_days(catalog.tables.get("opening_days", []))


def town(catalog: Catalog) -> Town:
    """What the facts of a household need of a catalog."""
    foreign = [key for key, item in definitions(catalog).items() if item.foreign_only and item.scope == "person"]
    return Town(catalog.city, catalog.name, foreign)


def definitions(catalog: Catalog) -> dict[str, ItemDef]:
    """The items as rules use them. ValueError, with the key, where a row is no item."""
    lists: dict[str, Sequence[tuple[str, str]]] = {name: list(codes.items()) for name, codes in catalog.codes.items()}
    lists["events"] = [(one.event, one.name) for one in catalog.events.values()]
    return {key: from_row(row, lists) for key, row in catalog.items.items()}


def ground(catalog: Catalog, today: date) -> Ground:
    """What the rules of edits stand on."""
    defs = definitions(catalog)
    rules = catalog.tables.get("rules", [])
    return Ground(
        items=defs,
        section_of={key: section.key for section in sections(defs.values()) for key in section.items},
        procedures=frozenset(catalog.procedures),
        roles=frozenset(catalog.roles),
        today=today,
        events=frozenset(catalog.events),
        questions=frozenset(row["q_id"] for row in catalog.tables.get("questions", [])),
        blocks=frozenset(row["rule_id"] for row in rules if row["effect"] == "block"),
        phrases=frozenset(one.phrase for one in catalog.phrases if one.visitor),
        reasons={one.reason: (one.kind, one.needs_note) for one in catalog.reasons.values()},
        forms=frozenset(row["form_id"] for row in catalog.tables.get("forms", [])),
    )
