"""The browser that the browser tests drive: the Chromium that the system has. None is downloaded."""

import os
import shutil

from tests.ci import skip_but_in_ci

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox, as the tests also run as root in a container; nothing that talks to other hosts.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str:
    """Where Chromium is (`CHROMIUM` names another one); a test that needs it calls this first."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if found := shutil.which(name):
            return found
    skip_but_in_ci("no Chromium is installed (apt install chromium, or CHROMIUM=/path/to/it)")
