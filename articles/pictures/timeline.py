"""Years by partners: when each was in touch, and how often."""

from __future__ import annotations

from articles.index import current
from articles.models import Country

from .grid import Grid, by_year, grid

MOST = 40  # partners: the page of all countries has the others


def timeline() -> Grid:
    """The most frequent partners, most frequent first. Undated contacts are in no column."""
    sets = current()
    counts = {code: years for code, told in sets.by("party").items() if (years := by_year(sets, told))}
    partners = Country.objects.partners().in_bulk(list(counts))
    ranked = sorted(partners.values(), key=lambda country: (-sum(counts[country.pk].values()), str(country)))[:MOST]
    addresses = {country: country.get_absolute_url() for country in ranked}
    return grid(
        {country: counts[country.pk] for country in ranked}, addresses, lambda country: {"country": country.slug}
    )
