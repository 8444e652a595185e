from django.core.management.base import BaseCommand

from cms import freshness
from cms.models import BasePage


class Command(BaseCommand):
    help = "Riscrive l'etichetta e la data che gli elenchi mostrano di ogni pagina."

    def handle(self, *args, **options):
        changed = 0
        for page in BasePage.objects.specific().iterator():
            label, date = page.get_listing_label()[:120], page.get_listing_date()
            if (label, date) != (page.listing_label, page.listing_date):
                BasePage.objects.filter(pk=page.pk).update(listing_label=label, listing_date=date)
                changed += 1
        if changed:
            freshness.bump()
        self.stdout.write(f"Elenchi: {changed} pagine aggiornate.")
