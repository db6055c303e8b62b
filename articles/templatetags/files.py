"""A list as files and feeds: the links below it."""

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.facets import changed
from articles.listing import Listing
from articles.relationship import Relationship

register = template.Library()

_LABELS = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "jsonl": "JSONL"}


@register.inclusion_tag("includes/_take_away.html")
def take_away(name: str, params: QueryDict | None = None) -> dict:
    """Every form of the list of this name under the same filters; of calls also a row for each fact, and event data."""
    query = params.copy() if params else QueryDict(mutable=True)
    query.pop("page", None)
    files = [{"label": label, "address": _address(name, suffix, query)} for suffix, label in _LABELS.items()]
    if name == "calls":
        files.append({"label": _("CSV, a row for each fact"), "address": _address("facts", "csv", query)})
        files.append({"label": _("event data (CSV)"), "address": _address("events", "csv", query)})
        files.append({"label": _("event data (JSONL)"), "address": _address("events", "jsonl", query)})
    if name == "officials":
        files.append({"label": "Popolo", "address": _with(reverse("popolo-all"), query.urlencode())})
    return {"files": files}


@register.inclusion_tag("includes/_follow.html")
def follow(listing: Listing | Relationship) -> dict:
    """How the calls of a list or of a record are followed: as a feed, by e-mail."""
    query = _filters(listing)
    return {"feed": _feed(query), "subscribe": _with(reverse("subscribe"), query)}


@register.inclusion_tag("includes/_feed_head.html", takes_context=True)
def feed_head(context) -> dict:
    """For the head of a page: the feed of all calls, and that of the page's own list."""
    feeds = [{"title": _("Newest contacts"), "address": _feed("")}]
    listing = context.get("listing") or context.get("relationship")
    if listing and not getattr(listing, "problems", None) and (query := _filters(listing)):
        feeds.insert(0, {"title": listing.heading, "address": _feed(query)})
    return {"feeds": feeds}


def _filters(listing: Listing | Relationship) -> str:
    return changed(listing.params, sort="").removeprefix("?")


def _feed(query: str) -> str:
    """In the language of the page, whoever fetches it."""
    return _with(reverse("calls-feed"), "&".join(part for part in (query, f"lang={get_language()}") if part))


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def _address(name: str, suffix: str, query: QueryDict) -> str:
    address = reverse("download", args=[name, suffix])
    return _with(address, query.urlencode())
