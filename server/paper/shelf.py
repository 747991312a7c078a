"""Which font files this machine has, and the typefaces made of them, Japanese and other.

Debian's packages come first (fonts-ipamj-mincho, fonts-ipaexfont-mincho, fonts-ipaexfont-gothic,
fonts-morisawa-bizud-gothic). A machine where nobody may install packages prints with the faces that the clients bring
with them as npm packages (BIZ UDGothic). English, Chinese and Vietnamese always come from there (Noto Sans SC holds the
whole of GB 2312 and all Vietnamese letters; the Japanese faces lack 2,615 and 95 of them), or from a file of that name.
IPAmj明朝 can be laid into any of the roots as a file. What a machine lacks shows in `Fonts.lines()` at the start and,
character by character, in `missing` of each paper.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from server.paper.faces import Face
from server.paper.fonts import Typeface

ROOTS: Final = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path(__file__).parents[2] / "clients/node_modules/@expo-google-fonts",
)

# The same face under its names in Debian, in npm and from its maker; first come, first asked.
_BOLD: Final = (("BIZUDGothic-Bold.ttf", "BIZUDGothic_700Bold.ttf"), ("NotoSansJP_700Bold.ttf",))
_GOTHIC: Final = (
    ("BIZUDGothic-Regular.ttf", "BIZUDGothic_400Regular.ttf"),
    ("ipaexg.ttf",),
    ("NotoSansJP_400Regular.ttf",),
)
_MINCHO: Final = (
    ("ipamjm.ttf",),
    ("ipaexm.ttf",),
    ("BIZUDMincho-Regular.ttf", "BIZUDMincho_400Regular.ttf"),
)
# Letters that no Japanese face has: Vietnamese marks, simplified Chinese. Its Latin letters are of uneven width too.
_OTHER_BOLD: Final = (
    ("NotoSansSC-Bold.ttf", "NotoSansSC_700Bold.ttf"),
    ("NotoSans-Bold.ttf",),
    ("DejaVuSans-Bold.ttf",),
)
_OTHER: Final = (
    ("NotoSansSC-Regular.ttf", "NotoSansSC_400Regular.ttf"),
    ("NotoSans-Regular.ttf",),
    ("DejaVuSans.ttf",),
)
_LACKING: Final = (
    "no Japanese font was found: install fonts-ipamj-mincho, fonts-ipaexfont-mincho, fonts-ipaexfont-gothic and"
    " fonts-morisawa-bizud-gothic, or @expo-google-fonts/biz-udgothic from npm"
)


class NoFontsError(Exception):
    """This machine has no font that papers can be printed with."""


class Fonts(NamedTuple):
    """`head` for headings and figures, `plain` for the printed words, `body` for what people are called and what clerks
    write: the mincho of the official characters comes first there. `other_head` and `other_plain` are for the languages
    that are not Japanese."""

    head: Typeface
    plain: Typeface
    body: Typeface
    other_head: Typeface
    other_plain: Typeface

    def lines(self) -> tuple[str, ...]:
        """For the terminal at the start: which files each typeface asks, in order, and what it cannot do."""
        shown = [
            f"{use}: {', '.join(face.path.name for face in typeface.faces)}" for use, typeface in self._asdict().items()
        ]
        if not any(face.path.name == "ipamjm.ttf" for face in self.body.faces):
            shown.append("without IPAmj明朝 (fonts-ipamj-mincho) rare characters of names print as 〓, with a warning")
        if not any(face.path.name in _OTHER[0] for face in self.other_plain.faces):
            shown.append(
                "without Noto Sans SC (@expo-google-fonts/noto-sans-sc) papers in Chinese show 〓, with a warning"
            )
        return tuple(shown)


def load(own: Sequence[Path] = (), roots: Sequence[Path] = ROOTS) -> Fonts:
    """The typefaces from the files under `roots`; `own` are the city's 外字 faces. NoFontsError if there are none;
    a missing or broken file among `own` is an error of the setting and raises."""
    files = _files(roots)
    own_faces = [Face(path) for path in own]
    bold, gothic, mincho = (_faces(files, row) for row in (_BOLD, _GOTHIC, _MINCHO))
    if not gothic and not mincho:
        raise NoFontsError(_LACKING)
    plain = (*gothic, *mincho)
    other_bold, other = (_faces(files, row) for row in (_OTHER_BOLD, _OTHER))
    return Fonts(
        head=Typeface("Head", (*bold, *plain), own_faces, heavy=not bold),
        plain=Typeface("Plain", plain, own_faces),
        body=Typeface("Body", (*mincho, *gothic), own_faces),
        other_head=Typeface(
            "OtherHead", (*other_bold, *other, *bold, *plain), own_faces, heavy=not (other_bold or bold)
        ),
        other_plain=Typeface("Other", (*other, *plain), own_faces),
    )


def _files(roots: Sequence[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for root in roots:
        for folder, _, names in sorted(os.walk(root, followlinks=False)):
            for name in names:
                found.setdefault(name, Path(folder, name))
    return found


def _faces(files: Mapping[str, Path], row: Sequence[Sequence[str]]) -> tuple[Face, ...]:
    """One face of each group that is there. Opened once for each typeface row, so a document embeds each file once."""
    firsts = (next((files[name] for name in names if name in files), None) for names in row)
    return tuple(Face(path) for path in firsts if path is not None)
