"""What people do with visits: one function for each deed of the wire, and what the house itself does at closing and
midnight."""

from __future__ import annotations

from server.work.visits.asking import kept_of, row_of_case
from server.work.visits.booking import arrive, book, rebook
from server.work.visits.calling import absent, back, call, call_again
from server.work.visits.claiming import claim, give_back, reopen
from server.work.visits.closing import closing_list, finish, midnight, morning, settle
from server.work.visits.handing import hand_off, ready, take_back, transfer
from server.work.visits.holding import hold, process, serve
from server.work.visits.moving_lines import move_line
from server.work.visits.numbers import give_number
from server.work.visits.slips import plan, slip

__all__ = [
    "absent",
    "arrive",
    "back",
    "book",
    "call",
    "call_again",
    "claim",
    "closing_list",
    "finish",
    "give_back",
    "give_number",
    "hand_off",
    "hold",
    "kept_of",
    "midnight",
    "morning",
    "move_line",
    "plan",
    "process",
    "ready",
    "rebook",
    "reopen",
    "row_of_case",
    "serve",
    "settle",
    "slip",
    "take_back",
    "transfer",
]
