"""Which font files are found, and what is said when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from handoff.slip import Slip
from server.paper.shelf import Fonts, NoFontsError, load
from server.paper.slips import render
from tests.paper.look import text_of


def gothic_of(fonts: Fonts) -> Path:
    return next(face.path for face in fonts.plain.faces if face.path.name.startswith("BIZUDGothic"))


def test_this_machine_prints_with_the_official_characters(fonts: Fonts) -> None:
    assert fonts.body.faces[0].path.name == "ipamjm.ttf"
    assert not any("without" in line for line in fonts.lines())


def test_the_start_says_which_files_are_asked_in_which_order(fonts: Fonts) -> None:
    head, plain, body, other_head, other_plain = fonts.lines()
    assert head.startswith("head: ")
    assert plain.index("BIZUDGothic") < plain.index("ipamjm.ttf")
    assert body.index("ipamjm.ttf") < body.index("ipaexm.ttf") < body.index("BIZUDGothic")
    assert other_head.startswith("other_head: NotoSansSC")
    assert other_plain.index("NotoSansSC") < other_plain.index("BIZUDGothic")


def test_a_machine_with_one_gothic_prints_and_names_what_it_lacks(fonts: Fonts, slip: Slip, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "BIZUDGothic_400Regular.ttf").symlink_to(gothic_of(fonts))
    poor = load(roots=(tmp_path,))
    assert poor.head.heavy
    mincho, chinese = poor.lines()[-2:]
    assert "fonts-ipamj-mincho" in mincho
    assert "noto-sans-sc" in chinese
    printed = render(replace(slip, name="𠮷田"), poor)
    assert printed.missing == ("U+20BB7 𠮷",)
    assert "〓田 様" in text_of(printed.pdf)


def test_a_machine_without_fonts_is_told_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NoFontsError, match=r"fonts-ipamj-mincho.*biz-udgothic"):
        load(roots=(tmp_path,))


def test_a_missing_face_of_the_city_is_an_error_of_the_setting(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="gaiji"):
        load(own=(tmp_path / "gaiji.ttf",))
