"""A scan: the slip goes from window to window, and the case with it; nothing is written twice."""

from __future__ import annotations

from playwright.async_api import expect

from tests.flows.people import Hall


async def test_one_visitor_three_windows_one_slip(hall: Hall) -> None:
    ogawa = await hall.clerk("小川", "W00")
    number = await ogawa.gives_number("S01")

    nakamura = await hall.clerk("中村", "W05")
    await expect(nakamura.at(f"row-{number}")).to_be_visible()
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.sees_case(number)
    await nakamura.adds_person()
    await nakamura.types("m_name", "山田　太郎")
    await nakamura.types("m_kana", "やまだ　たろう")
    await nakamura.types("m_birth", "S590412")
    await nakamura.types("new_town", "中央一丁目")
    await nakamura.sees_kept("new_town")
    await nakamura.chooses("P001", "P030", "P013")
    code = await nakamura.prints_slip()
    await nakamura.hands_off_to("G20", memo="転出証明書は確認済みです。")

    sato = await hall.clerk("佐藤", "W20")
    await expect(sato.at(f"row-{number}").first).to_be_visible()
    await sato.scans(code)
    await sato.sees_case(number)
    await sato.sees("m_name", "山田　太郎")
    await sato.sees("m_kana", "ヤマダ　タロウ")
    await sato.sees("m_birth", "昭和59年4月12日")
    await sato.sees("new_town", "中央一丁目")
    await expect(sato.at("memo-list")).to_contain_text("転出証明書は確認済みです。")
    await sato.hands_off_to("G01")

    tanaka = await hall.clerk("田中", "W01")
    await tanaka.scans(code, pace_ms=60)
    await tanaka.sees_case(number)
    await tanaka.sees("new_town", "中央一丁目")
    await tanaka.finishes()


async def test_two_windows_scan_the_same_slip_and_one_has_it(hall: Hall) -> None:
    nakamura, ishii = await hall.clerk("中村", "W05"), await hall.clerk("石井", "W06")
    number = await nakamura.gives_number("S02")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.sees_case(number)
    code = await nakamura.prints_slip()

    await ishii.scans(code)
    await expect(ishii.at("notice").first).to_contain_text("中村")
    await nakamura.finishes()


async def test_a_scan_never_types_into_a_field_and_never_mixes_two_cases(hall: Hall) -> None:
    nakamura, ishii = await hall.clerk("中村", "W05"), await hall.clerk("石井", "W06")
    first = await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    code = await nakamura.prints_slip()
    await nakamura.hands_off_to("G05")

    second = await ishii.gives_number("S02")
    await ishii.scans(code)
    await ishii.sees_case(first)
    await ishii.adds_person()
    await ishii.item("m_name").fill("山田　花子")
    await ishii.item("m_name").press("Enter")
    await ishii.item("m_name").focus()

    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.sees_case(second)
    other = await nakamura.prints_slip()
    await nakamura.hands_off_to("G05")

    await ishii.scans(other)
    await ishii.sees_case(first)
    await ishii.sees("m_name", "山田　花子")
    await expect(ishii.at("notice").first).to_contain_text(first)
