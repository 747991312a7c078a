"""All that is said on the wire between the server and its screens and devices: closed, versioned; unknown fields are
errors.

One Socket.IO event each way, `say` (to the server) and `hear` (to the client); the payload is one of the structs
below, its kind in `t`. TypeScript twins are generated from this file (`python -m deploy.wire`), and a test holds them
current. Times are ms since 1970 of the Redis clock. `Answer.re` is the op, request or ask that it answers.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

from handoff.case import Entry, Value

WIRE = 1
"""The version of this language. A client of another version is told to load the page again."""


class Message(msgspec.Struct, frozen=True, tag_field="t", omit_defaults=True, forbid_unknown_fields=True):
    """Anything said."""


class Deed(msgspec.Struct, frozen=True, tag_field="kind", omit_defaults=True, forbid_unknown_fields=True):
    """What a change or a move does."""


# ---- changes of a sheet


class Set(Deed, frozen=True, tag="set"):
    """Values at keys (1 to 64), as typed, read from a card or imported."""

    entries: dict[str, Value]
    source: str = "typed"
    confirmed: bool = True


class Clear(Deed, frozen=True, tag="clear"):
    """Take values away."""

    keys: list[str]


class AddPerson(Deed, frozen=True, tag="add_person"):
    """A person comes into the case, with what is known so far (item -> value)."""

    person: str
    entries: dict[str, Value] = {}


class RemovePerson(Deed, frozen=True, tag="remove_person"):
    """A person goes out of the case. `rev` is the case revision that the remover saw."""

    person: str
    rev: int


class RestorePerson(Deed, frozen=True, tag="restore_person"):
    """元に戻す."""

    person: str


class MergePerson(Deed, frozen=True, tag="merge_person"):
    """Two windows added the same person: `person` becomes `into`; what `into` lacks is taken over."""

    person: str
    into: str


class Events(Deed, frozen=True, tag="events"):
    """The life events of the visit (event -> in, taken out). The first edit names the event of the visit's service
    too: from then on the sheet says it, and not the service."""

    on: dict[str, bool]


class Reply(Deed, frozen=True, tag="answer"):
    """Answers to questions (question id -> yes, no). One that stands over an automatic answer overrules it."""

    answers: dict[str, bool]


class Withdraw(Deed, frozen=True, tag="withdraw"):
    """Answers taken back; what answers itself does so again."""

    questions: list[str]


class Choose(Deed, frozen=True, tag="choose"):
    """Procedures added by hand, with the reason from the city's list and its sentence (その他)."""

    procedures: list[str]
    reason: str = ""
    note: str = ""


class Unchoose(Deed, frozen=True, tag="unchoose"):
    """Procedures taken out by hand."""

    procedures: list[str]
    reason: str = ""
    note: str = ""


class AsAnswered(Deed, frozen=True, tag="as_answered"):
    """Procedures are again as the answers say."""

    procedures: list[str]


class Have(Deed, frozen=True, tag="have"):
    """What the visitor has brought (the belonging's text -> お持ち, なし, null = not asked)."""

    things: dict[str, bool | None]


class Say(Deed, frozen=True, tag="say"):
    """A sentence for the slip, as typed or from the city's phrases (its id). A visitor reads it."""

    text: str
    phrase: str | None = None


class Unsay(Deed, frozen=True, tag="unsay"):
    """A sentence for the slip taken away: the one that `op` wrote."""

    op: str


class Overrule(Deed, frozen=True, tag="overrule"):
    """A block overruled, with a reason: needs the right."""

    rule: str
    reason: str
    note: str = ""


class HoldTo(Deed, frozen=True, tag="hold_to"):
    """A block holds again: needs the right."""

    rule: str


class OnTablet(Deed, frozen=True, tag="on_tablet"):
    """What the tablet of the clerk's window shows the visitor: the questions, or the applications (`forms`); or that it
    stops."""

    on: bool
    what: Literal["questions", "forms"] = "questions"


class UseForm(Deed, frozen=True, tag="use_form"):
    """An application added (true) or dropped (false) by hand, with a reason of the city's list; null = as the guidance
    says."""

    form: str
    on: bool | None
    reason: str = ""
    note: str = ""


class StandOn(Deed, frozen=True, tag="stand_on"):
    """Who stands on the rows of an application, in this order; null = as the form itself says."""

    form: str
    people: list[str] | None


class OnlyOn(Deed, frozen=True, tag="only_on"):
    """Other values on one application alone (key of an item as in the case, or a printed role's item -> value); null =
    as everywhere."""

    form: str
    entries: dict[str, Value]


class Remark(Deed, frozen=True, tag="remark"):
    """What staff write into an application's office-use box ("" = nothing). Never on a tablet."""

    form: str
    text: str


class SignFor(Deed, frozen=True, tag="sign_for"):
    """代筆: a clerk writes the name of a person who is here, in that person's places for a tablet on one application
    ("" = on all), with a reason of the city's list; it prints as such."""

    person: str
    reason: str
    note: str = ""
    form: str = ""


class Note(Deed, frozen=True, tag="note"):
    """A memo to all windows or to one counter (group id). Append only."""

    text: str
    to: str | None = None


class Confirm(Deed, frozen=True, tag="confirm"):
    """入力確定 of a section, as the clerk saw it at revision `rev`."""

    section: str
    rev: int


class Open(Deed, frozen=True, tag="open"):
    """入力確定を解除."""

    section: str


class Undo(Deed, frozen=True, tag="undo"):
    """Take back one's own last edit: the values that stood before op `undoes`."""

    undoes: str
    entries: dict[str, Value]


ChangeDeed: TypeAlias = (
    Set
    | Clear
    | AddPerson
    | RemovePerson
    | RestorePerson
    | MergePerson
    | Events
    | Reply
    | Withdraw
    | Choose
    | Unchoose
    | AsAnswered
    | Have
    | Say
    | Unsay
    | Overrule
    | HoldTo
    | OnTablet
    | UseForm
    | StandOn
    | OnlyOn
    | Remark
    | SignFor
    | Note
    | Confirm
    | Open
    | Undo
)

# ---- moves of a visit


class GiveNumber(Deed, frozen=True, tag="give_number"):
    """A number for a service: a new case, or a further visit of `case`. `channel` = how it came (counter, kiosk,
    branch, post, phone); `language` (ja, easy, en, zh, vi) is spoken on its paper beside the Japanese."""

    service: str
    office: str = ""
    case: str | None = None
    channel: str = "counter"
    language: str = "ja"


class Book(Deed, frozen=True, tag="book"):
    """予約: a new case for a service at a time to come (`day` YYYY-MM-DD, `time` HH:MM). `who`: items of whoever will
    come (m_name, m_kana, m_tel, m_birth …), the first person of the case; `note` becomes a memo of it."""

    service: str
    day: str
    time: str
    who: dict[str, Value] = {}
    office: str = ""
    note: str = ""


class Rebook(Deed, frozen=True, tag="rebook"):
    """予約の変更: another day or time, with a reason of the city's list."""

    visit: str
    day: str
    time: str
    reason: str
    note: str = ""


class Arrive(Deed, frozen=True, tag="arrive"):
    """The visitor of an appointment is here: a number of today, and the appointment's line."""

    visit: str
    language: str = "ja"


class Call(Deed, frozen=True, tag="call"):
    """次の方を呼ぶ (nothing given), or a given visit (番号を指定して呼ぶ). `after`: 自動で呼ぶ, because this window has
    just let that visit go; the move's `version` is the visit's as it went."""

    visit: str | None = None
    after: str | None = None


class CallAgain(Deed, frozen=True, tag="call_again"):
    """再呼出."""

    visit: str


class Serve(Deed, frozen=True, tag="serve"):
    """Service begins with Enter, without a scan."""

    visit: str


class Hold(Deed, frozen=True, tag="hold"):
    """保留, with a reason of the city's list."""

    visit: str
    reason: str = ""
    note: str = ""


class Absent(Deed, frozen=True, tag="absent"):
    """不在."""

    visit: str
    reason: str = "absent-1"


class Back(Deed, frozen=True, tag="back"):
    """Back from 不在, 保留, or a call that was a mistake."""

    visit: str


class Process(Deed, frozen=True, tag="process"):
    """処理中: the visitor sits in the hall."""

    visit: str


class Ready(Deed, frozen=True, tag="ready"):
    """交付待ち, at the line that delivers (the own one when empty)."""

    visit: str
    line: str = ""


class Transfer(Deed, frozen=True, tag="transfer"):
    """転送 to another line, keeping number and arrival."""

    visit: str
    line: str
    reason: str = "transfer-1"


class MoveLine(Deed, frozen=True, tag="move_line"):
    """列ごと移す: all who wait in a line go to another line of my office, keeping number and arrival. The floor
    managers' alone."""

    line: str
    to: str
    reason: str = "transfer-1"


class Claim(Deed, frozen=True, tag="claim"):
    """受け付ける: by the code of a slip, by today's number (A012), or by case after a search (asks why)."""

    code: str | None = None
    number: str | None = None
    case: str | None = None
    reason: str = ""
    note: str = ""
    take_over: bool = False
    early: bool = False
    look: bool = False
    """The clerk has looked at the name (a replaced slip)."""
    arrived: int = 0
    """When the visitor came (ms), as it stands on a number that was given out without power."""
    service: str = ""
    """What that visitor came for."""


class HandOff(Deed, frozen=True, tag="hand_off"):
    """次の窓口へ引き継ぐ: to a counter (group), or one window of it; possibly of another office."""

    visit: str
    to: str
    window: str | None = None
    office: str | None = None
    memo: str = ""
    urgency: str = "normal"


class TakeBack(Deed, frozen=True, tag="take_back"):
    """引継ぎを取り消す, while it is not yet claimed."""

    visit: str
    reason: str = "takeback-1"


class GiveBack(Deed, frozen=True, tag="give_back"):
    """Wrong person: back to stage and place, and all that this window entered since its claim is taken back."""

    visit: str
    reason: str = "wrong-1"


class Finish(Deed, frozen=True, tag="finish"):
    """終える, with its result: done, suspended, withdrawn, referred, gone."""

    visit: str
    result: str
    reason: str = ""
    note: str = ""


class Reopen(Deed, frozen=True, tag="reopen"):
    """A finished or interrupted visit of today goes on."""

    visit: str


class Slip(Deed, frozen=True, tag="slip"):
    """案内票を印刷: a new code replaces the old one. The answer holds the address of the PDF. `notes` = sentences for
    the visitor, for this paper only; `language` (ja, easy, en, zh, vi) is spoken beside the Japanese."""

    visit: str
    reason: str = ""
    notes: list[str] = []
    language: str = "ja"


class Plan(Deed, frozen=True, tag="plan"):
    """The way changed, because procedures did. Said by the server to itself; a screen may not."""

    case: str


class Sit(Deed, frozen=True, tag="sit"):
    """Take a seat at a window."""

    window: str


class OpenWindow(Deed, frozen=True, tag="open_window"):
    """受付開始."""


class Pause(Deed, frozen=True, tag="pause"):
    """受付休止, with a reason."""

    reason: str
    note: str = ""


class AutoCall(Deed, frozen=True, tag="auto_call"):
    """自動で次の方を呼ぶ at this window, on or off, until nobody sits there any more."""

    on: bool


class CloseWindow(Deed, frozen=True, tag="close_window"):
    """Close the window."""


class SetWindow(Deed, frozen=True, tag="set_window"):
    """A floor manager opens, pauses (with a reason) or closes a window of my office. `sure`: although somebody sits
    there, or, to open it, nobody does."""

    window: str
    state: Literal["open", "paused", "closed"]
    reason: str = ""
    note: str = ""
    sure: bool = False


class Assign(Deed, frozen=True, tag="assign"):
    """A floor manager lets a window of my office take the visitors of another counter (group) for now, or of its own
    again (null). It ends behind the last one who sits there. `sure`: although somebody does."""

    window: str
    group: str | None
    sure: bool = False


class Post(Deed, frozen=True, tag="post"):
    """A floor manager says something to the windows of my office (all, those of a counter `group`, or one `window`), or
    to everybody on the boards of its hall (`easy`: the same in やさしい日本語). From `since` (ms; 0 = now) until
    `until`."""

    to: Literal["windows", "halls"]
    text: str
    until: int
    since: int = 0
    easy: str = ""
    group: str | None = None
    window: str | None = None


class AskToCome(Deed, frozen=True, tag="ask_to_come"):
    """「12番へ来てください」: my window asks a counter (`group`) or one `window` of my office to come here, for a visit
    that is served here."""

    visit: str
    group: str | None = None
    window: str | None = None


class AnswerCome(Deed, frozen=True, tag="answer_come"):
    """行きます, or 行けません: what my window answers to whoever asks it to come."""

    bulletin: str
    coming: bool


class TakeDown(Deed, frozen=True, tag="take_down"):
    """A floor manager takes back what was said; a window takes back that it asked somebody to come."""

    bulletin: str


class HaveRead(Deed, frozen=True, tag="have_read"):
    """Read at this window (or, without a seat, by this clerk): it goes away there."""

    bulletin: str


class Leave(Deed, frozen=True, tag="leave_seat"):
    """Get up: the clerk is at no window any more."""


class Away(Deed, frozen=True, tag="away"):
    """離席: the screen is covered; the case stays claimed."""

    reason: str = "away-1"


class Return(Deed, frozen=True, tag="return"):
    """Back at the seat."""


MoveDeed: TypeAlias = (
    GiveNumber
    | Book
    | Rebook
    | Arrive
    | Call
    | CallAgain
    | Serve
    | Hold
    | Absent
    | Back
    | Process
    | Ready
    | Transfer
    | MoveLine
    | Claim
    | HandOff
    | TakeBack
    | GiveBack
    | Finish
    | Reopen
    | Slip
    | Sit
    | OpenWindow
    | Pause
    | AutoCall
    | CloseWindow
    | SetWindow
    | Assign
    | Post
    | AskToCome
    | AnswerCome
    | TakeDown
    | HaveRead
    | Leave
    | Away
    | Return
)

# ---- to the server


class Hello(Message, frozen=True, tag="hello"):
    """The first thing said. Answered by `Welcome`, or `Bye`."""

    wire: int


class Join(Message, frozen=True, tag="join"):
    """See a case live. Answered by `Case`, or by an `Answer` that refuses."""

    case: str


class LeaveCase(Message, frozen=True, tag="leave"):
    """Look no longer."""

    case: str


class Change(Message, frozen=True, tag="change"):
    """An edit of a sheet (§ edits). `base` is, for each key, the op of the write that was on screen, or null for
    none."""

    op: str
    case: str
    fence: int
    do: ChangeDeed
    base: dict[str, str | None] = {}


class AskKept(Message, frozen=True, tag="ask_kept"):
    """Which of these ops are kept?"""

    ask: str
    case: str
    ops: list[str]


class WatchWork(Message, frozen=True, tag="watch_work"):
    """Hear when 作業一覧 moves on, as long as its page is open; `on` false: no longer. Answered by `WorkMoved`, or by
    an `Answer` that refuses."""

    ask: str
    on: bool = True


class MoveIt(Message, frozen=True, tag="move"):
    """A transition, decided in PostgreSQL. `request` is unique; asking again gives the same result. `version` =
    the visit's, as seen."""

    request: str
    do: MoveDeed
    version: int | None = None


class Weather(Message, frozen=True, tag="weather"):
    """Presence and drafts: which field the cursor is in, the letters so far. Never refuses an edit."""

    case: str
    field: str | None = None
    draft: str | None = None


class Beat(Message, frozen=True, tag="beat"):
    """Every 5 s while a case is open: I am here. With `re` it asks whether anybody hears at all: the door answers
    (done) at once, whatever the stores do, and nothing else comes of it."""

    cases: list[str] = []
    re: str = ""


class CardRead(Message, frozen=True, tag="card_read"):
    """A device's read for the case that its window is armed for (nonce). `expires`: the card's last day (YYYY-MM-DD),
    "" when it has none; `doubtful`: values to look at by eye, on the card itself; `pictures`: what the card has as a
    picture alone (name, address, front): PNG or JPEG in base64."""

    read: str
    nonce: str
    card: str
    values: dict[str, Value]
    expires: str = ""
    doubtful: list[str] = []
    pictures: dict[str, str] = {}


class Press(Message, frozen=True, tag="press"):
    """はい or いいえ pressed on a tablet (null: taken back). `turn` and `question` as `Questions` named them, `base` as
    it gave it. Answered by `Answer`, without what others wrote."""

    op: str
    turn: str
    question: str
    yes: bool | None
    base: str | None = None


class Agree(Message, frozen=True, tag="agree"):
    """The visitor says at a tablet that the applications which it shows are right; `seen` as `Papers` gave it."""

    op: str
    seen: str


class Sign(Message, frozen=True, tag="sign"):
    """One person signs at a tablet, for all their places there. `person` and `seen` as `Papers` gave them. `strokes`:
    for each stroke its points [x, y, ms since the first point], x and y in thousandths of the width of what was written
    on; 1 to 128 strokes, at most 4,000 points."""

    op: str
    person: str
    strokes: list[list[tuple[int, int, int]]]
    seen: str


class PinTyped(Message, frozen=True, tag="pin_typed"):
    """What a visitor typed at a tablet to open a card, sealed for the agent that asked: `key` the tablet's share, `box`
    what was sealed, both in base64 (`devices/sealed.py`). Both empty: the visitor does not want to."""

    ask: str
    key: str = ""
    box: str = ""


ToServer: TypeAlias = Hello | Join | LeaveCase | Change | AskKept | WatchWork | MoveIt | Weather | Beat


class Sounding(Message, frozen=True, tag="sounding"):
    """A hall screen: whether its chime would be heard now, and in which languages it has a voice."""

    chime: bool
    voices: list[Literal["ja", "en"]] = []


FromDisplay: TypeAlias = ToServer | Press | Agree | Sign | PinTyped | Sounding


class CardLies(Message, frozen=True, tag="card_lies"):
    """Whether a card lies on a reader. A device says it of its own; a window's screens hear it when the card lies there
    although its visitor is another one by now, or has gone: it must be given back."""

    lies: bool


class AskPin(Message, frozen=True, tag="ask_pin"):
    """A device's card waits for what opens it. `left`: tries that are left, null where none are counted; `key`: the
    share of a key that lives as long as this question (P-256, in base64)."""

    ask: str
    card: str
    left: int | None
    key: str


class PinOver(Message, frozen=True, tag="pin_over"):
    """Nothing is to be typed any more: it came from elsewhere, the card was taken away, or time is over."""

    ask: str


class Scan(Message, frozen=True, tag="scan"):
    """A scanner at a device's serial port: the 16 digits of a ticket. What cannot be one is not sent, for it may be
    somebody's number; `fault` then says why (`handoff/ticket.py`), and `n` how many characters there were."""

    read: str
    code: str = ""
    fault: str = ""
    n: int = 0


class Stands(Message, frozen=True, tag="stands"):
    """How a device's PC stands, said when it has its place and whenever something of it changes. `service`: of card
    readers; `readers` and `scanners` by name, with whether they are there; `last`: when a card was last read, by the
    PC's clock (10:12), "" never; `went`: whether that reached the case. Never whose card it was."""

    service: bool
    readers: dict[str, bool] = {}
    scanners: dict[str, bool] = {}
    last: str = ""
    went: bool = False


FromDevice: TypeAlias = Hello | CardRead | CardLies | AskPin | PinOver | Scan | Stands | Beat

# ---- to the client


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A visit as boards and lines show it. L1 only: no name, no address, no birth. A row's version decides which
    is newer."""

    visit: str
    case: str
    version: int
    office: str
    day: str
    number: str
    stage: str
    line: str
    service: str
    arrived: int
    since: int
    """When this stage began."""
    line_since: int
    """When the visitor came into this line."""
    fence: int = 0
    window: str | None = None
    """Who holds it or has called it."""
    clerk: str | None = None
    to_window: str | None = None
    from_window: str | None = None
    way: list[str] = []
    """The counters (groups) still to visit."""
    calls: int = 0
    called_at: int = 0
    urgency: str = "normal"
    result: str | None = None
    channel: str = "counter"
    sheet_rev: int = 0
    epoch: int = 0
    quiet: bool = False
    reason: str | None = None
    due: int | None = None
    """The time of its appointment."""
    care: bool = False
    """要配慮: for staff alone; what it is stands in the case."""
    turn: int | None = None
    """Its place in the line (ms), where it is not the arrival."""


class Seat(msgspec.Struct, frozen=True, omit_defaults=True):
    """A window: its state (open, paused, closed, away), and who sits there."""

    window: str
    office: str
    version: int
    state: str
    since: int
    clerks: list[str] = []
    reason: str | None = None
    serves: str | None = None
    """The counter whose visitors it takes for now, where that is not its own."""
    auto: bool = False
    """Whoever is next is called by itself when a visit ends here or is handed on."""


class Me(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who I am to the server, from the session and from nothing else."""

    clerk: str
    name: str
    roles: list[str]
    office: str
    sees: list[str] = []
    window: str | None = None
    group: str | None = None


class Welcome(Message, frozen=True, tag="welcome"):
    """Answer to `Hello`: the epoch, who I am, the lines and windows of my office as they are now. `ahead`: so many ms
    the city's clock is set ahead, to rehearse a day to come; `now` has them in it."""

    wire: int
    epoch: str
    me: Me
    now: int
    rows: list[Row]
    seats: list[Seat]
    ahead: int = 0


class CaseView(Message, frozen=True, tag="case"):
    """A snapshot of a case, redacted for its reader."""

    case: str
    epoch: str
    rev: int
    kept: int
    fence: int
    stage: str
    catalog: int
    row: Row | None
    entries: dict[str, Entry]
    here: list[Here] = []
    protected: bool = False


class Here(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who has a case open, and the field that they are in."""

    who: str
    """One open screen."""
    clerk: str
    by: str
    window: str
    field: str | None = None
    draft: str | None = None


class Changed(Message, frozen=True, tag="changed"):
    """Revision `n` of a case: these facts."""

    case: str
    n: int
    op: str
    at: int
    facts: dict[str, Entry]
    kind: str = "set"


class Moved(Message, frozen=True, tag="moved"):
    """A visit moved: its row at its new version, what happened, and the fence that edits need from now on."""

    row: Row
    what: str


class Seats(Message, frozen=True, tag="seats"):
    """Windows whose state changed."""

    seats: list[Seat]


class Kept(Message, frozen=True, tag="kept"):
    """PostgreSQL holds these cases up to these revisions."""

    cases: dict[str, int]


class Heads(Message, frozen=True, tag="heads"):
    """Every few seconds: (revision, visit version) of the cases that this screen has open."""

    cases: dict[str, tuple[int, int]]


class Presence(Message, frozen=True, tag="weather"):
    """Who is in a case now."""

    case: str
    here: list[Here]


class EpochIs(Message, frozen=True, tag="epoch"):
    """A new epoch: read the snapshot again."""

    id: str


class Lamp(Message, frozen=True, tag="lamp"):
    """What of the house stands: live (Redis), record (PostgreSQL)."""

    live: bool
    record: bool


class LineHour(msgspec.Struct, frozen=True, omit_defaults=True):
    """The last hour of a line: who came, what services ended; and how many usually do, null = not known yet."""

    came: int
    ended: int
    usual_came: float | None = None
    usual_ended: float | None = None


class HandingWait(msgspec.Struct, frozen=True, omit_defaults=True):
    """お渡しまでの目安 of a line: how long after the reception somebody is called for what is handed over. Fields as
    those of `LineWait`."""

    state: Literal["known", "learning"]
    low: int = 0
    to: int | None = None
    p50: int | None = None
    p80: int | None = None


class LineWait(msgspec.Struct, frozen=True, omit_defaults=True):
    """待ち時間の目安 of a line for somebody who comes now. `state`: known, learning (too little is known to say
    anything), shut (no window takes anybody). `low`, `to` in minutes, `to` null = and more; `ahead` (how many are
    called first), p50, p80, hour: for staff. `handing`: null where nothing is handed over after the reception."""

    line: str
    state: Literal["known", "learning", "shut"]
    ahead: int = 0
    low: int = 0
    to: int | None = None
    p50: int | None = None
    p80: int | None = None
    hour: LineHour | None = None
    handing: HandingWait | None = None


class Due(msgspec.Struct, frozen=True, omit_defaults=True):
    """A visit that waits for what is handed over to it: since when (the end of its reception, ms), and from when until
    when it will be called (ms); null: not known, or later than that."""

    visit: str
    since: int
    low: int | None = None
    to: int | None = None


class Waits(Message, frozen=True, tag="waits"):
    """The wait times of an office as they are now. `dues`: for staff."""

    office: str
    lines: list[LineWait]
    dues: list[Due] = []


class LineMoved(Message, frozen=True, tag="line_moved"):
    """Everybody who waited in a line waits in another one now, with the same number: said once."""

    office: str
    line: str
    to: str
    at: int


class WorkMoved(Message, frozen=True, tag="work_moved"):
    """An office's 作業一覧 is another one now; who looks at it asks again."""

    office: str


class Come(msgspec.Struct, frozen=True):
    """「12番へ来てください」: to which window, for which visit; its number."""

    window: str
    visit: str
    number: str
    case: str


class Bulletin(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something said to windows or to the hall, from `since` until `until` (ms). `by`: who says it; `read`: the windows
    (or clerks without a seat) that took it away. `come`: a window asks others to come; `answers`: coming or cannot, by
    window."""

    bulletin: str
    to: Literal["windows", "halls"]
    text: str
    since: int
    until: int
    easy: str = ""
    group: str | None = None
    window: str | None = None
    by: str = ""
    read: list[str] = []
    come: Come | None = None
    answers: dict[str, Literal["coming", "cannot"]] = {}


class Bulletins(Message, frozen=True, tag="bulletins"):
    """All that is said in an office now or later, oldest first."""

    office: str
    bulletins: list[Bulletin]


class Bye(Message, frozen=True, tag="bye"):
    """The server closes the line: why (a reason)."""

    why: str


class Answer(Message, frozen=True, tag="answer"):
    """The answer to one op, request or ask.

    result: ok | done (rev) | overtaken (entries) | moved_on (fence) | refused (reason, at, more) | busy | slow | full
    | unknown | kept `busy`, `slow`, `full`, `unknown` mean: send the same again later. Only `refused` and `overtaken`
    end an op.
    """

    re: str
    result: str
    rev: int | None = None
    entries: dict[str, Entry] | None = None
    fence: int | None = None
    reason: str | None = None
    at: str | None = None
    more: dict[str, Any] | None = None
    kept: list[str] | None = None
    seen: list[str] | None = None
    row: Row | None = None
    url: str | None = None
    code: str | None = None


class Armed(Message, frozen=True, tag="armed"):
    """To a device: reads are accepted for this nonce until `until` (ms); null = not now. `turn` is a word that stays
    while the window serves the same case, and tells nothing of it."""

    nonce: str | None
    until: int = 0
    turn: str = ""


class Placed(Message, frozen=True, tag="placed"):
    """To a device, when it has greeted: the window that it serves and that window's name, its own name, and the city
    whose tickets are read there."""

    window: str
    place: str
    name: str
    city: str


class Scanned(Message, frozen=True, tag="scanned"):
    """To a screen of a device's window: what was scanned there, as `Scan` has it."""

    code: str = ""
    fault: str = ""
    n: int = 0


class PinAsked(Message, frozen=True, tag="pin_asked"):
    """To a window's screens: its reader's card waits for what opens it, as `AskPin` says; `ask` null = not any more."""

    ask: str | None
    card: str = ""
    left: int | None = None
    key: str = ""


class PinGiven(Message, frozen=True, tag="pin_given"):
    """To a device: what was typed at the tablet, as `PinTyped` has it."""

    ask: str
    key: str
    box: str


class Asking(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question as a visitor reads it. `question` is a word of this turn, not the catalog's id, whose numbering would
    tell what is left out; `base` the op of the answer that stands."""

    question: str
    text: str
    help: str = ""
    answer: bool | None = None
    base: str | None = None


class Questions(Message, frozen=True, tag="questions"):
    """To a tablet: what is asked now, in order. `turn` = this showing; null = nothing, and what stood there goes away
    at once."""

    turn: str | None
    questions: list[Asking] = []


class Mark(msgspec.Struct, frozen=True):
    """A part of a page, in mm from its upper left corner."""

    x: float
    y: float
    w: float
    h: float


class PaperPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page of an application: where its picture is (GET with the display's cookie), its size in mm, and what is
    another than when it was agreed to or signed."""

    url: str
    width: float
    height: float
    changed: list[Mark] = []


class PaperForm(msgspec.Struct, frozen=True, omit_defaults=True):
    """An application as the visitor sees it. `state`: new (never agreed to), agreed, changed (agreed to, and then
    another), added (others were agreed to before it came)."""

    form: str
    name: str
    pages: list[PaperPage]
    state: Literal["new", "agreed", "changed", "added"] = "new"


class PaperPlace(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place for a signature: on which application, and how it stands. open and void (signed, and then the application
    changed) are asked for; signed, for (代筆); paper: by hand on the paper."""

    form: str
    label: str
    state: Literal["open", "signed", "void", "for", "paper", "absent"]


class Signer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose places there are. `person`: a word of this showing; `name` "" = nobody is in that role. `asked`: a
    signature at this tablet is still wanted of this person."""

    person: str
    name: str
    here: bool
    asked: bool
    places: list[PaperPlace]


class Papers(Message, frozen=True, tag="papers"):
    """To a tablet: the applications to confirm and to sign. `seen` stands for all that is shown; null = nothing, and
    what stood there goes away at once. `agreed`: all of it was agreed to as it is."""

    seen: str | None
    forms: list[PaperForm] = []
    signers: list[Signer] = []
    agreed: bool = False


ToClient: TypeAlias = (
    Welcome
    | CaseView
    | Changed
    | Moved
    | Seats
    | Kept
    | Heads
    | Presence
    | EpochIs
    | Lamp
    | Waits
    | LineMoved
    | WorkMoved
    | Bulletins
    | Bye
    | Answer
    | Armed
    | Placed
    | Scanned
    | CardLies
    | PinAsked
    | PinGiven
    | Questions
    | Papers
)


def decoder_of(kinds: Any) -> msgspec.json.Decoder[Any]:
    """A strict decoder of one side's messages."""
    return msgspec.json.Decoder(kinds, strict=True)
