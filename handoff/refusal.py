"""How a rule says no: `Refused(reason)`, with a reason from one closed list.

The Japanese sentence of each reason stands in `clients/shared/src/words.ts`, typed so that a reason without a sentence
does not compile. Everything that is not a `Refused` is a bug and stays loud.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why something is refused. Closed: a new one needs its sentence in the same commit."""

    # a value
    wrong_kind = "wrong_kind"
    too_long = "too_long"
    bad_characters = "bad_characters"
    no_such_date = "no_such_date"
    future_date = "future_date"
    after_limit = "after_limit"
    before_limit = "before_limit"
    wrong_check_digit = "wrong_check_digit"
    not_kana = "not_kana"
    not_a_choice = "not_a_choice"
    not_a_number = "not_a_number"
    wrong_length = "wrong_length"
    wrong_pattern = "wrong_pattern"
    # an edit of the sheet
    no_such_item = "no_such_item"
    read_only = "read_only"
    no_such_person = "no_such_person"
    person_removed = "person_removed"
    person_in_use = "person_in_use"
    section_confirmed = "section_confirmed"
    section_changed = "section_changed"
    not_your_edit = "not_your_edit"
    number_in_memo = "number_in_memo"
    no_such_procedure = "no_such_procedure"
    no_such_event = "no_such_event"
    no_such_question = "no_such_question"
    no_such_rule = "no_such_rule"
    not_asked = "not_asked"
    items_missing = "items_missing"
    op_reused = "op_reused"
    case_closed = "case_closed"
    case_sealed = "case_sealed"
    not_joined = "not_joined"
    no_such_case = "no_such_case"
    # a move of the visit
    illegal_move = "illegal_move"
    visit_changed = "visit_changed"
    no_such_visit = "no_such_visit"
    taken = "taken"
    early = "early"
    not_holder = "not_holder"
    already_claimed = "already_claimed"
    not_kept_yet = "not_kept_yet"
    line_empty = "line_empty"
    no_such_counter = "no_such_counter"
    no_such_window = "no_such_window"
    no_window = "no_window"
    window_closed = "window_closed"
    window_taken = "window_taken"
    window_empty = "window_empty"
    case_open_here = "case_open_here"
    numbers_used_up = "numbers_used_up"
    reason_needed = "reason_needed"
    # an appointment
    no_such_time = "no_such_time"
    not_by_appointment = "not_by_appointment"
    closed_day = "closed_day"
    too_far_ahead = "too_far_ahead"
    outside_hours = "outside_hours"
    place_taken = "place_taken"
    only_booked = "only_booked"
    # a ticket
    bad_ticket = "bad_ticket"
    ticket_unknown = "ticket_unknown"
    ticket_replaced = "ticket_replaced"
    ticket_old = "ticket_old"
    ticket_ended = "ticket_ended"
    reserve_number = "reserve_number"
    reserve_gone = "reserve_gone"
    # a person at the door
    signed_out = "signed_out"
    wrong_password = "wrong_password"
    locked_out = "locked_out"
    not_allowed = "not_allowed"
    password_due = "password_due"
    password_over = "password_over"
    password_short = "password_short"
    password_used = "password_used"
    password_easy = "password_easy"
    factor_needed = "factor_needed"
    factor_due = "factor_due"
    wrong_factor = "wrong_factor"
    prove_again = "prove_again"
    sso_only = "sso_only"
    sso_failed = "sso_failed"
    sso_unknown = "sso_unknown"
    sso_ended = "sso_ended"
    sso_away = "sso_away"
    bad_origin = "bad_origin"
    slow_down = "slow_down"
    # a message
    bad_message = "bad_message"
    too_big = "too_big"
    wire_version = "wire_version"
    # a file that somebody brought
    upload_gone = "upload_gone"
    import_running = "import_running"
    # the catalog that is kept
    no_such_draft = "no_such_draft"
    no_such_table = "no_such_table"
    no_such_row = "no_such_row"
    no_such_version = "no_such_version"
    other_department = "other_department"
    bad_row = "bad_row"
    overtaken = "overtaken"
    catalog_faults = "catalog_faults"
    catalog_clash = "catalog_clash"
    past_time = "past_time"
    nothing_changed = "nothing_changed"
    # the users who are kept
    no_such_user = "no_such_user"
    no_such_plan = "no_such_plan"
    own_account = "own_account"
    last_admin = "last_admin"
    # a device
    not_armed = "not_armed"
    card_of_another = "card_of_another"
    card_gone = "card_gone"
    bad_pairing = "bad_pairing"
    unknown_device = "unknown_device"
    other_place = "other_place"
    # the house itself
    read_only_now = "read_only_now"
    not_now = "not_now"


class Refused(Exception):
    """A rule's no. `at` names the entry key or field it is about; `more` carries facts a screen may show (never
    entries)."""

    def __init__(self, reason: Reason, at: str | None = None, **more: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.at = at
        self.more = more
