"""The language of a page as a part of its address, for links that are shared and for search engines."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


def language_in_address(get_response: Callable) -> Callable:
    """`?lang=vi` asks for a page in Vietnamese, and for those after it: what a link began, the cookie goes on with."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = request.GET.get("lang")
        is_asked_for = code in dict(settings.LANGUAGES)
        if is_asked_for:
            translation.activate(code)
            request.LANGUAGE_CODE = code
        response = get_response(request)
        if is_asked_for:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                code,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        # Without it a cache would hand one reader's language to the next.
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware
