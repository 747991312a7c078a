"""Write into each top folder's README what each of its modules is, from the modules' own first sentences.

python -m deploy.contents            write
python -m deploy.contents --check    fail when one is not current, or a module says nothing about itself
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from deploy.shell import ROOT

FOLDERS = (
    "handoff",
    "server",
    "devices",
    "clients/shared",
    "clients/staff",
    "clients/display",
    "deploy",
    "tests",
)
ENDINGS = {".py", ".ts", ".tsx"}
NOT_OURS = {"node_modules", "dist", "__pycache__", "versions"}
START = "<!-- modules: written by `python -m deploy.contents` -->"
END = "<!-- end of modules -->"
BLOCK = re.compile(rf"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)
COMMENT = re.compile(r"/\*\*?(.*?)\*/|((?:^[ \t]*//[^\n]*\n)+)", re.DOTALL | re.MULTILINE)
SENTENCE = re.compile(r".*?(?:[.。?](?=\s|$)|$)", re.DOTALL)


def modules(folder: Path) -> list[Path]:
    """The modules that a README must name: all but packages' own files, tests of clients, and migrations."""
    found = (path for path in folder.rglob("*") if path.suffix in ENDINGS)
    return sorted(path for path in found if not NOT_OURS & set(path.parts) and not _unnamed(path))


def first_sentence(path: Path) -> str:
    """What a module says about itself; empty when it says nothing."""
    text = path.read_text()
    said = (ast.get_docstring(ast.parse(text)) if path.suffix == ".py" else _first_comment(text)) or ""
    paragraph = said.strip().split("\n\n")[0]
    sentence = SENTENCE.match(" ".join(paragraph.split()))
    return sentence[0].removesuffix(":") if sentence else ""


def block(folder: Path) -> str:
    """The part of a README that is made."""
    lines = [f"- `{path.relative_to(folder)}` — {first_sentence(path)}" for path in modules(folder)]
    return "\n".join([START, "", *lines, "", END])


def written(folder: Path) -> str:
    """The whole README: what people wrote, with the made part in its place, or at the end the first time."""
    readme = folder / "README.md"
    text = readme.read_text() if readme.exists() else f"# {folder.relative_to(ROOT)}\n"
    if BLOCK.search(text):
        return BLOCK.sub(lambda _: block(folder), text)
    return f"{text.rstrip()}\n\n## Modules\n\n{block(folder)}\n"


def faults() -> list[str]:
    """Silent modules, and READMEs that are not current."""
    here = [ROOT / name for name in FOLDERS if (ROOT / name).is_dir()]
    silent = [path for folder in here for path in modules(folder) if not first_sentence(path)]
    stale = [folder for folder in here if not _current(folder)]
    return [
        *(f"{path.relative_to(ROOT)} says nothing about itself in its first line" for path in silent),
        *(f"{folder.relative_to(ROOT)}/README.md is not current: python -m deploy.contents" for folder in stale),
    ]


def main() -> None:
    """Write, or check."""
    if "--check" not in sys.argv[1:]:
        for name in FOLDERS:
            if (ROOT / name).is_dir():
                (ROOT / name / "README.md").write_text(written(ROOT / name))
        return
    if found := faults():
        sys.exit("\n".join(found))


def _current(folder: Path) -> bool:
    readme = folder / "README.md"
    return readme.exists() and readme.read_text() == written(folder)


def _unnamed(path: Path) -> bool:
    return path.name in ("__init__.py", "vite.config.ts") or path.name.endswith((".test.ts", ".test.tsx", ".d.ts"))


def _first_comment(text: str) -> str:
    found = COMMENT.search(text)
    if found is None:
        return ""
    return "\n".join(re.sub(r"^[ \t]*(//|\*)[ ]?", "", line) for line in (found[1] or found[2]).splitlines())


if __name__ == "__main__":
    main()
