"""The register: every sign-in and every change of rights, for who manages the staff to read and nobody to change."""

import re
from pathlib import Path

import pytest

from cms.models import AuditEntry
from staff.trail import WORDS
from tests.staff.test_staff import colleague

pytestmark = pytest.mark.django_db
REGISTER = "/admin/registro/"


def test_who_manages_staff_reads_what_concerns_their_body(desk, administrator, montiano, cesena):
    colleague(montiano, "nostra"), colleague(cesena, "altrui")
    desk.force_login(administrator)
    html = desk.get(REGISTER).content.decode()
    assert "nostra: Montiano: Redattori" in html
    assert "altrui" not in html


def test_union_it_reads_the_whole_register_and_filters_it(desk, informatica, montiano, cesena):
    colleague(montiano, "nostra"), colleague(cesena, "altrui")
    desk.force_login(informatica)
    html = desk.get(REGISTER).content.decode()
    assert "nostra" in html
    assert "altrui" in html
    filtered = desk.get(f"{REGISTER}?persona=altrui&fatto=ruolo-aggiunto").content.decode()
    assert "altrui: Cesena: Redattori" in filtered
    assert "nostra" not in filtered


@pytest.mark.parametrize("query", ["?p=-1", "?p=abc", "?fatto=inventato", "?persona=%00", f"?persona={'x' * 9000}"])
def test_odd_questions_get_an_answer(query, desk, administrator):
    desk.force_login(administrator)
    assert desk.get(f"{REGISTER}{query}").status_code == 200


def test_a_row_is_never_changed(montiano):
    row = AuditEntry.objects.first() or pytest.fail("the cast has signed no row")
    row.action = "altro"
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_a_field_with_line_breaks_forges_no_row(montiano, editor):
    from cms.audit import record

    record("prova", label="riga\r\n2026-01-01 accesso admin\x1b[0m", tenant_id=montiano.pk, about=editor)
    kept = AuditEntry.objects.latest("pk").object_label
    assert not re.search(r"[\r\n\x1b]", kept)


def test_every_code_written_has_words():
    root = Path(__file__).resolve().parents[2] / "staff"
    text = "".join(path.read_text() for path in root.glob("*.py"))
    codes = set(re.findall(r'(?:record|_write|_factor)\(\s*"([a-z-]+)"', text))
    assert codes - set(WORDS) == set()
