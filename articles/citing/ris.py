"""RIS, as reference managers import it: a tag of two letters a line, from TY to ER, in lines that end in CR LF."""

from __future__ import annotations

from articles.resolution import dates

from .work import Work


def write(work: Work) -> str:
    rows: list[tuple[str, str]] = [("TY", "NEWS" if work.is_article else "ELEC"), ("ID", work.key), ("TI", work.title)]
    rows += [("T2", work.publisher or work.container or work.archive)]
    day = work.published or (work.event if dates.is_certain(work.event) else "")
    if day:
        year, month, number = ([*day.split("-"), "", ""])[:3]
        rows += [("PY", year), ("DA", f"{year}/{month}/{number}/")]
    if work.event:
        rows += [("N1", f"EDTF: {work.event}")]
    rows += [("N1", source) for source in work.sources]
    rows += [("DP", work.archive), ("LA", work.language)]
    rows += [("UR", address) for address in dict.fromkeys((work.original, work.address)) if address]
    rows += [("Y2", work.accessed.strftime("%Y/%m/%d/")), ("ER", "")]
    # A value goes to the end of its line.
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in rows)
