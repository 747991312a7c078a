// One press at the self-service screen: ask the server for a number, and what to show and print of the answer.

import type { Language } from "@madoguchi/shared/catalog.ts";
import type { Rows } from "@madoguchi/shared/lines.ts";
import type { Link } from "@madoguchi/shared/link.ts";
import { peopleIn } from "../hall/lines.ts";
import type { Given } from "./desk.ts";

/** Whether boards know who waits in a line. */
export type Counted = (line: string) => boolean;

export type Taken = { what: "given"; given: Given } | { what: "refused"; reason: string | null };

/** Asks for a number of a service, with a paper in the visitor's language. The line says the same request again by itself until there is an answer. */
export async function takeNumber(
  link: Pick<Link, "move">,
  service: string,
  rows: Rows,
  counted: Counted,
  language: Language,
): Promise<Taken> {
  const answer = await link.move({ kind: "give_number", service, channel: "kiosk", language });
  if (answer.result !== "done" || !answer.row) return { what: "refused", reason: answer.reason ?? null };
  const { number, line, visit } = answer.row;
  const others = [...rows.values()].filter((row) => row.visit !== visit);
  return {
    what: "given",
    given: {
      number,
      line,
      ahead: aheadOf(answer.more?.ahead) ?? (counted(line) ? peopleIn(line, others) : null),
      url: paperOf(answer.url ?? null),
    },
  };
}

function aheadOf(said: unknown): number | null {
  return typeof said === "number" ? said : null;
}

/** Papers of a screen have an address of their own: the staff's opens for a clerk's session only. */
function paperOf(url: string | null): string | null {
  return url?.replace("/api/documents/", "/api/displays/documents/") ?? null;
}
