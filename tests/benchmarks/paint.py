"""How soon a reader sees the pages, by the browser's own measure: `python -m tests.benchmarks.paint`.

The archive that DATABASE_URL names (`manage.py generate --meetings 20000` makes one up) is served by gunicorn with the
settings of a public server; Chromium, its cache empty, opens each kind of page. Printed are the time to the first byte,
to the largest paint, layout shift (0 is none) and kB over the wire. Of five visits, each to a page that was not opened
before where there are several, the middle one counts. No test asserts it.
"""

from __future__ import annotations

import os
import statistics

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import ARGUMENTS, executable

from .serving import archive, machine

VISITS = 5
# As the browser reports them to the page itself; buffered, so that what came before counts too.
OBSERVE = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver(list => { for (const e of list.getEntries()) seen.paint = e.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const e of list.getEntries()) seen.shift += e.value; })
  .observe({type: "layout-shift", buffered: true});
"""


def pages() -> dict[str, list[str]]:
    """Addresses by kind of page: several of records, so that nothing is measured twice."""
    import django

    django.setup()
    from articles import registers
    from articles.models import Article, Meeting

    calls = Meeting.objects.published().newest_first().filter(date_earliest__isnull=False)[:VISITS]
    officials = list(registers.officials()[:VISITS])
    countries = registers.countries()[: VISITS + 1]
    return {
        "home": ["/"] * VISITS,
        "list": [f"/calls/?country={country.slug}" for country in countries[:VISITS]],
        "list, words": [f"/calls/?q={official.surname or official.name}" for official in officials],
        "call": [call.get_absolute_url() for call in calls],
        "country": [country.get_absolute_url() for country in countries[1:]],
        "relationship": [registers.relationship_address(countries[0], other) for other in countries[1:]],
        "official": [official.get_absolute_url() for official in officials],
        "officials": ["/officials/"] * VISITS,
        "article": [article.get_absolute_url() for article in Article.objects.order_by("pk")[:VISITS]],
        "timeline": ["/timeline/"] * VISITS,
        "map": ["/map/"] * VISITS,
        "network": ["/network/"] * VISITS,
        "search": [f"/search/?q={official.name}" for official in officials],
    }


def visit(browser: Browser, address: str) -> tuple[float, float, float, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    said = page.evaluate(
        "({...seen, first: performance.getEntriesByType('navigation')[0].responseStart, "
        "size: performance.getEntries().reduce((sum, e) => sum + (e.transferSize || 0), 0)})"
    )
    context.close()
    return said["first"], said["paint"], said["shift"], said["size"] / 1000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "diplomacy.settings")
    kinds = pages()
    print(machine())
    print("\npage | first byte, ms | largest paint, ms | layout shift | kB\n---|--:|--:|--:|--:")
    with archive() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        for kind, addresses in kinds.items():
            first, paint, shift, size = zip(*(visit(browser, site + address) for address in addresses), strict=True)
            middle = [round(statistics.median(values)) for values in (first, paint)]
            print(kind, *middle, round(max(shift), 3), round(statistics.median(size), 1), sep=" | ", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
