"""What a fact says, told from its natural keys alone: a ruling is read when the rows it was made from are long gone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from articles.models import Country, Official, Topic
from articles.models.choices import Act, Aspect, Kind, Role
from articles.wording import date_in_words


class Words:
    """The names of countries, topics and officials, each looked up once for all that is to be told."""

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {country.pk: str(country) for country in Country.objects.all()}

    @cached_property
    def _topics(self) -> dict[str, str]:
        return {topic.pk: str(topic) for topic in Topic.objects.all()}

    def country(self, code: str | None) -> str:
        return self._countries.get(code or "", code or "")

    def official(self, key: str) -> str:
        name = Official.objects.filter(key=key).values_list("name", flat=True).first()
        return name or key.split("|")[0].title()

    def of(self, aspect: str, value: Mapping[str, Any]) -> str:
        """In the language of the page: "20 December 2024", "David Lammy (Foreign minister, United Kingdom)"."""
        said = value.get("value", "")
        if aspect == Aspect.KIND:
            return str(dict(Kind.choices).get(said, said))
        if aspect == Aspect.DATE:
            return f"{date_in_words(said)} ({said})"
        if aspect == Aspect.TOPIC:
            return self._topics.get(value.get("topic", ""), value.get("topic", ""))
        if aspect == Aspect.AGREEMENT:
            return value.get("agreement", "")
        if aspect == Aspect.STATEMENT:
            return self._statement(value)
        if aspect == Aspect.PARTICIPANT:
            return self._participant(value)
        return self.country(value.get("country"))

    def _participant(self, value: Mapping[str, Any]) -> str:
        role = dict(Role.choices).get(value.get("role", ""), "")
        details = [str(detail) for detail in (role, self.country(value.get("country"))) if detail]
        name = self._name(value)
        return f"{name} ({', '.join(details)})" if details else name

    def _statement(self, value: Mapping[str, Any]) -> str:
        act = dict(Act.choices).get(value.get("value", ""), value.get("value", ""))
        speaker = self._name(value) if value.get("official") else self.country(value.get("country"))
        return gettext("%(speaker)s: %(act)s") % {"speaker": speaker, "act": act}

    def _name(self, value: Mapping[str, Any]) -> str:
        return value.get("name") or self.official(value.get("official", ""))
