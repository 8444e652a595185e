"""A file answers on the host of its own body: nowhere else, and not to the staff of others."""

import pytest

from tests.factories import document

pytestmark = pytest.mark.django_db


def test_a_citizen_opens_a_file_of_their_municipality_and_the_neighbour_does_not_find_it(citizen, neighbour, montiano):
    file = document(montiano)
    assert citizen.get(file.url).status_code == 200
    assert neighbour.get(file.url).status_code == 404


def test_a_file_of_the_union_stands_on_every_site(citizen, neighbour, union):
    file = document(union)
    assert citizen.get(file.url).status_code == neighbour.get(file.url).status_code == 200


def test_on_the_admins_host_only_who_works_for_its_body_opens_it(desk, editor, informatica, montiano, cesena):
    ours, theirs = document(montiano), document(cesena)
    assert desk.get(ours.url).status_code == 404
    desk.force_login(editor)
    assert (desk.get(ours.url).status_code, desk.get(theirs.url).status_code) == (200, 404)
    desk.force_login(informatica)
    assert desk.get(theirs.url).status_code == 200
