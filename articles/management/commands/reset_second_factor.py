from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.signin.factor import drop


class Command(BaseCommand):
    help = "Let an account sign in by its password alone again, after a phone was lost with the recovery codes."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")

    def handle(self, *args, username: str, **options) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"there is no account {username!r}")
        self.stdout.write("removed" if drop(user) else "this account has no second factor")
