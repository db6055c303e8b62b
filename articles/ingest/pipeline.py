"""Texts in, meetings out: read, extract, store the articles, resolve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import DatabaseError, OperationalError

from articles.extraction import Extraction, extract

from .archive import Reworked, rework
from .extracting import FailedExtraction, extracted
from .lock import patiently, writing
from .reading import Found, Problem, read
from .reference import ensure_reference
from .statistics import Statistics
from .witnesses import CHANGED, NEW, READ_AGAIN, UNCHANGED, Reading, classified, classify, store_articles

BATCH = 300  # articles that go in together; a run that is killed loses no more than the batch at hand
NO_MEETING = "no meeting in it"


@dataclass
class Summary:
    """What a run did.

    `articles`: how many by what became of them; `read_as`: how many of each form; `problems`: what was reported, why;
    `extracted_before`: how many came with an extraction that was taken, `extracted_again`: with one of another
    extractor; `is_stopped`: whether it was asked to stop before it was through.
    """

    articles: dict[str, int] = field(default_factory=lambda: dict.fromkeys((NEW, CHANGED, READ_AGAIN, UNCHANGED), 0))
    read_as: Counter[str] = field(default_factory=Counter)
    meetings: Reworked = field(default_factory=Reworked)
    problems: list[Problem] = field(default_factory=list)
    extracted_before: int = 0
    extracted_again: int = 0
    is_stopped: bool = False


@dataclass
class Listener:
    """Who is told how a run goes on: `step` how many are done, `problem` of each, `waiting` when others write.

    `stopping` is asked after each batch whether the run should end there.
    """

    step: Callable[[int], object] = lambda number: None
    problem: Callable[[Problem], None] = lambda problem: None
    waiting: Callable[[], None] = lambda: None
    stopping: Callable[[], bool] = lambda: False


def ingest(
    paths: Iterable[str],
    stdin: BinaryIO | None = None,
    *,
    dry_run: bool = False,
    workers: int = 1,
    listener: Listener | None = None,
) -> Summary:
    """Take in files and folders, a batch of articles a transaction. A dry run stores nothing and resolves nothing."""
    run = _Run(listener or Listener(), dry_run)
    if not dry_run:
        patiently(ensure_reference, run.listener.waiting)
    batches = map(classified, _batches(read(paths, stdin), run.trouble))
    to_extract = ((batch, [reading.found.document for reading in batch if reading.is_to_extract]) for batch in batches)
    for batch, extractions in extracted(to_extract, workers):
        run.take_in(batch, extractions)
        if run.listener.stopping():
            run.summary.is_stopped = True
            break
    run.statistics.end()
    return run.summary


class _Run:
    def __init__(self, listener: Listener, dry_run: bool) -> None:
        self.listener, self.dry_run, self.summary, self.statistics = listener, dry_run, Summary(), Statistics()

    def trouble(self, problem: Problem) -> None:
        self.summary.problems.append(problem)
        self.listener.problem(problem)
        if not problem.is_in:
            self.listener.step(1)

    def take_in(self, batch: list[Reading], extractions: Iterable[Extraction | FailedExtraction]) -> None:
        for reading, extraction in zip((r for r in batch if r.is_to_extract), extractions, strict=True):
            reading.extraction = extraction
        for reading in batch:
            if reading.is_to_read and reading.found.extraction:
                reading.extraction = reading.found.extraction
        failed = [reading for reading in batch if isinstance(reading.extraction, FailedExtraction)]
        for reading in failed:
            self.trouble(Problem(reading.found.name, reading.extraction))
        readings = [reading for reading in batch if reading not in failed]
        if self.dry_run:
            self._count(readings)
        else:
            self._store(readings)

    def _store(self, readings: list[Reading]) -> None:
        try:
            reworked = patiently(lambda: _stored(readings), self.listener.waiting)
        except OperationalError:
            raise
        except DatabaseError as error:
            if len(readings) > 1:
                for reading in readings:
                    self._store([reading])
            else:
                self.trouble(Problem(readings[0].found.name, f"could not be stored: {str(error).splitlines()[0]}"))
            return
        self.summary.meetings += reworked
        self.statistics.stored(sum(reading.status != UNCHANGED for reading in readings))
        self._count(readings)

    def _count(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            self.summary.articles[reading.status] += 1
            self.summary.read_as[reading.found.read_as] += 1
            if reading.found.was_extracted and reading.is_to_read:
                self.summary.extracted_before += not reading.is_to_extract
                self.summary.extracted_again += reading.is_to_extract
            if reading.has_no_meeting:
                self.trouble(Problem(reading.found.name, NO_MEETING))
            else:
                self.listener.step(1)


def _stored(readings: list[Reading]) -> Reworked:
    # Batches are read ahead: what came before this one may have brought, or changed, the same articles.
    classify(readings)
    if all(reading.status == UNCHANGED for reading in readings):
        return Reworked()
    with writing():
        keys, meetings = store_articles(readings, extract)
        return rework(keys, meetings) if keys or meetings else Reworked()


def _batches(items: Iterable[Found | Problem], trouble: Callable[[Problem], None]) -> Iterator[list[Found]]:
    """Batches in which no article comes twice: the second would not know of the first."""
    batch: list[Found] = []
    ids: set[str] = set()
    for item in items:
        if isinstance(item, Problem):
            trouble(item)
            continue
        if len(batch) == BATCH or item.document.id in ids:
            yield batch
            batch, ids = [], set()
        batch.append(item)
        ids.add(item.document.id)
    if batch:
        yield batch
