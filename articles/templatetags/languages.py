"""The page in the languages of the interface."""

from babel.numbers import format_decimal
from django import template
from django.conf import settings
from django.utils.translation import get_language

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    """1,352 in English, 1.352 in Vietnamese; Django leaves the Vietnamese one ungrouped."""
    return format_decimal(number, locale=get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def alternates(context) -> list[dict]:
    """For `hreflang`: this page in each language, and as `x-default` the address that goes by the reader's own."""
    request = context.get("request")
    if request is None:
        return []
    address = request.GET.copy()
    address.pop("lang", None)
    links = []
    for code in (*dict(settings.LANGUAGES), "x-default"):
        if code != "x-default":
            address["lang"] = code
        else:
            address.pop("lang")
        query = f"?{address.urlencode()}" if address else ""
        links.append({"code": code, "url": request.build_absolute_uri(request.path + query)})
    return links
