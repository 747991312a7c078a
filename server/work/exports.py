"""CSV goes out: a file for each form of what 作業一覧 holds, and a report of every letter that the receiving system
lacks. By download, or laid into the city's folder."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec

from handoff.calendar import local_time
from handoff.conversion import Encoding, Misfit, Target, convert
from handoff.export_layout import Layout
from handoff.export_rows import Written
from handoff.export_settings import ExportSettings
from handoff.refusal import Reason, Refused
from handoff.worklist import Task
from server.ports.archive import Look
from server.ports.worklist import WorkSought
from server.work import export_layouts, opening, work_case, work_gather, work_right
from server.work.cupboards import Actor, Cupboards

MOST: Final = 5_000
"""Applications at once; whoever wants more narrows the days."""
REPORT: Final = "文字の報告"
REPORTED: Final = ("様式番号", "案件番号", "行", "項目", "もとの文字", "符号位置", "書いた文字", "書き方")
HOW: Final = {
    "own": "市の変換表",
    "twin": "同じ記号",
    "public": "縮退マップ",
    "plain": "異体字セレクタを外した",
    "lost": "なし",
}
"""What the report calls each way."""
UTF8: Final[Encoding] = "utf-8-sig"
_BAD_IN_NAMES: Final = str.maketrans('/\\:*?"<>|', "／＼：＊？”＜＞｜")


class Exported(msgspec.Struct, frozen=True):
    """What went out. `files`: (name, bytes), the report last; figures for the audit and the screen."""

    files: list[tuple[str, bytes]]
    cases: int
    forms: int
    rows: int
    masked: int
    letters: int


class ExportState(msgspec.Struct, frozen=True):
    """What the city has decided, and whether files can be laid into a folder."""

    settings: ExportSettings
    folder: bool
    forms: dict[str, str]
    most: int = MOST


async def state(c: Cupboards, who: Actor) -> ExportState:
    """For the page. Refused: `not_allowed`."""
    settings = c.catalogs.settings().exports
    forms = {one.form: one.name for one in work_right.forms(c, who)}
    return ExportState(settings, bool(settings.folder), forms)


async def out(c: Cupboards, who: Actor, sought: WorkSought, encoding: Encoding) -> Exported:
    """The files. One row of the audit for each case and one for all, before anything is given. The door asks who it is
    again before. Refused: `not_allowed`, `no_such_row` (nothing to take out), `too_big`."""
    mine = work_right.narrowed(c, who, sought)
    await work_gather.gather_all(c)
    tasks = await c.worklist.find(mine, work_right.offices(c, who), MOST + 1)
    if not tasks:
        raise Refused(Reason.no_such_row, at="sought")
    if len(tasks) > MOST:
        raise Refused(Reason.too_big, at="since", limit=MOST)
    making = _Making(c, who, msgspec.structs.replace(await work_case.target_of(c), encoding=encoding))
    for case in dict.fromkeys(task.case for task in tasks):
        await making.take(case, [task for task in tasks if task.case == case])
    made = await asyncio.to_thread(making.files)
    await _note(c, who, "csv_out", made)
    return made


async def lay(c: Cupboards, who: Actor, sought: WorkSought, encoding: Encoding) -> Exported:
    """The same into the city's folder, each file whole. Refused: as `out`, and `not_now` (`at`: folder) when there is
    none, or it cannot be written."""
    export_layouts.must_export(who)
    folder = c.catalogs.settings().exports.folder
    if not folder:
        raise Refused(Reason.not_now, at="folder")
    made = await out(c, who, sought, encoding)
    for name, file in made.files:
        await asyncio.to_thread(c.exchange.lay_file, folder, name, file)
    await _note(c, who, "csv_folder", made)
    return made


class _Making:
    """Files on their way out."""

    def __init__(self, c: Cupboards, who: Actor, target: Target) -> None:
        self.c, self.who, self.target = c, who, target
        self.layouts: dict[str, Layout] | None = None
        self.rows: dict[str, list[Written]] = {}
        self.report: list[list[str]] = []
        self.cases = 0

    async def take(self, case: str, tasks: list[Task]) -> None:
        """One case; its look is written down before."""
        c, who = self.c, self.who
        if self.layouts is None:
            self.layouts = await export_layouts.standing(c)
        out = await work_case.out_case(c, case)
        await opening.note(c, who, "export", case, number=opening.gives(c, who, out.forms.sheet, opening.NUMBER))
        if opening.gives(c, who, out.forms.sheet, opening.CODE):
            await opening.note_code(c, who, case)
        there = {one.form.form for one in out.forms.found if one.counts}
        for form in (task.form for task in tasks if task.form in there):
            layout = self.layouts[form]
            found = await asyncio.to_thread(work_case.written, c, who, out, form, layout, self.target, True)
            self.rows.setdefault(form, []).extend(found)
            for at, row in enumerate(found, start=1):
                self.report += [_reported(form, case, at, heading, one) for heading, one in row.misfits]
        self.cases += 1

    def files(self) -> Exported:
        """All of them, the report last."""
        c, encoding = self.c, self.target.encoding
        stamp = f"{local_time(c.clock()):%Y%m%d-%H%M%S}"
        forms = export_layouts.book_now(c).forms
        files = []
        for form, rows in sorted(self.rows.items()):
            layout = (self.layouts or {})[form]
            name = f"{layout.name}_{forms[form].name}_{stamp}.csv".translate(_BAD_IN_NAMES)
            headings = [convert(one, self.target)[0] for one in layout.headings]
            lines = [headings, *(row.cells for row in rows)]
            files.append((name, c.exchange.write_csv(lines, encoding)))
        files.append((f"{REPORT}_{stamp}.csv", c.exchange.write_csv([REPORTED, *self.report], UTF8)))
        every = [row for rows in self.rows.values() for row in rows]
        return Exported(
            files, self.cases, len(self.rows), len(every), sum(len(row.masked) for row in every), len(self.report)
        )


def _reported(form: str, case: str, row: int, heading: str, one: Misfit) -> list[str]:
    return [form, case, str(row), heading, one.letter, one.codes, one.written, HOW[one.how]]


async def _note(c: Cupboards, who: Actor, what: str, made: Exported) -> None:
    about: dict[str, str | int] = {
        name: getattr(made, name) for name in ("cases", "forms", "rows", "masked", "letters")
    }
    await c.audit.note(
        Look(c.clock(), who.clerk, who.window or "", who.office, what, about=about, terminal=who.terminal)
    )
