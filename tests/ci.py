"""What a test may do without on a developer's machine, but not in CI."""

import os
from typing import NoReturn

import pytest


def skip_but_in_ci(reason: str) -> NoReturn:
    """Skip the running test, saying why; in CI (`CI=true`) fail it, for a check skipped unseen is no check."""
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(f"{reason}, and in CI it must be", pytrace=False)
    pytest.skip(reason)
