"""The archive as a WSGI server starts it, sending what it streams slowly: for a signal to come in between."""

import time
from collections.abc import Iterator

from diplomacy.wsgi import application as archive


def application(environ: dict, start_response) -> Iterator[bytes]:
    answer = archive(environ, start_response)
    try:
        for number, piece in enumerate(answer):
            yield piece
            if number < 20 and environ["PATH_INFO"].endswith(".csv"):
                time.sleep(0.1)
    finally:
        answer.close()
