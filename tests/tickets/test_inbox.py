"""The inbox: operators see what is of their offices, work on it, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group

from cms.models import AuditEntry, DomainEvent, OutboxMessage, User
from tests.factories import an_office
from tests.reading import words
from tests.tickets.office import a_report, a_request, a_team, an_approved
from tickets import api
from tickets.inbox.rights import tickets_of
from tickets.models import StandardAnswer, Ticket, TicketEvent, TicketMessage

pytestmark = pytest.mark.django_db
INBOX = "/admin/ascolto/"


@pytest.fixture
def colleague(montiano):
    user = User.objects.create_user("collega", password="prova-prova-prova", first_name="Colleen", last_name="Ga")
    user.groups.add(Group.objects.get(name="Montiano: Operatori di sportello"))
    return user


@pytest.fixture
def request_(montiano, now):
    return a_request(montiano, now)


def url_of(ticket: Ticket) -> str:
    return f"{INBOX}{ticket.pk}/"


def page(browser, url=INBOX) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return words_of(answer)


def words_of(answer) -> str:
    return words(BeautifulSoup(answer.content, "html.parser").main)


def press(browser, ticket, action, **fields):
    return browser.post(url_of(ticket), {"azione": action, **fields}, follow=True)


# --- Whose ---------------------------------------------------------------------------------------------------------------


def test_the_neighbours_requests_are_nobodys_business(operator, cesena, now, request_):
    theirs = a_request(cesena, now, details="Di Cesena.")
    assert set(tickets_of(User.objects.get(username="clerk"))) == {request_}
    for url in (url_of(theirs), f"{INBOX}999999/"):
        assert operator.get(url).status_code in (302, 404)
    operator.post(f"{INBOX}insieme/", {"riga": [theirs.pk], "azione": "prendi"})
    theirs.refresh_from_db()
    assert theirs.state == "nuova"


def test_without_teams_the_operators_of_a_body_see_all_of_it(clerk, request_):
    assert list(tickets_of(clerk)) == [request_]


def test_a_team_sees_its_offices_and_who_takes_the_rest_sees_the_others(clerk, colleague, montiano, now, request_):
    office = an_office(montiano, "Ufficio strade")
    mine = api.transfer(a_report(montiano, now), office, "Strada", now, user=clerk)
    a_team(montiano, clerk, offices=[office])
    a_team(montiano, colleague, takes_rest=True)
    assert list(tickets_of(clerk)) == [mine]
    assert list(tickets_of(colleague)) == [request_]


def test_what_a_colleague_gives_is_seen_whatever_its_office(clerk, colleague, montiano, now, request_):
    a_team(montiano, colleague, takes_rest=True)
    a_team(montiano, clerk, offices=[an_office(montiano, "Ufficio strade")])
    assert not tickets_of(clerk).exists()
    api.assign(request_, clerk, now, user=colleague)
    assert list(tickets_of(clerk)) == [request_]


def test_an_operator_who_loses_the_role_is_refused_at_the_next_click(operator, clerk, request_):
    assert operator.get(url_of(request_)).status_code == 200
    clerk.groups.clear()
    assert operator.get(url_of(request_)).status_code != 200


@pytest.mark.parametrize("name", ["editor", "registrar", "administrator", "analyst", "catalogue", "stranger"])
def test_other_roles_do_not_open_it(desk, request_, name):
    desk.force_login(User.objects.get(username=name))
    assert desk.get(INBOX).status_code != 200
    assert desk.get(url_of(request_)).status_code != 200


def test_a_forgotten_request_leaves_the_inbox(operator, clerk, request_, now):
    Ticket.objects.filter(pk=request_.pk).update(forgotten_at=now)
    assert not tickets_of(clerk).exists()


# --- The work ----------------------------------------------------------------------------------------------------------------


def test_from_new_to_closed(operator, clerk, request_):
    press(operator, request_, "prendi")
    request_.refresh_from_db()
    assert (request_.state, request_.assigned_to) == ("assegnata", clerk)
    press(operator, request_, "rispondi", text="Al secondo piano.")
    request_.refresh_from_db()
    assert request_.state == "risposta"
    assert request_.first_answer_at
    press(operator, request_, "chiudi", outcome="risposta")
    request_.refresh_from_db()
    assert (request_.state, request_.outcome) == ("chiusa", "risposta")
    assert list(request_.history.values_list("what", flat=True)) == [
        "arrivata",
        "smistata",
        "assegnata",
        "risposta",
        "chiusa",
    ]


def test_the_answer_goes_by_mail_whole(operator, request_):
    press(operator, request_, "rispondi", text="Al secondo piano, stanza 4.")
    mail = OutboxMessage.objects.get(subject="Risposta a A-2026-1")
    assert mail.recipient == "anna@cittadini.test"
    assert "Al secondo piano, stanza 4." in mail.body


def test_an_answer_may_close_it_too(operator, request_):
    press(operator, request_, "rispondi", text="Fatto.", close_as="risolta")
    request_.refresh_from_db()
    assert (request_.state, request_.outcome) == ("chiusa", "risolta")


def test_nobody_who_asked_is_left_without_a_word(operator, request_):
    answer = press(operator, request_, "chiudi", outcome="risposta")
    assert answer.status_code == 409
    assert "Prima di chiudere scrivi una risposta" in answer.content.decode()
    request_.refresh_from_db()
    assert request_.state == "nuova"


def test_an_empty_answer_is_refused_and_nothing_is_sent(operator, request_):
    answer = press(operator, request_, "rispondi", text="")
    assert answer.status_code == 422
    assert "Manca: Risposta." in answer.content.decode()
    assert OutboxMessage.objects.count() == 1


def test_a_ready_answer_is_a_start(operator, montiano, cesena, request_):
    mine = StandardAnswer.objects.create(tenant=montiano, title="Orari", text="Siamo aperti dalle 9.")
    theirs = StandardAnswer.objects.create(tenant=cesena, title="Loro", text="Di Cesena.")
    assert "Siamo aperti dalle 9." in page(operator, f"{url_of(request_)}?pronta={mine.pk}")
    assert "Di Cesena." not in page(operator, f"{url_of(request_)}?pronta={theirs.pk}")


def test_a_note_stays_in_the_office(operator, request_):
    press(operator, request_, "annota", text="Chiamata ieri.")
    assert "Chiamata ieri." in page(operator, url_of(request_))
    assert TicketMessage.objects.get().is_note
    assert OutboxMessage.objects.count() == 1


def test_given_to_a_colleague_and_to_nobody_elses(operator, request_, colleague, administrator):
    press(operator, request_, "assegna", to=administrator.pk)
    request_.refresh_from_db()
    assert request_.assigned_to is None
    press(operator, request_, "assegna", to=colleague.pk)
    request_.refresh_from_db()
    assert request_.assigned_to == colleague


def test_passed_to_the_neighbour_with_its_whole_history(operator, cesena, request_, clerk):
    press(operator, request_, "annota", text="La strada è loro.")
    office = an_office(cesena, "Lavori pubblici")
    answer = press(operator, request_, "trasferisci", office=office.pk, reason="La strada è di Cesena.")
    assert "Passata a Lavori pubblici, Comune di Cesena." in answer.content.decode()
    request_.refresh_from_db()
    assert (request_.holder, request_.office_id, request_.state) == (cesena, office.pk, "nuova")
    assert not tickets_of(clerk).exists()
    assert request_.messages.get().text == "La strada è loro."
    assert TicketEvent.objects.get(what="trasferita").text == "La strada è di Cesena."


def test_the_reporter_is_told_of_each_step(operator, montiano, now, cesena):
    report = a_report(montiano, now)
    press(operator, report, "prendi")
    press(operator, report, "rispondi", text="Domani.")
    press(operator, report, "chiudi", outcome="risolta")
    subjects = list(OutboxMessage.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects == [
        "Segnalazione inviata: S-2026-1",
        "La tua segnalazione S-2026-1",
        "Risposta a S-2026-1",
        "Chiusa: S-2026-1",
    ]
    assert "È risolta davvero?" in OutboxMessage.objects.last().body


def test_of_what_is_not_solved_a_person_decides(operator, montiano, now, clerk):
    report = api.answer(a_report(montiano, now), "Fatto.", now, user=clerk, close_as="risolta")
    api.ask_reopening(report, "C'è ancora.", now)
    assert "C'è ancora." in page(operator, url_of(report))
    refused = press(operator, report, "riapertura", decision="no", reason="")
    assert refused.status_code == 422
    press(operator, report, "riapertura", decision="si", reason="Torniamo.")
    report.refresh_from_db()
    assert (report.state, report.closed_at, report.outcome, report.reopen_asked_at) == ("assegnata", None, "", None)
    assert "riaperta" in OutboxMessage.objects.order_by("pk").last().body


def test_left_closed_its_person_reads_why(operator, montiano, now, clerk):
    report = api.answer(a_report(montiano, now), "Fatto.", now, user=clerk, close_as="risolta")
    api.ask_reopening(report, "C'è ancora.", now)
    press(operator, report, "riapertura", decision="no", reason="È un'altra buca, della Provincia.")
    report.refresh_from_db()
    assert report.state == "chiusa"
    assert "della Provincia" in OutboxMessage.objects.order_by("pk").last().body


def test_personal_data_are_covered_in_what_is_proposed_for_the_list(operator, montiano, now):
    report = a_report(montiano, now, details="Chiamatemi al 333 1234567.")
    shown = page(operator, url_of(report))
    assert "[telefono]" in shown


def test_approving_puts_it_into_the_list_in_the_operators_words(operator, montiano, now, citizen):
    report = a_report(montiano, now)
    press(operator, report, "pubblica", subject="Una buca", details="In centro.", shows_place="on")
    report.refresh_from_db()
    assert (report.is_public, report.public_subject, report.shows_place) == (True, "Una buca", True)
    press(operator, report, "nascondi")
    report.refresh_from_db()
    assert not report.is_public


def test_a_link_of_who_wrote_does_not_get_into_the_list(operator, montiano, now):
    report = a_report(montiano, now)
    answer = press(operator, report, "pubblica", subject="Buca", details="Vedi premio-facile.com", shows_place="on")
    assert answer.status_code == 422
    assert "indirizzo web di chi ha scritto" in answer.content.decode()
    report.refresh_from_db()
    assert not report.is_public


def test_a_button_that_does_not_exist_is_not_found(operator, request_):
    assert press(operator, request_, "cancella").status_code == 404


def test_each_act_is_in_the_register_without_the_subject(operator, request_):
    press(operator, request_, "prendi")
    rows = AuditEntry.objects.filter(action__startswith="richiesta.").values_list("action", "object_label")
    assert ("richiesta.prendi", "A-2026-1") in rows
    assert ("richiesta.letta", "A-2026-1") in rows


def test_each_step_is_measured_without_a_person(operator, request_, montiano):
    press(operator, request_, "rispondi", text="Sì.", close_as="risposta")
    kinds = list(DomainEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["assistenza-arrivata", "assistenza-smistata", "assistenza-risposta", "assistenza-chiusa"]


# --- The list -----------------------------------------------------------------------------------------------------------------


def test_late_ones_are_marked_and_come_first(operator, clerk, montiano, now, clock):
    a_report(montiano, now, key="altro", subject="Con calma")
    a_report(montiano, now, key="neve", subject="Subito")
    clock.forward(days=8)
    operator.force_login(clerk)
    shown = page(operator)
    assert shown.index("Subito") < shown.index("Con calma")
    assert "In ritardo" in shown
    assert "Con calma" not in page(operator, f"{INBOX}?pila=ritardo")


def test_an_answered_one_is_not_late(operator, montiano, now, clerk, clock):
    api.answer(a_report(montiano, now, key="neve"), "Passiamo.", now, user=clerk)
    clock.forward(days=8)
    operator.force_login(clerk)
    assert "Buca in via Roma" not in page(operator, f"{INBOX}?pila=ritardo")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tipo=segnalazione", {"Buca in via Roma"}),
        ("tipo=assistenza", {"Relazioni con il pubblico"}),
        ("cerca=S-2026-1", {"Buca in via Roma"}),
        ("cerca=via+Roma", {"Buca in via Roma"}),
        ("cerca=Bianchi", {"Buca in via Roma", "Relazioni con il pubblico"}),
        ("cerca=%00", {"Buca in via Roma", "Relazioni con il pubblico"}),
        ("cerca=S-99999999999-99999999999", set()),
        ("pila=mie", set()),
        ("pila=nessuno", {"Buca in via Roma", "Relazioni con il pubblico"}),
        ("pila=pubblicare", {"Buca in via Roma"}),
        ("stato=chiusa&pila=tutte", set()),
        ("categoria=abc&ufficio=999999999999999&ordine=x&pila=y", {"Buca in via Roma", "Relazioni con il pubblico"}),
    ],
)
def test_filters(operator, montiano, now, request_, asked, found):
    a_report(montiano, now)
    shown = page(operator, f"{INBOX}?{asked}").split("Con quelle scelte:")[-1]
    assert {text for text in ("Buca in via Roma", "Relazioni con il pubblico") if f"1 {text}" in shown} == found


def test_several_at_once_and_those_that_cannot_are_named(operator, montiano, now, clerk):
    answered = api.answer(a_request(montiano, now), "Sì.", now, user=clerk)
    waiting = a_request(montiano, now)
    url = f"{INBOX}insieme/"
    answer = operator.post(url, {"riga": [answered.pk, waiting.pk], "azione": "chiudi-risposta"}, follow=True)
    text = answer.content.decode()
    assert "Fatto per una." in text
    assert "A-2026-2: Prima di chiudere scrivi una risposta" in text
    answered.refresh_from_db()
    waiting.refresh_from_db()
    assert (answered.state, waiting.state) == ("chiusa", "nuova")


def test_several_at_once_go_back_to_the_list_that_was_open_and_nowhere_else(operator, request_):
    url = f"{INBOX}insieme/"
    fields = {"riga": [request_.pk], "azione": "prendi"}
    assert operator.post(url, fields | {"torna": f"{INBOX}?pila=mie"})["Location"] == f"{INBOX}?pila=mie"
    assert operator.post(url, fields | {"torna": "https://evil.example/admin/ascolto/"})["Location"] == INBOX


def test_the_file_for_a_spreadsheet_runs_no_formula(operator, montiano, now):
    a_request(montiano, now, details='=HYPERLINK("http://evil.example")')
    text = operator.get(f"{INBOX}esporta.csv?pila=tutte").content.decode("utf-8-sig")
    assert "A-2026-1" in text
    assert "\"'=HYPERLINK" in text
    assert AuditEntry.objects.filter(action="richieste.esportate").exists()


def test_the_first_page_of_the_admin_shows_what_waits(operator, request_):
    assert "Richieste e segnalazioni da trattare" in operator.get("/admin/").content.decode()


def test_followers_hear_of_the_steps_of_a_public_report(operator, montiano, now, clerk):
    report = an_approved(montiano, now, clerk)
    follower = api.follow(report, "vicina@cittadini.test", "it", now)
    api.confirm_following(follower, now + timedelta(minutes=1))
    press(operator, report, "prendi")
    told = OutboxMessage.objects.filter(recipient="vicina@cittadini.test").order_by("pk").last()
    assert "preso in carico" in told.body


def test_from_one_colleague_to_another_is_told_to_nobody(operator, montiano, now, clerk, colleague):
    report = api.assign(a_report(montiano, now), clerk, now, user=clerk)
    told = OutboxMessage.objects.count()
    api.assign(report, colleague, now, user=clerk)
    assert OutboxMessage.objects.count() == told


def test_opened_again_it_is_not_closed_without_a_new_answer(operator, montiano, now, clerk):
    report = api.answer(a_report(montiano, now), "Fatto.", now, user=clerk, close_as="risolta")
    api.ask_reopening(report, "No.", now)
    report = api.decide_reopening(report, True, "", now + timedelta(minutes=1), user=clerk)
    assert press(operator, report, "chiudi", outcome="risolta").status_code == 409


def test_how_long_it_took_stands_above_the_list(operator, montiano, now, clerk):
    api.answer(a_request(montiano, now), "Sì.", now + timedelta(hours=5), user=clerk, close_as="risposta")
    assert "1 arrivata; prima risposta in media dopo 5 ore" in page(operator, f"{INBOX}?pila=tutte")


def test_several_at_once_leave_no_subject_in_the_register(operator, request_):
    operator.post(f"{INBOX}insieme/", {"riga": [request_.pk], "azione": "prendi"})
    assert AuditEntry.objects.get(action="richiesta.insieme").object_label == "A-2026-1"


def test_a_page_that_has_just_been_worked_off_shows_the_first(operator, request_):
    assert "A-2026-1" in page(operator, f"{INBOX}?pagina=2")
    assert "A-2026-1" in page(operator, f"{INBOX}?pagina=9999999")


def test_who_asks_to_reopen_is_to_be_worked_on_too(operator, montiano, now, clerk):
    report = api.answer(a_report(montiano, now), "Fatto.", now, user=clerk, close_as="risolta")
    assert "S-2026-1" not in page(operator)
    api.ask_reopening(report, "No.", now)
    for pile in ("da-fare", "riapertura"):
        assert "Chiede di riaprire" in page(operator, f"{INBOX}?pila={pile}")
