"""A small archive, worded by us, on calls that took place."""

import pytest
from django.utils import translation

from tests import factories as make

SON_LAMMY_VI = """Chiều qua (20/12), Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn đã điện đàm với Bộ trưởng \
Ngoại giao Vương quốc Anh David Lammy.

Hai bên nhất trí phối hợp ứng phó với biến đổi khí hậu và sớm triển khai Kế hoạch hành động 2024-2026. Ông Lammy coi \
Việt Nam là đối tác ưu tiên tại Đông Nam Á.
"""
SON_LAMMY_EN = """Foreign Secretary David Lammy spoke by phone with Vietnam's Bui Thanh Son on Friday 20 December 2024.

The Foreign Secretary called Vietnam a priority partner in Southeast Asia. He congratulated Mr. Son on progress in \
offshore wind and said the U.K. would keep backing the Just Energy Transition Partnership. They also spoke about \
illegal migration.
"""
LAM_TRUMP = """General Secretary To Lam held a phone call with President Donald Trump on 4 April 2025, at Vietnam's \
request. Both sides said they would keep talking about tariffs. Mr Trump accepted an invitation to visit Hanoi.
"""
DUNG_KRITENBRINK = """Deputy Foreign Minister Ha Kim Ngoc and Assistant Secretary Daniel Kritenbrink spoke online in \
January. They discussed war legacy issues <script>alert(1)</script> and COVID-19 vaccines.
"""


@pytest.fixture(autouse=True)
def english():
    """A test that switches the language leaves it to no other."""
    translation.activate("en")
    yield
    translation.activate("en")


@pytest.fixture
def son_lammy(db):
    """Both sides report it: one article says what the other does not."""
    vi = make.article(
        SON_LAMMY_VI, title="Việt Nam và Anh điện đàm", language="vi", publisher="VOV5", url="https://vov.example.vn/a1"
    )
    en = make.article(
        SON_LAMMY_EN, title="Foreign Secretary call with Vietnam", publisher="GOV.UK", url="https://www.gov.uk/call#top"
    )
    make.topic("climate_environment", "Khí hậu và môi trường")
    call = make.meeting(
        date="2024-12-20",
        parties={"VN": "Vietnam's", "GB": "Vương quốc Anh"},
        people=[
            ("Bùi Thanh Sơn", "VN", "foreign_minister"),
            ("David Lammy", "GB", "foreign_minister"),
        ],
        topics={
            "climate_environment": "biến đổi khí hậu",
            "energy": "offshore wind",
            "migration_consular": "illegal migration",
        },
        agreements={
            "Just Energy Transition Partnership": "Just Energy Transition Partnership",
            "Action Plan 2024–2026": "Kế hoạch hành động 2024-2026",
        },
        statements=[
            ("David Lammy", "affirm", "The Foreign Secretary called Vietnam a priority partner in Southeast Asia."),
            ("David Lammy", "congratulate", "He congratulated Mr. Son on progress in offshore wind"),
            ("VN", "agree", "Hai bên nhất trí phối hợp ứng phó với biến đổi khí hậu"),
        ],
        articles=[vi, en],
        says={"kind": "spoke by phone", "date": "20 December 2024"},
    )
    make.official("Bùi Thanh Sơn", "VN").aliases.get_or_create(name="Bui Thanh Son", folded="bui thanh son")
    return call


@pytest.fixture
def archive(son_lammy):
    """Six contacts from 2021 to 2025, and one that nobody dated."""
    make.meeting(
        date="2025-04-04",
        parties=("VN", "US"),
        people=[("Tô Lâm", "VN", "party_leader", "To Lam"), ("Donald Trump", "US", "head_of_state")],
        topics={"trade_investment": "tariffs", "high_level_exchange": "visit Hanoi"},
        initiator="VN",
        articles=[make.article(LAM_TRUMP, publisher="VNA")],
        says={"kind": "phone call", "date": "4 April 2025", "initiator": "at Vietnam's request"},
    )
    make.meeting(
        date="2022-01?",
        basis="year_from_context",
        kind="video_call",
        parties=("VN", "US"),
        people=[("Hà Kim Ngọc", "VN", "deputy_foreign_minister"), ("Daniel Kritenbrink", "US", "senior_official")],
        topics={"war_legacy": "war legacy", "health": "vaccines"},
        articles=[make.article(DUNG_KRITENBRINK, publisher="VNA")],
    )
    make.meeting(
        date="2025-10-18?",
        basis="year_from_context",
        people=[("Lê Hoài Trung", "VN", "foreign_minister"), ("Yvette Cooper", "GB", "foreign_minister")],
        topics=("high_level_exchange",),
        articles=[make.article("Hai Bộ trưởng trao đổi qua điện thoại.", language="vi")],
    )
    make.meeting(
        date="2021-04-08",
        kind="multilateral",
        parties=("VN", "GB", "ASEAN"),
        topics=("climate_environment", "maritime"),
        articles=[make.article("Đối thoại ASEAN - Anh trực tuyến bàn về Biển Đông.", language="vi")],
    )
    make.meeting(date="[2017-03-28,2018-03-28]", basis="year_from_context", parties=("VN", "KR"))
    make.meeting(date="", parties=("VN", "CU"))
    return son_lammy
