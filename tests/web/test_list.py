"""The list: what its filters find, what their counts say, and what it answers to an address that makes no sense."""

import re

import pytest
from django.http import QueryDict

from articles.index import current
from articles.ingest.lock import writing
from articles.listing import Listing
from articles.models import Country
from tests import factories as make

pytestmark = pytest.mark.django_db


def dates(client, query: str) -> list[str]:
    response = client.get("/calls/?" + query)
    assert response.status_code == 200, response.content.decode()
    return [meeting.date_edtf for meeting, _ in response.context["calls"]]


ALL = ["2025-10-18?", "2025-04-04", "2024-12-20", "2022-01?", "2021-04-08", "[2017-03-28,2018-03-28]", ""]
FOUND = [
    ("", ALL),
    ("country=gb", ["2025-10-18?", "2024-12-20", "2021-04-08"]),
    ("country=GB", ["2025-10-18?", "2024-12-20", "2021-04-08"]),  # as people type codes
    ("country=gb&year=2024", ["2024-12-20"]),
    ("country=gb&country=us", ["2025-10-18?", "2025-04-04", "2024-12-20", "2022-01?", "2021-04-08"]),  # any of
    ("country=gb&country=asean&all=country", ["2021-04-08"]),  # all of
    ("from=2025", ["2025-10-18?", "2025-04-04"]),
    ("from=2025-05", ["2025-10-18?"]),
    ("from=2024-12-20&to=2024-12-20", ["2024-12-20"]),
    ("from=20/12/2024&to=12/2024", ["2024-12-20"]),  # as the Vietnamese write dates
    ("to=2021", ["2021-04-08", "[2017-03-28,2018-03-28]"]),
    ("year=2018", ["[2017-03-28,2018-03-28]"]),  # it may have been then
    ("year=2022", ["2022-01?"]),
    ("topic=maritime", ["2021-04-08"]),
    ("topic=climate_environment&country=gb", ["2024-12-20", "2021-04-08"]),
    ("official=david-lammy", ["2024-12-20"]),
    ("office=foreign_minister", ["2025-10-18?", "2024-12-20"]),
    ("office=foreign_minister&initiator=vn", []),
    ("kind=video_call", ["2022-01?"]),
    ("initiator=vn", ["2025-04-04"]),
    ("language=vi", ["2025-10-18?", "2024-12-20", "2021-04-08"]),
    ("reports=both", ["2024-12-20"]),
    ("reports=one", ["2025-10-18?", "2025-04-04", "2022-01?", "2021-04-08"]),
    ("reports=unsaid", ["[2017-03-28,2018-03-28]", ""]),
    ("certainty=certain", ["2025-04-04", "2024-12-20", "2021-04-08"]),
    ("certainty=inferred", ["2025-10-18?", "2022-01?", "[2017-03-28,2018-03-28]"]),
    ("certainty=unknown", [""]),
    ("q=khi+hau", ["2024-12-20"]),
    ("q=Lammy", ["2024-12-20"]),
    ('q="priority+partner"', ["2024-12-20"]),
    ('q="partner+priority"', []),
    ("sort=oldest&country=gb", ["2021-04-08", "2024-12-20", "2025-10-18?"]),
    ("country=&topic=&q=&from=", ALL),  # a form sends its empty fields too
    ("page=1", ALL),
]


@pytest.mark.parametrize(("query", "expected"), FOUND)
def test_filters(client, archive, query, expected):
    assert dates(client, query) == expected


WRONG = [
    ("country=zz", 400, "There is no country or organisation “zz”."),
    ("topic=weather", 400, "There is no topic “weather”."),
    ("official=nobody-at-all", 400, "There is no official “nobody-at-all”."),
    ("kind=fax", 400, "There is no kind of contact “fax”."),
    ("from=2025-13", 400, "“2025-13” is not a date."),
    ("to=yesterday", 400, "“yesterday” is not a date."),
    ("from=2025-02-30", 400, "“2025-02-30” is not a date."),
    ("from=2025&to=2024", 400, "The end (2024) is before the beginning (2025)."),
    ("year=abc", 400, "“abc” is not a year."),
    ("year=0000", 400, "“0000” is not a year."),
    ("page=999", 404, "There is no page 999"),
    ("page=0", 404, "There is no page 0"),
    ("page=two", 400, "“two” is not a page number."),
    ("post=gb.clerk", 400, "There is no post “gb.clerk”."),
    ("post=zz.foreign_minister", 400, "There is no post “zz.foreign_minister”."),
    ("sort=random", 400, "The list cannot be sorted by “random”."),
    ("all=weather", 400, "“weather” is not a filter that can ask for all of its values."),
    ("country=%00", 400, "Null characters are not allowed."),
    ("q=%00", 400, "Null characters are not allowed."),
    ("q=" + "x" * 300, 400, "at most 200 characters"),
    ("country=%3Cscript%3E", 400, "There is no country or organisation “&lt;script&gt;”."),
]


@pytest.mark.parametrize(("query", "status", "message"), WRONG)
def test_what_is_wrong_is_said(client, archive, query, status, message):
    response = client.get("/calls/?" + query)
    assert response.status_code == status
    assert message in response.content.decode()


def test_the_wrong_field_is_told_to_screen_readers(client, archive):
    page = client.get("/calls/?from=2025-13&country=gb").content.decode()
    box = re.search(r'<input id="finder-from"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in box
    assert 'aria-describedby="date-hint problem"' in box
    assert 'value="2025-13"' in box
    assert '<a href="/calls/?country=gb">Show the list without what is wrong</a>' in page


def test_counts_are_what_choosing_shows(client, archive):
    """Every option of every facet, with two filters in force: its address leads to as many as it says."""
    response = client.get("/calls/?country=gb&country=us&office=foreign_minister")
    checked = 0
    for facet in response.context["listing"].facets:
        for option in facet.options:
            if not option.chosen:
                assert len(dates(client, option.address[1:])) == option.count, (facet.name, option.value)
                checked += 1
    assert checked > 5


def test_counts_are_what_choosing_shows_when_all_are_asked_for(client, archive):
    response = client.get("/calls/?country=gb&all=country")
    facet = next(f for f in response.context["listing"].facets if f.name == "country")
    assert {option.value: option.count for option in facet.options} == {"gb": 3, "asean": 1}
    other = next(option for option in facet.options if option.value == "asean")
    assert len(dates(client, other.address[1:])) == 1


def test_the_home_country_is_no_partner(client, archive):
    facet = next(f for f in client.get("/calls/").context["listing"].facets if f.name == "country")
    assert "vn" not in {option.value for option in facet.options}


def test_bars_are_filters(client, archive):
    bars = client.get("/calls/?country=gb").context["listing"].bars
    assert [(bar.year, bar.count) for bar in bars] == [(2025, 1), (2024, 1), (2023, 0), (2022, 0), (2021, 1)]
    assert dates(client, bars[1].address[1:]) == ["2024-12-20"]
    chosen = client.get("/calls/" + bars[1].address).context["listing"].bars
    assert [bar.year for bar in chosen if bar.chosen] == [2024]
    assert next(bar for bar in chosen if bar.chosen).address == "?country=gb"
    assert len(chosen) == 5, "the other years stay in reach"


def test_a_meeting_of_uncertain_year_counts_in_each(archive):
    from django.http import QueryDict

    bars = {bar.year: bar.count for bar in Listing(QueryDict("country=kr")).bars}
    assert bars == {2017: 1, 2018: 1}


def test_chips_take_one_filter_back(client, archive):
    response = client.get("/calls/?country=gb&country=us&topic=health&from=2022&page=1")
    chips = {(chip.label, chip.value): chip.address for chip in response.context["listing"].chips}
    assert chips["Partner", "United Kingdom"] == "?country=us&topic=health&from=2022"
    assert chips["Topic", "Health"] == "?country=gb&country=us&from=2022"
    assert chips["From", "2022"] == "?country=gb&country=us&topic=health"


def test_nothing_found_offers_the_nearest_wider_search(client, archive):
    response = client.get("/calls/?country=gb&topic=war_legacy")
    assert response.status_code == 200
    wider = [(w.chip.label, w.count) for w in response.context["listing"].wider]
    assert wider == [("Topic", 1), ("Partner", 3)] or wider == [("Partner", 1), ("Topic", 3)]
    assert "Nothing found" in response.content.decode()


def test_the_sentence_that_matches_is_shown_in_its_own_spelling(client, archive):
    page = client.get("/calls/?q=bien+doi+khi+hau").content.decode()
    assert "<mark>biến</mark> <mark>đổi</mark> <mark>khí</mark> <mark>hậu</mark>" in page


def test_the_sentence_on_the_topic_is_shown(client, archive):
    page = client.get("/calls/?topic=energy").content.decode()
    assert "<mark>offshore wind</mark>" in page
    assert "Mr. Son on progress" in page, "“Mr.” ends no sentence"


def test_pages(client, db):
    for number in range(27):
        make.meeting(date=f"2024-01-{number + 1:02}")
    first = client.get("/calls/?country=gb")
    assert len(first.context["calls"]) == 25
    assert 'rel="next" href="?country=gb&amp;page=2"' in first.content.decode()
    assert len(client.get("/calls/?country=gb&page=2").context["calls"]) == 2
    missing = client.get("/calls/?country=gb&page=3")
    assert missing.status_code == 404
    assert "the list ends with page 2" in missing.content.decode()


BUSY = "country=gb&country=us&topic=energy&topic=health&official=david-lammy&agreement=action-plan-2024-2026&q=a"


@pytest.mark.parametrize("query", ["", "country=gb&topic=climate_environment", "q=khi+hau&country=gb", BUSY])
def test_number_of_queries(client, archive, django_assert_max_num_queries, query):
    for number in range(30):
        articles = [make.article(f"Khí hậu {n}", language="vi") for n in range(3)]
        make.meeting(
            date=f"2023-01-{number + 1:02}", people=[(f"Người {number}", "VN", "other")], topics={"energy": "Khí"},
            articles=articles,
        )  # fmt: skip
    current()
    with django_assert_max_num_queries(12):
        assert client.get("/calls/?" + query).status_code == 200


def test_one_can_follow_an_office_of_a_country(client, archive):
    """Whoever was the British foreign minister then; calls of other foreign ministers do not count."""
    make.meeting(
        date="2020-05-01", people=[("Phạm Bình Minh", "VN", "foreign_minister"), ("Nigel Adams", "GB", "other")]
    )
    assert dates(client, "post=gb.foreign_minister") == ["2025-10-18?", "2024-12-20"]
    facet = next(f for f in client.get("/calls/?country=gb").context["listing"].facets if f.name == "post")
    assert {o.label: o.count for o in facet.options}["Foreign minister, Vietnam"] == 3
    for option in facet.options:
        assert len(dates(client, option.address[1:])) == option.count


def test_a_range_marks_its_years(client, archive):
    bars = client.get("/calls/?from=2021-06&to=2024").context["listing"].bars
    assert [bar.year for bar in bars if bar.chosen] == [2024, 2023, 2022, 2021]
    bars = client.get("/calls/?from=2025").context["listing"].bars
    assert [bar.year for bar in bars if bar.chosen] == [2025]


def test_a_choice_goes_by_its_new_name_at_once(client, reference):
    """Names are looked up once for a revision of the archive; what a country is called makes a new one."""
    for _ in range(2):
        make.meeting(parties=("VN", "GB"))
    make.meeting(parties=("VN", "US"))
    assert "Albion" not in client.get("/calls/").content.decode()
    with writing():
        Country.objects.filter(code="GB").update(name="Albion")
    labels = [option.label for option in Listing(QueryDict("")).facets[0].options]
    assert "Albion" in labels
