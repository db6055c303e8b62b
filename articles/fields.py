"""Form fields that read what a reader may write in an address, and say in plain words what is wrong with it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from .models import Country
from .models.choices import Role

_YEAR_FIRST = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[/.])?(\d{1,2})[/.])?(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day: `text` as it stands in the address, its first and its last day."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text


def parse_period(text: str) -> Period:
    """2024, 2024-12, 2024-12-20, and the same as 12/2024 and 20/12/2024. Raises ValueError on anything else.

    >>> parse_period("2/2024").last
    datetime.date(2024, 2, 29)
    """
    if match := _YEAR_FIRST.fullmatch(text.strip()):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text.strip()):
        day, month, year = match.groups()
    else:
        raise ValueError(text)
    y = int(year)
    if month is None:
        return Period(f"{y:04}", date(y, 1, 1), date(y, 12, 31))
    m = int(month)
    if day is None:
        return Period(f"{y:04}-{m:02}", date(y, m, 1), date(y, m, calendar.monthrange(y, m)[1]))
    only = date(y, m, int(day))
    return Period(only.isoformat(), only, only)


class PeriodField(forms.CharField):
    """A text field whose value is a `Period`."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a date. Write a year, a month or a day: 2024, 2024-12 or 2024-12-20."),
    }

    def to_python(self, value: str | None) -> Period | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_period(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": text}) from error


class YearField(forms.CharField):
    """One year, as its four figures."""

    default_error_messages = {"invalid": _("“%(value)s” is not a year. Write its four figures, as in 2024.")}

    def to_python(self, value: str | None) -> str:
        text = super().to_python(value)
        if text and (not re.fullmatch(r"\d{4}", text, re.ASCII) or text == "0000"):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": text})
        return text


class RecordsField(forms.ModelMultipleChoiceField):
    """Records, each named by its slug."""

    def clean(self, value: list[str] | None):
        named = [str(item).strip().lower() for item in value or () if str(item).strip()]
        for item in named:
            ProhibitNullCharactersValidator()(item)
        return super().clean(named)


class CodesField(forms.MultipleChoiceField):
    """Codes out of a closed list."""

    def to_python(self, value: list[str] | None) -> list[str]:
        return [str(item).strip() for item in value or () if str(item).strip()]


@dataclass(frozen=True, slots=True)
class Post:
    """An office for a country: `gb.foreign_minister` in an address."""

    country: Country
    role: str

    def __str__(self) -> str:
        return f"{Role(self.role).label}, {self.country}"

    @property
    def code(self) -> str:
        return f"{self.country.slug}.{self.role}"


class PostsField(forms.Field):
    """Posts, each named by its code."""

    widget = forms.SelectMultiple
    default_error_messages = {"invalid_choice": _("There is no post “%(value)s”. Write it like gb.foreign_minister.")}

    def to_python(self, value: list[str] | None) -> list[Post]:
        named = [str(item).strip().lower() for item in value or () if str(item).strip()]
        slugs = {item.partition(".")[0] for item in named}
        countries = {country.slug: country for country in Country.objects.filter(slug__in=slugs)} if slugs else {}
        return [self._post(item, countries) for item in named]

    def _post(self, code: str, countries: dict[str, Country]) -> Post:
        slug, _dot, role = code.partition(".")
        if slug not in countries or role not in Role.values:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": code})
        return Post(countries[slug], role)
