from django.core.management.base import BaseCommand

from demo import accounts


class Command(BaseCommand):
    help = "Elenca gli account dimostrativi."

    def handle(self, *args, **options):
        self.stdout.write(f"Password di tutti: {accounts.PASSWORD}")
        for name, purpose in accounts.listed():
            self.stdout.write(f"  {name:32} {purpose}")
