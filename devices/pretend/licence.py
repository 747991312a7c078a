"""A pretend driver's licence with PIN1, or without PINs; a name may have a character outside the code in it."""

from __future__ import annotations

from devices.cards import licence as layout
from devices.pretend.card import FileCard, Folder, Key, tlv

ELSEWHERE = str.maketrans({letter: chr(code) for code, letter in layout.AS_ELSEWHERE.items()})


class Holder:
    """Who stands on the licence. Dates as the licence writes them: era digit and YYMMDD. 〓 in a name: 外字1."""

    def __init__(
        self,
        name: str = "日本　花子",
        kana: str = "ニホン　ハナコ",
        birth: str = "3610501",
        address: str = "長崎県佐世保市八幡町１－１０",
        expires: str = "5110601",
        pin: str | None = "1234",
        changed: bool = False,
    ) -> None:
        self.name = name
        self.kana = kana
        self.birth = birth
        self.address = address
        self.expires = expires
        self.pin = pin
        self.changed = changed


class Licence(FileCard):
    """The card."""

    def __init__(self, holder: Holder) -> None:
        self.pin = Key((holder.pin or layout.WITHOUT).encode(), 3)
        day = f"{2018 + int(holder.expires[1:3])}{holder.expires[3:]}"
        main = Folder(
            files={
                0x2F01: tlv(0x45, b"009" + bytes.fromhex("20240401") + bytes.fromhex(day)) + tlv(0x46, b"\x01\x00"),
                0x000A: tlv(0x05, b"\x01" if holder.pin else b"\x00"),
            },
            keys={0x01: self.pin},
        )
        opened = {layout.FACE: frozenset({0x01}), layout.CHANGES: frozenset({0x01})}
        changes = tlv(layout.CHANGED, b"\x01" if holder.changed else b"\x00").ljust(layout.CHANGES_BYTES, b"\xff")
        face = Folder(files={layout.FACE: printed(holder), layout.CHANGES: changes}, opened_by=opened)
        super().__init__({layout.AID: face}, main)


def printed(holder: Holder) -> bytes:
    """The file of what is printed on the face, filled with FF."""
    parts = [
        (0x11, b"\x01"),
        (layout.NAME, jis(holder.name)),
        (layout.KANA, jis(holder.kana)),
        (0x14, b""),
        (0x15, jis(holder.kana)),
        (layout.BIRTH, holder.birth.encode()),
        (layout.ADDRESS, jis(holder.address)),
        (0x18, b"5060401"),
        (0x19, b"12345"),
        (0x1A, jis("優良")),
        (layout.LAST_DAY, holder.expires.encode()),
        (0x1C, jis("眼鏡等")),
        (0x20, jis("長崎県")),
        (0x21, b"921234567890"),
    ]
    kinds = [(tag, b"4000000") for tag in range(0x22, 0x34)]
    return b"".join(tlv(tag, value) for tag, value in parts + kinds).ljust(layout.FACE_BYTES, b"\xff")


def jis(text: str) -> bytes:
    """Raw JIS X 0208; 〓 as the first character outside it."""
    said = b""
    for letter in text.translate(ELSEWHERE):
        said += b"\xff\xf1" if letter == "〓" else bytes(byte & 0x7F for byte in letter.encode("euc_jp"))
    return said
