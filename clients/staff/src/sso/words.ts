// What single sign-on says.

export const SSO = {
  go: (name: string) => `${name}でログイン`,
  prove: (name: string) => `${name}で確かめる`,
  or: "または、職員番号とパスワードで",
  emergency: "管理者の非常用ログイン（パスワード）",
  emergencyLead: "シングルサインオンが使えないときに、管理者が使います。使ったことは記録に残ります。",
  beside: "別のウィンドウで続けてください。終わると、この画面にもどります。",
  blocked: "ウィンドウを開けませんでした。ブラウザーのポップアップを、このアドレスだけ許してください。",
  title: "シングルサインオン",
  leaving: "シングルサインオンの画面へ移ります。",
  coming: "確かめています。",
  done: "できました。このウィンドウを閉じて、元の画面を続けてください。",
  again: "もう一度",
  back: "ログインの画面へもどる",
  close: "閉じる",
};
