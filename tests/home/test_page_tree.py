"""Each kind of page has its place: what may stand under what."""

import pytest

from cms.models import BasePage
from home.models import HomePage
from services.models import ServicePage
from tests.factories import a_service, page_with

CHILDREN = {
    "home.HomePage": {
        "services.ServicesIndexPage",
        "news.NewsIndexPage",
        "offices.AdministrationIndexPage",
        "territory.LiveIndexPage",
        "home.TopicsIndexPage",
        "home.SitemapPage",
        "home.InfoPage",
        "transparency.TransparencyIndexPage",
        "albo.RegisterPage",
        "publications.ProjectsIndexPage",
        "services.FaqPage",
        "home.ThematicSitesPage",
    },
    "home.ThematicSitesPage": set(),
    "services.FaqPage": set(),
    "services.ServicesIndexPage": {
        "services.ServiceCategoryPage",
        "appointments.BookingPage",
        "tickets.AssistancePage",
        "tickets.ReportPage",
    },
    "services.ServiceCategoryPage": {"services.ServicePage"},
    "services.ServicePage": set(),
    "news.NewsIndexPage": {"news.NewsTypePage"},
    "news.NewsTypePage": {"news.NewsPage"},
    "news.NewsPage": set(),
    "offices.AdministrationIndexPage": {
        "offices.OfficeIndexPage",
        "offices.PeopleIndexPage",
        "publications.DocumentsIndexPage",
        "home.InfoPage",
    },
    "offices.OfficeIndexPage": {"offices.OfficePage"},
    "offices.OfficePage": set(),
    "offices.PeopleIndexPage": {"offices.PersonPage"},
    "offices.PersonPage": set(),
    "territory.LiveIndexPage": {"territory.PlaceIndexPage", "territory.EventIndexPage", "home.InfoPage"},
    "territory.EventIndexPage": {"territory.EventPage"},
    "territory.EventPage": set(),
    "territory.PlaceIndexPage": {"territory.PlacePage"},
    "territory.PlacePage": set(),
    "home.TopicsIndexPage": {"home.TopicPage"},
    "home.TopicPage": set(),
    "home.SitemapPage": set(),
    "home.InfoPage": {"home.InfoPage"},
    "appointments.BookingPage": set(),
    "tickets.AssistancePage": set(),
    "tickets.ReportPage": set(),
    "albo.RegisterPage": set(),
    "publications.DocumentsIndexPage": {"publications.CallIndexPage", "publications.DocumentTypePage"},
    "publications.DocumentTypePage": {
        "publications.DatasetPage",
        "publications.DocumentPage",
        "publications.FormsFolderPage",
    },
    "publications.DocumentPage": set(),
    "publications.DatasetPage": set(),
    "publications.FormsFolderPage": set(),
    "publications.CallIndexPage": {"publications.CallPage"},
    "publications.CallPage": set(),
    "publications.ProjectsIndexPage": {"publications.ProjectPage"},
    "publications.ProjectPage": set(),
    "transparency.TransparencyIndexPage": {"transparency.TransparencySectionPage"},
    "transparency.TransparencySectionPage": {"transparency.TransparencySectionPage"},
}


def kinds(model=BasePage):
    for child in model.__subclasses__():
        yield child
        yield from kinds(child)


def test_every_kind_of_page_may_have_only_the_children_of_the_plan():
    found = {
        kind._meta.label: {child._meta.label for child in kind.allowed_subpage_models()}
        for kind in kinds()
        if not kind._meta.abstract
    }
    assert found == CHILDREN


@pytest.mark.django_db
def test_no_page_of_ours_but_a_home_stands_beside_the_homes(montiano):
    root = HomePage.objects.get(tenant=montiano).get_parent()
    creatable = [kind for kind in kinds() if kind.can_create_at(root)]
    assert creatable == [HomePage]


@pytest.mark.django_db
def test_the_admin_refuses_a_sheet_outside_the_categories(desk, informatica, montiano):
    desk.force_login(informatica)
    for key in ("home", "servizi", "notizie"):
        answer = desk.get(f"/admin/pages/add/services/servicepage/{page_with(montiano, key).pk}/")
        assert answer.status_code in (302, 403), key
    assert not ServicePage.objects.exists()


@pytest.mark.django_db
def test_a_section_cannot_be_made_twice(montiano):
    home = page_with(montiano, "home")
    for name in ("servizi", "novita", "amministrazione", "vivere", "argomenti", "mappa-del-sito"):
        assert not type(page_with(montiano, name)).can_create_at(home), name


@pytest.mark.django_db
def test_a_sheet_moves_between_categories_and_nowhere_else(montiano):
    sheet = a_service(montiano)
    assert sheet.can_move_to(page_with(montiano, "categoria-ambiente"))
    assert not sheet.can_move_to(page_with(montiano, "notizie"))
    assert not sheet.can_move_to(page_with(montiano, "servizi"))


@pytest.mark.django_db
def test_the_base_of_all_pages_is_never_a_page_by_itself(desk, informatica, montiano):
    desk.force_login(informatica)
    assert not BasePage.can_create_at(page_with(montiano, "home"))
