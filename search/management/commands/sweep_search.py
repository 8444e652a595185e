from django.core.management.base import BaseCommand
from django.utils import timezone

from search import log, popularity


class Command(BaseCommand):
    help = "Dimentica le visite contate ieri e conta quali pagine si scelgono tra i risultati."

    def handle(self, *args, **options):
        now = timezone.now()
        log.forget(now)
        popularity.count(now)
