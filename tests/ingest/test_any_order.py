"""The same texts give the same archive in any order, in any number of runs, however often."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.ingest import archive
from articles.ingest.export import meetings
from articles.ingest.pipeline import ingest
from articles.models import Account, Article, Meeting

from .conftest import exported

pytestmark = pytest.mark.django_db

DAYS = ["2024-05-10", "2024-05-11", "2024-05-12", "2024-05", "XXXX-05-11", "-"]
SIDES = {
    "VN": ["Bùi Thanh Sơn", "Bui Thanh Son", "Phạm Minh Chính", "Trần Văn Lạ", "Tran Van La"],
    "US": ["Antony Blinken", "Antony J. Blinken", "Joe Biden", "Zoe Lopez", "Zoë López"],
    "AU": ["Penny Wong"],
}


@st.composite
def texts(draw) -> str:
    parties = draw(st.sampled_from([["VN", "US"], ["VN", "US"], ["VN", "US", "AU"]]))
    kind = draw(st.sampled_from(["phone_call", "phone_call", "video_call"]))
    lines = [f"{draw(st.sampled_from(['en', 'vi']))} {kind} {draw(st.sampled_from(DAYS))} {' '.join(parties)}"]
    for party in parties:
        if draw(st.booleans() | st.just(True)):
            lines.append(f"+ {party} {draw(st.sampled_from(SIDES[party]))}, foreign_minister")
    lines.append(f"topic {draw(st.sampled_from(['energy', 'health']))}")
    return "\n".join(lines)


@st.composite
def histories(draw) -> tuple[dict[str, str], list[list[str]]]:
    """Articles, and runs that take them in: each at least once, some again, in any order."""
    articles = {
        f"article {number}": text for number, text in enumerate(draw(st.lists(texts(), min_size=2, max_size=7)))
    }
    order = draw(st.permutations(list(articles)))
    order += draw(st.lists(st.sampled_from(order), max_size=3))
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=3)))
    return articles, [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


def take_in(path, articles: dict[str, str], sources: list[str]) -> None:
    rows = [{"id": source, "text": articles[source], "published": "2024-05-12"} for source in sources]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) or "\n")
    ingest([str(path)])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories())
def test_the_archive_does_not_depend_on_how_articles_came(written, tmp_path, history):
    articles, runs = history
    path = tmp_path / "articles.jsonl"
    empty()
    take_in(path, articles, sorted(articles))
    at_once = exported()
    empty()
    for run in runs:
        take_in(path, articles, run)
    assert exported() == at_once
    # Nor does it change when it is looked at again: nothing was left undone.
    keys = Account.objects.values_list("article__source_id", "position")
    assert archive.rework(keys) == archive.Reworked()


def empty() -> None:
    Article.objects.all().delete()
    Meeting.objects.all().delete()


def test_an_earlier_text_of_an_article_leaves_no_trace(written, tmp_path):
    """Read one way first and another way later, an article is as if it had come in its last form only."""
    path = tmp_path / "articles.jsonl"
    call = "en phone_call 2024-05-10 VN US\n+ VN Bùi Thanh Sơn\n+ US {}"
    last = {"a": call.format("Antony Blinken"), "b": call.format("Joe Biden"), "c": call.format("Antony Blinken")}
    take_in(path, last, sorted(last))
    wanted = exported()
    empty()
    # At first b is of the call too; c names nobody of the United States and is of the only call there is.
    first = {"a": last["a"], "b": last["a"].replace("05-10", "05-11"), "c": call.format("Zoe Lopez")}
    take_in(path, first, ["c", "b", "a"])
    assert exported() != wanted
    take_in(path, last, ["b", "c"])
    assert exported() == wanted


def test_meetings_are_in_the_order_of_their_days_and_addresses(written, tmp_path):
    articles = {
        "a": "en phone_call - VN US\n+ VN Bùi Thanh Sơn\n+ US Antony Blinken",
        "b": "en phone_call 2024-05-11 VN US\n+ VN Phạm Minh Chính\n+ US Joe Biden",
        "c": "en phone_call 2024-05-11 VN AU\n+ VN Phạm Minh Chính\n+ AU Penny Wong",
        "d": "en phone_call 2023-01-01 VN US\n+ VN Phạm Minh Chính\n+ US Joe Biden",
    }
    take_in(tmp_path / "articles.jsonl", articles, list(articles))
    assert [meeting["id"] for meeting in meetings()] == [
        "2023-01-01-united-states-vietnam",
        "2024-05-11-australia-vietnam",
        "2024-05-11-united-states-vietnam",
        "undated-united-states-vietnam",
    ]
