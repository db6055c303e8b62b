import json

from django.core.management.base import BaseCommand

from articles.ingest.export import meetings


class Command(BaseCommand):
    help = "Print the archive's meetings with their published facts and articles, one a line."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")

    def handle(self, *args, **options) -> None:
        for meeting in meetings():
            self.stdout.write(json.dumps(meeting, ensure_ascii=False))
