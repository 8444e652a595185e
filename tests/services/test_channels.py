"""The block that places the button of booking in a sheet, and words it."""

import pytest

from services import printed
from tests.factories import a_service
from tests.reading import marked, read, words

pytestmark = pytest.mark.django_db
WORDED = {"type": "appointment", "value": {"intro": "Anche in videochiamata.", "label": "Prenota un colloquio"}}
BY_POST = {"type": "post", "value": {"intro": "", "address": "Piazza Maggiore 3, Montiano"}}


def access(page):
    return page.select_one("section[aria-labelledby=accedi-al-servizio]")


def test_the_button_stands_where_the_editor_put_it_with_their_words(citizen, montiano):
    sheet = a_service(montiano, channels=[WORDED, BY_POST])
    section = access(read(citizen, sheet.path_url))
    (button,) = marked(section, "service-booking-access")
    assert words(button) == "Prenota un colloquio"
    assert button["href"].endswith(f"?servizio={sheet.pk}")
    assert [words(title) for title in section.select("h3.channel__title")] == ["Su appuntamento", "Per posta"]


def test_without_the_block_the_button_of_the_model_stays(citizen, montiano):
    sheet = a_service(montiano, channels=[BY_POST])
    (button,) = marked(access(read(citizen, sheet.path_url)), "service-booking-access")
    assert words(button) == "Prenota appuntamento"


def test_on_paper_the_address_of_booking_is_whole(montiano):
    sheet = a_service(montiano, channels=[WORDED])
    channel = {"title": "Su appuntamento", "intro": "", "label": "Prenota un colloquio", "url": "/prenota/?servizio=1"}
    context = {"channel_cards": [channel], "desks": []}
    (_title, line) = printed.Printed(sheet, context).accedi_al_servizio()
    assert [run["url"] for run in line["runs"]] == [f"{montiano.root_url}/prenota/?servizio=1"]
