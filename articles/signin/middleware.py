"""Who is signed in for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import time

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .factor import has_factor

SINCE = "signed_in_at"


def wholly_signed_in(get_response: Callable) -> Callable:
    """Nobody is who has not given the second factor of the account, or has been signed in for a whole working day.

    That is for sessions from before the second factor was set up, and for a stolen cookie that is kept alive.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(partial(_whoever, request, request.user))
        return get_response(request)

    return middleware


def _whoever(request: HttpRequest, user: AbstractBaseUser) -> AbstractBaseUser:
    if not user.is_authenticated:
        return user
    is_over = time() - request.session.setdefault(SINCE, int(time())) > settings.SESSION_LONGEST
    if is_over or (not user.is_verified() and has_factor(user)):
        request.session.flush()
        return AnonymousUser()
    return user
