from django.core.management.base import BaseCommand

from cms import freshness
from services.catalogue import delivery
from services.models import ServicePage


class Command(BaseCommand):
    help = "Riscrive titolo, descrizione, termini e parole per la ricerca delle schede che seguono l'Unione."

    def handle(self, *args, **options):
        pages = list(ServicePage.objects.exclude(shared=None).filter(alias_of=None).select_related("tenant", "locale"))
        delivery.refresh(pages, with_columns=True)
        freshness.bump()
        self.stdout.write(f"Schede riscritte: {len(pages)}")
