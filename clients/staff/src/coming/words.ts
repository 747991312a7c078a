// What is read when a window asks others to come to its visitor.

export const COME = {
  open: "ほかの職員に来てもらう",
  title: (number: string) => `${number} のところへ来てもらう`,
  lead: "頼んだ窓口の画面に出ます。来た職員は、自分の席からでも、この窓口からでも、この案件を開いて入力できます。案件はこの窓口のままです。",
  whom: "どこに頼みますか",
  deed: "来てもらうよう頼む",
  group: (name: string, open: number) => `${name}（開いている窓口 ${open}）`,
  window: (number: string, name: string) => `${number}番窓口（${name}）`,
  please: (window: string) => `${window}番窓口へ来てください`,
  from: (number: string, service: string, by: string, clock: string) => `${number}　${service}（${by}さん ${clock}）`,
  yes: "行きます",
  no: "行けません",
  going: (window: string) => `${window}番窓口へ向かってください`,
  openCase: "案件を開く",
  asked: (whom: string) => `${whom}に、来てもらうよう頼んでいます`,
  comes: (window: string) => `${window}番窓口の職員が来ます`,
  cannot: (windows: string) => `行けない窓口：${windows}番`,
  noAnswer: "まだ返事がありません",
  takeBack: "取り消す",
  done: "来てもらいました",
} as const;
