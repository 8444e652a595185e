"""Links that editors write inside texts: right, fresh, and read at once for the whole page."""

import pytest

from tests.factories import a_news_item, a_service, page_with

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def linking(page) -> str:
    return f'<p>Leggi la <a linktype="page" id="{page.pk}">scheda</a>.</p>'


def republish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_link_leads_to_the_page_on_the_site_of_its_body(citizen, montiano):
    sheet = a_service(montiano)
    news = a_news_item(montiano, body=linking(sheet))
    assert f'<a href="http://montiano.test{sheet.path_url}">scheda</a>' in citizen.get(news.path_url).content.decode()


def test_a_link_to_another_body_keeps_its_host(citizen, montiano, cesena):
    sheet = a_service(cesena)
    news = a_news_item(montiano, body=linking(sheet))
    assert f'<a href="http://cesena.test{sheet.path_url}">scheda</a>' in citizen.get(news.path_url).content.decode()


def test_a_page_that_moves_takes_its_links_along(citizen, montiano):
    sheet = a_service(montiano)
    news = a_news_item(montiano, body=linking(sheet))
    citizen.get(news.path_url)
    republish(sheet, slug="nuovo-indirizzo")
    assert 'nuovo-indirizzo/">scheda</a>' in citizen.get(news.path_url).content.decode()


def test_a_link_to_a_page_that_is_gone_is_only_text(citizen, montiano):
    sheet = a_service(montiano)
    news = a_news_item(montiano, body=linking(sheet))
    sheet.delete()
    html = citizen.get(news.path_url).content.decode()
    assert "<a>scheda</a>" in html


@pytest.mark.parametrize("number", ["", "abc", "9" * 30, "-1"])
def test_a_link_with_a_number_that_makes_no_sense_is_only_text(citizen, montiano, number):
    news = a_news_item(montiano, body=f'<p><a linktype="page" id="{number}">scheda</a></p>')
    response = citizen.get(news.path_url)
    assert response.status_code == 200
    assert "<a>scheda</a>" in response.content.decode()


def test_links_inside_blocks_work_too(citizen, montiano):
    sheet = a_service(montiano)
    faq = page_with(montiano, "media-policy")
    block = {"type": "question", "value": {"question": "Dove?", "answer": linking(sheet)}, "id": "1" * 8}
    republish(faq, body=[block])
    assert f'{sheet.path_url}">scheda</a>' in citizen.get(faq.path_url).content.decode()
