// What the 状態 page says. Read out over the telephone: short sentences, no abbreviations.

import type { Part } from "./api.ts";

type Named = Part | "line";

const minutes = (ms: number): number => Math.floor(ms / 60_000);

/** 14分, 3時間5分, 2日と1時間 */
export function long(ms: number): string {
  const all = minutes(ms);
  if (all < 1) return "1分未満";
  if (all < 60) return `${all}分`;
  if (all < 24 * 60) return `${Math.floor(all / 60)}時間${all % 60 ? `${all % 60}分` : ""}`;
  return `${Math.floor(all / 1440)}日${all % 1440 >= 60 ? `と${Math.floor((all % 1440) / 60)}時間` : ""}`;
}

/** Opening hours are counted in hours, however many days they are. */
export const hours = (ms: number): string => `${Math.floor(ms / 3_600_000)}時間`;

export const STATUS = {
  title: "状態",
  loading: "状態を確かめています…",
  verdicts: {
    stopped: "止まっているものがあります。",
    look: "窓口の仕事はできます。見ておくことがあります。",
    well: "すべて動いています。",
  },
  cut: "サーバーに聞けません。下は、この画面だけでわかることです。",
  parts: {
    line: "この端末とサーバーのつながり",
    house: "システム全体",
    live: "入力の共有",
    record: "保存（データベース）",
    keeper: "保存の係（自動）",
    boards: "呼出モニター・番号の画面",
    night: "夜間の処理",
    backup: "控え（バックアップ）",
    drill: "控えから戻す試し",
  } as Record<Named, string>,
  states: { stands: "動いています", broken: "止まっています", unknown: "わかりません" },
  dark: (names: readonly string[]) => `消えています: ${names.join("、")}`,
  undone: (names: readonly string[]) => `開庁までに終わっていません: ${names.join("、")}`,
  jobs: {
    midnight: "閉庁後に残った案件の中断",
    figures: "前の日までの集計",
    waits: "待ち時間の見込みの学習",
  } as Record<string, string>,
  due: "予定の時刻を過ぎています",
  never: "まだ一度もありません",
  since: (at: string, how: string) => `${at} から（${how}）`,
  tell: "連絡した",
  whom: "連絡した相手",
  told: (at: string, whom: string, by: string) => `${at} ${whom}（${by}）`,
  toldNone: "まだ、だれにも連絡していません。",
  toldLater: "連絡の記録は、直ってからできます。",
  contacts: "連絡先",
  noContacts: "連絡先は、市の設定（operations の contacts）で決めます。",
  can: "できること",
  cannot: "できないこと",
  works: {
    line: {
      can: "開いている案件の入力。画面に残り、つながると自動で送られます。",
      cannot: "この端末での呼出し、引継ぎ、番号、印刷。ほかの端末が動いていれば、その端末でできます。",
    },
    live: {
      can: "開いている案件の入力。画面に残り、直ると自動で送られます。",
      cannot: "ほかの窓口との共有、呼出し、引継ぎ、番号、印刷。",
    },
    record: {
      can: "開いている案件の入力と、ほかの窓口との共有。保存は、直ると自動で進みます。",
      cannot: "番号、呼出し、引継ぎ、完了、ログイン、印刷。",
    },
    keeper: {
      can: "入力、ほかの窓口との共有、番号、呼出し。",
      cannot: "引継ぎと完了（保存を待ちます）。",
    },
  } as Partial<Record<Named, { can: string; cannot: string }>>,
  unkept: (edits: number, since: string) => `保存を待っている入力: ${edits}件（${since} から）`,
  month: "今月の開庁時間",
  available: (open: string, lost: string, share: string) => `${open}のうち、止まっていたのは ${lost}（稼働 ${share}%）`,
  noMonth: "今月は、まだ開庁時間がありません。",
  notKnown: "いまはわかりません",
  lastBackup: "最後の控え",
  lastDrill: "最後の試し",
  rows: (rows: number) => `${rows.toLocaleString("ja-JP")}行`,
  went: (took: number) => `${Math.max(1, Math.round(took / 1000))}秒`,
  failed: (at: string, why: string) => `${at} は失敗: ${why}`,
  why: {
    record: "データベースに聞けませんでした",
    dump: "データベースの書き出しか書き戻しに失敗しました",
    space: "保存先の空きが足りません",
    place: "保存先か鍵を使えません",
    sealed: "控えのファイルではありません",
    key: "別の鍵で封じてあります",
    whole: "控えのファイルが壊れています",
    rows: "戻した行の数が違います",
    keys: "鍵の写しで開けない入力があります",
    none: "控えがありません",
  } as Record<string, string>,
  outages: "今月止まったもの",
  noOutages: "今月は、止まったものはありません。",
  until: "まで",
  text: "電話で読みあげる文",
  copy: "写す",
  copied: "写しました。",
  notCopied: "写せませんでした。文を選んで、Ctrl C を押してください。",
  opening: (city: string, at: string) => `${city}の、つなぐ窓口の状態です。${at} 現在です。`,
  partSince: (part: string, since: string) => `${part}が、${since}、止まっています。`,
  partLook: (part: string, what: string) => `${part}: ${what}。`,
};
