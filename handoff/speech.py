"""What a paper for visitors says, in Japanese and beside it in the visitor's language, and where no translation is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from handoff.daywords import spoken_day
from handoff.slip import About, NumberPaper, Slip, Task
from handoff.words import Language

WORDS: Final[Mapping[str, str]] = {
    "slip.title": "手続きのご案内",
    "slip.number": "受付番号",
    "slip.code": "手続番号",
    "slip.callby": "お呼びする番号です。どの窓口でも同じ番号です。",
    "slip.show": "この用紙を次の窓口でお見せください。",
    "slip.next": "次に行く窓口",
    "slip.finished": "すべての窓口が終わりました。",
    "slip.order": "窓口の順番",
    "slip.floor": "{n}階",
    "slip.basement": "地下{n}階",
    "slip.annex": "別館",
    "slip.window": "{n}番窓口",
    "slip.done": "終わりました",
    "slip.now": "受付中",
    "slip.until": "{date}まで",
    "slip.deadline": "期限：{text}",
    "slip.past": "期限を過ぎています",
    "slip.noticeonly": "ご案内のみ（申請は要りません）",
    "slip.bring": "お持ちいただくもの",
    "slip.missing": "足りないもの（後日お持ちください）",
    "slip.needed": "これが必要な手続き",
    "slip.today": "足りないものがなくても、今日できる手続き",
    "slip.others": "ほかの{n}件の手続きは、今日できます。",
    "slip.blocked": "今日は受け付けできない手続き",
    "slip.why": "理由",
    "slip.wayout": "できるようにするには",
    "slip.forms": "こちらでお作りする書類",
    "slip.sheets": "{n}枚",
    "slip.memos": "窓口からのお知らせ",
    "slip.saved": "本日、{what}を書かずに済みました。",
    "slip.saved.names": "お名前{n}回",
    "slip.saved.addresses": "ご住所{n}回",
    "slip.saved.signatures": "署名{n}か所",
    "slip.later": "この用紙は、次に来るときも使えます（{n}日間）。",
    "slip.keep": "なくさないようにお持ちください。なくしたときは総合案内へお越しください。",
    "slip.noprivacy": "このコードに、お名前や住所は入っていません。",
    "slip.interpreter": "通訳や手助けが必要な方は、職員にお知らせください。",
    "slip.reprint": "この用紙は再発行です。前の用紙は使えません。",
    "slip.contact": "お問い合わせ",
    "slip.name": "{name} 様",
    "slip.continued": "{title}（つづき）",
    "slip.overleaf": "つづきは次のページにあります。",
    "slip.page": "{n}/{m}ページ",
    "slip.fallback": "（この言葉の訳はまだありません。日本語で書いています。）",
    "slip.ahead": "お待ち {n}人",
    "slip.expected": "お呼びする目安 {when}",
    "slip.handing": "受付のあと、お渡しまで {how}",
    "slip.between": "{a}〜{b}",
    "slip.after": "{a}以降",
    "slip.minutes": "{a}〜{b}分",
    "slip.within": "{b}分以内",
    "slip.over": "{a}分以上",
    "slip.callyou": "番号をお呼びするまで、お待ちください。",
}
"""Japanese of every sentence that a paper can carry; a catalog's own words go over them (`Slip.sentences`)."""

SIGN: Final = "※"
"""Stands after a Japanese text that has no translation."""
_FILL: Final = re.compile(r"\{([a-z]+)\}", re.ASCII)
_STOREY: Final = re.compile(r"(B?)([1-9][0-9]?)F", re.ASCII)
_SIGNS: Final = re.compile(r"([0-9０-９〜~・、,\-]+)番", re.ASCII)
_NEAR_DAYS: Final = 300  # a day further away than that is said with its year


class Spoken(NamedTuple):
    """A text in Japanese, and in the other language: empty where none is asked for, and where there is none yet; then
    it is `untranslated`."""

    ja: str
    other: str = ""
    untranslated: bool = False

    @property
    def signed(self) -> str:
        """The Japanese, with the sign where a translation is wanting."""
        return self.ja + SIGN if self.untranslated and self.ja and not self.other else self.ja


class Voice:
    """Speaks Japanese and one more language. `sentences` are the city's own Japanese words, `words` those of the other
    language; `issued` is the paper's day."""

    def __init__(self, paper: Slip | NumberPaper) -> None:
        self.language: Language = paper.language
        self._sentences = paper.sentences
        self._words = paper.words
        self._issued = date.fromisoformat(paper.issued)
        self._time = paper.time

    def say(self, key: str, **fills: str | int | Spoken) -> Spoken:
        """The sentence `key` with its {places} filled in."""
        ja = say(self._sentences, key, **{name: _ja(value) for name, value in fills.items()})
        if self.language == "ja":
            return Spoken(ja)
        text = self._words.get(key)
        return _spoken(ja, text and _filled(text, {name: _other(value) for name, value in fills.items()}))

    def called(self, ja: str, key: str = "") -> Spoken:
        """A thing by its name; `key` is its id among the words (else the Japanese text itself)."""
        if self.language == "ja" or not ja:
            return Spoken(ja)
        return _spoken(ja, self._words.get(key or ja))

    def floor(self, floor: str) -> Spoken:
        """1F is 1階, B1F is 地下1階, 別館 has its word; any other text (3階 エレベーター横) stands as it is."""
        storey = _STOREY.fullmatch(floor)
        if storey is not None:
            return self.say("slip.basement" if storey[1] else "slip.floor", n=storey[2])
        annex = self.say("slip.annex")
        return annex if annex.ja == floor else self.called(floor)

    def windows(self, label: str) -> Spoken:
        """A counter's sign. Figures read alike everywhere (5〜10番: Counter 5〜10); a name (受付) may lack its word."""
        figures = _SIGNS.fullmatch(label)
        if figures is None or self.language == "ja":
            return self.called(label)
        return Spoken(label, self.say("slip.window", n=figures[1]).other)

    def day(self, iso: str, year: bool = False) -> Spoken:
        """A day with its weekday."""
        day = date.fromisoformat(iso)
        ja = spoken_day(day, "ja", year)
        return Spoken(ja) if self.language == "ja" else Spoken(ja, spoken_day(day, self.language, year))

    def until(self, iso: str) -> Spoken:
        """12月4日(金)まで; with the year where the day is far off."""
        far = abs((date.fromisoformat(iso) - self._issued).days) > _NEAR_DAYS
        return self.say("slip.until", date=self.day(iso, far))

    def wait(self, about: About) -> Spoken:
        """When somebody will be called: from when until when by the clock, reckoned from the time that the paper
        bears; in minutes where it bears none."""
        if not self._time:
            return self.say("slip.expected", when=self._minutes(about))
        from_ = _later(self._time, about.low)
        if about.to is None:
            return self.say("slip.expected", when=self.say("slip.after", a=from_))
        return self.say("slip.expected", when=self.say("slip.between", a=from_, b=_later(self._time, about.to)))

    def handing(self, about: About) -> Spoken:
        """How long after the reception somebody is called for what is handed over."""
        return self.say("slip.handing", how=self._minutes(about))

    def _minutes(self, about: About) -> Spoken:
        if about.to is None:
            return self.say("slip.over", a=about.low)
        if not about.low:
            return self.say("slip.within", b=about.to)
        return self.say("slip.minutes", a=about.low, b=about.to)

    def names(self, tasks: Iterable[Task]) -> Spoken:
        """Procedures in one line."""
        return self.listed([self.called(task.name, task.procedure) for task in tasks], "、")

    def listed(self, said: Sequence[Spoken], mark: str = "・") -> Spoken:
        """Several in one line, with a mark between them in Japanese."""
        ja = mark.join(one.ja for one in said)
        if self.language == "ja" or not said:
            return Spoken(ja)
        return Spoken(
            ja,
            self._mark("、", ", ").join(one.other or one.signed for one in said),
            any(one.untranslated for one in said),
        )

    def labelled(self, key: str, said: Spoken) -> Spoken:
        """A short label with a text after it."""
        label = self.say(key)
        other = f"{label.other or label.signed}{self._mark('：', ': ')}{said.other}" if said.other else ""
        return Spoken(f"{label.ja}：{said.ja}", other, said.untranslated)

    def _mark(self, wide: str, narrow: str) -> str:
        return wide if self.language in ("zh", "easy") else narrow


def say(sentences: Mapping[str, str], key: str, **fills: str | int) -> str:
    """The sentence `key` with its {places} filled in. A word that the catalog lacks is said in our Japanese.

    Places are filled by name only, never by `str.format`: an administrator's sentence must not reach into objects.
    """
    return _filled(sentences.get(key) or WORDS[key], fills)


def _later(time: str, minutes: int) -> str:
    """A time of the day (HH:MM) so many minutes later."""
    hour, minute = divmod(int(time[:2]) * 60 + int(time[3:]) + minutes, 60)
    return f"{hour % 24:02}:{minute:02}"


def _filled(text: str, fills: Mapping[str, str | int]) -> str:
    return _FILL.sub(lambda place: str(fills.get(place[1], place[0])), text)


def _spoken(ja: str, other: str | None) -> Spoken:
    return Spoken(ja, other) if other else Spoken(ja, untranslated=True)


def _ja(value: str | int | Spoken) -> str | int:
    return value.ja if isinstance(value, Spoken) else value


def _other(value: str | int | Spoken) -> str | int:
    return (value.other or value.signed) if isinstance(value, Spoken) else value
