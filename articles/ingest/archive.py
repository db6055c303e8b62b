"""The archive's reading of its accounts, worked out anew wherever something changed.

Everything that changes meetings comes through `rework`: ingest after it stored what the machine read,
the editors' desk after it stored a ruling, `rebuild` for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.models import Account
from articles.resolution import Cluster, FactRuling, MeetingPlan, cluster, given_to, plan
from articles.resolution.sighting import AccountKey

from .lock import writing
from .rulings import Standing, standing
from .sightings import Stored, Witness, whole, witnesses
from .storing import store
from .surroundings import Surroundings
from .tidying import settle_persons
from .told import settle_told

Concerned = tuple[Cluster, list[FactRuling]]


@dataclass(frozen=True, slots=True)
class Reworked:
    """How many meetings are new, changed and gone."""

    new: int = 0
    changed: int = 0
    gone: int = 0

    def __add__(self, other: Reworked) -> Reworked:
        return Reworked(self.new + other.new, self.changed + other.changed, self.gone + other.gone)


def rework(keys: Iterable[AccountKey], meetings: Iterable[int] = ()) -> Reworked:
    """Resolve anew these accounts and all that may be of one meeting with them, and store what comes out.

    `keys`: (source_id, position) of accounts; those that are no longer in the archive are passed over. Give the
    accounts that are new or were read anew, or those that a ruling given or undone is about. `meetings`: primary
    keys of meetings that have lost an account. Meetings, facts, evidence, officials, addresses and redirects are
    brought to what accounts and standing rulings say, in one transaction that waits its turn: writers never
    meet. Called within a transaction, it becomes part of that one, so that a ruling and its effect go in together:

        with transaction.atomic():
            ruling = Ruling.objects.create(...)
            rework(accounts that it is about)

    Called for nothing, it changes nothing. The result does not depend on earlier calls.
    """
    with writing():
        keys, rulings = set(keys), standing()
        meetings = set(meetings) | settle_told({source for source, _ in keys}, rulings.told)
        kept = Account.objects.filter(meeting__in=meetings).values_list("article__source_id", "position")
        return _rework({*keys, *(kept if meetings else ())}, meetings, rulings)


def _rework(keys: set[AccountKey], before: set[int], rulings: Standing) -> Reworked:
    surroundings = Surroundings(rulings)
    keys |= _ruled_with(keys, rulings)
    wanted, concerned = keys, []
    while wanted:
        surroundings.reach(wanted)
        concerned = _concerned(surroundings, keys)
        wanted = _left_out(surroundings, concerned)
    rows = surroundings.rows
    before |= {rows[s.key].meeting for members, _ in concerned for s in members} - {None}
    plans, texts = _plans(concerned, rows, rulings)
    outcome = store(plans, rows, texts, before)
    settle_persons(rulings.people)
    return Reworked(len(outcome.new), len(outcome.changed), len(outcome.gone))


def _concerned(surroundings: Surroundings, touched: set[AccountKey]) -> list[Concerned]:
    """The meetings to be planned anew, with the rulings on them: of these accounts, and those that stand otherwise."""
    rows, rulings = surroundings.rows, surroundings.rulings
    clusters = cluster((row.sighting for row in rows.values()), rulings.links)
    given = given_to(clusters, rulings.on(rows))
    as_stored = _stored_clusters(rows)
    own = [frozenset(sighting.key for sighting in members) for members in clusters]
    dirty = [keys for keys in own if keys & surroundings.exact and (keys & touched or keys not in as_stored)]
    # Whatever stood in one meeting with any of them stands otherwise as well.
    meetings = {rows[key].meeting for keys in dirty for key in keys} - {None}
    dirty += [keys for keys in own if any(rows[key].meeting in meetings for key in keys)]
    return [pair for keys, *pair in zip(own, clusters, given, strict=True) if keys in set(dirty)]


def _left_out(surroundings: Surroundings, concerned: Sequence[Concerned]) -> set[AccountKey]:
    """Accounts that stand in one meeting with any that is concerned, or are ruled on with it, and were not reached."""
    keys = {sighting.key for members, _ in concerned for sighting in members}
    meetings = {surroundings.rows[key].meeting for key in keys} - {None}
    fellows = Account.objects.filter(meeting__in=meetings).values_list("article__source_id", "position")
    return {*fellows, *_ruled_with(keys, surroundings.rulings)} - surroundings.exact


def _ruled_with(keys: Iterable[AccountKey], rulings: Standing) -> set[AccountKey]:
    """Accounts of the articles that one ruling names together with any of these."""
    accounts = Account.objects.filter(article__source_id__in=rulings.fellows(keys))
    return set(accounts.values_list("article__source_id", "position"))


def _stored_clusters(rows: Mapping[AccountKey, Stored]) -> set[frozenset[AccountKey]]:
    clusters: dict[int | None, set[AccountKey]] = {}
    for key, row in rows.items():
        clusters.setdefault(row.meeting, set()).add(key)
    clusters.pop(None, None)
    return {frozenset(keys) for keys in clusters.values()}


def _plans(
    concerned: Sequence[Concerned], rows: Mapping[AccountKey, Stored], rulings: Standing
) -> tuple[list[MeetingPlan], dict[str, Witness]]:
    quoted = {said["article"] for _, given in concerned for ruling in given for said in ruling.evidence}
    texts = witnesses({sighting.key[0] for members, _ in concerned for sighting in members} | quoted)
    clusters = whole([members for members, _ in concerned], rows, texts)
    plans = [plan(members, rulings.people, given) for members, (_, given) in zip(clusters, concerned, strict=True)]
    return plans, texts
