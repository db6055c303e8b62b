"""Filters asked of the sets in memory find what the same filters find when asked of the database."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import Max, Min
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import index, registers
from articles.contacts import contacts
from articles.extraction.text import fold
from articles.filters import MeetingFilter
from articles.index import selection
from articles.listing import Listing
from articles.models import Fact, Meeting, Official
from articles.models.choices import Aspect, Status
from articles.pictures import pairs
from articles.resolution.dates import is_certain
from tests import factories as make

pytestmark = pytest.mark.django_db

PEOPLE = [
    ("Bùi Thanh Sơn", "VN", "foreign_minister"),
    ("David Lammy", "GB", "foreign_minister"),
    ("Tô Lâm", "VN", "party_leader"),
    ("Donald Trump", "US", "head_of_state"),
    ("Jane Roe", "AU", ""),
]
TOPICS = ("energy", "maritime", "health")
DATES = ("2024-12-20", "2024-12-20", "2023-05", "2022", "2022-01?", "[2017-03-28,2018-03-28]", "", "2021-12-31")
PLANS = ("Plan for 2024-2026", "Partnership")
CHOICES = {
    "q": ("climate", "khi hau", "lammy", '"just energy"'),
    "year": ("2017", "2022", "2024"),
    "from": ("2022", "2023-05", "2024-12-20"),
    "to": ("2024-12-20", "2025", "2024-12"),
    "country": ("gb", "us", "vn", "au", "asean"),
    "topic": TOPICS,
    "official": ("bui-thanh-son", "david-lammy", "to-lam"),
    "agreement": ("plan-for-2024-2026", "partnership"),
    "office": ("foreign_minister", "head_of_state"),
    "post": ("gb.foreign_minister", "vn.party_leader"),
    "kind": ("phone_call", "video_call", "multilateral"),
    "initiator": ("vn", "us"),
    "language": ("vi", "en"),
    "reports": ("both", "one", "unsaid"),
    "certainty": ("certain", "inferred", "unknown"),
    "review": ("checked", "unchecked"),
    "all": ("country", "topic", "official"),
    "sort": ("oldest",),
}


@pytest.fixture
def archive(db):
    """Forty contacts put together by chance, the same each time."""
    chance = Random(1)
    for code in ("VN", "GB", "US", "AU", "ASEAN"):
        make.country(code)
    for name, code, _role in PEOPLE:
        make.official(name, code)
    for code in TOPICS:
        make.topic(code)
    for name in PLANS:
        make.agreement(name)
    for _number in range(40):
        parties = ["VN", *chance.sample(["GB", "US", "AU", "ASEAN"], chance.randint(1, 2))]
        articles = [
            make.article(
                chance.choice(["About climate.", "Khí hậu.", "The Just Energy Transition", "x"]),
                language=chance.choice(["vi", "en"]), side=chance.choice(["", *parties]),
            )
            for _ in range(chance.randint(0, 3))
        ]  # fmt: skip
        call = make.meeting(
            date=chance.choice(DATES),
            basis=chance.choice(["explicit", "year_from_context", "editor"]),
            kind=chance.choice(CHOICES["kind"]),
            parties=parties,
            people=chance.sample(PEOPLE, chance.randint(0, 3)),
            topics=chance.sample(TOPICS, chance.randint(0, 3)),
            agreements=chance.sample(PLANS, chance.randint(0, 2)),
            initiator=chance.choice(["", "VN", "US"]),
            articles=articles,
        )
        fact = chance.choice(call.facts.all())
        status = chance.choice(Status.values)
        Fact.objects.filter(pk=fact.pk).update(status=status, published=status != Status.REJECTED)
        if chance.random() < 0.1:
            Meeting.objects.filter(pk=call.pk).update(kind="")
        index.record([call.pk])


def addresses():
    chosen = {name: st.lists(st.sampled_from(values), max_size=2, unique=True) for name, values in CHOICES.items()}
    few = st.lists(st.sampled_from(list(CHOICES)), max_size=4, unique=True)
    return few.flatmap(lambda names: st.fixed_dictionaries({name: chosen[name] for name in names}))


def asked(parts: dict[str, list[str]]) -> QueryDict:
    params = QueryDict(mutable=True)
    for name, values in parts.items():
        params.setlist(name, values)
    return params


any_address = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


@any_address
@given(parts=addresses())
def test_the_same_meetings(archive, parts):
    filters = MeetingFilter(asked(parts), Meeting.objects.published())
    if not filters.form.is_valid():
        return
    found = set(filters.narrowed().values_list("pk", flat=True))
    assert set(filters.members(index.current())) == found
    for left_out in parts:
        if left_out in filters.filters:
            without = set(filters.narrowed(without=(left_out,)).values_list("pk", flat=True))
            assert set(filters.members(index.current(), without=(left_out,))) == without


@any_address
@given(parts=addresses(), start=st.integers(0, 45), length=st.integers(0, 30), named=st.sampled_from([3, 5000]))
def test_the_same_page(archive, parts, start, length, named):
    listing = Listing(asked(parts))
    if listing.problems:
        return
    meetings = listing.filters.narrowed()
    ordered = meetings.oldest_first() if listing.sort == "oldest" else meetings.newest_first()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(selection, "_NAMED", named)
        assert listing.meetings[start : start + length] == list(ordered[start : start + length])
    assert listing.paginator.count == ordered.count()


@settings(any_address, max_examples=25)
@given(parts=addresses())
def test_a_count_is_what_choosing_the_option_shows(archive, parts):
    listing = Listing(asked(parts))
    if listing.problems:
        return
    for facet in listing.facets:
        for option in facet.options:
            if not option.chosen:
                shown = Listing(QueryDict(option.address[1:]))
                assert shown.filters.narrowed().count() == option.count, (facet.name, option.value)
    for bar in listing.bars:
        if not bar.chosen:
            assert Listing(QueryDict(bar.address[1:])).filters.narrowed().count() == bar.count


@pytest.mark.parametrize("pair", [("VN", "GB"), ("US", "VN"), ("GB", "ASEAN"), ("AU", "US"), ("GB", "GB")])
def test_the_same_contacts_of_two(archive, pair):
    told = {
        contact.pk: (contact.kind, contact.date_earliest, contact.date_latest, contact.is_date_sure)
        for contact in contacts(index.current(), *pair)
    }
    found = Meeting.objects.published().between(*pair)
    assert told == {m.pk: (m.kind, m.date_earliest, m.date_latest, is_certain(m.date_edtf)) for m in found}
    days = [contact.date_earliest or date.max for contact in contacts(index.current(), *pair)]
    assert days == sorted(days)


def test_who_was_there_besides_the_two(archive):
    parties = Fact.objects.published().of(Aspect.PARTY)
    for contact in contacts(index.current(), "VN", "GB"):
        others = parties.filter(meeting=contact.pk).exclude(country__in=("VN", "GB"))
        assert contact.is_between_two == (not others.exists())


@pytest.mark.parametrize(
    ("register", "saying"),
    [
        (lambda: registers.countries(), lambda country: {"country": country, "aspect": Aspect.PARTY}),
        (lambda: registers.officials().each(2), lambda person: {"official": person, "aspect": Aspect.PARTICIPANT}),
        (lambda: registers.agreements().each(1), lambda plan: {"agreement": plan, "aspect": Aspect.AGREEMENT}),
        (lambda: registers.topics(), lambda topic: {"topic": topic, "aspect": Aspect.TOPIC}),
    ],
)
def test_registers_count_the_same(archive, register, saying):
    found = list(register())
    assert found
    for record in found:
        facts = Fact.objects.published().filter(**saying(record)).exclude(meeting__kind="")
        meetings = Meeting.objects.filter(pk__in=facts.values("meeting"))
        days = meetings.aggregate(first=Min("date_earliest"), last=Max("date_latest"))
        assert (record.meetings, record.first, record.last) == (meetings.count(), days["first"], days["last"])


def test_a_register_is_the_same_in_slices(archive):
    people = registers.officials()
    whole = [(official.name, official.meetings) for official in people[:]]
    assert whole == sorted(whole, key=lambda row: (-row[1], fold(row[0])))
    assert [official.name for start in range(0, len(people), 2) for official in people[start : start + 2]] == [
        name for name, _meetings in whole
    ]
    assert len(people) == len(whole)


@pytest.mark.parametrize("at_once", [1, 3, 500])
def test_what_changed_last(archive, monkeypatch, at_once):
    monkeypatch.setattr(registers, "_AT_ONCE", at_once)
    now = timezone.now()
    for number, meeting in enumerate(Meeting.objects.order_by("slug")):
        meeting.changed_at = now + timedelta(minutes=number // 5)
        meeting.save(update_fields=["changed_at"])
    expected = [(record.pk, record.changed) for record in registers.changes(Official).order_by("-changed", "pk")]
    for most in (1, 2, len(expected), 50):
        assert [(record.pk, record.changed) for record in registers.lately(Official, most)] == expected[:most]


def test_the_same_pairs(archive):
    found = pairs.pairs_of_countries(index.current(), 100)
    assert found
    for pair in found:
        talks = Meeting.objects.published().between(pair.one, pair.other).filter(kind__in=pairs.OF_TWO)
        assert pair.meetings == talks.count()
    people = pairs.pairs_of_officials(index.current(), 100)
    assert people
    for pair in people:
        talks = Meeting.objects.published().filter(kind__in=pairs.OF_TWO)
        both = talks.filter(pk__in=_with(pair.one)).filter(pk__in=_with(pair.other))
        assert pair.meetings == both.count()


def _with(official):
    return Fact.objects.published().of(Aspect.PARTICIPANT).filter(official=official).values("meeting")
