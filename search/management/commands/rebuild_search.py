from django.core.management.base import BaseCommand

from cms.models import BasePage
from search.indexing import index_page


class Command(BaseCommand):
    help = "Riscrive le voci della ricerca da tutte le pagine pubblicate."

    def handle(self, *args, **options):
        for page in BasePage.objects.live().specific().iterator():
            index_page(page)
