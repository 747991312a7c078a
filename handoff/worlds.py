"""One life event as a case knows it: which questions are asked, what each is answered, and what that brings."""

from __future__ import annotations

from handoff.book import Asking, Book, Bringing, Chapter, Firing
from handoff.expression import Env, Expression, Scalar
from handoff.known import Known

NO_EVENT = ""
"""The event of a visit that has none: procedures by hand, and the rules of every event."""


class Turned:
    """What would be known after some changes; the rest is as it was."""

    __slots__ = ("before", "changes")

    def __init__(self, before: dict[str, Scalar], changes: dict[str, Scalar]) -> None:
        self.before = before
        self.changes = changes

    def get(self, name: str, /) -> Scalar:
        """The value of a name, None when it is not known."""
        return self.changes[name] if name in self.changes else self.before.get(name)


class World:
    """An event with what is known. `env`: facts, `ev`, and the answers of the questions that are asked (only theirs: an
    answer to a question that is not asked now counts for nothing, and comes back with its question)."""

    __slots__ = ("_turned", "answers", "autos", "chapter", "env", "event")

    def __init__(self, event: str, chapter: Chapter, known: Known, facts: frozenset[str]) -> None:
        self.event = event
        self.chapter = chapter
        self.answers = known.answers
        self.env: dict[str, Scalar] = {fact: value for fact, value in known.facts.items() if fact in facts}
        self.env["ev"] = event or None
        self.autos: dict[str, bool | None] = {}
        self._turned: dict[tuple[str, bool], Turned] = {}
        for asking in chapter.askings:
            if asking.show.value(self.env) is True:
                question = asking.row.question
                auto = self.autos[question] = truth(asking.auto, self.env)
                self.env[question] = self.answers.get(question, auto)

    def asked(self, question: str) -> bool:
        """Whether a question is asked in this event."""
        return question in self.autos

    def brings(self) -> list[Bringing]:
        """The procedures that this event brings, in the order of the catalog."""
        return [one for one in self.chapter.bringings if holds(one.trigger, self.env)]

    def fires(self, *effects: str) -> list[Firing]:
        """The rules of these effects that hold, in the order of the catalog."""
        return [one for one in self.chapter.firings if one.row.effect in effects and holds(one.when, self.env)]

    def turned(self, question: str, answer: bool) -> Turned:
        """What would be known if one answer were another: questions that follow from it come and go."""
        if (question, answer) not in self._turned:
            now = Turned(self.env, {question: answer})
            for asking in self._followers(question):
                now.changes[asking.row.question] = self._answer(asking, now)
            self._turned[question, answer] = now
        return self._turned[question, answer]

    def _answer(self, asking: Asking, env: Env) -> bool | None:
        """The answer that counts: none when it is not asked; the given one, or its own."""
        if asking.show.value(env) is not True:
            return None
        given = self.answers.get(asking.row.question)
        return truth(asking.auto, env) if given is None else given

    def _followers(self, question: str) -> list[Asking]:
        """The questions whose conditions ask for this one, for those, and so on; in their order."""
        found: set[int] = set()
        todo = [question]
        while todo:
            fresh = [at for at in self.chapter.users.get(todo.pop(), ()) if at not in found]
            found.update(fresh)
            todo.extend(self.chapter.askings[at].row.question for at in fresh)
        return [self.chapter.askings[at] for at in sorted(found)]


def worlds(book: Book, known: Known) -> list[World]:
    """The events of a visit, each with all that is known; the visit without any event is one, too."""
    events = [event for event in known.events if event in book.chapters and event] or [NO_EVENT]
    return [World(event, book.chapters[event], known, book.facts) for event in events]


def holds(condition: Expression, env: Env) -> bool:
    """Whether a condition is true: what is not known is not."""
    return condition.value(env) is True


def truth(condition: Expression, env: Env) -> bool | None:
    """The answer that a condition gives by itself, None when it gives none."""
    said = condition.value(env)
    return said if isinstance(said, bool) else None
