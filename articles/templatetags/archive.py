"""What templates say in the archive's words."""

from collections.abc import Iterable
from functools import cache
from html import escape

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from articles import facets, passages, wording
from articles.facets import Option
from articles.models import Country

register = template.Library()

register.filter("in_words", wording.date_in_words)
register.filter("title_of", wording.title)
register.filter("rail_of", wording.rail)
register.filter("in_sentence", wording.in_sentence)
register.filter("office_of", wording.office)
register.filter("sides_of", wording.sides)
register.filter("full_date", wording.full_date)
register.filter("date_known_how", wording.date_known_how)
register.filter("by_what", wording.by_what)
register.filter("source_name", wording.source_name)
register.filter("in_a_row", wording.listed)
register.filter("language_name", facets.language_name)


@register.filter
def flag_file(country: Country) -> str:
    """The flag's place among the static files; nothing for an organisation without one."""
    return f"flags/{country.slug}.svg" if country.slug in _flags() else ""


@cache
def _flags() -> frozenset[str]:
    return frozenset(file.stem for file in (settings.BASE_DIR / "static" / "flags").glob("*.svg"))


_OPTION = (
    '<li{on}><input id="{name}-{value}" type="checkbox" form="finder" name="{name}" value="{value}"'
    ' aria-label="{label}"{checked}>'
    '<a id="to-{name}-{value}" href="{address}"{current}>{label}</a><span class="n">{count}</span></li>'
)
_CHOSEN = {"on": ' class="on"', "checked": " checked", "current": ' aria-current="true"'}
_NOT_CHOSEN = dict.fromkeys(_CHOSEN, "")


@register.simple_tag
def options(name: str, options: Iterable[Option]) -> SafeString:
    """What can be chosen in a facet. A list has some two hundred of them: as a template they took half of its time."""
    path = reverse("meeting-list")
    return mark_safe(
        "\n".join(
            _OPTION.format(
                name=name,
                value=escape(option.value),
                label=escape(option.label),
                address=path + escape(option.address),
                count=option.count,
                **(_CHOSEN if option.chosen else _NOT_CHOSEN),
            )
            for option in options
        )
    )


@register.simple_tag
def archive_title() -> str:
    return settings.ARCHIVE_TITLE


@register.simple_tag(takes_context=True)
def nav_items(context) -> list[dict]:
    """The main pages; `current` is what `aria-current` says: "page" on the page itself, "true" on those below it."""
    request = context.get("request")
    path = request.path if request else ""
    pages = (
        ("meeting-list", _("Calls")),
        ("country-list", _("Countries")),
        ("official-list", _("Officials")),
        ("agreement-list", _("Agreements")),
        ("topic-list", _("Topics")),
        ("timeline", _("Pictures")),
        ("about", _("About")),
    )
    below = {"timeline": [reverse("map"), reverse("network")]}
    items = ((reverse(name), label, below.get(name, [])) for name, label in pages)
    return [{"url": url, "label": label, "current": _current(path, url, more)} for url, label, more in items]


def _current(path: str, url: str, more: list[str]) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith((url, *more)) else ""


@register.simple_tag(takes_context=True)
def language_links(context) -> list[dict]:
    """The other languages of the interface, each with the way to this page in it."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "url": f"{reverse('language', args=[code])}?{urlencode({'next': here})}",
        }
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]


@register.filter
def at_publisher(url: str, sentence: str) -> str:
    """The publisher's page, scrolled to the sentence by browsers that can."""
    return passages.text_fragment(url, sentence)
