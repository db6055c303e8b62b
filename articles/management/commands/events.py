from pathlib import Path

from django.core.management.base import BaseCommand
from django.http import QueryDict
from django.utils import timezone

from articles.exporting import FORMS, LISTS, Note
from articles.publishing.packing import absolute


class Command(BaseCommand):
    help = "Write the calls as event data in the codes of PLOVER and CAMEO, or the texts in which nothing was coded."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="standard output without it")
        parser.add_argument(
            "--form",
            choices=["multi", "dyadic"],
            default="multi",
            help="multi: PLOVER's records as JSON lines; dyadic: CSV, a row for each pair of parties",
        )
        parser.add_argument("--uncoded", action="store_true", help="the texts that gave no event and why, as CSV")

    def handle(self, *args, file: Path | None, form: str, uncoded: bool, **options) -> None:
        made = LISTS["events/uncoded" if uncoded else "events"]
        suffix = "jsonl" if form == "multi" and not uncoded else "csv"
        note = Note.of(absolute("/calls/" if made.page else f"/{made.address}.{suffix}"), timezone.now())
        pieces = FORMS[suffix].write(made, QueryDict(), absolute, note)
        if file:
            with file.open("wb") as out:
                out.writelines(pieces)
        else:
            for piece in pieces:
                self.stdout.write(piece.decode(), ending="")
