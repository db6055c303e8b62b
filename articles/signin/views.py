"""The page on which editors look after their second factor."""

from __future__ import annotations

import logging

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login
from django_otp.util import random_hex

from .factor import Secret, accepted, drop, enrol, has_factor, new_recovery_codes, recovery_codes_left
from .forms import WRONG, EnrolForm, ProofForm

KEY = "second_factor_key"
log = logging.getLogger(__name__)


@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    return (_enrolled if has_factor(request.user) else _not_enrolled)(request)


def _not_enrolled(request: HttpRequest) -> HttpResponse:
    key = request.session.setdefault(KEY, random_hex(20))
    form = EnrolForm(request.POST or None, request=request)
    if form.is_valid():
        if made := enrol(request.user, key, form.cleaned_data["code"]):
            device, codes = made
            del request.session[KEY]
            login(request, device)
            log.info("%r set up a second factor", request.user.get_username())
            return _page(request, codes=codes)
        form.add_error("code", WRONG)
    return _page(request, form=form, secret=Secret(request.user, key))


def _enrolled(request: HttpRequest) -> HttpResponse:
    form = ProofForm(request.POST or None, label_suffix="")
    if form.is_valid():
        if not accepted(request.user, form.cleaned_data["code"]):
            form.add_error("code", WRONG)
        elif "off" in request.POST:
            drop(request.user)
            log.info("%r turned the second factor off", request.user.get_username())
            messages.success(request, _("You sign in by your password alone again."))
            return redirect("second-factor")
        else:
            return _page(request, codes=new_recovery_codes(request.user))
    return _page(request, form=form, left=recovery_codes_left(request.user), is_on=True)


def _page(request: HttpRequest, **context) -> HttpResponse:
    shown = {**admin.site.each_context(request), "title": _("Second factor"), **context}
    return render(request, "admin/second_factor.html", shown)
