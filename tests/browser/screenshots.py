"""Pictures of every kind of page, to be looked at: `python -m tests.browser.screenshots FOLDER`.

An archive of the samples is made in a temporary database and served on this machine; each page is taken at the
widths of a phone, a tablet and a desk, in both colour schemes and both languages. With `--docs`, only the few that
the README shows, as files of `docs/screenshots`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from tests.benchmarks.serving import gunicorn, public
from tests.chromium import ARGUMENTS, executable

ROOT = Path(__file__).parents[2]
WIDTHS = (390, 768, 1440)
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "vi")
CALL = "calls/2024-12-20-united-kingdom-vietnam/"
FACT = f"{CALL}facts/topic-{sha256(b'topic|climate_environment').hexdigest()[:12]}/"
PAGES = {
    "home": "",
    "calls": "calls/",
    "calls-filtered": "calls/?country=us&country=cn&topic=conflict_peace&from=2022",
    "calls-words": "calls/?q=khi+hau",
    "calls-nothing": "calls/?country=gb&topic=war_legacy",
    "calls-wrong": "calls/?from=2025-13&country=zz",
    "call": CALL,
    "fact": FACT,
    "search": "search/?q=dien+dam+anh",
    "countries": "countries/",
    "country": "countries/us/",
    "relationship": "countries/gb/vn/",
    "relationship-long": "countries/us/vn/",
    "officials": "officials/",
    "official": "officials/joe-biden/",
    "agreements": "agreements/",
    "topics": "topics/",
    "topic": "topics/climate_environment/",
    "article": "ARTICLE",
    "timeline": "timeline/",
    "map": "map/",
    "network": "network/",
    "about": "about/",
    "feeds": "feeds/",
    "subscribe": "subscribe/?country=gb&topic=energy",
    "data": "data/",
    "api": "api/",
    "missing": "no/such/page/",
}
README = (
    ("relationship", 1280, "light", "en"),
    ("call", 1280, "light", "en"),
    ("map", 1280, "dark", "en"),
    ("article", 1280, "light", "en"),
    ("calls", 390, "light", "vi"),
)


@dataclass(frozen=True, slots=True)
class Shot:
    page: str
    width: int
    scheme: str
    language: str
    whole: bool = True

    @property
    def name(self) -> str:
        return f"{self.page}-{self.width}-{self.scheme}-{self.language}.png"


def everything() -> list[Shot]:
    return [
        Shot(page, width, scheme, language)
        for page in PAGES
        for width in WIDTHS
        for scheme in SCHEMES
        for language in LANGUAGES
    ]


@contextmanager
def served_samples() -> Iterator[str]:
    """The address of a server of the samples, as readers see it (a page that is not there included)."""
    with tempfile.TemporaryDirectory() as folder:
        environment = public(DATABASE_URL=f"sqlite:///{folder}/samples.sqlite3", DATA_DIR=folder)
        for command in (["migrate", "-v0"], ["load_reference"], ["ingest", "--quiet", "articles/samples"]):
            _manage(command, environment)
        _manage(["collectstatic", "--noinput", "-v0"], environment)
        with gunicorn("diplomacy.wsgi", environment) as site:
            yield f"{site}/"


def _manage(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
    )


def take(browser: Browser, site: str, shots: list[Shot], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for shot in tqdm(shots, unit="page", disable=None):
        context = browser.new_context(
            viewport={"width": shot.width, "height": 860}, color_scheme=shot.scheme, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "django_language", "value": shot.language, "url": site}])
        page = context.new_page()
        page.goto(site + _path(page, site, shot))
        page.screenshot(path=folder / shot.name, full_page=shot.whole)
        context.close()
    print(f"{len(shots)} pictures in {folder}")


def _path(page, site: str, shot: Shot) -> str:
    """The article is one of those that the page of a call leads to: its number is not known beforehand."""
    if PAGES[shot.page] != "ARTICLE":
        return PAGES[shot.page]
    page.goto(site + CALL)
    return page.locator("main a[href^='/articles/']").first.get_attribute("href").split("#")[0].lstrip("/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "var" / "screenshots")
    parser.add_argument("--docs", action="store_true", help="those of the README, into docs/screenshots")
    parser.add_argument("--only", metavar="PAGE", choices=PAGES, nargs="+", help="of these pages")
    options = parser.parse_args()
    shots, folder = everything(), options.folder
    if options.docs:
        shots, folder = [Shot(*shot, whole=False) for shot in README], ROOT / "docs" / "screenshots"
    shots = [shot for shot in shots if not options.only or shot.page in options.only]
    with served_samples() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        take(browser, site, shots, folder)
        browser.close()


if __name__ == "__main__":
    main()
