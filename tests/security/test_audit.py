"""The audit of dependencies: pip-audit for real, asking an advisory service that stands here."""

import json
import subprocess
import sys
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci/audit.py"
spec = spec_from_file_location("audit", SCRIPT)
audit = module_from_spec(spec)
spec.loader.exec_module(audit)

ADVISORY = {
    "id": "PYSEC-2026-1",
    "aliases": ["CVE-2026-12345"],
    "summary": "It lets anybody in.",
    "affected": [
        {
            "package": {"name": "django", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "5.2.20"}]}],
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """Knows one advisory, on Django."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps({"vulns": [ADVISORY]} if asked["package"]["name"] == "django" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def service():
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


@pytest.fixture
def audited(tmp_path, monkeypatch):
    """The lines and the status of an audit of one package, with what is accepted in the file beside it."""

    def run(package: str, service: str, accepted: str = "") -> tuple[str, int]:
        script = tmp_path / "audit.py"
        script.write_text(SCRIPT.read_text("utf-8"), "utf-8")
        (tmp_path / "accepted.toml").write_text(accepted, "utf-8")
        (tmp_path / "asked.txt").write_text(package, "utf-8")
        options = [
            "--no-deps",
            "--disable-pip",
            "--vulnerability-service",
            "osv",
            "--osv-url",
            service,
            "--cache-dir",
            str(tmp_path),
        ]
        command = [sys.executable, str(script), "--requirement", str(tmp_path / "asked.txt"), *options]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120)
        return ended.stdout, ended.returncode

    return run


REASON = '[[advisory]]\nid = "CVE-2026-12345"\nreason = "nothing here calls it"\nuntil = 2999-01-01\n'


def test_a_known_vulnerability_fails(audited, service):
    said, status = audited("django==5.2.19", service)
    assert "django 5.2.19: PYSEC-2026-1, CVE-2026-12345: VULNERABLE, mended in 5.2.20" in said
    assert status == 1


def test_one_that_was_accepted_with_a_reason_does_not(audited, service):
    said, status = audited("django==5.2.19", service, REASON)
    assert "accepted: nothing here calls it" in said
    assert status == 0


def test_what_has_none_passes(audited, service):
    assert audited("segno==1.6.6", service) == ("1 packages audited, 0 with a vulnerability that nobody accepted\n", 0)


def test_a_service_out_of_reach_is_said_and_fails_nothing(audited):
    said, status = audited("django==5.2.19", "http://127.0.0.1:9/v1/query")
    assert said.startswith("NOT AUDITED, no advisory service could be asked:")
    assert status == 0


def test_an_audit_that_cannot_run_fails(audited, service):
    said, status = audited("this is no requirement", service)
    assert said.startswith("pip-audit failed:")
    assert status == 1


def test_a_package_that_the_service_does_not_know_is_told():
    said, status = audit.verdict({"dependencies": [{"name": "ours", "skip_reason": "not found"}]}, {})
    assert said[0] == "NOT AUDITED, unknown to the advisory service: 1 of 1: ours"
    assert status == 0


def test_a_reason_is_good_until_its_day():
    assert audit.accepted(REASON, date(2998, 12, 31)) == {"CVE-2026-12345": "nothing here calls it"}
    assert audit.accepted(REASON, date(2999, 1, 2)) == {}


@pytest.mark.parametrize("kept", ["id", "reason", "until"])
def test_nothing_is_accepted_without_a_reason_and_a_day(kept):
    text = "".join(line + "\n" for line in REASON.splitlines() if line.startswith(("[", "id", kept)))
    with pytest.raises(ValueError, match="say the reason, and until which day"):
        audit.accepted(text, date(2026, 1, 1))


def test_what_is_accepted_now_reads():
    audit.accepted(audit.ACCEPTED.read_text("utf-8"), date.today())
