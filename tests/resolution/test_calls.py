"""Resolution measured on a corpus of calls that several articles report, and of calls easily mistaken for each other.

The accounts are those that a perfect extractor would read, so that what is measured is resolution alone.
"""

import json
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from articles.extraction.facts import Account, Coded, ContactDate, Participant, Support
from articles.resolution import Sighting, cluster

CORPUS = Path(__file__).parents[1] / "corpus"
SETS = {
    "calls": (CORPUS / "calls/calls.gold.jsonl", CORPUS / "calls/calls.articles.jsonl"),
    "samples": (CORPUS / "samples.gold.jsonl", None),
}
GOLD = Support((), "gold", 1.0)


def read(path: Path | None) -> dict[str, dict]:
    if path is None:
        return {}
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def account(event: dict) -> Account:
    return Account(
        Coded(event["kind"], GOLD),
        ContactDate(event["date"], event["date_basis"], GOLD) if event.get("date") else None,
        tuple(
            Participant(p["name"], p.get("as_written") or p["name"], p.get("country"), p["role"], "", GOLD)
            for p in event["participants"]
        ),
        tuple(Coded(code, GOLD) for code in event["countries"]),
    )


def pairs(clusters) -> set[frozenset[str]]:
    return {frozenset(pair) for members in clusters for pair in combinations(sorted(members), 2)}


@pytest.mark.parametrize("name", SETS)
def test_one_meeting_a_call(name):
    gold, articles = map(read, SETS[name])
    published = {source: row.get("published") for source, row in articles.items()}
    accounts = [
        Sighting(
            (source, 0),
            account(row["event"]),
            row["lang"],
            date.fromisoformat(published[source][:10]) if published.get(source) else None,
        )
        for source, row in gold.items()
    ]
    found = pairs({member.key[0] for member in members} for members in cluster(accounts))
    by_call: dict[str, set[str]] = {}
    for source, row in gold.items():
        by_call.setdefault(row["cluster"], set()).add(source)
    wanted = pairs(by_call.values())
    assert not [sorted(pair) for pair in found - wanted]
    assert len(found & wanted) / len(wanted) >= 0.95
