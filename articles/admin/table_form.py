"""The form that takes a table in: an upload is not trusted before it was looked at."""

from __future__ import annotations

import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from import_export.forms import ImportForm

LARGEST = 5_000_000  # bytes of the file
UNPACKED = 50_000_000  # bytes of what a workbook, which is a ZIP archive, unpacks to


class TableForm(ImportForm):
    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > LARGEST:
            raise ValidationError(
                gettext("A table may have %(most)s at most: part it in two.") % {"most": filesizeformat(LARGEST)}
            )
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as book:
                if sum(part.file_size for part in book.infolist()) > UNPACKED:
                    raise ValidationError(gettext("This workbook unpacks to more than a table can be."))
        file.seek(0)
        return file
