"""The tables of the record. All times are ms since 1970; days are `YYYY-MM-DD` of Asia/Tokyo; written for PostgreSQL
15."""

from __future__ import annotations

from server.record.tables.appointments import appointments
from server.record.tables.audit import audit
from server.record.tables.bulletins import bulletin_reads, bulletins
from server.record.tables.catalogs import catalog_log, catalogs, draft_rows, drafts
from server.record.tables.confirmations import confirmations, shown_papers
from server.record.tables.core import entries, epoch, journal, mark, quarantine
from server.record.tables.figures import baselines, day_figures, figured_days, visit_facts
from server.record.tables.files import postal_areas, postal_files, workbooks
from server.record.tables.house import (
    counters,
    devices,
    displays,
    lines,
    offices,
    seats,
    services,
    settings,
    windows,
)
from server.record.tables.imports import import_files, import_profiles, import_rows, import_turn
from server.record.tables.pages import base_pages
from server.record.tables.people import clerks, login_attempts, sessions
from server.record.tables.plans import window_plans, window_states
from server.record.tables.protection import protection_lists, protection_log, protection_words, protections
from server.record.tables.reserves import reserve_kits, reserve_numbers
from server.record.tables.retention import erasures
from server.record.tables.systems import system_answers, system_notices, systems
from server.record.tables.users import old_passwords, teams, user_log, user_plans
from server.record.tables.visits import cases, outbox, person_index, reports, series, tickets, visit_events, visits
from server.record.tables.waits import wait_forecasts, wait_models
from server.record.tables.watching import looks, outages, outages_told, safekept
from server.record.tables.worklist import (
    conversion_letters,
    conversion_maps,
    export_layouts,
    worklist,
    worklist_read,
)

__all__ = [
    "appointments",
    "audit",
    "base_pages",
    "baselines",
    "bulletin_reads",
    "bulletins",
    "cases",
    "catalog_log",
    "catalogs",
    "clerks",
    "confirmations",
    "conversion_letters",
    "conversion_maps",
    "counters",
    "day_figures",
    "devices",
    "displays",
    "draft_rows",
    "drafts",
    "entries",
    "epoch",
    "erasures",
    "export_layouts",
    "figured_days",
    "import_files",
    "import_profiles",
    "import_rows",
    "import_turn",
    "journal",
    "lines",
    "login_attempts",
    "looks",
    "mark",
    "offices",
    "old_passwords",
    "outages",
    "outages_told",
    "outbox",
    "person_index",
    "postal_areas",
    "postal_files",
    "protection_lists",
    "protection_log",
    "protection_words",
    "protections",
    "quarantine",
    "reports",
    "reserve_kits",
    "reserve_numbers",
    "safekept",
    "seats",
    "series",
    "services",
    "sessions",
    "settings",
    "shown_papers",
    "system_answers",
    "system_notices",
    "systems",
    "teams",
    "tickets",
    "user_log",
    "user_plans",
    "visit_events",
    "visit_facts",
    "visits",
    "wait_forecasts",
    "wait_models",
    "window_plans",
    "window_states",
    "windows",
    "workbooks",
    "worklist",
    "worklist_read",
]
