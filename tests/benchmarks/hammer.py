"""Many requests at once, by wrk (Debian's package `wrk`), which takes little of the machine for itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Each thread goes through the addresses in an order of its own; the summary is a line of JSON at the end.
_SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local threads = 0
function setup(thread) thread:set("number", threads); threads = threads + 1 end
function init() math.randomseed(7 + number) end
function request() return wrk.format("GET", paths[math.random(#paths)]) end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests": %%d, "seconds": %%f, "p50": %%f, "p95": %%f, "p99": %%f, "errors": %%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Hammered:
    """Times in milliseconds. `errors`: connections that failed, time-outs, and answers that were not 2xx or 3xx."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def hammer(site: str, paths: Sequence[str], *, connections: int, seconds: int) -> Hammered:
    """Ask for these paths, any of them at any time, over so many connections."""
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "mix.lua")
        listed.write_text("\n".join(paths), "utf-8")
        script.write_text(_SCRIPT % listed, "utf-8")
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", str(script), site]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Hammered(**json.loads(said.splitlines()[-1]))
