"""Who is in which role of a case: what the case says (`role.X`), else how the role is set when nobody has said it
(domain §3, roles.csv). A role that the event does not have stays empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from handoff.case import Value, person_key
from handoff.catalog import Role
from handoff.form import Form

EVERY: Final = "*"
OPTIONAL: Final = frozenset({"haigusha", "dairi", "inin", "hosho", "nozei", "shonin"})
"""Roles that may well be nobody's; a form that prints them is whole without them."""
_HOLDERS: Final = (("mourner_name", "moshu"), ("heir_name", "sozoku"), ("claimant_name", "seikyu"))
"""口座名義人 is the person of that paper: who holds it, by the item that stands on it."""
_COUPLES: Final = {"世帯主": ("妻", "夫", "妻（未届）", "夫（未届）"), "妻": ("世帯主",), "夫": ("世帯主",)}


class Cast:
    """The roles of one case. `people` in the order of the case, `members` those of the household."""

    def __init__(
        self, values: Mapping[str, Value], people: list[str], members: list[str], roles: Mapping[str, Role]
    ) -> None:
        self._values = values
        self._people = frozenset(people)
        self._members = members
        self._roles = roles
        self._rules: dict[str, Callable[[str, Form | None], str | None]] = {
            "setainushi": self._head,
            "kyu_setainushi": lambda event, _: self.of("setainushi", event),
            "next_setainushi": lambda event, _: self.of("setainushi", event),
            "seikyu": lambda event, _: self._member(self.of("todokede", event)),
            "haigusha": self._spouse,
            "koza": self._holder,
            "taisho": lambda event, _: self.of("todokede", event),
            "dairi": lambda event, _: self.of("todokede", event) if self._values.get("q.Q001") is False else None,
            "moshu": lambda event, _: self.of("todokede", event) if self._values.get("q.Q104") is True else None,
            "sozoku": lambda event, _: self.of("todokede", event),
        }

    def of(self, role: str, event: str, form: Form | None = None) -> str | None:
        """The person in a role, None where nobody is."""
        if role == "koza" and form is not None and (holder := self._holder(event, form)):
            return holder
        said = self._values.get(f"role.{role}")
        if isinstance(said, str) and said in self._people:
            return said
        rule = self._rules.get(role) if self.plays(role, event) else None
        return rule(event, form) if rule else None

    def plays(self, role: str, event: str) -> bool:
        """Whether a life event has this role."""
        known = self._roles.get(role)
        return known is None or EVERY in known.events or event in known.events

    def _head(self, _: str, __: Form | None) -> str | None:
        heads = [one for one in self._members if self._values.get(person_key(one, "m_head")) is True]
        return heads[0] if heads else next((one for one in self._members if self._relation(one) == "世帯主"), None)

    def _holder(self, event: str, form: Form | None) -> str | None:
        role = next((role for item, role in _HOLDERS if form is not None and item in form.items), None)
        return self.of(role, event) if role else None

    def _spouse(self, event: str, _: Form | None) -> str | None:
        claimant = self.of("seikyu", event)
        wanted = _COUPLES.get(self._relation(claimant), ()) if claimant else ()
        return next((one for one in self._members if self._relation(one) in wanted), None)

    def _member(self, person: str | None) -> str | None:
        return person if person in self._members else None

    def _relation(self, person: str) -> str:
        said = self._values.get(person_key(person, "m_zokugara"))
        return said if isinstance(said, str) else ""
