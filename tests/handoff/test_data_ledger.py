"""個人情報の管理台帳: every look that touches personal data is counted once, by day, kind and user; nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handoff.data_ledger import HEADINGS, LOOKS, STAGES, Copy, Held, cells, copied, erased, kept, looked, ordered
from handoff.oversight import Trace
from handoff.retention import ITEMS

DAY_MS = 86_400_000
NOON = 1_800_000_000_000
TRACES = st.lists(
    st.builds(
        Trace,
        at=st.integers(NOON, NOON + 3 * DAY_MS),
        clerk=st.sampled_from(["U01", "U02"]),
        what=st.sampled_from([*LOOKS, "login", "account", "audit_read"]),
        number=st.booleans(),
    )
)


@given(TRACES)
def test_every_look_at_personal_data_is_counted_once_and_no_other(traces: list[Trace]) -> None:
    lines = looked(traces)
    assert sum(one.count for one in lines) == sum(one.what in LOOKS for one in traces)
    assert len({(one.stage, one.day, one.what, one.clerk) for one in lines}) == len(lines)
    for one in lines:
        mine = [
            trace for trace in traces if LOOKS.get(trace.what) == (one.stage, one.what) and trace.clerk == one.clerk
        ]
        assert 0 < one.count <= len(mine)


def test_numbers_that_were_seen_are_said() -> None:
    (line,) = looked([Trace(NOON, "U01", "print", number) for number in (True, False, True)])
    assert (line.stage, line.count, line.unit, line.note) == ("copied", 3, "回", "うち個人番号 2回")


def test_copies_what_is_kept_and_what_was_erased_stand_in_their_stages_in_order() -> None:
    lines = ordered(
        [
            *erased([(NOON, {"cases": 3, "papers": 0, "no_item": 9}), (NOON + DAY_MS, {"papers": 2})]),
            *kept([Held("住民情報", NOON, 200, "U08", 0), Held("資格情報", NOON, 5, "U08", 400)]),
            *copied([Copy(NOON, "madoguchi-999989.backup", 4000)]),
            *looked([Trace(NOON, "U01", "open"), Trace(NOON, "U01", "card")]),
        ]
    )
    assert [one.stage for one in lines] == ["received", "used", "copied", "kept", "kept", "erased", "erased"]
    assert [(one.what, one.count) for one in lines[-2:]] == [(ITEMS["papers"][0], 2), (ITEMS["cases"][0], 3)]
    assert {one.what: one.note for one in lines if one.stage == "kept"} == {"住民情報": "期限なし", "資格情報": "400日"}
    assert all(len(cells(one)) == len(HEADINGS) and cells(one)[0] == STAGES[one.stage] for one in lines)
