"""Every address of the site with records that exist put in, and every form on its pages as a browser would send it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, get_resolver
from lxml import html

from articles import editing
from articles.models import Agreement, Article, Country, Meeting, Official, Report, Ruling, Subscription, Topic
from tests.admin.conftest import member
from tests.editing.archive import call_on, fact, son_lammy, son_lammy_vi

HOST = "http://testserver"
# What is typed into a box that a page leaves empty, by its name or its kind. "website" is a trap, and stays empty.
WORDS = "Some plausible words"
TYPED = {
    "textarea": "Hai bên nhất trí phối hợp ứng phó với biến đổi khí hậu.",  # may be asked for as a quote
    "email": "reader@example.org",
    "slug": "some-words",
    "acronym": "SPW",
    "password": "thirty-two grey herons",
}


def archive() -> Meeting:
    """One record at least of each kind; the call whose pages are visited."""
    call = son_lammy(agreements={"Strategic Dialogue": "strategic dialogue"})
    son_lammy_vi()
    call_on("2024-12-21", "other.txt")
    editing.confirm([fact(call, "topic", "energy")], member("somebody", "Editor"))
    Report.objects.create(subject=[["lammy.txt", 0]], slug=call.slug, message="?", at="2026-11-25T00:00Z")
    Subscription.objects.create(email="kept@example.org", query="country=gb", language="en", sender="x")
    return Meeting.objects.get(pk=call.pk)


def patterns(resolver=None, prefix: str = "") -> list[tuple[str, URLPattern]]:
    """Each route of the site, with all that it is included by before it."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern).removeprefix("^")
        found += [(route, entry)] if isinstance(entry, URLPattern) else patterns(entry, route)
    return found


def addresses(call: Meeting) -> dict[str, str]:
    """An address for each route. A route with an argument that is not known here fails: say what to put in."""
    person, article = Official.objects.get(slug="david-lammy"), Article.objects.first()
    judged = call.facts.published().of("topic").first()
    records = {
        "meeting": call, "official": person, "article": article, "country": Country.objects.get(slug="gb"),
        "topic": Topic.objects.get(code="energy"), "agreement": Agreement.objects.first(),
        "ruling": Ruling.objects.first(), "report": Report.objects.first(),
        "subscription": Subscription.objects.first(), "user": User.objects.first(), "group": Group.objects.first(),
    }  # fmt: skip
    known = [
        *((rf"^(admin/\w+/{name}/)<(?:path:object_id|id)>", rf"\g<1>{r.pk}") for name, r in records.items()),
        (r"^(admin/articles/article/)<int:pk>(/versions/)<int:version>", rf"\g<1>{article.pk}\g<2>1"),
        (r"<path:content_type_id>/<path:object_id>", "1/1"),
        (r"\(\?P<app_label>[^)]+\)", "articles"),
        (r"\(\?P<url>\.\*\)", "no/such/page"),
        (r"((?:admin/desk|^)/?calls/)(?:<slug:slug>|\(\?P<slug>[^)]+\))", rf"\g<1>{call.slug}"),
        (r"(api/v1/calls/)<slug:slug>", rf"\g<1>{call.slug}"),
        (r"(officials/)<slug:slug>", rf"\g<1>{person.slug}"),
        (r"(countries/)<slug:(?:slug|one|code)>", r"\g<1>gb"),
        (r"<slug:other>", "vn"),
        (r"(agreements/)<slug:slug>", rf"\g<1>{records['agreement'].slug}"),
        (r"(topics/)<slug:code>", r"\g<1>energy"),
        (r"(language/)<slug:code>", r"\g<1>vi"),
        (r"(articles/)(?:<int:pk>|\(\?P<pk>[^)]+\))", rf"\g<1>{article.pk}"),
        (r"(admin/desk/rulings/)<int:pk>", rf"\g<1>{records['ruling'].pk}"),
        (r"(admin/desk/reports/)<int:pk>", rf"\g<1>{records['report'].pk}"),
        (r"(/facts/)<int:pk>", rf"\g<1>{judged.pk}"),
        (r"(/facts/)(?:<slug:name>|\(\?P<name>[^)]+\))", r"\g<1>date"),
        (r"<slug:aspect>", "topic"),
        (r"<str:token>", records["subscription"].token),
        (r"(data/)<str:name>", r"\g<1>hotline.zip"),
        (r"<str:section>", "calls"),
        (r"\(\?P<(?:name|suffix)>([\w]+)[^)]*\)", r"\g<1>"),
        (r"\\\.", "."),
        (r"\$$", ""),
    ]
    made = {}
    for route, _pattern in patterns():
        address = route
        for pattern, value in known:
            address = re.sub(pattern, value, address)
        assert not re.search(r"[<>()$\\]", address), f"{route}: say in tests/security/site.py what to put in"
        made[route] = f"/{address}"
    return made


@dataclass(frozen=True)
class Form:
    """A form of a page, filled in; `button` is the one that was pressed."""

    page: str
    address: str
    fields: tuple[tuple[str, str], ...]
    button: str = ""

    @property
    def data(self) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for name, value in self.fields:
            data.setdefault(name, []).append(value)
        return data


def forms_of(client: Client, page: str) -> list[Form]:
    """The forms of a page that are sent by POST, once for each of their buttons."""
    response = client.get(page)
    if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
        return []
    found = []
    document = html.document_fromstring(response.content.decode(), base_url=HOST + page)
    for form in document.forms:
        buttons = form.xpath(".//button[not(@type) or @type='submit'] | .//input[@type='submit']") or [None]
        for button in buttons:
            method = (button is not None and button.get("formmethod")) or form.method
            if method.upper() != "POST":
                continue
            where = (button is not None and button.get("formaction")) or form.get("action") or page
            fields = _filled(form)
            if button is not None and button.get("name"):
                fields.append((button.get("name"), button.get("value", "")))
            address = urldefrag(urljoin(HOST + page, where)).url.removeprefix(HOST)
            label = (button is not None and (button.get("name") or (button.text or "").strip())) or ""
            found.append(Form(page, address, tuple(fields), label))
    return found


def _filled(form) -> list[tuple[str, str]]:
    """What stands in the boxes, another choice than is shown in each list, something plausible in what is empty."""
    chosen = {field.name for field in form.inputs if field.tag == "select"} | {"csrfmiddlewaretoken"}
    fields = [(name, value) for name, value in form.form_values() if name not in chosen and value.strip()]
    filled = {name for name, _value in fields}
    for field in form.inputs:
        name, kind = field.name, field.get("type", field.tag)
        if not name or name in filled or name == "website":
            continue
        if kind == "select":
            others = [option.get("value") for option in field.iter("option") if option.get("selected") is None]
            fields += [(name, value) for value in others if value][:1]
        elif kind in ("checkbox", "radio") and not name.endswith("DELETE"):
            fields.append((name, field.get("value", "on")))
        elif name in TYPED or kind in TYPED or (kind in ("text", "input") and field.get("required") is not None):
            fields.append((name, TYPED.get(name) or TYPED.get(kind, WORDS)))
        else:
            continue
        filled.add(name)
    return fields


def everything(*but: str) -> dict[str, list[tuple]]:
    """All that the database holds, table by table."""
    return {
        model._meta.label: sorted(map(repr, model.objects.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in but
    }


def changed(before: dict[str, list], after: dict[str, list]) -> set[str]:
    """The tables that are not as they were."""
    return {table for table in before if before[table] != after[table]}
