from django.conf import settings
from django.core.management.base import BaseCommand

from diplomacy.catalogue import update


class Command(BaseCommand):
    help = "Bring the catalogues of translations up to date with the code and the templates, and compile them."

    def handle(self, *args, **options) -> None:
        for language in dict(settings.LANGUAGES):
            if language != settings.LANGUAGE_CODE:
                done = update(language)
                self.stdout.write(f"{language}: {done.strings} strings, {done.untranslated} without a translation.")
