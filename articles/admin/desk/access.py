"""Who may see the desk and who may do what on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

VIEW, REVIEW, EDIT = "articles.view_ruling", "articles.review", "articles.edit"
View = Callable[..., HttpResponse]


def allowed(permission: str) -> Callable[[View], View]:
    """A page of the admin for those with this permission; others are asked to log in or told that they may not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(guarded)

    return decorate


def page(request: HttpRequest, template: str, title: str, status: int = 200, **context) -> HttpResponse:
    """A page of the desk in the admin's frame."""
    frame = {**admin.site.each_context(request), "is_nav_sidebar_enabled": False}  # two columns need the width
    may = {"may_review": request.user.has_perm(REVIEW), "may_edit": request.user.has_perm(EDIT)}
    shown = {**frame, "title": title, **may, **context}
    return render(request, f"admin/desk/{template}", shown, status=status)
