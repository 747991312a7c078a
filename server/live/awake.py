"""Cases that this process has open, kept at hand: a decision over them costs no read. Lua guards by revision, so that
being behind costs a second round trip and never an overwritten value."""

from __future__ import annotations

from collections import Counter

import msgspec

from handoff.case import Facts, Sheet
from handoff.messages import Row
from handoff.stage import ENDS


class AwakeCases:
    """Sheets by case, each with the epoch in which it was read: what an older epoch said is nothing to decide over."""

    def __init__(self) -> None:
        self._holders: Counter[str] = Counter()
        self._sheets: dict[str, tuple[str, Sheet]] = {}

    def hold(self, case: str) -> None:
        """Somebody here has the case open."""
        self._holders[case] += 1

    def release(self, case: str) -> None:
        """Somebody here closed it; the last one lets go of it."""
        self._holders[case] -= 1
        if self._holders[case] <= 0:
            del self._holders[case]
            self._sheets.pop(case, None)

    def get(self, case: str, epoch: str) -> Sheet | None:
        """The sheet at hand. Only for the length of one decision: its entries go on changing."""
        held = self._sheets.get(case)
        return held[1] if held and held[0] == epoch else None

    def put(self, sheet: Sheet, epoch: str) -> None:
        """A sheet as it was just read, when somebody here has it open. An older reading than ours is left aside."""
        if sheet.case not in self._holders:
            return
        held = self.get(sheet.case, epoch)
        if held is None or held.rev <= sheet.rev:
            self._sheets[sheet.case] = (epoch, sheet)

    def hear(self, epoch: str, case: str, n: int, facts: Facts) -> None:
        """Revision `n` with its stamped facts, from the river or from our own change, whichever comes first."""
        sheet = self.get(case, epoch)
        if sheet is None or n <= sheet.rev:
            return
        if n > sheet.rev + 1:
            self.drop(case)
            return
        sheet.entries.update(facts)
        self._sheets[case] = (epoch, msgspec.structs.replace(sheet, rev=n))

    def moved(self, epoch: str, row: Row) -> None:
        """The case's visit moved."""
        sheet = self.get(row.case, epoch)
        if sheet is None:
            return
        if sheet.visit != row.visit:
            self.drop(row.case)
            return
        stage = "closed" if row.stage in ENDS else "open"
        self._sheets[row.case] = (
            epoch,
            msgspec.structs.replace(sheet, version=row.version, fence=max(sheet.fence, row.fence), stage=stage),
        )

    def drop(self, case: str) -> None:
        """Read it again next time."""
        self._sheets.pop(case, None)

    def clear(self) -> None:
        """A new epoch: nothing at hand counts."""
        self._sheets.clear()
