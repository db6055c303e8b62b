from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.operating.backups import BackupError, restore_backup


class Command(BaseCommand):
    help = "Make the database of a file that `backup` wrote; stop the server first. `restore` is for /data/."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="even if what the database holds now is lost")

    def handle(self, *args, file: Path, force: bool, **options) -> None:
        try:
            restore_backup(file, force=force)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Restored. If the backup is of an earlier version, run `python manage.py migrate` now.")
