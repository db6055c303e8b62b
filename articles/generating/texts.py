"""A made-up contact as an article tells it, with what an extractor would have read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from random import Random

from babel import Locale
from babel.dates import format_date

from articles.extraction import VERSION, Document, Extraction
from articles.extraction.facts import Account, Agreement, Coded, ContactDate, Participant, Statement, Support

from .calls import Call, Person

PUBLISHER = "Generated"
RULE = "generated"
_TITLES = {
    "en": {"foreign_minister": "Foreign Minister", "head_of_government": "Prime Minister", "head_of_state": "President",
           "defence_minister": "Defence Minister", "security_adviser": "National Security Adviser"},
    "vi": {"foreign_minister": "Bộ trưởng Ngoại giao", "head_of_government": "Thủ tướng", "head_of_state": "Tổng thống",
           "defence_minister": "Bộ trưởng Quốc phòng", "security_adviser": "Cố vấn An ninh Quốc gia"},
}  # fmt: skip
_DEEDS = {
    "en": {"phone_call": "spoke by phone with", "video_call": "spoke by video link with", "in_person": "met with",
           "letter": "wrote a letter to"},
    "vi": {"phone_call": "đã điện đàm với", "video_call": "đã trao đổi trực tuyến với", "in_person": "đã gặp",
           "letter": "đã gửi thư tới"},
}  # fmt: skip
_FRAMES = {
    "en": ("The two sides discussed {}.", "They also exchanged views on {}.", "Much of the talk was about {}."),
    "vi": ("Hai bên trao đổi về {}.", "Hai bên cũng thảo luận {}.", "Phần lớn nội dung xoay quanh {}."),
}
_FILLING = {
    "en": ("This paragraph was made up to give the text the length that reports have, and reports nothing.",
           "Both delegations will stay in contact through their embassies and meet again when it suits them."),
    "vi": ("Đoạn này được tạo ra để bài có độ dài như các bài báo thường thấy, không đưa tin gì.",
           "Hai đoàn sẽ giữ liên hệ qua các đại sứ quán và gặp lại vào thời điểm thích hợp."),
}  # fmt: skip


class _Writing:
    """A text that grows by sentences and remembers where words stand."""

    def __init__(self, title: str) -> None:
        self.title, self.text = title, ""

    def say(self, sentence: str, end: str = " ") -> Callable[[str], Support]:
        """Add a sentence; what comes back tells where words of it stand in the full text."""
        start = len(self.title) + 2 + len(self.text)
        self.text += sentence + end

        def where(words: str) -> Support:
            at = start + sentence.index(words)
            return Support(((at, at + len(words)),), RULE, 0.95)

        return where


def told(call: Call) -> Iterable[tuple[Document, Extraction]]:
    """Each report of the contact, as a document and as what was read in it."""
    return [_report(call, place, language, side) for place, (language, side) in enumerate(call.reports)]


def _report(call: Call, place: int, language: str, side: str) -> tuple[Document, Extraction]:
    chance = Random(f"{call.number} {place}")
    first, second = call.people if call.parties[0] == side else reversed(call.people)
    deed, day = _DEEDS[language][call.kind], format_date(call.day, "d MMMM y", locale=language)
    names = {code: country_name(code, language) for code in call.parties}
    writing = _Writing(f"{names[first.country]} – {names[second.country]}")
    subject, counterpart = (_titled(person, names, language) for person in (first, second))
    lead = writing.say(f"{subject} {deed} {counterpart}{' on ' if language == 'en' else ' ngày '}{day}.", "\n\n")
    topics, quotes = [], []
    for code in call.topics:
        sentence = chance.choice(_FRAMES[language]).format(code.replace("_", " "))
        where = writing.say(sentence)
        topics.append(Coded(code, where(code.replace("_", " "))))
        quotes.append(Statement(chance.choice(call.people).name, "affirm", where(sentence)))
    agreements = ()
    if call.agreement:
        where = writing.say(f"{'They named the' if language == 'en' else 'Hai bên nhắc tới'} {call.agreement}.")
        agreements = (Agreement(call.agreement, "partnership", call.parties, where(call.agreement)),)
    initiator = None
    if call.initiator:
        asked = names[call.initiator]
        said = f"The call was at the request of {asked}." if language == "en" else f"Theo đề nghị của {asked}."
        initiator = Coded(call.initiator, writing.say(said, "\n\n")(asked))
    for _ in range(chance.randint(2, 8)):
        writing.say(chance.choice(_FILLING[language]))
    account = Account(
        Coded(call.kind, lead(deed)),
        _dated(call, lead(day)),
        tuple(
            Participant(p.name, p.name, p.country, p.role, _TITLES[language][p.role], lead(p.name))
            for p in (first, second)
        ),
        tuple(Coded(code, lead(names[code])) for code in call.parties),
        initiator,
        tuple(topics),
        agreements,
        tuple(quotes),
        0.95,
    )
    name = f"generated-{call.number}-{place}"
    document = Document(
        writing.text.rstrip(),
        name,
        writing.title,
        language,
        call.day.isoformat(),
        f"https://{name}.example/",
        PUBLISHER,
    )
    return document, Extraction(name, language, VERSION, (account,))


def _titled(person: Person, names: dict[str, str], language: str) -> str:
    title, country = _TITLES[language][person.role], names[person.country]
    return f"{title} {person.name} of {country}" if language == "en" else f"{title} {country} {person.name}"


def _dated(call: Call, support: Support) -> ContactDate | None:
    if call.certainty == "none":
        return None
    sure = call.certainty == "day"
    return ContactDate(f"{call.day}{'' if sure else '?'}", "explicit" if sure else "year_from_context", support)


@cache
def country_name(code: str, language: str) -> str:
    return str(Locale(language).territories[code])
