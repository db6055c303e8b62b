"""The log: one line a request, an id on each, and nothing in it that a visitor wrote there as a line of its own."""

import io
import json
import logging

import pytest

from articles.models import Subscription
from articles.operating.logs import Json, Line, request_id

INJECTED = "/calls/%0A2026-11-28 00:00:00,000 ERROR articles: forged%0D%E2%80%A8%1B[2J/"


@pytest.fixture
def written(request):
    """What the log writes in this form, from now on."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    logging.root.addHandler(handler)
    level, logging.root.level = logging.root.level, logging.INFO
    yield lambda: stream.getvalue().splitlines()
    logging.root.removeHandler(handler)
    logging.root.level = level


both = pytest.mark.parametrize("written", [Line, Json], indirect=True)
as_json = pytest.mark.parametrize("written", [Json], indirect=True)


@pytest.mark.django_db
@as_json
def test_a_request_is_one_object(client, written):
    answer = client.get("/calls/?country=gb")
    said = [json.loads(line) for line in written()]
    (line,) = (line for line in said if line["logger"] == "articles.access")
    assert (line["method"], line["path"], line["status"]) == ("GET", "/calls/", 400)
    assert line["ms"] >= 0
    assert {line["request_id"] for line in said} == {answer["X-Request-ID"]}


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["7f3a.91-b_2", "a" * 64])
def test_the_id_of_a_proxy_is_kept(client, given):
    assert client.get("/", headers={"X-Request-ID": given})["X-Request-ID"] == given


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "a" * 65, "a b", "a\nb", "é", "<script>", "{0}", "%s"])
def test_any_other_gets_one_of_ours(client, given):
    ids = {client.get("/", headers={"X-Request-ID": given})["X-Request-ID"] for _ in range(2)}
    assert len(ids) == 2
    assert given not in ids


@pytest.mark.django_db
@both
def test_no_visitor_writes_a_line_of_his_own(client, written):
    client.get(INJECTED)
    lines = written()
    assert len(lines) == 2  # Django's warning and the line of access
    assert not any(line.startswith("2026-11-28 00:00:00,000") or "\x1b" in line for line in lines)
    assert all("forged" in line for line in lines)


@both
def test_nor_by_what_an_exception_says(written):
    try:
        raise ValueError("first\n2026-11-28 00:00:00,000 ERROR articles: forged")
    except ValueError:
        logging.getLogger("articles").exception("failed")
    assert not any(line.startswith("2026-11-28 00:00:00,000") for line in written())
    assert "forged" in "".join(written())


@pytest.mark.django_db
@both
def test_a_secret_link_is_not_in_the_log(client, written):
    client.get("/subscriptions/very-secret-token/")
    assert "very-secret-token" not in "".join(line for line in written() if "articles.access" in line)
    assert Subscription.objects.count() == 0


@pytest.mark.django_db
@as_json
def test_an_export_is_over_when_its_last_byte_is_sent(client, written):
    answer = client.get("/calls.csv")
    assert not written()
    b"".join(answer)
    assert json.loads(written()[-1])["path"] == "/calls.csv"
    assert request_id.get() == ""
