"""Terms with stable identities: loaded again and again, renamed, retired, never lost."""

import pytest
from django.db.models import ProtectedError
from django.utils import translation

from cms import vocabularies
from cms.models import Term
from tests.conftest import SMALL
from tests.factories import a_service, an_event, page_with, term
from tests.reading import read

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing():
    before = list(Term.objects.values_list("pk", "label", "parent"))
    assert vocabularies.load(leave_out=SMALL) == 0
    assert list(Term.objects.values_list("pk", "label", "parent")) == before


def test_the_sixty_four_topics_are_there_with_their_exact_names():
    assert Term.objects.of("argomenti").count() == 64
    assert Term.objects.filter(vocabulary="argomenti", label="Accesso all'informazione").exists()


def test_a_name_that_union_it_changed_survives_a_new_load():
    Term.objects.filter(vocabulary="argomenti", key="acqua").update(label="Acqua e fontane")
    vocabularies.load(leave_out=SMALL)
    assert term("argomenti", "acqua").label == "Acqua e fontane"


def test_the_public_reads_terms_in_its_own_language():
    water = term("argomenti", "acqua")
    assert (water.name, water.lang) == ("Acqua", "")
    with translation.override("en"):
        assert (water.name, water.lang) == ("Water", "")
        act = Term(vocabulary="stati_pratica", key="x", label="Da firmare")
        assert (act.name, act.lang) == ("Da firmare", "it")


def test_the_english_name_that_union_it_wrote_survives_a_new_load():
    Term.objects.filter(vocabulary="argomenti", key="acqua").update(label_en="Water and fountains")
    Term.objects.filter(vocabulary="argomenti", key="aria").update(label_en="")
    vocabularies.load(leave_out=SMALL)
    assert term("argomenti", "acqua").label_en == "Water and fountains"
    assert term("argomenti", "aria").label_en == "Air"


@pytest.mark.parametrize(
    "vocabulary",
    [
        "argomenti",
        "autenticazione",
        "categorie_servizio",
        "eventi_vita_imprese",
        "eventi_vita_persone",
        "lingue",
        "output_servizi",
        "tipi_incarico",
        "tipi_luogo",
        "tipi_notizia",
        "tipi_punto_contatto",
        "tipi_unita_organizzativa",
    ],
)
def test_every_term_that_the_public_reads_has_an_english_name(vocabulary):
    assert not Term.objects.of(vocabulary).filter(label_en="").exists()


def test_a_term_in_use_cannot_be_deleted():
    with pytest.raises(ProtectedError):
        term("categorie_servizio", "ambiente").delete()


def test_a_retired_term_stays_where_it_was_and_leaves_the_choices(montiano, desk, informatica):
    page = a_service(montiano, topics=[term("argomenti", "acqua")])
    Term.objects.filter(key__in=["acqua", "pesca"], vocabulary="argomenti").update(is_retired=True)
    desk.force_login(informatica)
    html = desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f'name="topics" value="{term("argomenti", "acqua").pk}"' in html
    assert f'name="topics" value="{term("argomenti", "pesca").pk}"' not in html


def offered(desk, address: str, name: str) -> list[str]:
    return [option.get_text() for option in read(desk, address).select(f'select[name="{name}"] option')]


def test_an_editor_chooses_a_term_from_those_of_its_vocabulary_each_under_the_one_that_holds_it(montiano, desk, editor):
    desk.force_login(editor)
    events = page_with(montiano, "eventi")
    kinds = offered(desk, f"/admin/pages/add/territory/eventpage/{events.pk}/", "event_type")
    assert kinds[:4] == ["Scegli…", "Evento culturale", "\u2003Manifestazione artistica", "\u2003\u2003Festival"]
    assert len(kinds) == 1 + Term.objects.of("tipi_evento").count()


def test_a_retired_term_is_offered_only_where_it_was_already_chosen(montiano, desk, editor):
    kind = term("tipi_evento", "festival")
    kind.is_retired = True
    kind.save()
    kept = an_event(montiano, "Festa dell'uva", event_type=kind)
    desk.force_login(editor)
    events = page_with(montiano, "eventi")
    assert any("Festival" in label for label in offered(desk, f"/admin/pages/{kept.pk}/edit/", "event_type"))
    assert not any(
        "Festival" in label
        for label in offered(desk, f"/admin/pages/add/territory/eventpage/{events.pk}/", "event_type")
    )


def test_the_editor_is_offered_only_what_belongs_to_the_municipality(montiano, cesena, desk, informatica):
    from tests.factories import an_office

    theirs = an_office(cesena, "Ufficio di Cesena")
    page = a_service(montiano)
    desk.force_login(informatica)
    html = desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f'name="delivering_offices" value="{page.responsible_office_id}"' in html
    assert f'name="delivering_offices" value="{theirs.pk}"' not in html


def test_a_parent_must_be_of_the_same_vocabulary():
    from django.core.exceptions import ValidationError

    child = Term(vocabulary="argomenti", key="x", label="X", parent=term("tipi_luogo", "castello"))
    with pytest.raises(ValidationError, match="stesso vocabolario"):
        child.full_clean()


def test_topics_pages_carry_the_exact_label(montiano):
    assert page_with(montiano, "argomento-gestione-rifiuti").title == "Gestione rifiuti"
