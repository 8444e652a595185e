from django.core.management.base import BaseCommand
from django.utils import timezone

from services.api import deliver_pending


class Command(BaseCommand):
    help = "Porta ai Comuni le novità delle schede condivise che entrano in vigore oggi; riprende quelle interrotte."

    def handle(self, *args, verbosity=1, **options):
        number = deliver_pending(timezone.localdate())
        if verbosity:
            self.stdout.write(f"Novità consegnate: {number}")
