from django.core.management.base import BaseCommand
from django.utils import timezone

from search import background, vocabulary


class Command(BaseCommand):
    help = "Conta le parole di ogni sito, per pesare quelle rare e capire quelle scritte male."

    def handle(self, *args, **options):
        background.index_what_has_ended(timezone.localdate())
        vocabulary.renew(timezone.now())
