import { describe, expect, it } from "vitest";
import type { Appointment } from "./api.ts";
import { plus, shortWhen, spokenDay } from "./days.ts";
import { matching } from "./match.ts";

const one = (appointment: string, name: string, kana: string): Appointment => ({
  case: "c",
  visit: appointment,
  version: 1,
  number: `予${appointment}`,
  appointment,
  state: "booked",
  stage: "booked",
  day: "2027-04-01",
  due: Date.UTC(2027, 3, 1, 1, 30),
  minutes: 60,
  office: "main",
  group: "G12",
  service: "S06",
  name,
  kana,
  by: "中村",
  at: 0,
});
const all = [one("000018", "山田　花子", "ヤマダ　ハナコ"), one("000026", "佐藤　一郎", "サトウ　イチロウ")];
const found = (typed: string): string[] => matching(all, typed).map((appointment) => appointment.appointment);

describe("finding an appointment in the list", () => {
  it("shows all while nothing is typed", () => {
    expect(found(" 　")).toEqual(["000018", "000026"]);
  });

  it("finds by name, by kana of any kind and by number as it was said", () => {
    expect(found("山田")).toEqual(["000018"]);
    expect(found("やまだ はな")).toEqual(["000018"]);
    expect(found("ｻﾄｳ")).toEqual(["000026"]);
    expect(found("予 000-026")).toEqual(["000026"]);
  });

  it("wants all the words", () => {
    expect(found("山田 一郎")).toEqual([]);
  });
});

describe("days and times", () => {
  it("goes over the ends of months and years", () => {
    expect(plus("2026-12-31", 1)).toBe("2027-01-01");
    expect(plus("2027-03-01", -1)).toBe("2027-02-28");
  });

  it("says today and tomorrow", () => {
    expect(spokenDay("2027-04-01", "2027-04-01")).toBe("今日 4月1日(木)");
    expect(spokenDay("2027-04-02", "2027-04-01")).toBe("明日 4月2日(金)");
    expect(spokenDay("2027-04-05", "2027-04-01")).toBe("4月5日(月)");
  });

  it("says the day only where it is another one, on the city's clock", () => {
    const due = Date.UTC(2027, 3, 1, 1, 30);
    expect(shortWhen(due, Date.UTC(2027, 3, 1, 14))).toBe("10:30");
    expect(shortWhen(due, Date.UTC(2027, 3, 1, 15))).toBe("4/1 10:30");
  });
});
