// What becomes of a scan (or of a number that was typed): the case opens, or the clerk is asked. The two cases of two
// visitors are never mixed: while a question stands here, the open case stays the open one.

import { Refused } from "@madoguchi/shared/rules/refusal.ts";
import { read } from "@madoguchi/shared/rules/ticket.ts";
import type { Answer, Claim, Reason, Scanned } from "@madoguchi/shared/wire.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { commitField } from "./deeds.ts";
import type { House } from "./house.ts";
import { isMine, rowOf } from "./place.ts";
import type { ReserveQuestion, ScanQuestion } from "./question.ts";

/** A scanned or typed 手続番号. Codes that cannot be ours are never sent: they may be somebody's 個人番号. */
export async function scan(house: House, raw: string): Promise<void> {
  const city = house.get().catalog?.sent.city ?? "";
  try {
    await claim(house, { kind: "claim", code: read(raw, city) });
  } catch (no) {
    if (!(no instanceof Refused)) throw no;
    house.set({ question: bad(no.more) });
  }
}

/** The same from a scanner at a serial port, which the agent of this window's PC has read. */
export async function scanned(house: House, said: Scanned): Promise<void> {
  if (said.fault) house.set({ question: bad({ fault: said.fault, n: said.n ?? 0 }) });
  else await scan(house, said.code ?? "");
}

export async function claim(house: House, deed: Claim): Promise<boolean> {
  commitField();
  house.set({ notices: [] });
  const answer = await house.move(deed);
  if (answer.result === "done" && answer.row) {
    house.set({ question: null });
    house.show(answer.row.case);
    house.notice({ tone: "kept", what: W.scan.opened(answer.row.number) });
    return true;
  }
  const question = questionOf(house, deed, answer);
  if (question) house.set({ question });
  else house.refuse(answer);
  return false;
}

function questionOf(house: House, deed: Claim, answer: Answer): ScanQuestion | null {
  const more = answer.more ?? {};
  const at = (key: string): string => (more[key] == null ? "" : String(more[key]));
  switch (answer.reason) {
    case "bad_ticket":
      return bad(more);
    case "taken":
      return taken(house, deed, more);
    case "ticket_replaced": {
      const what = W.scan.replaced(clockOf(more.when));
      return { is: "replaced", claim: deed, case: at("case") || null, what, now: W.scan.replacedNow, looking: false };
    }
    case "early": {
      const where = placeName(house, at("where")) || at("where");
      return { is: "early", claim: deed, what: W.scan.early, now: W.scan.earlyAt(where) };
    }
    case "reserve_number":
      return { is: "reserve", claim: deed, what: W.scan.reserve(at("number")), now: W.scan.reserveNow };
    case "future_date":
    case "past_time":
      return deed.arrived ? askedAgain(house, answer.reason) : null;
    case "case_open_here":
      return openHere(house, deed, at("case"), at("number"));
    default:
      return null;
  }
}

/** The arrival of a number that was given out without power cannot be: the same question, with why. */
function askedAgain(house: House, reason: Reason): ReserveQuestion | null {
  const { question } = house.get();
  return question?.is === "reserve" ? { ...question, wrong: sentence(reason).what } : null;
}

function taken(house: House, deed: Claim, more: Record<string, unknown>): ScanQuestion {
  const catalog = house.get().catalog;
  const window = String(more.window ?? "");
  const by = more.by == null ? (house.get().seats.get(window)?.clerks?.join("、") ?? "") : String(more.by);
  const no = catalog?.no(window) ?? "";
  const row = [...house.get().rows.values()].find((one) => one.number === (deed.number ?? more.number));
  const id = more.case ? String(more.case) : (deed.case ?? row?.case ?? null);
  const what = W.scan.takenBy(String(more.number ?? row?.number ?? W.scan.takenNumber), W.case.by(by), no);
  return { is: "taken", claim: deed, case: id, what, now: W.scan.since(clockOf(more.since)) };
}

function openHere(house: House, deed: Claim, id: string, number: string): ScanQuestion | null {
  const state = house.get();
  const row = id
    ? rowOf(state, id)
    : [...state.rows.values()].find((one) => one.number === number && isMine(state, one));
  if (!row) return null;
  const kana = kanaOf(house, row.case);
  return {
    is: "openHere",
    claim: deed,
    visit: row.visit,
    what: W.scan.openHere(row.number, kana),
    now: W.scan.openHereNow,
  };
}

/** The reading of the first person of a case, for naming it aloud. */
export function kanaOf(house: House, id: string): string {
  const entries = house.get().cases[id]?.entries ?? {};
  const key = Object.keys(entries).find((one) => one.endsWith(".m_kana") && entries[one]?.value);
  const kana = key ? entries[key]?.value : null;
  return typeof kana === "string" ? `${kana} ` : "";
}

function bad(more: Record<string, unknown>): ScanQuestion {
  if (more.fault === "check") return { is: "bad", what: W.scan.check };
  if (more.fault === "short") return { is: "bad", what: W.scan.short(Number(more.n ?? 0)) };
  const { what, now } = sentence("bad_ticket");
  return { is: "bad", what: more.fault === "long" ? W.scan.long : what, ...(now ? { now } : {}) };
}

function placeName(house: House, where: string): string {
  const { catalog, me } = house.get();
  const window = catalog?.window(where);
  if (window) return window.name;
  return me && catalog?.counter(me.office, where) ? catalog.groupName(me.office, where) : "";
}

function clockOf(at: unknown): string {
  const time = new Date(Number(at));
  if (!Number.isFinite(time.getTime())) return String(at ?? "");
  return time.toLocaleTimeString("ja-JP", { timeZone: "Asia/Tokyo", hour: "numeric", minute: "2-digit" });
}

// ---- the clerk's answers

export function dismissQuestion(house: House): void {
  const question = house.get().question;
  if (question?.is === "replaced" && question.looking && question.case !== house.get().open) {
    if (question.case) house.close(question.case);
  }
  house.set({ question: null });
}

/** One key that no scanner sends: the open case goes on hold, then the next one opens. */
export async function holdAndOpen(house: House): Promise<void> {
  const question = house.get().question;
  if (question?.is !== "openHere") return;
  house.set({ question: null });
  const answer = await house.move({ kind: "hold", visit: question.visit, reason: "hold-6" });
  if (answer.result === "done") await claim(house, question.claim);
  else house.refuse(answer);
}

export function lookAtName(house: House): void {
  const question = house.get().question;
  if (question?.is !== "replaced") return;
  if (question.case) house.join(question.case);
  house.set({ question: { ...question, looking: true } });
}
