"""What is extracted in one go and written as one file: a file of many articles, or the single texts of a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from articles.ingest.reading.extracted import origin_of
from articles.ingest.reading.files import form_of, shared_names, walk
from articles.ingest.reading.found import Problem

FORMS = ("parquet", "jsonl")
LONGEST_NAME = 60  # characters of a file's name that the name of what becomes of it begins with


@dataclass(frozen=True, slots=True)
class Partition:
    """Files to be read one after the other, and the file that what is read in them goes into.

    `source`: what a message calls it. `stamp`: another one as soon as a file is another. `size`: bytes to be read.
    `only_meetings`: articles without a meeting stay out.
    """

    source: str
    files: tuple[str, ...]
    shared: frozenset[str]
    into: str
    size: int
    stamp: str
    only_meetings: bool = False


def plan(
    paths: Iterable[str], to: Path, form: str, *, only_meetings: bool = False
) -> tuple[list[Partition], list[Problem]]:
    """The partitions of files and folders, and what is neither.

    The files in `to` stand as those that were read stand in the folder named, so that `ingest` comes upon the articles
    in the same order: of two texts with one id the later one counts.
    """
    problems: list[Problem] = []
    places: dict[Path, tuple[Path, Path]] = {}  # of each file: where it stands, and what it was found under
    for path in (Path(os.path.abspath(path)) for path in paths):
        for item in walk(path):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                root = path if path != item else path.parent
                places.setdefault(item, (item.parent.relative_to(root), path))
    shared = shared_names(places)
    partitions = _partitions(places, shared, to, form)
    return [_only_meetings(partition) if only_meetings else partition for partition in partitions], problems


def _partitions(
    places: dict[Path, tuple[Path, Path]], shared: frozenset[str], to: Path, form: str
) -> Iterator[Partition]:
    texts: dict[tuple[Path, bool], list[Path]] = {}  # by the folder; those that were named one by one on their own
    for file, (place, under) in places.items():
        if form_of(file):
            name = f"{file.name[:LONGEST_NAME]}-{_short(str(file))}"
            yield _partition(str(file), [file], frozenset(), to / place / name, form)
        else:
            texts.setdefault((file.parent, under == file), []).append(file)
    for (folder, is_named), files in texts.items():
        place = places[files[0]][0]
        name = f"texts-{_short(os.linesep.join(map(str, files)) if is_named else str(folder))}"
        ours = shared & {file.name for file in files}
        yield _partition(f"the texts in {folder}", files, ours, to / place / name, form)


def _partition(source: str, files: list[Path], shared: frozenset[str], into: Path, form: str) -> Partition:
    size, sha = 0, hashlib.sha256(repr(sorted(shared)).encode())
    for file in files:
        try:
            known = file.stat()
        except OSError:  # which is said when it is read
            continue
        size += known.st_size
        sha.update(f"{file}\0{known.st_size}\0{known.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return Partition(source, tuple(map(str, files)), shared, f"{into}.extracted.{form}", size, sha.hexdigest())


def _only_meetings(partition: Partition) -> Partition:
    return replace(partition, only_meetings=True, stamp=f"{partition.stamp} only meetings")


def is_done(partition: Partition, digest: str) -> bool:
    """Whether the same extractor has been through the same files."""
    origin = origin_of(Path(partition.into))
    return origin is not None and (origin.digest, origin.stamp) == (digest, partition.stamp)


def _short(name: str) -> str:
    return hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()[:8]


def within(to: Path, paths: Iterable[str]) -> bool:
    """Whether a folder is one of these or lies within: what is written there would be read by the next run."""
    return any(to.is_relative_to(os.path.abspath(path)) for path in paths)
