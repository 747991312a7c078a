"""作業一覧 and CSV over the real engines: what becomes work, who may take it out, and nothing twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from handoff import messages as m
from handoff.conversion_map import Swap
from handoff.export_layout import HEAD
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.worklist import CHANGED, State
from server.exchange import out
from server.ports.worklist import WorkSought
from server.work import conversions, export_layouts, exports, opening, visits, work_record, worklist
from server.work.cupboards import Actor
from server.work.work_record import WorkField, WorkRecord
from server.work.worklist import Deal
from tests.work.test_forms import case_of
from tests.work.town import DAY, Town, refused, request

GRANTS = frozenset({"form:*:rwpx", "item:*:rwpx"})
ALL = WorkSought(DAY, DAY)
KAN = Actor("U08", "管", "main", roles=("admin",))


def worker(name: str, *sees: str) -> Actor:
    """Somebody of the back office."""
    return Actor(name, name, "main", roles=("clerk",), sees=GRANTS | frozenset(sees))


ANN, BOB = worker("ann", "L3"), worker("bob", "L3")


async def finished(town: Town, home: str, **more: str) -> str:
    """A household's case whose visit is done."""
    case = await case_of(town, home, **more)
    await ends(town, case)
    return case


async def ends(town: Town, case: str) -> None:
    """Its visit is done."""
    who = await town.at("W05")
    visit = await town.c.visits.last_of(case)
    assert visit is not None
    if visit.stage is Stage.waiting:
        await town.do(visits.call, who, m.Call(visit.visit))
        await town.do(visits.serve, who, m.Serve(visit.visit))
    await town.do(visits.finish, who, m.Finish(visit.visit, "done"))


async def enters(town: Town, who: Actor, sought: WorkSought = ALL) -> tuple[str, str] | None:
    """次の1件, looked at and entered; which one."""
    task = (await worklist.take_next(town.c, who, sought)).task
    if task is None:
        return None
    seen = await work_record.record(town.c, who, task["case"], task["form"])
    deal = Deal(task["case"], task["form"], task["version"], "enter", seen=seen.seen, result="受付 1")
    await worklist.do(town.c, who, deal)
    return task["case"], task["form"]


async def test_what_is_done_becomes_work_and_is_entered_once_by_two_at_a_time(town: Town) -> None:
    case = await finished(town, "S5")
    waiting = await case_of(town, "S9")
    found = await worklist.listed(town.c, ANN, ALL)
    forms = {task["form"] for task in found.tasks}
    assert {"F001", "F003", "F030"} <= forms
    assert {task["case"] for task in found.tasks} == {case}, "who still waits is no work yet"
    assert found.counts[State.todo] == len(found.tasks)
    assert waiting != case

    async def works(who: Actor) -> list[tuple[str, str]]:
        done = []
        while (one := await enters(town, who)) is not None:
            done.append(one)
        return done

    ann, bob = await asyncio.gather(works(ANN), works(BOB))
    assert sorted([*ann, *bob]) == sorted((case, form) for form in forms), "each once"
    counts = (await worklist.listed(town.c, ANN, ALL)).counts
    assert (counts[State.todo], counts[State.entered]) == (0, len(forms))


async def test_what_a_counter_has_handed_on_is_its_back_offices_work_already(town: Town) -> None:
    case = await case_of(town, "S5")
    who = await town.at("W05")
    visit = await town.c.visits.last_of(case)
    assert visit is not None
    await town.do(visits.call, who, m.Call(visit.visit))
    await town.do(visits.serve, who, m.Serve(visit.visit))
    assert (await worklist.listed(town.c, ANN, ALL)).tasks == [], "its clerk is still at it"
    await town.do(visits.hand_off, who, m.HandOff(visit.visit, "G20"))
    forms = {task["form"] for task in (await worklist.listed(town.c, ANN, ALL)).tasks}
    assert {"F001", "F003"} <= forms
    assert "F030" not in forms, "the next counter's own"


async def test_a_stopped_worker_finds_the_record_in_hand_and_nobody_else_enters_it(town: Town) -> None:
    await finished(town, "S9")
    first = await worklist.take_next(town.c, ANN, ALL)
    task = first.task
    assert task is not None
    again = await worklist.take_next(town.c, ANN, ALL)
    assert again.task == task, "as it stands: perhaps it was entered already"
    assert (first.again, again.again) == (False, True)
    assert (await worklist.take_next(town.c, BOB, ALL)).task is None
    case, form, version = task["case"], task["form"], task["version"]
    await refused(Reason.taken, worklist.do(town.c, BOB, Deal(case, form, version, "take")))
    over = await worklist.do(town.c, BOB, Deal(case, form, version, "take_over"))
    seen = (await work_record.record(town.c, BOB, case, form)).seen
    await refused(Reason.overtaken, worklist.do(town.c, ANN, Deal(case, form, version, "enter", seen=seen)))
    await worklist.do(town.c, BOB, Deal(case, form, over["version"], "enter", seen=seen))


async def test_a_robots_error_waits_with_its_words_and_what_was_entered_is_checked_by_another(town: Town) -> None:
    await finished(town, "S9")
    task = (await worklist.take_next(town.c, ANN, ALL)).task
    assert task is not None
    case, form = task["case"], task["form"]
    failed = Deal(case, form, task["version"], "hold", reason="work_hold-4", note="E-102 住所コードがありません")
    held = await worklist.do(town.c, ANN, failed)
    assert (held["state"], held["holder"]) == ("held", "")
    assert (await work_record.record(town.c, BOB, case, form)).said.note == failed.note
    await refused(Reason.reason_needed, worklist.do(town.c, ANN, Deal(case, form, held["version"], "hold")))
    taken = await worklist.do(town.c, BOB, Deal(case, form, held["version"], "take"))
    seen = (await work_record.record(town.c, BOB, case, form)).seen
    entered = await worklist.do(town.c, BOB, Deal(case, form, taken["version"], "enter", seen=seen, result="R-77"))
    no = await refused(Reason.not_allowed, worklist.do(town.c, BOB, Deal(case, form, entered["version"], "check")))
    assert no.at == "own"
    back = Deal(case, form, entered["version"], "send_back", reason="work_back-9", note="通数が違います")
    returned = await worklist.do(town.c, ANN, back)
    assert (returned["state"], returned["reason"]) == ("returned", "work_back-9")
    following = (await worklist.take_next(town.c, BOB, ALL)).task
    assert following is not None
    assert following["case"] == case, "what came back is first"


async def test_what_the_case_says_no_more_is_not_entered_and_an_entry_that_changed_comes_back(town: Town) -> None:
    case = await finished(town, "S9")
    task = (await worklist.take_next(town.c, ANN, ALL)).task
    assert task is not None
    seen = (await work_record.record(town.c, ANN, case, "F010")).seen
    other = await town.at("W05")
    visit = await town.c.visits.last_of(case)
    assert visit is not None
    await visits.reopen(town.c, other, request(), None, m.Reopen(visit.visit))
    await opening.look_at(town.c, other, case)  # who opens it again joins it, and that wakes it
    await town.write(case, cert_purpose="年金の請求のため")
    enter = Deal(case, "F010", task["version"], "enter", seen=seen)
    no = await refused(Reason.overtaken, worklist.do(town.c, ANN, enter))
    assert no.at == "case"
    record = await work_record.record(town.c, ANN, case, "F010")
    assert "年金の請求のため" in [field.text for field in record.case]
    await worklist.do(town.c, ANN, msgspec.structs.replace(enter, seen=record.seen))
    await town.write(case, cert_purpose="相続の手続きのため")
    assert (await work_record.record(town.c, ANN, case, "F010")).changed
    await ends(town, case)
    (back,) = [one for one in (await worklist.listed(town.c, ANN, ALL)).tasks if one["form"] == "F010"]
    assert (back["state"], back["reason"]) == ("returned", CHANGED)


async def test_nobody_takes_anything_out_without_the_grant(town: Town) -> None:
    case = await finished(town, "S5", p__p1__m_mynumber="123456789018")
    for who in (replace_sees(ANN), replace_sees(ANN, "item:*:rwpx"), Actor("x", "x", "main", sees=GRANTS), KAN):
        await refused(Reason.not_allowed, worklist.listed(town.c, who, ALL))
        await refused(Reason.not_allowed, exports.out(town.c, who, ALL, "cp932"))
    some = replace_sees(ANN, "form:F030:rx", "item:*:x")
    assert {one["form"] for one in (await worklist.listed(town.c, some, ALL)).tasks} == {"F030"}
    await refused(Reason.not_allowed, work_record.record(town.c, some, case, "F001"))
    blind = await work_record.record(town.c, replace_sees(ANN, "form:*:x"), case, "F001")
    assert all(field.masked and not field.text for field in every(blind))


def every(record: WorkRecord) -> list[WorkField]:
    return [*record.case, *(field for person in record.people for field in person)]


def replace_sees(who: Actor, *sees: str) -> Actor:
    return msgspec.structs.replace(who, sees=frozenset(sees))


async def looks(town: Town, what: str) -> list[dict[str, str | int]]:
    """What the audit was told of such deeds."""
    return [look.about for _, _, look in await town.c.audit.waiting() if look.what == what]


async def test_a_juminhyo_code_that_is_taken_out_is_a_row_of_its_own_kind(town: Town) -> None:
    """Of whoever may have it, and of nobody else."""
    await finished(town, "S5", p__p1__m_code="24727059608")
    for who, rows in ((ANN, 0), (worker("carl", "L3", "L4"), 1)):
        await exports.out(town.c, who, ALL, "cp932")
        assert len(await looks(town, "code")) == rows


async def test_files_go_out_whole_counted_and_with_every_letter_that_did_not_fit(town: Town) -> None:
    case = await finished(town, "S5", p__p1__m_name="辻\U000e0100　𠮷男", new_katagaki="=1+1")
    made = await exports.out(town.c, ANN, ALL, "cp932")
    names = [name.split("_")[0] for name, _ in made.files]
    assert names == [*sorted(names[:-1]), "文字の報告"]
    assert [len(await looks(town, what)) for what in ("export", "csv_out")] == [1, 1], "one row a case, one for all"
    (about,) = await looks(town, "csv_out")
    assert about == {"cases": 1, "forms": len(names) - 1, "rows": made.rows, "masked": 0, "letters": made.letters}
    lines = out.read(made.files[0][1])
    assert lines[0][: len(HEAD)] == list(HEAD.values())
    person = dict(zip(lines[0], lines[1], strict=True))
    assert (person["案件番号"], person["氏名"], person["シナリオ"]) == (case, "辻　〓男", "転出_全部")
    report = out.read(made.files[-1][1])
    assert ["F001", case, "1", "氏名", "𠮷", "U+20BB7", "〓", "なし"] in report
    assert ["F001", case, "1", "氏名", "辻\U000e0100", "U+8FBB U+E0100", "辻", "異体字セレクタを外した"] in report

    await town.c.exports.put_own([Swap("𠮷", "吉")], "管", 1)
    again = out.read((await exports.out(town.c, ANN, ALL, "cp932")).files[0][1])
    assert dict(zip(again[0], again[1], strict=True))["氏名"] == "辻　吉男"


async def test_without_a_folder_nothing_is_laid_anywhere(town: Town) -> None:
    await finished(town, "S9")
    no = await refused(Reason.not_now, exports.lay(town.c, ANN, ALL, "cp932"))
    assert no.at == "folder"


def test_a_file_is_laid_whole_over_the_one_before_and_nothing_else_is_left(tmp_path: Path) -> None:
    out.lay(tmp_path, "F.csv", b"old")
    out.lay(tmp_path, "F.csv", b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("F.csv", b"new")]
    with pytest.raises(Refused) as no:
        out.lay(tmp_path / "nowhere", "F.csv", b"x")
    assert no.value.at == "folder"


async def test_a_protected_persons_address_leaves_with_nobody_who_may_not_see_it(town: Town) -> None:
    case = await finished(town, "S5", p__p1__shien_flag=True)  # type: ignore[arg-type]
    await worklist.listed(town.c, ANN, ALL)
    masked = await work_record.record(town.c, ANN, case, "F001")
    hidden = {field.heading for field in masked.case if field.masked}
    assert {"届出人住所", "転出先住所（予定）_町字"} <= hidden
    seen = await work_record.record(town.c, worker("carl", "L3", "S"), case, "F001")
    assert not [field for field in seen.case if field.masked]
    assert "支援措置対象者" not in [field.heading for field in every(seen)]


async def test_a_layout_is_kept_and_stays_the_same(town: Town) -> None:
    first, second = await asyncio.gather(export_layouts.standing(town.c), export_layouts.standing(town.c))
    assert first == second == await town.c.exports.layouts()
    assert {one.number for one in first.values()} == {1}


async def test_the_citys_own_table_comes_in_whole_or_not_at_all(town: Town) -> None:
    file = "もとの文字,書く文字,備考\nU+20BB7,吉,\n髙,高,はしごだか\n".encode("utf-8-sig")
    assert await conversions.own_in(town.c, KAN, file) == []
    said = await conversions.state(town.c, KAN)
    assert said.own == [Swap("髙", "高", "はしごだか"), Swap("𠮷", "吉")]
    assert said.brought["own"].letters == 2
    wrong = await conversions.own_in(town.c, KAN, file + "𠮷野,吉野,\n".encode())
    assert [one.row for one in wrong] == [4]
    assert (await town.c.exports.own()) == said.own
    assert await conversions.own_in(town.c, KAN, await conversions.own_out(town.c, KAN)) == []
    assert await town.c.exports.own() == said.own
    await refused(Reason.not_allowed, conversions.own_in(town.c, ANN, file))


async def test_what_was_written_about_a_case_goes_with_the_case(town: Town) -> None:
    case = await finished(town, "S9")
    assert await enters(town, ANN) == (case, "F010")
    await town.c.retention.erase(case, town.clock())
    town.c.sealing.destroy(case)
    assert (await worklist.listed(town.c, ANN, ALL)).tasks == []
