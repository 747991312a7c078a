import { describe, expect, it } from "vitest";
import vectors from "../../../../tests/vectors/ticket.json";
import { groups, read } from "./ticket";
import { hold, refusal, type Vector } from "./vectors";

const CITY = "999989";
const CODE = "1234567890123459";

describe("手続番号, as tests/vectors/ticket.json says", () => {
  it.each(vectors as Vector[])("$do $in", (vector) => {
    const given = vector.in as [string, string, string?, string?];
    hold(vector, () => (vector.do === "read" ? read(...given) : groups(given[0])));
  });

  it("finds every wrong digit and every swap of neighbours", () => {
    for (let place = 0; place < CODE.length; place += 1) {
      for (const digit of "0123456789") {
        const wrong = CODE.slice(0, place) + digit + CODE.slice(place + 1);
        if (wrong !== CODE) expect(refusal(() => read(wrong, CITY)).more.fault).toBe("check");
      }
      const [one, other] = [CODE[place], CODE[place + 1]];
      const swapped = CODE.slice(0, place) + other + one + CODE.slice(place + 2);
      if (other && swapped !== CODE) expect(refusal(() => read(swapped, CITY)).more.fault).toBe("check");
    }
  });

  it("says how many digits there were", () => {
    expect(refusal(() => read("1234 5678", CITY)).more).toEqual({ fault: "short", n: 8, of: 16 });
  });
});
