from django.core.management.base import BaseCommand
from django.utils import timezone

from tickets import upkeep


class Command(BaseCommand):
    help = "Chiude ciò che tace da un mese; cancella i dati personali di richieste e segnalazioni alla scadenza, e i file mai inviati."

    def handle(self, *args, verbosity=1, **options):
        done = upkeep.sweep(timezone.now())
        if verbosity:
            self.stdout.write(", ".join(f"{name}: {number}" for name, number in done.items()))
