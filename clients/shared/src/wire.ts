// Made from handoff/messages.py by `python -m deploy.wire`. Do not edit.

export const WIRE = 1;

export type Reason =
  | "wrong_kind"
  | "too_long"
  | "bad_characters"
  | "no_such_date"
  | "future_date"
  | "after_limit"
  | "before_limit"
  | "wrong_check_digit"
  | "not_kana"
  | "not_a_choice"
  | "not_a_number"
  | "wrong_length"
  | "wrong_pattern"
  | "no_such_item"
  | "read_only"
  | "no_such_person"
  | "person_removed"
  | "person_in_use"
  | "section_confirmed"
  | "section_changed"
  | "not_your_edit"
  | "number_in_memo"
  | "no_such_procedure"
  | "no_such_event"
  | "no_such_question"
  | "no_such_rule"
  | "not_asked"
  | "items_missing"
  | "op_reused"
  | "case_closed"
  | "case_sealed"
  | "not_joined"
  | "no_such_case"
  | "illegal_move"
  | "visit_changed"
  | "no_such_visit"
  | "taken"
  | "early"
  | "not_holder"
  | "already_claimed"
  | "not_kept_yet"
  | "line_empty"
  | "no_such_counter"
  | "no_such_window"
  | "no_window"
  | "window_closed"
  | "window_taken"
  | "window_empty"
  | "case_open_here"
  | "numbers_used_up"
  | "reason_needed"
  | "no_such_time"
  | "not_by_appointment"
  | "closed_day"
  | "too_far_ahead"
  | "outside_hours"
  | "place_taken"
  | "only_booked"
  | "bad_ticket"
  | "ticket_unknown"
  | "ticket_replaced"
  | "ticket_old"
  | "ticket_ended"
  | "reserve_number"
  | "reserve_gone"
  | "signed_out"
  | "wrong_password"
  | "locked_out"
  | "not_allowed"
  | "password_due"
  | "password_over"
  | "password_short"
  | "password_used"
  | "password_easy"
  | "factor_needed"
  | "factor_due"
  | "wrong_factor"
  | "prove_again"
  | "sso_only"
  | "sso_failed"
  | "sso_unknown"
  | "sso_ended"
  | "sso_away"
  | "bad_origin"
  | "slow_down"
  | "bad_message"
  | "too_big"
  | "wire_version"
  | "upload_gone"
  | "import_running"
  | "no_such_draft"
  | "no_such_table"
  | "no_such_row"
  | "no_such_version"
  | "other_department"
  | "bad_row"
  | "overtaken"
  | "catalog_faults"
  | "catalog_clash"
  | "past_time"
  | "nothing_changed"
  | "no_such_user"
  | "no_such_plan"
  | "own_account"
  | "last_admin"
  | "not_armed"
  | "card_of_another"
  | "card_gone"
  | "bad_pairing"
  | "unknown_device"
  | "other_place"
  | "read_only_now"
  | "not_now";

export type Stage =
  | "booked"
  | "waiting"
  | "calling"
  | "serving"
  | "processing"
  | "ready"
  | "delivering"
  | "held"
  | "absent"
  | "passing"
  | "done"
  | "suspended"
  | "withdrawn"
  | "gone";

export interface Set {
  kind: "set";
  entries: Record<string, Record<string, unknown> | boolean | number | string | string[] | null>;
  source?: string;
  confirmed?: boolean;
}

export interface Clear {
  kind: "clear";
  keys: string[];
}

export interface AddPerson {
  kind: "add_person";
  person: string;
  entries?: Record<string, Record<string, unknown> | boolean | number | string | string[] | null>;
}

export interface RemovePerson {
  kind: "remove_person";
  person: string;
  rev: number;
}

export interface RestorePerson {
  kind: "restore_person";
  person: string;
}

export interface MergePerson {
  kind: "merge_person";
  person: string;
  into: string;
}

export interface Events {
  kind: "events";
  on: Record<string, boolean>;
}

export interface Reply {
  kind: "answer";
  answers: Record<string, boolean>;
}

export interface Withdraw {
  kind: "withdraw";
  questions: string[];
}

export interface Choose {
  kind: "choose";
  procedures: string[];
  reason?: string;
  note?: string;
}

export interface Unchoose {
  kind: "unchoose";
  procedures: string[];
  reason?: string;
  note?: string;
}

export interface AsAnswered {
  kind: "as_answered";
  procedures: string[];
}

export interface Have {
  kind: "have";
  things: Record<string, boolean | null>;
}

export interface Say {
  kind: "say";
  text: string;
  phrase?: string | null;
}

export interface Unsay {
  kind: "unsay";
  op: string;
}

export interface Overrule {
  kind: "overrule";
  rule: string;
  reason: string;
  note?: string;
}

export interface HoldTo {
  kind: "hold_to";
  rule: string;
}

export interface OnTablet {
  kind: "on_tablet";
  on: boolean;
  what?: "forms" | "questions";
}

export interface UseForm {
  kind: "use_form";
  form: string;
  on: boolean | null;
  reason?: string;
  note?: string;
}

export interface StandOn {
  kind: "stand_on";
  form: string;
  people: string[] | null;
}

export interface OnlyOn {
  kind: "only_on";
  form: string;
  entries: Record<string, Record<string, unknown> | boolean | number | string | string[] | null>;
}

export interface Remark {
  kind: "remark";
  form: string;
  text: string;
}

export interface SignFor {
  kind: "sign_for";
  person: string;
  reason: string;
  note?: string;
  form?: string;
}

export interface Note {
  kind: "note";
  text: string;
  to?: string | null;
}

export interface Confirm {
  kind: "confirm";
  section: string;
  rev: number;
}

export interface Open {
  kind: "open";
  section: string;
}

export interface Undo {
  kind: "undo";
  undoes: string;
  entries: Record<string, Record<string, unknown> | boolean | number | string | string[] | null>;
}

export interface GiveNumber {
  kind: "give_number";
  service: string;
  office?: string;
  case?: string | null;
  channel?: string;
  language?: string;
}

export interface Book {
  kind: "book";
  service: string;
  day: string;
  time: string;
  who?: Record<string, Record<string, unknown> | boolean | number | string | string[] | null>;
  office?: string;
  note?: string;
}

export interface Rebook {
  kind: "rebook";
  visit: string;
  day: string;
  time: string;
  reason: string;
  note?: string;
}

export interface Arrive {
  kind: "arrive";
  visit: string;
  language?: string;
}

export interface Call {
  kind: "call";
  visit?: string | null;
  after?: string | null;
}

export interface CallAgain {
  kind: "call_again";
  visit: string;
}

export interface Serve {
  kind: "serve";
  visit: string;
}

export interface Hold {
  kind: "hold";
  visit: string;
  reason?: string;
  note?: string;
}

export interface Absent {
  kind: "absent";
  visit: string;
  reason?: string;
}

export interface Back {
  kind: "back";
  visit: string;
}

export interface Process {
  kind: "process";
  visit: string;
}

export interface Ready {
  kind: "ready";
  visit: string;
  line?: string;
}

export interface Transfer {
  kind: "transfer";
  visit: string;
  line: string;
  reason?: string;
}

export interface MoveLine {
  kind: "move_line";
  line: string;
  to: string;
  reason?: string;
}

export interface Claim {
  kind: "claim";
  code?: string | null;
  number?: string | null;
  case?: string | null;
  reason?: string;
  note?: string;
  take_over?: boolean;
  early?: boolean;
  look?: boolean;
  arrived?: number;
  service?: string;
}

export interface HandOff {
  kind: "hand_off";
  visit: string;
  to: string;
  window?: string | null;
  office?: string | null;
  memo?: string;
  urgency?: string;
}

export interface TakeBack {
  kind: "take_back";
  visit: string;
  reason?: string;
}

export interface GiveBack {
  kind: "give_back";
  visit: string;
  reason?: string;
}

export interface Finish {
  kind: "finish";
  visit: string;
  result: string;
  reason?: string;
  note?: string;
}

export interface Reopen {
  kind: "reopen";
  visit: string;
}

export interface Slip {
  kind: "slip";
  visit: string;
  reason?: string;
  notes?: string[];
  language?: string;
}

export interface Sit {
  kind: "sit";
  window: string;
}

export interface OpenWindow {
  kind: "open_window";
}

export interface Pause {
  kind: "pause";
  reason: string;
  note?: string;
}

export interface AutoCall {
  kind: "auto_call";
  on: boolean;
}

export interface CloseWindow {
  kind: "close_window";
}

export interface SetWindow {
  kind: "set_window";
  window: string;
  state: "closed" | "open" | "paused";
  reason?: string;
  note?: string;
  sure?: boolean;
}

export interface Assign {
  kind: "assign";
  window: string;
  group: string | null;
  sure?: boolean;
}

export interface Post {
  kind: "post";
  to: "halls" | "windows";
  text: string;
  until: number;
  since?: number;
  easy?: string;
  group?: string | null;
  window?: string | null;
}

export interface AskToCome {
  kind: "ask_to_come";
  visit: string;
  group?: string | null;
  window?: string | null;
}

export interface AnswerCome {
  kind: "answer_come";
  bulletin: string;
  coming: boolean;
}

export interface TakeDown {
  kind: "take_down";
  bulletin: string;
}

export interface HaveRead {
  kind: "have_read";
  bulletin: string;
}

export interface Leave {
  kind: "leave_seat";
}

export interface Away {
  kind: "away";
  reason?: string;
}

export interface Return {
  kind: "return";
}

export interface Hello {
  t: "hello";
  wire: number;
}

export interface Join {
  t: "join";
  case: string;
}

export interface LeaveCase {
  t: "leave";
  case: string;
}

export interface Change {
  t: "change";
  op: string;
  case: string;
  fence: number;
  do: AddPerson | AsAnswered | Choose | Clear | Confirm | Events | Have | HoldTo | MergePerson | Note | OnTablet | OnlyOn | Open | Overrule | Remark | RemovePerson | Reply | RestorePerson | Say | Set | SignFor | StandOn | Unchoose | Undo | Unsay | UseForm | Withdraw;
  base?: Record<string, string | null>;
}

export interface AskKept {
  t: "ask_kept";
  ask: string;
  case: string;
  ops: string[];
}

export interface WatchWork {
  t: "watch_work";
  ask: string;
  on?: boolean;
}

export interface MoveIt {
  t: "move";
  request: string;
  do: Absent | AnswerCome | Arrive | AskToCome | Assign | AutoCall | Away | Back | Book | Call | CallAgain | Claim | CloseWindow | Finish | GiveBack | GiveNumber | HandOff | HaveRead | Hold | Leave | MoveLine | OpenWindow | Pause | Post | Process | Ready | Rebook | Reopen | Return | Serve | SetWindow | Sit | Slip | TakeBack | TakeDown | Transfer;
  version?: number | null;
}

export interface Weather {
  t: "weather";
  case: string;
  field?: string | null;
  draft?: string | null;
}

export interface Beat {
  t: "beat";
  cases?: string[];
  re?: string;
}

export interface Press {
  t: "press";
  op: string;
  turn: string;
  question: string;
  yes: boolean | null;
  base?: string | null;
}

export interface Agree {
  t: "agree";
  op: string;
  seen: string;
}

export interface Sign {
  t: "sign";
  op: string;
  person: string;
  strokes: [number, number, number][][];
  seen: string;
}

export interface PinTyped {
  t: "pin_typed";
  ask: string;
  key?: string;
  box?: string;
}

export interface Sounding {
  t: "sounding";
  chime: boolean;
  voices?: ("en" | "ja")[];
}

export interface CardRead {
  t: "card_read";
  read: string;
  nonce: string;
  card: string;
  values: Record<string, Record<string, unknown> | boolean | number | string | string[] | null>;
  expires?: string;
  doubtful?: string[];
  pictures?: Record<string, string>;
}

export interface CardLies {
  t: "card_lies";
  lies: boolean;
}

export interface AskPin {
  t: "ask_pin";
  ask: string;
  card: string;
  left: number | null;
  key: string;
}

export interface PinOver {
  t: "pin_over";
  ask: string;
}

export interface Scan {
  t: "scan";
  read: string;
  code?: string;
  fault?: string;
  n?: number;
}

export interface Stands {
  t: "stands";
  service: boolean;
  readers?: Record<string, boolean>;
  scanners?: Record<string, boolean>;
  last?: string;
  went?: boolean;
}

export interface Welcome {
  t: "welcome";
  wire: number;
  epoch: string;
  me: Me;
  now: number;
  rows: Row[];
  seats: Seat[];
  ahead?: number;
}

export interface Me {
  clerk: string;
  name: string;
  roles: string[];
  office: string;
  sees?: string[];
  window?: string | null;
  group?: string | null;
}

export interface Row {
  visit: string;
  case: string;
  version: number;
  office: string;
  day: string;
  number: string;
  stage: string;
  line: string;
  service: string;
  arrived: number;
  since: number;
  line_since: number;
  fence?: number;
  window?: string | null;
  clerk?: string | null;
  to_window?: string | null;
  from_window?: string | null;
  way?: string[];
  calls?: number;
  called_at?: number;
  urgency?: string;
  result?: string | null;
  channel?: string;
  sheet_rev?: number;
  epoch?: number;
  quiet?: boolean;
  reason?: string | null;
  due?: number | null;
  care?: boolean;
  turn?: number | null;
}

export interface Seat {
  window: string;
  office: string;
  version: number;
  state: string;
  since: number;
  clerks?: string[];
  reason?: string | null;
  serves?: string | null;
  auto?: boolean;
}

export interface CaseView {
  t: "case";
  case: string;
  epoch: string;
  rev: number;
  kept: number;
  fence: number;
  stage: string;
  catalog: number;
  row: Row | null;
  entries: Record<string, Entry>;
  here?: Here[];
  protected?: boolean;
}

export interface Entry {
  value: Record<string, unknown> | boolean | number | string | string[] | null;
  op: string;
  rev?: number;
  at?: number;
  clerk?: string;
  by?: string;
  window?: string;
  source?: string;
  confirmed?: boolean;
  masked?: boolean;
}

export interface Here {
  who: string;
  clerk: string;
  by: string;
  window: string;
  field?: string | null;
  draft?: string | null;
}

export interface Changed {
  t: "changed";
  case: string;
  n: number;
  op: string;
  at: number;
  facts: Record<string, Entry>;
  kind?: string;
}

export interface Moved {
  t: "moved";
  row: Row;
  what: string;
}

export interface Seats {
  t: "seats";
  seats: Seat[];
}

export interface Kept {
  t: "kept";
  cases: Record<string, number>;
}

export interface Heads {
  t: "heads";
  cases: Record<string, [number, number]>;
}

export interface Presence {
  t: "weather";
  case: string;
  here: Here[];
}

export interface EpochIs {
  t: "epoch";
  id: string;
}

export interface Lamp {
  t: "lamp";
  live: boolean;
  record: boolean;
}

export interface Waits {
  t: "waits";
  office: string;
  lines: LineWait[];
  dues?: Due[];
}

export interface LineWait {
  line: string;
  state: "known" | "learning" | "shut";
  ahead?: number;
  low?: number;
  to?: number | null;
  p50?: number | null;
  p80?: number | null;
  hour?: LineHour | null;
  handing?: HandingWait | null;
}

export interface LineHour {
  came: number;
  ended: number;
  usual_came?: number | null;
  usual_ended?: number | null;
}

export interface HandingWait {
  state: "known" | "learning";
  low?: number;
  to?: number | null;
  p50?: number | null;
  p80?: number | null;
}

export interface Due {
  visit: string;
  since: number;
  low?: number | null;
  to?: number | null;
}

export interface LineMoved {
  t: "line_moved";
  office: string;
  line: string;
  to: string;
  at: number;
}

export interface WorkMoved {
  t: "work_moved";
  office: string;
}

export interface Bulletins {
  t: "bulletins";
  office: string;
  bulletins: Bulletin[];
}

export interface Bulletin {
  bulletin: string;
  to: "halls" | "windows";
  text: string;
  since: number;
  until: number;
  easy?: string;
  group?: string | null;
  window?: string | null;
  by?: string;
  read?: string[];
  come?: Come | null;
  answers?: Record<string, "cannot" | "coming">;
}

export interface Come {
  window: string;
  visit: string;
  number: string;
  case: string;
}

export interface Bye {
  t: "bye";
  why: string;
}

export interface Answer {
  t: "answer";
  re: string;
  result: string;
  rev?: number | null;
  entries?: Record<string, Entry> | null;
  fence?: number | null;
  reason?: string | null;
  at?: string | null;
  more?: Record<string, unknown> | null;
  kept?: string[] | null;
  seen?: string[] | null;
  row?: Row | null;
  url?: string | null;
  code?: string | null;
}

export interface Armed {
  t: "armed";
  nonce: string | null;
  until?: number;
  turn?: string;
}

export interface Placed {
  t: "placed";
  window: string;
  place: string;
  name: string;
  city: string;
}

export interface Scanned {
  t: "scanned";
  code?: string;
  fault?: string;
  n?: number;
}

export interface PinAsked {
  t: "pin_asked";
  ask: string | null;
  card?: string;
  left?: number | null;
  key?: string;
}

export interface PinGiven {
  t: "pin_given";
  ask: string;
  key: string;
  box: string;
}

export interface Questions {
  t: "questions";
  turn: string | null;
  questions?: Asking[];
}

export interface Asking {
  question: string;
  text: string;
  help?: string;
  answer?: boolean | null;
  base?: string | null;
}

export interface Papers {
  t: "papers";
  seen: string | null;
  forms?: PaperForm[];
  signers?: Signer[];
  agreed?: boolean;
}

export interface PaperForm {
  form: string;
  name: string;
  pages: PaperPage[];
  state?: "added" | "agreed" | "changed" | "new";
}

export interface PaperPage {
  url: string;
  width: number;
  height: number;
  changed?: Mark[];
}

export interface Mark {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Signer {
  person: string;
  name: string;
  here: boolean;
  asked: boolean;
  places: PaperPlace[];
}

export interface PaperPlace {
  form: string;
  label: string;
  state: "absent" | "for" | "open" | "paper" | "signed" | "void";
}

export type ChangeDeed =
  | Set
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
  | Undo;

export type MoveDeed =
  | GiveNumber
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
  | Return;

export type ToServer =
  | Hello
  | Join
  | LeaveCase
  | Change
  | AskKept
  | WatchWork
  | MoveIt
  | Weather
  | Beat;

export type FromDisplay =
  | Hello
  | Join
  | LeaveCase
  | Change
  | AskKept
  | WatchWork
  | MoveIt
  | Weather
  | Beat
  | Press
  | Agree
  | Sign
  | PinTyped
  | Sounding;

export type FromDevice =
  | Hello
  | CardRead
  | CardLies
  | AskPin
  | PinOver
  | Scan
  | Stands
  | Beat;

export type ToClient =
  | Welcome
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
  | Papers;
