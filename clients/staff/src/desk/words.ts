// What a clerk reads of the order of a line.

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
  over: (numbers: string) => `先に来た ${numbers} より前`,
  under: (numbers: string) => `あとから来た ${numbers} のうしろ`,
  more: (numbers: string, count: number) => `${numbers} ほか${count}人`,
  due: (clock: string) => `予約 ${clock} になると前へ`,
} as const;
