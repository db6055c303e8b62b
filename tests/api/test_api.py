"""What a program gets: the calls of the pages, in pages that stay in step, and errors that say what is wrong."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.api import door
from articles.index import current
from articles.models import Meeting, Official, SlugRedirect
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def get(client, path: str, status: int = 200, **headers) -> dict:
    answer = client.get("/api/v1" + path, headers=headers)
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def followed(client, path: str) -> list[dict]:
    """The items of a list, page after page."""
    found = []
    while path:
        page = client.get(path).json()
        found += page["items"]
        path = page["next"] and page["next"].replace("http://testserver", "")
    return found


@pytest.mark.parametrize("query", ["", "country=gb", "from=2024&topic=climate_environment", "q=khi+hau", "sort=oldest"])
def test_the_calls_of_the_page(client, archive, query):
    shown = client.get("/calls/?" + query).context["listing"]
    assert get(client, f"/calls?{query}")["count"] == shown.paginator.count
    for limit in (1, 2, 100):
        items = followed(client, f"/api/v1/calls?{query}&limit={limit}")
        assert [item["id"] for item in items] == [meeting.slug for meeting in shown.meetings[:100]]


def test_a_call_with_its_evidence(client, son_lammy):
    said = get(client, f"/calls/{son_lammy.slug}")
    assert said["page"] == f"http://testserver/calls/{son_lammy.slug}/"
    assert (said["date"], said["earliest"], said["latest"]) == ("2024-12-20", "2024-12-20", "2024-12-20")
    span = said["evidence"]["topics"]["energy"]["spans"][0]
    article = next(a for a in said["articles"] if a["id"] == span["article"])
    number = article["page"].rstrip("/").rpartition("/")[2]
    text = get(client, f"/articles/{number}")["text"]
    assert text[span["start"] : span["end"]] == span["quote"] == "offshore wind"


def test_pages_stay_in_step_while_calls_come_in(client, archive):
    first = client.get("/api/v1/calls?limit=2").json()
    make.meeting(date="2026-01-01")
    rest = followed(client, first["next"].replace("http://testserver", ""))
    ids = [item["id"] for item in first["items"] + rest]
    assert len(ids) == len(set(ids)) == Meeting.objects.count() - 1


# ["2024-12-20", "a-b"], [null, "\\0"], null, [1], ["no day", ""]
CURSORS = ["WyIyMDI0LTEyLTIwIiwiYS1iIl0", "W251bGwsIlxcMCJd", "bnVsbA", "WzFd", "WyJubyBkYXkiLCIiXQ"]


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cursor=st.text(max_size=60) | st.sampled_from(CURSORS))
def test_any_cursor_is_answered(client, archive, cursor):
    for path in ("calls", "countries", "articles"):
        assert client.get(f"/api/v1/{path}", {"cursor": cursor}).status_code in (200, 400)


def test_fields(client, archive):
    page = get(client, "/calls?fields=id,date&limit=1")
    assert page["items"] == [{"id": "2025-10-18-united-kingdom-vietnam", "date": "2025-10-18?"}]
    assert "fields" in get(client, "/calls?fields=id,dates", 400)["parameter"]


WRONG = [
    ("/calls?country=zz", "country"),
    ("/calls?contry=gb", "contry"),
    ("/calls?from=2025-13", "from"),
    ("/calls?from=2025&to=2024", "to"),
    ("/calls?limit=0", "limit"),
    ("/calls?limit=many", "limit"),
    ("/calls?cursor=nonsense", "cursor"),
    ("/officials?page=2", "page"),
]


@pytest.mark.parametrize(("path", "parameter"), WRONG)
def test_what_is_wrong_is_named(client, archive, path, parameter):
    answer = client.get("/api/v1" + path)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert (said["status"], said["parameter"]) == (400, parameter)
    assert said["detail"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/calls/no-such-call", 404), ("get", "/api/v1/nothing", 404), ("get", "/api/v2/", 404),
        ("post", "/api/v1/calls", 405), ("delete", "/api/v1/calls/x", 405), ("get", f"/api/v1/articles/{10**20}", 404),
    ],
)  # fmt: skip
def test_every_error_is_a_problem(client, archive, method, path, status):
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer["Access-Control-Allow-Origin"] == "*"
    if status == 405:
        assert "GET" in answer["Allow"]


def test_a_fault_here_is_a_problem_without_details(client, archive, monkeypatch, caplog):
    monkeypatch.setattr("articles.described.call", lambda *_: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/api/v1/calls")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "division" not in answer.content.decode()
    assert "ZeroDivisionError" in caplog.text


def test_an_earlier_id_leads_to_the_successor(client, archive, son_lammy):
    SlugRedirect.objects.create(old_slug="2024-12-19-united-kingdom-vietnam", meeting=son_lammy)
    answer = client.get("/api/v1/calls/2024-12-19-united-kingdom-vietnam?fields=id")
    assert answer.status_code == 301
    assert answer["Location"] == f"http://testserver/api/v1/calls/{son_lammy.slug}?fields=id"
    assert answer.json()["successor"] == son_lammy.slug
    lammy = Official.objects.get(slug="david-lammy")
    SlugRedirect.objects.create(old_slug="d-lammy", official=lammy)
    assert get(client, "/officials/d-lammy", 301)["successor"] == "david-lammy"


def test_nothing_is_sent_again_until_something_changes(client, archive):
    first = client.get("/api/v1/calls")
    again = client.get("/api/v1/calls", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.meeting(date="2026-01-01")
    assert client.get("/api/v1/calls", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_browser_on_another_site_may_read(client, archive):
    asked = client.options("/api/v1/calls", headers={"origin": "https://else.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    assert client.head("/api/v1/calls").status_code == 200
    assert not client.get("/calls/").has_header("Access-Control-Allow-Origin")


def test_too_many_requests(client, archive, monkeypatch):
    monkeypatch.setattr(door.limits[0], "num_requests", 3)
    answers = [client.get("/api/v1/topics") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert answers[-1].json()["status"] == 429
    other = client.get("/api/v1/topics", REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("path", "most"), [("/calls", 13), ("/calls?country=gb", 14), ("/officials", 4), ("/articles", 3)]
)
def test_number_of_queries_does_not_grow(client, archive, django_assert_max_num_queries, path, most):
    for number in range(1, 15):
        articles = [make.article(f"Energy {number} {n}") for n in range(2)]
        people = [(f"Minister {number}", "VN", "other")]
        make.meeting(date=f"2023-01-{number:02}", people=people, topics={"energy": "Energy"}, articles=articles)
    current()
    with django_assert_max_num_queries(most):
        assert client.get("/api/v1" + path).status_code == 200


def test_facets_are_those_of_the_page(client, archive):
    shown = {
        f.name: {o.value: o.count for o in f.options}
        for f in client.get("/calls/?country=gb").context["listing"].facets
    }
    said = get(client, "/facets?country=gb")
    assert {name: {o["value"]: o["count"] for o in options} for name, options in said.items()} == shown


def test_the_guide_is_of_the_whole_api(client, archive):
    page = client.get("/api/").content.decode()
    for path in json.loads(client.get("/api/openapi.json").content)["paths"]:
        assert path in page
