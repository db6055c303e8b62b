"""Files and folders, each read by the form that its name says."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from . import json_lines
from .found import Found, Problem, UnreadableError
from .texts import read_text

# Files of many documents and the modules that `read` and `count` what is in them. They are loaded when such a file
# comes: web servers never see one, and the libraries that read pages take 40 MB.
_COLLECTIONS = {
    (".extracted.jsonl", ".extracted.parquet"): "extracted",
    (".jsonl", ".ndjson"): "json_lines",
    (".parquet",): "parquets",
    (".csv",): "tables",
    (".rss", ".atom", ".xml"): "feeds",
    (".warc", ".warc.gz"): "warcs",
}
_PAGES = (".html", ".htm", ".xhtml", ".mhtml", ".mht")


def read(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Found | Problem]:
    """Read files and folders (`-`: JSON lines from standard input) one after the other, nothing kept in memory."""
    files: list[Path] = []
    for path in paths:
        if path == "-" and stdin is not None:
            yield from json_lines.read(stdin, "standard input")
            continue
        found = list(walk(Path(path)))
        yield from (item for item in found if isinstance(item, Problem))
        files += [item for item in found if isinstance(item, Path)]
    files = list(dict.fromkeys(files))
    yield from read_files(files, shared_names(files))


def count_texts(paths: Iterable[str]) -> int:
    """How many texts `read` will come upon, for a progress bar."""
    files = {item for path in paths if path != "-" for item in walk(Path(path)) if isinstance(item, Path)}
    return sum(map(_count, files))


def _count(file: Path) -> int:
    collection = _collection(file)
    if collection is None:
        return 1
    try:
        with file.open("rb") as stream:
            return collection.count(stream)
    except OSError:
        return 1


def form_of(file: Path) -> str:
    """The module that reads it, if it is a file of many documents."""
    name = file.name.lower()
    return next((module for suffixes, module in _COLLECTIONS.items() if name.endswith(suffixes)), "")


def _collection(file: Path) -> ModuleType | None:
    form = form_of(file)
    return import_module(f".{form}", __package__) if form else None


def shared_names(files: Iterable[Path]) -> frozenset[str]:
    """The names that more than one file of a single text has."""
    names = Counter(file.name for file in files if not form_of(file))
    return frozenset(name for name, number in names.items() if number > 1)


def read_files(files: Iterable[Path], shared: frozenset[str]) -> Iterator[Found | Problem]:
    """Read files one after the other; `shared` are the names that do not tell one text of the run from another."""
    for file in files:
        try:
            if collection := _collection(file):
                with file.open("rb") as stream:
                    yield from collection.read(stream, str(file))
            elif file.name.lower().endswith(_PAGES):
                pages = import_module(".pages", __package__)
                yield from pages.read_page_file(file, name_is_free=file.name not in shared)
            elif file.name in shared:
                # Its name is its id: two texts under one id would be taken for two versions of one article.
                raise UnreadableError(
                    "another file of this run has the same name: rename one, or ingest them as JSON lines"
                )
            else:
                yield read_text(file)
        except OSError as error:
            yield Problem(str(file), f"cannot be read: {error.strerror or error}")
        except UnreadableError as error:
            yield Problem(str(file), str(error))


def walk(path: Path) -> Iterator[Path | Problem]:
    """The files of a folder and of those within it, in the order of their names; hidden ones left out."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            yield path
        elif stat.S_ISDIR(mode):
            for name in sorted(os.listdir(path)):
                if not name.startswith("."):
                    yield from walk(path / name)
        else:
            yield Problem(str(path), "is neither a file nor a folder")
    except FileNotFoundError:
        yield Problem(str(path), "there is no such file or folder")
    except OSError as error:
        yield Problem(str(path), f"cannot be read: {error.strerror or error}")
