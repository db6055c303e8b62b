"""What every answer says to the browser, whichever page it is."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

PAGES = ["/", "/calls/", "/calls/?from=2025-13", "/no/such/page", "/admin/login/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_may_load_only_from_its_own_host(client, address):
    policy = dict(part.split(" ", 1) for part in client.get(address).headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in str(policy)


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_framed_sniffed_and_followed_by_no_one(client, address):
    headers = client.get(address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.django_db
def test_a_foreign_host_is_refused(client):
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("password", ["short", "password1234", "839201749274"])
def test_a_weak_password_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)
