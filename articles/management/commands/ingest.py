import json
import sys
from collections import Counter
from contextlib import nullcontext

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.ingest.extracting import workers_for
from articles.ingest.pipeline import Listener, Summary, ingest
from articles.ingest.reading import Problem, count_texts
from articles.operating.stopping import STATUS, asked_to_stop


class Command(BaseCommand):
    help = (
        "Take in articles: text files, web pages, feeds, tables, web archives (WARC), folders of them, "
        "JSON lines (- for standard input). Can be run again."
    )
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and store nothing")
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")
        parser.add_argument(
            "--workers", type=int, metavar="N", help="processes that extract; by default as many as pay"
        )
        parser.add_argument("--quiet", action="store_true", help="print nothing but problems")

    def handle(self, *args, paths, dry_run, workers, quiet, **options) -> None:
        total = None if "-" in paths else count_texts(paths)
        workers = workers or workers_for(total)
        # disable=None: no bar where the output is no terminal.
        progress = tqdm(total=total, unit=" articles", file=sys.stderr, disable=quiet or None)
        with progress as bar, asked_to_stop() as stopping:

            def problem(found: Problem) -> None:
                with bar.external_write_mode(sys.stderr) if not bar.disable else nullcontext():
                    self.stderr.write(f"{found.name}: {found.reason}")

            listener = Listener(
                bar.update, problem, lambda: bar.set_postfix_str("waiting: the database is busy"), stopping
            )
            summary = ingest(paths, sys.stdin.buffer, dry_run=dry_run, workers=workers, listener=listener)
        if options["json"]:
            self.stdout.write(json.dumps(as_dict(summary), ensure_ascii=False, indent=2))
        elif not quiet:
            self.stdout.write(in_words(summary, dry_run))
        if summary.is_stopped:
            self.stderr.write("Stopped, as asked, between two batches: what is in is whole. Run it again to go on.")
            sys.exit(STATUS)
        if summary.problems:
            sys.exit(1)


def as_dict(summary: Summary) -> dict:
    meetings = summary.meetings
    return {
        "articles": summary.articles,
        "read_as": dict(sorted(summary.read_as.items())),
        "extracted": {"before": summary.extracted_before, "again": summary.extracted_again},
        "meetings": {"new": meetings.new, "changed": meetings.changed, "gone": meetings.gone},
        "problems": [{"name": problem.name, "reason": problem.reason} for problem in summary.problems],
    }


def in_words(summary: Summary, dry_run: bool) -> str:
    counts = ", ".join(f"{number} {status}" for status, number in summary.articles.items() if number) or "none"
    lines = [f"Articles: {counts}."]
    if summary.read_as.keys() - {"text"}:
        lines.append(f"Read as: {', '.join(f'{number} {form}' for form, number in sorted(summary.read_as.items()))}.")
    if summary.extracted_before:
        lines.append(f"Extracted before: {summary.extracted_before} articles.")
    if summary.extracted_again:
        lines.append(
            f"Extracted again: {summary.extracted_again} articles, which another version of the extractor had read."
        )
    if dry_run:
        lines.append("Nothing was stored.")
    else:
        meetings = summary.meetings
        lines.append(f"Meetings: {meetings.new} new, {meetings.changed} changed, {meetings.gone} gone.")
    if summary.problems:
        # "is not UTF-8: byte 3" and "is not UTF-8: byte 5" are one reason.
        reasons = Counter(problem.reason.partition(":")[0] for problem in summary.problems)
        lines.append(f"Reported: {', '.join(f'{number} {reason}' for reason, number in reasons.most_common())}.")
    return "\n".join(lines)
