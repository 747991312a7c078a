"""The rules of edits for the guidance: life events, answers, procedures by hand, belongings, sentences for the slip,
blocks overruled, the tablet. What follows from them is derived and never stored; here stands what may be written.

Ids are checked against the case's own version of the catalog, so that a question which was published this morning is
none of a case that was opened yesterday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from handoff import characters, checks, ids
from handoff import messages as m
from handoff.case import Entry, Facts, Value
from handoff.edit import LIMIT_KEYS, Edit, entry_of, write
from handoff.refusal import Reason, Refused
from handoff.rights import limits_of

LIMIT_ANSWERS: Final = 512
"""無しの一括 of the largest group is one edit; more than this is an accident."""
LIMIT_BELONGING: Final = 80
LIMIT_SAY: Final = 300
LIMIT_SAYINGS: Final = 20
LIMIT_NOTE: Final = 200
FORMS: Final = "forms"
"""What a tablet may show instead of the questions."""
OVERRULE: Final = "overrule"
"""The right to overrule a block; it stands among what a clerk sees."""
_ID: Final = re.compile(r"[A-Z][A-Z0-9_]{0,31}")


def events(edit: Edit, do: m.Events) -> Facts:
    """Life events in and out. Refused: `no_such_event`."""
    _all_known(do.on, edit.ground.events, Reason.no_such_event, "on")
    return write(edit, {f"ev.{event}": True if on else None for event, on in do.on.items()}, _source(edit))


def reply(edit: Edit, do: m.Reply) -> Facts:
    """Answers. Refused: `no_such_question`, of the case's own version."""
    _all_known(do.answers, edit.ground.questions, Reason.no_such_question, "answers", LIMIT_ANSWERS)
    return write(edit, {f"q.{question}": yes for question, yes in do.answers.items()}, _source(edit))


def withdraw(edit: Edit, do: m.Withdraw) -> Facts:
    """Answers taken back. Refused: `no_such_item` where none was ever given."""
    _given(edit, "q.", do.questions, "questions", LIMIT_ANSWERS)
    return write(edit, {f"q.{question}": None for question in do.questions}, _source(edit))


def choose(edit: Edit, do: m.Choose) -> Facts:
    """Added by hand. Refused: `no_such_procedure`; `not_allowed` for one that the clerk's grants leave out; a reason of
    another list, or without its sentence."""
    return _by_hand(edit, do, True)


def unchoose(edit: Edit, do: m.Unchoose) -> Facts:
    """Taken out by hand. Refused as `choose`."""
    return _by_hand(edit, do, False)


def as_answered(edit: Edit, do: m.AsAnswered) -> Facts:
    """As the answers say. Refused: `no_such_item` where nobody put a hand to it."""
    _given(edit, "proc.", do.procedures, "procedures")
    return write(edit, {f"proc.{procedure}": None for procedure in do.procedures}, _source(edit))


def _by_hand(edit: Edit, do: m.Choose | m.Unchoose, on: bool) -> Facts:
    _all_known(do.procedures, edit.ground.procedures, Reason.no_such_procedure, "procedures")
    limits = limits_of(edit.writer.sees)
    if not all(limits.may("write", "procedure", one) for one in do.procedures):
        raise Refused(Reason.not_allowed, at="procedures")
    note = admit_reason(edit, "procedure", do.reason, do.note)
    value: Value = {"on": on, "reason": do.reason, "note": note} if do.reason or note else on
    return write(edit, {f"proc.{procedure}": value for procedure in do.procedures})


def have(edit: Edit, do: m.Have) -> Facts:
    """What the visitor has brought. Refused: a text that is none (empty, too long, with control characters)."""
    some(do.things, "things", LIMIT_KEYS)
    for thing in do.things:
        if not thing or admit_text(thing, LIMIT_BELONGING, "things") != thing:
            raise Refused(Reason.wrong_pattern, at="things")
    return write(edit, {f"have.{thing}": there for thing, there in do.things.items()}, _source(edit))


def say(edit: Edit, do: m.Say) -> Facts:
    """A sentence for the slip: no control characters, no 個人番号. Refused besides: a phrase that a visitor may not
    read (`no_such_item`), one more than a slip can carry (`too_long`)."""
    if do.phrase is not None and do.phrase not in edit.ground.phrases:
        raise Refused(Reason.no_such_item, at="phrase")
    text = admit_text(do.text, LIMIT_SAY, "text")
    if sum(key.startswith("say.") and entry.value is not None for key, entry in edit.sheet.entries.items()) >= (
        LIMIT_SAYINGS
    ):
        raise Refused(Reason.too_long, at="text")
    return write(edit, {f"say.{edit.op}": {"text": text, "phrase": do.phrase}})


def unsay(edit: Edit, do: m.Unsay) -> Facts:
    """A sentence taken away. Refused: `no_such_item`."""
    _given(edit, "say.", [ids.check_op(do.op)], "op")
    return write(edit, {f"say.{do.op}": None})


def overrule(edit: Edit, do: m.Overrule) -> Facts:
    """A block overruled. Refused: `not_allowed` without the right, `no_such_rule`, `reason_needed`."""
    _may_overrule(edit)
    _all_known([do.rule], edit.ground.blocks, Reason.no_such_rule, "rule")
    if not do.reason:
        raise Refused(Reason.reason_needed, at="reason")
    note = admit_reason(edit, "overrule_block", do.reason, do.note)
    return write(edit, {f"over.{do.rule}": {"reason": do.reason, "note": note}})


def hold_to(edit: Edit, do: m.HoldTo) -> Facts:
    """The block holds again. Refused: `not_allowed`, `no_such_item` where it was never overruled."""
    _may_overrule(edit)
    _given(edit, "over.", [do.rule], "rule")
    return write(edit, {f"over.{do.rule}": None})


def on_tablet(edit: Edit, do: m.OnTablet) -> Facts:
    """The questions, or the applications as this clerk may see them, on the tablet of the clerk's window, for as long
    as the window has the case under this fence. Nobody else writes there: the last press of the window counts.
    Refused: `no_window`."""
    if not edit.writer.window:
        raise Refused(Reason.no_window)
    shows: Value = edit.fence if do.on else None
    if do.on and do.what == FORMS:
        shows = {"fence": edit.fence, "what": FORMS, "sees": sorted(edit.writer.sees)}
    return {f"tablet.{edit.writer.window}": entry_of(edit, shows)}


def on_tablet_since(entries: Mapping[str, Entry], window: str, fence: int) -> str | None:
    """The op that put the questions on the window's tablet, if it is this claim's; None = the tablet asks nothing."""
    entry = entries.get(f"tablet.{window}")
    return entry.op if entry is not None and entry.value == fence else None


def forms_on_tablet(entries: Mapping[str, Entry], window: str, fence: int) -> tuple[str, frozenset[str]] | None:
    """The op that put the applications on the window's tablet, if it is this claim's, and what its clerk may see."""
    entry = entries.get(f"tablet.{window}")
    said = entry.value if entry is not None else None
    if entry is None or not isinstance(said, dict) or (said.get("what"), said.get("fence")) != (FORMS, fence):
        return None
    return entry.op, frozenset(said.get("sees", ()))


# ---- what they have in common


def _source(edit: Edit) -> str:
    return "visitor" if edit.writer.visitor else "answer"


def some(wanted: object, at: str, limit: int) -> None:
    """Refused with `bad_message`: nothing, or more than the limit."""
    if not isinstance(wanted, dict | list) or not 1 <= len(wanted) <= limit:
        raise Refused(Reason.bad_message, at=at)


def _all_known(
    wanted: dict[str, bool] | list[str], known: frozenset[str], reason: Reason, at: str, limit: int = LIMIT_KEYS
) -> None:
    some(wanted, at, limit)
    for one in wanted:
        if not _ID.fullmatch(one):
            raise Refused(reason, at=at)
        if one not in known:
            raise Refused(reason, at=one)


def _given(edit: Edit, prefix: str, wanted: list[str], at: str, limit: int = LIMIT_KEYS) -> None:
    some(wanted, at, limit)
    if not all(prefix + one in edit.sheet.entries for one in wanted):
        raise Refused(Reason.no_such_item, at=at)


def admit_reason(edit: Edit, kind: str, reason: str, note: str) -> str:
    """The sentence beside a reason of the city's list; その他 asks for one."""
    text = admit_text(note, LIMIT_NOTE, "note") if note.strip() else ""
    if reason:
        found, needs_note = edit.ground.reasons.get(reason, ("", False))
        if found != kind:
            raise Refused(Reason.not_a_choice, at="reason")
        if needs_note and not text:
            raise Refused(Reason.reason_needed, at="note")
    return text


def admit_text(text: str, limit: int, at: str, long: bool = False) -> str:
    """A sentence: no control characters (`long`: it may have several lines), no 個人番号, not empty."""
    admitted = characters.admit(text, limit, at, long).strip()
    if not admitted:
        raise Refused(Reason.wrong_length, at=at)
    if checks.holds_my_number(admitted):
        raise Refused(Reason.number_in_memo, at=at)
    return admitted


def _may_overrule(edit: Edit) -> None:
    if OVERRULE not in edit.writer.sees:
        raise Refused(Reason.not_allowed)


RULES: Final[dict[type[m.Deed], Callable[..., Facts]]] = {
    m.Events: events,
    m.Reply: reply,
    m.Withdraw: withdraw,
    m.Choose: choose,
    m.Unchoose: unchoose,
    m.AsAnswered: as_answered,
    m.Have: have,
    m.Say: say,
    m.Unsay: unsay,
    m.Overrule: overrule,
    m.HoldTo: hold_to,
    m.OnTablet: on_tablet,
}
