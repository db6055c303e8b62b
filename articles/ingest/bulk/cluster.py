"""Partitions given to the workers of a Dask cluster, of other machines or of this one."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from uuid import uuid4

from articles.extraction.digest import digest
from articles.ingest.reading import Problem

from .partitions import Partition, is_done
from .work import Done, OtherExtractorError, work
from .writing import unfinished

try:
    import pyarrow  # noqa: F401  which workers write with, here as there
    from distributed import Client, Future, KilledWorker, LocalCluster
except ImportError as error:
    MISSING = f"{error.name} is not installed: pip install -r requirements-scale.txt"
else:
    MISSING = ""

GO_ON = "What is done is whole; run it again to go on."
WHERE = "Start scheduler and workers where the same code of the archive and the same requirements are."
ANSWER = 30  # seconds in which a scheduler has to answer
_LOOK = 0.5  # seconds after which it is seen again whether the run should stop and the scheduler is there


class ClusterError(Exception):
    """Why a run cannot begin or go on, in words for whoever started it."""


@dataclass
class Tally:
    """What a run did: partitions that are done, that were done before, that could not be done; articles in the first,
    and how many of them tell of a meeting; everything that was reported."""

    done: int = 0
    before: int = 0
    failed: int = 0
    articles: int = 0
    told: int = 0
    problems: list[Problem] = field(default_factory=list)
    is_stopped: bool = False


@dataclass
class Listener:
    """Who is told how a run goes on: `step` of bytes that were read, `problem` of each, `workers` how many there are.

    `stopping` is asked again and again whether the run should end.
    """

    step: Callable[[int], object] = lambda size: None
    problem: Callable[[Problem], None] = lambda problem: None
    workers: Callable[[int], object] = lambda number: None
    stopping: Callable[[], bool] = lambda: False


@contextmanager
def cluster(scheduler: str | None, workers: int) -> Iterator[Client]:
    """That of a scheduler's address, or one of so many processes of this machine. Raises ClusterError."""
    if MISSING:
        raise ClusterError(MISSING)
    # What Dask has to say of each connection is not for whoever reads which texts have a problem.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if scheduler is None:
        # Nothing listens but on the machine itself, and there are no pages that show the cluster.
        with _processes(workers) as here, Client(here, set_as_default=False) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise ClusterError(f"no Dask scheduler answers at {scheduler}: {error}") from None
    with client:
        yield client


def _processes(workers: int) -> LocalCluster:
    # Ctrl-C reaches every process of a terminal. It is for the run to answer: what is ignored stays so in children.
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
        )
    finally:
        signal.signal(signal.SIGINT, former)


def extract_all(client: Client, partitions: list[Partition], listener: Listener) -> Tally:
    """Have each partition done that is not. Raises ClusterError if the scheduler is gone."""
    tally, expected = Tally(), digest()
    to_do = []
    for partition in partitions:
        if is_done(partition, expected):
            tally.before += 1
            listener.step(partition.size)
        else:
            to_do.append(partition)
    for partition, future in _ended(client, to_do, expected, listener):
        if future.cancelled():
            raise ClusterError(f"the scheduler is gone. {GO_ON}")
        _take(tally, partition, future, listener)
        listener.step(partition.size)
    tally.is_stopped = tally.done + tally.failed < len(to_do)
    for partition in [] if tally.is_stopped else to_do:  # a worker may still be at one that was begun
        for left in unfinished(Path(partition.into)):
            left.unlink(missing_ok=True)
    return tally


def _ended(
    client: Client, partitions: list[Partition], expected: str, listener: Listener
) -> Iterator[tuple[Partition, Future]]:
    """Each partition as soon as it is done, until the run is to stop."""
    ended: SimpleQueue[Future] = SimpleQueue()
    asked: dict[tuple[str, int], tuple[Partition, Future]] = {}
    run = uuid4().hex[:8]
    for number, partition in enumerate(partitions):
        future = client.submit(work, partition, expected, key=(f"extract-{run}", number), pure=False)
        asked[future.key] = partition, future
        future.add_done_callback(ended.put)
    try:
        while asked and not listener.stopping():
            try:
                future = ended.get(timeout=_LOOK)
            except Empty:
                listener.workers(_workers(client))
            else:
                yield asked.pop(future.key)
    finally:
        client.cancel([future for _, future in asked.values()], force=True)


def _take(tally: Tally, partition: Partition, future: Future, listener: Listener) -> None:
    reason = ""
    if error := future.exception():
        reason = _in_words(error)
    elif not Path(partition.into).exists():
        reason = f"a worker has done it and {partition.into} is not here: all machines must have the same folders"
    if reason:
        tally.failed += 1
        problems = [Problem(partition.source, f"is not done: {reason}")]
    else:
        done: Done = future.result()
        tally.done += 1
        tally.articles += done.articles
        tally.told += done.told
        problems = done.problems
    tally.problems += problems
    for problem in problems:
        listener.problem(problem)


def _in_words(error: BaseException) -> str:
    match error:
        case OtherExtractorError():
            return str(error)
        case KilledWorker():
            return "every worker that took it was killed, perhaps for want of memory; the logs of the workers say more"
        case ModuleNotFoundError():
            return f"its worker lacks {error.name}. {WHERE}"
        case RuntimeError() if "deserialization" in str(error):
            return f"the scheduler or the worker does not know what was asked for. {WHERE}"
        case OSError():
            return f"{error.filename or 'its file'} cannot be written or read: {error.strerror or error}"
    return f"its worker failed: {error!r:.300}"


def _workers(client: Client) -> int:
    try:
        return client.scheduler_info(n_workers=0)["n_workers"]
    except (OSError, KeyError, RuntimeError):
        return 0  # that the scheduler is gone is said where what was asked for comes back
