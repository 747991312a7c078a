// What a clerk reads while the visitor confirms and signs.

import type { SignState } from "./api.ts";

const STATES: Record<SignState, string> = {
  open: "未署名",
  signed: "署名済",
  void: "無効（署名後に変更）",
  for: "代筆",
  paper: "紙に自署",
  absent: "来ていない方",
};

export const S = {
  tab: "確認・署名",
  show: "タブレットに表示",
  showing: "タブレットに表示中",
  stop: "タブレットから消す",
  noTablet: "この窓口で対応を始めると、タブレットに出せます。",
  lead: "来庁された方が、タブレットで申請書を確かめて署名します。",
  loading: "署名の状態を確かめています",
  failed: "署名の状態を読めませんでした。",
  retry: "読み直す",
  none: "署名の要る申請書は、まだありません。",
  noneNow: "「手続案内」で手続きが決まると、ここに出ます。",
  count: (done: number, places: number) => `署名 ${done}/${places}`,
  through: "確認と署名が終わりました。",
  voided: (forms: string, items: string) => `署名のあとで ${forms} の ${items} が変わりました。`,
  voidedNow: "変わったところだけ、タブレットでもう一度確かめて署名していただきます。",
  reagree: (forms: string, items: string) => `確認のあとで ${forms} の ${items} が変わりました。`,
  content: "内容",
  others: (count: number) => `ほか ${count}項目`,
  people: "署名する方",
  places: (count: number) => `${count} か所`,
  state: STATES,
  signFor: "代筆する",
  signForTitle: (name: string) => `${name} さんの代筆`,
  signForLead: (count: number) =>
    `職員が代わりに名前を書いたことを、理由と職員の名前とともに記録し、${count}枚の申請書に「代筆」と印字します。`,
  signForGo: "代筆として記録する",
  paper: "紙に自署するもの",
  paperLead: "印刷した紙に、ご本人が書きます。",
  absent: "来ていない方の署名欄",
  absentLead: "空けておきます。あとで書いていただく紙です。",
  isHere: "来ている",
  isAway: "来ていない",
  nobody: "まだ決まっていません",
  forms: "申請書の確認",
  agreed: { new: "まだ", agreed: "確認済", changed: "確認後に変更" },
  lacking: (count: number) => `未入力 ${count}`,
  page: (count: number) => `${count}枚`,
} as const;
