import json
import sys

from django.core.management.base import BaseCommand

from articles.extraction import extract
from articles.ingest.reading import Problem, read


class Command(BaseCommand):
    help = "Print what the machine reads in texts, as JSON. Nothing is stored and no database is needed."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("paths", nargs="*", default=["-"], help="files and folders; - or none: JSON lines on stdin")
        parser.add_argument("--format", choices=["jsonl", "json"], default="jsonl", help="json: indented, to be read")

    def handle(self, *args, paths: list[str], format: str, **options) -> None:
        problems = False
        for found in read(paths or ["-"], sys.stdin.buffer):
            if isinstance(found, Problem):
                problems = True
                self.stderr.write(f"{found.name}: {found.reason}")
                continue
            facts = extract(found.document).as_dict()
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2 if format == "json" else None))
        if problems:
            sys.exit(1)
