"""Pictures as browsers get them: light formats first, room kept before they arrive, words for who cannot see."""

import pytest
from bs4 import BeautifulSoup

from cms import pictures
from cms.models import SiteImage, SiteRendition
from tests.factories import a_news_item, an_image

pytestmark = pytest.mark.django_db


def drawn(image, role="wide", **kwargs):
    return BeautifulSoup(pictures.picture(image, role, **kwargs), "html.parser").picture


@pytest.fixture
def image(montiano):
    return an_image(montiano)


@pytest.mark.parametrize("role", list(pictures.ROLES))
def test_light_formats_come_first_and_jpeg_is_for_everybody(image, role):
    picture = drawn(image, role)
    assert [source["type"] for source in picture.select("source")] == ["image/avif", "image/webp"]
    for source, ending in zip(picture.select("source"), (".avif", ".webp"), strict=True):
        assert all(part.split()[0].endswith(ending) for part in source["srcset"].split(", "))
        assert source["sizes"] == picture.img["sizes"]
    assert picture.img["src"].endswith(".jpg")


@pytest.mark.parametrize("role", list(pictures.ROLES))
def test_room_is_kept_before_the_picture_arrives(image, role):
    img = drawn(image, role).img
    sizes = pictures.ROLES[role][0]
    assert (int(img["width"]), int(img["height"])) == sizes[0]
    assert [part.split()[1] for part in img["srcset"].split(", ")] == [f"{width}w" for width, _ in sizes]
    assert len({round(width / height, 2) for width, height in sizes}) == 1


def test_a_picture_speaks_unless_it_only_decorates(image):
    assert drawn(image).img["alt"] == "Un campo verde"
    assert drawn(image, alt="La piazza").img["alt"] == "La piazza"
    assert drawn(image, alt="").img["alt"] == ""


def test_words_of_editors_cannot_close_the_tag(image):
    image.description = '"><script>alert(1)</script>'
    picture = drawn(image)
    assert picture.img["alt"] == image.description
    assert picture.script is None


def test_only_the_first_picture_is_hurried(image):
    assert drawn(image).img["loading"] == "lazy"
    hurried = drawn(image, eager=True).img
    assert "loading" not in hurried.attrs
    assert hurried["fetchpriority"] == "high"


def test_without_an_image_there_is_nothing():
    assert pictures.picture(None, "card") == ""


def test_renditions_made_beforehand_are_not_made_again(image, django_assert_num_queries):
    pictures.make_renditions(image)
    wanted = {spec for role in pictures.ROLES for spec in pictures.specs(role)}
    assert set(SiteRendition.objects.filter(image=image).values_list("filter_spec", flat=True)) == wanted
    with django_assert_num_queries(2):
        ready = pictures.with_renditions(SiteImage.objects.filter(pk=image.pk), "wide").get()
        pictures.picture(ready, "wide")


@pytest.mark.once
def test_ten_pictures_cost_the_queries_of_one(montiano, django_assert_num_queries):
    for _ in range(3):
        pictures.make_renditions(an_image(montiano, size=(400, 225)), "card")
    with django_assert_num_queries(2):
        found = list(pictures.with_renditions(SiteImage.objects.filter(tenant=montiano), "card"))
        assert all(pictures.picture(image, "card") for image in found)


def test_a_small_original_still_fills_its_room(montiano):
    assert drawn(an_image(montiano, size=(120, 90))).img["src"].endswith(".jpg")


def test_a_page_with_a_picture_shows_it_to_a_citizen(citizen, montiano, image):
    page = a_news_item(montiano, image=image)
    html = BeautifulSoup(citizen.get(page.path_url).content.decode(), "html.parser")
    found = html.select("main picture img")
    assert found
    for img in found:
        assert img.get("width")
        assert img.get("height")
        assert img.has_attr("alt")
    assert citizen.get(found[0]["src"]).status_code == 200
