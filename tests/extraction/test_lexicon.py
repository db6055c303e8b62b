"""The data files of the extractor: in order, nothing twice, nothing dangling, every example matched by its entry.

A failure names the file and the entry.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from articles.datafiles import load
from articles.extraction.facts import ACTS, TOPICS
from articles.extraction.lexicon import FOLDER, ORGANISATIONS, LexiconError, filled, language, languages
from articles.extraction.lexicon.deeds import add_agreements, add_statements, add_topics
from articles.extraction.text import Mirror, fold
from articles.extraction.tokens import Tokens, Trie, word_key
from articles.extraction.topics import outermost

FILES = ("agreements", "contacts", "countries", "dates", "language", "statements", "titles", "topics", "zones")
KINDS = (
    "action_plan",
    "arms_control",
    "dialogue",
    "framework",
    "initiative",
    "partnership",
    "peace_agreement",
    "statement",
    "trade_agreement",
    "treaty",
)
PARTIES = {code for code in Locale("en").territories if len(code) == 2} | ORGANISATIONS


def data(code: str, name: str) -> dict[str, Any]:
    return load(FOLDER / code / f"{name}.toml")


def key(code: str, phrase: str) -> tuple[str, ...]:
    """What a phrase is to the trie of a language: two with one key are one entry."""
    fold_word = fold if language(code).folded else word_key
    return tuple(fold_word(word) for word in Tokens(Mirror.clean(phrase).text).words)


def cased(code: str, phrase: str) -> tuple[tuple[str, ...], tuple[tuple[bool, bool], ...]]:
    """The same where capitals count."""
    words = Tokens(Mirror.clean(phrase).text).words
    return key(code, phrase), tuple((word[0].isupper(), word.isupper()) for word in words)


def order(phrase: str) -> str:
    return fold(phrase).replace("-", " ")


def unsorted(phrases: list[str]) -> list[str]:
    return [f"{b!r} stands behind {a!r}" for a, b in pairwise(phrases) if order(b) < order(a)]


def within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return any(outer[i : i + len(inner)] == inner for i in range(len(outer) - len(inner) + 1))


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("name", FILES)
def test_a_language_has_every_file_with_the_keys_of_the_others(code, name):
    own, model = data(code, name), data("en", name)
    if name in ("topics", "contacts", "statements", "dates", "language"):
        missing = model.keys() - own.keys()
        assert not missing, f"{name}.toml in {code} lacks {sorted(missing)}"
    assert own, f"{name}.toml in {code} is empty"


@pytest.mark.parametrize("code", languages())
def test_topics_are_all_there_sorted_and_each_phrase_once(code):
    entries, faults = data(code, "topics"), []
    assert tuple(entries) == TOPICS, f"topics.toml in {code}: the topics of facts.TOPICS, in their order"
    for topic, entry in entries.items():
        seen: dict[tuple[str, ...], str] = {}
        for strength in ("strong", "weak", "not"):
            faults += [f"{topic}.{strength}: {fault}" for fault in unsorted(entry[strength])]
            for phrase in entry[strength]:
                if (words := key(code, phrase)) in seen:
                    faults.append(f"{topic}.{strength}: {phrase!r} stands already in {seen[words]}")
                seen[words] = strength
    assert not faults, f"topics.toml in {code}:\n" + "\n".join(faults)


@pytest.mark.parametrize("code", languages())
def test_what_a_topic_is_not_contains_a_word_of_the_topic(code):
    faults = []
    for topic, entry in data(code, "topics").items():
        words = [key(code, phrase) for phrase in (*entry["strong"], *entry["weak"])]
        faults += [
            f"{topic}.not: nothing of the topic is in {phrase!r}"
            for phrase in entry["not"]
            if not any(within(word, key(code, phrase)) for word in words)
        ]
    assert not faults, f"topics.toml in {code}:\n" + "\n".join(faults)


@pytest.mark.parametrize("code", languages())
def test_the_example_of_a_topic_holds_a_strong_word_of_it(code):
    faults = []
    for topic, entry in data(code, "topics").items():
        tokens = Tokens(Mirror.clean(entry["example"]).text)
        hits = [hit for hit in language(code).subjects.find(tokens) if hit.phrase.value == topic]
        if not any(hit.phrase.category == "strong" for hit in outermost(hits)):
            faults.append(f"{topic}: {entry['example']!r}")
    assert not faults, f"topics.toml in {code}, example without a strong word:\n" + "\n".join(faults)


def test_known_agreements_are_sorted_of_a_known_kind_and_named_once():
    known = data("", "agreements")["known"]
    assert list(known) == sorted(known), "agreements.toml: sorted by id"
    for name, entry in known.items():
        assert entry["kind"] in KINDS, f"agreements.toml, {name}: there is no kind {entry['kind']!r}"
        assert not set(entry.get("parties", ())) - PARTIES, f"agreements.toml, {name}: {entry['parties']}"
        assert entry.get("parties", []) == sorted(entry.get("parties", [])), f"agreements.toml, {name}: parties sorted"
    names = [fold(entry["name"]) for entry in known.values()]
    assert len(names) == len(set(names)), "agreements.toml: a name stands twice"
    acronyms = [entry["acronym"] for entry in known.values() if "acronym" in entry]
    assert len(acronyms) == len(set(acronyms)), "agreements.toml: an acronym stands twice"


@pytest.mark.parametrize("code", languages())
def test_forms_of_agreements_are_sorted_and_each_is_of_one_agreement(code):
    own, known, faults = data(code, "agreements"), data("", "agreements")["known"], []
    faults += unsorted(list(own["forms"]))
    seen = {cased(code, entry["name"]): name for name, entry in known.items()}
    seen |= {cased(code, entry["acronym"]): name for name, entry in known.items() if "acronym" in entry}
    for name, forms in own["forms"].items():
        faults += [f"{name}: {fault}" for fault in unsorted(forms)]
        for form in forms:
            if (words := cased(code, form)) in seen:
                faults.append(f"{name}: {form!r} is already a form of {seen[words]}")
            seen[words] = name
    assert not faults, f"agreements.toml in {code}:\n" + "\n".join(faults)


@pytest.mark.parametrize("code", languages())
def test_levels_and_heads_have_a_kind_and_their_example(code):
    own, faults = data(code, "agreements"), []
    for part in ("levels", "heads"):
        faults += unsorted(list(own[part]))
        for name, entry in own[part].items():
            tokens = Tokens(Mirror.clean(entry["example"]).text)
            found = {
                hit.phrase.value["name"]
                for hit in language(code).deeds.find(tokens)
                if hit.phrase.category == part[:-1]
            }
            if name not in found:
                faults.append(f"{part}, {name}: {entry['example']!r}")
            if entry["kind"] not in KINDS:
                faults.append(f"{part}, {name}: there is no kind {entry['kind']!r}")
    assert not faults, f"agreements.toml in {code}:\n" + "\n".join(faults)


@pytest.mark.parametrize("code", languages())
def test_acts_are_all_there_sorted_and_matched_by_their_examples(code):
    own, faults = data(code, "statements"), []
    assert tuple(act["name"] for act in own["act"]) == ACTS, f"statements.toml in {code}: the acts of facts.ACTS"
    seen: dict[tuple[str, ...], str] = {}
    for act in own["act"]:
        faults += [f"{act['name']}: {fault}" for fault in unsorted(act["verbs"])]
        for verb in act["verbs"]:
            if (words := key(code, verb)) in seen:
                faults.append(f"{act['name']}: {verb!r} shows already {seen[words]}")
            seen[words] = act["name"]
        tokens = Tokens(Mirror.clean(act["example"]).text)
        hits = language(code).deeds.find(tokens)
        if act["name"] not in {hit.phrase.value for hit in hits if hit.phrase.category == "act"}:
            faults.append(f"{act['name']}: no verb of it in {act['example']!r}")
    for part in ("joint", "about"):
        for name, phrases in own[part].items():
            faults += [f"{part}.{name}: {fault}" for fault in unsorted(phrases)]
            keys = [key(code, phrase) for phrase in phrases]
            faults += [f"{part}.{name}: {p!r} twice" for i, p in enumerate(phrases) if keys[i] in keys[:i]]
    assert not faults, f"statements.toml in {code}:\n" + "\n".join(faults)


@pytest.mark.parametrize("code", languages())
def test_the_example_of_a_title_holds_a_title_of_its_role(code):
    faults = []
    for entry in data(code, "titles")["title"]:
        tokens = Tokens(Mirror.clean(entry["example"]).text)
        hits = [hit.phrase.value for hit in language(code).structure.find(tokens) if hit.phrase.category == "title"]
        if not any(title.role == entry["role"] and title.text in entry["forms"] for title in hits):
            faults.append(f"{entry['role']}: {entry['example']!r}")
    assert not faults, f"titles.toml in {code}:\n" + "\n".join(faults)


@pytest.mark.parametrize("code", languages())
def test_the_example_of_a_contact_holds_a_word_of_its_kind(code):
    faults = []
    for entry in data(code, "contacts")["trigger"]:
        tokens = Tokens(Mirror.clean(entry["example"]).text)
        found = {" ".join(hit.phrase.words) for hit in language(code).structure.find(tokens)}
        forms = filled(entry["forms"], data(code, "contacts")["gaps"])
        if not any(" ".join(Tokens(Mirror.clean(form).text).words) in found for form in forms):
            faults.append(f"{entry['kind']}, {entry['strength']}: {entry['example']!r}")
    assert not faults, f"contacts.toml in {code}:\n" + "\n".join(faults)


@pytest.mark.parametrize("code", languages())
def test_names_of_countries_are_of_parties_that_exist_and_of_one_party_each(code):
    own, seen, faults = data(code, "countries"), {}, []
    for kind in ("names", "adjectives", "short", "organisations"):
        for party, forms in own.get(kind, {}).items():
            if party.upper() not in PARTIES:
                faults.append(f"{kind}: there is no party {party!r}")
            for form in forms:
                if seen.setdefault(form, party.upper()) != party.upper():
                    faults.append(f"{kind}, {party}: {form!r} is already {seen[form]}")
    assert not faults, f"countries.toml in {code}:\n" + "\n".join(faults)


@pytest.mark.parametrize("code", languages())
def test_a_year_has_twelve_months_and_a_week_seven_days(code):
    own = data(code, "dates")
    assert (len(own["months"]), len(own["weekdays"])) == (12, 7), f"dates.toml in {code}"


def test_sources_have_a_time_zone_and_a_home_that_exist():
    for host, entry in data("", "sources").items():
        if "zone" in entry:
            ZoneInfo(entry["zone"])
        assert entry.get("home", "US") in PARTIES, f"sources.toml, {host}: there is no party {entry['home']!r}"


@pytest.mark.parametrize(
    ("add", "own", "message"),
    [
        (
            add_topics,
            {"gardening": {"strong": [], "weak": [], "not": []}},
            "topics.toml in xx: there is no topic 'gardening'",
        ),
        (add_statements, {"act": [{"name": "sing", "verbs": []}]}, "statements.toml in xx: there is no act 'sing'"),
    ],
)
def test_an_entry_that_dangles_is_named_with_its_file(add, own, message):
    with pytest.raises(LexiconError, match=message):
        add(Trie(folded=True), "xx", own)


def test_a_form_of_an_unknown_agreement_is_named():
    own = {"forms": {"no-such-pact": ["No Such Pact"]}, "levels": {}, "heads": {}, "runs": {"not": []}}
    with pytest.raises(LexiconError, match=r"agreements.toml in xx: .*no-such-pact"):
        add_agreements(Trie(folded=True), "xx", own, FOLDER)


def test_a_broken_file_is_named_with_its_line(tmp_path):
    (tmp_path / "topics.toml").write_text("[energy]\nstrong = [\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"topics.toml in .*line"):
        load(tmp_path / "topics.toml")


def test_a_gap_is_filled_with_nothing_or_with_one_word_in_one_place():
    assert list(filled(["a … appelé … le"], ["hier", "lundi soir"])) == [
        "a appelé le",
        "a hier appelé le",
        "a lundi soir appelé le",
        "a appelé hier le",
        "a appelé lundi soir le",
    ]
    assert list(filled(["a appelé …", "coup de fil"], ["hier"])) == ["a appelé", "a appelé hier", "coup de fil"]
