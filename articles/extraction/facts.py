"""What goes into the extractor and what comes out: plain, frozen data.

Every fact carries its `Support`: the spans of the text it rests on, the rule
that fired and how sure that rule is. Spans are `(start, end)` in characters of
`Document.full_text`, end excluded, so `full_text[start:end]` is what was matched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Span = tuple[int, int]

KINDS = ("phone_call", "video_call", "in_person", "multilateral", "letter")
DATE_BASES = ("explicit", "year_from_published", "relative_to_published", "year_from_context")
ROLES = (
    "head_of_state",
    "head_of_government",
    "deputy_head_of_government",
    "foreign_minister",
    "deputy_foreign_minister",
    "defence_minister",
    "other_minister",
    "security_adviser",
    "party_leader",
    "parliament_speaker",
    "senior_official",
    "ambassador",
    "org_head",
    "royal",
    "other",
)
ACTS = (
    "affirm",
    "agree",
    "commit",
    "congratulate",
    "express_concern",
    "inform",
    "invite",
    "propose",
    "request",
    "thank",
    "welcome",
)
TOPICS = (
    "trade_investment",
    "defence_security",
    "maritime",
    "climate_environment",
    "energy",
    "health",
    "education_training",
    "science_technology",
    "conflict_peace",
    "nuclear_arms_control",
    "human_rights_democracy",
    "migration_consular",
    "development_aid",
    "humanitarian_disaster",
    "war_legacy",
    "culture_people",
    "crime_terrorism",
    "transport_infrastructure",
    "agriculture_food",
    "multilateral",
    "high_level_exchange",
    "bilateral_relations",
    "congratulations_condolences",
)
# Why nothing was read in a text: no language of the lexicon; no contact of two parties; one that is only to come, that
# did not take place, that took place before; one that the text tells of in passing.
SKIPPED = ("language", "no_contact", "planned", "denied", "recalled", "passing")
ZONES = ("headline", "dateline", "body", "caption", "boilerplate", "related")


@dataclass(frozen=True, slots=True)
class Document:
    """One text as a reader hands it over.

    `id`: what the source calls it (a file name, a JSONL id). `published`: an ISO
    8601 date or date-time, as found, or None. `lang`: a hint; None lets the
    extractor tell it from the text.
    """

    text: str
    id: str = ""
    title: str = ""
    lang: str | None = None
    published: str | None = None
    url: str = ""
    publisher: str = ""

    @property
    def full_text(self) -> str:
        """Title, a blank line and the text: the string that all spans count in."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Support:
    """What a fact rests on: spans of the full text, the rule that fired, 0 to 1 how sure."""

    spans: tuple[Span, ...]
    rule: str
    confidence: float

    def __post_init__(self) -> None:
        # What is written out is read back the same.
        object.__setattr__(self, "confidence", round(self.confidence, 3))

    def as_dict(self) -> dict[str, Any]:
        return {
            "spans": [list(span) for span in self.spans],
            "rule": self.rule,
            "confidence": self.confidence,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Support:
        return cls(tuple((start, end) for start, end in data["spans"]), data["rule"], data["confidence"])


@dataclass(frozen=True, slots=True)
class Coded:
    """A fact that is one code: a kind, a party, a topic."""

    code: str
    support: Support


@dataclass(frozen=True, slots=True)
class ContactDate:
    """The day of the contact in EDTF (levels 0 to 2) and how it is known (one of DATE_BASES)."""

    edtf: str
    basis: str
    support: Support


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who took part. `country`: party code or None; `role`: one of ROLES; `title`: as written."""

    name: str
    as_written: str
    country: str | None
    role: str
    title: str
    support: Support


@dataclass(frozen=True, slots=True)
class Agreement:
    """A treaty, partnership, plan or mechanism named. `kind`: as in the lexicon; `parties`: sorted codes."""

    name: str
    kind: str
    parties: tuple[str, ...]
    support: Support
    acronym: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: `speaker` is a participant's name or a party code, `act` one of ACTS; the span is the sentence."""

    speaker: str
    act: str
    support: Support


@dataclass(frozen=True, slots=True)
class Account:
    """What one article says of one meeting."""

    kind: Coded
    date: ContactDate | None = None
    participants: tuple[Participant, ...] = ()
    countries: tuple[Coded, ...] = ()
    initiator: Coded | None = None
    topics: tuple[Coded, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    statements: tuple[Statement, ...] = ()
    confidence: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "confidence", round(self.confidence, 3))

    def as_dict(self) -> dict[str, Any]:
        """The meeting object of the evaluation format: codes plain, their support under `evidence`."""
        return {
            "kind": self.kind.code,
            "date": self.date.edtf if self.date else None,
            "date_basis": self.date.basis if self.date else None,
            "participants": [
                {
                    "name": p.name,
                    "as_written": p.as_written,
                    "country": p.country,
                    "role": p.role,
                    "title": p.title,
                    **p.support.as_dict(),
                }
                for p in self.participants
            ],
            "countries": [c.code for c in self.countries],
            "initiator": self.initiator.code if self.initiator else None,
            "topics": [t.code for t in self.topics],
            "agreements": [
                {
                    "name": a.name,
                    "acronym": a.acronym,
                    "kind": a.kind,
                    "parties": list(a.parties),
                    **a.support.as_dict(),
                }
                for a in self.agreements
            ],
            "statements": [{"speaker": s.speaker, "act": s.act, **s.support.as_dict()} for s in self.statements],
            "confidence": self.confidence,
            "evidence": {
                "kind": self.kind.support.as_dict(),
                "date": self.date.support.as_dict() if self.date else None,
                "initiator": self.initiator.support.as_dict() if self.initiator else None,
                "countries": {c.code: c.support.as_dict() for c in self.countries},
                "topics": {t.code: t.support.as_dict() for t in self.topics},
            },
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Account:
        """Read back what `as_dict` wrote."""
        evidence = data["evidence"]

        def coded(key: str) -> tuple[Coded, ...]:
            return tuple(Coded(code, Support.from_dict(evidence[key][code])) for code in data[key])

        return cls(
            kind=Coded(data["kind"], Support.from_dict(evidence["kind"])),
            date=data["date"] and ContactDate(data["date"], data["date_basis"], Support.from_dict(evidence["date"])),
            participants=tuple(
                Participant(p["name"], p["as_written"], p["country"], p["role"], p["title"], Support.from_dict(p))
                for p in data["participants"]
            ),
            countries=coded("countries"),
            initiator=data["initiator"] and Coded(data["initiator"], Support.from_dict(evidence["initiator"])),
            topics=coded("topics"),
            agreements=tuple(
                Agreement(a["name"], a["kind"], tuple(a["parties"]), Support.from_dict(a), a["acronym"])
                for a in data["agreements"]
            ),
            statements=tuple(Statement(s["speaker"], s["act"], Support.from_dict(s)) for s in data["statements"]),
            confidence=data["confidence"],
        )


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the full text: body, or something that is no part of the report. `kind`: one of ZONES."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the machine read in one document: its accounts, the main one first, and the zones of the text.

    `skipped`: without any account, why (one of SKIPPED).
    """

    document_id: str
    lang: str
    version: str
    accounts: tuple[Account, ...] = ()
    zones: tuple[Zone, ...] = ()
    skipped: str = field(default="")

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.document_id,
            "lang": self.lang,
            "extractor": self.version,
            "meetings": [account.as_dict() for account in self.accounts],
            "zones": [[zone.kind, zone.start, zone.end] for zone in self.zones],
            "skipped": self.skipped,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Extraction:
        """Read back what `as_dict` wrote."""
        return cls(
            data["id"],
            data["lang"],
            data["extractor"],
            tuple(Account.from_dict(meeting) for meeting in data["meetings"]),
            tuple(Zone(*zone) for zone in data["zones"]),
            data["skipped"],
        )
