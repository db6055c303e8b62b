"""Archives made by hand, for tests of the pages: what `ingest` would have stored, without reading anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import count

from babel import Locale

from articles.extraction.text import fold
from articles.index import record
from articles.ingest.sides import side_of
from articles.models import Account, Agreement, Article, Country, Evidence, Fact, Meeting, Official, OfficialName, Topic
from articles.models.choices import Aspect, DateBasis, Kind
from articles.resolution.dates import bounds
from articles.resolution.slugs import meeting_slug, slugify

_NUMBER = count(1)
_TERRITORIES = {language: Locale.parse(language).territories for language in ("en", "vi")}
_ORGANISATIONS = {"EU": "European Union", "UN": "United Nations", "NATO": "NATO", "ASEAN": "ASEAN"}
# Which text says so: a stretch of it, looked for in every article; or none, and the fact goes without evidence.
Said = Mapping[str, str] | Iterable[str]


def country(code: str) -> Country:
    names = {language: str(table.get(code, code)) for language, table in _TERRITORIES.items()}
    kind = Country.Kind.STATE
    if code in _ORGANISATIONS:
        names, kind = {"en": _ORGANISATIONS[code]}, Country.Kind.ORGANISATION
    defaults = {"slug": code.lower(), "name": names["en"], "names": names, "kind": kind}
    return Country.objects.get_or_create(code=code, defaults=defaults)[0]


def topic(code: str, vi: str = "") -> Topic:
    name = code.replace("_", " and ", 1).replace("_", " ").capitalize()
    names = {"en": name} | ({"vi": vi} if vi else {})
    return Topic.objects.get_or_create(code=code, defaults={"name": name, "names": names})[0]


def agreement(name: str, acronym: str = "") -> Agreement:
    slug = slugify(acronym or name)
    return Agreement.objects.get_or_create(
        name=name, defaults={"slug": slug, "slug_base": slug, "acronym": acronym, "names": {"en": name}}
    )[0]


def official(name: str, code: str | None, *, aliases: Iterable[str] = ()) -> Official:
    slug = slugify(name)
    found, is_new = Official.objects.get_or_create(
        key=f"{slug}|{code}",
        defaults={
            "slug": slug, "slug_base": slug, "name": name, "surname": name.split()[-1],
            "country": code and country(code),
        },
    )  # fmt: skip
    if is_new:
        names = {name, *aliases}
        OfficialName.objects.bulk_create([OfficialName(official=found, name=n, folded=fold(n)) for n in names])
    return found


def article(text: str, *, title: str = "", language: str = "en", publisher: str = "", url: str = "", **more) -> Article:
    number = next(_NUMBER)
    more.setdefault("side", side_of(url, publisher, language))
    return Article.objects.create(
        source_id=more.pop("source_id", f"article-{number}"), content_hash=f"{number:064}", title=title, text=text,
        language=language, publisher=publisher, url=url, read_as="text", ingested_at=datetime(2026, 11, 25, tzinfo=UTC),
        **more,
    )  # fmt: skip


def meeting(
    *,
    date: str = "2024-12-20",
    basis: str = DateBasis.EXPLICIT,
    kind: str = Kind.PHONE_CALL,
    parties: Said = ("VN", "GB"),
    people: Iterable[tuple] = (),
    topics: Said = (),
    agreements: Said = (),
    statements: Iterable[tuple[str, str, str]] = (),
    initiator: str = "",
    articles: Iterable[Article] = (),
    says: Mapping[str, str] | None = None,
) -> Meeting:
    """A meeting with its facts.

    `people`: (name, country, role) or (name, country, role, what says so). `statements`: (speaker's name or
    party's code, act, sentence). `says`: what the kind, date and initiator rest on.
    """
    made = _bare_meeting(date, basis, kind, parties, initiator)
    articles = list(articles)
    for witness in articles:
        Account.objects.create(
            article=witness, position=0, meeting=made, reading={"date": date}, block="+".join(parties)
        )
    add = _Adder(made, articles)
    says = says or {}
    add(Aspect.KIND, kind, says.get("kind"), value=kind)
    if date:
        add(Aspect.DATE, date, says.get("date"), value=date, basis=basis)
    if initiator:
        add(Aspect.INITIATOR, initiator, says.get("initiator"), country=country(initiator))
    for code in parties:
        add(Aspect.PARTY, code, _said(parties, code), country=country(code))
    for name, code, role, *words in people:
        person = official(name, code)
        add(
            Aspect.PARTICIPANT,
            person.key,
            words[0] if words else name,
            official=person,
            country=person.country,
            role=role,
        )
    for code in topics:
        add(Aspect.TOPIC, code, _said(topics, code), topic=topic(code))
    for name in agreements:
        add(Aspect.AGREEMENT, name, _said(agreements, name), agreement=agreement(name))
    for speaker, act, sentence in statements:
        who = {"country": country(speaker)} if speaker.isupper() else {"official": Official.objects.get(name=speaker)}
        add(Aspect.STATEMENT, f"{act}|{speaker}|{sentence[:80]}", sentence, value=act, **who)
    made.search_text = fold("\n".join([*add.names, *(a.full_text for a in articles)]))
    made.save()
    record([made.pk])
    return made


def _bare_meeting(date: str, basis: str, kind: str, parties: Said, initiator: str) -> Meeting:
    earliest, latest = bounds(date)
    base = meeting_slug(date, [country(code).name for code in parties])
    taken = Meeting.objects.filter(slug_base=base).count()
    return Meeting.objects.create(
        slug=f"{base}-{taken + 1}" if taken else base, slug_base=base, kind=kind, date_edtf=date,
        date_earliest=earliest,
        date_latest=latest, date_basis=basis if date else "", initiator=country(initiator) if initiator else None,
        confidence=0.9,
    )  # fmt: skip


def _said(facts: Said, key: str) -> str | None:
    return facts[key] if isinstance(facts, Mapping) else None


class _Adder:
    """Adds facts to a meeting, each with evidence wherever an article has the words."""

    def __init__(self, meeting: Meeting, articles: list[Article]) -> None:
        self.meeting, self.articles, self.names = meeting, articles, []

    def __call__(self, aspect: str, key: str, words: str | None, **says) -> Fact:
        fact = Fact.objects.create(meeting=self.meeting, aspect=aspect, key=key[:300], confidence=0.9, **says)
        self.names += [str(record) for record in says.values() if not isinstance(record, str)]
        for article in self.articles if words else ():
            start = article.full_text.find(words)
            if start >= 0:
                Evidence.objects.create(fact=fact, article=article, start=start, end=start + len(words), quote=words)
        return fact
