from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import accounts, appointments_loader, loading, search_loader, tickets_loader


class Command(BaseCommand):
    help = "Carica l'unione dimostrativa: sei Comuni, i loro testi, le illustrazioni, gli account di prova."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--today", type=date.fromisoformat, default=None, help="Il giorno da cui si contano le date."
        )
        parser.add_argument(
            "--anche-senza-debug", action="store_true", help="Carica i dati dimostrativi anche dove DEBUG è spento."
        )

    def handle(self, *args, port, today, anche_senza_debug, **options):
        if not settings.DEBUG and not anche_senza_debug:
            raise CommandError(
                "DEBUG è spento: i dati dimostrativi non si caricano. Per farlo lo stesso: --anche-senza-debug"
            )
        loading.load(today or timezone.localdate(), port, say=self.stdout.write)
        accounts.create()
        appointments_loader.load(timezone.now(), self.stdout.write)
        tickets_loader.load(timezone.now(), self.stdout.write)
        search_loader.load(timezone.now())
