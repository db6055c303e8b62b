"""One meeting laid out for its page: every fact with the sentences it rests on, the accounts side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Min, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from pyroaring import BitMap

from . import wording
from .comparison import Comparison
from .index import Sets, current
from .marking import marked, pieces_of
from .models import Agreement, Article, Country, Meeting
from .models.choices import PROMISING, Aspect
from .passages import Piece
from .proofs import SHOWN, Claim, Note, Proofs

MOST_PARTIES = 4  # a larger round is not looked for again
LONGEST_SOURCES = 36_000  # characters of all articles on a meeting's page; an article's own page has all of it
SHORTEST_SOURCE = 1_500
# What the sentences under the title say: who, when, how and at whose request.
HEAD = (Aspect.PARTICIPANT, Aspect.PARTY, Aspect.DATE, Aspect.KIND, Aspect.INITIATOR)


@dataclass(frozen=True, slots=True)
class Delegation:
    """A party and its people. `country` is None where it is not known; `party` is the claim that it took part."""

    country: Country | None
    party: Claim | None
    people: list[Claim]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and all that its speaker did in it: congratulated, welcomed."""

    claims: list[Claim]

    @property
    def claim(self) -> Claim:
        return self.claims[0]

    @property
    def acts(self) -> list[str]:
        return list(dict.fromkeys(claim.fact.says for claim in self.claims))


@dataclass(frozen=True, slots=True)
class Voice:
    """A side, or all sides together, and what was said from it. No country: speakers of no known party."""

    country: Country | None
    statements: list[Statement] = field(default_factory=list)
    is_joint: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """`same_as`: the first article on the page that prints the same story, if that is another."""

    article: Article
    pieces: list[Piece]
    is_cut: bool
    same_as: Article | None = None


class Dossier:
    """Everything that a meeting's page says. The meeting comes from `Meeting.objects.for_page()`."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        proofs = Proofs(meeting.published_facts, self.articles, get_language() or "en")
        self._claims = defaultdict(list)
        for fact in meeting.published_facts:
            self._claims[fact.aspect].append(proofs.claim(fact))
        # Numbered here and not when first asked for: the numbers stand beside facts further up on the page.
        self.notes: list[Note] = proofs.numbered(claim for aspect in HEAD for claim in self._claims[aspect])

    @cached_property
    def articles(self) -> dict[int, Article]:
        """The articles of its accounts and those that an editor's evidence lies in, the home side's first."""
        articles = {account.article_id: account.article for account in self.meeting.accounts.all()}
        cited = {evidence.article_id for fact in self.meeting.published_facts for evidence in fact.evidence.all()}
        missing = cited - articles.keys()
        articles |= Article.objects.in_bulk(missing) if missing else {}
        sides = [country.code for country in wording.home_first(self.meeting.parties)]
        rank = {code: place for place, code in enumerate(sides)}
        return dict(sorted(articles.items(), key=lambda item: (rank.get(item[1].side, len(rank)), item[0])))

    @property
    def pair(self) -> list[Country]:
        """The two parties, if they are two, as the address of their relationship has them."""
        parties = sorted(self.meeting.parties, key=lambda country: country.slug)
        return parties if len(parties) == 2 else []

    @property
    def date_readings(self) -> list[dict]:
        """The date as each account gives it, where they differ: their own local days."""
        accounts = [account for account in self.meeting.accounts.all() if account.date]
        if len({account.date for account in accounts}) < 2:
            return []
        return [{"source": wording.source_name(account.article), "date": account.date} for account in accounts]

    def _one(self, aspect: str) -> Claim | None:
        return next(iter(self._claims[aspect]), None)

    @property
    def kind(self) -> Claim | None:
        return self._one(Aspect.KIND)

    @property
    def date(self) -> Claim | None:
        return self._one(Aspect.DATE)

    @property
    def initiator(self) -> Claim | None:
        return self._one(Aspect.INITIATOR)

    @property
    def first_notes(self) -> list[Note]:
        return self.notes[:SHOWN]

    @property
    def further_notes(self) -> list[Note]:
        return self.notes[SHOWN:]

    @cached_property
    def sides(self) -> list[Delegation]:
        """Each party with its people, the archive's home country first; people of no party known come last."""
        people = {claim.fact.pk: claim for claim in self._claims[Aspect.PARTICIPANT]}
        by_country = defaultdict(list)
        for fact in wording.ranked(claim.fact for claim in people.values()):
            by_country[fact.country_id].append(people[fact.pk])
        parties = {claim.fact.country_id: claim for claim in self._claims[Aspect.PARTY]}
        sides = [
            Delegation(country, parties[country.pk], by_country.pop(country.pk, []))
            for country in wording.home_first(self.meeting.parties)
        ]
        return sides + [Delegation(claims[0].fact.country, None, claims) for claims in by_country.values()]

    @property
    def topics(self) -> list[Claim]:
        return sorted(self._claims[Aspect.TOPIC], key=lambda claim: claim.fact.topic.position)

    @cached_property
    def agreements(self) -> list[Claim]:
        """With the number of meetings that name each, and the first of them."""
        claims = self._claims[Aspect.AGREEMENT]
        named = Q(facts__aspect=Aspect.AGREEMENT, facts__published=True)
        known = Agreement.objects.filter(pk__in=[claim.fact.agreement_id for claim in claims])
        trails = known.annotate(
            meetings=Count("facts__meeting", named, distinct=True),
            first=Min("facts__meeting__date_earliest", filter=named),
        ).in_bulk()
        for claim in claims:
            trail = trails[claim.fact.agreement_id]
            claim.note = {
                "meetings": trail.meetings,
                "since": trail.first,
                "is_first": trail.first is not None and trail.first == self.meeting.date_earliest,
            }
        return claims

    @property
    def promises(self) -> list[Voice]:
        """What was agreed or promised, by whom."""
        return self._voices(claim for claim in self._claims[Aspect.STATEMENT] if claim.fact.value in PROMISING)

    @property
    def remarks(self) -> list[Voice]:
        """What else was said, by whom."""
        return self._voices(claim for claim in self._claims[Aspect.STATEMENT] if claim.fact.value not in PROMISING)

    def _voices(self, claims: Iterable[Claim]) -> list[Voice]:
        """All sides together, then each side, its statements in the order of the text."""
        by_sentence: dict = defaultdict(list)
        for claim in sorted(claims, key=_place):
            by_sentence[_spans(claim) or claim.fact.pk].append(claim)
        together = Voice(None, is_joint=True)
        voices = {country: Voice(country) for country in wording.home_first(self.meeting.parties)}
        for said in by_sentence.values():
            if len(voices) > 1 and voices.keys() <= {self._country_of(claim) for claim in said}:
                together.statements.append(Statement(said))
                continue
            by_speaker: dict = defaultdict(list)
            for claim in said:
                by_speaker[claim.fact.speaker].append(claim)
            for own in by_speaker.values():
                country = self._country_of(own[0])
                voices.setdefault(country, Voice(country)).statements.append(Statement(own))
        return [voice for voice in (together, *voices.values()) if voice.statements]

    def _country_of(self, claim: Claim) -> Country | None:
        return self._countries.get(claim.fact.official_id, claim.fact.country)

    @cached_property
    def _countries(self) -> dict[int | None, Country | None]:
        return {fact.official_id: fact.country for fact in self.meeting.participants}

    @cached_property
    def comparison(self) -> Comparison:
        named = [*self.topics, *self._claims[Aspect.AGREEMENT]]
        return Comparison(wording.home_first(self.meeting.parties), self.articles.values(), named)

    @cached_property
    def sources(self) -> list[Source]:
        evidence = defaultdict(list)
        for fact in self.meeting.published_facts:
            for piece in fact.evidence.all():
                evidence[piece.article_id].append((fact.aspect, piece))
        longest = max(LONGEST_SOURCES // max(len(self.articles), 1), SHORTEST_SOURCE)
        first = {article.syndication: article for article in reversed(self.articles.values()) if article.syndication}
        return [
            Source(
                article,
                pieces_of(article, marked(evidence[pk]), longest),
                len(article.full_text) > longest,
                None if first.get(article.syndication) is article else first.get(article.syndication),
            )
            for pk, article in self.articles.items()
        ]

    @cached_property
    def before(self) -> Meeting | None:
        """The contact of the same parties before this one."""
        return self._neighbour("lt")

    @cached_property
    def after(self) -> Meeting | None:
        return self._neighbour("gt")

    def _neighbour(self, way: str) -> Meeting | None:
        day, parties = self.meeting.date_earliest, self.meeting.parties
        if day is None or not 2 <= len(parties) <= MOST_PARTIES:
            return None
        sets = self._sets
        together = BitMap.intersection(*(sets.of("party", country.pk) for country in parties))
        near = sets.nearest(together, day, later=way == "gt")
        # Of one day the addresses decide, which the sets do not know.
        beyond = Q(**{f"date_earliest__{way}": day}) | Q(date_earliest=day, **{f"slug__{way}": self.meeting.slug})
        order = ("-date_earliest", "-slug") if way == "lt" else ("date_earliest", "slug")
        return Meeting.objects.filter(beyond, pk__in=near).order_by(*order).defer("search_text").first()

    @cached_property
    def _sets(self) -> Sets:
        return current()

    @property
    def days_since(self) -> int | None:
        """Days from the contact before to this one."""
        return wording.days_between(self.meeting, self.before) if self.before else None

    @property
    def days_until(self) -> int | None:
        return wording.days_between(self.meeting, self.after) if self.after else None


def _spans(claim: Claim) -> tuple:
    return tuple(sorted((e.article_id, e.start, e.end) for e in claim.fact.evidence.all()))


def _place(claim: Claim) -> tuple:
    return min(_spans(claim), default=(0, 0, 0))
