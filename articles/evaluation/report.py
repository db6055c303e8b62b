"""Figures over many articles: by field, language and source, with every miss and a table of calibration."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .matching import FIELDS, paired, same_code, verdict_on_date

BASES = {True: "undated", False: "dated"}
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Miss:
    """A known fact not found, or a found one that is not known. `sentence`: where the found one stands."""

    article: str
    field: str
    known: str
    found: str
    sentence: str = ""


@dataclass
class Tally:
    """Counts over some articles; the figures are worked out from them."""

    n: Counter = field(default_factory=Counter)
    sets: dict[str, Counter] = field(default_factory=lambda: {name: Counter() for name in FIELDS})

    def figures(self) -> dict[str, Any]:
        n = self.n
        return {
            "articles": n["articles"],
            "kind_accuracy": _share(n["kind"], n["articles"]),
            "detection": _f1(n["detected"], n["imagined"], n["overlooked"]),
            **{basis: self._dates(basis) for basis in BASES.values()},
            "role_accuracy": _share(n["role_right"], n["roles"]),
            "initiator": {
                "right": n["initiator_right"],
                "n": n["initiators"],
                "spurious": n["initiator_spurious"],
            },
            **{name: _f1(c["tp"], c["fp"], c["fn"]) for name, c in self.sets.items()},
        }

    def _dates(self, basis: str) -> dict[str, Any]:
        total = self.n[basis]
        verdicts = ("right", "narrowed", "missing", "wrong")
        return {"n": total, **{v: _share(self.n[f"{basis}_{v}"], total) for v in verdicts}}


@dataclass
class Evaluation:
    """Tallies by group ("all" first), the misses, and how often facts of a confidence are right."""

    tallies: dict[str, Tally]
    misses: list[Miss]
    calibration: dict[tuple[str, float], Counter]

    def figures(self) -> dict[str, Any]:
        return {group: tally.figures() for group, tally in self.tallies.items()}

    def calibration_rows(self) -> list[tuple[str, str, int, float]]:
        """(field, range of confidence, facts, share right); the field "all" sums up."""
        return [
            (name, _range(step), counts["n"], _share(counts["right"], counts["n"]))
            for (name, step), counts in sorted(self.calibration.items())
        ]


def evaluate(
    gold: Iterable[Mapping[str, Any]],
    found: Mapping[str, Mapping[str, Any]],
    texts: Mapping[str, str] | None = None,
    by: str = "",
) -> Evaluation:
    """Compare gold lines with extractions by id. `texts`: full texts by id, for the sentences; `by`: lang or source."""
    result = Evaluation({"all": Tally()}, [], defaultdict(Counter))
    for row in gold:
        groups = ["all"]
        if by:
            groups.append(f"{by}={row.get(by) or '?'}")
        tallies = [result.tallies.setdefault(group, Tally()) for group in groups]
        meetings = (found.get(row["id"]) or {}).get("meetings") or []
        _compare(result, tallies, row, meetings[0] if meetings else None, (texts or {}).get(row["id"], ""))
    return result


def _compare(result: Evaluation, tallies: list[Tally], row: Mapping, meeting: Mapping | None, text: str) -> None:
    event = row["event"]
    is_event, kind = event["kind"] != "none", meeting["kind"] if meeting else "none"
    counts = Counter(
        articles=1,
        kind=event["kind"] == kind,
        detected=is_event and bool(meeting),
        imagined=bool(meeting) and not is_event,
        overlooked=is_event and not meeting,
    )
    note = _Notes(result, row["id"], text)
    if event["kind"] != kind:
        note.miss("kind", event["kind"], kind)
    if meeting:
        note.judged("kind", meeting["evidence"]["kind"]["confidence"], event["kind"] == kind)
    sets: dict[str, Counter] = {}
    if is_event:
        found = meeting or {}
        counts += _dates(event, found, note) + _initiators(event, found)
        for name in FIELDS:
            sets[name], more = _set(name, event, found, note)
            counts += more
    for tally in tallies:
        tally.n.update(counts)
        for name, counter in sets.items():
            tally.sets[name].update(counter)


@dataclass
class _Notes:
    """Writes down misses and judgements of one article."""

    result: Evaluation
    article: str
    text: str

    def miss(self, name: str, known: Any, found: Any, spans: Any = ()) -> None:
        self.result.misses.append(Miss(self.article, name, str(known), str(found), self._sentence(spans)))

    def judged(self, name: str, confidence: float, is_right: bool) -> None:
        step = max(step for step in STEPS if step <= confidence)
        for row in (name, "all"):
            self.result.calibration[row, step].update(n=1, right=is_right)

    def _sentence(self, spans: Any) -> str:
        if not spans or not self.text:
            return ""
        start, end = spans[0]
        left = max(self.text.rfind(mark, 0, start) for mark in (". ", "\n")) + 1
        right = min(
            (at for at in (self.text.find(mark, end) for mark in (". ", "\n")) if at >= 0), default=len(self.text)
        )
        return " ".join(self.text[left:right].split())


def _dates(event: Mapping, found: Mapping, note: _Notes) -> Counter:
    if not event.get("date"):
        return Counter()
    basis = BASES[event.get("date_basis") == "year_from_context"]
    verdict = verdict_on_date(event["date"], found.get("date"))
    support = (found.get("evidence") or {}).get("date") or {}
    if verdict != "right":
        note.miss(f"date ({basis}, {verdict})", event["date"], found.get("date"), support.get("spans"))
    if support:
        note.judged("date", support["confidence"], verdict in ("right", "narrowed"))
    return Counter({basis: 1, f"{basis}_{verdict}": 1})


def _initiators(event: Mapping, found: Mapping) -> Counter:
    known, said = event.get("initiator"), found.get("initiator")
    if known:
        return Counter(initiators=1, initiator_right=known == said)
    return Counter(initiator_spurious=bool(said))


def _set(name: str, event: Mapping, found: Mapping, note: _Notes) -> tuple[Counter, Counter]:
    facts = found.get(name) or []
    pairs, missed, spurious = paired(event.get(name) or [], facts, FIELDS[name])
    supports = (found.get("evidence") or {}).get(name) or {}
    for fact in missed:
        note.miss(name, _named(fact), "")
    for fact in spurious:
        note.miss(name, "", _named(fact), _support(fact, supports).get("spans"))
    for is_right, group in ((True, [f for _, f in pairs]), (False, spurious)):
        for fact in group:
            if support := _support(fact, supports):
                note.judged(name, support["confidence"], is_right)
    roles = Counter()
    if name == "participants":
        roles.update(roles=len(pairs), role_right=sum(same_code(k.get("role"), f.get("role")) for k, f in pairs))
    return Counter(tp=len(pairs), fn=len(missed), fp=len(spurious)), roles


def _support(fact: Any, supports: Mapping[str, Any]) -> Mapping[str, Any]:
    return fact if isinstance(fact, Mapping) else supports.get(fact, {})


def _named(fact: Any) -> str:
    if isinstance(fact, Mapping):
        return f"{fact['name']} ({fact.get('country')})" if "country" in fact else fact["name"]
    return str(fact)


def _range(step: float) -> str:
    after = STEPS[STEPS.index(step) + 1]
    return f"{step:.2f}-{min(after, 1):.2f}"


def _share(part: int, whole: int) -> float:
    return round(part / max(1, whole), 4)


def _f1(tp: int, fp: int, fn: int) -> dict[str, Any]:
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    both = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        "n": tp + fn,
    }
