"""An editor signs in, forgets, loses the phone; somebody else guesses."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
import segno
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.signin import middleware
from tests.admin.conftest import logged_in, member

pytestmark = pytest.mark.django_db
PASSWORD = "thirty-two grey herons"
DESK = "/admin/desk/"
PAGE = "/admin/second-factor/"


@pytest.fixture(autouse=True)
def editor(db, settings) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in hundreds of times
    user = member("an-editor", "Editor")
    user.set_password(PASSWORD)
    user.save()
    return user


class Phone:
    """An app for one-time codes: knows the key from the page, and the time."""

    def __init__(self, page: str) -> None:
        (letters,) = re.findall(r"<code>([A-Z2-7 ]{39})</code>", page)
        self.key = b32decode(letters.replace(" ", ""))

    def code(self) -> str:
        """One that was not used yet."""
        TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
        return f"{TOTP(self.key).token():06}"


def sign_in(client: Client, password: str = PASSWORD, code: str = "", **more):
    return client.post(
        "/admin/login/", {"username": "an-editor", "password": password, "code": code, "next": DESK}, **more
    )


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


@pytest.fixture
def enrolled(editor) -> tuple[Phone, list[str]]:
    """With the phone and the recovery codes."""
    client = logged_in(editor)
    phone = Phone(client.get(PAGE).content.decode())
    page = client.post(PAGE, {"password": PASSWORD, "code": phone.code()}).content.decode()
    codes = re.findall(r"<code>([a-z2-7]{8})</code>", page)
    assert len(codes) == 10
    assert is_in(client), "who has just set it up goes on working"
    return phone, codes


def test_a_password_is_enough_where_no_second_factor_is_set_up():
    client = Client()
    assert sign_in(client)["Location"] == DESK
    assert is_in(client)


def test_guessing_ends_after_ten_failures_and_the_right_password_waits_too():
    client = Client()
    statuses = [sign_in(client, f"guess {n}").status_code for n in range(10)]
    assert statuses == [200] * 9 + [429]
    response = sign_in(client)
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "Wait 15 minutes, then try again" in response.content.decode()
    assert not is_in(client)
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302, "another address is not locked out"


def test_guessing_at_many_names_is_guessing_too():
    statuses = [
        Client().post("/admin/login/", {"username": f"name-{n}", "password": "guess"}).status_code for n in range(10)
    ]
    assert statuses[-1] == 429


def test_signing_in_between_does_not_allow_ten_more():
    for n in range(9):
        sign_in(Client(), f"guess {n}")
    sign_in(Client())
    assert sign_in(Client(), "guess 9").status_code == 429


def test_the_door_opens_again_after_a_quarter_of_an_hour():
    for n in range(12):
        sign_in(Client(), f"guess {n}")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(Client()).status_code == 302


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_wrote_down(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for n in range(10):  # what stands before is made up anew each time
        response = sign_in(Client(), "guess", headers={"x-forwarded-for": f"198.51.100.{n}, 192.0.2.7"})
    assert response.status_code == 429
    assert sign_in(Client(), headers={"x-forwarded-for": "192.0.2.7, 192.0.2.8"}).status_code == 302


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),  # one household
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("", "unix:", True),  # no address: all of these together
    ],
)
def test_one_household_has_one_count(first, second, same):
    for _ in range(10):
        sign_in(Client(), "guess", REMOTE_ADDR=first)
    assert (sign_in(Client(), REMOTE_ADDR=second).status_code == 429) is same


def test_the_locked_door_speaks_vietnamese():
    for n in range(10):
        response = sign_in(Client(), f"guess {n}", headers={"accept-language": "vi"})
    assert '<html lang="vi"' in response.content.decode()
    translation.activate("en")


def test_passwords_and_codes_are_not_kept_with_the_failures():
    sign_in(Client(), "almost my password", "123456")
    kept = str(list(AccessAttempt.objects.values()))
    assert "almost my password" not in kept
    assert "123456" not in kept


def test_a_stolen_password_opens_nothing(enrolled):
    client = Client()
    assert "type the code from your phone as well" in sign_in(client).content.decode()
    assert not is_in(client)
    assert "This code is wrong" in sign_in(client, code="000000").content.decode()
    assert not is_in(client)


def test_the_code_of_the_phone_lets_in_once(enrolled):
    phone, _codes = enrolled
    client = Client()
    code = phone.code()
    assert sign_in(client, code=f"{code[:3]} {code[3:]}").status_code == 302
    assert is_in(client)
    assert sign_in(Client(), code=code).status_code == 200, "the same code again"


def test_a_recovery_code_lets_in_once(enrolled):
    _phone, codes = enrolled
    client = Client()
    assert sign_in(client, code=codes[0].upper()).status_code == 302
    assert is_in(client)
    assert "9 recovery codes are left" in client.get(PAGE).content.decode()
    assert sign_in(Client(), code=codes[0]).status_code == 200


def test_a_code_of_somebody_else_is_none(enrolled):
    phone, codes = enrolled
    other = User.objects.create_user("other", password=PASSWORD, is_staff=True)
    TOTPDevice.objects.create(user=other, name="phone")
    for code in (phone.code(), codes[0]):
        said = {"username": "other", "password": PASSWORD, "code": code}
        assert Client().post("/admin/login/", said).status_code == 200


def test_guessing_codes_ends_like_guessing_passwords(enrolled):
    statuses = [sign_in(Client(), code=f"{n:06}").status_code for n in range(10)]
    assert statuses[-1] == 429


def test_sessions_from_before_are_over_once_it_is_set_up(editor):
    before = logged_in(editor)
    assert is_in(before)
    client = logged_in(editor)
    phone = Phone(client.get(PAGE).content.decode())
    client.post(PAGE, {"password": PASSWORD, "code": phone.code()})
    assert is_in(client)
    assert not is_in(before)


@pytest.mark.parametrize(
    ("said", "told"), [({"password": "wrong"}, "This is not your password"), ({"code": "12345"}, "This code is wrong")]
)
def test_setting_it_up_takes_password_and_code(editor, said, told):
    client = logged_in(editor)
    phone = Phone(client.get(PAGE).content.decode())
    page = client.post(PAGE, {"password": PASSWORD, "code": phone.code()} | said).content.decode()
    assert told in page
    assert Phone(page).key == phone.key, "the key that the phone was told stays good"
    assert not TOTPDevice.objects.exists()


def test_turning_it_off_takes_a_code(enrolled):
    phone, codes = enrolled
    client = Client()
    sign_in(client, code=phone.code())
    client.post(PAGE, {"code": "000000", "off": "1"})
    assert TOTPDevice.objects.exists()
    client.post(PAGE, {"code": codes[1], "off": "1"})
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    assert sign_in(Client()).status_code == 302


def test_new_recovery_codes_make_the_old_ones_void(enrolled):
    phone, codes = enrolled
    client = Client()
    sign_in(client, code=phone.code())
    page = client.post(PAGE, {"code": phone.code(), "codes": "1"}).content.decode()
    fresh = re.findall(r"<code>([a-z2-7]{8})</code>", page)
    assert sign_in(Client(), code=codes[0]).status_code == 200
    StaticDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert sign_in(Client(), code=fresh[0]).status_code == 302


def test_a_superuser_helps_who_lost_everything(enrolled, editor):
    chosen = {"action": "reset_second_factor", "_selected_action": [editor.pk]}
    assert logged_in(member("a-colleague", "Editor")).post("/admin/auth/user/", chosen).status_code == 403
    boss = logged_in(member("boss", is_superuser=True))
    assert "1 second factor was removed" in boss.post("/admin/auth/user/", chosen, follow=True).content.decode()
    assert sign_in(Client()).status_code == 302


def test_the_command_for_when_there_is_no_other_superuser(enrolled, capsys):
    call_command("reset_second_factor", "an-editor")
    assert capsys.readouterr().out == "removed\n"
    assert sign_in(Client()).status_code == 302


def test_nobody_sees_keys_and_codes_in_the_admin(enrolled):
    boss = logged_in(member("boss", is_superuser=True))
    for name in ("otp_totp/totpdevice", "otp_static/staticdevice"):
        assert boss.get(f"/admin/{name}/").status_code == 404


def test_the_page_works_under_the_policy_of_the_site(editor):
    """No script, no style, no picture from elsewhere or inline: the picture is drawn by elements."""
    page = logged_in(editor).get(PAGE).content.decode()
    shown = page[page.index('class="qr"') :]
    assert not re.search(r"data:|\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", shown)
    assert "<path d=" in shown


def test_the_picture_holds_the_key(editor):
    """Each dark square of the code is drawn, and no other."""
    client = logged_in(editor)
    page = client.get(PAGE).content.decode()
    key = client.session["second_factor_key"]
    matrix = segno.make(TOTPDevice(user=editor, key=key).config_url, micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", page)} == dark
    assert Phone(page).key == bytes.fromhex(key)


def test_idleness_ends_a_session(editor):
    client = Client()
    assert sign_in(client).cookies["sessionid"]["max-age"] == 2 * 3600
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    assert is_in(client)
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=1), "who works on stays in"
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_a_working_day_ends_a_session_that_is_kept_alive(editor):
    client = Client()
    sign_in(client)
    assert is_in(client)
    session = client.session
    session[middleware.SINCE] -= 12 * 3600 + 1
    session.save()
    assert not is_in(client)
    assert sign_in(client).status_code == 302
    assert is_in(client)
