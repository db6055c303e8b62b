"""Which side an article comes from: its address, its publisher, its language; silence where none of them tells."""

import pytest

from articles.ingest.sides import side_of

SIDES = [
    # address, publisher, language, side
    ("https://www.gov.uk/government/news/call", "", "en", "GB"),  # a country's own domain
    ("https://en.vietnamplus.vn/call-post1.vnp", "Vietnam+", "en", "VN"),
    ("https://www.mofa.go.jp/press/release/pressite_000001.html", "", "en", "JP"),
    ("http://en.kremlin.ru/events/president/news/1", "Kremlin", "en", "RU"),
    ("https://www.state.gov/call/", "", "en", "US"),  # no country's domain: named in the table
    ("https://2021-2025.state.gov/call/", "", "en", "US"),
    ("https://notstate.gov/", "", "en", ""),  # another host that ends alike
    ("https://hotline.ai/", "", "en", ""),  # a domain that anyone can buy
    ("https://news.example.com/", "Xinhua", "en", "CN"),
    ("", "VNA", "en", "VN"),
    ("", "Báo Nhân Dân", "vi", "VN"),  # the language is Vietnam's alone
    ("", "Hotline sample", "en", ""),  # English is many countries'
    ("", "", "und", ""),
    ("http://[broken", "", "en", ""),
    ("https://localhost/", "", "en", ""),
]


@pytest.mark.parametrize(("url", "publisher", "language", "side"), SIDES)
def test_side(url, publisher, language, side):
    assert side_of(url, publisher, language) == side
