"""Records in the vocabulary of schema.org, as JSON-LD. `absolute` makes an address of this archive whole.

A contact is a `CommunicateAction`: "conveying information to another person via a communication medium (instrument)",
the telephone among them. Who asked for it is its `agent`; where that is not known, all of them are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings

from articles import wording
from articles.models import Agreement, Article, Country, Fact, Meeting, Official, Tenure, Topic
from articles.models.choices import Kind

CONTEXT = "https://schema.org"
# The type of a literal that is a date of less than certainty (Library of Congress, Extended Date/Time Format).
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_WHOLE = re.compile(r"\d{4}(-\d{2}){0,2}")
_INSTRUMENTS = {Kind.PHONE_CALL: "telephone", Kind.VIDEO_CALL: "video conference", Kind.LETTER: "letter"}

Absolute = Callable[[str], str]
Node = dict[str, Any]


def site(absolute: Absolute) -> Node:
    """The archive itself, with its search."""
    search = {"@type": "EntryPoint", "urlTemplate": absolute("/search/") + "?q={search_term_string}"}
    return _said(
        {
            "@type": "WebSite",
            "@id": absolute("/"),
            "url": absolute("/"),
            "name": settings.ARCHIVE_TITLE,
            "license": settings.ARCHIVE_LICENCE,
            "potentialAction": {
                "@type": "SearchAction",
                "target": search,
                "query-input": "required name=search_term_string",
            },
        }
    )


def page(address: str, language: str, absolute: Absolute) -> Node:
    """A page that is no record's: a list, a picture."""
    return {
        "@type": "WebPage",
        "@id": absolute(address),
        "url": absolute(address),
        "inLanguage": language,
        "isPartOf": {"@id": absolute("/")},
    }


def dataset(address: str, description: str, files: list[str], absolute: Absolute) -> Node:
    """The archive as a whole, with the addresses of the files that hold it."""
    return _said(
        {
            "@type": "Dataset",
            "@id": absolute(address),
            "url": absolute(address),
            "name": settings.ARCHIVE_TITLE,
            "description": description,
            "license": settings.ARCHIVE_LICENCE,
            "isAccessibleForFree": True,
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": absolute(file)}
                for file in files
            ],
        }
    )


def of_call(meeting: Meeting, absolute: Absolute) -> Node:
    sides = {country.pk: _side(meeting, country, absolute) for country in wording.home_first(meeting.parties)}
    people = [person for side in sides.values() for person in side]
    asked = sides.get(meeting.initiator_id, [])
    instrument = _INSTRUMENTS.get(meeting.kind)
    return _said(
        {
            "@type": "CommunicateAction",
            "@id": absolute(meeting.get_absolute_url()),
            "url": absolute(meeting.get_absolute_url()),
            "name": f"{wording.title(meeting)}, {wording.date_in_words(meeting.date_edtf)}",
            "actionStatus": "https://schema.org/CompletedActionStatus",
            "startTime": _date(meeting.date_edtf),
            "agent": asked or people,
            "participant": [person for person in people if person not in asked],
            "instrument": instrument and {"@type": "Thing", "name": instrument},
            "about": [
                *(_topic(fact.topic, absolute) for fact in meeting.topics),
                *(_agreement(fact.agreement, absolute) for fact in meeting.agreements),
            ],
            "subjectOf": [_article(account.article, absolute) for account in meeting.accounts.all()],
        }
    )


def of_official(official: Official, absolute: Absolute) -> Node:
    """The person with every form of the name and every office, each with its days."""
    return _said(
        _person(official, absolute)
        | {
            "alternateName": [alias.name for alias in official.aliases.all() if alias.name != official.name],
            "affiliation": official.country and _government(official.country, absolute),
            "hasOccupation": [_office(tenure, absolute) for tenure in official.tenures.all()],
        }
    )


def of_country(country: Country, absolute: Absolute) -> Node:
    return _said(_country(country, absolute) | {"alternateName": sorted({*country.names.values(), *country.aliases})})


def of_agreement(agreement: Agreement, absolute: Absolute) -> Node:
    names = {*agreement.names.values(), agreement.acronym} - {"", agreement.name}
    return _said(_agreement(agreement, absolute) | {"alternateName": sorted(names)})


def of_topic(topic: Topic, absolute: Absolute) -> Node:
    return _said(_topic(topic, absolute))


def of_article(article: Article, absolute: Absolute) -> Node:
    return _said(_article(article, absolute))


def _side(meeting: Meeting, country: Country, absolute: Absolute) -> list[Node]:
    """Who took part for a party, or the party itself where nobody is named."""
    people = [fact for fact in wording.ranked(meeting.participants) if fact.country_id == country.pk]
    return [_participant(fact, country, absolute) for fact in people] or [_government(country, absolute)]


def _participant(fact: Fact, country: Country, absolute: Absolute) -> Node:
    return _person(fact.official, absolute) | {
        "jobTitle": wording.office(fact) or fact.title or None,
        "affiliation": _government(country, absolute),
    }


def _person(official: Official, absolute: Absolute) -> Node:
    page = absolute(official.get_absolute_url())
    return {"@type": "Person", "@id": page, "url": page, "name": official.name}


def _government(country: Country, absolute: Absolute) -> Node:
    """Who acts in a contact is a government or an organisation; a `Country` is a place."""
    page = absolute(country.get_absolute_url())
    if country.kind == Country.Kind.ORGANISATION:
        return {"@type": "Organization", "@id": page, "url": page, "name": str(country)}
    return {"@type": "GovernmentOrganization", "name": str(country), "areaServed": _country(country, absolute)}


def _country(country: Country, absolute: Absolute) -> Node:
    page = absolute(country.get_absolute_url())
    kind = "Country" if country.kind == Country.Kind.STATE else "Organization"
    return {"@type": kind, "@id": page, "url": page, "name": str(country), "identifier": country.code}


def _office(tenure: Tenure, absolute: Absolute) -> Node:
    """schema.org puts the days of an occupation on a `Role` between the two."""
    occupation = {"@type": "Occupation", "name": tenure.title or tenure.get_role_display()}
    return {
        "@type": "Role",
        "hasOccupation": occupation | {"occupationLocation": _country(tenure.country, absolute)}
        if tenure.country.kind == Country.Kind.STATE
        else occupation,
        "startDate": _date(tenure.since),
        "endDate": _date(tenure.until),
    }


def _topic(topic: Topic, absolute: Absolute) -> Node:
    page = absolute(topic.get_absolute_url())
    return {"@type": "DefinedTerm", "@id": page, "url": page, "name": str(topic), "termCode": topic.code}


def _agreement(agreement: Agreement, absolute: Absolute) -> Node:
    page = absolute(agreement.get_absolute_url())
    return {"@type": "CreativeWork", "@id": page, "url": page, "name": str(agreement)}


def _article(article: Article, absolute: Absolute) -> Node:
    return {
        "@type": "NewsArticle",
        "@id": absolute(article.get_absolute_url()),
        "url": absolute(article.get_absolute_url()),
        "headline": article.heading,
        "isBasedOn": article.url or None,
        "datePublished": article.published_on and article.published_on.isoformat(),
        "inLanguage": article.language if article.language != "und" else None,
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
    }


def _date(edtf: str) -> str | Node | None:
    """A certain day, month or year as it is (ISO 8601); anything else as a literal of type EDTF."""
    if not edtf:
        return None
    return edtf if _WHOLE.fullmatch(edtf) else {"@type": EDTF, "@value": edtf}


def _said(node: Any) -> Any:
    """Without what is not known, on every level."""
    if isinstance(node, dict):
        return {name: _said(value) for name, value in node.items() if value not in (None, "", [])}
    return [_said(one) for one in node] if isinstance(node, list) else node
