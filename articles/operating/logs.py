"""The log: lines for people or JSON for programs, each with the id of the request that it is about.

What visitors send stands in the log, so that no control character of theirs may end a line and begin another.
"""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from textwrap import indent

request_id: ContextVar[str] = ContextVar("request_id", default="")
# What ends a line anywhere (U+2028, U+2029 included), moves the cursor of a terminal, or turns the direction of text.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Line(logging.Formatter):
    """A line for people; a traceback follows it, indented, so that none of its lines is taken for another entry."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}{about}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        record.about = f" [{request_id.get()}]" if request_id.get() else ""
        return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], super().formatMessage(record))

    def formatException(self, ei) -> str:  # noqa: N802
        return indent(super().formatException(ei), "  ", lambda line: True)


class Json(logging.Formatter):
    """An object a line: time, level, logger, message, request_id; of a request its method, path, status and ms."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
            **getattr(record, "members", {}),
            "exception": self.formatException(record.exc_info) if record.exc_info else "",
        }
        return json.dumps({name: value for name, value in said.items() if value != ""}, default=str)
