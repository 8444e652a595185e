from django.core.management.base import BaseCommand
from django.utils import timezone

from appointments import upkeep


class Command(BaseCommand):
    help = "Fa scadere i posti trattenuti e le offerte della lista d'attesa, dimentica chi è passato da tempo."

    def handle(self, *args, verbosity=1, **options):
        done = upkeep.sweep(timezone.now())
        if verbosity:
            self.stdout.write(", ".join(f"{name}: {number}" for name, number in done.items()))
