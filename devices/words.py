"""Every sentence that the agent says to the person at the window. None says what stands on a card."""

from __future__ import annotations

from typing import Final

READ: Final = "カードを読み取りました。"
READING: Final = "カードを読み取っています。そのままお待ちください。"
NOT_ARMED: Final = "この窓口で開いている案件がありません。案件を開いてから、カードをもう一度置いてください。"
NO_PARTS: Final = "機器を使う部品（pyscard・pyserial）がありません。pip install 'madoguchi[devices]' で入れてください。"
NO_SERVICE: Final = "カードリーダーのサービスが止まっています。動きだすまで待ちます。"
TAKEN_AWAY: Final = "読み取りの途中でカードが離れました。もう一度置いてください。"
HELD: Final = "ほかのソフトがカードを使っています。そのソフトを閉じて、カードをもう一度置いてください。"
UNKNOWN: Final = "このカードは読み取れません。マイナンバーカード・運転免許証・在留カードを置いてください。"
ODD: Final = "カードを正しく読み取れませんでした。画面に入力してください。"
NOT_TYPED: Final = "入力がなかったため、読み取りをやめました。もう一度はじめるときは、カードを置き直してください。"
WRONG_FORM: Final = "けた数が違います。カードには送っていません。カードを置き直してください。"
WRONG_NUMBER: Final = "カードの番号が違います。カードを置き直して、もう一度入力してください。"
LOCKED: Final = "暗証番号がロックされています。画面に入力してください。"
EXPIRED: Final = "このカードは有効期限が切れています。"
READ_OLD: Final = "読み取ってから1分たったため、カードの内容を消しました。カードをもう一度置いてください。"
LICENCE_TYPED: Final = "マイナ免許証の免許の内容は読み取りません。画面に入力してください。"
OTHER_PLACE: Final = "登録された窓口か名前が変わりました。つなぎ直します。"
DROP_OLD: Final = "読み取り機のファイルが1分より前のものでした。消しました。もう一度読み取ってください。"
DROP_LARGE: Final = "読み取り機のファイルが大きすぎます（44KBまで）。消しました。読み取り機の設定を確かめてください。"
DROP_ODD: Final = "読み取り機のファイルから読み取れる項目がありません。消しました。drop.toml を確かめてください。"
SCAN_LOST: Final = "スキャンした番号を送れませんでした。つながってから、もう一度読むか、画面に番号を入力してください。"
SCAN_NOWHERE: Final = "この窓口で職員の画面が開いていません。画面で窓口を選んでから、もう一度読んでください。"


def found(reader: str) -> str:
    """A reader came."""
    return f"カードリーダーを使えます（{reader}）。"


def unplugged(reader: str) -> str:
    """A reader went."""
    return f"カードリーダーが外れました（{reader}）。つなぎ直すと、また使えます。"


def drop_not_empty(folder: str) -> str:
    """The folder of a box is to be its own."""
    return f"読み取り機のフォルダー（{folder}）に、ほかのファイルがあります。空のフォルダーを指定してください。"


def drop_nowhere(folder: str) -> str:
    """There is no such folder, or nobody may write there."""
    return f"読み取り機のフォルダー（{folder}）を使えません。作ってから、もう一度動かしてください。"


def scanner_there(port: str) -> str:
    """A scanner came."""
    return f"スキャナーを使えます（{port}）。"


def scanner_gone(port: str) -> str:
    """A scanner is not there, or went."""
    return f"スキャナーにつながりません（{port}）。つながると、そのまま使えます。"


def ask_mynumber(pin_left: int, code_left: int) -> str:
    """For the My Number card: how many tries are left for each."""
    return f"暗証番号4けた（残り{pin_left}回）か照合番号B 14けた（残り{code_left}回）を入力してください。"


def ask_licence(left: int) -> str:
    """For the driver's licence."""
    return f"運転免許証の暗証番号1（4けた、残り{left}回）を入力してください。"


ASK_RESIDENCE: Final = "在留カードの番号（英字2・数字8・英字2）を入力してください。"


def wrong(left: int) -> str:
    """The card did not take what was typed."""
    return f"暗証番号が違います（残り{left}回）。カードを置き直すと、もう一度入力できます。" if left else LOCKED


def too_few(left: int) -> str:
    """Not sent, so that the card does not get locked."""
    if not left:
        return LOCKED
    return f"暗証番号の残りが{left}回のため、カードには送りません（ロックを防ぐため）。画面に入力してください。"
