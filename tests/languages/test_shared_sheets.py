"""The English of shared sheets: the union's once, each municipality's beside it, never one that the other contradicts."""

import pytest
from django.test import TestCase
from wagtail_localize.models import StringSegment, StringTranslation

from cms import translation_report, translations
from cms.translation_report import STALE
from services.catalogue.policies import Mode
from services.models import ServicePage, SharedService
from tests.factories import page_with
from tests.languages.english import begin, english, open_english_site, translate
from tests.reading import marked, read, words
from tests.services.catalogue_factory import a_shared_service, adopted, delivered, with_own

pytestmark = pytest.mark.django_db


def translate_shared(service, **texts) -> None:
    """The union translates a shared sheet and publishes it: every text gets «EN » before it."""
    translation = translations.start(service, english())
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        said = texts.get(segment.context.path) or f"EN {segment.string.data}"
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=english(),
            context=segment.context,
            defaults={"data": said, "translation_type": "manual", "tool_name": ""},
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)


@pytest.fixture
def service(db):
    service = a_shared_service()
    translate_shared(service)
    return service


@pytest.fixture
def site(montiano):
    open_english_site(
        montiano, page_with(montiano, "servizi"), page_with(montiano, "categoria-anagrafe-e-stato-civile")
    )
    return montiano


def part(client, page, name: str):
    return marked(read(client, page.path_url), name)[0]


def test_the_municipality_translates_only_what_is_its_own(site, service):
    page = adopted(service, site, local_how_to="<p>Citofona.</p>")
    source = translations.start(page, english()).source
    said = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    assert said == {"Citofona.", "Vieni in municipio."}


def test_an_english_sheet_says_the_unions_english_with_the_municipalitys_words(citizen, site, service):
    page = translate(adopted(service, site))
    assert page.title == "EN Carta di identità"
    heard = part(citizen, page, "service-addressed")
    assert words(heard) == "EN Chi abita nel Comune di Montiano."
    assert heard.get("lang") is None


def test_a_part_rewritten_in_italian_only_is_shown_in_italian_marked_and_reported(citizen, site, service, clock):
    clock.set("2027-01-20 10:00")
    italian = adopted(service, site)
    page = translate(italian)
    clock.set("2027-01-21 10:00")
    with_own(ServicePage.objects.get(pk=italian.pk), "how_to", "<p>Da noi suona.</p>")
    heard = part(citizen, page, "service-how-to")
    assert "Da noi suona." in words(heard)
    assert "EN Chiama" not in words(heard)
    assert heard.select_one("[lang=it]") is not None
    assert [row.page_id for row in translation_report.rows_of(site) if row.state == STALE] == [italian.pk]


def test_a_shared_text_that_changed_is_italian_until_the_union_translates_it(citizen, site, service):
    page = translate(adopted(service, site))
    delivered(service, how_to="<p>Fai da casa.</p>", max_days=10)
    heard = part(citizen, page, "service-how-to")
    assert words(heard) == "Fai da casa."
    assert "10 days" in words(read(citizen, page.path_url).main)
    from wagtail_localize.models import TranslationSource

    TranslationSource.objects.get_for_instance(SharedService.objects.get(pk=service.pk)).update_from_db()
    translate_shared(SharedService.objects.get(pk=service.pk))
    assert words(part(citizen, page, "service-how-to")) == "EN Fai da casa."


def test_a_pinned_sheet_keeps_the_english_of_its_edition(citizen, site, service):
    italian = adopted(service, site, mode=Mode.PINNED)
    page = translate(italian)
    delivered(service, how_to="<p>Fai da casa.</p>")
    assert words(part(citizen, page, "service-how-to")).startswith("EN Chiama il")


def test_blocks_have_each_their_language(citizen, site, service):
    italian = adopted(service, site)
    page = translate(italian)
    italian = ServicePage.objects.get(pk=italian.pk)
    italian.needed = [{"type": "requirement", "value": {"text": "La delega"}, "id": "delega"}]
    italian.save_revision(clean=False).publish()
    items = read(citizen, page.path_url).main.select(".checklist__item")
    assert [(item.get("lang"), words(item)) for item in items] == [
        (None, "EN Una foto"),
        (None, "EN La carta vecchia"),
        ("it", "La delega"),
    ]


def test_without_the_unions_english_title_an_english_sheet_is_not_published(site, montiano):
    page = begin(adopted(a_shared_service("Passo carrabile"), montiano)).specific
    assert "title" in page.missing_parts()
