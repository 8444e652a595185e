from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.reviews import remind


class Command(BaseCommand):
    help = "Scrive i promemoria delle pagine da rivedere. Lanciato due volte, non ripete."

    def handle(self, *args, **options):
        written = remind(timezone.localdate())
        if options["verbosity"]:
            self.stdout.write(f"Promemoria nuovi: {written}.")
