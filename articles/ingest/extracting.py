"""Extraction of many documents, in processes of their own where that pays.

This module is all that such a process loads besides the extractor: no settings, no database.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from articles.datafiles import LexiconError
from articles.extraction import Document, Extraction, extract

Batch = TypeVar("Batch")
# A process takes about a second to start and to read its lexicons: as long as it takes for some hundred texts.
_WORTH_A_PROCESS = 500


class FailedExtraction(str):
    """What came in place of an extraction: why the extractor failed on the document."""


def extracted(
    batches: Iterable[tuple[Batch, Sequence[Document]]], workers: int = 1
) -> Iterator[tuple[Batch, list[Extraction | FailedExtraction]]]:
    """What is read in the documents of each batch, in the order of the batches.

    With several workers, as many batches are read ahead, and no more: memory does not grow with the input.
    """
    if workers < 2:
        for batch, documents in batches:
            yield batch, read_all(documents)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_with_parent) as pool:
        ahead: deque[tuple[Batch, Future]] = deque()
        try:
            for batch, documents in batches:
                # A pool of which nothing is asked starts no process.
                ahead.append((batch, pool.submit(read_all, documents) if documents else _nothing()))
                if len(ahead) > workers:
                    first, future = ahead.popleft()
                    yield first, future.result()
            for batch, future in ahead:
                yield batch, future.result()
        finally:
            pool.shutdown(cancel_futures=True)  # a run that stops early does not wait for what nobody will take


def _nothing() -> Future:
    future: Future = Future()
    future.set_result([])
    return future


def read_all(documents: Iterable[Document]) -> list[Extraction | FailedExtraction]:
    return [_read(document) for document in documents]


def _read(document: Document) -> Extraction | FailedExtraction:
    try:
        return extract(document)
    except LexiconError:
        raise  # every text would be read wrongly
    except Exception as error:
        # A fault of the extractor on one text must not keep the others out.
        return FailedExtraction(f"the extractor failed on it: {error!r}")


def _leave_with_parent() -> None:
    """A run that is killed cannot tell its workers, and they would wait for work for ever."""

    def watch() -> None:
        wait([parent_process().sentinel])
        os._exit(1)

    # A signal to the whole group of processes is for the run to answer, which has work to finish.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    Thread(target=watch, daemon=True).start()


def workers_for(number: int | None) -> int:
    """How many processes so many texts are worth; one where their number is not known."""
    return max(1, min(os.cpu_count() or 1, (number or 0) // _WORTH_A_PROCESS))
