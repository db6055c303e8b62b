"""Ask pip-audit whether a package that is installed here has a known vulnerability.

python .ci/audit.py [arguments for pip-audit, in place of those that audit this environment]

Ends with status 1 on a vulnerability that .ci/accepted.toml does not list with a reason. What cannot be asked about,
because no advisory service can be reached from here, is said and fails nothing: a change cannot wait for a network.
"""

import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

ACCEPTED = Path(__file__).with_name("accepted.toml")
# What pip-audit says, of itself or of the library it asks with, when a service does not answer.
OUT_OF_REACH = ("ConnectionError", "Max retries exceeded", "Could not connect", "Timeout", "HTTPError", "ServiceError")


def accepted(text: str, today: date) -> dict[str, str]:
    """The reason of each advisory that is lived with, by its name. Raises ValueError where one has none."""
    found = {}
    for entry in tomllib.loads(text).get("advisory", []):
        if not entry.get("reason", "").strip() or not isinstance(entry.get("until"), date):
            raise ValueError(f"{entry.get('id')}: say the reason, and until which day it is good")
        if entry["until"] >= today:
            found[entry["id"]] = entry["reason"]
    return found


def verdict(report: dict, reasons: dict[str, str]) -> tuple[list[str], int]:
    """What to say about a report of pip-audit, and the status to end with."""
    packages = report["dependencies"]
    said, faults = [], 0
    for package in packages:
        for advisory in package.get("vulns", []):
            names = [advisory["id"], *advisory.get("aliases", [])]
            reason = next((reasons[name] for name in names if name in reasons), None)
            faults += reason is None
            mended = ", ".join(advisory.get("fix_versions", [])) or "no version yet"
            told = f"accepted: {reason}" if reason else f"VULNERABLE, mended in {mended}"
            said.append(f"{package['name']} {package.get('version')}: {', '.join(names)}: {told}")
    unasked = [package["name"] for package in packages if "skip_reason" in package]
    if unasked:
        some = ", ".join(unasked[:5]) + (", ..." if len(unasked) > 5 else "")
        said.append(f"NOT AUDITED, unknown to the advisory service: {len(unasked)} of {len(packages)}: {some}")
    said.append(f"{len(packages) - len(unasked)} packages audited, {faults} with a vulnerability that nobody accepted")
    return said, 1 if faults else 0


def main(arguments: list[str]) -> int:
    reasons = accepted(ACCEPTED.read_text("utf-8"), date.today())
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    run = subprocess.run([*command, *(arguments or ["--local"])], capture_output=True, text=True)
    try:
        report = json.loads(run.stdout)
    except ValueError:
        last = (run.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
        is_out_of_reach = any(words in run.stderr for words in OUT_OF_REACH)
        print("NOT AUDITED, no advisory service could be asked:" if is_out_of_reach else "pip-audit failed:", last)
        return 0 if is_out_of_reach else 1
    said, status = verdict(report, reasons)
    print(*said, sep="\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
