"""The columns of event data: a row for each pair of parties; and of texts that gave no event."""

from __future__ import annotations

from collections.abc import Callable

from articles.coding import Dyad, codebook, records
from articles.coding.events import Actor

from .columns import SEVERAL, Column


def _several(values) -> str:
    return SEVERAL.join(str(value) for value in values)


def _of_meeting(name: str, about: str, attribute: str) -> Column:
    return Column(name, about, lambda dyad, _: getattr(dyad.event.meeting, attribute))


def _of_code(name: str, about: str, attribute: str) -> Column:
    return Column(name, about, lambda dyad, _: getattr(dyad.event.code, attribute))


def _side(side: str) -> tuple[Column, ...]:
    def of(read: Callable[[Actor], str | None]) -> Callable[[Dyad, object], str | None]:
        return lambda dyad, _: read(getattr(dyad, side))

    return (
        Column(side, "ISO 3166-1 alpha-3, KOS, UNO, EUR, IGO or NGO", of(lambda a: codebook.actor(a.code))),
        Column(f"{side}_party", "the archive's own code: alpha-2, or of an organisation", of(lambda a: a.code)),
        Column(f"{side}_name", "in English", of(lambda a: a.name)),
        Column(f"{side}_sector", "GOV, IGO or NGO", of(lambda a: codebook.sector(a.code))),
        Column(f"{side}_officials", "who took part for it", of(lambda a: _several(f.official.name for f in a.people))),
        Column(f"{side}_posts", "their offices, in that order", of(lambda a: _several(f.role for f in a.people))),
    )


DYADS = (
    Column("id", "lasting name: that of the event and of the two parties", lambda d, _: d.id),
    Column("event", "id of the event, as in events.jsonl", lambda d, _: d.event.id),
    Column(
        "date", "first day that it may have taken place on", lambda d, _: d.event.meeting.date_earliest.isoformat()
    ),
    Column("enddate", "last such day", lambda d, _: d.event.meeting.date_latest.isoformat()),
    Column("year", "of the first day", lambda d, _: d.event.meeting.date_earliest.year),
    _of_meeting("date_edtf", "the day as it is known, EDTF", "date_edtf"),
    _of_meeting("date_basis", "how the day is known", "date_basis"),
    *_side("source"),
    *_side("target"),
    Column("is_directed", "1: the source acts on the target; 0: both do the same", lambda d, _: int(d.is_directed)),
    _of_meeting("initiator", "the party that asked for the call, by the archive's code", "initiator_id"),
    _of_code("cameo", "CAMEO's code: text, with its leading zero", "cameo"),
    _of_code("plover_event", "CONSULT or AGREE", "event"),
    _of_code("plover_mode", "of CONSULT: phone, multilateral", "mode"),
    Column("contexts", "PLOVER's", lambda d, _: _several(d.event.contexts)),
    _of_code("quad_code", "PLOVER's quad category", "quad"),
    _of_code("quad_class", "the same as GDELT numbers it", "quad_class"),
    _of_code("event_scale", "PLOVER's score, where it is known", "scale"),
    _of_code("goldstein", "Goldstein's scale by CAMEO code, as GDELT has it", "goldstein"),
    _of_meeting("kind", "of the contact, as the archive tells them apart", "kind"),
    Column("parties", "how many take part in the event", lambda d, _: len(d.event.parties)),
    Column("articles", "how many report the contact", lambda d, _: len(d.event.articles)),
    Column("mentions", "sentences that the event rests on", lambda d, _: len(d.event.sentences)),
    Column("confidence", "0 to 1", lambda d, _: d.event.confidence),
    Column("is_checked", "1: an editor confirmed something of it", lambda d, _: int(d.event.meeting.is_checked)),
    Column("coder", "software and its versions", lambda d, _: records.coder(d.event)),
    Column("link", "page of the call", lambda d, absolute: absolute(d.event.meeting.get_absolute_url())),
)  # fmt: skip

UNCODED = (
    Column("id", "the source's id of the article", lambda u, _: u.article.source_id),
    Column("page", "address of the article here", lambda u, absolute: absolute(u.article.get_absolute_url())),
    Column("url", "address at the publisher", lambda u, _: u.article.url),
    Column("title", "or headline", lambda u, _: u.article.title or u.article.headline),
    Column("publisher", "as the source names it", lambda u, _: u.article.publisher),
    Column("published", "ISO 8601, as found", lambda u, _: u.article.published),
    Column("language", "of the article", lambda u, _: u.article.language),
    Column("reason", "why it gave no event: a code of docs/event-data.md", lambda u, _: u.reason),
    Column("call", "id of the contact that it tells of", lambda u, _: u.meeting and u.meeting.slug),
)  # fmt: skip
