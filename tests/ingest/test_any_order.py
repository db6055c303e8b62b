"""The same texts give the same archive in any order, in any number of runs, however often."""

import json
from dataclasses import dataclass
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.ingest import archive, surroundings
from articles.ingest.export import meetings
from articles.ingest.pipeline import ingest
from articles.models import Account, Article, Meeting, Official, Ruling
from articles.models.choices import Verdict

from .conftest import exported

pytestmark = pytest.mark.django_db

DAYS = ["2024-05-10", "2024-05-11", "2024-05-12", "2024-05", "2024", "XXXX-05-11", "[2023-05-11,2024-05-11]", "-"]
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
        if draw(st.sampled_from([True, True, False])):
            lines.append(f"+ {party} {draw(st.sampled_from(SIDES[party]))}, foreign_minister")
    lines.append(f"topic {draw(st.sampled_from(['energy', 'health']))}")
    return "\n".join(lines)


@dataclass(frozen=True)
class History:
    """Articles as they came at last, what editors ruled, and the steps in which all that happened.

    A step is a run over some articles, (id, text) each, or a ruling: verdict and two accounts.
    """

    last: dict[str, str]
    rulings: list[tuple[str, str, str]]
    steps: list[list[tuple[str, str]] | tuple[str, str, str]]


@st.composite
def histories(draw) -> History:
    last = {f"article {number}": text for number, text in enumerate(draw(st.lists(texts(), min_size=2, max_size=7)))}
    names = st.sampled_from(list(last))
    earlier = draw(st.lists(st.tuples(names, texts()), max_size=2))
    order = [*earlier, *draw(st.permutations(list(last.items())))]
    order += [(source, last[source]) for source in draw(st.lists(names, max_size=2))]
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=3)))
    steps = [order[a:b] for a, b in pairwise([0, *cuts, len(order)])]
    verdicts = st.sampled_from([Verdict.SAME_CALL, Verdict.DIFFERENT_CALL])
    rulings = draw(st.lists(st.tuples(verdicts, names, names), max_size=2))
    for ruling in rulings:
        steps.insert(draw(st.integers(steps.index(rulings[0]) + 1 if rulings[0] in steps else 0, len(steps))), ruling)
    return History(last, rulings, steps)


def take_in(path, articles: list[tuple[str, str]]) -> None:
    rows = [{"id": source, "text": text, "published": published_of(text)} for source, text in articles]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) or "\n")
    ingest([str(path)])


def published_of(text: str) -> str | None:
    return "2024-05-12" if "energy" in text else None


def rule(verdict: str, one: str, other: str) -> None:
    Ruling.objects.create(verdict=verdict, subject=[[[one, 0]], [[other, 0]]], by_name="editor", at=timezone.now())
    archive.rework([(one, 0), (other, 0)])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories())
def test_the_archive_does_not_depend_on_how_articles_came(written, tmp_path, monkeypatch, history):
    monkeypatch.setattr(surroundings, "_BY_TURNS", 2)
    path = tmp_path / "articles.jsonl"
    empty()
    for ruling in history.rulings:
        rule(*ruling)
    take_in(path, sorted(history.last.items()))
    at_once = exported()
    empty()
    for step in history.steps:
        rule(*step) if isinstance(step, tuple) else take_in(path, step)
    assert exported() == at_once
    # Nor does it change when it is looked at again: nothing was left undone.
    keys = Account.objects.values_list("article__source_id", "position")
    assert archive.rework(keys) == archive.Reworked()


def empty() -> None:
    for model in (Article, Meeting, Official, Ruling):
        model.objects.all().delete()


def test_an_earlier_text_of_an_article_leaves_no_trace(written, tmp_path):
    """Read one way first and another way later, an article is as if it had come in its last form only."""
    path = tmp_path / "articles.jsonl"
    call = "en phone_call 2024-05-10 VN US\n+ VN Bùi Thanh Sơn\n+ US {}"
    last = {"a": call.format("Antony Blinken"), "b": call.format("Joe Biden"), "c": call.format("Antony Blinken")}
    take_in(path, sorted(last.items()))
    wanted = exported()
    empty()
    # At first b is of the call too; c names nobody of the United States and is of the only call there is.
    first = {"a": last["a"], "b": last["a"].replace("05-10", "05-11"), "c": call.format("Zoe Lopez")}
    take_in(path, [(source, first[source]) for source in "cba"])
    assert exported() != wanted
    take_in(path, [(source, last[source]) for source in "bc"])
    assert exported() == wanted


def test_meetings_are_in_the_order_of_their_days_and_addresses(written, tmp_path):
    articles = {
        "a": "en phone_call - VN US\n+ VN Bùi Thanh Sơn\n+ US Antony Blinken",
        "b": "en phone_call 2024-05-11 VN US\n+ VN Phạm Minh Chính\n+ US Joe Biden",
        "c": "en phone_call 2024-05-11 VN AU\n+ VN Phạm Minh Chính\n+ AU Penny Wong",
        "d": "en phone_call 2023-01-01 VN US\n+ VN Phạm Minh Chính\n+ US Joe Biden",
    }
    take_in(tmp_path / "articles.jsonl", list(articles.items()))
    assert [meeting["id"] for meeting in meetings()] == [
        "2023-01-01-united-states-vietnam",
        "2024-05-11-australia-vietnam",
        "2024-05-11-united-states-vietnam",
        "undated-united-states-vietnam",
    ]
