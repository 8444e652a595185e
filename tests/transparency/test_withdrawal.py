"""A file whose term has passed: gone for the public, kept for the office."""

import pytest
from wagtail.models import ReferenceIndex

from tests.factories import page_with
from tests.reading import read, words
from tests.transparency.sections import with_file

pytestmark = pytest.mark.django_db


def test_the_public_finds_a_file_until_its_last_day_and_not_after(citizen, desk, editor, montiano, clock):
    section, file = with_file(montiano, "2026-03-01")
    clock.set("2031-12-31 23:50")
    assert citizen.get(file.url).status_code == 200
    assert file.url in str(read(citizen, section.path_url).main)

    clock.set("2032-01-01 00:01")
    answer = citizen.get(file.url)
    assert answer.status_code == 410
    assert "accesso civico" in answer.content.decode()
    assert file.url not in str(read(citizen, section.path_url).main)

    desk.force_login(editor)  # the office still opens it
    assert desk.get(file.url).status_code == 200


def test_a_file_that_is_in_force_is_never_withdrawn(citizen, montiano, clock):
    _section, file = with_file(montiano, "2020-03-01", in_force=True)
    clock.set("2040-01-01 10:00")
    assert citizen.get(file.url).status_code == 200


def test_a_file_that_stands_in_another_section_too_stays(citizen, montiano, clock):
    _section, file = with_file(montiano, "2020-03-01")
    assert citizen.get(file.url).status_code == 410
    other = page_with(montiano, "at-bilanci--piano-degli-indicatori")
    from transparency.models import SectionFile

    other.files.add(SectionFile(title="Dati", document=file))
    other.save_revision().publish()
    assert citizen.get(file.url).status_code == 200


def test_a_file_that_another_page_uses_stays(citizen, montiano, clock):
    _section, file = with_file(montiano, "2020-03-01")
    assert citizen.get(file.url).status_code == 410
    plain = page_with(montiano, "media-policy")  # a plain page
    plain.body = [("document", {"title": "Assenze", "file": file})]
    plain.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(plain)
    assert citizen.get(file.url).status_code == 200


def test_the_kept_page_is_made_again_at_midnight_of_the_last_day(citizen, montiano, clock, settings):
    settings.PAGE_CACHE = True
    section, file = with_file(montiano, "2026-03-01")
    clock.set("2031-12-31 23:59")
    assert file.url in citizen.get(section.path_url).content.decode()
    clock.set("2032-01-01 00:00")
    assert file.url not in citizen.get(section.path_url).content.decode()


def test_what_was_withdrawn_is_told_with_the_way_to_ask_for_it(citizen, montiano, clock):
    section, _file = with_file(montiano, "2020-03-01")
    soup = read(citizen, section.path_url)
    assert "accesso civico" in words(soup.main)
    assert page_with(montiano, "at-altri-contenuti--accesso-civico").path_url in [
        a["href"] for a in soup.main.find_all("a")
    ]
