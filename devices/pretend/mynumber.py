"""A pretend My Number card: facts, individual number, two keys. As measured on real ones, the first command after power
is answered 6F00, and what was opened stays open until power goes."""

from __future__ import annotations

from devices.cards import mynumber as layout
from devices.pretend.card import FileCard, Folder, Key, status, tlv


class Holder:
    """Who stands on the card, and what opens it. `birth`, `expires`: YYYY-MM-DD. `sex`: 1 or 2."""

    def __init__(
        self,
        name: str,
        address: str,
        birth: str,
        sex: str = "1",
        number: str = "537686677188",
        expires: str = "2035-02-17",
        pin: str = "1234",
        security: str = "2285",
    ) -> None:
        self.name = name
        self.address = address
        self.birth = birth
        self.sex = sex
        self.number = number
        self.expires = expires
        self.pin = pin
        self.security = security


class MyNumberCard(FileCard):
    """The card. `before`: bytes that some cards have before their facts. `licence`: it is a driver's licence too."""

    def __init__(self, holder: Holder, before: bytes = b"", licence: bool = False) -> None:
        pin = Key(holder.pin.encode(), 3)
        number = Key(holder.number.encode(), 10)
        code = Key(layout.code_b(holder.birth, holder.expires, holder.security).encode(), 10)
        text = Folder(
            files={
                layout.NUMBER_FILE: tlv(0xFF10, holder.number.encode()) + b"\xff\xff",
                layout.FACTS_FILE: before + facts(holder),
            },
            keys={layout.PIN_KEY: pin, 0x14: number, layout.CODE_B_KEY: code},
            opened_by={
                layout.NUMBER_FILE: frozenset({layout.PIN_KEY, 0x14}),
                layout.FACTS_FILE: frozenset({layout.PIN_KEY, layout.CODE_B_KEY}),
            },
        )
        folders = {layout.AID: text, layout.COMMON_AID: Folder(files={})}
        super().__init__(folders | ({layout.LICENCE_AID: Folder(files={})} if licence else {}))
        self.holder = holder
        self.pin = pin
        self.code = code
        self._waking = True

    def power(self, on: bool) -> None:
        super().power(on)
        self._waking = True

    def answer(self, command: bytes) -> bytes:
        if self._waking:
            self._waking = False
            self.commands += 1
            return status(0x6F00)
        if command == layout.RECORD and self.folder is self.folders[layout.COMMON_AID]:
            self.commands += 1
            last = self.holder.expires.replace("-", "").encode()
            return tlv(0x01, b"400000012719843" + b"13221" + last) + status(0x9000)
        return super().answer(command)


def facts(holder: Holder) -> bytes:
    """The file of the four facts: their offsets, then each."""
    parts = [
        tlv(layout.NAME, holder.name.encode()),
        tlv(layout.ADDRESS, holder.address.encode()),
        tlv(layout.BIRTH, holder.birth.replace("-", "").encode()),
        tlv(layout.SEX, holder.sex.encode()),
    ]
    size = 11 + sum(map(len, parts))
    at = (3 if size < 0x80 else 4 if size < 0x100 else 5) + 11
    offsets = b""
    for part in parts:
        offsets += at.to_bytes(2, "big")
        at += len(part)
    return tlv(0xFF20, tlv(layout.OFFSETS, offsets) + b"".join(parts))
