"""Words of topics, of agreements and of speaking, read from a language's files into tries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...datafiles import LexiconError, load
from ..facts import ACTS, TOPICS
from ..tokens import Trie

# Categories of the words that show where a report keeps to the contact and where it leaves it.
ABOUT = ("exchange", "aside", "turn", "setting", "observer", "elsewhere", "silent", "negation")


def add_topics(trie: Trie, code: str, own: dict[str, Any]) -> frozenset[str]:
    """Add the words of `topics.toml`; gives the topics that count only between the parties."""
    for topic, entry in own.items():
        if topic not in TOPICS:
            raise LexiconError(f"topics.toml in {code}: there is no topic {topic!r}")
        for strength in ("strong", "weak", "not"):
            for phrase in entry[strength]:
                trie.add(phrase, strength, topic)
    return frozenset(topic for topic, entry in own.items() if entry.get("between"))


def add_statements(trie: Trie, code: str, own: dict[str, Any]) -> None:
    """Add the words of `statements.toml`: acts, who speaks for all, and what turns away from the contact."""
    for act in own["act"]:
        if act["name"] not in ACTS:
            raise LexiconError(f"statements.toml in {code}: there is no act {act['name']!r}")
        for verb in act["verbs"]:
            trie.add(verb, "act", act["name"])
    for category, key in (("joint", "sides"), ("pronoun", "pronouns"), ("passive", "passive"), ("owner", "owners")):
        for word in own["joint"][key]:
            trie.add(word, category, word)
    for cue in ABOUT:
        for phrase in own["about"][cue]:
            trie.add(phrase, cue, phrase)


def add_agreements(trie: Trie, code: str, own: dict[str, Any], folder: Path) -> None:
    """Add the names of `agreements.toml`, of the language and of all languages."""
    known = load(folder / "agreements.toml")["known"]
    unknown = own["forms"].keys() - known.keys()
    if unknown:
        raise LexiconError(f"agreements.toml in {code}: forms for unknown agreements {sorted(unknown)}")
    for key, entry in known.items():
        for form in filter(None, (entry["name"], entry.get("acronym"), *own["forms"].get(key, ()))):
            trie.add(form, "agreement", entry, cased=True)
    for name, level in own["levels"].items():
        for form in level["forms"]:
            trie.add(form, "level", {"name": name, **level}, cased=True)
    for head, entry in own["heads"].items():
        trie.add(head, "head", {"name": head, **entry}, cased=True)
    for phrase in own["runs"]["not"]:
        trie.add(phrase, "no_agreement", phrase, cased=True)
