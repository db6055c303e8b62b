"""Citations as one reads them: Chicago (notes and bibliography, 18th edition) and MLA (9th edition).

Both know no entry of a database that reports a call; each is put as the style puts a page of a website, an article as
it puts an article of a newspaper, and the copy that was read is named after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from articles import wording

from .work import Work


def chicago(work: Work) -> SafeString:
    accessed = gettext("Accessed %(date)s.") % {"date": _day(work.accessed, pgettext("day in Chicago style", "F j, Y"))}
    if work.is_article:
        published = _published(work, pgettext("day in Chicago style", "F j, Y"))
        parts = [_quoted(work.title), _listed([_cite(work.publisher), published], ".")]
        return _sentences([*parts, _ended(work.original), _copy(work), accessed, _ended(work.address)])
    return _sentences([_quoted(work.title), *_within(work), accessed, _ended(work.address)])


def mla(work: Work) -> SafeString:
    accessed = gettext("Accessed %(date)s.") % {"date": _day(work.accessed, pgettext("day in MLA style", "j N Y"))}
    if work.is_article:
        published = _published(work, pgettext("day in MLA style", "j N Y"))
        parts = [_quoted(work.title), _listed([_cite(work.publisher), published, work.original], ".")]
        return _sentences([*parts, _listed([_cite(work.archive), work.address], "."), accessed])
    *within, archive = _within(work, end=",")
    return _sentences([_quoted(work.title), *within, archive, _ended(work.address), accessed])


def _within(work: Work, end: str = ".") -> list[SafeString]:
    """What the page is part of: the call that a fact is of, what it rests on, the archive."""
    parts = []
    if work.container:
        parts.append(_quoted(work.container))
        if work.sources:
            based = gettext("Based on %(source)s") % {"source": wording.listed(work.sources)}
            parts.append(_ended(based))
    return [*parts, format_html("{}{}", _cite(work.archive), end)]


def _copy(work: Work) -> SafeString:
    return format_html("{}.", _cite(work.archive))


def _published(work: Work, style: str) -> str:
    return _day(date.fromisoformat(work.published), style) if work.published else ""


def _day(day: date, style: str) -> str:
    return format_date(day, style)


def _quoted(title: str) -> SafeString:
    """In quotation marks, those within it single; a stop before the closing mark unless the title ends in one."""
    within = title.replace("“", "‘").replace("”", "’")
    return format_html("“{}{}”", within, "" if within.endswith((".", "?", "!", "…")) else ".")


def _cite(name: str) -> SafeString:
    return format_html("<cite>{}</cite>", name)


def _ended(words: str) -> SafeString:
    return format_html("{}.", words) if words else SafeString()


def _listed(parts: Iterable[str], end: str) -> SafeString:
    return format_html("{}{}", format_html_join(", ", "{}", ((part,) for part in parts if part)), end)


def _sentences(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join(" ", "{}", ((part,) for part in parts if part))
