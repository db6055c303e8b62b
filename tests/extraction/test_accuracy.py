"""How right the extractor is, set by set, with floors that only rise.

The sets of ours are texts written for the tests and the samples; the others lie beside
the repository and are read where they are.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from articles.evaluation import evaluate
from articles.extraction import extract
from articles.ingest.reading import Problem, read
from tests.shared_data import evaluation, seeds

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"


@cache
def figures(gold: Path, *articles: Path) -> dict:
    known = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    found = {}
    for item in read(map(str, articles)):
        assert not isinstance(item, Problem), item
        found[item.document.id] = extract(item.document).as_dict()
    assert {row["id"] for row in known} <= found.keys()
    return evaluate(known, found, by="lang").figures()


def assert_at_least(figures: dict, **floors: float) -> None:
    low = {name: (reached(figures, name), floor) for name, floor in floors.items() if reached(figures, name) < floor}
    assert not low, f"below the floor (reached, floor): {low}"


def reached(figures: dict, name: str) -> float:
    value = (
        figures[name.removesuffix("_right").removesuffix("_wrong")]
        if name.startswith(("dated", "undated"))
        else figures[name]
    )
    if isinstance(value, dict):
        if name.endswith("_wrong"):
            return -value["wrong"]
        return value["right"] if name.endswith("_right") else value["f1"]
    return value


def test_the_seeds_come_out_as_known():
    found = figures(evaluation("seeds.gold.jsonl"), seeds())["all"]
    assert_at_least(
        found,
        kind_accuracy=1,
        detection=1,
        participants=1,
        role_accuracy=1,
        countries=1,
        dated_right=1,
        undated_right=1,
        topics=0.85,
        agreements=0.85,
    )
    assert found["initiator"] == {"right": 1, "n": 1, "spurious": 0}


def test_the_samples():
    assert_at_least(
        figures(CORPUS / "samples.gold.jsonl", ROOT / "articles" / "samples")["all"],
        kind_accuracy=1,
        participants=0.99,
        role_accuracy=0.98,
        countries=0.99,
        dated_right=0.95,
        undated_right=0.85,
        undated_wrong=-0.06,
        topics=0.87,
        agreements=0.95,
    )


def test_many_accounts_of_the_same_calls():
    assert_at_least(
        figures(CORPUS / "calls" / "calls.gold.jsonl", CORPUS / "calls" / "calls.articles.jsonl")["all"],
        kind_accuracy=0.98,
        participants=0.98,
        role_accuracy=0.98,
        countries=0.98,
        dated_right=0.95,
        dated_wrong=-0.03,
        undated_wrong=-0.06,
        topics=0.8,
        agreements=0.95,
    )


def test_texts_that_report_nothing():
    assert_at_least(figures(CORPUS / "none.gold.jsonl", CORPUS / "none")["all"], kind_accuracy=1)


@pytest.mark.parametrize(
    ("lang", "floors"),
    [
        ("vi", {"kind_accuracy": 0.94, "participants": 0.96, "countries": 0.97, "undated_right": 0.6, "topics": 0.78}),
        ("en", {"kind_accuracy": 0.96, "participants": 0.97, "countries": 0.97, "dated_right": 0.95, "topics": 0.85}),
    ],
)
def test_real_articles(lang, floors):
    found = figures(evaluation("dev.gold.jsonl"), evaluation("dev.articles.jsonl"))[f"lang={lang}"]
    assert_at_least(found, role_accuracy=0.95, dated_wrong=-0.03, undated_wrong=-0.06, agreements=0.8, **floors)
