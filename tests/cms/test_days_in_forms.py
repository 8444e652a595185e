"""Days in the forms of the admin are written as people write them here, whatever language the admin speaks."""

from datetime import date

import pytest
from wagtail.users.models import UserProfile

from tests.editing import PageEditor
from tests.factories import an_event
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("typed", ["05/12/2026", "2026-12-05"])
def test_the_fifth_of_december_is_the_fifth_of_december(desk, editor, montiano, language, typed):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
    event = an_event(montiano)
    desk.force_login(editor)
    form = PageEditor.of(desk, event)
    assert form.data["starts_on"] == f"{event.starts_on:%d/%m/%Y}"
    assert form.write(starts_on=typed, go_live_at="06/12/2026 08:30").save().accepted
    saved = event.get_latest_revision_as_object()
    assert saved.starts_on == date(2026, 12, 5)
    assert PageEditor.of(desk, event).data["go_live_at"] == "06/12/2026 08:30"


def test_a_day_that_does_not_exist_is_told_and_kept(desk, editor, montiano):
    event = an_event(montiano)
    desk.force_login(editor)
    answer = PageEditor.of(desk, event).write(starts_on="31/02/2026").save()
    assert not answer.accepted
    assert answer.beside("starts_on")
    assert answer.typed("starts_on") == "31/02/2026"


def test_the_calendar_beside_a_field_is_told_to_leave_alone_what_it_cannot_read(desk, editor):
    """That it does is in the stories: it would put today in the place of the day that was typed."""
    desk.force_login(editor)
    scripts = [script["src"] for script in read(desk, "/admin/").select("script[src]")]
    calendar = next(n for n, src in enumerate(scripts) if "jquery.datetimepicker" in src)
    assert calendar < next(n for n, src in enumerate(scripts) if "admin/dates" in src)
