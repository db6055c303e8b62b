"""Tell readers who subscribed what is new in their lists; for cron, once a day."""

from django.core.management.base import BaseCommand, CommandError

from articles.models import Subscription
from articles.subscribing import send_digests


class Command(BaseCommand):
    help = (
        "Sends every digest that is due: daily ones a day, weekly ones a week after the last. Run it once a day, for "
        "example from cron. A letter that cannot be sent is tried again by the next run; the status is then 1."
    )

    def handle(self, **options) -> None:
        def report(subscription: Subscription, error: Exception) -> None:
            self.stderr.write(f"{subscription.email}: {error}")

        done = send_digests(on_failure=report)
        self.stdout.write(
            f"{done.letters} sent, {done.nothing_new} with nothing new, {done.forgotten} never confirmed and forgotten"
        )
        if done.failed:
            raise CommandError(f"{done.failed} could not be sent; they are tried again by the next run.")
