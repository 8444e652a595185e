"""Reading a page changes nothing in the database, whatever Wagtail would like to note down."""

import pytest

from cms.models import Generation, SiteDocument
from tests.factories import a_service, document

pytestmark = pytest.mark.django_db


def test_showing_the_size_of_a_file_does_not_store_it_nor_empty_the_caches(citizen, montiano):
    file = document(montiano)
    SiteDocument.objects.filter(pk=file.pk).update(file_size=None)
    sheet = a_service(montiano, conditions_file=file)
    before = list(Generation.objects.values_list("tenant_id", "number"))
    html = citizen.get(sheet.path_url).content.decode()
    assert "meno di 1 KB" in html
    assert list(Generation.objects.values_list("tenant_id", "number")) == before
    assert SiteDocument.objects.get(pk=file.pk).file_size is None
