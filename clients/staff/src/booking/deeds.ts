// What a clerk does with an appointment; each says in a notice what came of it.

import type { Row } from "@madoguchi/shared/wire.ts";
import { tell } from "../deeds.ts";
import type { House } from "../house.ts";
import { print } from "../printing.ts";
import { B } from "./words.ts";

/** The visitor is here: the number of today, its paper into the printer. */
export async function arrive(house: House, visit: string): Promise<Row | null> {
  const answer = await tell(house, { kind: "arrive", visit });
  if (!answer?.row) return null;
  if (answer.url) print(answer.url);
  house.notice({ tone: "kept", what: B.arrived(answer.row.number), now: B.ahead(Number(answer.more?.ahead ?? 0)) });
  return answer.row;
}
