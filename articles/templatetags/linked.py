"""The page's record as linked data, in its head."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.linked import schema
from articles.models import Agreement, Article, Country, Meeting, Official, Topic

register = template.Library()
_OF = {
    Meeting: schema.of_call,
    Official: schema.of_official,
    Country: schema.of_country,
    Agreement: schema.of_agreement,
    Topic: schema.of_topic,
    Article: schema.of_article,
}
# What would end the element, or be taken for markup within it, as Django's `json_script` has it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def linked(context, record: Any = None) -> SafeString:
    """Of a record; without one, of the page itself."""
    request = context.get("request")
    if request is None:
        return mark_safe("")
    absolute = request.build_absolute_uri
    if record is not None:
        node = _OF[type(record)](record, absolute)
    elif request.path == reverse("home"):
        node = schema.site(absolute)
    else:
        node = schema.page(request.path, get_language() or settings.LANGUAGE_CODE, absolute)
    return _script(node)


@register.simple_tag(takes_context=True)
def linked_dataset(context, files: list) -> SafeString:
    """Of the published files, the newest first."""
    request = context["request"]
    about = _(
        "The whole archive as one file, dated: every call with its facts and the words that say so, the articles, "
        "and what editors decided."
    )
    addresses = [reverse("data-file", args=[file.name]) for file in files]
    return _script(schema.dataset(request.path, about, addresses, request.build_absolute_uri))


def _script(node: dict) -> SafeString:
    text = json.dumps({"@context": schema.CONTEXT} | node, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
