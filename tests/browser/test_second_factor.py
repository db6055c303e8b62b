"""The second factor in a browser, under the policy of the site: set up, kept, asked for."""

from __future__ import annotations

from base64 import b32decode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("reference")]
PASSWORD = "thirty-two grey herons"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_set_up_and_asked_for(visit, live_server, scheme):
    User.objects.create_superuser("an-editor", password=PASSWORD)
    page = visit("/admin/login/", scheme=scheme, width=360)
    accessible(page)
    sign_in(page, "")
    page.goto(live_server.url + "/admin/second-factor/")
    picture = page.locator("svg.qr").bounding_box()
    assert picture["width"] == picture["height"] > 150
    assert page.locator("svg.qr path").evaluate("path => getComputedStyle(path).fill") == "rgb(0, 0, 0)"
    accessible(page)
    key = b32decode(page.locator("ol code").inner_text().replace(" ", ""))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_label("Code from your phone").fill(f"{TOTP(key).token():06}")
    page.get_by_role("button", name="Turn the second factor on").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    accessible(page)

    page.context.clear_cookies()
    page.goto(live_server.url + "/admin/")
    TOTPDevice.objects.update(last_t=-1)  # as if half a minute had gone by
    sign_in(page, "")
    assert "type the code from your phone as well" in page.locator(".errornote").inner_text()
    sign_in(page, f"{TOTP(key).token():06}")
    assert page.locator("#user-tools").is_visible()
    assert page.faults == []


def sign_in(page, code: str) -> None:
    page.get_by_label("Username").fill("an-editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code from your phone").fill(code)
    page.get_by_role("button", name="Sign in").click()


def accessible(page) -> None:
    found = Axe().run(page, options=WCAG)
    assert not found.violations_count, found.generate_report()


def test_the_locked_door_can_be_read(visit, live_server):
    for _ in range(10):
        Client(REMOTE_ADDR="127.0.0.1").post("/admin/login/", {"username": "x", "password": "guess"})
    page = visit("/admin/login/")
    sign_in(page, "")
    assert "Wait 15 minutes" in page.locator("#content").inner_text()
    accessible(page)
