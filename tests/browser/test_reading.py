"""The list, a call, search and the front page as readers meet them: in a browser, with script and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import bytes_of

pytestmark = pytest.mark.django_db(transaction=True)

CALL = "/calls/2024-12-20-united-kingdom-vietnam/"
PAGES = [
    "/",
    "/calls/",
    "/calls/?country=gb&country=us&topic=climate_environment&from=2020",
    "/calls/?country=gb&topic=war_legacy",
    "/calls/?country=zz&from=2025-13",
    "/calls/?q=khi+hau",
    CALL,
    "/calls/2021-04-08-asean-united-kingdom-vietnam/",
    "/search/?q=dien+dam+anh",
    "/search/?q=Yvette+Copper",
    "/no/such/page/",
]
EVERYTHING = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_axe_finds_nothing(visit, archive, path, language):
    """In both colour schemes and three widths; and nothing stands out of the window at the side."""
    page = visit(path, language=language)
    assert page.get_attribute("html", "lang") == language
    assert [fault for fault in page.faults if "404" not in fault and "400" not in fault] == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in (320, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=EVERYTHING)
            assert not found.violations_count, f"{scheme}, {width}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{width}"


def results(page) -> list[str]:
    return page.locator(".calls h3").all_inner_texts()


def test_a_tick_updates_the_list_in_place(visit, archive):
    page = visit("/calls/")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("group", name="Partner").get_by_label("United States", exact=True).check()
    page.wait_for_url("**/calls/?country=us")
    assert page.evaluate("window.sameDocument"), "no page was loaded"
    assert results(page) == [
        "Tô Lâm and Donald Trump speak by telephone",
        "Hà Kim Ngọc and Daniel Kritenbrink speak by video",
    ]
    assert page.locator("h1").inner_text() == "Calls with the United States"
    assert page.title().startswith("Calls with the United States")
    assert page.locator("#announcement").inner_text() == "2 contacts"
    assert page.evaluate("document.activeElement.id") == "country-us", "the keyboard stays where it was"
    page.locator("#topic-health").check()
    page.wait_for_url("**/calls/?country=us&topic=health")
    page.locator(".chips a", has_text="United States").click()
    page.wait_for_url("**/calls/?topic=health")
    page.go_back()
    expect(page.locator(".chips li a:not(.all)")).to_have_count(2)
    expect(page.locator(".calls h3")).to_have_count(1)
    assert page.faults == []


def test_bars_and_words_update_the_list_in_place(visit, archive):
    page = visit("/calls/")
    page.evaluate("window.sameDocument = true")
    page.locator(".bars a", has_text="2024: 1 contact").click()
    page.wait_for_url("**/calls/?year=2024")
    assert len(results(page)) == 1
    page.get_by_label("From").fill("2025-13")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url(re.compile("from=2025-13"))
    assert "“2025-13” is not a date." in page.locator("#problem").inner_text()
    assert page.get_by_label("From").get_attribute("aria-invalid") == "true"
    page.get_by_label("From").fill("2025")
    page.get_by_label("To").fill("")
    page.get_by_label("From").press("Enter")
    page.wait_for_url(re.compile("from=2025$"))
    assert len(results(page)) == 2
    assert page.evaluate("window.sameDocument")


def test_the_list_without_script(visit, archive):
    page = visit("/calls/", script=False)
    page.get_by_role("group", name="Partner").get_by_label("United States", exact=True).check()
    page.get_by_role("group", name="Topic").get_by_label("Health", exact=True).check()
    page.get_by_role("button", name="Apply what is ticked").click()
    assert results(page) == ["Hà Kim Ngọc and Daniel Kritenbrink speak by video"]
    page.locator(".chips a", has_text="Health").click()
    assert len(results(page)) == 2


@pytest.mark.parametrize("script", [True, False])
def test_the_facets_fold_on_a_phone(visit, archive, script):
    page = visit("/calls/", width=390, script=script)
    panel = page.locator("#narrow")
    assert not panel.is_visible()
    page.get_by_role("link", name="Narrow the list").click()
    assert panel.is_visible()
    if script:
        panel.get_by_role("checkbox", name="United States", exact=True).check()
        page.wait_for_url("**/calls/?country=us")
        expect(panel, "ready for the next tick").to_be_visible()
    panel.get_by_role("link", name="Close").click()
    assert not panel.is_visible()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("language", "partner"), [("en", "United Kingdom"), ("vi", "Vương quốc Anh")])
def test_climate_with_the_british_in_three_clicks(visit, archive, script, width, language, partner):
    """From the front page to the last call and the sentence on climate, in view."""
    page = visit("/", script=script, width=width, language=language)
    page.locator(".ledger a", has_text=partner).click()
    page.locator("h3 a", has_text="David Lammy").click()
    sentence = page.locator("mark", has_text="biến đổi khí hậu")
    sentence.scroll_into_view_if_needed()
    assert sentence.is_visible()


def test_what_was_promised_last_time(visit, archive):
    """A desk officer's way: search a name, the last call, what was agreed; then the relationship of the two."""
    page = visit("/")
    page.get_by_role("searchbox").fill("lammy")
    page.get_by_role("searchbox").press("Enter")
    page.locator(".calls h3 a").first.click()
    agreed = page.locator("section", has=page.locator("#promises"))
    assert "Hai bên nhất trí phối hợp" in agreed.inner_text()
    page.locator(".trail a", has_text="United Kingdom and Vietnam").click()
    assert page.url.endswith("/countries/gb/vn/")


def test_a_number_leads_to_its_sentence(visit, archive):
    page = visit(CALL)
    page.locator(".when .refs a").first.click()
    note = page.locator("li:target")
    assert "Friday 20 December 2024" in note.inner_text()


def test_by_keyboard(visit, archive):
    """The first key leads past the masthead; every option and bar is reached by tab and followed by Enter."""
    page = visit("/calls/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.closest('[class]')?.className"))
    assert {"finder-q", "finder-from", "bars", "country-gb", "to-country-gb"} <= seen


def test_in_print_the_page_is_the_record(visit, archive):
    page = visit(CALL, media="print")
    for shown in ("h1", ".line", ".proof", ".matrix", ".source .text"):
        assert page.locator(shown).first.is_visible(), shown
    for hidden in (".masthead nav", ".masthead search", ".near", ".tongue"):
        assert not page.locator(hidden).first.is_visible(), hidden


@pytest.mark.parametrize("path", ["/", "/calls/", CALL, "/search/?q=anh"])
def test_nothing_moves_while_a_page_loads(visit, archive, path):
    page = visit(path)
    shift = page.evaluate("""() => new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
            .observe({type: "layout-shift", buffered: true});
        setTimeout(() => done(sum), 300);
    })""")
    assert shift == 0


@pytest.mark.parametrize("path", ["/", "/calls/?country=gb&country=us", CALL, "/search/?q=anh"])
def test_a_page_is_light(visit, archive, live_server, path):
    """At most 100 kB over the wire, from a server that does not even compress its static files; one stylesheet."""
    page = visit("/robots.txt")
    with bytes_of(page) as sizes:
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
    assert 5_000 < sum(sizes) < 100_000
    assert page.locator("link[rel=stylesheet]").count() == 1
