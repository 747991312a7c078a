"""The list of a case's applications: what lacks on each, who signs what and how that stands, and what all of them
save."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import msgspec

from handoff.application import Application, Box
from handoff.case import Entry
from handoff.signing import Standing, State, agreed, last_seen, state_of, written_since
from handoff.stops import Stop
from handoff.tally import tally
from handoff.visit import Visit, row_of
from handoff.words import LANGUAGES
from server.ports.paper import CutOff
from server.work import papers
from server.work.cupboards import Actor, Cupboards
from server.work.forms_case import CaseForms, look_at, may_print, setting_of

NO_CODE: Final = "0" * 16
TODAY: Final = "本日"
SIDES: Final = {"later": "後", "earlier": "前"}


class Lacking(msgspec.Struct, frozen=True):
    """A box that must be filled and is not, or whose day is past its limit: the key of the entry to write (`role.X`
    where nobody is in a role), whose, and its label with what is wrong."""

    key: str
    person: str | None
    label: str


class SignState(msgspec.Struct, frozen=True):
    """A place for a signature. `sheet`: on which of the form's sheets."""

    sheet: int
    place: int
    label: str
    role: str
    person: str | None
    medium: Literal["tablet", "paper"]
    state: State


class ListedForm(msgspec.Struct, frozen=True):
    """An application. `by_hand`: added (true), dropped (false: none of its sheets counts), or as the guidance says
    (null), with `reason` and `note`; `may_print` false: it needs a right that this clerk has not, and nothing more is
    said of it. `people`: on its rows; `left_out`: who finds no row. `too_long`: only when it was asked for. `changed`:
    what was written since the visitor agreed or signed, where that is void now."""

    form: str
    name: str
    group: str
    paper: str
    pages: int
    by_hand: bool | None
    named_by: list[str]
    restricted: bool
    may_print: bool
    missing: list[Lacking] = []
    too_long: list[CutOff] = []
    signs: list[SignState] = []
    people: list[str] = []
    left_out: list[str] = []
    only: list[str] = []
    remark: str = ""
    reason: str = ""
    note: str = ""
    agreed: Literal["new", "agreed", "changed"] = "new"
    changed: list[str] = []


class FormList(msgspec.Struct, frozen=True):
    """All of them, what they save together (`saved`: of a hundred boxes), the letters that no face can print, and how
    many pages the guidance slip has (both only when asked for)."""

    forms: list[ListedForm]
    rev: int
    sheets: int
    boxes: int
    typed: int
    saved: int
    places: int
    signers: int
    strokes: int
    paper_places: int
    absent_places: int
    letters: list[str] = []
    slip_pages: int = 0


async def listed(c: Cupboards, who: Actor, case: str, fit: bool = False) -> FormList:
    """The applications of a case for this clerk. `fit`: lay every value out as well, say what does not fit and which
    letters no face can print, and count the slip's pages. Refused as `forms_case.look_at`."""
    found, visit = await look_at(c, who, case, "open")
    mine = [one for one in found.found if one.form.form not in found.source.book.staff_only or "S" in who.sees]
    printed = [one for one in mine if one.counts and may_print(found, one, who)]
    cut: dict[str, list[CutOff]] = {}
    letters: list[str] = []
    if fit:
        setting = setting_of(c, who, found, visit.number, found=[])
        said = await c.paper.fit([leaf for one in printed for leaf in found.leaves(one, setting)])
        letters = list(said.missing)
        for each in said.too_long:
            cut.setdefault(each.form, []).append(each)
    standing = {one.form: one for one in found.standing(printed)}
    figures = tally(printed, found.source.book.items)
    return FormList(
        forms=[_row(found, one, who, standing.get(one.form.form), cut.get(one.form.form, [])) for one in mine],
        rev=found.sheet.rev,
        sheets=figures.sheets,
        boxes=figures.boxes,
        typed=figures.typed,
        saved=figures.saved,
        places=figures.signatures.places,
        signers=len(figures.signatures.by_person),
        strokes=figures.signatures.strokes,
        paper_places=figures.signatures.paper,
        absent_places=len(figures.signatures.left_absent),
        letters=letters,
        slip_pages=await _slip_pages(c, who, found, visit) if fit else 0,
    )


async def _slip_pages(c: Cupboards, who: Actor, found: CaseForms, visit: Visit) -> int:
    """How many pages the slip would have now, drawn with a code that opens nothing."""
    said = found.sheet.value("language")
    language = next((one for one in LANGUAGES if one == said), LANGUAGES[0])
    drawn = await papers.slip(c, who, row_of(visit), NO_CODE, language=language)
    _, pages = await c.paper.join([drawn.pdf])
    return pages


def _row(
    found: CaseForms, one: Application, who: Actor, standing: Standing | None, too_long: list[CutOff]
) -> ListedForm:
    form, entries = one.form, found.sheet.entries
    chosen = _said(entries, f"form.{form.form}")
    row = ListedForm(
        form=form.form,
        name=form.name,
        group=form.group,
        paper=form.paper.name,
        pages=len(one.sheets),
        by_hand=one.by_hand,
        named_by=one.procedures,
        restricted=form.restricted,
        may_print=may_print(found, one, who),
        reason=str(chosen.get("reason", "")),
        note=str(chosen.get("note", "")),
    )
    if standing is None:
        return row
    remark, start = found.sheet.value(f"remark.{form.form}"), f"only.{form.form}."
    places = signs(standing, entries)
    now = agreed(form.form, standing.digest, entries)
    void = now == "changed" or any(place.state == "void" for place in places)
    return msgspec.structs.replace(
        row,
        missing=[lacking(found, stop) for stop in found.stops(one)],
        too_long=too_long,
        signs=places,
        people=[person for sheet in one.sheets for person in sheet.people],
        left_out=one.left_out,
        only=[key.removeprefix(start) for key, entry in entries.items() if key.startswith(start) and _is_on(entry)],
        remark=remark if isinstance(remark, str) else "",
        agreed=now,
        changed=changed(found, one) if void else [],
    )


def changed(found: CaseForms, one: Application) -> list[str]:
    """The items of an application that were written since it was last agreed to or signed, by their labels; of a
    person's item whose it is, too."""
    entries, items = found.sheet.entries, found.source.book.items
    since = last_seen(one, entries)
    boxes = (box for sheet in one.sheets for box in written_since(sheet, since, entries, items))
    return list(dict.fromkeys(_whose(found, box) + items[box.item].label.replace("_", " ") for box in boxes))


def _whose(found: CaseForms, box: Box) -> str:
    """山田　太郎さんの; nothing where the label says it, or nobody has entered a name."""
    person = box.person if found.source.book.items[box.item].scope == "person" else None
    name = found.name(person)
    return f"{name}さんの" if name else ""


def lacking(found: CaseForms, stop: Stop) -> Lacking:
    """What stops the printing, in words: an empty box that must be filled, a day past its limit."""
    box, items = stop.box, found.source.book.items
    label = items[box.item].label
    if stop.past:
        than = items[stop.past.than].label if stop.past.than in items else TODAY
        label += f"（{than}より{SIDES[stop.past.side]}の日付です）"
    return Lacking(key_of(found, box), box.drawn.person or box.person, label)


def key_of(found: CaseForms, box: Box) -> str:
    """The entry that fills a box; the role, where nobody is in it."""
    item = found.source.book.items[box.item]
    return f"role.{item.role}" if box.drawn.how == "nobody" and item.input == "derived" else box.drawn.keys[0]


def signs(standing: Standing, entries: dict[str, Entry]) -> list[SignState]:
    """The places of an application and how they stand."""
    state: Callable[..., State] = state_of
    return [
        SignState(
            sheet.number,
            place.place,
            place.label,
            place.role,
            place.person,
            place.medium,
            state(place, standing.form, standing.digest, entries),
        )
        for sheet in standing.one.sheets
        for place in sheet.signs
    ]


def _said(entries: dict[str, Entry], key: str) -> dict[str, object]:
    entry = entries.get(key)
    return entry.value if entry is not None and isinstance(entry.value, dict) else {}


def _is_on(entry: Entry) -> bool:
    return entry.value is not None
