from django.core.management.base import BaseCommand

from articles.ingest.reference import load_reference


class Command(BaseCommand):
    help = "Load countries, topics and office holders, or bring them up to date; what editors changed stays."
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        loaded = load_reference()
        self.stdout.write(
            f"{loaded.countries} countries and organisations, {loaded.topics} topics, "
            f"{loaded.officials} officials in {loaded.tenures} offices."
        )
