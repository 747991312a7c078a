"""The residence card of both generations: secure messaging by the number on its face, name and address as pictures."""

from __future__ import annotations

import pytest

from devices.cards import messaging, residence
from devices.cards.apdu import OddCard
from devices.cards.detect import detect
from devices.cards.secret import NotASecret, Secret, WrongSecret
from devices.pretend.residence import PICTURE, ResidenceCard
from tests.devices.held import NUMBER, chance, hold

OURS = bytes.fromhex("1122334455667788")
THEIRS = bytes.fromhex("921CE277323DA057")
SHARE = bytes(range(0x40, 0x50))
ANSWER = bytes.fromhex("289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62FA942EC51E62FF5F")


def test_the_official_vectors_of_the_second_generation() -> None:
    second = messaging.Second()
    key = messaging.number_key(NUMBER.encode())
    assert key.hex().upper() == "6522B4E171195BB218223A976C040111"
    token = messaging.token(second, key, OURS, THEIRS, SHARE).hex().upper()
    assert token == "4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773BAC854617634F5397"
    session = messaging.session_key(SHARE, messaging.share_of(second, key, ANSWER, OURS, THEIRS))
    assert session.hex().upper() == "C19CF13D3D7FBEE9EA293D834C88952F"
    assert second.seal(session, second.pad(NUMBER.encode())).hex().upper() == "EE0B31EF877F68D071C56D58C72E6748"


def test_the_official_conversation_of_the_second_generation_byte_by_byte() -> None:
    given = iter((OURS, SHARE))
    talk = residence.authenticate(NUMBER.encode(), messaging.Second(), lambda _: next(given))
    assert next(talk).hex() == "0084000008"
    asked = talk.send(THEIRS + b"\x90\x00")
    assert asked[:5].hex() == "0082000028"
    assert asked[5:].hex().upper() == (
        "4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773BAC854617634F539700"
    )
    asked = talk.send(ANSWER + b"\x90\x00")
    assert asked.hex().upper() == "0820008613861101EE0B31EF877F68D071C56D58C72E6748"


def test_the_first_generations_ciphers_are_those_of_the_passports_worked_example() -> None:
    """ICAO 9303-11, appendix D.3: the same two-key triple DES and the same MAC."""
    first = messaging.First()
    said = bytes.fromhex("781723860C06C2264608F919887022120B795240CB7049B01C19B33E32804F0B")
    sealed = first.seal(bytes.fromhex("AB94FDECF2674FDFB9B391F85D7F76F2"), said)
    assert sealed.hex().upper() == "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2"
    assert first.mac(bytes.fromhex("7962D9ECE03D1ACD4C76089DCE131543"), sealed).hex().upper() == "5F1448EEA8AD90A7"


@pytest.mark.parametrize("generation", [1, 2])
def test_it_is_found_and_tells_its_generation(generation: int) -> None:
    card = ResidenceCard(NUMBER, chance(), generation)
    assert hold(detect(), card) == "residence"
    assert hold(residence.look(), card) == residence.Look(generation)


def test_the_first_generation_gives_its_face_as_a_picture() -> None:
    read = hold(residence.read(Secret(NUMBER), chance(2)), ResidenceCard(NUMBER, chance(), 1))
    assert read.values == {"card_no": NUMBER}
    assert read.confirm == ("name", "address")
    assert read.images["front"].startswith(PICTURE)
    assert len(read.images["front"]) == 7000


@pytest.mark.parametrize("coding", ["utf-8", "cp932"])
def test_an_address_on_the_back_is_the_one_in_force(coding: str) -> None:
    address = "長崎県佐世保市八幡町１番１０号"
    card = ResidenceCard(NUMBER, chance(), 1, address=address.encode(coding))
    read = hold(residence.read(Secret(NUMBER), chance(2)), card)
    assert read.values["address"] == address
    assert read.confirm == ("name",)


def test_a_special_permanent_resident_certificate_is_read_in_the_same_way() -> None:
    card = ResidenceCard(NUMBER, chance(), 1, kind=b"2")
    assert hold(residence.read(Secret(NUMBER), chance(2)), card).values == {"card_no": NUMBER}


def test_the_second_generation_gives_birth_sex_and_last_day_in_letters() -> None:
    read = hold(residence.read(Secret(NUMBER), chance(2)), ResidenceCard(NUMBER, chance(), 2))
    assert read.values == {"card_no": NUMBER, "birth": "1990-02-15", "sex": "女", "until": "2029-07-01"}
    assert read.expires == "2030-01-01"
    assert set(read.images) == set(read.confirm) == {"name", "address"}


def test_another_kind_of_residence_card_is_not_guessed_at() -> None:
    with pytest.raises(OddCard):
        hold(residence.look(), ResidenceCard(NUMBER, chance(), 2, kind=b"07"))


@pytest.mark.parametrize("generation", [1, 2])
def test_a_wrong_number_is_said_to_be_wrong(generation: int) -> None:
    card = ResidenceCard(NUMBER, chance(), generation)
    with pytest.raises(WrongSecret):
        hold(residence.read(Secret("AA12345678BC"), chance(2)), card)
    assert hold(residence.read(Secret(NUMBER), chance(2)), card).values["card_no"] == NUMBER


@pytest.mark.parametrize("typed", ["", "aa12345678bb", "AA1234567BB", "AA12345678BBB"])
def test_what_is_no_number_of_a_card_is_not_sent(typed: str) -> None:
    with pytest.raises(NotASecret):
        hold(residence.read(Secret(typed), chance(2)), ResidenceCard(NUMBER, chance(), 1))


@pytest.mark.parametrize("generation", [1, 2])
def test_a_card_that_does_not_know_its_own_number_is_not_believed(generation: int) -> None:
    sealing = messaging.First() if generation == 1 else messaging.Second()
    key = messaging.number_key(NUMBER.encode())
    good = messaging.token(sealing, key, THEIRS, OURS, SHARE)
    for bad in (good[:-1] + bytes((good[-1] ^ 1,)), good[:39], messaging.token(sealing, key, THEIRS, THEIRS, SHARE)):
        with pytest.raises(OddCard):
            messaging.share_of(sealing, key, bad, OURS, THEIRS)


@pytest.mark.parametrize("sealing", [messaging.First(), messaging.Second()], ids=["first", "second"])
@pytest.mark.parametrize("size", [0, 1, 7, 8, 15, 16, 17, 300])
def test_padding_comes_off_as_it_went_on(sealing: messaging.Sealing, size: int) -> None:
    data = b"\x00" * size
    padded = sealing.pad(data)
    assert len(padded) % sealing.block == 0
    assert sealing.unpad(padded) == data


def test_what_was_never_padded_is_refused() -> None:
    for data in (b"", b"abc", b"\x80" + bytes(16)):
        with pytest.raises(OddCard):
            messaging.Second().unpad(data)
