"""A term that something uses is retired, never lost: whichever way it is used, whichever door the deletion takes."""

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from cms import vocabularies
from cms.models import Term
from tests.factories import a_service, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_term():
    return Term.objects.create(vocabulary="argomenti", key="funghi", label="Funghi")


def test_a_term_chosen_among_several_cannot_be_deleted(montiano, own_term):
    page = a_service(montiano, topics=[own_term])
    with pytest.raises(ProtectedError, match="in uso"), transaction.atomic():
        own_term.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Term.objects.filter(pk=own_term.pk).delete()
    assert list(page.topics.all()) == [own_term]


def test_a_term_with_others_below_it_cannot_be_deleted(own_term):
    Term.objects.create(vocabulary="argomenti", key="porcini", label="Porcini", parent=own_term)
    with pytest.raises(ProtectedError):
        own_term.delete()


def test_a_term_that_nothing_uses_can(own_term):
    assert not vocabularies.is_in_use(own_term)
    own_term.delete()
    assert not Term.objects.filter(key="funghi").exists()


@pytest.mark.parametrize("used_by", ["a page alone", "many"])
def test_union_it_is_told_why_and_what_to_do(desk, informatica, montiano, own_term, used_by):
    used = term("argomenti", "acqua") if used_by == "a page alone" else own_term
    if used_by == "many":
        a_service(montiano, topics=[own_term])
    desk.force_login(informatica)
    for method in (desk.get, desk.post):
        answer = method(reverse("wagtailsnippets_cms_term:delete", args=[used.pk]))
        assert answer.status_code == 302
        assert "Puoi ritirarlo" in " ".join(str(m) for m in get_messages(answer.wsgi_request))
    assert Term.objects.filter(pk=used.pk).exists()


def test_the_same_for_many_terms_at_once(desk, informatica, montiano, own_term):
    free = Term.objects.create(vocabulary="argomenti", key="libero", label="Libero")
    a_service(montiano, topics=[own_term])
    desk.force_login(informatica)
    address = reverse("wagtail_bulk_action", args=["cms", "term", "delete"])
    answer = desk.post(f"{address}?id={own_term.pk}&id={free.pk}")
    assert answer.status_code == 302
    assert Term.objects.filter(pk__in=[own_term.pk, free.pk]).count() == 2


def test_union_it_deletes_a_term_that_nothing_uses(desk, informatica, own_term):
    desk.force_login(informatica)
    address = reverse("wagtailsnippets_cms_term:delete", args=[own_term.pk])
    assert desk.get(address).status_code == 200
    desk.post(address)
    assert not Term.objects.filter(pk=own_term.pk).exists()


def test_an_editor_cannot_touch_vocabularies(desk, editor, own_term):
    desk.force_login(editor)
    for name in ("edit", "delete"):
        desk.post(reverse(f"wagtailsnippets_cms_term:{name}", args=[own_term.pk]), {"label": "Altro"})
    own_term.refresh_from_db()
    assert own_term.label == "Funghi"


def test_a_retired_term_stays_on_the_page_that_citizens_read(citizen, montiano):
    page = a_service(montiano, topics=[term("argomenti", "acqua")])
    retired = term("argomenti", "acqua")
    retired.is_retired = True
    retired.save()
    assert retired.label in citizen.get(page.path_url).content.decode().partition("<main")[2]
    vocabularies.load(leave_out=("eurovoc",))
    assert term("argomenti", "acqua").is_retired


def test_a_renamed_term_is_read_by_citizens_at_once(citizen, montiano):
    page = a_service(montiano, topics=[term("argomenti", "acqua")])
    citizen.get(page.path_url)
    renamed = term("argomenti", "acqua")
    renamed.label = "Acqua e fontane"
    renamed.save()
    assert "Acqua e fontane" in citizen.get(page.path_url).content.decode()


def test_loading_brings_back_a_term_that_is_missing_and_nothing_else():
    lost = term("lingue", Term.objects.of("lingue").first().key)
    key, rest = lost.key, set(Term.objects.exclude(pk=lost.pk).values_list("pk", "label", "sort_order", "parent"))
    Term.objects.filter(pk=lost.pk)._raw_delete("default")
    assert vocabularies.load(leave_out=("eurovoc",)) == 1
    assert term("lingue", key).label == lost.label
    assert (
        set(Term.objects.exclude(vocabulary="lingue", key=key).values_list("pk", "label", "sort_order", "parent"))
        == rest
    )


def test_a_term_that_does_not_exist_is_named():
    with pytest.raises(Term.DoesNotExist, match=r"argomenti.*non-esiste"):
        vocabularies.term("argomenti", "non-esiste")
