"""Which extractor this is: more exact than its version, which stays the same while words are added to its lexicon."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent
# What it reads with besides its own files: the finder of phrases, the names of countries, the parser of the files.
_LIBRARIES = ("ahocorasick-rs", "babel", "rtoml")


@cache
def digest() -> str:
    """SHA-256, in hexadecimal, of the extractor's code, its data and the versions of the libraries it reads with."""
    sha = hashlib.sha256()
    files = [path for path in FOLDER.rglob("*") if path.suffix in (".py", ".toml")]
    for path in sorted(files, key=lambda path: path.relative_to(FOLDER).as_posix()):
        sha.update(f"{path.relative_to(FOLDER).as_posix()}\0".encode())
        sha.update(hashlib.sha256(path.read_bytes()).digest())
    sha.update((FOLDER.parent / "datafiles.py").read_bytes())
    sha.update("".join(f"\0{name} {version(name)}" for name in _LIBRARIES).encode())
    return sha.hexdigest()
