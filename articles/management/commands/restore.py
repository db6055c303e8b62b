import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.ingest.extracting import workers_for
from articles.ingest.pipeline import Listener
from articles.publishing import RestoreError, restore


class Command(BaseCommand):
    help = "Make an archive again of a published file (/data/), in an empty database."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--workers", type=int, metavar="N", help="processes that read articles")
        parser.add_argument("--quiet", action="store_true", help="print nothing")

    def handle(self, *args, file: Path, workers: int | None, quiet: bool, **options) -> None:
        with tqdm(file=sys.stderr, disable=quiet or None) as bar:
            listener = Listener(bar.update, waiting=lambda: bar.set_postfix_str("waiting: the database is busy"))
            try:
                done = restore(file, workers=workers or workers_for(None), listener=listener, begin=bar.reset)
            except RestoreError as error:
                raise CommandError(str(error)) from error
        if not quiet:
            self.stdout.write(
                f"{done.articles} articles, {done.meetings.new} meetings, {done.rulings} rulings, "
                f"{done.addresses} old addresses."
            )
