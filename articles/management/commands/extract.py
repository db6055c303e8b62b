import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.extraction import extract
from articles.ingest.reading import Problem, read
from articles.operating.stopping import STATUS, asked_to_stop


class Command(BaseCommand):
    help = (
        "Print what the machine reads in texts, as JSON. With --to, write it into files that ingest takes in, by "
        "several processes or a Dask cluster. Nothing is stored and no database is needed."
    )
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("paths", nargs="*", default=["-"], help="files and folders; - or none: JSON lines on stdin")
        parser.add_argument("--format", choices=["jsonl", "json"], default="jsonl", help="json: indented, to be read")
        parser.add_argument("--to", metavar="FOLDER", help="write a file for each that is read; can be run again")
        parser.add_argument("--form", choices=["parquet", "jsonl"], default="parquet", help="of the files in FOLDER")
        parser.add_argument("--only-meetings", action="store_true", help="with --to: leave all other articles out")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--workers", type=int, metavar="N", help="processes; by default one for each processor")
        where.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster, such as tcp://host:8786")

    def handle(self, *args, paths: list[str], format: str, **options) -> None:
        if options["to"]:
            self._into_files(paths, Path(os.path.abspath(options["to"])), options)
            return
        if options["scheduler"] or options["workers"]:
            raise CommandError("--scheduler and --workers write files: say into which folder with --to.")
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

    def _into_files(self, paths: list[str], to: Path, options: dict) -> None:
        # Dask is not there where nobody asks for it, and takes its time to load.
        from articles.ingest.bulk.cluster import ClusterError, Listener, cluster, extract_all
        from articles.ingest.bulk.partitions import plan, within

        if "-" in paths or within(to, paths):
            raise CommandError("With --to name files and folders to read, and a folder that is not within them.")
        partitions, problems = plan(paths, to, options["form"], only_meetings=options["only_meetings"])
        size = sum(partition.size for partition in partitions)
        progress = tqdm(total=size, unit="B", unit_scale=True, file=sys.stderr, disable=None)
        with progress as bar, asked_to_stop() as stopping:

            def say(problem: Problem) -> None:
                with bar.external_write_mode(sys.stderr) if not bar.disable else nullcontext():
                    self.stderr.write(f"{problem.name}: {problem.reason}")

            for problem in problems:
                say(problem)
            listener = Listener(bar.update, say, lambda number: bar.set_postfix(workers=number), stopping)
            try:
                with cluster(options["scheduler"], options["workers"] or os.cpu_count() or 1) as client:
                    tally = extract_all(client, partitions, listener)
            except ClusterError as error:
                raise CommandError(f"{str(error)[0].upper()}{str(error)[1:]}") from None
        self.stdout.write(
            f"Files: {tally.done} written, {tally.before} there already, {tally.failed} failed.\n"
            f"Articles: {tally.articles} extracted, {tally.told} of them tell of a meeting."
        )
        if tally.is_stopped:
            self.stderr.write("Stopped, as asked: what is written is whole. Run it again to go on.")
            sys.exit(STATUS)
        if problems or tally.problems:
            sys.exit(1)
