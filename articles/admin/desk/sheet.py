"""A meeting laid out for an editor: every fact with its sentences and what can be done to it, and the articles."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.functional import cached_property

from articles.admin.sentences import Sentence, sentences_of
from articles.editing.states import MeetingState, state_of
from articles.marking import KIND, pieces_of
from articles.models import Account, Agreement, Article, Evidence, Fact, Meeting
from articles.models.choices import SINGLE_ASPECTS, Aspect, Origin, Status
from articles.passages import Mark, Piece

from .forms import Lists, SayingForm, adding, correcting, names_in_office

_ORDER = list(Aspect)


@dataclass(frozen=True, slots=True)
class Line:
    """A fact, what the page showed of its place (to notice who was faster), and the form that corrects it."""

    fact: Fact
    seen: str
    sentences: list[Sentence]
    form: SayingForm

    @property
    def is_open(self) -> bool:
        return self.fact.published and self.fact.status == Status.PROPOSED

    @property
    def is_rejected(self) -> bool:
        return self.fact.status == Status.REJECTED

    @property
    def is_from_editor(self) -> bool:
        return self.fact.origin == Origin.EDITOR


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one aspect: those published, those said otherwise, those rejected."""

    aspect: Aspect
    published: list[Line] = field(default_factory=list)
    otherwise: list[Line] = field(default_factory=list)
    rejected: list[Line] = field(default_factory=list)
    form: SayingForm | None = None

    @property
    def takes_more(self) -> bool:
        """Where there is one value only, that one is corrected."""
        return self.aspect not in SINGLE_ASPECTS or not self.published


@dataclass(frozen=True, slots=True)
class Witness:
    """An article with what it was read for; its accounts of this meeting and of others."""

    article: Article
    accounts: list[Account]
    pieces: list[Piece]


class Sheet:
    """All of a meeting. `bound`: the form that was sent and refused, shown with its errors."""

    def __init__(self, meeting: Meeting, bound: SayingForm | None = None) -> None:
        self.meeting, self._bound, self._lists = meeting, bound, Lists()

    @cached_property
    def facts(self) -> list[Fact]:
        evidence = Prefetch("evidence", Evidence.objects.select_related("article"))
        return list(self.meeting.facts.joined().prefetch_related(evidence))

    @cached_property
    def state(self) -> MeetingState:
        return state_of(self.meeting)

    @cached_property
    def groups(self) -> list[Group]:
        groups = {aspect: Group(aspect, form=self._form_for(aspect)) for aspect in _ORDER}
        for fact in sorted(self.facts, key=lambda fact: (-fact.confidence, fact.key)):
            group, line = groups[fact.aspect], self._line(fact)
            where = group.published if fact.published else group.rejected if line.is_rejected else group.otherwise
            where.append(line)
        return list(groups.values())

    def _form_for(self, aspect: Aspect) -> SayingForm:
        bound = self._bound
        return bound if bound and bound.prefix == f"new-{aspect}" else adding(self.meeting, aspect, lists=self._lists)

    def _line(self, fact: Fact) -> Line:
        bound = self._bound
        form = (
            bound if bound and bound.prefix == f"fact-{fact.pk}" else correcting(self.meeting, fact, lists=self._lists)
        )
        place = fact.aspect, "" if fact.aspect in SINGLE_ASPECTS else fact.key
        return Line(fact, self.state.version_at(place), sentences_of(fact), form)

    @cached_property
    def witnesses(self) -> list[Witness]:
        accounts: dict[Article, list[Account]] = {}
        for account in self.meeting.accounts.select_related("article").order_by("article__source_id", "position"):
            accounts.setdefault(account.article, []).append(account)
        return [Witness(article, its, pieces_of(article, self._marks(article))) for article, its in accounts.items()]

    def _marks(self, article: Article) -> list[Mark]:
        return [
            Mark(evidence.start, evidence.end, KIND[fact.aspect])
            for fact in self.facts
            if fact.published
            for evidence in fact.evidence.all()
            if evidence.article_id == article.pk and not evidence.is_gone
        ]

    @property
    def officials(self) -> list[str]:
        return names_in_office(self.meeting)

    @property
    def agreements(self) -> list[str]:
        return list(Agreement.objects.values_list("name", flat=True)[:500])
