// Twin of handoff/checks.py: numbers with a shape or a check digit. What was typed goes in, what is stored comes out.

import { Refused } from "./refusal";

const BETWEEN = /[\s\-‐‑‒–—―−－ー]+/gu;
const TEL_BETWEEN = /[\s\-‐‑‒–—―−－ー()（）.]+/gu;
const SPELLED = /^(?:([0-9]{1,2})年)?(?:([0-9]{1,2})(?:か月|ヶ月|カ月|箇月|月))?(?:([0-9]{1,3})日)?$/u;
const RUN_OF_DIGITS = /[0-9０-９][0-9０-９ \u3000\-－ー]{10,}[0-9０-９]/gu;

/** Full-width letters, digits and signs as ASCII; everything else as it is. */
export const half = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));

/** A code without what people put between its groups. */
export const squeeze = (text: string): string => half(text).replace(BETWEEN, "");

/** Exactly `length` digits. */
export function digits(text: string, length: number, at?: string): string {
  const plain = squeeze(text);
  if (!/^[0-9]+$/.test(plain)) throw new Refused("not_a_number", at);
  if (plain.length !== length) throw new Refused("wrong_length", at, { n: plain.length, of: length });
  return plain;
}

/** 個人番号: 12 digits, the last one a check digit. */
export const myNumber = (text: string, at?: string): string => checked(digits(text, 12, at), at);

/** 住民票コード: 11 digits, the last one a check digit. */
export const juminhyo = (text: string, at?: string): string => checked(digits(text, 11, at), at);

/** 全国地方公共団体コード: 6 digits, the last one a check digit. */
export function lgcode(text: string, at?: string): string {
  const code = digits(text, 6, at);
  if (lgcodeDigit(code.slice(0, 5)) !== code[5]) throw new Refused("wrong_check_digit", at);
  return code;
}

/** A postal code: 7 digits, typed with 〒 or a hyphen or without. */
export const postal = (text: string, at?: string): string => digits(text.replaceAll("〒", ""), 7, at);

/** A telephone number without its hyphens; +81 comes home as 0. */
export function phone(text: string, at?: string): string {
  let plain = half(text).replace(TEL_BETWEEN, "");
  if (plain.startsWith("+81")) plain = `0${plain.slice(3).replace(/^0/, "")}`;
  if (!/^\+?[0-9]+$/.test(plain)) throw new Refused("not_a_number", at);
  if (!/^(?:0[0-9]{9,10}|\+[0-9]{8,15})$/.test(plain)) throw new Refused("wrong_pattern", at, { n: plain.length });
  return plain;
}

/** 在留カード等の番号: two letters, eight digits, two letters. */
export function residenceCard(text: string, at?: string): string {
  const plain = squeeze(text).toUpperCase();
  if (plain.length !== 12) throw new Refused("wrong_length", at, { n: plain.length, of: 12 });
  if (!/^[A-Z]{2}[0-9]{8}[A-Z]{2}$/.test(plain)) throw new Refused("wrong_pattern", at);
  return plain;
}

/** 在留期間: years 2, months 2, days 3 digits; also typed as 5年, 1年3月, 90日. */
export function residencePeriod(text: string, at?: string): string {
  let plain = half(text).replace(/\s+/gu, "");
  const spelled = plain ? SPELLED.exec(plain) : null;
  if (spelled) {
    const part = (at: number, width: number) => (spelled[at] ?? "").padStart(width, "0");
    plain = part(1, 2) + part(2, 2) + part(3, 3);
  }
  const code = digits(plain, 7, at);
  if (Number(code.slice(2, 4)) > 12) throw new Refused("wrong_pattern", at);
  return code;
}

/** `5年`, `1年3月`, `90日`. */
export function showResidencePeriod(code: string): string {
  const parts: [string, string][] = [
    [code.slice(0, 2), "年"],
    [code.slice(2, 4), "月"],
    [code.slice(4), "日"],
  ];
  return parts.map(([part, unit]) => (Number(part) ? `${Number(part)}${unit}` : "")).join("") || code;
}

/** `999-0015`. */
export const showPostal = (code: string): string => (code.length === 7 ? `${code.slice(0, 3)}-${code.slice(3)}` : code);

/** With hyphens where the number itself tells the groups. */
export function showPhone(number: string): string {
  const grouped = (first: number, second: number) =>
    `${number.slice(0, first)}-${number.slice(first, second)}-${number.slice(second)}`;
  if (/^0[56789]0[0-9]{8}$/.test(number)) return grouped(3, 7);
  if (/^(?:0120|0570)[0-9]{6}$/.test(number)) return grouped(4, 7);
  if (/^0[36][0-9]{8}$/.test(number)) return grouped(2, 6);
  return number;
}

/** The check digit of 個人番号 (11 digits of body) and 住民票コード (10). */
export function numberDigit(body: string): string {
  const places = [...body].reverse().map(Number);
  const total = places.reduce((sum, digit, at) => sum + digit * (at < 6 ? at + 2 : at - 4), 0);
  const rest = total % 11;
  return rest > 1 ? String(11 - rest) : "0";
}

/** The check digit of a 全国地方公共団体コード (5 digits of body). */
export function lgcodeDigit(body: string): string {
  const total = [...body].reduce((sum, digit, at) => sum + Number(digit) * (6 - at), 0);
  return String((11 - (total % 11)) % 10);
}

/** Whether free text holds something that may be a 個人番号: memos must not. */
export function holdsMyNumber(text: string): boolean {
  return (text.match(RUN_OF_DIGITS) ?? []).some((run) => {
    const plain = squeeze(run);
    return plain.length === 12 && numberDigit(plain.slice(0, 11)) === plain[11];
  });
}

function checked(number: string, at?: string): string {
  if (numberDigit(number.slice(0, -1)) !== number.at(-1)) throw new Refused("wrong_check_digit", at);
  return number;
}
