"""The faces in which names print, as files for the screens: a name looks on a screen as it does on paper.

Each file goes out whole and unchanged, with its licence: a part of an IPA face would be a derived program, with duties
of its own (IPA Font License, article 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from server.paper.shelf import Fonts
from server.ports.paper import FontFile

_DOCS: Final = Path("/usr/share/doc")
_PACKAGES: Final = {
    "ipamjm.ttf": "fonts-ipamj-mincho",
    "ipaexm.ttf": "fonts-ipaexfont-mincho",
    "ipaexg.ttf": "fonts-ipaexfont-gothic",
    "BIZUDGothic-Regular.ttf": "fonts-morisawa-bizud-gothic",
    "BIZUDMincho-Regular.ttf": "fonts-morisawa-bizud-mincho",
}
"""Where Debian lays the licence of a face."""
_TEXTS: Final = ("copyright", "LICENSE", "LICENSE.txt", "LICENSE.md", "OFL.txt", "LICENSE_FONT")


def font_files(fonts: Fonts, own: Sequence[Path]) -> tuple[FontFile, ...]:
    """The faces of names in the order in which paper asks them, then the city's own (外字)."""
    known = {face.path: face.called for face in fonts.body.faces}
    shared = [
        FontFile(path.name, str(path), _licence(path), called=called)
        for path, called in known.items()
        if path not in own
    ]
    return (*shared, *(FontFile(path.name, str(path), _licence(path), own=True) for path in own))


def _licence(face: Path) -> str:
    """The text beside the face, or where its package has it; "" when there is none."""
    folders = [face.parent, *list(face.parents)[1:3]]
    if face.name in _PACKAGES:
        folders.insert(0, _DOCS / _PACKAGES[face.name])
    found = (folder / name for folder in folders for name in _TEXTS)
    return next((str(path) for path in found if path.is_file()), "")
