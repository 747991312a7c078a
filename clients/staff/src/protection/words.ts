// What a clerk reads around a protected person. Whoever sits beside may read it too: it says nothing of why.

export const P = {
  lead: "取り扱いを確かめてから進めてください。",
  open: "取り扱いを確かめる",
  title: (word: string) => `${word}の取り扱い`,
  why: "見る理由を選んでください。だれが・いつ・なぜ見たかが記録されます。",
  show: "確かめる",
  none: "この案件では、いまは該当がありません。",
  kinds: {
    self: "ご本人",
    together: "あわせて申し出た方",
    household: "同じ世帯の方",
    koseki: "同じ戸籍の方",
    other: "相手方",
    address: "同じ住所",
  } as Record<string, string>,
  standing: {
    provisional: "仮の取り扱い中",
    on: "取り扱い中",
    last: "まもなく期間が終わります",
    over: "期間を過ぎています（解除されるまで続きます）",
  } as Record<string, string>,
  until: (day: string) => `${day} まで`,
  place: "住所",
  hidden: "隠れている住所・連絡先",
  noHidden: "この窓口では、住所・連絡先を隠していません。",
  number: (label: string) => `${label}を見る`,
  closed: "理由を選ぶと見られます。見たことは記録されます。",
  see: "見る",
  clear: "消す",
  closes: (seconds: number) => `あと ${seconds}秒で閉じます。`,
  closeNow: "閉じる",
};
