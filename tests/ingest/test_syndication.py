"""Groups of reprints in the archive: the same in whatever order articles came, and of no weight in joining calls."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.ingest import syndication
from articles.ingest.rebuild import rebuild
from articles.models import Article, Fingerprint, Meeting
from articles.resolution.reprints import SHARED, are_alike, fingerprints

from .conftest import exported
from .test_any_order import empty
from .test_any_order import take_in as take_in_file

pytestmark = pytest.mark.django_db

CALL = "en phone_call 2024-12-20 GB VN\n+ GB David Lammy, foreign_minister\n+ VN Bui Thanh Son, foreign_minister\n"
WORDS = [f"word{number}" for number in range(60)]


def story(*changed: int, words: list[str] = WORDS) -> str:
    """A story, some of its words changed: two leave it a reprint of the other, four do not."""
    return CALL + " ".join(f"changed{n}" if n in changed else word for n, word in enumerate(words))


def groups() -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for source, group in Article.objects.filter(syndication__isnull=False).values_list("source_id", "syndication"):
        found.setdefault(group, set()).add(source)
    return {frozenset(sources) for sources in found.values()}


def named() -> dict[str, int | None]:
    return dict(Article.objects.values_list("source_id", "syndication"))


def by_comparing_all() -> set[frozenset[str]]:
    """Groups as they are defined: each text compared with each, but for what more have in common than a story has."""
    known = {article.source_id: syndication.shingles_of(article) for article in Article.objects.all()}
    prints = {source: set(fingerprints(shingles)) for source, shingles in known.items()}
    numbers = Counter(value for values in prints.values() for value in values)
    found = [{source} for source in known]
    for one, other in combinations(known, 2):
        shared = prints[one] & prints[other]
        rare = [value for value in shared if numbers[value] <= syndication.COMMON]
        if len(rare) >= SHARED and are_alike(known[one], known[other]):
            joined = [group for group in found if one in group or other in group]
            found = [group for group in found if group not in joined] + [set().union(*joined)]
    return {frozenset(group) for group in found if len(group) > 1}


def test_reprints_are_one_group_and_witnesses_of_their_own(take_in):
    take_in({"a": story(), "b": story(30), "c": story(words=[f"own{n}" for n in range(60)])})
    assert groups() == {frozenset("ab")}
    meeting = Meeting.objects.get()
    assert meeting.accounts.count() == 3


def test_an_edited_article_leaves_its_group_and_comes_back(take_in):
    take_in({"a": story(), "b": story(1), "c": story(2)})
    assert groups() == {frozenset("abc")}
    name = named()
    take_in({"b": story(*range(0, 60, 4))})
    assert groups() == {frozenset("ac")}
    take_in({"b": story(1)})
    assert named() == name


def test_what_held_two_together_is_gone(take_in):
    """The first and the last are each alike the one between them and not each other."""
    ends = {"a": story(4, 12), "c": story(40, 48)}
    take_in({**ends, "b": story(4, 40)})
    assert groups() == {frozenset("abc")} == by_comparing_all()
    take_in({"b": "Nothing of the kind. " * 20})
    assert groups() == set() == by_comparing_all()


def test_a_text_that_is_short_or_alone_is_in_no_group(take_in):
    take_in({"a": "They spoke.", "b": "They spoke.", "c": story()})
    assert groups() == set()
    assert not Fingerprint.objects.filter(article__source_id__in="ab").exists()


def test_what_pages_are_made_of_is_no_story(take_in, monkeypatch):
    """The fourth article that prints it turns it into furniture, and one less turns it into a story again."""
    monkeypatch.setattr(syndication, "COMMON", 3)
    take_in({source: story() for source in "abc"})
    assert groups() == {frozenset("abc")}
    take_in({"d": story()})
    assert groups() == set()
    take_in({"d": "They spoke."})
    assert groups() == {frozenset("abc")}


def test_nothing_is_looked_up_in_articles_that_share_nothing(take_in, monkeypatch):
    """Texts are compared with those that share a fingerprint, and with no others."""
    take_in({f"other {n}": " ".join(f"own{n}-{m}" for m in range(60)) for n in range(30)})
    compared = []
    monkeypatch.setattr(syndication, "are_alike", lambda *pair: compared.append(pair) or are_alike(*pair))
    take_in({"a": " ".join(WORDS)})
    assert compared == []
    take_in({"b": " ".join(WORDS[1:])})
    assert len(compared) == 1


@st.composite
def histories(draw):
    """Texts near and far from each other, and how they came: earlier texts first, in runs of any size."""
    texts = st.builds(lambda changed: story(*changed), st.sets(st.integers(0, 59), max_size=5))
    last = {f"article {number}": text for number, text in enumerate(draw(st.lists(texts, min_size=2, max_size=8)))}
    earlier = draw(st.lists(st.tuples(st.sampled_from(list(last)), texts), max_size=3))
    order = [*earlier, *draw(st.permutations(list(last.items())))]
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=4)))
    return last, [order[one:other] for one, other in zip([0, *cuts], [*cuts, len(order)], strict=True)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.sampled_from([2, 3, 100]))
def test_groups_do_not_depend_on_how_articles_came(written, tmp_path, monkeypatch, history, common):
    monkeypatch.setattr(syndication, "COMMON", common)
    last, runs = history
    path = tmp_path / "articles.jsonl"
    empty()
    take_in_file(path, list(last.items()))
    at_once, calls = named(), exported()
    assert groups() == by_comparing_all()
    empty()
    for run in runs:
        take_in_file(path, run)
    assert named() == at_once
    assert exported() == calls


def test_rebuild_works_them_out_anew(take_in):
    take_in({"a": story(), "b": story(1), "c": story(words=[f"own{n}" for n in range(60)])})
    before, calls = named(), exported()
    Article.objects.filter(source_id="a").update(syndication=None)
    Article.objects.filter(source_id="c").update(syndication=7)
    Fingerprint.objects.all().delete()
    rebuild()
    assert (named(), exported()) == (before, calls)
    assert Fingerprint.objects.exists()


def test_groups_change_nothing_in_calls(take_in, monkeypatch):
    texts = {"a": story(), "b": story(1), "c": story(words=[f"own{n}" for n in range(60)])}
    take_in(texts)
    with_groups = [json.loads(meeting) for meeting in exported()]
    empty()
    monkeypatch.setattr("articles.ingest.witnesses.regroup", lambda articles: None)
    take_in(texts)
    assert groups() == set()
    assert [json.loads(meeting) for meeting in exported()] == with_groups
