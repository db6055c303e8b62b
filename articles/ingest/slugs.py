"""Distinct addresses for records whose natural address is the same."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.db import models

from articles.models import Agreement, Meeting, Official, SlugRedirect
from articles.resolution.slugs import meeting_forms, settled, slugify

Record = Meeting | Official | Agreement


def settle_slugs(model: type[models.Model], bases: Iterable[str]) -> None:
    """Give every record of these bases its slug; a slug that was in use leads on from its old form."""
    rows = model.objects.filter(slug_base__in=set(bases))
    if model is Meeting:
        rows = rows.prefetch_related("facts__official", "accounts__article")
    by_base: dict[str, list[Record]] = {}
    for row in rows:
        by_base.setdefault(row.slug_base, []).append(row)
    moved = []
    for base, records in by_base.items():
        forms = settled({str(record.pk): _forms(record, base) for record in records})
        moved += [(record, forms[str(record.pk)]) for record in records if record.slug != forms[str(record.pk)]]
    # First out of each other's way: two records may swap slugs.
    for record, _ in moved:
        model.objects.filter(pk=record.pk).update(slug=f"moving-{record.pk}")
    for record, slug in moved:
        model.objects.filter(pk=record.pk).update(slug=slug)
        _keep_old_address(record, slug)


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


def _keep_old_address(record: Record, slug: str) -> None:
    """The new address is nobody's old one; the old one, if it was ever public, leads to the record."""
    if isinstance(record, Agreement):
        return
    owner = "meeting" if isinstance(record, Meeting) else "official"
    redirects = SlugRedirect.objects.filter(**{f"{owner}__isnull": False})
    redirects.filter(old_slug=slug).delete()
    if not record.slug.startswith("new-"):
        redirects.update_or_create(old_slug=record.slug, defaults={owner: record})
