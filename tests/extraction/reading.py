"""What the extractor makes of sentences: an opening that tells of a contact, then the sentences of a test."""

from __future__ import annotations

from articles.extraction import Document, extract
from articles.extraction.facts import Account

OPENING = {
    "en": "Foreign Minister Bui Thanh Son of Vietnam spoke by phone today with British Foreign Secretary David Lammy.",
    "vi": "Bộ trưởng Ngoại giao Việt Nam Bùi Thanh Sơn hôm nay điện đàm với Bộ trưởng Ngoại giao Anh David Lammy.",
}
NOISE = {
    "en": "The weather over the capital was fine again.",
    "vi": "Thời tiết ở thủ đô hôm nay lại đẹp trời.",
}


def read(text: str, lang: str, *, opening: str | None = None, noise: int = 0) -> tuple[Account, str]:
    """The account of a text and the text. `noise`: sentences of nothing before the text, as in a long press article."""
    opening = OPENING[lang] if opening is None else opening
    whole = "\n".join([opening, *[NOISE[lang]] * noise, text]) if opening else text
    accounts = extract(Document(whole, lang=lang, published="2024-12-20")).accounts
    assert accounts, f"no contact found in {whole!r}"
    return accounts[0], whole
