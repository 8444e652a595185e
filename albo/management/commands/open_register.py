"""Publish in the albo what was programmed for today."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from albo import api


class Command(BaseCommand):
    help = "Pubblica all'albo gli atti programmati per oggi; ripeterlo non cambia niente."

    def handle(self, *args, **options):
        opened = api.open_due(timezone.now())
        if options["verbosity"] and opened:
            self.stdout.write(f"Pubblicati all'albo: {len(opened)}")
