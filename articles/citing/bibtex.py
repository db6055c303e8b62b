"""BibTeX, with the fields of biblatex for what plain BibTeX has none: `eventdate` and `urldate` are EDTF."""

from __future__ import annotations

from .work import Work

# What TeX takes for markup. Letters stay as they are: every BibTeX of today reads UTF-8.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_LANGUAGES = {"en": "english", "vi": "vietnamese", "fr": "french"}


def write(work: Work) -> str:
    kind = "article" if work.is_article else "online"
    fields = {
        # The inner braces keep the capitals of names.
        "title": f"{{{_escaped(work.title)}}}",
        "journaltitle" if work.is_article else "organization": _escaped(work.publisher or work.archive),
        "maintitle": _escaped(work.container),
        "date": work.published,
        "eventdate": work.event,
        "note": _escaped(_note(work)),
        "langid": _LANGUAGES.get(work.language, ""),
        "url": _address(work.original or work.address),
        "urldate": work.accessed.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{work.key},", *lines, "}", ""])


def _note(work: Work) -> str:
    if work.is_article:
        return f"{work.archive}, {work.address}" if work.original else work.archive
    return "; ".join(work.sources)


def _escaped(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in " ".join(words.split()))


def _address(url: str) -> str:
    """Verbatim, as the field is; what would end it is percent-encoded."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
