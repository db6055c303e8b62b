"""Why nothing was read in a text: what it tells of the contact that it names first."""

from __future__ import annotations

import pytest

from articles.extraction import Document, extract
from articles.extraction.facts import SKIPPED

WHY = [
    ("Biden to call Xi\n\nPresident Joe Biden will speak by phone with President Xi Jinping on Tuesday, the White House said.", "planned"),
    ("Tổng thống Mỹ Donald Trump sẽ điện đàm với Tổng thống Nga Vladimir Putin vào ngày mai, Nhà Trắng cho biết.", "planned"),
    ("The Kremlin said that President Vladimir Putin did not speak by phone with President Donald Trump.", "denied"),
    ("Điện Kremlin cho biết Tổng thống Putin không điện đàm với Tổng thống Trump trong tuần này.", "denied"),
    ("The Kremlin denied that President Vladimir Putin spoke by phone with President Donald Trump.", "denied"),
    ("Kremlin denies Putin spoke by phone with Trump\n\nMoscow called the report an invention.", "denied"),
    ("The White House dismissed reports that President Joe Biden called Prime Minister Benjamin Netanyahu.", "denied"),
    ("Điện Kremlin bác bỏ thông tin Tổng thống Putin điện đàm với Tổng thống Trump.", "denied"),
    ("Điện Kremlin phủ nhận Tổng thống Putin đã điện đàm với Tổng thống Trump.", "denied"),
    ("Le Kremlin a démenti que Vladimir Poutine ait parlé par téléphone avec Donald Trump.", "denied"),
    ("Two pranksters had a phone call with Prime Minister Boris Johnson, posing as President Vladimir Putin.", "denied"),
    ("Earlier, President Joe Biden spoke by phone with President Volodymyr Zelenskyy about air defence.", "recalled"),
    # Far down in a text on other things: told as having happened, and no report of it.
    ("The river rose again overnight.\n\nMany streets were closed.\n\nSchools stayed shut.\n\nTrains ran late.\n\nShops opened at noon.\n\nThe mayor thanked the army.\n\nPresident Joe Biden spoke with President Emmanuel Macron.", "passing"),
    ("Heavy rain fell over the capital on Monday and the river rose.", "no_contact"),
    ("President Joe Biden spoke by phone with New York Governor Kathy Hochul about the storm.", "no_contact"),
    ("Prezydent rozmawiał wczoraj przez telefon z premierem sąsiedniego kraju o handlu i bezpieczeństwie.", "language"),
    ("", "no_contact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), WHY)
def test_why_nothing_was_read(text, why):
    lang = "en" if not text else None
    found = extract(Document(text, lang=lang))
    assert (found.accounts, found.skipped) == ((), why)


@pytest.mark.parametrize(
    "text",
    [
        "President Putin and President Trump spoke by phone on Sunday. Putin denied that Russia had attacked.",
        "In a phone call with President Trump on Sunday, President Putin denied that Russia had attacked.",
        "Russia Denies Putin Threatened Boris Johnson With Missile Attack in Pre-War Phone Call",
    ],
)
def test_what_is_denied_in_a_call_denies_no_call(text):
    assert len(extract(Document(text, published="2024-03-05")).accounts) == 1


def test_each_reason_has_a_text():
    assert {why for _, why in WHY} == set(SKIPPED)


def test_what_was_read_has_no_reason():
    found = extract(
        Document("President Joe Biden spoke by phone with President Emmanuel Macron of France on 4 March 2022.")
    )
    assert (len(found.accounts), found.skipped) == (1, "")
