"""Distinct addresses for records whose natural address is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from articles.models import Account, Agreement, Fact, Meeting, Official, SlugRedirect
from articles.models.choices import Aspect
from articles.resolution.slugs import meeting_forms, settled, slugify

Record = Meeting | Official | Agreement


def settle_slugs(model: type[Record], bases: Iterable[str]) -> None:
    """Give every record of these bases its slug; a slug that was in use leads on from its old form."""
    by_base: dict[str, list[Record]] = {}
    for row in model.objects.filter(slug_base__in=set(bases)).only(*_NEEDED[model]):
        by_base.setdefault(row.slug_base, []).append(row)
    if model is Meeting:
        namesakes = [row for records in by_base.values() if len(records) > 1 for row in records]
        # Joined, not fetched one after the other: SQLite refuses a query that names a thousand officials.
        people = Fact.objects.published().of(Aspect.PARTICIPANT).select_related("official")
        accounts = Account.objects.select_related("article").only("meeting", "position", "article__source_id")
        prefetch_related_objects(namesakes, Prefetch("facts", people), Prefetch("accounts", accounts))
    moved = {}
    for base, records in by_base.items():
        slugs = settled({str(record.pk): _forms(record, base) for record in records}) if len(records) > 1 else {}
        for record in records:
            slug = slugs.get(str(record.pk), base)
            if record.slug != slug:
                moved[record] = slug
    _move(model, _without_clashes(model, moved))


def free(model: type[Record], bases: Iterable[str]) -> set[str]:
    """Those of the bases that can be slugs at once: wanted by one record only, and nobody's slug, base or old slug."""
    wanted = Counter(bases)
    once = {base for base, number in wanted.items() if number == 1}
    taken = set(model.objects.filter(slug_base__in=once).values_list("slug_base", flat=True))
    taken |= set(model.objects.filter(slug__in=once).values_list("slug", flat=True))
    if model is not Agreement:
        old = SlugRedirect.objects.filter(**{f"{model._meta.model_name}__isnull": False}, old_slug__in=once)
        taken |= set(old.values_list("old_slug", flat=True))
    return once - taken


def unsettled(key: str) -> str:
    """A slug for a new record until `settle_slugs` has seen it; never public."""
    return f"new-{_mark(key)}{_mark(key[::-1])}"


_NEEDED = {
    Meeting: ("slug", "slug_base"),
    Official: ("slug", "slug_base", "key", "country_id"),
    Agreement: ("slug", "slug_base", "name"),
}


def _forms(record: Record, base: str) -> tuple[str, str, str]:
    """From short to long, the last unique."""
    if isinstance(record, Meeting):
        people = [fact.official for fact in record.facts.all() if fact.aspect == "participant" and fact.published]
        surnames = (official.surname or official.name.split()[-1] for official in people)
        accounts = [(account.article.source_id, account.position) for account in record.accounts.all()]
        return meeting_forms(base, surnames, accounts)
    if isinstance(record, Official):
        return base, f"{base}-{slugify(record.country_id or 'x')}", f"{base}-{_mark(record.key)}"
    return base, slugify(record.name)[:230], f"{slugify(record.name)[:230]}-{_mark(record.name)}"


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def _without_clashes(model: type[Record], moved: Mapping[Record, str]) -> dict[Record, str]:
    """Two bases may grow to one slug ("a" with a surname "b", and "a-b"): then the longest form decides."""
    movers = {record.pk for record in moved}
    taken = set(model.objects.filter(slug__in=moved.values()).exclude(pk__in=movers).values_list("slug", flat=True))
    slugs: dict[Record, str] = {}
    for record, slug in sorted(moved.items(), key=lambda pair: (pair[1], pair[0].slug_base)):
        slugs[record] = _forms(record, record.slug_base)[2] if slug in taken else slug
        taken.add(slugs[record])
    return slugs


def _move(model: type[Record], slugs: Mapping[Record, str]) -> None:
    old = {record: record.slug for record in slugs}
    # First out of each other's way: two records may swap slugs.
    settled_before = [record for record, slug in old.items() if not slug.startswith("new-")]
    for record in settled_before:
        record.slug = f"moving-{record.pk}"
    model.objects.bulk_update(settled_before, ["slug"], batch_size=500)
    for record, slug in slugs.items():
        record.slug = slug
    model.objects.bulk_update(slugs, ["slug"], batch_size=500)
    if model is Meeting:
        model.objects.filter(pk__in=[record.pk for record in slugs]).update(changed_at=timezone.now())
    if model is not Agreement:
        _keep_old_addresses(model, slugs, {old[record]: record for record in settled_before})


def _keep_old_addresses(model: type[Record], slugs: Mapping[Record, str], left: Mapping[str, Record]) -> None:
    """A new address is nobody's old one; an old one, if it was ever public, leads to the record."""
    owner = model._meta.model_name
    redirects = SlugRedirect.objects.filter(**{f"{owner}__isnull": False})
    redirects.filter(old_slug__in=[*slugs.values(), *left]).delete()
    in_use = set(slugs.values())
    SlugRedirect.objects.bulk_create(
        SlugRedirect(old_slug=slug, **{owner: record}) for slug, record in left.items() if slug not in in_use
    )


def forward(model: type[Record], successors: Mapping[int, int]) -> None:
    """Lead the addresses of records that are about to go to those that take their place, by primary keys."""
    owner = model._meta.model_name
    for gone, successor in successors.items():
        SlugRedirect.objects.filter(**{owner: gone}).update(**{owner: successor})
    gone_slugs = dict(model.objects.filter(pk__in=successors).values_list("pk", "slug"))
    SlugRedirect.objects.filter(**{f"{owner}__isnull": False}, old_slug__in=gone_slugs.values()).delete()
    SlugRedirect.objects.bulk_create(
        SlugRedirect(old_slug=slug, **{f"{owner}_id": successors[pk]}) for pk, slug in gone_slugs.items()
    )
