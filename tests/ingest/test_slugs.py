"""Addresses of namesakes, as many as there are."""

import pytest

from articles.ingest.slugs import settle_slugs
from articles.models import Fact, Meeting, Official
from articles.models.choices import Aspect
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_namesakes_with_thousands_of_people():
    """Two undated conferences: more officials than SQLite lets one query name one by one."""
    calls = [make.meeting(date="", articles=[make.article("Two sides met.")]) for _ in range(2)]
    people = Official.objects.bulk_create(
        Official(key=f"person {n}|", slug=f"person-{n}", slug_base=f"person-{n}", name=f"Person {n}")
        for n in range(1200)
    )
    Fact.objects.bulk_create(
        Fact(meeting=calls[n % 2], aspect=Aspect.PARTICIPANT, key=person.key, official=person)
        for n, person in enumerate(people)
    )
    settle_slugs(Meeting, [calls[0].slug_base])
    assert len(set(Meeting.objects.values_list("slug", flat=True))) == 2
