"""French is data alone: what its files make of ten articles, and of sentences that its grammar makes hard."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from articles.evaluation import evaluate
from articles.extraction import Document, extract
from articles.extraction.lexicon import FOLDER, languages

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "french"
CODE = Path(FOLDER).parent


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def test_the_french_articles_come_out_as_known():
    found = {}
    for row in rows("french.articles.jsonl"):
        # No hint of the language: it is told from the text.
        document = Document(row["text"], id=row["id"], title=row["title"], published=row["published"])
        extraction = extract(document)
        assert extraction.lang == "fr", row["id"]
        found[row["id"]] = extraction.as_dict()
    figures = evaluate(rows("french.gold.jsonl"), found).figures()["all"]
    assert figures["kind_accuracy"] == 1
    assert figures["dated"]["right"] == 1
    assert figures["role_accuracy"] == 1
    for name in ("participants", "countries"):
        assert figures[name]["f1"] == 1, name
    assert figures["topics"]["f1"] >= 0.95
    assert figures["agreements"]["f1"] == 1


def account(text: str):
    (found, *_) = extract(Document(text, lang="fr", published="2022-05-12")).accounts
    return found


OPENING = "Le président français Emmanuel Macron s'est entretenu mardi par téléphone avec le chancelier allemand Olaf Scholz. "

# sentence, topics, agreements, statements
SENTENCES = [
    # Elision: "l'énergie" is "énergie", "d'AUKUS" is "AUKUS".
    ("Ils ont abordé l'énergie.", ["energy"], [], set()),
    ("Olaf Scholz a salué l'annonce d'AUKUS.", ["defence_security"], ["AUKUS"], {("Olaf Scholz", "welcome")}),
    # Accents may be missing, as in capitals.
    ("Ils ont evoque la securite alimentaire.", ["agriculture_food"], [], set()),
    # Agreement of the participle, reflexive verbs.
    (
        "Ils se sont félicités des progrès accomplis.",
        [],
        [],
        {("Emmanuel Macron", "welcome"), ("Olaf Scholz", "welcome")},
    ),
    ("Olaf Scholz s'est engagé à poursuivre l'effort.", [], [], {("Olaf Scholz", "commit")}),
    # "a félicité" congratulates, "s'est félicité" welcomes.
    ("Olaf Scholz l'a félicité pour sa réélection.", ["congratulations_condolences"], [], {("Olaf Scholz", "congratulate")}),
    # The name of an agreement goes on behind its head.
    ("Ils ont célébré le Traité d'Aix-la-Chapelle.", [], ["Traité d'Aix-la-Chapelle"], set()),
    ("Ils ont rappelé les accords de Minsk.", ["conflict_peace"], ["Minsk agreements"], None),
    # Longer phrases that mean something else.
    ("Ils ont parlé du climat de confiance.", [], [], set()),
    # Nobody says who spoke; denied.
    ("L'importance de la paix a été soulignée.", ["conflict_peace"], [], set()),
    ("Olaf Scholz n'a pas condamné ce choix.", [], [], set()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "topics", "agreements", "statements"), SENTENCES)
def test_sentences(sentence, topics, agreements, statements):
    found = account(OPENING + sentence)
    assert [topic.code for topic in found.topics] == topics
    assert [agreement.name for agreement in found.agreements] == agreements
    if statements is not None:
        assert {(s.speaker, s.act) for s in found.statements} == statements


NEIGHBOURS = [
    "El presidente habló este martes por teléfono con su homólogo sobre la central nuclear y un posible alto el fuego.",
    "Il presidente ha avuto una lunga conversazione telefonica con il suo omologo sulla situazione e la centrale.",
    "El president va parlar per telèfon amb el seu homòleg sobre la central nuclear i les sancions.",
]


@pytest.mark.parametrize("text", NEIGHBOURS)
def test_a_neighbouring_language_is_not_taken_for_french(text):
    assert extract(Document(text)).skipped == "language"


def test_no_language_is_known_to_the_code():
    """A language is a folder of data: no rule of the extractor asks which one it reads."""
    codes = "|".join(languages())
    asks = re.compile(rf"""(?:==|!=|\bin|\bcase)\s*\(?[^"\n]*"(?:{codes})\"""")
    faults = [
        f"{path.relative_to(CODE)}: {line.strip()}"
        for path in CODE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if asks.search(line)
    ]
    assert not faults, faults


# sentence, kind, day, who took part
CONTACTS = [
    (
        "Le président de la République, Emmanuel Macron, s'est entretenu ce mardi 12 mars 2024 par téléphone avec le "
        "président ukrainien Volodymyr Zelensky.",
        "phone_call", "2024-03-12", {"Emmanuel Macron", "Volodymyr Zelenskyy"},
    ),
    # "M." is an abbreviation: it ends no sentence and is no part of the name.
    (
        "M. Olaf Scholz et M. Emmanuel Macron ont eu un entretien téléphonique vendredi 5 janvier 2024.",
        "phone_call", "2024-01-05", {"Olaf Scholz", "Emmanuel Macron"},
    ),
    (
        "Le ministre de l'Europe et des Affaires étrangères, M. Stéphane Séjourné, s'est entretenu le 3 avril 2024 avec "
        "son homologue allemande, Mme Annalena Baerbock, par téléphone.",
        "phone_call", "2024-04-03", {"Stéphane Séjourné", "Annalena Baerbock"},
    ),
    (
        "Emmanuel Macron a échangé au téléphone avec Mohammed ben Salmane, prince héritier d'Arabie saoudite, le 7 mai "
        "2024.",
        "phone_call", "2024-05-07", {"Emmanuel Macron", "Mohammed bin Salman"},
    ),
    (
        "Le président du Conseil européen, Charles Michel, s'est entretenu par visioconférence avec le président chinois "
        "Xi Jinping le 1er avril 2022.",
        "video_call", "2022-04-01", {"Charles Michel", "Xi Jinping"},
    ),
    (
        "Le président sénégalais Bassirou Diomaye Faye a eu au téléphone son homologue français Emmanuel Macron, le 21 "
        "avril 2024.",
        "phone_call", "2024-04-21", {"Bassirou Diomaye Faye", "Emmanuel Macron"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "day", "people"), CONTACTS)
def test_who_spoke_with_whom_and_when(text, kind, day, people):
    (found,) = extract(Document(text, lang="fr")).accounts
    assert (found.kind.code, found.date.edtf) == (kind, day)
    assert {person.name for person in found.participants} == people
