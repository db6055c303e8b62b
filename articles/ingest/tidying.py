"""What no fact names any more, and what goes by another name than it did."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Agreement, Fact, Official, OfficialName, Ruling, Tenure
from articles.models.choices import Aspect, Origin, Verdict
from articles.resolution import People
from articles.resolution.people import is_listed
from articles.resolution.slugs import slugify

from .records import best_name
from .reference.load import load_holders
from .rulings import described, standing
from .slugs import forward, settle_slugs


def tidy_officials(touched: Iterable[int]) -> None:
    """Officials known from articles alone: gone with their last fact, called by the best name that articles give."""
    # Whom an editor named stays so named; who goes over into another is taken over by `settle_persons`.
    named = (key for key, fields in described("official").items() if "name" in fields)
    spared = {*named, *standing().people.merged}
    rows = Official.objects.filter(pk__in=set(touched), origin=Origin.MACHINE, key__contains="|")
    officials = {official.pk: official for official in rows if official.key not in spared}
    names: dict[int, set[str]] = {}
    facts = Fact.objects.filter(official__in=officials).order_by()
    for pk, aspect, name in facts.values_list("official_id", "aspect", "value").distinct():
        names.setdefault(pk, set()).update([name] if aspect == Aspect.PARTICIPANT and name else [])
    Official.objects.filter(pk__in=officials.keys() - names.keys()).delete()
    renamed, bases = [], set()
    for pk, forms in names.items():
        official = officials[pk]
        name = best_name(official.key, forms)
        if name != official.name:
            bases |= {official.slug_base, slugify(name)[:200]}
            official.name, official.slug_base = name, slugify(name)[:200] or "unnamed"
            renamed.append(official)
    Official.objects.bulk_update(renamed, ["name", "slug_base"])
    settle_slugs(Official, bases)


def tidy_agreements(touched: Iterable[int]) -> None:
    """An agreement that the machine found is gone with its last fact."""
    pks = set(touched)
    named = set(Fact.objects.filter(agreement__in=pks).order_by().values_list("agreement_id", flat=True).distinct())
    unnamed = Agreement.objects.filter(pk__in=pks - named, origin=Origin.MACHINE).exclude(
        name__in=described("agreement")
    )
    unnamed.delete()


def settle_persons(people: People) -> None:
    """Let officials whom editors declared to be another go over into that one, and come back when that is undone."""
    _take_over(people)
    undone = Ruling.objects.filter(verdict=Verdict.SAME_PERSON).exclude(undone_at=None)
    once = {key for subject in undone.values_list("subject", flat=True) for key in subject}
    back = {key for key in once - people.merged.keys() if is_listed(key)}
    back -= set(Official.objects.filter(key__in=back).values_list("key", flat=True))
    if back:
        load_holders(back)


def _take_over(people: People) -> None:
    keys = {**people.merged}
    absorbed = list(Official.objects.filter(key__in=keys, facts=None)) if keys else []
    survivors = {official.key: official for official in Official.objects.filter(key__in=keys.values())}
    absorbed = [official for official in absorbed if keys[official.key] in survivors]
    if not absorbed:
        return
    homes = {official.pk: survivors[keys[official.key]].pk for official in absorbed}
    for gone, stays in homes.items():
        Tenure.objects.filter(official=gone).update(official=stays)
        names = OfficialName.objects.filter(official=gone).values_list("name", "folded")
        OfficialName.objects.bulk_create(
            [OfficialName(official_id=stays, name=name, folded=folded) for name, folded in names], ignore_conflicts=True
        )
    forward(Official, homes)
    Official.objects.filter(pk__in=homes).delete()
    settle_slugs(Official, {official.slug_base for official in absorbed})
