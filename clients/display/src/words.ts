// Every sentence that a visitor reads, in polite plain Japanese. Names of counters and services come from the city's catalog.

import type { Reason } from "@madoguchi/shared/wire.ts";

const WEEKDAYS = ["日", "月", "火", "水", "木", "金", "土"] as const;

export const words = {
  place: (city: string, office: string) => ({ city: `${city}役所`, office }),
  date: (month: number, day: number, weekday: number) => `${month}月${day}日(${WEEKDAYS[weekday]})`,
  hall: {
    title: "呼出モニター",
    calling: "お呼びしています",
    delivering: "書類の準備ができました",
    last: "さきほどお呼びしました",
    callingEnglish: "Now calling",
    lastEnglish: "Last call",
    window: "番窓口",
    desk: "窓口",
    noCalls: "お呼び出しは、ここに表示します",
    noCallsNote: "番号をお呼びするまで、お待ちください。",
    line: "受付",
    lineEnglish: "Counter",
    waiting: "待ち",
    waitingEnglish: "Waiting",
    open: "あいている窓口",
    openEnglish: "Open windows",
    people: "人",
    shut: "準備中",
    noLines: "ただいま、あいている窓口はありません",
    page: (page: number, pages: number) => `${page} / ${pages}`,
    news: "番号を過ぎた方は、総合案内へお声がけください。",
    fresh: "表示は最新です",
    stale: (time: string) => `表示が止まっています（${time} 現在）。お呼び出しは係員が声でお知らせします。`,
    mute: "音が出ません。画面を一度押してください。",
  },
  /** The city's own words (`number.title` …) go over these; other languages come from the city alone. */
  number: {
    title: "番号札《ばんごうふだ》を お取《と》りください",
    lead: "ご用《よう》の ボタンを 押《お》してください。",
    ahead: "{n}人 待ち",
    none: "待ちなし",
    asking: "番号《ばんごう》を 取《と》っています",
    given: "あなたの 番号《ばんごう》",
    before: "前《まえ》に {n}人《にん》 待《ま》っています",
    first: "つぎに お呼《よ》びします",
    take: "番号札《ばんごうふだ》を お取《と》りください。番号《ばんごう》を お呼《よ》びするまで お待《ま》ちください。",
    unprinted:
      "番号札《ばんごうふだ》が 出《で》ないときは、総合案内《そうごうあんない》へ 声《こえ》を かけてください。",
    back: "{n}秒で 戻ります",
    backnow: "はじめに 戻《もど》る",
    away: "いま 番号《ばんごう》を 取《と》れません",
    usedup: "今日《きょう》の 番号《ばんごう》は すべて 出《で》ました",
    shut: "この ご用《よう》は いま 受《う》け付《つ》けていません",
    help: "総合案内《そうごうあんない》へ 声《こえ》を かけてください。",
    noservices: "受付中《うけつけちゅう》の ご用《よう》が ありません",
  },
  languages: {
    choose: "ことば Language",
    names: { ja: "日本語", easy: "やさしい にほんご", en: "English", zh: "简体中文", vi: "Tiếng Việt" },
    untranslated: "（この言葉の訳はまだありません。日本語で書いています。）",
    sign: "※",
  },
  tablet: {
    welcome: (city: string) => `${city}役所《やくしょ》へ ようこそ`,
    wait: "番号《ばんごう》を お呼《よ》びするまで お待《ま》ちください。",
    waitEnglish: "Please wait until your number is called.",
    shut: "この 窓口《まどぐち》は いま お休《やす》みです",
    shutNote: "ほかの 窓口《まどぐち》で お待《ま》ちください。",
    shutEnglish: "This counter is closed now.",
    serving: "ただいま ご案内《あんない》しています",
    servingNote: "わからないことは、窓口《まどぐち》の 職員《しょくいん》に お聞《き》きください。",
    servingEnglish: "Please ask our staff if anything is unclear.",
    window: "番窓口《ばんまどぐち》",
    question: "質問《しつもん》",
    of: (place: number, all: number) => `${all}問《もん》の うち ${place}番目《ばんめ》`,
    yes: "はい",
    no: "いいえ",
    before: "前《まえ》の 質問《しつもん》",
    next: "次《つぎ》の 質問《しつもん》",
    end: "おわる",
    unsaid:
      "こたえを 送《おく》れませんでした。もう一度《いちど》 押《お》すか、職員《しょくいん》に お話《はな》しください。",
    other: "職員《しょくいん》が こたえを 入《い》れました。ちがうときは 押《お》してください。",
    thanks: "ありがとうございました",
    thanksNote: "質問《しつもん》は おわりです。窓口《まどぐち》の 職員《しょくいん》が ご案内《あんない》します。",
    thanksEnglish: "That is all. Our staff will guide you.",
    mend: "こたえを なおす",
    cut: "つながるまで お待《ま》ちください。ご用《よう》は 窓口《まどぐち》の 職員《しょくいん》に お話《はな》しください。",
  },
  pairing: {
    choose: "この画面を何に使いますか",
    chooseNote: "えらんだあと、職員の画面で登録します。",
    kinds: {
      hall: { name: "呼出モニター", note: "広間のテレビ。番号と窓口をお知らせします。" },
      number: { name: "番号発券", note: "来庁された方が、ご用をえらんで番号札を取ります。" },
      tablet: { name: "窓口のタブレット", note: "来庁された方に向けて、窓口に置きます。" },
    },
    title: (kind: string) => `${kind}を登録します`,
    code: "登録番号",
    what: "職員の画面（フロア状況の「画面とカードリーダー」）で、この番号を入れてください。",
    lives: "番号は5分で新しくなります。登録すると、この画面は自動で始まります。",
    other: "えらび直す",
    asking: "登録番号を作っています…",
    away: "サーバーにつながりません。つながるまで、自動でやり直します。",
    tooMany: "登録待ちの画面が多すぎます。少し待って、自動でやり直します。",
  },
  starting: "画面を準備しています…",
} as const;

/** Why there is no number: which of the number screen's sentences says what happened. */
const REFUSALS: Partial<Record<Reason, keyof typeof words.number>> = {
  numbers_used_up: "usedup",
  no_such_counter: "shut",
};

export function refusal(reason: string | null): keyof typeof words.number {
  return (reason === null ? undefined : REFUSALS[reason as Reason]) ?? "away";
}

/** Whether a window goes by a figure (5番窓口) and not by a name (受付). */
export function isFigures(number: string): boolean {
  return /^[0-9]+$/.test(number);
}
