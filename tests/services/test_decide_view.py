"""Deciding on a change of the union, part by part; how a sheet follows, and leaving."""

import pytest
from django.utils import timezone

from cms.models import AuditEntry
from services import api
from services.catalogue.editions import DRAFT_KEYS
from services.catalogue.policies import Mode
from services.models import Delivery, ServicePage
from tests.factories import page_with, term
from tests.reading import words
from tests.services.catalogue_factory import BODY, a_shared_service, adopted, delivered, with_own
from tests.services.inbox_forms import DecideForm, address, open_at, said, soup_of
from tests.services.test_inbox import HOW_TO, a_colleague, a_conflict, cost, one_waiting

pytestmark = pytest.mark.django_db


def fresh(page) -> ServicePage:
    return ServicePage.objects.get(pk=page.pk)


def column(soup, title: str) -> str:
    return next(words(t.find_next_sibling()) for t in soup.select(".news-texts__title") if t.text == title)


def test_the_three_texts_stand_beside_each_other_with_words_marked(desk, publisher, montiano):
    page = a_conflict(montiano, note="Adesso si fa da casa.")
    desk.force_login(publisher)
    form = DecideForm(desk, page)
    assert form.parts == ["Come fare"]
    assert column(form.soup, "Il testo dell'Unione prima") == "Chiama il {telefono}."
    assert column(form.soup, "Il testo dell'Unione adesso") == "Fai da casa."
    assert column(form.soup, "Il vostro testo") == "Da noi suona il campanello."
    assert "Fai" in form.soup.select_one("ins").text
    assert "Chiama" in form.soup.select_one("del").text
    assert "Adesso si fa da casa." in form.soup.text


def test_a_publisher_accepts_and_the_public_reads_it(desk, publisher, citizen, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    answer = DecideForm(desk, page).choose("how_to", "accept").send()
    assert "Fatto" in said(desk, answer)
    assert "Fai da casa." in citizen.get(page.path_url).content.decode()
    assert Delivery.objects.get().state == "accepted"
    assert AuditEntry.objects.filter(action="catalogue.decide", actor=publisher).exists()


def test_keeping_needs_a_reason_and_loses_nothing_that_was_typed(desk, publisher, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    form = DecideForm(desk, page).choose("how_to", "keep", review_on="2099-01-31")
    answer = form.send()
    assert "Scrivi perché tenete il vostro testo." in said(desk, answer)
    soup = soup_of(answer)
    assert soup.select_one("[name=parte-how_to-review_on]")["value"] == "2099-01-31"
    assert soup.select_one("[name=parte-how_to-choice][value=keep]").has_attr("checked")
    assert "Fatto" in said(desk, form.choose("how_to", "keep", reason="Lavori in corso").send())
    entry = fresh(page).own_parts["how_to"]
    assert (entry["reason"], entry["review_on"]) == ("Lavori in corso", "2099-01-31")
    assert Delivery.objects.get().state == "kept"
    assert fresh(page).how_to == HOW_TO


def test_a_day_of_review_that_has_passed_is_refused_beside_its_field(desk, publisher, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    answer = DecideForm(desk, page).choose("how_to", "keep", reason="Lavori", review_on="2001-01-01").send()
    assert "deve ancora venire" in said(desk, answer)


def test_two_texts_are_put_together_by_hand(desk, publisher, citizen, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    form = DecideForm(desk, page)
    assert "campanello" in form.data["parte-how_to-value"]
    form.choose("how_to", "merge", value="<p>Fai da casa o suona il campanello.</p>").send()
    assert "Fai da casa o suona il campanello." in citizen.get(page.path_url).content.decode()
    assert Delivery.objects.get().state == "merged"


def test_a_text_put_together_may_not_be_empty(desk, publisher, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    form = DecideForm(desk, page).choose("how_to", "merge", value="<p></p>")
    assert "Scrivi il testo che mette insieme i due." in said(desk, form.send())


def test_a_text_put_together_may_not_link_to_a_draft_of_a_neighbour(desk, publisher, montiano, cesena):
    page, theirs = a_conflict(montiano), page_with(cesena, "notizie")
    desk.force_login(publisher)
    link = f'<p>Vedi <a linktype="page" id="{theirs.pk}">qui</a>.</p>'
    answer = DecideForm(desk, page).choose("how_to", "merge", value=link).send()
    assert "non è del tuo ente" in said(desk, answer)
    assert theirs.url_path not in answer.content.decode()
    assert fresh(page).how_to == HOW_TO


def test_nothing_is_decided_while_a_part_is_left_open(desk, publisher, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    assert "Scegli che cosa fare di questa parte." in said(desk, DecideForm(desk, page).send())
    assert Delivery.objects.get().state == "conflict"


def test_a_locked_part_can_only_be_accepted_also_with_a_forged_form(desk, publisher, montiano):
    service = a_shared_service()
    page = adopted(service, montiano, mode=Mode.REVIEW)
    delivered(service, max_days=20)
    desk.force_login(publisher)
    form = DecideForm(desk, page)
    assert [radio["value"] for radio in form.soup.select("[name=parte-max_days-choice]")] == ["accept"]
    answer = form.choose("max_days", "keep", reason="Trenta ci vanno meglio").send()
    assert "Questa parte la decide l'Unione: si può solo accettare." in said(desk, answer)
    assert fresh(page).as_read().max_days == 30
    assert Delivery.objects.get().state == "waiting"
    form.choose("max_days", "accept").send()
    assert fresh(page).as_read().max_days == 20


def test_an_editor_decides_in_a_draft_that_a_publisher_sends_out(desk, editor, publisher, citizen, montiano):
    page = a_conflict(montiano)
    desk.force_login(editor)
    form = DecideForm(desk, page)
    assert "diventa una bozza" in form.soup.text
    answer = form.choose("how_to", "accept").send()
    following = soup_of(desk.get(answer["Location"]))
    assert "mandala in revisione" in words(following)
    assert following.select_one(f'.messages a[href="/admin/pages/{page.pk}/edit/"]')
    assert "campanello" in citizen.get(page.path_url).content.decode()
    assert Delivery.objects.get().state == "conflict"
    fresh(page).get_latest_revision().publish(user=publisher)
    assert "Fai da casa" in citizen.get(page.path_url).content.decode()
    assert Delivery.objects.get().state == "accepted"


def test_a_form_opened_before_another_change_is_refused_and_keeps_what_was_typed(desk, publisher, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    form = DecideForm(desk, page).choose("how_to", "keep", reason="Il campanello c'è ancora")
    delivered(page.shared, how_to="<p>Fai da casa o dal tabaccaio.</p>")
    answer = form.send()
    assert "Nel frattempo qualcosa è cambiato" in said(desk, answer)
    soup = soup_of(answer)
    assert "tabaccaio" in column(soup, "Il testo dell'Unione adesso")
    assert soup.select_one("[name=parte-how_to-reason]")["value"] == "Il campanello c'è ancora"
    form.data["seen"] = soup.select_one("[name=seen]")["value"]
    assert "Fatto" in said(desk, form.send())


def test_what_was_typed_about_a_part_that_is_settled_meanwhile_is_shown(desk, publisher, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    form = DecideForm(desk, page).choose("how_to", "merge", value="<p>Lavoro di un'ora.</p>")
    api.withdraw_edition(page.shared.editions.last())
    answer = form.send()
    assert "Lavoro di un'ora." in soup_of(answer).text


def test_blocks_show_their_fields_and_may_be_put_together(desk, publisher, montiano):
    service = a_shared_service()
    own = {"type": "special_case", "value": {"title": "Minori", "text": "<p>Basta un genitore.</p>"}}
    page = with_own(adopted(service, montiano), "special_cases:minori", own)
    cases = [dict(BODY["special_cases"][0]), BODY["special_cases"][1]]
    cases[0] = {**cases[0], "value": {"title": "Minori", "text": "<p>Vengono i genitori o il tutore.</p>"}}
    delivered(service, special_cases=cases)
    desk.force_login(publisher)
    form = DecideForm(desk, page)
    assert form.parts == ["Casi particolari: Minori"]
    assert "Che cosa cambia" in form.soup.text
    assert "Basta un genitore" in form.soup.select_one("[data-block]")["data-w-block-arguments-value"]
    text = "<p>Basta un genitore o il tutore.</p>"
    form.choose("special_cases:minori", "merge", value__0__value__title="Minori", value__0__value__text=text).send()
    whole = fresh(page).as_read()
    texts = [DRAFT_KEYS.sub("", str(block.value["text"])) for block in whole.special_cases]
    assert texts == [text, "<p>Vai al consolato.</p>"]


def test_an_error_inside_a_block_stands_in_the_block(desk, publisher, montiano):
    service = a_shared_service()
    own = {"type": "special_case", "value": {"title": "Minori", "text": "<p>Basta un genitore.</p>"}}
    page = with_own(adopted(service, montiano), "special_cases:minori", own)
    delivered(service, special_cases=[{**BODY["special_cases"][0], "value": {"title": "Minori", "text": "<p>X.</p>"}}])
    desk.force_login(publisher)
    form = DecideForm(desk, page)
    for path in ("special_cases:minori", "special_cases:estero"):
        if f"parte-{path.replace(':', '--')}-choice" in str(form.soup):
            form.choose(path, "accept")
    answer = form.choose(
        "special_cases:minori", "merge", value__0__value__title="", value__0__value__text="<p>Testo mio.</p>"
    ).send()
    holder = soup_of(answer).select_one("[data-block]")["data-w-block-arguments-value"]
    assert "Testo mio." in holder
    assert "blockErrors" in holder
    assert Delivery.objects.get().state == "conflict"


def test_an_own_block_that_the_union_has_taken_out_is_shown_and_kept(desk, publisher, montiano):
    service = a_shared_service()
    own = {"type": "special_case", "value": {"title": "Minori", "text": "<p>Basta un genitore.</p>"}}
    page = with_own(adopted(service, montiano), "special_cases:minori", own)
    delivered(service, special_cases=[BODY["special_cases"][1]])
    desk.force_login(publisher)
    form = DecideForm(desk, page)
    assert column(form.soup, "Il testo dell'Unione adesso") == "Niente"
    form.choose("special_cases:minori", "keep", reason="Da noi vale ancora").send()
    assert "Basta un genitore." in str(fresh(page).as_read().special_cases)


def test_a_row_that_the_union_now_has_too_is_taken_out_in_the_sheet(desk, publisher, montiano):
    service = a_shared_service()
    row = {"type": "requirement", "value": {"text": "La delega"}}
    page = adopted(service, montiano, needed=[{**row, "id": "nostra"}])
    delivered(service, needed=[*BODY["needed"], {**row, "id": "delega"}])
    desk.force_login(publisher)
    assert "apri la scheda e togli la vostra" in words(open_at(desk, address(page)))


def test_a_block_of_a_kind_that_is_no_more_does_not_break_the_page(desk, publisher, montiano):
    service = a_shared_service()
    page = with_own(
        adopted(service, montiano), "special_cases:minori", {"type": "special_case", "value": {"title": "Minori"}}
    )
    own = page.own_parts
    own["special_cases:minori"]["base"] = {"type": "sparito", "value": {"x": 1}}
    own["special_cases:mai-esistito"] = {"base": None, "edition": 1}
    ServicePage.objects.filter(pk=page.pk).update(own_parts=own)
    delivered(
        service, special_cases=[{"type": "special_case", "value": {"title": "Minori", "text": ""}, "id": "minori"}]
    )
    desk.force_login(publisher)
    assert desk.get(address(page)).status_code == 200


def test_terms_are_shown_by_name(desk, publisher, montiano):
    service = a_shared_service()
    page = adopted(service, montiano, mode=Mode.REVIEW)
    new = term("argomenti", "residenza")
    delivered(service, topics=[new])
    desk.force_login(publisher)
    form = DecideForm(desk, page)
    assert column(form.soup, "Il testo dell'Unione adesso") == new.label
    assert [radio["value"] for radio in form.soup.select("[name=parte-topics-choice]")] == ["accept", "keep"]


def test_a_page_in_review_can_be_read_and_not_decided(desk, editor, montiano):
    page = a_conflict(montiano)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    desk.force_login(editor)
    form = DecideForm(desk, page).choose("how_to", "accept")
    assert "puoi leggere, non decidere" in form.soup.text
    assert "adesso non puoi cambiarla" in words(soup_of(form.send()))
    assert Delivery.objects.get().state == "conflict"


def test_the_decisions_of_a_neighbour_leave_ours_alone(desk, publisher, montiano, cesena):
    service = a_shared_service()
    ours = with_own(adopted(service, montiano), "how_to", HOW_TO)
    theirs = with_own(adopted(service, cesena), "how_to", "<p>Testo cesenate.</p>")
    delivered(service, how_to="<p>Fai da casa.</p>")
    desk.force_login(a_colleague(cesena))
    DecideForm(desk, theirs).choose("how_to", "keep", reason="Ragione segreta").send()
    desk.force_login(publisher)
    form = DecideForm(desk, ours)
    assert "Ragione segreta" not in str(form.soup)
    assert "cesenate" not in str(form.soup)
    assert Delivery.objects.get(page=ours).state == "conflict"


@pytest.mark.once
def test_the_form_asks_as_often_for_one_part_as_for_many(desk, publisher, montiano):
    service = a_shared_service()
    page = adopted(service, montiano, mode=Mode.REVIEW)
    delivered(service, topics=[term("argomenti", "residenza")])
    desk.force_login(publisher)
    few = cost(desk, address(page))
    delivered(service, how_to="<p>A.</p>", outcome="<p>B.</p>", max_days=3, needed=[], outcome_types=[])
    assert cost(desk, address(page)) == few


# --- How it follows -------------------------------------------------------------------------------------------------


def test_a_publisher_pins_a_sheet_and_says_why(desk, publisher, montiano):
    page = adopted(a_shared_service(), montiano)
    desk.force_login(publisher)
    soup = open_at(desk, address(page, "come-segue/"))
    assert [r["value"] for r in soup.select("[name=mode]")] == ["follow", "review", "pinned"]
    assert "Di' perché la scheda resta ferma" in said(desk, desk.post(address(page, "come-segue/"), {"mode": "pinned"}))
    assert "Scegli una delle tre." in said(desk, desk.post(address(page, "come-segue/"), {"mode": "boh"}))
    desk.post(address(page, "come-segue/"), {"mode": "pinned", "reason": "Aspettiamo il regolamento"})
    assert (fresh(page).adoption_mode, fresh(page).adoption_reason) == ("pinned", "Aspettiamo il regolamento")


def test_a_publisher_takes_a_sheet_off_and_it_says_what_it_said(desk, publisher, citizen, montiano):
    page = a_conflict(montiano)
    desk.force_login(publisher)
    assert "solo vostra" in open_at(desk, address(page, "stacca/")).text
    assert fresh(page).shared_id
    desk.post(address(page, "stacca/"))
    assert fresh(page).shared_id is None
    assert "campanello" in citizen.get(page.path_url).content.decode()
    assert desk.get(address(page)).status_code == 404


def test_an_editor_does_neither(desk, editor, montiano):
    page = one_waiting(montiano)
    desk.force_login(editor)
    desk.post(address(page, "come-segue/"), {"mode": "follow"})
    desk.post(address(page, "stacca/"))
    assert fresh(page).adoption_mode == "review"
    assert fresh(page).shared_id
    assert "come-segue" not in desk.get(address(page)).content.decode()


def test_a_pinned_sheet_catches_up_when_somebody_decides(desk, publisher, montiano):
    service = a_shared_service()
    page = adopted(service, montiano)
    api.change_mode(page, Mode.PINNED, reason="Aspettiamo")
    delivered(service, how_to="<p>Fai da casa.</p>")
    desk.force_login(publisher)
    DecideForm(desk, page).choose("how_to", "accept").send()
    assert "Fai da casa" in fresh(page).as_read().how_to
    assert fresh(page).adoption_mode == "pinned"
    assert api.differences(fresh(page), timezone.localdate()) == []
