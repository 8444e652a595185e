"""Words of files lead to the page that shows them; of those that are everybody's, and of no others."""

from itertools import count

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.models import BasePage, SiteDocument
from search import files, reading, vocabulary
from search.indexing import index_page
from search.models import FileText, Posting, SearchDocument
from search.reading import Limits, Outcome
from tests.factories import a_document_page, a_person, a_service, term
from tests.reading import texts
from tests.search.file_makers import HARMFUL, a_docx, a_pdf, an_ods, an_odt, an_rtf, an_xlsx
from tests.services.catalogue_factory import a_shared_service, adopted, delivered
from tests.transparency.sections import with_file
from transparency import withdrawal

_number = count(1)


# --- The cast ---------------------------------------------------------------------------------------------------


def a_file(tenant, content: bytes, kind: str = "pdf", **fields) -> SiteDocument:
    file = SiteDocument(title="Allegato", tenant=tenant, **{"collection": tenant.collection, **fields})
    file.file = ContentFile(content, name=f"allegato-{next(_number)}.{kind}")
    file.save()
    return file


def replace(file: SiteDocument, content: bytes) -> None:
    file = SiteDocument.objects.get(pk=file.pk)
    file.file = ContentFile(content, name=f"allegato-{next(_number)}.pdf")
    file.save()


def rows_of(*shown: SiteDocument) -> list:
    return [("document", {"title": f"Allegato {number}", "file": file}) for number, file in enumerate(shown)]


def a_page(tenant, *shown: SiteDocument, title: str = "Regolamento dei mercati", **fields):
    return a_document_page(tenant, title, files=rows_of(*shown), **fields)


def the_worker_passes() -> int:
    """What waits is done, as the worker does; says how many tasks there were."""
    done = 0
    while row := DBTaskResult.objects.ready().filter(task_path__startswith="search.background").first():
        row.delete()
        row.task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        done += 1
    return done


def found(client, query: str) -> list[str]:
    answer = client.get("/cerca/", {"q": query})
    assert answer.status_code == 200
    return texts(BeautifulSoup(answer.content.decode(), "html.parser"), ".card-list h3")


# --- Found ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("pdf", a_pdf),
        ("docx", a_docx),
        ("odt", an_odt),
        ("rtf", an_rtf),
        ("xlsx", an_xlsx),
        ("ods", an_ods),
    ],
)
def test_a_word_of_a_file_alone_finds_its_page_once_the_worker_has_read_it(citizen, montiano, kind, make):
    a_page(montiano, a_file(montiano, make("Il plateatico si paga a giugno."), kind))
    assert found(citizen, "plateatico") == []
    the_worker_passes()
    assert found(citizen, "plateatico") == ["Regolamento dei mercati"]
    shown = BeautifulSoup(citizen.get("/cerca/", {"q": "plateatico"}).content.decode(), "html.parser")
    assert "plateatico" in texts(shown, ".card-list mark")
    assert the_worker_passes() == 0, "nobody asks again for what is known"


@pytest.mark.django_db
def test_files_that_a_text_or_a_field_names_count_as_well(citizen, montiano):
    linked, conditions = a_file(montiano, a_pdf("plateatico")), a_file(montiano, a_pdf("cauzione"))
    text = f'<p>Leggi <a linktype="document" id="{linked.pk}">le regole</a>.</p>'
    a_service(montiano, "Passo carrabile", how_to=text, conditions_file=conditions)
    the_worker_passes()
    assert (found(citizen, "plateatico"), found(citizen, "cauzione")) == (["Passo carrabile"], ["Passo carrabile"])


@pytest.mark.django_db
def test_files_of_the_union_s_sheet_are_found_on_the_pages_that_adopt_it(citizen, union, montiano):
    service = a_shared_service()
    page = adopted(service, montiano)
    file = a_file(union, a_pdf("plateatico"))
    delivered(service, how_to=f'<p><a linktype="document" id="{file.pk}">Le regole</a>.</p>')
    the_worker_passes()
    assert found(citizen, "plateatico") == [page.title]


@pytest.mark.django_db
def test_words_of_the_page_itself_come_first_however_long_its_file_is(citizen, montiano):
    many = " ".join(f"parola{number}" for number in range(3000))
    a_page(
        montiano, a_file(montiano, a_docx(f"{many} " + "mercato " * 500), "docx"), title="Lungo", summary="Un ricciolo."
    )
    a_page(montiano, a_file(montiano, a_pdf("niente")), title="Ricciolo")
    own = {*Posting.objects.filter(document__page__title="Lungo").values_list("stem", flat=True)}
    the_worker_passes()
    stems = {*Posting.objects.filter(document__page__title="Lungo").values_list("stem", flat=True)}
    assert own <= stems
    assert len(stems) <= len(own) + 600
    assert found(citizen, "ricciolo") == ["Ricciolo", "Lungo"]
    assert len(SearchDocument.objects.get(page__title="Lungo").files_text) <= 10_000


@pytest.mark.django_db
def test_a_word_that_every_file_says_stays_as_rare_as_pages_make_it(montiano):
    office = a_page(montiano, a_file(montiano, a_pdf("plateatico"))).office
    a_page(montiano, a_file(montiano, a_pdf("plateatico ombrello")), office=office, summary="Il plateatico.")
    the_worker_passes()
    known = vocabulary.count(montiano.pk, "it")
    assert (known.words["plateatico"], known.words["ombrello"]) == (1, 1)


@pytest.mark.django_db
def test_the_words_are_rebuilt_with_the_texts_that_are_known(citizen, montiano, monkeypatch):
    a_page(montiano, a_file(montiano, a_pdf("plateatico")))
    the_worker_passes()
    monkeypatch.setattr("search.reading.read", None)  # nobody reads
    SearchDocument.objects.all().delete()
    call_command("rebuild_search", verbosity=0)
    assert found(citizen, "plateatico") == ["Regolamento dei mercati"]
    the_worker_passes()


@pytest.mark.django_db
def test_a_rebuild_has_the_worker_read_what_nobody_has_read(citizen, montiano):
    a_page(montiano, a_file(montiano, a_pdf("plateatico")))
    DBTaskResult.objects.all().delete()  # lost
    call_command("rebuild_search", verbosity=0)
    the_worker_passes()
    assert found(citizen, "plateatico") == ["Regolamento dei mercati"]


# --- Once, and again --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_file_is_read_once(citizen, montiano, monkeypatch):
    times, usual = [], reading.read
    monkeypatch.setattr("search.reading.read", lambda *given: times.append(1) or usual(*given))
    content = a_pdf("plateatico")
    office = a_page(montiano, a_file(montiano, content)).office
    again = a_page(montiano, a_file(montiano, content), title="Secondo", office=office)
    the_worker_passes()
    again.save_revision().publish()
    the_worker_passes()
    assert len(times) == 1
    assert {*found(citizen, "plateatico")} == {"Regolamento dei mercati", "Secondo"}


@pytest.mark.django_db
def test_a_file_that_is_replaced_is_read_again(citizen, montiano):
    file = a_file(montiano, a_pdf("plateatico"))
    a_page(montiano, file)
    the_worker_passes()
    replace(file, a_pdf("ombrellone"))
    the_worker_passes()
    assert found(citizen, "plateatico") == []
    assert found(citizen, "ombrellone") == ["Regolamento dei mercati"]


@pytest.mark.django_db
def test_a_file_that_is_deleted_is_forgotten(citizen, montiano):
    file = a_file(montiano, a_pdf("plateatico"))
    a_service(montiano, "Passo carrabile", proceeding_file=file)
    the_worker_passes()
    assert found(citizen, "plateatico") == ["Passo carrabile"]
    file.delete()
    the_worker_passes()
    assert found(citizen, "plateatico") == []
    assert found(citizen, "carrabile") == ["Passo carrabile"]


@pytest.mark.django_db
def test_many_files_give_way_to_other_work(citizen, montiano, monkeypatch):
    monkeypatch.setattr("search.background.AT_ONCE", -1)
    a_page(montiano, *(a_file(montiano, a_pdf(f"plateatico{number}")) for number in range(2)))
    first = DBTaskResult.objects.ready().get(task_path__startswith="search.background")
    assert first.priority < 0, "photos and mail come first"
    row = first.args_kwargs
    first.task.func(*row["args"])
    assert FileText.objects.count() == 0
    again = DBTaskResult.objects.ready().exclude(pk=first.pk).get(task_path__startswith="search.background")
    assert again.args_kwargs["args"] == row["args"]


@pytest.mark.once
@pytest.mark.django_db
def test_a_page_with_many_files_costs_no_more_questions_than_one(montiano):
    pages = [
        a_page(montiano, *(a_file(montiano, a_pdf(f"{n} {of}")) for n in range(of)), title=f"{of}") for of in (1, 9)
    ]
    the_worker_passes()
    counts = []
    for page in pages:
        page = type(page).objects.get(pk=page.pk)
        with CaptureQueriesContext(connection) as asked:
            index_page(page)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- Never ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_file_that_only_a_draft_shows_is_never_found(citizen, montiano):
    page = a_page(montiano, a_file(montiano, a_pdf("plateatico")))
    page.files = rows_of(a_file(montiano, a_pdf("ombrellone")))
    page.more_info = "<p>Bozza.</p>"
    page.save_revision()
    gone = a_page(montiano, a_file(montiano, a_pdf("zanzariera")), title="Uscita e tolta")
    gone.unpublish()
    for one in (page, gone):
        index_page(BasePage.objects.get(pk=one.pk).specific)
    the_worker_passes()
    assert found(citizen, "plateatico") == ["Regolamento dei mercati"]
    assert (found(citizen, "ombrellone"), found(citizen, "zanzariera")) == ([], [])
    page.get_latest_revision().publish()
    the_worker_passes()
    assert (found(citizen, "plateatico"), found(citizen, "ombrellone")) == ([], ["Regolamento dei mercati"])


@pytest.mark.django_db
def test_a_page_that_goes_offline_takes_its_files_with_it(citizen, montiano):
    page = a_page(montiano, a_file(montiano, a_pdf("plateatico")))
    the_worker_passes()
    page.unpublish()
    assert found(citizen, "plateatico") == []


@pytest.mark.django_db
def test_what_only_some_may_open_is_never_found(citizen, montiano):
    closed = montiano.collection.add_child(instance=Collection(name="Riservata"))
    file = a_file(montiano, a_pdf("plateatico"), collection=closed)
    shut = CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    page = a_page(montiano, file, a_file(montiano, a_pdf("ombrellone")))
    the_worker_passes()
    assert (found(citizen, "plateatico"), found(citizen, "ombrellone")) == ([], ["Regolamento dei mercati"])
    shut.delete()
    the_worker_passes()
    assert found(citizen, "plateatico") == ["Regolamento dei mercati"]
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    the_worker_passes()
    assert found(citizen, "plateatico") == []
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert found(citizen, "ombrellone") == []


@pytest.mark.django_db
def test_a_file_of_transparency_is_found_until_its_last_day(citizen, montiano, clock):
    _section, file = with_file(montiano, "2026-03-01", name="assenze.pdf")
    replace(file, a_pdf("plateatico"))
    the_worker_passes()
    assert len(found(citizen, "plateatico")) == 1
    clock.set("2031-12-31 23:50")
    assert len(found(citizen, "plateatico")) == 1
    clock.set("2032-01-01 00:01")
    assert found(citizen, "plateatico") == []
    call_command("count_words", verbosity=0)
    assert found(citizen, "plateatico") == []
    assert not SearchDocument.objects.filter(files=file).exists()
    assert withdrawal.is_withdrawn(file, clock.set("2032-01-01 10:00").date()), "having read it is no use of it"


@pytest.mark.django_db
def test_acts_of_the_register_and_papers_of_people_are_not_read(montiano):
    files_of = [a_file(montiano, a_pdf(f"plateatico {number}")) for number in range(2)]
    page = a_page(montiano, files_of[0])
    page.register_kind = term("documenti_albo_pretorio", "ordinanza")
    page.save_revision().publish()
    a_person(montiano, curriculum=files_of[1])
    the_worker_passes()
    assert not FileText.objects.filter(document__in=files_of).exists()


# --- Files that cannot be read ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_harmful_file_harms_nobody_else(citizen, montiano, monkeypatch):
    monkeypatch.setattr("search.reading.LIMITS", Limits(size=300_000, seconds=2, unpacked=1_000_000))
    bad = [
        a_file(montiano, make()) for make, _limits in (HARMFUL["broken"], HARMFUL["in circles"], HARMFUL["entities"])
    ]
    heavy = a_file(montiano, a_pdf("pesante") + bytes(400_000))
    lost = a_file(montiano, a_pdf("perduto"))
    lost.file.storage.delete(lost.file.name)
    a_page(montiano, *bad, heavy, lost, a_file(montiano, a_pdf("plateatico")))
    the_worker_passes()
    assert found(citizen, "plateatico") == ["Regolamento dei mercati"]
    assert found(citizen, "mercati") == ["Regolamento dei mercati"], "its other words go on finding it"
    outcomes = dict(FileText.objects.values_list("document", "outcome"))
    assert (outcomes[heavy.pk], outcomes[lost.pk]) == (Outcome.TOO_LARGE, Outcome.MISSING)
    assert files.unknown() == [], "nobody tries again for ever"
