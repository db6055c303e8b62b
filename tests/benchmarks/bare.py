"""The least that Django can be asked for, to measure against: `/?bytes=60000` answers with so many bytes."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x" * int(request.GET.get("bytes", 2)))


urlpatterns = [re_path("", view)]

settings.configure(
    ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY=secrets.token_urlsafe(50), LOGGING_CONFIG=None
)
application = get_wsgi_application()
