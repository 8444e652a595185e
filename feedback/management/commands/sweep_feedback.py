from django.core.management.base import BaseCommand
from django.utils import timezone

from feedback import upkeep


class Command(BaseCommand):
    help = "Cancella i commenti delle valutazioni dopo due anni; stelle e risposte restano."

    def handle(self, *args, verbosity=1, **options):
        done = upkeep.sweep(timezone.now())
        if verbosity:
            self.stdout.write(", ".join(f"{name}: {number}" for name, number in done.items()))
