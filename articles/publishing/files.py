"""The published files that lie in `DATA_DIR`, as `/data/` shows them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

PACKAGE = "datapackage.json"
NAME = re.compile(r"[a-z0-9-]+-(\d{4}-\d\d-\d\d)\.zip")


@dataclass(frozen=True, slots=True)
class Published:
    """A file with its description (Frictionless Data Package), which lies beside it."""

    path: Path
    package: dict[str, Any]

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def day(self) -> str:
        return NAME.fullmatch(self.name)[1]

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def sha256(self) -> str:
        return self.package["sha256"]


def folder() -> Path:
    return Path(settings.DATA_DIR)


def description_of(path: Path) -> Path:
    return path.with_suffix(".json")


def published() -> list[Published]:
    """The newest first; none where nothing was published yet."""
    found = (path for path in folder().glob("*.zip") if NAME.fullmatch(path.name) and description_of(path).is_file())
    newest_first = sorted(found, key=lambda path: (NAME.fullmatch(path.name)[1], path.name), reverse=True)
    return [Published(path, json.loads(description_of(path).read_text("utf-8"))) for path in newest_first]


def newest() -> Published | None:
    return next(iter(published()), None)
