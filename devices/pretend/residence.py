"""A pretend residence card of either generation, with its secure messaging."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from devices.cards import messaging
from devices.cards import residence as layout
from devices.pretend.card import Command, FileCard, Folder, status, tlv

PICTURE = b"II*\x00\x08\x00\x00\x00" + b"pretend picture"


class ResidenceCard(FileCard):
    """`chance` gives the card's challenge (8 bytes) and its share of the session key (16). `pictures`: TIFF of the name
    and of the address, second generation."""

    def __init__(
        self,
        number: str,
        chance: Callable[[int], bytes],
        generation: int = 1,
        kind: bytes | None = None,
        address: bytes = b"",
        birth: str = "19900215",
        pictures: tuple[bytes, bytes] = (PICTURE, PICTURE),
    ) -> None:
        self.number = number.encode()
        self.chance = chance
        self.sealing: messaging.Sealing = messaging.First() if generation == 1 else messaging.Second()
        kind = kind or (b"1" if generation == 1 else b"05")
        main = Folder(files={0x0B: tlv(0xC0, b"0001"), 0x0A: tlv(0xC1, kind)})
        face, back = _first(address) if generation == 1 else _second(self.number, birth, *pictures)
        self.face = Folder(files=face)
        super().__init__({layout.FACE_AID: self.face, layout.BACK_AID: Folder(files=back)}, main)
        self.challenge = b""
        self.session = b""
        self.known = False

    def power(self, on: bool) -> None:
        super().power(on)
        self.challenge = self.session = b""
        self.known = False

    def does(self, asked: Command) -> bytes:
        match asked.ins:
            case 0x84:
                self.challenge = self.chance(messaging.CHALLENGE_BYTES)
                return self.challenge + status(0x9000)
            case 0x82:
                return self._authenticate(asked.data)
            case 0x20:
                return self._given(asked)
            case 0xB0 if self.folder is not self.main and not self.known:
                return status(0x6982)
            case 0xB0 if self.folder is self.face:
                return self._sealed(asked)
        return super().does(asked)

    def _authenticate(self, token: bytes) -> bytes:
        key = messaging.number_key(self.number)
        ours, self.challenge = self.challenge, b""
        if len(token) != messaging.TOKEN_BYTES or not ours:
            return status(0x6985)
        if not hmac.compare_digest(self.sealing.mac(key, token[:32]), token[32:]):
            return status(0x6300)
        plain = self.sealing.open(key, token[:32])
        if plain[8:16] != ours:
            return status(0x6300)
        share = self.chance(messaging.KEY_BYTES)
        self.session = messaging.session_key(plain[16:], share)
        return messaging.token(self.sealing, key, ours, plain[:8], share) + status(0x9000)

    def _given(self, asked: Command) -> bytes:
        if asked.cla != 0x08 or not self.session:
            return status(0x6982)
        sealed = asked.data[3:]
        self.known = self.sealing.unpad(self.sealing.open(self.session, sealed)) == self.number
        return status(0x9000 if self.known else 0x6300)

    def _sealed(self, asked: Command) -> bytes:
        if asked.cla != 0x08:
            return status(0x6982)
        plain = super().does(Command(0x00, asked.ins, asked.p1, asked.p2, b"", 65_536))
        if plain[-2:] != status(0x9000):
            return plain
        body = b"\x01" + self.sealing.seal(self.session, self.sealing.pad(plain[:-2]))
        return tlv(0x86, body) + status(0x9000)


def _first(address: bytes) -> tuple[dict[int, bytes], dict[int, bytes]]:
    face = {5: tlv(0xD0, PICTURE.ljust(7000, b"\x00")), 6: tlv(0xD1, bytes(3000))}
    back = tlv(0xD2, b"20240401") + tlv(0xD3, b"422029") + tlv(0xD4, address.ljust(320, b"\x00"))
    return face, {1: back.ljust(342, b"\x00")}


def _second(number: bytes, birth: str, name: bytes, address: bytes) -> tuple[dict[int, bytes], dict[int, bytes]]:
    facts = {
        0xC5: b"20300101",
        0xC6: birth.encode(),
        0xC7: b"2",
        0xC8: b"VNM",
        0xC9: b"0000000000",
        0xCE: b"0300",
        0xCA: b"01",
        0xCB: b"20260701",
        0xCC: b"2",
        0xCD: b"20290701",
    }
    return {
        1: tlv(0xC2, number),
        3: b"".join(tlv(tag, value) for tag, value in facts.items()),
        4: tlv(0xD0, name.ljust(2500, b"\x00")) + tlv(0xD1, bytes(3000)),
        6: tlv(0xDFD1, address.ljust(2500, b"\x00")),
    }, {1: tlv(0xD5, b"0")}
