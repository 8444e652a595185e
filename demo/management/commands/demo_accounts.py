from django.core.management.base import BaseCommand

from demo import accounts


class Command(BaseCommand):
    help = "Elenca gli account dimostrativi."

    def handle(self, *args, **options):
        self.stdout.write(f"Password di tutti: {accounts.PASSWORD}")
        self.stdout.write("Dopo la password la pagina mostra il codice da scrivere come secondo fattore.")
        for name, purpose in accounts.listed():
            self.stdout.write(f"  {name:32} {purpose}")
