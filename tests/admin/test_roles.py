"""Who may do what: every address below /admin/ and every action of a list, for each role.

A new address has to be put into one of the lists here, or `test_every_address_is_known` fails.
"""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse

from articles import editing
from articles.models import Account, Article, Fact, Meeting, Official, Report, Ruling
from tests.editing.archive import fact, son_lammy, son_lammy_vi

from .conftest import logged_in, member

pytestmark = pytest.mark.usefixtures("reference")

# What changes something, by its name, and who may: nothing else below /admin/desk/ takes a POST.
REVIEWERS = {"desk-judge", "desk-judge-several", "desk-dismiss", "desk-report"}
EDITORS = {"desk-correct", "desk-add", "desk-merge-do", "desk-split-do", "desk-undo"}
EDITORS |= {"desk-same-person-do", "desk-somebody-else", "desk-put", "desk-make"}
READ = {"desk", "desk-meeting", "desk-merge", "desk-split", "desk-same-person", "desk-official", "desk-article"}
ACTIONS = {
    "Reviewer": {"confirm_all"},
    "Editor": {"confirm_all", "merge", "same_person", "undo_all", "dismiss", "export_admin_action"},
}


@pytest.fixture
def addresses(db) -> dict[str, str]:
    """An address for each page of the desk, of records that exist."""
    call = son_lammy()
    son_lammy_vi()
    judged = call.facts.published().of("topic").first()
    official = Official.objects.first()
    editing.confirm([fact(call, "topic", "energy")], member("somebody", "Editor"))
    ruling = Ruling.objects.get()
    report = Report.objects.create(subject=[["lammy.txt", 0]], slug=call.slug, message="?", at="2026-11-25T00:00Z")
    of_call = ("dismiss", "split", "split-do", "meeting")
    arguments = {
        "desk-judge": [call.slug, judged.pk],
        "desk-correct": [call.slug, judged.pk],
        "desk-add": [call.slug, "topic"],
        **{f"desk-{name}": [call.slug] for name in of_call},
        **{f"desk-{name}": [official.slug] for name in ("official", "somebody-else")},
        **{f"desk-{name}": [Article.objects.first().pk] for name in ("article", "put", "make")},
        "desk-undo": [ruling.pk],
        "desk-report": [report.pk],
    }
    return {name: reverse(name, args=arguments.get(name, [])) for name in REVIEWERS | EDITORS | READ}


def status_of(client: Client, name: str, address: str) -> int:
    response = client.get(address) if name in READ else client.post(address, {})
    return response.status_code


def everything() -> list[tuple]:
    """All that the archive holds, to see whether it was changed."""
    models = (Meeting, Fact, Article, Account, Official, Ruling, Report)
    return [tuple(model.objects.order_by("pk").values_list()) for model in models]


def test_every_address_is_known(addresses):
    """What the desk's `urls` have is in one of the three lists above."""
    from articles.admin.desk.urls import urlpatterns

    assert {pattern.name for pattern in urlpatterns} == REVIEWERS | EDITORS | READ


@pytest.mark.parametrize("who", ["nobody", "a reader with an account", "staff without a group"])
def test_those_without_a_role_see_and_change_nothing(addresses, who):
    client = {
        "nobody": lambda: Client(),
        "a reader with an account": lambda: logged_in(member("a-reader", "Editor", is_staff=False)),
        "staff without a group": lambda: logged_in(member("staff")),
    }[who]()
    before = everything()
    for name, address in addresses.items():
        assert status_of(client, name, address) in (302, 403), name
    assert everything() == before


def test_a_reviewer(addresses):
    client = logged_in(member("a-reviewer", "Reviewer"))
    before = everything()
    for name in EDITORS:
        assert status_of(client, name, addresses[name]) == 403, name
    assert everything() == before
    for name in READ | REVIEWERS:
        assert status_of(client, name, addresses[name]) in (200, 302), name


def test_an_editor(addresses):
    client = logged_in(member("an-editor", "Editor"))
    for name, address in addresses.items():
        assert status_of(client, name, address) != 403, name


@pytest.mark.parametrize("name", sorted(REVIEWERS | EDITORS))
def test_nothing_changes_by_following_a_link(addresses, name):
    client = logged_in(member("an-editor", "Editor"))
    assert client.get(addresses[name]).status_code == 405


def test_no_form_of_another_site_gets_through(addresses):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member("an-editor", "Editor"))
    for name in REVIEWERS | EDITORS:
        assert client.post(addresses[name], {}).status_code == 403, name


def of_archive() -> list:
    return [(model, site) for model, site in admin.site._registry.items() if model._meta.app_label == "articles"]


@pytest.mark.parametrize("role", ["Reviewer", "Editor"])
def test_actions_of_lists(role):
    request = RequestFactory().get("/")
    request.user = member("somebody", role)
    found = {name for _model, site in of_archive() for name in site.get_actions(request)} if role else set()
    assert found - {"delete_selected"} <= ACTIONS[role], "an action that nobody has thought about"
    assert "delete_selected" not in found
    assert found >= ACTIONS[role] - {"export_admin_action"}


# What each role may do to the records of each model in the admin's own forms.
MAY = {
    "Agreement": {"Reviewer": "view", "Editor": "view add change"},
    "Article": {"Reviewer": "view", "Editor": "view"},
    "Country": {"Reviewer": "view", "Editor": "view change"},
    "Meeting": {"Reviewer": "view change", "Editor": "view change"},  # a reviewer's form has verdicts only
    "Official": {"Reviewer": "view", "Editor": "view add change"},
    "Report": {"Reviewer": "view", "Editor": "view change"},  # every field is read only
    "Ruling": {"Reviewer": "view", "Editor": "view"},
    "Subscription": {"Reviewer": "", "Editor": ""},  # readers' addresses are a superuser's to look after
    "Topic": {"Reviewer": "view", "Editor": "view change"},
}


@pytest.mark.parametrize("role", ["Reviewer", "Editor"])
def test_records(role):
    request = RequestFactory().get("/")
    request.user = member("somebody", role)
    found = {
        model.__name__: " ".join(
            what for what in ("view", "add", "change", "delete") if getattr(site, f"has_{what}_permission")(request)
        )
        for model, site in of_archive()
    }
    assert found == {name: may[role] for name, may in MAY.items()}
    assert not [m for m, site in admin.site._registry.items() if m is User and site.has_view_permission(request)]


def patterns(resolver, prefix: str = "") -> list[str]:
    found = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        found += [route] if isinstance(entry, URLPattern) else patterns(entry, route)
    return found


def test_nothing_below_admin_is_open_to_visitors():
    """Every address there is, with numbers and words put in for its arguments."""
    open_to_all = ("admin/login/", "admin/logout/")
    client = Client()
    tried = 0
    for route in patterns(get_resolver()):
        if not route.startswith("admin/") or route in open_to_all or "(?P<" in route:
            continue
        address = "/" + re.sub(r"<int:\w+>|<path:\w+>", "1", re.sub(r"<slug:\w+>", "a-slug", route))
        response = client.post(address, {})
        assert response.status_code in (302, 403, 404), address
        assert response.status_code != 302 or "/login/" in response["Location"], address
        tried += 1
    assert tried > 50


def test_anonymous_users_have_no_permission():
    assert not any(AnonymousUser().has_perm(f"articles.{name}") for name in ("review", "edit", "view_ruling"))
