"""A list of meetings as its address asks for it: what is in force, what is shown, what is wrong, what is near."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .counts import COUNTED, DATE_FILTERS, Counted, counted
from .facets import Bar, Facet, bars, changed, chosen_values, facets
from .filters import SORTS, MeetingFilter
from .index import Selection, Sets, current
from .models import Meeting
from .wording import in_sentence

PAGE_SIZE = 25
_HEADINGS = {
    "country": gettext_lazy("Calls with %(name)s"),
    "official": gettext_lazy("Calls of %(name)s"),
    "topic": gettext_lazy("Calls on %(name)s"),
    "agreement": gettext_lazy("Calls that name %(name)s"),
    "year": gettext_lazy("Calls in %(name)s"),
}
SETTINGS = ("all", "sort")
TYPED = ("q", "from", "to")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `address` is the list without it."""

    label: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class Wider:
    """A search without one of its filters, and how many meetings it finds."""

    chip: Chip
    count: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the address asks for and the archive cannot do. `field` is empty where no field is at fault."""

    field: str
    label: str
    message: str

    @property
    def is_typed(self) -> bool:
        """Whether a box to type in holds what is wrong."""
        return self.field in TYPED


class Listing:
    """The meetings that an address asks for. Every part is worked out when a template first asks for it."""

    def __init__(self, params: QueryDict, *, facets: Collection[str] = COUNTED) -> None:
        """`facets` are those to count, the year for the bars among them, where a page shows only some."""
        self.params = params
        self._counted = facets
        self.filters = MeetingFilter(params, Meeting.objects.published())
        self.form = self.filters.form
        self.form.full_clean()

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with the address, one sentence each."""
        return [
            Problem(name, str(self.filters.filters[name].label or ""), message)
            for name, messages in self.form.errors.items()
            for message in messages
        ]

    @property
    def without_page(self) -> str:
        """The first page of the list, where the page asked for is what is wrong."""
        return changed(self.params) if not self.problems else ""

    @property
    def without_problems(self) -> str:
        """The list without the filters that are wrong."""
        return changed(self.params, **dict.fromkeys(self.form.errors, "")) if self.problems else ""

    @property
    def heading(self) -> str:
        """What the list is of, in words where one filter alone says it."""
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value and name not in SETTINGS}
        if len(chosen) != 1:
            return _("Calls")
        name, value = chosen.popitem()
        if name in ("country", "official", "topic", "agreement") and len(value) == 1:
            return _HEADINGS[name] % {"name": in_sentence(value[0]) if name == "country" else value[0]}
        return _HEADINGS["year"] % {"name": value} if name == "year" else _("Calls")

    @property
    def typed_from(self) -> str:
        """What stands in the box; a year chosen by its bar stands in both."""
        return self._typed("from")

    @property
    def typed_to(self) -> str:
        return self._typed("to")

    def _typed(self, name: str) -> str:
        return self.params.get(name) or self.form.cleaned_data.get("year") or ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form sends on beside what is typed and ticked in it: the order of the list."""
        return [("sort", self.sort)] if self.sort != SORTS[0][0] else []

    @cached_property
    def sets(self) -> Sets:
        """The archive as of this list: all its parts agree, whatever is stored meanwhile."""
        return current()

    @cached_property
    def meetings(self) -> Selection:
        """All of the list, in its order."""
        return self.selected(_dressed)

    @property
    def first(self) -> Meeting | None:
        """The earliest with a date."""
        earliest = self.selected(_dressed, oldest_first=True)[:1]
        return next((meeting for meeting in earliest if meeting.date_earliest), None)

    def selected(self, dress: Callable[[QuerySet], QuerySet], *, oldest_first: bool | None = None) -> Selection:
        """All of the list, each with what `dress` gives a query; in its order, or the oldest first."""
        oldest_first = self.sort == "oldest" if oldest_first is None else oldest_first
        members = self.filters.members(self.sets)
        return Selection(self.sets, members, self.filters.narrowed, dress, oldest_first=oldest_first)

    @cached_property
    def paginator(self) -> Paginator:
        return Paginator(self.meetings, PAGE_SIZE)

    @cached_property
    def page(self) -> Page:
        return self.paginator.page(self.params.get("page") or 1)

    @property
    def page_problem(self) -> tuple[int, Problem] | None:
        """The status and the sentence for a page number that leads nowhere."""
        number = self.params.get("page") or 1
        try:
            self.paginator.validate_number(number)
        except PageNotAnInteger:
            return 400, Problem("", _("Page"), _("“%(number)s” is not a page number.") % {"number": number})
        except EmptyPage:
            message = _("There is no page %(number)s: the list ends with page %(last)s.")
            return 404, Problem("", _("Page"), message % {"number": number, "last": self.paginator.num_pages})
        return None

    @property
    def sort(self) -> str:
        return self.form.cleaned_data.get("sort") or SORTS[0][0]

    @property
    def sorts(self) -> list[Chip]:
        """The other orders that the list may have."""
        return [Chip("", str(label), changed(self.params, sort=code)) for code, label in SORTS if code != self.sort]

    @cached_property
    def chips(self) -> list[Chip]:
        chips = []
        for name in self.filters.filters:
            if name in SETTINGS or not self.form.cleaned_data.get(name):
                continue
            label = str(self.filters.filters[name].label)
            values = self._in_force(name)
            for value, words in values.items():
                others = [other for other in values if other != value]
                chips.append(Chip(label, words, changed(self.params, **{name: others})))
        return chips

    def _in_force(self, name: str) -> dict[str, str]:
        value = self.form.cleaned_data[name]
        if name == "q" or name in DATE_FILTERS:
            return {str(value): str(value)}
        return chosen_values(self.filters, name)

    @cached_property
    def _counts(self) -> dict[str, list[Counted]]:
        return counted(self.filters, self.sets, self._counted)

    @cached_property
    def facets(self) -> list[Facet]:
        return facets(self.filters, self.params, self._counts)

    @cached_property
    def bars(self) -> list[Bar]:
        return bars(self.filters, self.params, self._counts.get("year", []))

    @cached_property
    def wider(self) -> list[Wider]:
        """For a list with nothing in it: what is found without one of its filters, the nearest first."""
        names = [name for name in self.filters.filters if name not in SETTINGS and self.form.cleaned_data.get(name)]
        counts = {name: len(self.filters.members(self.sets, without=(name,))) for name in names}
        found = [
            Wider(Chip(str(self.filters.filters[name].label), self._said(name), self._address_without(name)), number)
            for name, number in counts.items()
            if number
        ]
        return sorted(found, key=lambda wider: wider.count)

    def _said(self, name: str) -> str:
        return ", ".join(self._in_force(name).values())

    def _address_without(self, name: str) -> str:
        return changed(self.params, **{name: ""})


def _dressed(meetings: QuerySet) -> QuerySet:
    """With all that a line of a list shows."""
    return meetings.for_list().defer("search_text")
