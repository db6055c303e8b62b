import sys

from django.core.management.base import BaseCommand

from articles.publishing import publish
from articles.publishing.packing import KEPT


class Command(BaseCommand):
    help = "Write the whole archive as one dated file into DATA_DIR, where /data/ offers it. Can be run from cron."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--names", action="store_true", help="say which editor gave each ruling")
        parser.add_argument(
            "--keep", type=int, default=KEPT, metavar="N", help=f"dated files to keep, {KEPT} by default"
        )
        parser.add_argument("--quiet", action="store_true", help="print nothing")

    def handle(self, *args, names: bool, keep: int, quiet: bool, **options) -> None:
        tell = (lambda part: None) if quiet else lambda part: print(part, file=sys.stderr)
        made = publish(names=names, keep=keep, listener=tell)
        if not quiet:
            self.stdout.write(f"{made.path}: {made.size:,} bytes, SHA-256 {made.sha256}")
