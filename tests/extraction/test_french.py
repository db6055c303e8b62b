"""French is data alone: what its files make of its articles, and of sentences that its grammar makes hard."""

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
    # Known misses: an analysis that opens with a call of two others; a "Déclaration" named by a capital alone; who is
    # foreign minister where the text only calls him a member of the government.
    assert figures["kind_accuracy"] >= 27 / 28
    assert figures["dated"]["right"] == 1
    assert figures["role_accuracy"] >= 49 / 50
    for name in ("participants", "countries"):
        assert figures[name]["f1"] == 1, name
    assert figures["topics"]["f1"] >= 0.93
    assert figures["agreements"]["f1"] >= 0.95


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
    # Between a verb and its object stand days and adverbs, one by one or as an inset.
    (
        "Donald Trump a de nouveau appelé Volodymyr Zelensky, le 1er mars 2025.",
        "phone_call", "2025-03-01", {"Donald Trump", "Volodymyr Zelenskyy"},
    ),
    (
        "Emmanuel Macron a appelé lundi soir le président turc Recep Tayyip Erdogan.",
        "phone_call", "2025-03-03", {"Emmanuel Macron", "Recep Tayyip Erdogan"},
    ),
    (
        "Emmanuel Macron a longuement parlé hier avec le roi Mohammed VI.",
        "phone_call", "2025-03-04", {"Emmanuel Macron", "Mohammed VI"},
    ),
    (
        "Le Premier ministre belge Alexander De Croo a eu mardi matin un contact téléphonique avec Volodymyr Zelensky.",
        "phone_call", "2025-03-04", {"Alexander De Croo", "Volodymyr Zelenskyy"},
    ),
    (
        "Catherine Colonna s'est entretenue ce mardi, par visioconférence, avec son homologue indien Subrahmanyam Jaishankar.",
        "video_call", "2025-03-04", {"Catherine Colonna", "Subrahmanyam Jaishankar"},
    ),
    # The office has the country in its middle, and Europe in its name.
    (
        "Le ministre français de l'Europe et des Affaires étrangères Jean-Noël Barrot a joint Marco Rubio au téléphone "
        "avant-hier.",
        "phone_call", "2025-03-03", {"Jean-Noël Barrot", "Marco Rubio"},
    ),
    # A comma parts the president of one country from a person of another.
    (
        "À la demande du président ukrainien, Emmanuel Macron s'est entretenu avec Volodymyr Zelensky par téléphone "
        "aujourd'hui.",
        "phone_call", "2025-03-05", {"Emmanuel Macron", "Volodymyr Zelenskyy"},
    ),
    # The president of the Commission is one party, and so is that of the European Council.
    (
        "La présidente de la Commission européenne, Ursula von der Leyen, s'est entretenue hier par téléphone avec le "
        "Premier ministre chinois, Li Qiang, des relations entre l'UE et la Chine.",
        "phone_call", "2025-03-04", {"Ursula von der Leyen", "Li Qiang"},
    ),
    (
        "António Costa, président du Conseil européen, et Narendra Modi ont échangé au téléphone dimanche.",
        "phone_call", "2025-03-02", {"António Costa", "Narendra Modi"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "day", "people"), CONTACTS)
def test_who_spoke_with_whom_and_when(text, kind, day, people):
    (found,) = extract(Document(text, lang="fr", published="2025-03-05")).accounts
    assert (found.kind.code, found.date.edtf) == (kind, day)
    assert {person.name for person in found.participants} == people


# A suffix belongs to the name, with a comma and a full stop or without; alone it is nobody.
@pytest.mark.parametrize("name", ["Ferdinand Marcos Jr.", "Ferdinand Marcos, Jr.,", "Ferdinand R. Marcos, Jr"])
def test_the_suffix_of_a_name_is_no_person(name):
    text = f"Le président philippin {name} s'est entretenu hier par téléphone avec Emmanuel Macron."
    (found,) = extract(Document(text, lang="fr", published="2025-03-05")).accounts
    who, other = found.participants
    assert (who.name.startswith("Ferdinand"), who.country, other.name) == (True, "PH", "Emmanuel Macron")


# sentence, why there is no contact in it
NO_CONTACTS = [
    # To come: the future and the conditional are one word.
    ("Emmanuel Macron s'entretiendra demain avec Vladimir Poutine par téléphone.", "planned"),
    ("Donald Trump parlerait mardi à Vladimir Poutine, selon son entourage.", "planned"),
    ("Emmanuel Macron doit s'entretenir jeudi par téléphone avec Vladimir Poutine.", "planned"),
    ("Un entretien téléphonique entre Emmanuel Macron et Vladimir Poutine est prévu jeudi.", "planned"),
    # Denied, whatever stands between.
    ("Le Kremlin nie avoir eu le moindre entretien téléphonique avec Donald Trump.", "denied"),
    ("Moscou a démenti lundi que Vladimir Poutine se soit entretenu au téléphone avec Donald Trump.", "denied"),
    ("Le Kremlin dément tout entretien téléphonique entre Vladimir Poutine et Donald Trump.", "denied"),
    ("Aucun appel n'a eu lieu entre Emmanuel Macron et Vladimir Poutine.", "denied"),
    # Dates something else.
    (
        "Les relations se sont dégradées depuis l'entretien téléphonique entre Emmanuel Macron et Abdelmadjid Tebboune.",
        "passing",
    ),
    # Called upon, not called.
    ("La France a appelé la Russie à cesser les bombardements.", "no_contact"),
    ("Emmanuel Macron a appelé le président iranien Massoud Pezeshkian à la retenue.", "no_contact"),
    ("Emmanuel Macron a appelé Vladimir Poutine à", "no_contact"),
    ("Paris a lancé un appel au calme à Alger.", "no_contact"),
    # An interview, an exchange of another kind.
    ("Le ministre a accordé un entretien au quotidien Le Monde sur la Russie et la Chine.", "no_contact"),
    ("Le porte-parole a évoqué un échange de prisonniers entre la Russie et l'Ukraine.", "no_contact"),
]


@pytest.mark.parametrize(("text", "why"), NO_CONTACTS)
def test_what_is_no_contact(text, why):
    found = extract(Document(text, lang="fr", published="2025-03-05"))
    assert (found.accounts, found.skipped) == ((), why)


def test_whom_one_calls_about_something_or_at_an_hour_is_called():
    for rest in ("au sujet de Gaza", "à la demande de Paris", "à 10 heures", "au téléphone"):
        (found,) = extract(Document(f"Emmanuel Macron a appelé Vladimir Poutine {rest}.", lang="fr")).accounts
        assert found.kind.code == "phone_call", rest


INITIATORS = [
    ("À l'initiative de la partie russe, Emmanuel Macron et Vladimir Poutine ont eu un entretien téléphonique.", "RU"),
    ("Emmanuel Macron s'est entretenu par téléphone avec Vladimir Poutine, à la demande de ce dernier.", "RU"),
    ("Emmanuel Macron a parlé à Vladimir Poutine par téléphone. L'appel avait été demandé par la partie russe.", "RU"),
    (
        "Emmanuel Macron a parlé à Vladimir Poutine par téléphone. À l'initiative de Paris, l'entretien a porté sur "
        "l'Ukraine.",
        "FR",
    ),
    (
        "Abdelmadjid Tebboune a reçu, lundi 31 mars dans la soirée, un appel téléphonique du président français "
        "Emmanuel Macron.",
        "FR",
    ),
    ("Emmanuel Macron a également appelé Vladimir Poutine.", "FR"),
    # What is asked for is no call.
    (
        "Emmanuel Macron a parlé à Vladimir Poutine par téléphone. À la demande de la France, la Russie a accepté une "
        "mission d'experts.",
        None,
    ),
]


@pytest.mark.parametrize(("text", "party"), INITIATORS)
def test_who_asked_for_it(text, party):
    (found,) = extract(Document(text, lang="fr", published="2025-04-01")).accounts
    assert (found.initiator.code if found.initiator else None) == party
