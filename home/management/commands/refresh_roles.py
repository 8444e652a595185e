from django.core.management.base import BaseCommand

from home.municipalities import refresh_roles


class Command(BaseCommand):
    help = "Dà ai gruppi di ogni ente i diritti che la tabella dei ruoli prevede oggi. Ripeterlo non cambia nulla."

    def handle(self, *args, **options):
        refresh_roles()
        self.stdout.write("Ruoli aggiornati.")
