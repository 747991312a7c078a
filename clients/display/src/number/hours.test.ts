import { expect, test } from "vitest";
import { shutNow, spokenTime } from "./hours.ts";

const at = (text: string): number => Date.parse(`${text}+09:00`);
const FRIDAY: [number, number] = [at("2027-03-26T08:15:00"), at("2027-03-26T17:15:00")];
const MONDAY: [number, number] = [at("2027-03-29T08:15:00"), at("2027-03-29T17:15:00")];

test("numbers are given from the minute that opens until the minute that closes", () => {
  expect(shutNow([FRIDAY, MONDAY], FRIDAY[0])).toBeNull();
  expect(shutNow([FRIDAY, MONDAY], FRIDAY[1] - 1)).toBeNull();
  expect(shutNow([FRIDAY, MONDAY], FRIDAY[1])).toEqual({ opens: MONDAY[0] });
  expect(shutNow([FRIDAY, MONDAY], MONDAY[1])).toEqual({ opens: null });
});

test("a city that says so gives numbers at any time", () => {
  expect(shutNow(null, 0)).toBeNull();
});

test("the next opening is said by the clock of the city, in the visitor's language", () => {
  expect(spokenTime(MONDAY[0], "ja")).toBe("3月29日(月) 8:15");
  expect(spokenTime(MONDAY[0], "en")).toContain("March 29");
});
