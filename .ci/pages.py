"""Fetch a page of every kind from a running archive and say which is not as it must be.

python .ci/pages.py http://127.0.0.1:8000 [header=value ...]
"""

import re
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

START = ("/", "/calls/", "/countries/", "/officials/", "/agreements/", "/topics/")
# The first link of each of these shapes that any page shows is followed.
RECORDS = (
    r"/calls/\d[\w-]+/",
    r"/countries/\w+/",
    r"/countries/\w+/\w+/",
    r"/officials/[\w-]+/",
    r"/agreements/[\w-]+/",
    r"/topics/[\w-]+/",
    r"/articles/\d+/",
    r"/calls/\?[^\"#]+",
    r"/static/[^\"?#]+\.css",
)
OTHER_STATUS = {"/admin/login/": 200, "/healthz": 200, "/readyz": 200, "/calls/?country=zz": 400, "/no/such/page/": 404}
PATIENCE = 60  # seconds until the server must answer


def fetch(address: str, headers: dict[str, str]) -> tuple[int, str, str]:
    """Status, policy header and text of one answer."""
    try:
        answer = urlopen(Request(address, headers=headers), timeout=20)
    except HTTPError as error:
        answer = error
    with answer:
        policy = answer.headers.get("Content-Security-Policy", "")
        return answer.status, policy, answer.read().decode("utf-8", "replace")


def wait(base: str, headers: dict[str, str]) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            fetch(base + "/healthz", headers)
            return
        except (URLError, OSError):
            if time.monotonic() > end:
                sys.exit(f"{base} did not answer within {PATIENCE} seconds")
            time.sleep(0.2)


def main(base: str, *pairs: str) -> None:
    headers = dict(pair.split("=", 1) for pair in pairs)
    wait(base, headers)
    faults: list[str] = []
    links: set[str] = set()

    def check(path: str, wanted: int = 200) -> None:
        status, policy, text = fetch(base + path, headers)
        print(f"  {status} {path}")
        if status != wanted:
            faults.append(f"{path}: {status} where {wanted} was to come")
        if not policy and wanted != 404 and not path.startswith("/static/"):  # Django's debug page has none
            faults.append(f"{path}: no Content-Security-Policy")
        links.update(link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', text))

    for path in START:
        check(path)
    for shape in RECORDS:
        found = sorted(link for link in links if re.fullmatch(shape, link))
        if found:
            check(found[0])
        else:
            faults.append(f"no page links to {shape}")
    for path, status in OTHER_STATUS.items():
        check(path, status)
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
