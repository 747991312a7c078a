// The staff screen's whole state and its line to the server. What the server says is folded here, and nowhere else.

import { type CaseEvent, type CaseState, openCase, step, unsent } from "@madoguchi/shared/caseStore.ts";
import { Catalog, type CatalogSent } from "@madoguchi/shared/catalog.ts";
import { get, No } from "@madoguchi/shared/http.ts";
import { newOp } from "@madoguchi/shared/ids.ts";
import { foldRow, foldSeat, type Rows, type Seats } from "@madoguchi/shared/lines.ts";
import { Link } from "@madoguchi/shared/link.ts";
import type {
  Answer,
  Bulletin,
  ChangeDeed,
  Due,
  LineWait,
  Me,
  MoveDeed,
  Row,
  Scanned,
  ToClient,
  ToServer,
} from "@madoguchi/shared/wire.ts";
import { sentence, W } from "@madoguchi/shared/words.ts";
import { type Laid, WITH_LICENCE } from "./cards/api.ts";
import type { ScanQuestion } from "./question.ts";

export interface Notice {
  id: string;
  tone: "info" | "kept" | "look" | "danger";
  what: string;
  now?: string;
}

export type Overlay =
  | "find"
  | "handOff"
  | "finish"
  | "hold"
  | "transfer"
  | "giveBack"
  | "keys"
  | "closing"
  | "morning"
  | "screens"
  | "sessions"
  | "pause"
  | "seat"
  | "callNumber"
  | "come"
  | "number"
  | "booking"
  | "residents"
  | "eligibility"
  | "status"
  | "training"
  | "card"
  | "slip";

export interface HouseState {
  phase: "starting" | "signedOut" | "in";
  me: Me | null;
  /** The newest catalog that this screen knows. */
  catalog: Catalog | null;
  /** By version: a case stays on the one that it was opened with. */
  catalogs: Readonly<Record<number, Catalog>>;
  link: "starting" | "up" | "down";
  downSince: number;
  lamp: { live: boolean; record: boolean };
  rows: Rows;
  seats: Seats;
  /** Wait times of the office's lines, once anything is known. */
  waits: readonly LineWait[];
  /** Who was received and waits for what is handed over, and when it is to be called. */
  dues: readonly Due[];
  /** How often 作業一覧 moved on while its page was open. */
  workNews: number;
  /** What floor managers say in the office, now or later. */
  bulletins: readonly Bulletin[];
  cases: Readonly<Record<string, CaseState>>;
  /** Server's clock minus ours. */
  skew: number;
  /** So many ms the city's clock is set ahead, to rehearse a day to come. */
  ahead: number;
  notices: Notice[];
  /** The case in the middle of the desk. */
  open: string | null;
  question: ScanQuestion | null;
  /** What lies over the desk. */
  overlay: Overlay | null;
  path: string;
  /** `ended`: the session is over, here or from elsewhere. */
  covered: "no" | "away" | "idle" | "ended";
  /** By case: cards that were read here and wait for a key; how often one was told of. */
  cards: Readonly<Record<string, { reads: readonly Laid[]; told: number }>>;
  /** Visits whose slip was printed on this screen: another print would end the slip in the visitor's hand. */
  printed: ReadonlySet<string>;
}

const START: HouseState = {
  phase: "starting",
  me: null,
  catalog: null,
  catalogs: {},
  link: "starting",
  downSince: 0,
  lamp: { live: true, record: true },
  rows: new Map(),
  seats: new Map(),
  waits: [],
  dues: [],
  workNews: 0,
  bulletins: [],
  cases: {},
  skew: 0,
  ahead: 0,
  notices: [],
  open: null,
  question: null,
  overlay: null,
  path: window.location.pathname,
  covered: "no",
  cards: {},
  printed: new Set(),
};

const AGAIN = 1_500;
const BEAT = 5_000;
const TICK = 100;

export class House {
  private state = START;
  private readonly listeners = new Set<() => void>();
  private link: Link | null = null;
  private readonly closing = new Set<string>();
  private readonly fetching = new Set<number>();
  private lastBeat = 0;
  private lastInput = Date.now();
  private heldBack = 0;

  constructor() {
    setInterval(() => this.tick(), TICK);
    window.addEventListener("popstate", () => this.set({ path: window.location.pathname }));
    window.addEventListener("beforeunload", (event) => {
      if (this.unsentInAll() > 0) event.preventDefault();
    });
  }

  /** A scanner at a serial port of this window's PC. */
  onScanned: (said: Scanned) => void = () => {};

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): HouseState => this.state;

  set(change: Partial<HouseState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  now(): number {
    return Date.now() + this.state.skew;
  }

  /** Somebody is at the screen. */
  touched(): void {
    this.lastInput = Date.now();
  }

  /** Another page of the same screen: no ids of persons ever stand in it. */
  go(path: string): void {
    if (path !== this.state.path) window.history.pushState(null, "", path);
    this.set({ path, overlay: null });
  }

  // ---- coming in

  async start(): Promise<void> {
    try {
      const { me } = await get<{ me: Me }>("/api/me");
      await this.enter(me);
    } catch (no) {
      if (no instanceof No) this.set({ phase: "signedOut" });
      else setTimeout(() => void this.start(), AGAIN);
    }
  }

  /** A session is there: read the catalog, open the line. The line of an older session is closed first. */
  async enter(me: Me): Promise<void> {
    this.know(new Catalog(await get<CatalogSent>("/api/catalog")));
    this.link?.close();
    this.set({ phase: "in", me, link: this.state.phase === "in" ? "down" : "starting" });
    this.link = new Link("/staff", { hear: (m) => this.hear(m), up: () => this.up(), down: (why) => this.down(why) });
  }

  leave(): void {
    this.link?.close();
    this.link = null;
    this.state = { ...START, catalog: this.state.catalog, catalogs: this.state.catalogs };
    this.set({ phase: "signedOut" });
  }

  // ---- the catalog, by version

  private know(catalog: Catalog, version = catalog.sent.version): void {
    const newest = this.state.catalog && this.state.catalog.sent.version > catalog.sent.version;
    this.set({
      catalogs: { ...this.state.catalogs, [version]: catalog },
      catalog: newest ? this.state.catalog : catalog,
    });
  }

  /** The version that a case stays on, once. Whatever comes between is tried again while the case is open. */
  private async fetchCatalog(version: number): Promise<void> {
    if (version === 0 || this.state.catalogs[version] || this.fetching.has(version)) return;
    this.fetching.add(version);
    try {
      this.know(new Catalog(await get<CatalogSent>(`/api/catalog?version=${version}`)), version);
    } catch (no) {
      if (no instanceof No && no.reason !== "signed_out") this.refuse({ result: "refused", reason: no.reason });
      setTimeout(() => this.fetchMissing(), AGAIN);
    } finally {
      this.fetching.delete(version);
    }
  }

  private fetchMissing(): void {
    for (const one of Object.values(this.state.cases)) void this.fetchCatalog(one.catalog);
  }

  private up(): void {
    this.heldBack = this.unsentInAll();
    const wasDown = this.state.link === "down";
    this.set({ link: "up", downSince: 0 });
    if (wasDown && this.heldBack > 0) this.notice({ tone: "kept", what: W.link.backKept(this.heldBack) });
    for (const id of Object.keys(this.state.cases)) this.feed(id, { is: "rejoin" });
  }

  private down(why: string): void {
    if (why === "signed_out") {
      this.set({ link: "down", downSince: this.state.downSince || Date.now(), covered: "ended" });
    } else if (why === "wire_version") {
      window.location.reload();
    } else if (this.state.link !== "down") {
      this.set({ link: "down", downSince: Date.now() });
    }
    for (const id of Object.keys(this.state.cases)) this.feed(id, { is: "cut" });
  }

  // ---- what is heard

  private hear(message: ToClient): void {
    switch (message.t) {
      case "welcome": {
        const rows = new Map(message.rows.map((row) => [row.visit, row]));
        const seats = new Map(message.seats.map((seat) => [seat.window, seat]));
        return this.set({
          me: this.seated(message.me),
          rows,
          seats,
          skew: message.now - Date.now(),
          ahead: message.ahead ?? 0,
        });
      }
      case "case":
        if (message.row) this.row(message.row);
        void this.fetchCatalog(message.catalog);
        return this.feed(message.case, { is: "snapshot", view: message, ask: newOp() });
      case "changed":
        return this.feed(message.case, { is: "changed", change: message });
      case "moved":
        this.takenFromMe(message.row);
        return this.row(message.row);
      case "seats":
        return this.set({ seats: message.seats.reduce(foldSeat, this.state.seats) });
      case "kept":
        for (const [id, rev] of Object.entries(message.cases)) this.feed(id, { is: "kept", rev });
        return;
      case "heads":
        for (const [id, [rev, version]] of Object.entries(message.cases)) this.feed(id, { is: "heads", rev, version });
        return;
      case "weather":
        return this.feed(message.case, { is: "here", here: message.here });
      case "epoch":
        if (message.id.startsWith("case:")) return this.feed(message.id.slice(5), { is: "rejoin" });
        return this.link?.hello();
      case "lamp":
        return this.set({ lamp: { live: message.live, record: message.record } });
      case "waits":
        return this.set({ waits: message.lines, dues: message.dues ?? [] });
      case "bulletins":
        return this.set({ bulletins: message.bulletins });
      case "work_moved":
        return this.set({ workNews: this.state.workNews + 1 });
      case "line_moved":
        return this.lineMoved(message.line, message.to);
      case "answer":
        return this.answered(message);
      case "scanned":
        return this.onScanned(message);
      case "card_lies":
        return this.cardLies(message.lies);
      case "pin_asked":
        return this.pinAsked(message.ask !== null, message.left ?? null);
      default:
        return;
    }
  }

  /** 担当を交代する at another window: the one that had the case is told. */
  private takenFromMe(row: Row): void {
    const { rows, me, catalog, seats } = this.state;
    const before = rows.get(row.visit);
    if (before?.stage !== "serving" || !me?.window || before.window !== me.window) return;
    if (row.version <= before.version || row.stage !== "serving" || !row.window || row.window === me.window) return;
    const who = seats.get(row.window)?.clerks?.join("、") ?? "";
    const what = W.case.takenOver(row.number, who, catalog?.no(row.window) ?? "");
    this.notice({ tone: "look", what, now: W.case.takenOverNow });
  }

  /** Everybody of a line waits in another one: said once, to all. */
  private lineMoved(line: string, to: string): void {
    const name = (one: string): string => this.state.catalog?.line(this.state.me?.office ?? "", one)?.name ?? one;
    this.notice({ tone: "info", what: W.line.moved(name(line), name(to)) });
  }

  /** While the screen is covered the seat is kept for whoever logs in here: the cover takes it again, or gives it up. */
  private seated(me: Me): Me {
    const { me: before, covered } = this.state;
    if (covered === "no" || me.window || !before?.window) return me;
    return { ...me, window: before.window, group: before.group ?? null };
  }

  private answered(answer: Answer): void {
    if (answer.re.startsWith("join:")) {
      const id = answer.re.slice(5);
      if (answer.result !== "refused") return this.feed(id, { is: "answer", answer, ids: newOp });
      this.refuse(answer);
      return this.forget(id);
    }
    if (answer.re.startsWith("card:")) return this.carded(answer);
    for (const [id, state] of Object.entries(this.state.cases)) {
      if (state.askId === answer.re || state.ops.some((op) => op.op === answer.re)) {
        this.feed(id, { is: "answer", answer, ids: newOp });
      }
    }
  }

  /** What a card read at this window has to say: values that differ, items that it could not give. */
  private carded(answer: Answer): void {
    if (answer.more?.waits) return this.cardTold(String(answer.more.case));
    this.feed(String(answer.more?.case ?? ""), { is: "answer", answer, ids: newOp });
    const labels = (items: string[]): string => items.map((item) => this.state.catalog?.label(item) ?? item).join("、");
    const leftOut = Object.keys((answer.more?.left_out ?? {}) as Record<string, string>);
    const doubtful = (answer.more?.doubtful ?? []) as string[];
    if (answer.more?.card === WITH_LICENCE) {
      this.notice({ tone: "info", what: W.case.cardLicence, now: W.case.cardLicenceNow });
    }
    if (answer.more?.expired) this.notice({ tone: "look", what: W.case.cardExpired, now: W.case.cardExpiredNow });
    if (doubtful.length > 0) {
      this.notice({ tone: "look", what: W.case.cardDoubtful(labels(doubtful)), now: W.case.cardDoubtfulNow });
    }
    if (leftOut.length > 0) {
      this.notice({ tone: "look", what: W.case.cardLeftOut(labels(leftOut)), now: W.case.cardLeftOutNow });
    }
  }

  /** A card was read here, and nobody knows yet whose it is. */
  cardTold(id: string): void {
    const { reads, told } = this.state.cards[id] ?? { reads: [], told: 0 };
    this.set({ cards: { ...this.state.cards, [id]: { reads, told: told + 1 } } });
  }

  /** The cards that wait for a key in a case. */
  laid(id: string, reads: readonly Laid[]): void {
    const told = this.state.cards[id]?.told ?? 0;
    if (reads.length === 0 && told === 0) return;
    this.set({ cards: { ...this.state.cards, [id]: { reads, told } } });
  }

  /** A card that was left on the reader of this window: said until somebody has taken it. */
  private cardLies(lies: boolean): void {
    const what = W.case.cardLies;
    if (lies) return this.notice({ tone: "look", what, now: W.case.cardLiesNow });
    this.set({ notices: this.state.notices.filter((one) => one.what !== what) });
  }

  /** The visitor types what opens the card, at the tablet. */
  private pinAsked(asks: boolean, left: number | null): void {
    this.set({ notices: this.state.notices.filter((one) => !one.what.startsWith(W.case.pinAsked)) });
    const what = W.case.pinAsked + (left === null ? "" : W.case.pinLeft(left));
    if (asks) this.notice({ tone: "look", what, now: W.case.pinNow });
  }

  row(row: Row): void {
    this.set({ rows: foldRow(this.state.rows, row) });
    if (this.state.cases[row.case]) this.feed(row.case, { is: "moved", row });
  }

  // ---- cases

  feed(id: string, event: CaseEvent): void {
    const before = this.state.cases[id];
    if (!before) return;
    const { state, say } = step(before, event, Date.now());
    if (event.is === "tick" && say.length === 0 && same(before, state)) return;
    this.set({ cases: { ...this.state.cases, [id]: state } });
    for (const message of say) this.link?.say(message);
  }

  /** Look at a case live. */
  join(id: string): void {
    this.closing.delete(id);
    if (this.state.cases[id]) return;
    this.set({ cases: { ...this.state.cases, [id]: openCase(id) } });
    this.feed(id, { is: "rejoin" });
  }

  show(id: string | null): void {
    const before = this.state.open;
    if (id) this.join(id);
    this.set({ open: id });
    if (before && before !== id) this.close(before);
  }

  /** Looks no longer, once its queue has arrived. */
  close(id: string): void {
    this.closing.add(id);
  }

  private forget(id: string): void {
    const { [id]: _, ...cases } = this.state.cases;
    const { [id]: __, ...cards } = this.state.cards;
    this.closing.delete(id);
    this.set({ cases, cards, open: this.state.open === id ? null : this.state.open });
  }

  edit(id: string, deed: ChangeDeed, base?: Record<string, string | null>): string {
    const op = newOp();
    this.feed(id, base ? { is: "edit", op, deed, base } : { is: "edit", op, deed });
    return op;
  }

  unsentInAll(): number {
    return Object.values(this.state.cases).reduce((sum, state) => sum + unsent(state), 0);
  }

  say(message: ToServer): void {
    this.link?.say(message);
  }

  /** A transition; what the answer carries is folded. */
  async move(deed: MoveDeed, version?: number | null): Promise<Answer> {
    if (!this.link) return { t: "answer", re: "", result: "unknown" };
    const answer = await this.link.move(deed, version);
    if (answer.row) this.row(answer.row);
    return answer;
  }

  // ---- words to the clerk

  notice(notice: Omit<Notice, "id">): void {
    const id = newOp();
    const passing = (tone: Notice["tone"]): boolean => tone === "kept" || tone === "info";
    const others = this.state.notices.filter(
      (one) => one.what !== notice.what && !(passing(one.tone) && passing(notice.tone)),
    );
    this.set({ notices: [...others.slice(-2), { ...notice, id }] });
    if (passing(notice.tone)) setTimeout(() => this.dismiss(id), 6_000);
  }

  dismiss(id: string): void {
    this.set({ notices: this.state.notices.filter((one) => one.id !== id) });
  }

  refuse(answer: Pick<Answer, "result" | "reason">): void {
    const { what, now } = sentence(answer.reason);
    this.notice({ tone: "look", what, ...(now ? { now } : {}) });
  }

  // ---- the clock

  private tick(): void {
    const now = Date.now();
    for (const [id, state] of Object.entries(this.state.cases)) {
      if (state.joining || state.ops.length > 0 || state.gapSince > 0 || state.behindSince > 0) {
        this.feed(id, { is: "tick", ask: newOp() });
      }
    }
    for (const id of this.closing) this.letGo(id);
    const idle = (this.state.catalog?.sent.settings.sessions?.idle_minutes ?? 30) * 60_000;
    if (this.state.phase === "in" && this.state.covered === "no" && now - this.lastInput >= idle) {
      this.set({ covered: "idle" });
      void this.move({ kind: "away" });
    }
    if (now - this.lastBeat >= BEAT && this.state.link === "up" && Object.keys(this.state.cases).length > 0) {
      this.lastBeat = now;
      this.say({ t: "beat", cases: Object.keys(this.state.cases) });
    }
  }

  private letGo(id: string): void {
    const state = this.state.cases[id];
    if (!state || state.ops.length > 0 || state.tray.length > 0) return;
    this.say({ t: "leave", case: id });
    this.forget(id);
  }
}

/** Whether a tick changed nothing: then nobody needs to look again. */
const same = (one: CaseState, other: CaseState): boolean =>
  (Object.keys(one) as (keyof CaseState)[]).every((key) => one[key] === other[key]);
