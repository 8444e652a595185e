from django.core.management.base import BaseCommand
from django.utils import timezone

from services import digest


class Command(BaseCommand):
    help = "Scrive a chi pubblica le novità dell'Unione che aspettano. Al massimo un messaggio al giorno."

    def handle(self, *args, **options):
        written = digest.write(timezone.localdate())
        if options["verbosity"]:
            self.stdout.write(f"Messaggi nuovi: {written}.")
