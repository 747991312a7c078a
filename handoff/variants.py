"""Variants of one character that a search of names treats as equal. Each word: the form searched
for, then its variants.

Sources: the forms in brackets (康熙字典体) of 常用漢字表 (内閣告示 2010-11-30), the old forms in 人名用漢字別表
(戸籍法施行規則 別表第二), and the 俗字 that family registers hold (法務省民事局長通達「誤字俗字・正字一覧表」: 髙 﨑
𠮷 濵 冨 嶌 ...). Written from memory of those lists and only for characters that are frequent in names; a city adds
its own. 斉 斎 齊 齋 are two characters by law, but nobody who searches knows which of the four it is. For searching
and comparing only: the register's form is what is stored.
"""

from __future__ import annotations

from typing import Final

_SAME: Final = """
高髙 崎﨑嵜㟢 吉𠮷 辺邊邉 斉斎齊齋 浜濱濵 沢澤 広廣 島嶋嶌 瀬瀨 栄榮 恵惠 桜櫻 国國 竜龍 真眞 万萬
与與 寿壽 鉄鐵鉃 学學 実實 会會 礼禮 淵渕渊 曽曾 蔵藏 条條 徳德 増增 円圓 滝瀧 富冨 峰峯 野埜 館舘
桑桒 柳栁 橋𣘺 松枩柗 桧檜 篭籠 鴎鷗 青靑 清淸 郎郞 渋澁 関關 黒黑 沖冲 塩鹽 亀龜 桝枡 槙槇 薮藪
柏栢 翠翆 静靜 窪漥 遥遙 凉涼 尭堯 穂穗 豊豐 弥彌 巌巖 弁辨辯瓣 芦蘆 蛍螢 祢禰 来來 児兒 満滿 経經
総總 稲稻 絵繪 縄繩 聡聰 駒駈 駅驛 県縣 検檢 剣劍劒劔 厳嚴 顕顯 験驗 倹儉 鶏鷄 芸藝 撃擊 茎莖 渓溪
継繼 軽輕 尽盡 図圖 粋粹 酔醉 随隨 髄髓 枢樞 数數 声聲 戸戶 内內 呂吕 悦悅 説說 税稅 鋭銳 脱脫 閲閱
緑綠 録錄 禄祿 歩步 渉涉 隠隱 穏穩 壱壹 弐貳 応應 横橫 温溫 価價 拡擴 覚覺 岳嶽 楽樂 巻卷 勧勸 歓歡
観觀 気氣 帰歸 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 郷鄕 暁曉 区區 駆驅 勲勳 薫薰 群羣 径徑 恒恆 効效 号號
済濟 剤劑 砕碎 冊册 桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 歯齒 辞辭 湿濕 写寫 釈釋 収收 従從 縦縱 獣獸 叙敍
将將 称稱 焼燒 証證 奨奬 状狀 乗乘 浄淨 剰剩 畳疊 嬢孃 譲讓 醸釀 触觸 嘱囑 慎愼 鎮鎭 晋晉 専專 浅淺
戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 荘莊 捜搜 挿插 巣巢 装裝 争爭 騒騷 属屬 続續 堕墮 体體 対對
帯帶 滞滯 台臺 択擇 担擔 単單 団團 断斷 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 聴聽 勅敕 逓遞 点點 転轉 伝傳
当當 党黨 盗盜 灯燈 闘鬭 独獨 読讀 届屆 悩惱 脳腦 覇霸 拝拜 売賣 麦麥 発發 髪髮 蛮蠻 秘祕 払拂 仏佛
並竝 変變 宝寶 翻飜 毎每 黙默 訳譯 薬藥 予豫 余餘 誉譽 揺搖 様樣 謡謠 欲慾 頼賴 乱亂 覧覽 両兩 猟獵
塁壘 励勵 霊靈 隷隸 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 楼樓 湾灣 亜亞 衛衞 縁緣 奥奧 瑶瑤 萌萠 晃晄
俠侠 昻昂 諫諌 猪豬
"""


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for line in _SAME.split():
        first, others = line[0], line[1:]
        table.update({ord(other): first for other in others if other != first})
    return {code: _root(table, form) for code, form in table.items()}


def _root(table: dict[int, str], form: str) -> str:
    while ord(form) in table:
        form = table[ord(form)]
    return form


VARIANTS: Final = _table()
"""For `str.translate`: code point of a variant -> the form searched for."""
