// The same as one text, to be read out over the telephone or copied to the support desk. No visitor is in it.

import { clock, dayOf } from "@madoguchi/shared/clock.ts";
import { show } from "@madoguchi/shared/rules/wareki.ts";
import type { Safekept, Status } from "./api.ts";
import { availability, broken, isWhole, type Seen, stops, verdict } from "./facts.ts";
import { hours, long, STATUS } from "./words.ts";

export const moment = (at: number): string => `${show(dayOf(at), "wareki", true)} ${clock(at)}`;

/** Today by the clock, other days by their date. */
export const since = (at: number, now: number): string =>
  STATUS.since(dayOf(at) === dayOf(now) ? clock(at) : moment(at), long(now - at));

export function said(city: string, status: Status | null, all: readonly Seen[], now: number): string {
  const lines = [STATUS.opening(city, moment(now)), STATUS.verdicts[verdict(all)]];
  for (const one of broken(all)) {
    const name = STATUS.parts[one.part];
    const work = STATUS.works[one.part];
    lines.push(
      stops(one) ? STATUS.partSince(name, since(one.since ?? now, now)) : STATUS.partLook(name, what(one, status)),
    );
    if (work) lines.push(`${STATUS.can}: ${work.can}`, `${STATUS.cannot}: ${work.cannot}`);
    lines.push(...one.told.map((told) => `${STATUS.tell}: ${STATUS.told(clock(told.at), told.whom, told.by)}`));
  }
  if (status && all[0]?.state === "stands") lines.push(...figures(status, now));
  return lines.join("\n");
}

function figures(status: Status, now: number): string[] {
  const { unkept } = status;
  const share = month(status);
  return [
    ...(unkept.edits > 0 ? [`${STATUS.unkept(unkept.edits, clock(unkept.since))}。`] : []),
    ...(share ? [`${STATUS.month}: ${share}。`] : []),
    ...(isWhole(status) ? [`${STATUS.lastBackup}: ${kept(status.backup, now)}。`] : []),
    ...(isWhole(status) ? [`${STATUS.lastDrill}: ${kept(status.drill, now)}。`] : []),
    ...status.failed.map((one) => `${STATUS.parts[one.kind]}: ${failed(one)}。`),
  ];
}

/** What a part that keeps nobody from serving lacks. */
export function what(one: Seen, status: Status | null): string {
  if (one.part === "boards") return STATUS.dark(one.names);
  if (one.part === "night") return STATUS.undone(one.names.map((job) => STATUS.jobs[job] ?? job));
  if (!status || !isWhole(status)) return STATUS.notKnown;
  const last = one.part === "backup" ? status.backup : status.drill;
  return last ? STATUS.due : STATUS.never;
}

export function month(status: Status): string | null {
  const share = availability(status.month);
  if (!share || !status.month) return null;
  const lost = status.month.lost_ms;
  return STATUS.available(hours(status.month.open_ms), lost === 0 ? "0分" : long(lost), share);
}

export const kept = (one: Safekept | null, now: number): string =>
  one
    ? `${moment(one.at)}（${long(now - one.at)}前、${STATUS.rows(one.rows)}、${STATUS.went(one.took)}）`
    : STATUS.never;

export const failed = (one: Safekept): string => STATUS.failed(moment(one.at), STATUS.why[one.why] ?? one.why);
