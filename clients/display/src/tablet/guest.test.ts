import type { Row, Seat } from "@madoguchi/shared/wire.ts";
import { describe, expect, it } from "vitest";
import { guestAt, isShut } from "./guest.ts";

const at = (number: string, stage: string, since = 0, window = "W05"): Row => ({
  visit: number,
  case: "",
  version: 1,
  office: "main",
  day: "",
  number,
  stage,
  line: "G05",
  service: "",
  arrived: 0,
  since,
  line_since: 0,
  window,
});
const seat = (state: string): Seat[] => [{ window: "W05", office: "main", version: 1, state, since: 0 }];

describe("the tablet of a window", () => {
  it("greets whom the window serves", () => {
    expect(guestAt("W05", [at("A001", "serving")], seat("open"))).toBe("A001");
    expect(guestAt("W05", [at("A001", "serving")], seat("paused"))).toBe("A001");
  });

  it.each(["calling", "held", "processing", "ready", "passing", "absent", "done", "suspended"])(
    "shows nothing of a visitor who is %s",
    (stage) => {
      expect(guestAt("W05", [at("A001", stage)], seat("open"))).toBeNull();
    },
  );

  it.each(["away", "closed"])("shows nothing when the window is %s", (state) => {
    expect(guestAt("W05", [at("A001", "serving")], seat(state))).toBeNull();
    expect(isShut("W05", seat(state))).toBe(true);
  });

  it("never shows another window's visitor", () => {
    expect(guestAt("W05", [at("A001", "serving", 0, "W06")], seat("open"))).toBeNull();
  });

  it("greets the newest when two stand there", () => {
    expect(guestAt("W05", [at("A001", "serving", 1), at("A002", "serving", 2)], seat("open"))).toBe("A002");
  });
});
