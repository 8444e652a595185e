from django.core.management.base import BaseCommand

from cms import freshness, vocabularies


class Command(BaseCommand):
    help = "Carica i vocabolari controllati del modello nazionale; si può ripetere senza danni."

    def handle(self, *args, **options):
        created = vocabularies.load()
        if created:
            freshness.bump()
        self.stdout.write(f"Vocabolari: {created} termini nuovi.")
