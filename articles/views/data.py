"""The whole archive as a file."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.publishing import newest, published


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/data.html", {"files": published(), "licence": settings.ARCHIVE_LICENCE})


@require_safe
def data_package(request: HttpRequest) -> HttpResponse:
    """The newest file, described as Frictionless programs look for it; what is inside stands under `contents`."""
    if (file := newest()) is None:
        raise Http404
    whole = {
        "name": file.package["name"],
        "path": file.name,
        "format": "zip",
        "mediatype": "application/zip",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    package = file.package | {"resources": [whole], "contents": file.package["resources"]}
    return JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponse:
    file = next((file for file in published() if file.name == name), None)
    if file is None:
        raise Http404
    answer = FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name, content_type="application/zip")
    answer["ETag"] = f'"{file.sha256}"'
    answer["Last-Modified"] = http_date(file.path.stat().st_mtime)
    return answer
