"""What stands on the papers that a visitor takes along: the guidance slip and the number paper. Values only, no ink.

Nothing here is read back: a paper is made from the case each time it is printed. It carries personal data in one place
only, `Slip.name`, which stays None unless the city's setting asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from handoff.ticket import LENGTH
from handoff.words import Language

StopState = Literal["done", "next", "now", "later"]

_CODE: Final = re.compile(rf"[0-9]{{{LENGTH}}}", re.ASCII)
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_STOREY: Final = re.compile(r"(B?)([1-9][0-9]?)F", re.ASCII)
_FILL: Final = re.compile(r"\{([a-z]+)\}", re.ASCII)

WORDS: Final[Mapping[str, str]] = {
    "slip.title": "手続きのご案内",
    "slip.number": "受付番号",
    "slip.code": "手続番号",
    "slip.callby": "お呼びする番号です。\nどの窓口でも同じ番号です。",
    "slip.show": "この用紙を次の窓口でお見せください。",
    "slip.next": "次に行く窓口",
    "slip.finished": "すべての窓口が終わりました。",
    "slip.order": "窓口の順番",
    "slip.floor": "{n}階",
    "slip.basement": "地下{n}階",
    "slip.done": "終わりました",
    "slip.now": "受付中",
    "slip.bring": "お持ちいただくもの",
    "slip.missing": "足りないもの（後日お持ちください）",
    "slip.blocked": "今日は受け付けできない手続き",
    "slip.memos": "窓口からのお知らせ",
    "slip.later": "この用紙は、次に来るときも使えます（{n}日間）。",
    "slip.keep": "なくさないようにお持ちください。なくしたときは総合案内へお越しください。",
    "slip.noprivacy": "このコードに、お名前や住所は入っていません。",
    "slip.reprint": "この用紙は再発行です。前の用紙は使えません。",
    "slip.contact": "お問い合わせ",
    "slip.name": "{name} 様",
    "slip.continued": "{title}（つづき）",
    "slip.overleaf": "つづきは次のページにあります。",
    "slip.page": "{n}/{m}ページ",
    "slip.ahead": "お待ち {n}人",
    "slip.callyou": "番号をお呼びするまで、お待ちください。",
}
"""Japanese of every sentence that a paper can carry; a catalog's own words go over them (`Slip.sentences`)."""


class Task(Struct, frozen=True, forbid_unknown_fields=True):
    """One procedure. `procedure` is its id, by which its name in another language is found. `until` is the last day
    (ISO date) where one can be reckoned, `past` whether that day is over; `deadline` says it in words where it cannot.
    `notice_only`: the visitor is told about it, there is nothing to apply for (案内のみ)."""

    name: str
    procedure: str = ""
    until: str = ""
    past: bool = False
    deadline: str = ""
    notice_only: bool = False


class Stop(Struct, frozen=True, forbid_unknown_fields=True):
    """One counter on the visitor's way. `floor` is the counter list's "1F", "B1F" or any text (別館); `windows` is its
    label (5〜10番); `wait` is a sentence such as 10〜20分待ち, or empty; `group` is the counter's id."""

    counter: str
    floor: str
    windows: str
    tasks: tuple[Task, ...] = ()
    state: StopState = "later"
    wait: str = ""
    group: str = ""


class Thing(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a list: what, and a small note at its right (for which window, until when, why not)."""

    what: str
    note: str = ""


class Missing(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that the visitor does not have today (なし), for which windows (20番・25番) and procedures, and what can
    be done today without it, where somebody said so (else the slip names the procedures that go on)."""

    what: str
    windows: str = ""
    tasks: tuple[Task, ...] = ()
    today: str = ""


class Blocked(Struct, frozen=True, forbid_unknown_fields=True):
    """Procedures that a rule stops today, why, and the way out. Both sentences are fit for the visitor's eyes."""

    tasks: tuple[Task, ...]
    why: str
    way_out: str = ""


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """A paper that the house will make (住民異動届): how many sheets, at which windows; `form` is its id."""

    name: str
    form: str = ""
    sheets: int = 1
    windows: str = ""


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence for the visitor. `phrase` is the id of the ready sentence that it is, word for word; a free one has
    none and no translation."""

    text: str
    phrase: str = ""


class Saved(Struct, frozen=True, forbid_unknown_fields=True):
    """How many names, addresses and signatures the visitor did not have to write."""

    names: int
    addresses: int
    signatures: int


class Slip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The guidance slip (手続きのご案内). `issued` is an ISO date and `time` HH:MM of the city's clock; `code` is the
    ticket's 16 digits; `days` is how long the code opens the case. `bring` is what to bring and not known to lack;
    what lacks stands in `missing`. `language` is spoken beside the Japanese, `words` are that language's words by key
    (`Catalog.words.of(language)`); `sentences` are the city's own Japanese ones. ValueError otherwise: a slip is made
    by the house itself, so a wrong one is a defect and never somebody's input."""

    number: str
    code: str
    city: str
    office: str
    issued: str
    stops: tuple[Stop, ...]
    time: str = ""
    bring: tuple[Thing, ...] = ()
    missing: tuple[Missing, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    forms: tuple[Form, ...] = ()
    notes: tuple[Said, ...] = ()
    notices: tuple[Said, ...] = ()
    memos: tuple[str, ...] = ()
    saved: Saved | None = None
    name: str | None = None
    reprint: bool = False
    days: int | None = None
    contact: str = ""
    sentences: dict[str, str] = {}
    language: Language = "ja"
    words: dict[str, str] = {}

    def __post_init__(self) -> None:
        check_head(self.number, self.code, self.issued, self.time)
        if sum(stop.state == "next" for stop in self.stops) > 1:
            raise ValueError("a slip has one next counter at most")


class NumberPaper(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The small paper with a number (番号札): `line` is the service waited for, `ahead` how many people are before this
    one, `wait` a sentence about the time or empty. It never carries a name."""

    number: str
    code: str
    city: str
    office: str
    line: str
    issued: str
    time: str
    ahead: int | None = None
    wait: str = ""
    sentences: dict[str, str] = {}

    def __post_init__(self) -> None:
        check_head(self.number, self.code, self.issued, self.time)


def check_head(number: str, code: str, issued: str, time: str) -> None:
    """What both papers must have right, because a machine or a caller reads it: number, code, day and time."""
    if not number.strip():
        raise ValueError("a paper needs its number")
    if not _CODE.fullmatch(code):
        raise ValueError("a code is the 16 digits of a ticket")
    date.fromisoformat(issued)
    if time and not _TIME.fullmatch(time):
        raise ValueError("a time is HH:MM")


def say(sentences: Mapping[str, str], key: str, **fills: str | int) -> str:
    """The sentence `key` with its {places} filled in. A word that the catalog lacks is said in Japanese.

    Places are filled by name only, never by `str.format`: an administrator's sentence must not reach into objects.
    """
    text = sentences.get(key) or WORDS[key]
    return _FILL.sub(lambda place: str(fills.get(place[1], place[0])), text)


def floor_name(sentences: Mapping[str, str], floor: str) -> str:
    """1F is 1階, B1F is 地下1階; any other text (別館, 3階 エレベーター横) stands as it is."""
    storey = _STOREY.fullmatch(floor)
    if storey is None:
        return floor
    return say(sentences, "slip.basement" if storey[1] else "slip.floor", n=storey[2])


def merge_bring(stops: Iterable[tuple[str, Iterable[str]]]) -> tuple[Thing, ...]:
    """One list of what to bring from (windows label, things) of each counter: a thing stands once, in the order of the
    way, with every window that asks for it. A procedure that needs nothing (なし) adds nothing."""
    asked: dict[str, list[str]] = {}
    for windows, things in stops:
        for thing in things:
            if thing and thing.strip("（）() ") != "なし":
                labels = asked.setdefault(thing, [])
                if windows and windows not in labels:
                    labels.append(windows)
    return tuple(Thing(what, "・".join(labels)) for what, labels in asked.items())
