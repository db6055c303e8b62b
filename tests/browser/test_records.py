"""Records, relationships, articles and pictures as readers meet them: in a browser, by keyboard, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article, Fact, Subscription
from articles.models.choices import Aspect
from tests import factories

from .conftest import bytes_of
from .test_reading import EVERYTHING

pytestmark = pytest.mark.django_db(transaction=True)

CALL = "2024-12-20-united-kingdom-vietnam"
PAGES = [
    "/countries/",
    "/countries/gb/",
    "/countries/vn/",
    "/countries/gb/vn/",
    "/countries/cu/gb/",
    "/officials/",
    "/officials/?q=nobody",
    "/officials/david-lammy/",
    "/agreements/",
    "/agreements/just-energy-transition-partnership/",
    "/topics/",
    "/topics/climate-environment/",
    "/about/",
    "/timeline/",
    "/map/",
    "/network/",
    "ARTICLE",
    "FACT",
    "WITHDRAWN",
    "/feeds/",
    "/data/",
    "/subscribe/?country=gb",
    "SUBSCRIPTION",
]


def _address(path: str) -> str:
    if path == "ARTICLE":
        return Article.objects.get(publisher="GOV.UK").get_absolute_url()
    if path == "FACT":
        return Fact.objects.get(meeting__slug=CALL, topic="energy").get_absolute_url()
    if path == "WITHDRAWN":
        fact = Fact.objects.get(meeting__slug=CALL, aspect=Aspect.DATE)
        Fact.objects.filter(pk=fact.pk).update(published=False)
        return fact.get_absolute_url()
    if path == "SUBSCRIPTION":
        return Subscription.objects.create(email="reader@example.org", query="country=gb", language="en").page_address
    return path.replace("climate-environment", "climate_environment")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_axe_finds_nothing(visit, archive, path, language):
    """In both colour schemes and three widths; and nothing stands out of the window at the side."""
    page = visit(_address(path), language=language)
    assert page.get_attribute("html", "lang") == language
    assert [fault for fault in page.faults if "410" not in fault] == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in (320, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=EVERYTHING)
            assert not found.violations_count, f"{scheme}, {width}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{width}"


@pytest.mark.parametrize("path", ["/countries/vn/", "/countries/gb/vn/", "/map/", "/network/", "/timeline/", "ARTICLE"])
def test_page_is_light_to_carry(visit, archive, path):
    page = visit("/about/")
    with bytes_of(page) as sizes:
        page.goto(page.url.replace("/about/", _address(path)))
    assert sum(sizes) < 100_000


@pytest.mark.parametrize("script", [True, False])
def test_marks_of_an_article_are_switched_off_and_on(visit, archive, script):
    page = visit(_address("ARTICLE"), script=script)
    marked = page.locator(".text .m-who").first
    before = marked.bounding_box()
    shown = _style(page, ".text .m-who")
    assert shown != _style(page, ".text .m-deal"), "told apart by more than one thing"
    page.get_by_label("people and parties").uncheck()
    hidden = _style(page, ".text .m-who")
    assert (hidden["background"], hidden["line"]) == ("rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)")
    assert marked.bounding_box() == before, "the text does not move"
    assert _style(page, ".text .m-deal")["background"] != "rgba(0, 0, 0, 0)", "the others stay"
    page.get_by_label("people and parties").check()
    assert _style(page, ".text .m-who") == shown


def _style(page, selector: str) -> dict:
    page.wait_for_timeout(0)
    box = page.locator(selector).first
    return {
        "background": box.evaluate("e => getComputedStyle(e).backgroundColor"),
        "line": box.evaluate("e => getComputedStyle(e).borderBottomColor"),
        "shape": box.evaluate("e => getComputedStyle(e).borderBottomStyle"),
    }


def test_every_kind_of_mark_has_a_shape_of_its_own(visit, archive):
    """Nobody has to see colours: the lines differ in style or width."""
    page = visit(_address("ARTICLE"))
    kinds = page.locator(".switches [class^=m-]")
    shapes = kinds.evaluate_all(
        "all => all.map(e => { const s = getComputedStyle(e);"
        " return s.borderBottomStyle + s.borderBottomWidth + s.textDecorationStyle })"
    )
    assert len(shapes) >= 5
    assert len(set(shapes)) == len(shapes)


def test_a_finding_leads_to_its_place_in_the_text(visit, archive):
    page = visit(_address("ARTICLE"))
    page.locator(".found a", has_text="Energy").first.click()
    target = page.locator(":target")
    assert target.inner_text() == "offshore wind"
    assert target.is_visible()


def test_from_the_front_page_to_the_sentence_on_climate_in_three_clicks(visit, archive):
    """The last call of Vietnam and the United Kingdom, and what was said of climate."""
    page = visit("/", script=False)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Countries").click()
    page.locator("main").get_by_role("link", name="United Kingdom").click()
    page.get_by_role("link", name="Climate and environment, 2024: 1 contact").click()
    assert page.locator(".snip", has_text="biến đổi khí hậu").is_visible()


@pytest.mark.parametrize(
    ("path", "mark", "leads_to"),
    [
        ("/timeline/", "United Kingdom, 2024: 1 contact", "/calls/?country=gb&year=2024"),
        ("/map/", "United Kingdom and Vietnam: 2 contacts", "/countries/gb/vn/"),
        (
            "/network/",
            "Bùi Thanh Sơn and David Lammy: 1 contact",
            "/calls/?official=bui-thanh-son&official=david-lammy",
        ),
        ("/countries/gb/vn/", "20 December 2024, Call", "/calls/2024-12-20-united-kingdom-vietnam/"),
    ],
)
def test_a_mark_of_a_picture_leads_on_by_keyboard(visit, archive, path, mark, leads_to):
    page = visit(path)
    page.get_by_role("link", name=mark, exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: leads_to in url)


@pytest.mark.parametrize("path", ["/map/", "/network/"])
def test_picture_can_be_skipped(visit, archive, path):
    page = visit(path)
    skip = page.get_by_role("link", name="Skip the picture")
    skip.focus()
    assert skip.bounding_box()["width"] > 50, "seen once it has the focus"
    page.keyboard.press("Enter")
    assert page.locator(":target table").first.is_visible()


def test_network_draws_its_wires_where_the_names_are(visit, archive):
    """The sheet of wires is as high as the list beside it, at every width."""
    for width in (320, 768, 1440):
        page = visit("/network/", width=width)
        sheet, rows = (page.locator(selector).bounding_box() for selector in (".network > svg", ".rows"))
        assert abs(sheet["height"] - rows["height"]) < 2


def test_grid_opens_at_the_newest_year_on_a_phone(visit, archive):
    factories.meeting(date="2010-01-01", topics=["energy"])
    page = visit("/topics/", width=360)
    box = page.locator(".grid thead th", has_text="2025").bounding_box()
    assert box["x"] + box["width"] <= 360
