"""Write `clients/shared/src/wire.ts`, the TypeScript twin of `handoff/messages.py`.

python -m deploy.wire            write it
python -m deploy.wire --check    fail when it is not current
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from msgspec import inspect

from handoff import messages
from handoff.refusal import Reason
from handoff.stage import Stage

TARGET = Path(__file__).resolve().parent.parent / "clients/shared/src/wire.ts"
HEAD = "// Made from handoff/messages.py by `python -m deploy.wire`. Do not edit.\n"
SIMPLE: dict[type[inspect.Type], str] = {
    inspect.StrType: "string",
    inspect.IntType: "number",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
    inspect.NoneType: "null",
    inspect.AnyType: "unknown",
}
UNIONS = {
    "ChangeDeed": messages.ChangeDeed,
    "MoveDeed": messages.MoveDeed,
    "ToServer": messages.ToServer,
    "FromDisplay": messages.FromDisplay,
    "FromDevice": messages.FromDevice,
    "ToClient": messages.ToClient,
}


def spell(kind: inspect.Type) -> str:
    """A type as TypeScript spells it."""
    for known, word in SIMPLE.items():
        if type(kind) is known:
            return word
    match kind:
        case inspect.StructType(cls=cls):
            return cls.__name__
        case inspect.LiteralType(values=values):
            return " | ".join(f'"{value}"' for value in values)
        case inspect.ListType(item_type=item):
            inner = spell(item)
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        case inspect.TupleType(item_types=items):
            return f"[{', '.join(spell(i) for i in items)}]"
        case inspect.DictType(value_type=value):
            return f"Record<string, {spell(value)}>"
        case inspect.UnionType(types=kinds):
            return " | ".join(sorted({spell(k) for k in kinds}, key=lambda word: (word == "null", word)))
    raise TypeError(f"no TypeScript for {kind}")


def interface(kind: inspect.StructType) -> str:
    """One struct as an interface. What has a default may be left out on the wire."""
    lines = [f"export interface {kind.cls.__name__} {{"]
    if kind.tag is not None:
        lines.append(f'  {kind.tag_field}: "{kind.tag}";')
    for field in kind.fields:
        lines.append(f"  {field.encode_name}{'' if field.required else '?'}: {spell(field.type)};")
    return "\n".join([*lines, "}"])


def structs(kind: inspect.Type, found: dict[str, inspect.StructType]) -> None:
    """All structs that a type speaks of, in the order in which they are met."""
    if isinstance(kind, inspect.StructType):
        if kind.cls.__name__ in found:
            return
        found[kind.cls.__name__] = kind
        for field in kind.fields:
            structs(field.type, found)
    for part in ("item_type", "value_type"):
        if (inner := getattr(kind, part, None)) is not None:
            structs(inner, found)
    for many in ("types", "item_types"):
        for inner in getattr(kind, many, ()):
            structs(inner, found)


def write() -> str:
    """The whole file."""
    found: dict[str, inspect.StructType] = {}
    for union in UNIONS.values():
        structs(inspect.type_info(union), found)
    parts: list[Any] = [HEAD, f"export const WIRE = {messages.WIRE};\n"]
    parts.append("export type Reason =\n" + "\n".join(f'  | "{r.value}"' for r in Reason) + ";\n")
    parts.append("export type Stage =\n" + "\n".join(f'  | "{s.value}"' for s in Stage) + ";\n")
    parts += [interface(kind) + "\n" for kind in found.values()]
    for name, union in UNIONS.items():
        members = [k.cls.__name__ for k in inspect.type_info(union).types if isinstance(k, inspect.StructType)]  # type: ignore[attr-defined]
        parts.append(f"export type {name} =\n" + "\n".join(f"  | {m}" for m in members) + ";\n")
    return "\n".join(parts)


def main() -> None:
    """Write, or check."""
    text = write()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text() != text:
            sys.exit("clients/shared/src/wire.ts is not current: run `python -m deploy.wire`")
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text)


if __name__ == "__main__":
    main()
