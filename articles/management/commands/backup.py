from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.operating.backups import KEPT, BackupError, backup, checksum_of


class Command(BaseCommand):
    help = "Copy the whole database into one file with its checksum, while it is in use. Can be run from cron."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--to", type=Path, metavar="DIR", help="where to; BACKUP_DIR by default")
        parser.add_argument("--keep", type=int, default=KEPT, metavar="N", help=f"backups to keep, {KEPT} by default")

    def handle(self, *args, to: Path | None, keep: int, **options) -> None:
        try:
            made = backup(to or Path(settings.BACKUP_DIR), keep)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made}: {made.stat().st_size:,} bytes, checksum in {checksum_of(made).name}")
