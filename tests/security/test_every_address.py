"""Who can change what: every address of the site and every form on its pages, for visitors, reviewers and editors.

A change is looked for in the database, whatever the answer says.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve

from articles import index
from articles.models import Meeting
from tests.admin.conftest import logged_in, member

from .site import Form, addresses, archive, changed, everything, forms_of, patterns

pytestmark = pytest.mark.usefixtures("reference")
# What a reviewer may do: say that the machine read right or wrong.
VERDICTS = {"desk-judge", "desk-judge-several", "desk-dismiss", "desk-report"}
VERDICTS |= {"admin:articles_meeting_change", "admin:articles_meeting_changelist"}
OF_ONESELF = {"second-factor", "admin:password_change", "admin:logout", "admin:login", "set_language"}
OF_READERS = {"report", "subscribe", "subscription", "end-subscription"}
NO_CSRF = {"oai", "subscriptions/<str:token>/end/"}  # and the API, which takes no POST
MOST_ALIKE = 9  # forms of one view and button that are tried


@pytest.fixture
def call(db) -> Meeting:
    return archive()


@contextmanager
def undone():
    """As if it had not been; limits start anew as well."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    index.forget()
    mail.outbox.clear()


def state() -> dict[str, list]:
    return everything("sessions.Session")


def sent(client: Client, form: Form) -> set[str]:
    """The tables that a form changes."""
    with undone():
        before = state()
        client.post(form.address, form.data)
        return changed(before, state())


def name_of(form: Form) -> str:
    return resolve(form.address.partition("?")[0]).view_name


def every_form(client: Client, call: Meeting) -> list[Form]:
    """The forms of all pages that have an address of their own."""
    found: dict[tuple[str, str], list[Form]] = defaultdict(list)
    for page in [*addresses(call).values(), "/subscribe/?country=gb"]:
        cache.clear()
        for form in forms_of(client, page):
            alike = found[name_of(form), form.button]
            if form.button not in ("_addanother", "_continue") and form not in alike and len(alike) < MOST_ALIKE:
                alike.append(form)
    return [form for alike in found.values() for form in alike]


def test_a_visitor_changes_nothing_by_any_address(call):
    """With what a form might send in the body and in the address; a failure to sign in is counted."""
    said = {"verdict": "reject", "username": "an-editor", "password": "guess", "_selected_action": "1", "post": "yes"}
    said |= {"action": "delete_selected", "language": "vi", "next": "/", "code": "123456", "verb": "Identify"}
    query, form = urlencode(said), "application/x-www-form-urlencoded"
    allowed = {
        ("admin/login/", "POST"): {"axes.AccessAttempt"},
        ("subscriptions/<str:token>/", "POST"): {"articles.Subscription"},
        ("subscriptions/<str:token>/end/", "POST"): {"articles.Subscription"},
    }
    tried = addresses(call)
    for route, address in tried.items():
        for method in ("GET", "POST", "PUT", "DELETE"):
            with undone():
                before = everything()
                Client().generic(method, f"{address}?{query}", query, content_type=form)
                found = changed(before, everything())
            assert found == allowed.get((route, method), set()), f"{method} {address}"
    assert len(tried) > 150


def test_a_visitor_sends_reports_and_subscribes_and_nothing_else(call):
    """Each form that a superuser sees, sent as it stands by nobody."""
    boss = logged_in(member("boss", is_superuser=True))
    found = {name_of(form): tables for form in every_form(boss, call) if (tables := sent(Client(), form))}
    assert found == {
        "report": {"articles.Report"},
        "subscribe": {"articles.Subscription"},
        "subscription": {"articles.Subscription"},
        "end-subscription": {"articles.Subscription"},
    }


def test_a_reviewer_does_what_reviewers_may_and_an_editor_more(call):
    """Each form that an editor sees, sent as it stands: the same data changes something for the one, not the other."""
    editor, reviewer = logged_in(member("an-editor", "Editor")), logged_in(member("a-reviewer", "Reviewer"))
    forms = [form for form in every_form(editor, call) if name_of(form) not in OF_ONESELF | OF_READERS]
    by_editor = {name_of(form) for form in forms if sent(editor, form)}
    by_reviewer = {name_of(form) for form in forms if sent(reviewer, form)}
    assert by_reviewer <= VERDICTS
    assert by_reviewer >= {"desk-judge", "desk-dismiss"}
    assert by_editor - by_reviewer >= {
        "desk-correct",
        "desk-add",
        "desk-undo",
        "admin:articles_official_change",
        "admin:articles_country_change",
        "admin:articles_topic_change",
        "admin:articles_agreement_add",
    }, by_editor


def test_an_editor_looks_after_no_accounts_and_deletes_nothing(call):
    boss = logged_in(member("boss", is_superuser=True))
    editor = logged_in(member("an-editor", "Editor"))
    forms = [form for form in every_form(boss, call) if "/auth/" in form.address or "/delete/" in form.address]
    assert {"auth.User"} <= set.union(*(sent(boss, form) for form in forms)), "a superuser does"
    for form in forms:
        assert sent(editor, form) == set(), form.address


def test_looking_changes_nothing(call):
    """GET of every page by who may see all: but for the record of the visit, its session."""
    boss = logged_in(member("boss", is_superuser=True))
    before = state()
    for address in addresses(call).values():
        boss.get(address)
        assert changed(before, state()) == set(), address


def test_no_form_of_another_site_gets_through(call):
    """Whatever takes a POST wants the mark of its own page, but for two doors."""
    boss = Client(enforce_csrf_checks=True)
    boss.force_login(member("boss", is_superuser=True))
    let_through = set()
    for route, address in addresses(call).items():
        with undone():
            before = state()
            status = boss.post(address, {"verdict": "confirm"}).status_code
            if changed(before, state()):
                let_through.add(route)
        assert status in (403, 404, 405) or route in NO_CSRF, f"{status} {address}"
    assert let_through == {"subscriptions/<str:token>/end/"}
    exempt = {route for route, pattern in patterns() if getattr(pattern.callback, "csrf_exempt", False)}
    assert {route for route in exempt if not route.startswith("api/")} == NO_CSRF
