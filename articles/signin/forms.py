"""The forms of signing in, and the page for who failed too often."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from .factor import accepted, has_factor

WRONG = _("This code is wrong, or was used before. Wait until the phone shows the next one.")


def code_field(**options) -> forms.CharField:
    return forms.CharField(
        max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}), **options
    )


class SignInForm(AdminAuthenticationForm):
    """Name and password, and for an account with a second factor a code."""

    code = code_field(
        label=_("Code from your phone"),
        required=False,
        help_text=_("Only if you have set up a second factor. A recovery code will do as well."),
    )

    def clean(self) -> dict:
        said = super().clean()
        user = self.get_user()
        if user is not None and has_factor(user):
            if not said.get("code"):
                raise ValidationError(_("This account has a second factor: type the code from your phone as well."))
            user.otp_device = accepted(user, said["code"])  # kept in the session by django-otp
            if user.otp_device is None:
                # A wrong code is a failure like a wrong password, and counted with them.
                credentials = {"username": user.get_username()}
                user_login_failed.send(sender=__name__, credentials=credentials, request=self.request)
                raise ValidationError(WRONG)
        return said


class EnrolForm(forms.Form):
    """The password too: an unlocked computer is not enough to take over an account."""

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    code = code_field(label=_("Code from your phone"))

    def __init__(self, *args, request: HttpRequest, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.request = request

    def clean_password(self) -> str:
        user, password = self.request.user, self.cleaned_data["password"]
        if authenticate(self.request, username=user.get_username(), password=password) is None:
            raise ValidationError(_("This is not your password."))
        return password


class ProofForm(forms.Form):
    code = code_field(label=_("Code from your phone, or a recovery code"))


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """Too many failures from one address (AXES_LOCKOUT_CALLABLE)."""
    wait = settings.AXES_COOLOFF_TIME
    context = {**admin.site.each_context(request), "minutes": int(wait.total_seconds() // 60)}
    answer = render(request, "admin/locked.html", context, status=429)
    answer["Retry-After"] = str(int(wait.total_seconds()))
    answer["Cache-Control"] = "no-store"
    return answer
