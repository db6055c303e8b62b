"""What a visitor writes into an address, a header or a form, and where it must not end up."""

import logging
import re
from http.cookies import SimpleCookie
from io import StringIO
from urllib.parse import quote

import gunicorn
import pytest
from django.test import Client

from articles.models import Meeting, Report, Subscription
from articles.operating.logs import Line
from articles.views.reports import ReportForm
from articles.views.subscriptions import SubscriptionForm
from tests.admin.conftest import logged_in, member
from tests.test_project import PRODUCTION, python
from tests.web.conftest import archive, english, son_lammy  # noqa: F401 (fixtures)

pytestmark = pytest.mark.usefixtures("archive")
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "http://testserver@evil.example/",
    " //evil.example",
    "/\t/evil.example/",
    "https://testserver.evil.example/",
]


@pytest.mark.parametrize("there", ELSEWHERE)
def test_no_door_leads_to_another_site(client, there):
    assert client.get("/language/vi/", {"next": there})["Location"] == "/"
    assert client.post("/i18n/setlang/", {"language": "vi", "next": there})["Location"] == "/"
    user = member("an-editor", "Editor")
    user.set_password("thirty-two grey herons")
    user.save()
    said = {"username": "an-editor", "password": "thirty-two grey herons", "next": there}
    assert client.post("/admin/login/", said)["Location"] in ("/admin/", "/accounts/profile/")


@pytest.mark.parametrize("there", ELSEWHERE)
def test_no_button_of_the_desk_does_either(there):
    editor = logged_in(member("an-editor", "Editor"))
    assert editor.post("/admin/desk/facts/", {"next": "/admin/desk/?page=2"})["Location"] == "/admin/desk/?page=2"
    assert editor.post("/admin/desk/facts/", {"next": there})["Location"] == "/admin/desk/"


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
@pytest.mark.parametrize(
    "address", ["/", "/calls/", "/robots.txt", "/sitemap.xml", "/calls.atom", "/calls.json", "/oai"]
)
def test_a_made_up_host_stands_in_no_answer(client, header, address):
    response = client.get(address, headers={header: "evil.example"})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert b"evil.example" not in body
    assert response.status_code == (400 if header == "host" else 200) or address == "/oai"


def test_letters_lead_to_the_host_of_the_settings(client, mailoutbox):
    client.post("/subscribe/", {"email": "reader@example.org", "rhythm": "daily"}, headers={"host": "localhost"})
    (letter,) = mailoutbox
    assert set(re.findall(r"https?://([^/\s]+)", letter.body)) == {"127.0.0.1:8000"}


FORGED = "x\n2026-11-28 09:00:00,000 ERROR forged: line\r\nsecond\x1b[31m\u2028third"


@pytest.fixture
def log():
    """What the archive writes for people of everything that is logged."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Line())
    for name in ("", "django", "axes"):
        logging.getLogger(name).addHandler(handler)
    yield stream
    for name in ("", "django", "axes"):
        logging.getLogger(name).removeHandler(handler)


def test_no_visitor_writes_a_line_of_the_log(client, log):
    headers = {"user-agent": FORGED, "referer": FORGED, "x-forwarded-for": FORGED}
    client.get(f"/{quote(FORGED)}/", headers=headers)
    client.get(f"/api/v1/calls/{quote(FORGED)}", headers=headers)
    client.get("/calls/", {"q": FORGED, "from": FORGED, "page": FORGED}, headers=headers)
    client.get("/", headers=headers | {"host": "evil.example"})
    client.post(f"/admin/login/?next={quote(FORGED)}", {"username": FORGED, "password": FORGED}, headers=headers)
    Client(enforce_csrf_checks=True).post(f"/subscribe/?q={quote(FORGED)}", {"email": FORGED}, headers=headers)
    written = log.getvalue()
    assert "Not Found" in written
    assert "\x1b" not in written
    assert not [
        line
        for line in re.split(r"[\n\r\u2028\x85]", written)
        if line.startswith(("2026-11-28 09:00:00,000", "second", "third"))
    ]


@pytest.mark.parametrize("name", ["calls.csv", "calls.xlsx", "calls.json", "facts.csv"])
def test_the_name_of_a_file_is_ours(client, settings, name):
    settings.ARCHIVE_TITLE = 'Hot"line\r\nSet-Cookie: a=b; filename="x.exe'
    said = client.get(f"/{name}", {"country": "gb", "bom": 'x"\r\nX-Evil: 1'})
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+-[\w-]+-\d{4}-\d\d-\d\d\.\w+"', said["Content-Disposition"])
    assert "X-Evil" not in said.headers


@pytest.mark.parametrize(
    "address", ["/calls/x%0d%0aSet-Cookie:a=b/", "/language/vi/?next=/%0d%0aX-Evil:1", "/calls/?lang=vi%0d%0aX-Evil:1"]
)
def test_no_line_break_of_an_address_ends_in_a_header(client, address):
    response = client.get(address)
    assert "X-Evil" not in response.headers
    assert not {"\r", "\n"} & set("".join(f"{name}{value}" for name, value in response.items()))


def test_a_form_takes_no_more_than_it_shows(client, son_lammy):  # noqa: F811
    """Columns of the record that the form does not show cannot be written by naming them."""
    extra = {
        "state": "accepted",
        "answered_by_name": "boss",
        "sender": "x",
        "slug": "x",
        "at": "2020-01-01",
        "pk": "77",
    }
    client.post(f"/calls/{son_lammy.slug}/report/", {"message": "The date is wrong.", **extra})
    report = Report.objects.get()
    assert (report.state, report.answered_by_name, report.slug) == ("open", "", son_lammy.slug)
    assert report.pk != 77
    extra = {"confirmed_at": "2020-01-01", "token": "mine", "query": "country=us", "language": "xx", "pk": "77"}
    client.post("/subscribe/?country=gb", {"email": "reader@example.org", "rhythm": "daily", **extra})
    kept = Subscription.objects.get()
    assert (kept.confirmed_at, kept.query, kept.language) == (None, "country=gb", "en")
    assert kept.token != "mine"
    assert set(ReportForm.base_fields) == {"fact", "message", "contact", "website"}
    assert set(SubscriptionForm.base_fields) == {"email", "rhythm", "website"}


def test_an_editor_s_form_takes_no_more_either(son_lammy):  # noqa: F811
    """The form of a meeting changes facts by rulings; its columns cannot be written."""
    editor = logged_in(member("an-editor", "Editor"))
    shown = editor.get(f"/admin/articles/meeting/{son_lammy.pk}/change/")
    assert shown.status_code == 200
    assert set(shown.context["adminform"].form.fields) == {"reason", "seen"}
    editor.post(
        f"/admin/articles/meeting/{son_lammy.pk}/change/", {"slug": "mine", "confidence": "1", "kind": "letter"}
    )
    assert Meeting.objects.get(pk=son_lammy.pk).slug == son_lammy.slug


def in_production(code: str, **environment: str) -> str:
    """What a program prints with the settings of a public server and an empty database in memory."""
    prelude = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from django.contrib.auth.models import User\n"
        "User.objects.create_superuser('boss', password='thirty-two grey herons')\n"
        "from django.test import Client; client = Client(raise_request_exception=False)\n"
        "said = dict(secure=True, headers={'host': 'archive.example.org'})\n"
    )
    given = PRODUCTION | {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "diplomacy.settings"}
    run = python("-c", prelude + code, **given, **environment)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def production() -> dict[str, str]:
    code = """
from django.conf import settings
settings.STORAGES['staticfiles']['BACKEND'] = 'django.contrib.staticfiles.storage.StaticFilesStorage'
form = {'username': 'boss', 'password': 'thirty-two grey herons', 'next': '/admin/'}
answer = client.post('/admin/login/', form, **said)
print(*(morsel.OutputString() for morsel in answer.cookies.values()), sep='\\n')
print('=====')
from articles.views import front
from django.urls import path
import diplomacy.urls, sys
def broken(request): secret = 'in a local variable'; raise RuntimeError('in the message')
diplomacy.urls.urlpatterns.insert(0, path('broken', broken))
for where in ('/broken', '/no/such/page', '/calls/?from=x', '/admin/login/'):
    answer = client.get(where, **said)
    print(where, answer.status_code, dict(answer.headers), answer.content.decode())
"""
    cookies, answers = in_production(code).split("=====")
    return {"cookies": cookies.strip(), "answers": answers}


def test_cookies_of_a_public_server(production):
    cookies = SimpleCookie()
    for line in production["cookies"].splitlines():
        cookies.load(line)
    assert cookies["sessionid"]["secure"]
    assert cookies["sessionid"]["httponly"]
    assert cookies["sessionid"]["samesite"] == "Lax"
    assert cookies["csrftoken"]["secure"]
    assert cookies["csrftoken"]["samesite"] == "Lax"


def test_no_visitor_sees_a_trace_or_a_version(production):
    said = production["answers"]
    assert "/broken 500" in said
    assert "/no/such/page 404" in said
    for secret in ("Traceback", "RuntimeError", "in a local variable", "in the message", "site-packages", "SECRET_KEY"):
        assert secret not in said
    assert not re.search(r"(?i)django[/ ]\d|python[/ ]\d|gunicorn[/ ]\d|x-powered-by|'server'", said)


def test_the_server_tells_no_version():
    """What gunicorn puts into `Server`."""
    assert gunicorn.SERVER == "gunicorn"
