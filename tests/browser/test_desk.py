"""An editor's session in a browser: what was decided stands when the articles are read anew by another extractor."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from articles import editing
from articles.editing import values
from articles.editing.reports import report
from articles.models import Article, Meeting, Ruling
from tests.editing.archive import SON_LAMMY, again, call_on, fact, said, son_lammy, son_lammy_vi, take_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("reference")]

EVERYTHING = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
NOTE = "The minister's week.\n\nIn the evening he also had London on the line.\n"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def editor(transactional_db, groups) -> User:
    user = User.objects.create_user("an-editor", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def desk(visit, editor, live_server):
    """`desk(path)`: a page of the desk in the editor's own window, logged in."""

    def open_page(path: str, **window):
        client = Client()
        client.force_login(editor)
        page = visit("/admin/login/", **window)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([session])
        page.goto(live_server.url + path)
        return page

    return open_page


def line(page, words: str):
    """The box of a published fact."""
    return page.locator("li.fact", has=page.locator(".says", has_text=words)).first


def mark(page, words: str) -> None:
    """Drag the mouse over these words of an article."""
    start, end = page.evaluate(
        """words => {
            const text = [...document.querySelectorAll('.articles .text')].find(one => one.textContent.includes(words));
            const range = document.createRange(), walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            let left = text.textContent.indexOf(words), right = left + words.length, seen = 0;
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const here = seen, there = seen + node.length;
                if (here <= left && left < there) range.setStart(node, left - here);
                if (here < right && right <= there) range.setEnd(node, right - here);
                seen = there;
            }
            range.startContainer.parentElement.scrollIntoView({block: 'center'});
            const boxes = [...range.getClientRects()], first = boxes[0], last = boxes[boxes.length - 1];
            return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
        }""",
        words,
    )
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()


def test_a_session(desk, editor, live_server):
    call = son_lammy()
    son_lammy_vi()
    page = desk(reverse("desk-meeting", args=[call.slug]))

    # Confirm, reject: one click each.
    line(page, "Energy").get_by_role("button", name="Confirm").click()
    expect(line(page, "Energy").locator(".badge")).to_have_text("confirmed")
    line(page, "Migration").get_by_role("button", name="Reject").click()
    expect(page.locator("#topic summary", has_text="1 rejected")).to_be_visible()

    # Correct the date; the page has a new address.
    line(page, "20 December 2024").get_by_text("Correct").click()
    line(page, "20 December 2024").locator("input[name$=-value]").fill("2024-12-19")
    line(page, "20 December 2024").get_by_role("button", name="It should read so").click()
    page.wait_for_url("**/2024-12-19-united-kingdom-vietnam/")
    expect(line(page, "19 December 2024").locator(".badge")).to_have_text("by an editor")

    # Add a topic: mark the words, say what they are evidence for.
    mark(page, "the strategic dialogue")
    page.locator("#picked").get_by_role("button", name="Topic").click()
    form = page.locator("#add-topic")
    expect(form.locator("textarea")).to_have_value("the strategic dialogue")
    form.get_by_label("topic").select_option("high_level_exchange")
    form.get_by_role("button", name="Add").click()
    expect(line(page, "High-level exchange").locator("mark")).to_have_text("the strategic dialogue")

    # Merge with a call of which an article has the day wrong, and think better of it.
    other = call_on("2024-12-17", "seventeenth.txt")
    page.reload()
    page.locator(".nearby li", has_text="17 December 2024").locator("input").check()
    page.get_by_role("button", name="Merge with these").click()
    expect(page.locator(".preview")).to_contain_text(other.slug)
    assert Meeting.objects.count() == 2, "a preview changes nothing"
    page.get_by_role("button", name="They are one call").click()
    page.wait_for_url("**/desk/calls/**")
    assert Meeting.objects.count() == 1
    page.locator("ol.acts > li").first.get_by_role("button", name="Undo").click()
    expect(page.locator("ol.acts > li").first).to_contain_text("undone by an-editor")
    assert Meeting.objects.count() == 2

    # It was right after all.
    page.goto(live_server.url + reverse("desk-merge") + f"?call={again(call).slug}&call={other.slug}")
    page.get_by_role("button", name="They are one call").click()
    page.wait_for_url("**/desk/calls/**")

    # A note of the day in which nothing was read tells of it too.
    take_in("note.txt", NOTE)
    note = Article.objects.get(source_id="note.txt")
    page.goto(live_server.url + reverse("desk-article", args=[note.pk]))
    mark(page, "had London on the line")
    page.locator("#picked").get_by_role("button", name="Put it to a call").click()
    form = page.locator("#add-put")
    expect(form.locator("textarea")).to_have_value("had London on the line")
    form.get_by_label("address of the call").fill(again(call).slug)
    form.get_by_role("button", name="It tells of this call").click()
    page.wait_for_url("**/desk/calls/**")
    expect(page.locator("#kind mark", has_text="had London on the line")).to_be_visible()

    # Another extractor: sees no energy, sees migration again, and another day.
    text = SON_LAMMY + "\nThis readout was updated.\n"
    son_lammy(text, topics={"migration_consular": "illegal migration"}, date=("2024-12-21", "20 December 2024"))
    call_on("2024-12-17", "seventeenth.txt", topics={})
    take_in("note.txt", NOTE + "This note was updated.\n")
    page.goto(page.url.rpartition("/calls/")[0] + "/")
    disputed = page.locator(".queue > li.r-disputed")
    expect(disputed.filter(has_text="21 December 2024")).to_contain_text("19 December 2024")
    expect(disputed.filter(has_text="17 December 2024")).to_contain_text("19 December 2024")
    for left in (1, 0):
        disputed.first.get_by_role("button", name="Keep the editor's").click()
        expect(disputed).to_have_count(left)
    now = again(call)
    assert now.date_edtf == "2024-12-19"
    assert said(now, "topic") == ["climate_environment", "energy", "high_level_exchange"]
    sources = now.accounts.values_list("article__source_id", flat=True)
    assert sorted(sources) == ["lammy.txt", "note.txt", "seventeenth.txt", "son.txt"]
    assert fact(now, "topic", "high_level_exchange").evidence.get().quote == "the strategic dialogue"
    assert page.faults == []
    assert Ruling.objects.exclude(by_name="an-editor").count() == 0


@pytest.mark.parametrize("script", [True, False])
def test_logging_in_and_adding_without_script(visit, editor, script):
    """Without script the sentence is pasted."""
    call = son_lammy()
    page = visit(reverse("desk-meeting", args=[call.slug]), script=script)
    page.get_by_label("Username").fill("an-editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Add: agreement").click()
    form = page.locator("#add-agreement")
    form.get_by_label("agreement").fill("UK–Viet Nam Strategic Dialogue")
    form.get_by_role("button", name="Add").click()
    expect(page.locator("#add-agreement")).to_contain_text("No fact without evidence")
    assert page.locator("#add-agreement input[name$=-agreement]").input_value() == "UK–Viet Nam Strategic Dialogue"
    page.locator("#add-agreement textarea").fill("the next round of the strategic dialogue")
    page.locator("#add-agreement").get_by_role("button", name="Add").click()
    expect(line(page, "Strategic Dialogue")).to_be_visible()
    assert said(call, "agreement") == ["UK–Viet Nam Strategic Dialogue"]


def test_what_is_marked_goes_into_the_form_that_is_open(desk):
    call = son_lammy()
    page = desk(reverse("desk-meeting", args=[call.slug]))
    line(page, "Migration").get_by_text("Correct").click()
    mark(page, "illegal migration")
    page.locator("#picked").get_by_role("button", name="the open form").click()
    expect(line(page, "Migration").locator("textarea")).to_have_value("illegal migration")
    line(page, "Migration").locator("select").select_option("human_rights_democracy")
    line(page, "Migration").get_by_role("button", name="It should read so").click()
    expect(line(page, "Human rights").locator("mark")).to_have_text("illegal migration")
    assert said(call, "topic") == ["energy", "human_rights_democracy"]


def test_letters_outside_the_basic_plane_do_not_shift_what_is_marked(desk):
    """A browser counts UTF-16 units, the archive characters."""
    call = son_lammy("📞📞📞 " + SON_LAMMY)
    page = desk(reverse("desk-meeting", args=[call.slug]))
    mark(page, "strategic dialogue")
    page.locator("#picked").get_by_role("button", name="Topic").click()
    start = int(page.locator("#add-topic input[name$=-start]").input_value())
    assert call.accounts.get().article.full_text[start:].startswith("strategic dialogue")


def test_the_slower_of_two_editors_is_told(desk):
    call = son_lammy()
    page = desk(reverse("desk-meeting", args=[call.slug]))
    other = User.objects.create_user("another-editor")
    editing.correct(fact(call, "date"), values.date("2024-12-18"), other, reason="the other readout")
    line(page, "20 December 2024").get_by_role("button", name="Confirm").click()
    expect(page.locator("#content")).to_contain_text("another-editor")
    expect(page.locator("#content")).to_contain_text("the other readout")
    assert again(call).date_edtf == "2024-12-18"


PAGES = [
    "desk",
    "desk-article",
    "desk-meeting",
    "desk-merge",
    "desk-split",
    "desk-same-person",
    "desk-official",
    "stale",
]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(desk, editor, name):
    """In both colour schemes, on a desk and on a phone; and nothing stands out of the window at the side."""
    call = son_lammy(confidence=0.6)
    son_lammy_vi()
    other = call_on("2024-12-17", "seventeenth.txt")
    call_on("2024-12-15", "fifteenth.txt", people=[("Catherine West", "Mr Lammy", "GB", "other_minister")])
    call_on("2025-12-15", "later.txt", people=[("Catharine West", "Mr Lammy", "GB", "other_minister")])
    editing.reject([fact(call, "topic", "energy")], editor)
    report(call, fact(call, "date"), "It was on the day before.", "", "203.0.113.9")
    account = call.accounts.get(article__source_id="son.txt").pk
    address = {
        "desk": reverse("desk"),
        "desk-article": reverse("desk-article", args=[call.accounts.first().article_id]),
        "desk-merge": f"{reverse('desk-merge')}?call={call.slug}&call={other.slug}",
        "desk-split": f"{reverse('desk-split', args=[call.slug])}?account={account}",
        "desk-same-person": f"{reverse('desk-same-person')}?official=catherine-west&official=catharine-west",
        "desk-official": reverse("desk-official", args=["catherine-west"]),
    }.get(name, reverse("desk-meeting", args=[call.slug]))
    page = desk(address)
    if name == "stale":
        editing.correct(fact(call, "date"), values.date("2024-12-18"), editor)
        line(page, "20 December 2024").get_by_role("button", name="Confirm").click()
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true }")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=EVERYTHING)
            assert not found.violations_count, f"{scheme}, {width}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{width}"
