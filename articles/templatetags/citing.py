"""How a page is cited: the block for readers, the tags for programs."""

from django import template
from django.urls import reverse

from articles import wording
from articles.citing import FORMS, Work
from articles.citing.plain import chicago, mla
from articles.citing.tags import coins, highwire
from articles.dossier import HEAD
from articles.models import Article, Fact, Meeting

register = template.Library()
register.filter("fact_in_words", wording.fact_in_words)


@register.inclusion_tag("includes/_cite.html", takes_context=True)
def cite(context, record: Meeting | Article | Fact, work: Work | None = None) -> dict:
    """Citations of the page's record to copy, and as files. A fact comes with its `work`: that needs its articles."""
    work = work or _work(context, record)
    facts = record.said_of(*HEAD) if isinstance(record, Meeting) else []
    return {
        "work": work,
        "chicago": chicago(work),
        "mla": mla(work),
        "files": _files(record),
        "facts": facts,
        "is_open": isinstance(record, Fact),  # one opens the page of a fact to cite it
    }


@register.inclusion_tag("includes/_cite_head.html", takes_context=True)
def cite_head(context, record: Meeting | Article | Fact, work: Work | None = None) -> dict:
    """For the head of the page: Highwire Press tags, and where the citation is as a file."""
    return {"tags": highwire(work or _work(context, record)), "files": _files(record)}


register.filter("coins", coins)


def _work(context, record: Meeting | Article) -> Work:
    made = Work.of_call if isinstance(record, Meeting) else Work.of_article
    return made(record, context["request"].build_absolute_uri)


def _files(record: Meeting | Article | Fact) -> list[dict]:
    if isinstance(record, Meeting):
        name, place = "cite-call", [record.slug]
    elif isinstance(record, Fact):
        name, place = "cite-fact", [record.meeting.slug, record.name]
    else:
        name, place = "cite-article", [record.pk]
    return [
        {"address": reverse(name, args=[*place, suffix]), "label": form.label, "type": form.media_type}
        for suffix, form in FORMS.items()
    ]
