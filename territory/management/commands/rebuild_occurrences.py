from django.core.management.base import BaseCommand

from territory.models import EventPage
from territory.occurrences import rebuild


class Command(BaseCommand):
    help = "Riscrive le date degli eventi pubblicati, da cui nascono elenchi e calendario."

    def handle(self, *args, **options):
        dates = sum(rebuild(event) for event in EventPage.objects.iterator())
        self.stdout.write(f"Eventi: {dates} date scritte.")
