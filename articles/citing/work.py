"""What a citation says of a page, whatever form it is then written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from articles import wording
from articles.models import Article, Fact, Meeting

Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Work:
    """`event` is the EDTF date of the contact, `published` the ISO day of an article, `original` its publisher's page.

    `address` is the page in this archive that is cited; `key` names the work in a list of references.
    `container`: the title of the call that a fact is of; `sources`: the publishers that it rests on.
    """

    key: str
    title: str
    address: str
    language: str
    accessed: date
    archive: str
    event: str = ""
    published: str = ""
    publisher: str = ""
    original: str = ""
    container: str = ""
    sources: tuple[str, ...] = ()

    @property
    def is_article(self) -> bool:
        """Whether a publisher's text is cited, and not a page of the archive's own."""
        return bool(self.publisher)

    @classmethod
    def of_call(cls, meeting: Meeting, absolute: Absolute) -> Work:
        return cls(
            key=meeting.slug,
            title=_title(meeting),
            address=absolute(meeting.get_absolute_url()),
            event=meeting.date_edtf,
            sources=_publishers(account.article for account in meeting.accounts.all()),
            **_here(),
        )

    @classmethod
    def of_fact(cls, fact: Fact, articles: Iterable[Article], absolute: Absolute) -> Work:
        """One fact. `articles`: those that its sentences stand in."""
        return cls(
            key=f"{fact.meeting.slug}-{fact.name}",
            title=wording.fact_in_words(fact),
            address=absolute(fact.get_absolute_url()),
            event=fact.meeting.date_edtf,
            container=_title(fact.meeting),
            sources=_publishers(articles),
            **_here(),
        )

    @classmethod
    def of_article(cls, article: Article, absolute: Absolute) -> Work:
        return cls(
            key=f"article-{article.pk}",
            title=article.heading,
            address=absolute(article.get_absolute_url()),
            published=article.published_on.isoformat() if article.published_on else "",
            publisher=article.publisher or wording.host_of(article.url),
            original=article.url,
            **_here() | {"language": article.language},
        )


def _here() -> dict:
    today = timezone.localdate()
    return {"language": get_language() or "en", "accessed": today, "archive": settings.ARCHIVE_TITLE}


def _title(meeting: Meeting) -> str:
    return f"{wording.title(meeting)}, {wording.date_in_words(meeting.date_edtf)}"


def _publishers(articles: Iterable[Article]) -> tuple[str, ...]:
    """Each once, in the order given."""
    return tuple(dict.fromkeys(wording.source_name(article) for article in articles))
