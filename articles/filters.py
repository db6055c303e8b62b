"""The list's filters: what may stand in its address, what it means, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from functools import reduce
from operator import and_, or_

import django_filters
from babel import Locale
from django import forms
from django.db.models import Count, Exists, Lookup, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThan
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from .fields import CodesField, PeriodField, Post, PostsField, RecordsField, YearField
from .index import Sets
from .index.rows import STATED
from .index.words import with_words
from .models import Account, Agreement, Country, Fact, Meeting, Official, Topic
from .models.choices import Aspect, Kind, Role, Status
from .resolution.dates import bounds
from .search import Query

SORTS = (("newest", _("newest first")), ("oldest", _("oldest first")))
CERTAINTIES = (("certain", _("Stated")), ("inferred", _("Inferred")), ("unknown", _("Not known")))
REPORTS = (("both", _("Both sides")), ("one", _("One side only")), ("unsaid", _("Not known whose side")))
REVIEWS = (("checked", _("Checked by an editor")), ("unchecked", _("As the machine read it")))
MAY_BE_ALL = (("country", ""), ("topic", ""), ("official", ""), ("agreement", ""), ("office", ""), ("post", ""))

_DATED = Q(date_earliest__isnull=False)
_STATED = Q(date_basis__in=STATED)
BY_CERTAINTY = {"certain": _DATED & _STATED, "inferred": _DATED & ~_STATED, "unknown": ~_DATED}


def in_office(role: str) -> Exists:
    facts = Fact.objects.published().of(Aspect.PARTICIPANT)
    return Exists(facts.filter(meeting=OuterRef("pk"), role=role))


def in_post(post: Post) -> Exists:
    facts = Fact.objects.published().of(Aspect.PARTICIPANT)
    return Exists(facts.filter(meeting=OuterRef("pk"), role=post.role, country=post.country))


def reported_in(language: str) -> Exists:
    return Exists(Account.objects.filter(meeting=OuterRef("pk"), article__language=language))


def sides_reporting() -> Coalesce:
    """How many of a meeting's parties have an account of it from their own side."""
    party = (
        Fact.objects.published().of(Aspect.PARTY).filter(meeting=OuterRef("meeting"), country=OuterRef("article__side"))
    )
    accounts = Account.objects.filter(Exists(party), meeting=OuterRef("pk")).order_by().values("meeting")
    return Coalesce(Subquery(accounts.annotate(sides=Count("article__side", distinct=True)).values("sides")), 0)


def reported_by(code: str) -> Lookup:
    sides = sides_reporting()
    return {"both": GreaterThan(sides, 1), "one": Exact(sides, 1), "unsaid": Exact(sides, 0)}[code]


def reviewed(status: str) -> Exists:
    checked = Exists(Fact.objects.published().filter(meeting=OuterRef("pk"), status=Status.CONFIRMED))
    return checked if status == "checked" else ~checked


class Chosen(django_filters.Filter):
    """Any of what was chosen, or all of it where the address has `all=<name of the filter>`."""

    def condition(self, choice) -> Q | Exists:
        raise NotImplementedError

    def filter(self, qs: QuerySet, value: Iterable) -> QuerySet:
        if not value:
            return qs
        return qs.filter(reduce(self._join, (Q(self.condition(choice)) for choice in value)))

    def members(self, sets: Sets, value: Iterable) -> BitMap:
        """The same out of the sets: `facet` is theirs, `key` what a choice goes by in it."""
        return reduce(self._join, (sets.of(self.facet, self.key(choice)) for choice in value))

    @property
    def _join(self) -> Callable:
        return and_ if self.field_name in self.parent.form.cleaned_data.get("all", ()) else or_

    @property
    def facet(self) -> str:
        return self.field_name

    def key(self, choice) -> Hashable:
        return choice


class Records(Chosen):
    """Meetings with a published fact of the aspect that names the record."""

    field_class = RecordsField

    def __init__(self, model, aspect: str, column: str, unknown: str, key: str = "slug", **kwargs) -> None:
        self.aspect, self.column = aspect, column
        messages = {"invalid_choice": unknown}
        super().__init__(queryset=model.objects.all(), to_field_name=key, error_messages=messages, **kwargs)

    def condition(self, choice) -> Exists:
        facts = Fact.objects.published().of(self.aspect)
        return Exists(facts.filter(meeting=OuterRef("pk"), **{self.column: choice.pk}))

    @property
    def facet(self) -> str:
        return self.aspect if self.aspect != Aspect.PARTICIPANT else "official"

    def key(self, choice) -> Hashable:
        return choice.pk


class Codes(Chosen):
    """Meetings that answer to a code; `asks` turns the code into a condition."""

    field_class = CodesField

    def __init__(self, choices, asks: Callable[[str], Q | Exists], unknown: str, **kwargs) -> None:
        self.condition = asks
        super().__init__(choices=choices, error_messages={"invalid_choice": unknown}, **kwargs)


class Posts(Chosen):
    """Meetings with whoever then held an office for a country: one follows the office, not a person."""

    field_class = PostsField

    def condition(self, choice: Post) -> Exists:
        return in_post(choice)

    def key(self, choice: Post) -> Hashable:
        return choice.country.pk, choice.role


class Dated(django_filters.Filter):
    """Meetings on, since or until a date: one of the archive's own verbs."""

    def __init__(self, verb: str, field: type[forms.Field], **kwargs) -> None:
        self.verb, self.field_class = verb, field
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value) -> QuerySet:
        return getattr(qs, self.verb)(str(value)) if value else qs

    def members(self, sets: Sets, value) -> BitMap:
        first, last = bounds(str(value))
        return sets.possible(None if self.verb == "until" else first, None if self.verb == "since" else last)


class Words(django_filters.CharFilter):
    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(with_words(Query(value))) if value else qs

    def members(self, sets: Sets, value: str) -> BitMap:
        found = self.filter(Meeting.objects.order_by(), value).values_list("pk", flat=True)
        return BitMap(found) & sets.everything


class Setting(django_filters.Filter):
    """A part of the address that changes how the list is shown or read, and filters nothing itself."""

    def __init__(self, field: type[forms.Field], **kwargs) -> None:
        self.field_class = field
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value) -> QuerySet:
        return qs

    def members(self, sets: Sets, value) -> BitMap:
        return sets.everything


class MeetingForm(forms.Form):
    def clean(self) -> dict:
        data = super().clean()
        since, until = data.get("from"), data.get("to")
        if since and until and since.first > until.last:
            message = _("The end (%(to)s) is before the beginning (%(from)s). Swap them, or leave one empty.")
            self.add_error("to", message % {"from": since, "to": until})
        return data


def languages() -> list[tuple[str, str]]:
    return sorted(Locale("en").languages.items())


class MeetingFilter(django_filters.FilterSet):
    """Each filter is a field of the form and a part of the address, under one name."""

    q = Words(label=_("Words"), max_length=200)
    year = Dated("on", YearField, label=_("Year"))
    country = Records(
        Country, Aspect.PARTY, "country", _("There is no country or organisation “%(value)s”."), label=_("Partner")
    )
    topic = Records(Topic, Aspect.TOPIC, "topic", _("There is no topic “%(value)s”."), "code", label=_("Topic"))
    official = Records(
        Official, Aspect.PARTICIPANT, "official", _("There is no official “%(value)s”."), label=_("Official")
    )
    agreement = Records(
        Agreement, Aspect.AGREEMENT, "agreement", _("There is no agreement “%(value)s”."), label=_("Agreement")
    )
    office = Codes(Role.choices, in_office, _("There is no office “%(value)s”."), label=_("Office held at the time"))
    post = Posts(label=_("Office, by country"))
    kind = Codes(
        Kind.choices,
        lambda code: Q(kind=code),
        _("There is no kind of contact “%(value)s”."),
        label=_("Kind of contact"),
    )
    initiator = Records(
        Country,
        Aspect.INITIATOR,
        "country",
        _("There is no country or organisation “%(value)s”."),
        label=_("Who asked for it"),
    )
    language = Codes(languages, reported_in, _("There is no language “%(value)s”."), label=_("Language of sources"))
    reports = Codes(
        REPORTS, reported_by, _("Sources are “both”, “one” or “unsaid” here, not “%(value)s”."), label=_("Reported by")
    )
    certainty = Codes(
        CERTAINTIES,
        BY_CERTAINTY.__getitem__,
        _("A date is not “%(value)s” here: it is certain, inferred or unknown."),
        label=_("Date is"),
    )
    review = Codes(REVIEWS, reviewed, _("There is no review status “%(value)s”."), label=_("Review"))
    all = Setting(
        field=CodesField,
        choices=MAY_BE_ALL,
        error_messages={"invalid_choice": _("“%(value)s” is not a filter that can ask for all of its values.")},
    )
    sort = Setting(
        field=forms.ChoiceField,
        choices=SORTS,
        error_messages={"invalid_choice": _("The list cannot be sorted by “%(value)s”.")},
        label=_("Order"),
    )

    _passing: tuple[Sets, dict[str, BitMap]] | None = None
    _form_class: type[MeetingForm] | None = None

    class Meta:
        model = Meeting
        fields = ()
        form = MeetingForm

    @classmethod
    def get_filters(cls) -> dict:
        """With `from` and `to`: `from` is a word of Python's own and cannot be declared above."""
        return super().get_filters() | {
            "from": Dated("since", PeriodField, label=_("From")),
            "to": Dated("until", PeriodField, label=_("To")),
        }

    def get_form_class(self) -> type[MeetingForm]:
        """Made once: django-filter would make a class of the same fields for each request."""
        if MeetingFilter._form_class is None:
            MeetingFilter._form_class = super().get_form_class()
        return MeetingFilter._form_class

    def narrowed(self, *, without: Iterable[str] = ()) -> QuerySet:
        """The meetings that pass every filter but those named."""
        meetings = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in without:
                meetings = self.filters[name].filter(meetings, value)
        return meetings

    def members(self, sets: Sets, *, without: Collection[str] = ()) -> BitMap:
        """The same out of the sets of the archive: all that pass, of whichever meetings `narrowed` starts from."""
        return reduce(
            and_, (found for name, found in self._members(sets).items() if name not in without), sets.everything
        )

    def _members(self, sets: Sets) -> dict[str, BitMap]:
        """What passes each filter in force; worked out once."""
        if self._passing is None or self._passing[0] is not sets:
            chosen = self.form.cleaned_data.items()
            self._passing = sets, {n: self.filters[n].members(sets, value) for n, value in chosen if value}
        return self._passing[1]
