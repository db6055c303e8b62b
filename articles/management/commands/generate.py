import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.generating import calls, told
from articles.generating.stored import generate
from articles.models import Article


class Command(BaseCommand):
    help = "Fill an empty archive with made-up contacts, for measuring; or write their articles as JSON lines."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--meetings", type=int, required=True, metavar="N", help="how many contacts")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same archive")
        parser.add_argument("--texts", action="store_true", help="print the articles for `ingest`, store nothing")
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args, meetings: int, seed: int, texts: bool, quiet: bool, **options) -> None:
        made = calls(meetings, seed, settings.ARCHIVE_HOME_COUNTRY)
        if texts:
            for document, _ in (report for call in made for report in told(call)):
                fields = ("id", "title", "text", "lang", "published", "url", "publisher")
                row = {name: getattr(document, name) for name in fields}
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            return
        if Article.objects.exists():
            raise CommandError(
                "This archive holds articles, and made-up contacts must not stand among them. "
                "Name an empty database in DATABASE_URL."
            )
        with tqdm(total=meetings, unit=" contacts", file=sys.stderr, disable=quiet or None) as bar:
            generate(made, bar.update)
