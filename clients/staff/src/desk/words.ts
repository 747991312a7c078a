// What a clerk reads of the order of a line, and of calls that the window makes by itself.

export const ORDER = {
  show: "順番の理由を見る",
  hide: "順番の理由を閉じる",
  next: "次の方です",
  place: (place: number) => `${place}番目`,
  by: {
    urgent: () => "至急のため",
    care: () => "要配慮の方が先の列のため",
    appointment: () => "予約の時刻になったため",
    arrival: (clock: string) => `${clock} 来庁の順`,
    line: (clock: string) => `${clock} この列に来た順`,
    end: (clock: string) => `${clock} 不在から戻り、うしろへ`,
  },
  lineFirst: "この窓口で先に呼ぶ列の方",
  lineLater: "先に呼ぶ列の方がいるあいだは、そのあと",
  over: (numbers: string) => `先に来た ${numbers} より前`,
  under: (numbers: string) => `あとから来た ${numbers} のうしろ`,
  more: (numbers: string, count: number) => `${numbers} ほか${count}人`,
  due: (clock: string) => `予約 ${clock} になると前へ`,
} as const;

export const DUE = {
  until: (to: string) => `〜${to}`,
  after: (from: string) => `${from}〜`,
  told: (from: string, to: string) => `お渡しの目安 ${from}〜${to}（来庁者にお伝えした時刻）`,
  late: (from: string, to: string) => `お渡しの目安 ${from}〜${to} を過ぎています`,
} as const;

export const AUTO = {
  soon: (number: string, seconds: number) => `${seconds}秒後に ${number} を呼びます`,
  stop: "呼ばない",
  calling: (number: string) => `${number} を呼出中`,
  toDesk: "窓口へもどる",
  on: "終えたら次の方を自動で呼ぶ：する",
  off: "終えたら次の方を自動で呼ぶ：しない",
  stands: "終えたあと、次の方を自動で呼びます",
} as const;
