// What a clerk at reception reads while giving numbers.

export const NUMBER = {
  title: "番号を出す",
  lead: "ご用を選ぶと、番号札が出ます。",
  search: "ご用・手続き・窓口の名前で絞る",
  who: "来かた",
  channels: { counter: "窓口に来た方", post: "郵送", phone: "電話" },
  away: "窓口に来ていないので、番号札は印刷しません。",
  none: "見つかりません。言葉を短くしてみてください。",
  noServices: "この拠点には、受け付けるご用がありません。",
  waiting: (people: number) => `${people}人待ち`,
  asking: "番号を取っています…",
  given: "受付番号",
  ahead: (people: number) => `前に ${people}人 お待ちです。`,
  first: "次にお呼びします。",
  printed: "番号札を印刷に出しました。",
  again: "もう一度印刷",
  print: "番号札を印刷",
  missing: (characters: string) => `印刷できない文字があります: ${characters}`,
  keys: "選ぶ",
  give: "出す",
  close: "閉じる",
} as const;
