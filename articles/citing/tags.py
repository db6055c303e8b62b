"""What a page says of itself to programs that collect references, such as Zotero.

Highwire Press tags, as Google Scholar's guidelines for webmasters and Zotero's "Exposing your metadata" name them;
COinS, an OpenURL 1.0 ContextObject (NISO Z39.88-2004, matrix dc) in the title of a `span`.
"""

from __future__ import annotations

from urllib.parse import urlencode

from articles.resolution import dates

from .work import Work


def highwire(work: Work) -> list[tuple[str, str]]:
    """Name and content of each `meta`."""
    day = work.published or (work.event if dates.is_certain(work.event) else "")
    said = [
        ("citation_title", work.title),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_publisher", work.publisher or work.archive),
        ("citation_language", work.language),
        ("citation_public_url", work.original or work.address),
    ]
    return [(name, content) for name, content in said if content]


def coins(work: Work) -> str:
    said = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle" if work.is_article else "webpage"),
        ("rft.title", work.title),
        ("rft.source", work.publisher or work.container or work.archive),
        ("rft.publisher", work.publisher or work.archive),
        ("rft.date", work.published or work.event),
        ("rft.language", work.language),
        ("rft.identifier", work.original or work.address),
    ]
    return urlencode([(name, value) for name, value in said if value])
