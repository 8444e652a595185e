"""A person's roles, each beside its own office."""

import re

import pytest

from tests.factories import a_person, a_role, an_office

pytestmark = pytest.mark.django_db


def test_a_role_in_an_office_that_is_no_longer_there_does_not_borrow_the_next_one(citizen, montiano):
    closed, opened = an_office(montiano, "Ufficio chiuso"), an_office(montiano, "Ufficio aperto")
    person = a_person(montiano)
    a_role(person, closed, "Addetta di prima", is_leader=True)
    a_role(person, opened, "Addetta di adesso")
    closed.unpublish()
    html = citizen.get(person.path_url).content.decode()
    roles = re.search(r'id="incarichi".*?</section>', html, re.S)[0]
    before, now = roles.split("Addetta di adesso")
    assert "Addetta di prima" in before
    assert "Ufficio aperto" not in before
    assert "Ufficio aperto" in now
