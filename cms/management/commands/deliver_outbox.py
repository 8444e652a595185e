from django.core.management.base import BaseCommand

from cms import outbox


class Command(BaseCommand):
    help = "Spedisce i messaggi in attesa; quelli che non partono si riprovano più tardi."

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=60, help="per quanto tempo al massimo")

    def handle(self, *args, **options):
        sent = outbox.deliver(seconds=options["seconds"])
        if options["verbosity"]:
            self.stdout.write(f"Messaggi spediti: {sent}.")
