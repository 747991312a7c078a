// What the screens know of the city, as handoff/catalog.py sends it, with the look-ups that screens need.

import { EVERYWHERE, type OrderSettings, ranked } from "./order.ts";
import type { CertificateSettings } from "./rules/fees.ts";
import type { ItemDef } from "./rules/fields.ts";
import type { Town } from "./rules/household.ts";
import { W } from "./words.ts";

export interface Section {
  key: string;
  title: string;
  per: "case" | "person";
  items?: string[];
}

export interface Procedure {
  procedure: string;
  name: string;
  group: string;
  events: string[];
  kind: string;
  deadline: string;
  bring: string[];
  forms: string[];
  /** Procedures that go first when they are in the same visit. */
  after: string[];
  staff_only: boolean;
  note: string;
  /** The condition that brings it; empty = by hand only. */
  trigger: string;
  /** The items whose day begins its term, the first that is known; 0 days = no date can be reckoned. */
  due_items: string[];
  due_days: number;
  due_first_counts: boolean;
}

/** A yes/no question, as handoff/questions.py has it. `help` may be read by the visitor, `hint` never. */
export interface Question {
  question: string;
  level: number;
  group: string;
  events: string[];
  text: string;
  help: string;
  hint: string;
  show_when: string;
  auto: string;
  staff_only: boolean;
}

/** What follows when `when` holds. */
export interface Rule {
  rule: string;
  events: string[];
  when: string;
  effect: string;
  target: string[];
  text: string;
  way_out: string;
  staff_only: boolean;
}

/** What the guidance stands on. `ranks`: office ("" = at none) -> counter -> its place in the house. */
export interface GuidanceSent {
  events: string[];
  groups: string[];
  questions: Question[];
  rules: Rule[];
  procedures: Procedure[];
  ranks: Record<string, Record<string, readonly number[]>>;
  holidays: string[];
  town: Town;
}

export interface Counter {
  office: string;
  group: string;
  name: string;
  department: string;
  floor: string;
  label: string;
  walk_rank: number;
  quiet: boolean;
  /** Whether it can be booked. */
  appointment: boolean;
  /** Of several lines of the counter, those that are called before the others. */
  lines_first: string[];
}

export interface WindowAt {
  window: string;
  office: string;
  group: string;
  name: string;
  number: string;
  floor: string;
}

export interface Line {
  office: string;
  line: string;
  group: string;
  name: string;
  letters: string;
}

export interface Service {
  office: string;
  service: string;
  name: string;
  line: string;
  event?: string;
}

export interface ReasonText {
  reason: string;
  kind: string;
  name: string;
  needs_note: boolean;
}

export interface Phrase {
  phrase: string;
  kind: string;
  group: string;
  text: string;
  visitor: boolean;
}

/** As in handoff/words.py: Japanese, やさしい日本語, English, 简体中文, Tiếng Việt. */
export type Language = "ja" | "easy" | "en" | "zh" | "vi";

export interface CatalogSent {
  version: number;
  city: string;
  name: string;
  items: ItemDef[];
  sections: Section[];
  procedures: Procedure[];
  events: { event: string; name: string; group: string }[];
  reasons: ReasonText[];
  phrases: Phrase[];
  roles: { role: string; name: string; events: string[] }[];
  words: Record<Language, Record<string, string>>;
  /** Code lists by name: country, zairyu, bank, branch. */
  codes: Record<string, Record<string, string>>;
  /** All applications that the city knows. */
  forms: { form: string; name: string; group: string }[];
  house: {
    offices: { office: string; name: string; opens: string; closes: string }[];
    counters: Counter[];
    windows: WindowAt[];
    /** Windows that are used no more: what happened there still names them. */
    former: WindowAt[];
    lines: Line[];
    services: Service[];
  };
  settings: {
    visits?: { absent_calls?: number; absent_minutes?: number };
    slip?: { contact?: string };
    sessions?: { idle_minutes?: number };
    floor: FloorSettings;
    order?: OrderSettings;
    certificates?: CertificateSettings;
    protection?: { word: string; reveal_seconds: number };
    /** Whom to tell when something is broken. */
    operations?: { contacts: string[] };
  };
  guidance: GuidanceSent;
}

/** What counts as long on the floor, in minutes (handoff/floor.py). */
export interface FloorSettings {
  wait_minutes: number;
  service_minutes: number;
  flow_minutes: number;
  away_minutes: number;
  wait_minutes_of: Record<string, number>;
}

export class Catalog {
  private readonly itemBy: Map<string, ItemDef>;
  private readonly procedureBy: Map<string, Procedure>;
  private readonly windowBy: Map<string, WindowAt>;
  private readonly questionBy: Map<string, Question>;

  constructor(readonly sent: CatalogSent) {
    this.itemBy = new Map(sent.items.map((item) => [item.key, item]));
    this.procedureBy = new Map(sent.procedures.map((one) => [one.procedure, one]));
    this.windowBy = new Map([...sent.house.former, ...sent.house.windows].map((one) => [one.window, one]));
    this.questionBy = new Map(sent.guidance.questions.map((one) => [one.question, one]));
  }

  item(key: string): ItemDef | undefined {
    return this.itemBy.get(itemOf(key));
  }

  procedure(id: string): Procedure | undefined {
    return this.procedureBy.get(id);
  }

  question(id: string): Question | undefined {
    return this.questionBy.get(id);
  }

  /** What an application is called. */
  form(id: string): string {
    return this.sent.forms.find((one) => one.form === id)?.name ?? id;
  }

  event(id: string): string {
    return this.sent.events.find((one) => one.event === id)?.name ?? id;
  }

  reason(id: string): string {
    return this.sent.reasons.find((one) => one.reason === id)?.name ?? id;
  }

  window(id: string | null | undefined): WindowAt | undefined {
    return this.windowBy.get(id ?? "");
  }

  /** The number on a window's plate; an unknown window shows a dash. */
  no(window: string | null | undefined): string {
    return this.window(window)?.number ?? "−";
  }

  counter(office: string, group: string): Counter | undefined {
    const all = this.sent.house.counters;
    return all.find((one) => one.office === office && one.group === group) ?? all.find((one) => one.group === group);
  }

  groupName(office: string, group: string): string {
    return this.counter(office, group)?.name ?? group;
  }

  line(office: string, line: string): Line | undefined {
    return this.sent.house.lines.find((one) => one.office === office && one.line === line);
  }

  /** The lines that a counter calls from. */
  linesOf(office: string, group: string): Line[] {
    return this.sent.house.lines.filter((one) => one.office === office && one.group === group);
  }

  /** The order of an office's lines, with those that its counters call first. */
  order(office: string): OrderSettings {
    const here = this.sent.house.counters.filter((one) => one.office === office);
    return ranked(this.sent.settings.order ?? EVERYWHERE, here);
  }

  windowsOf(office: string, group: string): WindowAt[] {
    return this.sent.house.windows.filter((one) => one.office === office && one.group === group);
  }

  service(office: string, service: string): string {
    return this.sent.house.services.find((one) => one.office === office && one.service === service)?.name ?? service;
  }

  officeName(office: string): string {
    return this.sent.house.offices.find((one) => one.office === office)?.name ?? office;
  }

  reasons(kind: string): ReasonText[] {
    return this.sent.reasons.filter((one) => one.kind === kind);
  }

  /** What an entry is called: the item's label, without the prefix that its section says already. */
  label(key: string): string {
    const item = this.item(key);
    if (item) return item.label.replace(/^[^_]+_/, "");
    const [kind, name] = [key.slice(0, key.indexOf(".")), key.slice(key.indexOf(".") + 1)];
    return this.beside(kind, name) ?? key;
  }

  /** What stands beside the items: roles, procedures, questions, belongings. */
  private beside(kind: string, name: string): string | undefined {
    switch (kind) {
      case "role":
        return this.sent.roles.find((role) => role.role === name)?.name;
      case "proc":
        return this.procedure(name)?.name;
      case "ok":
        return this.sent.sections.find((one) => name.endsWith(one.key))?.title;
      case "q":
        return this.question(name)?.text;
      case "ev":
        return this.event(name);
      case "have":
        return name;
      case "say":
        return W.case.saying;
      case "form":
      case "rows":
      case "remark":
        return this.form(name);
      case "only": {
        const [form = "", ...key] = name.split(".");
        return `${this.label(key.join("."))}（${this.form(form)}）`;
      }
      case "tablet":
        return W.case.tablet;
      case "over":
        return this.sent.guidance.rules.find((rule) => rule.rule === name)?.text;
      default:
        return undefined;
    }
  }
}

/** The item of a key: `p.<person>.m_name` -> `m_name`. */
export function itemOf(key: string): string {
  return key.startsWith("p.") ? (key.split(".")[2] ?? "") : key;
}
