import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.ingest.extracting import workers_for
from articles.ingest.pipeline import Listener
from articles.ingest.rebuild import count_steps, rebuild


class Command(BaseCommand):
    help = "Work out every meeting anew from the articles and the editors' rulings. Nothing an editor said is lost."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--read-again", action="store_true", help="extract every article anew first")
        parser.add_argument("--quiet", action="store_true", help="print nothing")

    def handle(self, *args, read_again: bool, quiet: bool, **options) -> None:
        total = count_steps(read_again=read_again)
        workers = workers_for(total) if read_again else 1
        with tqdm(total=total, file=sys.stderr, disable=quiet or None) as bar:
            listener = Listener(bar.update, waiting=lambda: bar.set_postfix_str("waiting: the database is busy"))
            done = rebuild(read_again=read_again, workers=workers, listener=listener)
        if not quiet:
            self.stdout.write(f"Meetings: {done.new} new, {done.changed} changed, {done.gone} gone.")
