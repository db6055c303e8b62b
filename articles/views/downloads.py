"""Any list as a file: the same address with another ending."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.api.problems import problem
from articles.exporting import FORMS, LISTS, Note, TooLongError
from articles.limits import exports
from articles.operating.faults import ask_database


@require_safe
@exports
def download(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """`/calls.csv?country=gb`: what `/calls/?country=gb` shows, on all its pages. `bom=1` is for Excel."""
    ask_database()  # what has begun to be sent cannot become an error page
    made, form, now = LISTS[name], FORMS[suffix], timezone.now()
    params = request.GET.copy()
    bom = params.pop("bom", [""])[-1]
    if problems := made.problems(params):
        return problem(400, problems[0].message, parameter=problems[0].field)
    page = reverse(made.page) if made.page else request.path
    note = Note.of(request.build_absolute_uri(page + (f"?{params.urlencode()}" if params else "")), now)
    options = {"bom": bom not in ("", "0")} if suffix == "csv" else {}
    try:
        pieces = form.write(made, params, request.build_absolute_uri, note, **options)
    except TooLongError:
        return problem(413, _("A spreadsheet holds no list as long as this one: take it as CSV, or narrow it."))
    answer = StreamingHttpResponse(_in_language(pieces), content_type=form.content_type)
    file = f"{slugify(settings.ARCHIVE_TITLE) or 'archive'}-{made.name}-{now:%Y-%m-%d}.{suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _in_language(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces are made after the request is over, and with it its language."""
    language = translation.get_language()

    def made() -> Iterator[bytes]:
        with translation.override(language):
            yield from pieces

    return made()
