// Twin of handoff/plan.py: which procedures a visit has, what stops them, and in which order its counters are walked.

import type { Procedure } from "../catalog.ts";
import { type Book, type Bringing, isOf } from "./book.ts";
import type { ByHand, Known } from "./known.ts";
import { way } from "./way.ts";
import { type World, worlds } from "./worlds.ts";

/** The procedures of this visit that a rule stops and nothing else, why, and what can be done. */
export interface Block {
  readonly rule: string;
  readonly procedures: readonly string[];
  readonly text: string;
  readonly wayOut: string;
  /** It stops nothing now, because somebody who may has said so. */
  readonly overruled: boolean;
  readonly staffOnly: boolean;
}

export class Plan {
  readonly worlds: readonly World[];
  readonly byHand: ReadonlyMap<string, ByHand>;
  /** The procedures that events bring, with what brings them. */
  readonly brought = new Map<string, [World, Bringing][]>();
  /** Those and what a hand added, in the order of the catalog. */
  readonly named: readonly string[];
  readonly blocks: readonly Block[];
  /** Procedure -> the rule that blocks it. */
  readonly stopped: ReadonlyMap<string, string>;
  /** What is done today, in the order of the catalog. */
  readonly counting: readonly string[];
  /** Its counters in walking order. */
  readonly way: readonly string[];

  constructor(
    readonly book: Book,
    readonly known: Known,
  ) {
    this.worlds = worlds(book, known);
    this.byHand = new Map(Object.entries(known.byHand).filter(([key]) => book.procedures.has(key)));
    for (const world of this.worlds) {
      for (const one of world.brings()) {
        const key = one.row.procedure;
        this.brought.set(key, [...(this.brought.get(key) ?? []), [world, one]]);
      }
    }
    const added = [...this.byHand].filter(([, said]) => said.on).map(([key]) => key);
    const order = (key: string): number => book.order.get(key)!;
    this.named = [...new Set([...this.brought.keys(), ...added])].sort((a, b) => order(a) - order(b));
    this.blocks = this.blocked();
    const holding = this.blocks.filter((one) => !one.overruled).toReversed();
    this.stopped = new Map(holding.flatMap((one) => one.procedures.map((key) => [key, one.rule] as const)));
    this.counting = this.named.filter((key) => !this.isOut(key) && !this.stopped.has(key));
    this.way = this.wayOf(this.counting);
  }

  /** All named procedures in walking order, and after them those that do not count. */
  ordered(): string[] {
    const counting = new Set(this.counting);
    const idle = this.named.filter((key) => !counting.has(key));
    return [...this.walked(this.counting, this.way), ...this.walked(idle, this.wayOf(idle))];
  }

  /** The counting procedures of each event. What a hand added belongs to the first event that has it, or to the first. */
  byEvent(): [World, Procedure[]][] {
    return this.worlds.map((world) => {
      const mine = this.counting.filter((key) => this.belongs(key, world));
      return [world, mine.map((key) => this.book.procedures.get(key)!)];
    });
  }

  private isOut(key: string): boolean {
    return this.byHand.get(key)?.on === false;
  }

  /** The blocks that hold and stop something, in the order of the catalog. */
  private blocked(): Block[] {
    const held = new Set(this.worlds.flatMap((world) => world.fires("block").map((one) => one.row.rule)));
    const there = this.named.filter((key) => !this.isOut(key));
    const stops = (target: ReadonlySet<string>): string[] => there.filter((key) => target.has(key));
    return this.book.sent.rules
      .filter((rule) => held.has(rule.rule))
      .map((rule) => ({
        rule: rule.rule,
        procedures: stops(new Set(rule.target)),
        text: rule.text,
        wayOut: rule.way_out,
        overruled: this.known.over.includes(rule.rule),
        staffOnly: rule.staff_only,
      }))
      .filter((one) => one.procedures.length > 0);
  }

  private wayOf(procedures: readonly string[]): string[] {
    return way(this.book, this.known.office, procedures);
  }

  private walked(procedures: readonly string[], groups: readonly string[]): string[] {
    const places = new Map(groups.map((group, place) => [group, place]));
    const at = (key: string): number => places.get(this.book.procedures.get(key)!.group)!;
    return [...procedures].sort((a, b) => at(a) - at(b) || this.book.order.get(a)! - this.book.order.get(b)!);
  }

  private belongs(key: string, world: World): boolean {
    const brought = this.brought.get(key);
    if (brought) return brought.some(([other]) => other === world);
    const { events } = this.book.procedures.get(key)!;
    return (this.worlds.find((one) => isOf(events, one.event)) ?? this.worlds[0]) === world;
  }
}
