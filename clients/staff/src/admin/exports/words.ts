// What an administrator reads about letters that other systems lack.

export const LETTERS = {
  title: "CSVと文字の変換表",
  lead: "外へ出すCSVで、受け取る側のシステムにない文字を何と書くかを決めます。どの文字も、置き換えたら報告に載ります。",
  order: "市の変換表、同じ記号、縮退マップ、異体字セレクタを外した字の順に探し、なければ「〓」にします。",
  layouts: "CSVレイアウト定義書",
  layoutsLead: "様式ごとの列と、シナリオの決まりです。RPAを作る方に渡してください。列の順番は変わりません。",
  own: "市の変換表",
  ownLead: "もとの文字は、文字そのものか U+8FBB U+E0100 のように書きます。1文字に1行です。",
  ownState: (letters: number) => (letters ? `いま ${letters.toLocaleString("ja-JP")}字です。` : "まだありません。"),
  out: "CSVで取り出す",
  outName: "文字の変換表.csv",
  chooseOwn: "変換表のCSVを選ぶ",
  columns: { letter: "もとの文字", written: "書く文字", note: "備考" },
  public: "縮退マップ",
  publicLead:
    "文字情報技術促進協議会の MJ縮退マップ（JSON）と MJ文字情報一覧表（CSVで保存したもの）を、1つの zip にして選びます。",
  publicState: (letters: number, by: string, when: string) =>
    `${letters.toLocaleString("ja-JP")}字を使っています（${when}、${by}）。`,
  publicNone: "まだ取り込んでいません。",
  choosePublic: "zipを選ぶ",
  wrongKind: "ファイルの種類が違います。",
  reading: "読み込んでいます",
  taken: "入れ替えました。次に出すCSVから使います。",
  refused: "取り込めません。いまの表はそのままです。",
  noRight: "この画面は、管理者だけが使えます。",
  noRightNow: "必要なときは、管理者にお願いしてください。",
};
