from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.models import BasePage
from search import vocabulary
from search.background import read_unknown
from search.indexing import index_page
from search.models import SearchDocument


class Command(BaseCommand):
    help = "Riscrive quello che la ricerca sa di tutte le pagine pubblicate."

    def handle(self, *args, **options):
        SearchDocument.objects.exclude(page__live=True, page__is_hidden_from_lists=False).delete()
        for page in BasePage.objects.live().specific().iterator():
            index_page(page)
        read_unknown.enqueue()
        vocabulary.renew(timezone.now())
