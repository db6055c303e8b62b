"""What a fact says, by natural keys alone, and the key that tells it from the others of its meeting.

Shapes and keys are those of `resolution.facts`: a ruling made here meets the machine's fact of the same content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from articles.models import Agreement, Country, Fact, Official, Topic
from articles.models.choices import SINGLE_ASPECTS, Act, Aspect, DateBasis, Kind, Role
from articles.resolution import dates
from articles.resolution.facts import statement_key
from articles.resolution.names import name_key

from .errors import EditError
from .evidence import Span


@dataclass(frozen=True, slots=True)
class Saying:
    """A fact without its meeting: what it says and the key it goes by."""

    aspect: str
    key: str
    value: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        """What only one published fact of a meeting can stand in: the aspect where it has one value, else the key."""
        return self.aspect, "" if self.aspect in SINGLE_ASPECTS else self.key


def of_fact(fact: Fact) -> Saying:
    """What a stored fact says."""
    # A person's fact keeps the name that the accounts give, an agreement's what sort of agreement it is.
    column = {Aspect.PARTICIPANT: "name", Aspect.AGREEMENT: "kind"}.get(fact.aspect, "value")
    value = {
        "name": fact.official and fact.official.name,
        column: fact.value,
        "basis": fact.basis,
        "country": fact.country_id,
        "official": fact.official and fact.official.key,
        "topic": fact.topic_id,
        "agreement": fact.agreement and fact.agreement.name,
        "role": fact.role,
        "title": fact.title,
    }
    return Saying(fact.aspect, fact.key, {name: said for name, said in value.items() if said})


def kind(code: str) -> Saying:
    return Saying(Aspect.KIND, _one_of(Kind, code), {"value": code})


def date(edtf: str) -> Saying:
    """A day, month or year in EDTF. Raises EditError for what is no date."""
    edtf = edtf.strip()
    try:
        dates.members(edtf)
    except dates.DateError as error:
        raise EditError(str(error)) from error
    return Saying(Aspect.DATE, edtf, {"value": edtf, "basis": DateBasis.EDITOR.value})


def initiator(country: Country) -> Saying:
    return Saying(Aspect.INITIATOR, country.pk, {"country": country.pk})


def party(country: Country) -> Saying:
    return Saying(Aspect.PARTY, country.pk, {"country": country.pk})


def participant(official: Official | str, country: Country | None = None, role: str = "", title: str = "") -> Saying:
    """Someone who took part: an official of the archive, or the name of one whom it does not have yet."""
    key, name = _person(official, country)
    value = {"official": key, "name": name, "country": country and country.pk, "role": role, "title": title}
    if role:
        _one_of(Role, role)
    return Saying(Aspect.PARTICIPANT, key, {field: said for field, said in value.items() if said})


def topic(topic: Topic) -> Saying:
    return Saying(Aspect.TOPIC, topic.pk, {"topic": topic.pk})


def agreement(agreement: Agreement | str) -> Saying:
    name = " ".join(str(getattr(agreement, "name", agreement)).split())
    if not name:
        raise EditError(gettext("Name the agreement."))
    return Saying(Aspect.AGREEMENT, name, {"agreement": name})


def statement(act: str, speaker: Official | Country, spans: Sequence[Span]) -> Saying:
    """Who said it and in doing what; the spans are the sentence itself, without which there is no statement."""
    if not spans:
        raise EditError(gettext("A statement is a sentence: mark it in the article."))
    who = {"official": speaker.key, "name": speaker.name} if isinstance(speaker, Official) else {"country": speaker.pk}
    key = statement_key(_one_of(Act, act), next(iter(who.values())), [span.quote for span in spans])
    return Saying(Aspect.STATEMENT, key, {"value": act, **who})


def _person(official: Official | str, country: Country | None) -> tuple[str, str]:
    if isinstance(official, Official):
        return official.key, official.name
    name = " ".join(official.split())
    key = name_key(name)
    if not key:
        raise EditError(gettext("Name the person."))
    # Someone of the list of office holders is known by the name alone (see resolution.people).
    if Official.objects.filter(key=key).exists():
        return key, name
    return f"{key}|{country.pk if country else ''}", name


def _one_of(choices: type, code: str) -> str:
    if code not in choices.values:
        raise EditError(gettext("“%(code)s” is none of: %(all)s") % {"code": code, "all": ", ".join(choices.values)})
    return code
