"""Close the public sites for work, and open them again."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms import maintenance


class Command(BaseCommand):
    help = "Chiude i siti per lavori (on), li riapre (off), dice come stanno (status). La gestione resta aperta."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["on", "off", "status"])
        parser.add_argument("--minutes", type=int, default=30, help="Fra quanto si riapre, per chi aspetta (30)")

    def handle(self, what, minutes, **options):
        if what == "on":
            until = timezone.localtime() + timedelta(minutes=max(1, minutes))
            maintenance.close(until)
            self.stdout.write(f"Siti chiusi: chi arriva legge di riprovare dopo le {until:%H:%M}.")
        elif what == "off":
            self.stdout.write("Siti riaperti." if maintenance.reopen() else "I siti erano già aperti.")
        else:
            self.stdout.write("Chiusi per lavori." if maintenance.is_closed() else "Aperti.")
