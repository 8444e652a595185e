from django.core.management.base import BaseCommand
from wagtail.models import Site

from cms import freshness


class Command(BaseCommand):
    help = "Dice a tutti i siti su quale porta rispondono, così gli indirizzi assoluti sono giusti."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, required=True)

    def handle(self, *args, port, **options):
        if Site.objects.exclude(port=port).update(port=port):
            freshness.bump()
