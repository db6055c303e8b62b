"""Whatever editors do in whatever order: it stands when everything is made from nothing, and can all be taken back."""

from __future__ import annotations

import random

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import editing
from articles.editing import EditError, marked, values
from articles.editing.acts import accounts_of
from articles.editing.records import describe
from articles.ingest.export import meetings as exported
from articles.ingest.rebuild import rebuild
from articles.models import Agreement, Article, Country, Fact, Meeting, Official, Ruling, Topic
from articles.models.choices import SINGLE_ASPECTS, Status

from .archive import call_on, son_lammy, son_lammy_vi


def articles() -> None:
    """Five articles on four calls."""
    son_lammy()
    son_lammy_vi()
    call_on("2024-12-10", "tenth.txt")
    call_on("2024-12-12", "twelfth.txt", topics={"energy": "wind power"})
    call_on("2025-03-03", "west.txt", people=[("Catherine West", "Mr Lammy", "GB", "other_minister")])


def from_nothing() -> None:
    """Only articles, what was read in them, and rulings are left; then everything is worked out."""
    Meeting.objects.all().delete()
    Official.objects.all().delete()
    Agreement.objects.all().delete()
    rebuild()


def archive() -> list:
    """Everything that is published, as `export` has it: no row numbers, which nobody sees."""
    return list(exported())


class Act:
    """An act on whatever the archive has at the moment, chosen by chance."""

    def __init__(self, user: User, chance: random.Random) -> None:
        self.user, self.chance = user, chance

    def fact(self) -> Fact:
        facts = Fact.objects.joined().select_related("meeting").order_by("meeting__slug", "aspect", "key", "origin")
        return self.chance.choice(list(facts))

    def meetings(self, number: int) -> list[Meeting]:
        meetings = list(Meeting.objects.order_by("slug"))
        return self.chance.sample(meetings, min(number, len(meetings)))

    def confirm(self):
        return editing.confirm([self.fact()], self.user)

    def reject(self):
        return editing.reject([self.fact()], self.user)

    def correct(self):
        fact = self.fact()
        saying = {
            "date": lambda: values.date(self.chance.choice(["2024-12-11", "2024-12", "2024-12-19?"])),
            "topic": lambda: values.topic(self.chance.choice(list(Topic.objects.all()))),
            "kind": lambda: values.kind("video_call"),
            "participant": lambda: values.participant(fact.official, fact.country, "head_of_state"),
        }.get(fact.aspect, lambda: values.initiator(Country.objects.get(code="VN")))()
        return editing.correct(fact, saying, self.user) if saying.aspect == fact.aspect else self.confirm()

    def add(self):
        (meeting,) = self.meetings(1)
        article = Article.objects.filter(accounts__meeting=meeting).order_by("source_id").first()
        span = marked(article, article.text[:20])
        saying = self.chance.choice([values.agreement("A Plan"), values.topic(Topic.objects.get(code="health"))])
        return editing.add(meeting, saying, [span], self.user)

    def merge(self):
        return editing.merge(self.meetings(2), self.user)

    def split(self):
        (meeting,) = self.meetings(1)
        return editing.split(meeting, accounts_of(meeting)[:1], self.user)

    def same_person(self):
        officials = list(Official.objects.order_by("key"))
        one, *others = self.chance.sample(officials, min(2, len(officials)))
        return editing.same_person(one, others, self.user)

    def describe(self):
        record = self.chance.choice([*Official.objects.order_by("key"), Country.objects.get(code="GB")])
        is_person = isinstance(record, Official)
        describe(record, {"surname": "Described"} if is_person else {"aliases": ["Albion"]}, self.user)

    def read_again(self):
        articles()

    def __call__(self, name: str) -> None:
        try:
            getattr(self, name)()
        except EditError:
            """Such as merging one meeting with itself: refused, and nothing has changed."""


ACTS = ["confirm", "reject", "correct", "add", "merge", "split", "same_person", "describe", "read_again"]
FEW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.fixture
def act(reference, db):
    return User.objects.create_user("an-editor")


@FEW
@given(names=st.lists(st.sampled_from(ACTS), min_size=1, max_size=9), seed=st.integers(0, 2**16))
def test_the_archive_from_nothing_is_the_archive(act, names, seed):
    _begin_again()
    do = Act(act, random.Random(seed))
    for name in names:
        do(name)
    before = archive()
    from_nothing()
    assert archive() == before


@FEW
@given(names=st.lists(st.sampled_from(ACTS), min_size=1, max_size=9), seed=st.integers(0, 2**16))
def test_all_of_it_can_be_taken_back_in_any_order(act, names, seed):
    _begin_again()
    before, chance = archive(), random.Random(seed)
    do = Act(act, chance)
    for name in names:
        do(name)
    given_ = list(Ruling.objects.order_by("pk"))
    chance.shuffle(given_)
    for ruling in given_:
        if Ruling.objects.standing().filter(pk=ruling.pk).exists():
            editing.undo(Ruling.objects.get(pk=ruling.pk), act)
    assert archive() == before


@FEW
@given(names=st.lists(st.sampled_from(ACTS), min_size=1, max_size=9), seed=st.integers(0, 2**16))
def test_what_was_rejected_last_does_not_come_back(act, names, seed):
    """Whatever was merged, split or read anew since.

    Of date, kind and initiator a part that was split off has its own again: there the word was on the whole.
    """
    _begin_again()
    do = Act(act, random.Random(seed))
    for name in names:
        do(name)
    articles()
    last = {}
    for ruling in Ruling.objects.standing().filter(verdict__in=["confirm", "reject", "assert"]):
        for account in map(tuple, ruling.subject):
            last[account, ruling.aspect, ruling.key] = ruling.verdict
    for fact in Fact.objects.select_related("meeting").prefetch_related("meeting__accounts__article"):
        words = {last.get((key, fact.aspect, fact.key)) for key in accounts_of(fact.meeting)} - {None}
        if words == {"reject"} and fact.aspect not in SINGLE_ASPECTS:
            assert not fact.published, fact
            assert fact.status == Status.REJECTED


def _begin_again() -> None:
    """Hypothesis keeps the fixtures from one example to the next."""
    for model in (Ruling, Meeting, Article, Official, Agreement):
        model.objects.all().delete()
    Country.objects.filter(code="GB").update(aliases=[])
    articles()
