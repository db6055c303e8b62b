"""What a worker does: one partition, read, extracted and written."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from articles.extraction import VERSION
from articles.extraction.digest import digest
from articles.extraction.ready import read_lexicon
from articles.ingest.extracting import FailedExtraction, read_all
from articles.ingest.reading import Found, Problem
from articles.ingest.reading.extracted import Origin
from articles.ingest.reading.files import read_files

from .partitions import Partition
from .writing import Row, article_row, problem_row, writing

_BATCH = 20
# A worker that runs on while its files are replaced works with the code that it has loaded.
read_lexicon()
_DIGEST = digest()


@dataclass
class Done:
    """What became of a partition: how many articles, how many of them with a meeting, what is to be reported."""

    articles: int = 0
    told: int = 0
    problems: list[Problem] = field(default_factory=list)


class OtherExtractorError(RuntimeError):
    """The worker's extractor is not that of who asks."""


def work(partition: Partition, expected: str) -> Done:
    """Go through a partition; `expected` is the digest of the extractor that it is meant for.

    Raises OtherExtractorError, OSError.
    """
    if expected != _DIGEST:
        raise OtherExtractorError(
            f"the worker on {socket.gethostname()} has another version of the extractor: install the same one there "
            "and start its workers anew"
        )
    done = Done()
    origin = Origin(VERSION, _DIGEST, partition.source, partition.stamp)
    with writing(Path(partition.into), origin) as write:
        items = read_files(map(Path, partition.files), partition.shared)
        for row, is_kept in _rows(items, done):
            if is_kept or not partition.only_meetings:
                write(row)
    return done


def _rows(items: Iterable[Found | Problem], done: Done) -> Iterator[tuple[Row, bool]]:
    """A row for each, and whether it stays where only meetings do: what another extractor may read does too."""
    items = iter(items)
    while batch := list(islice(items, _BATCH)):
        extractions = iter(read_all(item.document for item in batch if isinstance(item, Found)))
        for item in batch:
            if isinstance(item, Problem):
                done.problems.append(item)
                yield problem_row(item), False
                continue
            extraction = next(extractions)
            if isinstance(extraction, FailedExtraction):
                done.problems.append(Problem(item.name, str(extraction)))
            else:
                done.articles += 1
                done.told += bool(extraction.accounts)
            yield article_row(item, extraction), isinstance(extraction, FailedExtraction) or bool(extraction.accounts)
