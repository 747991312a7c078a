// What is read on the floor managers' pages.

export const FLOOR = {
  title: "フロア",
  board: "フロア状況",
  pages: { plan: "窓口の予定" },
  day: "日",
  before: "前の日",
  after: "次の日",
  today: "今日",
} as const;

export const PLAN = {
  lead: "窓口ごとに、開く時間と昼休みを決めます。待ち時間の目安は、この予定を見て出します。",
  readOnly: "予定を変えられるのは、フロアの責任者です。",
  closedDay: "閉庁日です。",
  past: "過ぎた日の予定は変えられません。",
  window: "窓口",
  bar: "予定",
  source: "どこから",
  copy: (day: string) => `${day} から写す`,
  copyNone: (day: string) => `${day} には、入力した予定がありません`,
  copied: "同じ曜日の予定を写しました。前から入力してあった窓口は、そのままです。",
  sources: {
    entered: "入力",
    learned: "過去4週の同じ曜日から",
    none: "予定なし（いまのまま続くとみなします）",
  },
  by: (who: string, clock: string) => `${who} ${clock}`,
  lunch: "昼休み",
  lunchTitle: (number: string) => `${number}番窓口に昼休みを入れる`,
  whole: "終日",
  wholeTitle: (number: string) => `${number}番窓口を、開庁から閉庁まで開ける`,
  shut: "閉める",
  shutTitle: (number: string) => `${number}番窓口を、この日は開けない`,
  begin: (number: string, nth: number) => `${number}番窓口 ${nth}つ目の時間帯の始まり`,
  end: (number: string, nth: number) => `${number}番窓口 ${nth}つ目の時間帯の終わり`,
  keys: "端をえらんで ← → で5分、Shift で30分。Delete でその時間帯を消します。",
  saving: "保存中",
  saved: "保存しました",
  overtaken: "ほかの人が先に変えました。いまの予定を出しました。",
  shutAllDay: "この日は開けません",
} as const;
