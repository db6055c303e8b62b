"""A list as files: the links below it."""

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

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
    return {"files": files}


def _address(name: str, suffix: str, query: QueryDict) -> str:
    address = reverse("download", args=[name, suffix])
    return f"{address}?{query.urlencode()}" if query else address
