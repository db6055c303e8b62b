import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.evaluation import Evaluation, evaluate
from articles.evaluation.against import changes
from articles.extraction import extract
from articles.ingest.reading import Problem, read


class Command(BaseCommand):
    help = "Measure the extraction against known facts: JSON lines of {id, lang, source?, event}."
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("gold", help="the known facts, one article a line")
        parser.add_argument("--articles", nargs="+", required=True, help="the texts: JSON lines, files or folders")
        parser.add_argument("--by", choices=["lang", "source", "field"], default="field")
        parser.add_argument("--errors", action="store_true", help="list every miss with its sentence")
        parser.add_argument("--calibration", action="store_true", help="how often facts of a confidence are right")
        parser.add_argument("--save", help="write what was found to this file, to compare a later run with")
        parser.add_argument("--against", help="a file that --save wrote: list facts gained and lost since")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args, gold: str, articles: list[str], **options) -> None:
        known = _lines(gold)
        found, texts = self._extracted(articles, {row["id"] for row in known})
        result = evaluate(known, found, texts, "" if options["by"] == "field" else options["by"])
        if options["json"]:
            self.stdout.write(json.dumps(result.figures(), ensure_ascii=False))
        else:
            self._print(result)
        if options["calibration"]:
            self._print_calibration(result)
        if options["errors"]:
            for miss in result.misses:
                self.stdout.write(
                    f"{miss.article}  {miss.field}: {miss.known or '-'} | {miss.found or '-'}  {miss.sentence}"
                )
        if options["against"]:
            before = {row["id"]: row for row in _lines(options["against"])}
            for article, sign, name, fact in changes(before, found):
                self.stdout.write(f"{article}  {sign} {name}: {fact}")
        if options["save"]:
            rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found.values())
            Path(options["save"]).write_text(rows, encoding="utf-8")

    def _extracted(self, paths: list[str], wanted: set[str]) -> tuple[dict[str, Any], dict[str, str]]:
        found, texts = {}, {}
        for item in read(paths):
            if isinstance(item, Problem):
                self.stderr.write(f"{item.name}: {item.reason}")
            elif item.document.id in wanted:
                found[item.document.id] = extract(item.document).as_dict()
                texts[item.document.id] = item.document.full_text
        if missing := wanted - found.keys():
            self.stderr.write(f"{len(missing)} of the known articles are not among the texts, such as {min(missing)}.")
        return found, texts

    def _print(self, result: Evaluation) -> None:
        for group, figures in result.figures().items():
            self.stdout.write(f"{group} ({figures['articles']} articles)")
            for name, value in figures.items():
                if name != "articles":
                    self.stdout.write(f"  {name:15} {_plain(value)}")

    def _print_calibration(self, result: Evaluation) -> None:
        self.stdout.write("confidence: facts, share that is right")
        for name, span, count, share in result.calibration_rows():
            self.stdout.write(f"  {name:13} {span}  {count:5}  {share:.3f}")


def _plain(value: Any) -> str:
    return "  ".join(f"{key} {number}" for key, number in value.items()) if isinstance(value, dict) else str(value)


def _lines(path: str) -> list[dict[str, Any]]:
    try:
        with open(path, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise CommandError(f"{path} is not JSON lines: {error}") from error
