"""The figures, against those of the scorer that the archive is measured with."""

import json
import subprocess
import sys

import pytest
from django.core.management import call_command

from articles.evaluation import evaluate
from articles.extraction import Document, extract
from tests.shared_data import evaluation

SENTENCE = "Ngày 25/1/2022, Thứ trưởng Nguyễn Quốc Dũng điện đàm với Thứ trưởng Ngoại giao Mỹ Wendy Sherman."


def gold(**event):
    return {"id": "a", "lang": "vi", "event": {"kind": "phone_call", "date": "2022-01-25", **event}}


def found():
    return {"a": extract(Document(SENTENCE, id="a", lang="vi")).as_dict()}


def test_what_is_known_and_found():
    known = gold(
        countries=["VN", "US", "JP"], participants=[{"name": "Nguyễn Quốc Dũng", "country": "VN", "role": "other"}]
    )
    figures = evaluate([known], found(), by="lang").figures()
    assert set(figures) == {"all", "lang=vi"}
    assert figures["all"]["kind_accuracy"] == 1
    assert figures["all"]["dated"]["right"] == 1
    assert figures["all"]["countries"] == {"precision": 1, "recall": 0.6667, "f1": 0.8, "n": 3}
    assert figures["all"]["role_accuracy"] == 0


def test_a_spurious_fact_is_shown_with_its_sentence():
    result = evaluate([gold()], found(), {"a": SENTENCE})
    spurious = [miss for miss in result.misses if miss.field == "participants"]
    assert {miss.found for miss in spurious} == {"Nguyễn Quốc Dũng (VN)", "Wendy Sherman (US)"}
    assert all(miss.sentence in SENTENCE for miss in spurious)


def test_calibration_counts_each_fact_once():
    rows = evaluate([gold()], found()).calibration_rows()
    everything = sum(count for name, _, count, _ in rows if name == "all")
    assert everything == sum(count for name, _, count, _ in rows if name != "all") > 4


def test_agrees_with_the_scorer(tmp_path, capsys):
    """Same gold, same articles: every figure that both print is the same."""
    known, articles, script = (evaluation(name) for name in ("dev.gold.jsonl", "dev.articles.jsonl", "score.py"))
    saved = tmp_path / "found.jsonl"
    call_command("evaluate", str(known), "--articles", str(articles), "--save", str(saved), "--json")
    ours = json.loads(capsys.readouterr().out)["all"]
    command = [sys.executable, str(script), str(known), str(saved), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout)
    initiator = ours.pop("initiator")
    assert theirs.pop("initiator") == (f"{initiator['right']}/{initiator['n']} right, {initiator['spurious']} spurious")
    theirs.pop("answered")
    assert ours == theirs


@pytest.mark.parametrize("content", ["", "{}\nno json\n"])
def test_a_bad_gold_file_is_named(tmp_path, content):
    from django.core.management.base import CommandError

    path = tmp_path / "gold.jsonl"
    if content:
        path.write_text(content)
    with pytest.raises(CommandError, match=r"gold\.jsonl"):
        call_command("evaluate", str(path), "--articles", str(path))
