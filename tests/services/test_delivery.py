"""Delivery of the union's changes: once to each page, whatever crashes; nothing that a municipality wrote is lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Revision

from services import api
from services.catalogue import delivery
from services.catalogue.policies import Mode
from services.models import Delivery, ServicePage, SharedEdition
from tests.services.catalogue_factory import a_shared_service, adopted, change, delivered, with_own

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def states(page) -> list[str]:
    return list(Delivery.objects.filter(page=page).order_by("edition__number").values_list("state", flat=True))


def everything() -> list:
    """Every fact that a delivery may write."""
    pages = ServicePage.objects.exclude(shared=None).order_by("pk")
    return [
        list(Delivery.objects.order_by("pk").values()),
        list(SharedEdition.objects.order_by("pk").values()),
        list(pages.values("pk", "title", "how_to", "own_parts", "adopted_number", "live", "latest_revision")),
    ]


# --- Twice, half, never again --------------------------------------------------------------------------------


def test_delivering_twice_changes_nothing(montiano, cesena):
    service = a_shared_service()
    adopted(service, montiano)
    adopted(service, cesena, mode=Mode.REVIEW)
    edition = delivered(service, how_to="<p>Nuovo.</p>")
    before = everything()
    assert api.deliver(edition.pk, timezone.localdate()) == 0
    SharedEdition.objects.filter(pk=edition.pk).update(
        is_delivered=False
    )  # as a worker that died before its last line would leave it
    assert api.deliver(edition.pk, timezone.localdate()) == 0
    assert everything() == before


def test_a_delivery_that_crashed_goes_on_where_it_stopped(montiano, cesena, monkeypatch):
    service = a_shared_service()
    pages = [adopted(service, montiano), adopted(service, cesena)]
    edition = change(service, how_to="<p>Nuovo.</p>")
    monkeypatch.setattr(delivery, "AT_ONCE", 1)
    really, calls = delivery._deliver_to, []

    def crashes_at_the_second(*args):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("la corrente è andata via")
        return really(*args)

    monkeypatch.setattr(delivery, "_deliver_to", crashes_at_the_second)
    with pytest.raises(RuntimeError):
        api.deliver(edition.pk, timezone.localdate())
    assert Delivery.objects.count() == 1
    assert api.deliver_pending(timezone.localdate()) == 1
    assert [states(page) for page in pages] == [["applied"], ["applied"]]
    assert api.deliver_pending(timezone.localdate()) == 0


def test_a_page_that_a_municipality_took_offline_stays_offline(montiano, citizen):
    service = a_shared_service()
    page = adopted(service, montiano)
    page.unpublish()
    delivered(service, title="Carta nuova", how_to="<p>Nuovo.</p>")
    page = ServicePage.objects.get(pk=page.pk)
    assert not page.live
    assert page.title == "Carta nuova"
    assert citizen.get(page.path_url).status_code == 404


def test_a_change_withdrawn_while_it_is_delivered_stops_and_is_asked_no_more(montiano, cesena, monkeypatch):
    service = a_shared_service()
    pages = [with_own(adopted(service, tenant), "how_to", "<p>Da noi.</p>") for tenant in (montiano, cesena)]
    edition = change(service, how_to="<p>Nuovo.</p>")
    monkeypatch.setattr(delivery, "AT_ONCE", 1)
    really = delivery._deliver_to

    def withdrawn_after_the_first(*args):
        really(*args)
        if Delivery.objects.count() == 1:
            api.withdraw_edition(edition)

    monkeypatch.setattr(delivery, "_deliver_to", withdrawn_after_the_first)
    assert api.deliver(edition.pk, timezone.localdate()) == 1
    assert [states(page) for page in pages] == [["withdrawn"], []]
    assert "Da noi" in ServicePage.objects.get(pk=pages[0].pk).as_read().how_to
    service.refresh_from_db()
    assert "Chiama" in service.how_to


def test_a_change_on_which_somebody_decided_is_not_withdrawn(montiano, publisher):
    service = a_shared_service()
    page = with_own(adopted(service, montiano), "how_to", "<p>Da noi.</p>")
    edition = delivered(service, how_to="<p>Nuovo.</p>")
    choice = {"how_to": api.Decision("keep", reason="Il municipio è chiuso")}
    api.decide(page, choice, seen=api.state_of(page, timezone.localdate()), user=publisher, may_publish=True)
    with pytest.raises(ValidationError, match="Montiano ha già deciso"):
        api.withdraw_edition(edition)


def test_what_an_older_change_had_asked_is_asked_again_when_the_newer_is_withdrawn(montiano):
    service = a_shared_service()
    page = with_own(adopted(service, montiano), "how_to", "<p>Da noi.</p>")
    delivered(service, how_to="<p>Nuovo.</p>")
    newer = delivered(service, summary="Ancora più chiaro.")
    assert states(page) == ["superseded", "conflict"]
    api.withdraw_edition(newer)
    assert states(page) == ["conflict", "withdrawn"]


def test_the_title_of_lists_and_search_follows_a_change(montiano, citizen):
    service = a_shared_service()
    page = adopted(service, montiano)
    delivered(service, title="Carta elettronica", how_to="<p>Porta lo smartphone.</p>")
    assert ServicePage.objects.get(pk=page.pk).title == "Carta elettronica"
    assert "Carta elettronica" in citizen.get("/cerca/?q=smartphone").content.decode()


def test_an_old_draft_that_goes_out_later_does_not_take_back_what_was_accepted(montiano, publisher):
    service = a_shared_service()
    page = adopted(service, montiano, mode=Mode.REVIEW)
    page.local_how_to = "<p>Citofona.</p>"
    draft = page.save_revision(clean=False)
    delivered(service, how_to="<p>Nuovo.</p>")
    page = ServicePage.objects.get(pk=page.pk)
    api.decide(
        page,
        {"how_to": api.Decision("accept")},
        seen=api.state_of(page, timezone.localdate()),
        user=publisher,
        may_publish=True,
    )
    Revision.objects.get(pk=draft.pk).publish()
    page = ServicePage.objects.get(pk=page.pk)
    assert "Nuovo" in page.as_read().how_to
    assert "Citofona" in page.local_how_to


def test_a_decision_keeps_the_draft_that_somebody_had_begun(montiano, publisher):
    service = a_shared_service()
    page = with_own(adopted(service, montiano), "how_to", "<p>Da noi.</p>")
    page.local_constraints = "<p>In lavorazione.</p>"
    page.save_revision(clean=False)
    delivered(service, how_to="<p>Nuovo.</p>")
    page = ServicePage.objects.get(pk=page.pk)
    choice = {"how_to": api.Decision("merge", value="<p>I due insieme.</p>")}
    api.decide(page, choice, seen=api.state_of(page, timezone.localdate()), user=publisher, may_publish=True)
    page = ServicePage.objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    assert page.local_constraints == ""
    assert draft.local_constraints == "<p>In lavorazione.</p>"
    assert page.how_to == draft.how_to == "<p>I due insieme.</p>"
    assert states(page) == ["merged"]


# --- Whatever happens, in whatever order ----------------------------------------------------------------------

STEP = st.one_of(
    st.tuples(st.just("union"), st.sampled_from(["how_to", "max_days", "summary"]), st.integers(1, 4)),
    st.tuples(st.just("own"), st.sampled_from(["how_to", "summary"]), st.integers(1, 4)),
    st.tuples(st.just("mode"), st.sampled_from(list(Mode)), st.just(0)),
    st.tuples(st.just("deliver"), st.just(""), st.integers(1, 2)),
    st.tuples(st.just("publish draft"), st.just(""), st.just(0)),
)
VALUES = {"how_to": "<p>Testo {}</p>", "summary": "Testo {}", "max_days": "{}"}


def written(name: str, number: int):
    return number if name == "max_days" else VALUES[name].format(number)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, max_size=8))
def test_no_own_text_is_ever_lost_and_a_second_delivery_changes_nothing(montiano, steps):
    with transaction.atomic():
        service = a_shared_service()
        page = adopted(service, montiano)
        mine: dict[str, object] = {}
        for step, what, number in steps:
            page = ServicePage.objects.get(pk=page.pk)
            if step == "union":
                change(service, severity="legal" if what == "max_days" else "material", **{what: written(what, number)})
            elif step == "own":
                mine[what] = f"<p>Nostro {number}</p>" if what == "how_to" else f"Nostro {number}"
                page = with_own(page, what, mine[what])
            elif step == "mode":
                api.change_mode(page, what, reason="Per prova")
            elif step == "publish draft":
                page.save_revision(clean=False).publish()
            else:
                for _again in range(number):
                    api.deliver_pending(timezone.localdate())
            whole = ServicePage.objects.get(pk=page.pk).as_read()
            for name, text in mine.items():
                assert getattr(whole, name) == text
        api.deliver_pending(timezone.localdate())
        before = everything()
        api.deliver_pending(timezone.localdate())
        for edition in SharedEdition.objects.all():
            api.deliver(edition.pk, timezone.localdate())
        assert everything() == before
        assert Delivery.objects.filter(page=page, state__in=Delivery.OPEN_STATES).count() <= 1
        transaction.set_rollback(True)


# --- Many pages -------------------------------------------------------------------------------------------------


def test_the_work_of_a_delivery_grows_with_the_pages_and_not_faster(montiano, cesena, django_assert_max_num_queries):
    """A few queries for each batch, and for each page those that write its words for the search."""
    service = a_shared_service()
    first = adopted(service, montiano)
    for number in range(9):
        _clone(first, number)
    edition = change(service, how_to="<p>Nuovo.</p>")
    with django_assert_max_num_queries(20 + 10 * 18):
        api.deliver(edition.pk, timezone.localdate())
    assert Delivery.objects.count() == 10


def _clone(page, number: int):
    """Another page that adopts the same sheet, without the rule that a body adopts it once."""
    from wagtail.models import Page

    copied = ServicePage(
        title=page.title,
        slug=f"copia-{number}",
        shared=page.shared,
        adoption_mode=page.adoption_mode,
        adopted_number=page.adopted_number,
        responsible_office=page.responsible_office,
        conditions_file=page.conditions_file,
        locale=page.locale,
        own_parts=page.own_parts,
        live=True,
    )
    copied.channels = page.channels.get_prep_value()
    parent = Page.objects.get(pk=page.get_parent().pk)
    parent.add_child(instance=copied)
    return copied
