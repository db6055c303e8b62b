"""How gunicorn serves the archive; it reads this file by itself. GUNICORN_CMD_ARGS and arguments go before it."""

import logging
import os
import tempfile

from articles.operating.logs import Json, Line

workers = 2
threads = 4
worker_class = "gthread"
graceful_timeout = 60  # seconds that a request may still take after SIGTERM; a large export takes most of them
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
_form = {"json": Json, "line": Line}[os.environ.get("LOG_FORMAT", "line")]
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"own": {"()": _form}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "own"}},
    "root": {"handlers": ["stderr"]},
    "loggers": {
        "gunicorn.error": {"handlers": ["stderr"], "propagate": False},
        # Silent: articles.access has each request, without its query and who sent it.
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}
logging.captureWarnings(True)
# What all workers count into, where METRICS is on.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="hotline-metrics-"))


def child_exit(server, worker) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)
