"""The pictures: what they show, where each mark leads, and that their tables say the same."""

import re
from datetime import date

import pytest

from articles.contacts import Contact
from articles.index import current
from articles.models.choices import Kind
from articles.pictures import axis, grid, network, pairs, worldmap
from articles.pictures.timeline import timeline
from tests import factories

db = pytest.mark.django_db


def _contact(day: str) -> Contact:
    when = date.fromisoformat(day)
    return Contact(0, Kind.PHONE_CALL, when, when, is_between_two=True, is_date_sure=True)


@pytest.fixture
def archive():
    factories.meeting(
        date="2023-03-29",
        parties=("VN", "US"),
        people=[("Nguyễn Phú Trọng", "VN", "party_leader"), ("Joe Biden", "US", "head_of_state")],
    )
    factories.meeting(
        date="2023-09-10",
        kind=Kind.IN_PERSON,
        parties=("VN", "US"),
        people=[("Nguyễn Phú Trọng", "VN", "party_leader"), ("Joe Biden", "US", "head_of_state")],
    )
    factories.meeting(
        date="2024-12-20",
        people=[
            ("Bùi Thanh Sơn", "VN", "foreign_minister"),
            ("Nguyễn Mạnh Cường", "VN", "deputy_foreign_minister"),
            ("David Lammy", "GB", "foreign_minister"),
        ],
    )
    factories.meeting(date="2021-04-08", kind=Kind.MULTILATERAL, parties=("ASEAN", "VN", "GB", "SG"))
    factories.meeting(date="XXXX-05-01", parties=("VN", "SG"))


@db
def test_pairs_of_countries_leave_out_conferences(archive):
    assert [(p.one, p.other, p.meetings) for p in pairs.pairs_of_countries(current(), 9)] == [
        ("US", "VN", 2),
        ("GB", "VN", 1),
        ("SG", "VN", 1),
    ]


@db
def test_pairs_of_officials_are_of_two_countries(archive):
    """The minister and his deputy were on one side of one call: they did not speak with each other."""
    found = {frozenset((wire.one.name, wire.other.name)): wire.meetings for wire in network.network().wires}
    assert found == {
        frozenset(("Nguyễn Phú Trọng", "Joe Biden")): 2,
        frozenset(("Bùi Thanh Sơn", "David Lammy")): 1,
        frozenset(("Nguyễn Mạnh Cường", "David Lammy")): 1,
    }


@db
def test_network_has_a_row_for_each_country_and_person(archive):
    drawn = network.network()
    assert [str(delegation.country) for delegation in drawn.delegations] == [
        "Vietnam",
        "United States",
        "United Kingdom",
    ] or [str(delegation.country) for delegation in drawn.delegations] == ["Vietnam", "United Kingdom", "United States"]
    assert drawn.rows == 3 + 5


@db
def test_map_has_every_party_in_its_place(archive):
    drawn = worldmap.worldmap()
    assert {place.country.pk for place in drawn.places} == {"VN", "US", "GB", "SG"}
    assert [country.pk for country in drawn.elsewhere] == ["ASEAN"]
    assert drawn.places[0].country.is_home
    where = {place.country.pk: place for place in drawn.places}
    assert where["US"].x < where["GB"].x < where["VN"].x, "west is left"
    assert where["GB"].y < where["VN"].y < where["SG"].y, "north is up"
    assert not where["SG"].path, "too small to be drawn, and yet on the map"


def test_every_outline_is_of_a_known_country_and_within_the_map():
    world = worldmap.outlines()
    assert len(world["countries"]) > 200
    for code, drawn in world["countries"].items():
        x, y = drawn["at"]
        assert 0 <= x <= world["width"] and 0 <= y <= world["height"], code  # noqa: PT018 one place, one claim
        assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)*", drawn["path"]), code


@db
def test_timeline_counts_partners_by_year(archive):
    drawn = timeline()
    assert [column.last for column in drawn.columns] == [2021, 2022, 2023, 2024]
    lines = {line.record.pk: [cell.count for cell in line.cells] for line in drawn.lines}
    assert lines == {"US": [0, 0, 2, 0], "GB": [1, 0, 0, 1], "ASEAN": [1, 0, 0, 0], "SG": [1, 0, 0, 0]}
    by_code = {line.record.pk: line for line in drawn.lines}
    assert by_code["US"].cells[2].address == "/calls/?country=us&year=2023"


@db
def test_contact_of_one_of_two_years_counts_in_both():
    factories.meeting(date="[2017-03-28,2018-03-28]", parties=("VN", "US"))
    assert [cell.count for cell in timeline().lines[0].cells] == [1, 1]


def test_old_years_share_a_column():
    """A grid stays readable: sixteen columns, and a list of everything up to the first of them."""
    rows = {"a": {1990: 2, 1995: 1, 2024: 3}}
    drawn = grid.grid(rows, {"a": "/a/"}, lambda record: {"country": record})
    assert len(drawn.columns) == grid.MOST_YEARS
    first = drawn.lines[0].cells[0]
    assert (first.count, first.address) == (3, "/calls/?country=a&to=2009")
    assert sum(cell.count for cell in drawn.lines[0].cells) == drawn.lines[0].total == 6


def test_area_of_a_dot_stands_for_the_count():
    assert grid.radius(0, 9) == 0
    assert grid.radius(4, 4, one=4) == 2 * grid.radius(1, 4, one=4) == 8
    assert grid.radius(100, 100) == grid.LARGEST
    assert grid.radius(1, 100_000) == grid.SMALLEST


def test_axis_places_contacts_in_order_and_above_each_other_where_they_are_near():
    days = ["2021-01-01", "2021-01-02", "2024-06-30"]
    drawn = axis.axis([_contact(day) for day in days])
    first, second, third = drawn.marks
    assert first.x <= second.x < third.x < 100
    assert second.y < first.y == third.y
    assert [tick.year for tick in drawn.ticks] == [2021, 2022, 2023, 2024]


def test_axis_takes_months_together_when_there_are_many():
    contacts = [
        _contact(f"{year}-{month:02}-{day:02}")
        for year in (2020, 2021)
        for month in range(1, 13)
        for day in range(1, 10)
    ]
    drawn = axis.axis(contacts)
    assert [len(mark.contacts) for mark in drawn.marks] == [9] * 24


def test_axis_takes_years_together_when_there_are_very_many():
    contacts = [_contact(f"{year}-{month:02}-01") for year in range(1990, 2020) for month in range(1, 13)]
    assert [mark.period for mark in axis.axis(contacts).marks] == [str(year) for year in range(1990, 2020)]


def test_axis_of_nothing():
    assert axis.axis([]) is None


@db
@pytest.mark.parametrize("address", ["/timeline/", "/map/", "/network/"])
def test_page_of_an_empty_archive(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "Nothing is on record here yet" in response.content.decode()


@db
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/timeline/", ["United States, 2023: 2 contacts", "/calls/?country=us&amp;year=2023"]),
        ("/map/", ["United States and Vietnam: 2 contacts", "/countries/us/vn/", "not on the map", "Natural Earth"]),
        ("/network/", ["Nguyễn Phú Trọng and Joe Biden: 2 contacts", "all=official", "Nguyễn Phú Trọng – Joe Biden"]),
    ],
)
def test_every_mark_is_a_link_with_words(client, archive, address, words):
    page = client.get(address).content.decode()
    assert [word for word in words if word not in page] == []
    pictures = re.findall(r'<svg[^>]*role="group".*?</svg>\s*</div>|<svg[^>]*role="group".*?</svg>', page, re.DOTALL)
    for picture in pictures:
        links = re.findall(r"<a [^>]*>", picture)
        assert links
        assert all("href=" in link and "aria-label=" in link for link in links)


@db
@pytest.mark.parametrize(("address", "most"), [("/timeline/", 4), ("/map/", 3), ("/network/", 3)])
def test_number_of_queries_does_not_grow(client, archive, django_assert_max_num_queries, address, most):
    for number in range(5):
        factories.meeting(
            date=f"2020-01-0{number + 1}", parties=("VN", "JP"), people=[(f"Minister {number}", "JP", "other_minister")]
        )
    current()
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
