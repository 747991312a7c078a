// What a clerk reads while somebody gets a certificate and nothing else.

import type { Fee } from "@madoguchi/shared/rules/fees.ts";
import type { Item } from "./ask.ts";

const ITEMS: Record<Item, string> = {
  who: "窓口に来た方",
  paper: "本人確認書類",
  name: "氏名",
  birth: "生年月日",
  address: "住所",
  kind: "証明書の種類",
  copies: "通数",
  options: "記載する項目",
  use: "使いみち",
};

const WHY: Record<Fee["why"], string> = {
  listed: "",
  free_use: "この使いみちは無料です",
  no_fee: "この証明書は無料です",
};

const yen = (amount: number): string => `${amount.toLocaleString("ja-JP")}円`;

export const C = {
  tab: "証明書",
  items: ITEMS,
  oneself: "ご本人・同じ世帯の方",
  proxy: "代理の方",
  proxyNow: "代理の方のときは「手続案内」で委任状を確かめ、「入力」で頼んだ方を加えてください。",
  twoPapers: "写真なし2点で確認",
  card: "カードを読むと、氏名・生年月日・住所が入ります。",
  typeIt: "で入力します。",
  more: "1通ふやす",
  fewer: "1通へらす",
  copies: (count: number) => `${count}通`,
  fee: "手数料",
  yen,
  each: (fee: Fee) =>
    fee.why === "listed" ? `${yen(fee.each)} × ${fee.copies}通` : `${WHY[fee.why]}（${fee.copies}通）`,
  noFee: "種類と通数を選ぶと出ます",
  lacking: (labels: string[]) => `まだです: ${labels.join("、")}`,
  show: "タブレットで確認・署名",
  waiting: (done: number, places: number) => `タブレットで署名を待っています（${done}/${places}）`,
  onPaper: "紙に署名（印刷して処理中に）",
  print: "印刷して処理中にする",
  printed: "申請書を印刷に出しました。証明書を用意し、できたら「交付のために呼ぶ」を押してください。",
  tooLong: (count: number) => `枠に入りきらない文字が ${count}か所あります。印刷した紙を確かめてください。`,
  missing: (letters: string) => `印刷できない文字があります: ${letters}`,
  processing: "証明書を用意しています",
  deliver: "交付のために呼ぶ",
  ready: "処理中の方",
  handOver: "お渡しして終える",
  delivering: "お呼びしています。手数料をいただき、証明書をお渡しします。",
  done: (number: string) => `${number} の交付を終えました。`,
} as const;
